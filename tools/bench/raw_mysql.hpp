// Connector/C as a careful C++ programmer uses it: the yardstick.
// SPDX-License-Identifier: MIT
#pragma once

#include <mysql.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace zin::bench {

/// A connection with the session settings that zin's driver has.
class RawMysql {
 public:
  RawMysql() : mysql_(mysql_init(nullptr)) {
    const auto setting = [](const char* name) {
      const char* const value = std::getenv(name);
      return std::string{value == nullptr ? "" : value};
    };
    mysql_options(mysql_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    const auto port = static_cast<unsigned>(std::atoi(setting("ZIN_TEST_MARIADB_PORT").c_str()));
    if (mysql_real_connect(mysql_, setting("ZIN_TEST_MARIADB_HOST").c_str(),
                           setting("ZIN_TEST_MARIADB_USER").c_str(),
                           setting("ZIN_TEST_MARIADB_PASSWORD").c_str(),
                           setting("ZIN_TEST_MARIADB_DATABASE").c_str(), port, nullptr,
                           CLIENT_FOUND_ROWS) == nullptr)
      throw std::runtime_error(mysql_error(mysql_));
    run("set time_zone = '+00:00'");
  }
  RawMysql(const RawMysql&) = delete;
  RawMysql& operator=(const RawMysql&) = delete;
  ~RawMysql() { mysql_close(mysql_); }

  void run(const char* sql) {
    if (mysql_query(mysql_, sql) != 0) throw std::runtime_error(mysql_error(mysql_));
  }
  [[nodiscard]] MYSQL_STMT* prepare(const std::string& sql) {
    MYSQL_STMT* const statement = mysql_stmt_init(mysql_);
    if (mysql_stmt_prepare(statement, sql.data(), sql.size()) != 0)
      throw std::runtime_error(mysql_stmt_error(statement));
    return statement;
  }
  static void execute(MYSQL_STMT* statement) {
    if (mysql_stmt_execute(statement) != 0) throw std::runtime_error(mysql_stmt_error(statement));
  }

 private:
  MYSQL* mysql_;
};

/// A bound buffer, for parameters and results.
struct RawCell {
  std::int64_t whole = 0;
  double real = 0;
  std::array<char, 128> text{};
  unsigned long length = 0;
  my_bool is_null = 0;

  void bind_whole(MYSQL_BIND& bind) {
    bind.buffer_type = MYSQL_TYPE_LONGLONG;
    bind.buffer = &whole;
    bind.is_null = &is_null;
  }
  void bind_real(MYSQL_BIND& bind) {
    bind.buffer_type = MYSQL_TYPE_DOUBLE;
    bind.buffer = &real;
    bind.is_null = &is_null;
  }
  void bind_text(MYSQL_BIND& bind) {
    bind.buffer_type = MYSQL_TYPE_STRING;
    bind.buffer = text.data();
    bind.buffer_length = text.size();
    bind.length = &length;
    bind.is_null = &is_null;
  }
};

}  // namespace zin::bench
