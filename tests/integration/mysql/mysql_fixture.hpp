// Connections to the MariaDB server of the tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>

#include "../driver_fixture.hpp"

namespace zin::test {

constexpr std::int64_t ms = 1'000'000;  // in nanoseconds

/// ZIN_TEST_MARIADB_<name>, which tests/servers/run.py sets.
std::string server_setting(std::string_view name);

/// How to connect over TCP, without TLS; options in `more` win.
Options server_options(const Options& more = {});
/// The same over the Unix socket.
Options socket_options(const Options& more = {});

/// A connected one.
class Server : public Connection {
 public:
  explicit Server(const Options& more = {});
  /// The number under which the server knows it.
  [[nodiscard]] std::string id() const;
};

/// A table that other connections see, too; dropped with the object.
class Table {
 public:
  explicit Table(std::string_view columns);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table();
  [[nodiscard]] const std::string& name() const { return name_; }
  /// `sql` with the table's name for each @.
  [[nodiscard]] std::string sql(std::string_view text) const;

 private:
  std::string name_;
};

/// A user who may do what `grant` says ("select on zin_test.*"), dropped with the object.
class User {
 public:
  User(std::string_view identified, std::string_view grant);
  User(const User&) = delete;
  User& operator=(const User&) = delete;
  ~User();
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
};

/// Starts an operation with `start(op, wait)` and carries it to its end.
template <class Start>
zin_status finish(zin_conn* conn, const zin_op& op, zin_error& err, Start start) {
  zin_wait wait = empty_wait();
  const zin_status first = start(&op, &wait);
  return complete(conn, op, wait, first, &err);
}

/// An operation that is cancelled at its deadline, and given up two seconds later.
zin_op patient_operation(std::uint64_t token, std::int64_t deadline_ns);

/// A connection that somebody else closes, by its handle.
class Unowned {
 public:
  Unowned() : db(*new (room_) Server) {}
  Unowned(const Unowned&) = delete;
  Unowned& operator=(const Unowned&) = delete;

 private:
  alignas(Server) std::byte room_[sizeof(Server)];

 public:
  Server& db;
};

/// A token that no other operation has.
std::uint64_t new_token();

/// Asks how many statements of the connection `id` the server runs now.
std::string statements_of(const std::string& id);
/// Waits until `sql` answers `expected`; fails the test after ten seconds.
void wait_for(Connection& db, const std::string& sql, const std::string& expected);

}  // namespace zin::test
