// Connects, makes tables and users.
// SPDX-License-Identifier: MIT
#include "mysql_fixture.hpp"

#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace zin::test {
namespace {

std::string new_name(std::string_view kind) {
  static std::atomic<unsigned> last{0};
  return std::string(kind) + "_" + std::to_string(getpid()) + "_" + std::to_string(++last);
}

Options with(Options base, const Options& more) {
  base.insert(base.end(), more.begin(), more.end());
  return base;
}

}  // namespace

std::string server_setting(std::string_view name) {
  const char* const value = std::getenv(("ZIN_TEST_MARIADB_" + std::string(name)).c_str());
  if (value == nullptr)
    throw std::runtime_error("run this beside a server: tests/servers/run.py mariadb -- ...");
  return value;
}

Options server_options(const Options& more) {
  return with({{"host", server_setting("HOST")},
               {"port", server_setting("PORT")},
               {"username", server_setting("USER")},
               {"password", server_setting("PASSWORD")},
               {"database", server_setting("DATABASE")},
               {"ssl_mode", "disable"}},
              more);
}

Options socket_options(const Options& more) {
  return with({{"socket", server_setting("SOCKET")},
               {"username", server_setting("USER")},
               {"password", server_setting("PASSWORD")},
               {"database", server_setting("DATABASE")}},
              more);
}

Server::Server(const Options& more) : Connection(server_options(more)) {
  BOOST_REQUIRE_MESSAGE(connect() == ZIN_OK, fault.text());
}

std::string Server::id() const { return std::to_string(info().server_conn_id); }

Table::Table(std::string_view columns) : name_(new_name("t")) {
  Server db;
  db.query("create table " + name_ + " (" + std::string(columns) + ") engine=innodb");
}

Table::~Table() {
  Server db;
  static_cast<void>(db.try_exec({.sql = "drop table if exists " + name_}));
}

std::string Table::sql(std::string_view text) const {
  std::string out;
  for (const char c : text) {
    if (c == '@')
      out += name_;
    else
      out += c;
  }
  return out;
}

User::User(std::string_view identified, std::string_view grant) : name_(new_name("u")) {
  Server db;
  const std::string who = "'" + name_ + "'@'127.0.0.1'";
  db.query("create user " + who + " " + std::string(identified));
  if (!grant.empty()) db.query("grant " + std::string(grant) + " to " + who);
}

User::~User() {
  Server db;
  static_cast<void>(db.try_exec({.sql = "drop user if exists '" + name_ + "'@'127.0.0.1'"}));
}

zin_op patient_operation(std::uint64_t token, std::int64_t deadline_ns) {
  zin_op op = operation(token, deadline_ns);
  op.give_up_ns = deadline_ns + 2'000'000'000;
  return op;
}

std::uint64_t new_token() {
  static std::atomic<std::uint64_t> last{1000};
  return ++last;
}

std::string statements_of(const std::string& id) {
  return "select count(*) from information_schema.processlist where id = " + id +
         " and command <> 'Sleep'";
}

void wait_for(Connection& db, const std::string& sql, const std::string& expected) {
  const std::int64_t end = now_ns() + 10'000'000'000;
  for (;;) {
    const std::string found = db.value(sql);
    if (found == expected) return;
    BOOST_REQUIRE_MESSAGE(now_ns() < end, sql << " answers " << found << ", not " << expected);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace zin::test
