// The address of a service: where requests go, and whether they are encrypted.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zin::cloudflare {

/// `https://host[:port][/path]`, taken apart.
struct BaseUrl {
  bool tls = true;
  std::string host;  ///< IPv6 without brackets.
  std::uint16_t port = 443;
  std::string path;  ///< Begins with `/` and does not end with one, or empty.

  /// What belongs into the header Host: with brackets, and the port where it is not the usual one.
  [[nodiscard]] std::string authority() const;
};

/// `name` is the variable or option to blame. Throws MISUSE for another scheme, a user, a query, a
/// bad port, and for http to anything but localhost, 127.x.x.x and [::1]: a token would go out in
/// the clear.
[[nodiscard]] BaseUrl parse_base_url(std::string_view url, std::string_view name);

}  // namespace zin::cloudflare
