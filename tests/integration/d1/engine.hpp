// A connection to the engine beside the tests, and the gate that stands before it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "../driver_fixture.hpp"

namespace zin::test {

/// A variable of tests/servers/cloudflare.py, by its last part. Throws when it is not set.
std::string engine(std::string_view name);

/// Commands the faults, and forgets them all when it is made and when it ends. See
/// tests/cloudflare/gate.mjs.
class Gate {
 public:
  Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate();

  /// A rule, or a list of them, in JSON.
  void fault(std::string_view rules);
  void forget();
  /// Requests since the last forget(); `forwarded`: only those that the engine carried out.
  [[nodiscard]] std::size_t requests(bool forwarded = false);
  [[nodiscard]] std::size_t connections();
  /// The bodies of those requests and all else that was seen of them, as one text.
  [[nodiscard]] std::string seen();
  /// Of the signed proxy: its allow-list and clock.
  void proxy(std::string_view settings);

 private:
  std::string ask(std::string_view method, std::string_view path, std::string_view body = {});
  std::size_t count(std::string_view name);
};

/// The options of a connection to the database of that number; each file of tests has its own.
Options engine_options(std::size_t number);
Options proxy_options(std::size_t number, std::string_view mode);

/// A connection that is open.
struct Open : Connection {
  explicit Open(const Options& options);
  /// Drops the table and makes it.
  void make(std::string_view table, std::string_view columns);
  /// The status of an atomic batch; `fault` says more. Affected rows of each item are in
  /// `affected`.
  zin_status batch(const std::vector<Exec>& items, std::uint32_t flags = ZIN_BATCH_ATOMIC);
  std::vector<std::int64_t> affected;
};

}  // namespace zin::test
