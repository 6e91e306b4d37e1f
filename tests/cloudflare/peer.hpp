// The engine beside the tests: where it is, which faults it plays, what it was sent.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zin::test {

/// What tests/servers/cloudflare.py has started; its faults are described in gate.mjs. Each test
/// takes a database or namespace of its own by its number, 0 to 7.
class Peer {
 public:
  /// Throws std::runtime_error when a variable is missing.
  Peer();

  std::string url, direct_url, token, account, proxy_key_id, proxy_secret;
  std::vector<std::string> databases, namespaces, proxies;

  struct Counts {
    std::uint64_t requests = 0;   ///< That reached the gate.
    std::uint64_t forwarded = 0;  ///< That the engine carried out.
    std::uint64_t connections = 0;
  };

  /// A rule, or a list of them, in JSON.
  void fault(std::string_view rules) const;
  /// Forgets the rules and the log.
  void forget() const;
  /// Of the requests since forget(); empty texts select all.
  [[nodiscard]] Counts counts(std::string_view method = {}, std::string_view path = {},
                              std::string_view contains = {}) const;
  /// The log, in JSON.
  [[nodiscard]] std::string requests() const;
  /// Connections that idle longer are closed.
  void set_idle(std::int64_t milliseconds) const;
  /// The statements, clock and window of a signed proxy, in JSON.
  void set_proxy(int number, std::string_view settings) const;

 private:
  [[nodiscard]] std::string ask(std::string_view method, std::string_view path,
                                std::string_view body = {}) const;

  std::string gate_;
};

}  // namespace zin::test
