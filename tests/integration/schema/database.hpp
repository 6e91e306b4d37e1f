// The databases of the tests of the schema.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "zin/zin.hpp"

namespace zin::test {

/// An SQLite file of its own, with one connection, removed with the object.
class SqliteFile {
 public:
  /// Runs the statements of a script first.
  explicit SqliteFile(std::string_view script = {}, std::string_view foreign_keys = "on");
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;
  ~SqliteFile();
  [[nodiscard]] Database& operator*() noexcept { return *database_; }
  [[nodiscard]] Database* operator->() noexcept { return database_; }

  void run(std::string_view script);
  /// The first column of the rows, as texts with commas between them.
  [[nodiscard]] std::string values(std::string_view sql);

 private:
  std::string path_;
  std::unique_ptr<Manager> manager_;
  Database* database_ = nullptr;
};

/// The server beside which the tests run (tests/servers/run.py): that of ZIN_TEST_DIALECT,
/// postgres, mariadb, or mysql, which is a MariaDB spoken to as if it were a MySQL. On it a
/// database of its own, "inspected", which each new object makes anew. On PostgreSQL its search
/// path is the schemas inspected and "Other.One", which are empty.
class Server {
 public:
  Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Empties it again.
  void clear();
  [[nodiscard]] Database& operator*() noexcept { return *database_; }
  [[nodiscard]] Database* operator->() noexcept { return database_; }
  [[nodiscard]] static const std::string& dialect();

  void run(std::string_view script);

 private:
  std::unique_ptr<Manager> manager_;
  Database* database_ = nullptr;
};

/// Runs a test only on the servers named: as a precondition of its case.
struct On {
  std::string_view dialects;
  boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const {
    return dialects.find(Server::dialect()) != std::string_view::npos;
  }
};

}  // namespace zin::test
