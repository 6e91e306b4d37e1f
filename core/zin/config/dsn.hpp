// DATABASE_URL: `driver://user:password@host:port/database?option=value`.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/config/hosts.hpp"

namespace zin::config {

/// The parts of a database URL, percent-decoded; absent parts are empty.
struct Dsn {
  std::string driver{};  ///< Canonical: "postgres" for `pgsql://`.
  std::string username{};
  std::optional<std::string> password{};
  std::vector<Host> hosts{};  ///< The primary first, then those to try when it does not answer.
  std::string database{};     ///< For SQLite a file, or ":memory:".
  std::vector<std::pair<std::string, std::string>>
      options{};  ///< In the URL's order, no key twice.

  bool operator==(const Dsn&) const = default;
};

/// Takes a URL apart. Forms:
///   driver://[user[:password]@][host[:port][,host[:port]...]][/database][?key=value[&key=value...]]
///   sqlite:relative.db   sqlite:///absolute.db   sqlite:/absolute.db   sqlite::memory:
/// An IPv6 address stands in brackets; a Unix socket's folder is a percent-encoded host. The
/// characters / ? # % and a second @ inside a user name or password must be percent-encoded.
/// `sqlite://name` is refused: tools disagree on whether `name` is a host or a file. SQLite takes
/// `:memory:` after any number of slashes.
///
/// Throws Errc::invalid_config, naming `source` (the variable) and the part. No message shows any
/// part of the URL but the driver's name and the keys of options, since a password that is not
/// encoded can end up in every other part. [thread-safe]
[[nodiscard]] Dsn parse_dsn(std::string_view url, std::string_view source = "DATABASE_URL");

/// The URL with its secrets replaced by `***`: the password and options that look like secrets. Of
/// a malformed URL only the driver's name is left. Never throws but std::bad_alloc. [thread-safe]
[[nodiscard]] ZIN_API std::string redact(std::string_view url);

/// A value for a message: shown(), and redact() when it looks like a URL, since a URL can end up in
/// any variable by mistake, or a part of one: with an `@` it may be a password and a host, and only
/// `***` is left.
[[nodiscard]] std::string displayed(std::string_view value);

/// Whether an option's key says that its value is a secret: password, token, secret, key ...
[[nodiscard]] bool looks_secret(std::string_view key);

/// The options of a text `key=value&key=value`, percent-decoded, as in a URL. Throws as
/// parse_dsn().
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_options(
    std::string_view text, std::string_view source);

}  // namespace zin::config
