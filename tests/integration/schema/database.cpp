// Makes databases and runs scripts.
// SPDX-License-Identifier: MIT
#include "database.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "zin/sql/splitter.hpp"

namespace zin::test {
namespace {

std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) {
    throw std::runtime_error(name + " is not set; tests/servers/run.py sets it");
  }
  return value;
}

void run_script(Session& session, std::string_view script, Dialect dialect) {
  for (const auto& statement : sql::split(script, dialect)) session.execute(statement.text);
}

}  // namespace

SqliteFile::SqliteFile(std::string_view script, std::string_view foreign_keys)
    : manager_(std::make_unique<Manager>()) {
  std::string name = (std::filesystem::temp_directory_path() / "zin-schema-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) throw std::runtime_error("no file can be made in " + name);
  ::close(descriptor);
  path_ = name;
  DatabaseConfig config;
  config.driver = "sqlite";
  config.database = path_;
  config.pool.max = 2;
  config.options["foreign_keys"] = foreign_keys;
  config.options["synchronous"] = "off";  // the machine does not go down here
  database_ = &manager_->use_database(std::move(config));
  run(script);
}

SqliteFile::~SqliteFile() {
  manager_.reset();
  for (const char* const suffix : {"", "-wal", "-shm", "-journal"}) {
    std::error_code ignored;
    std::filesystem::remove(path_ + suffix, ignored);
  }
}

void SqliteFile::run(std::string_view script) { run_script(*database_, script, Dialect::sqlite); }

std::string SqliteFile::values(std::string_view sql) {
  std::string text;
  for (const Row& row : database_->select(sql)) {
    if (!text.empty()) text += ',';
    const Value value = row.value(0);
    text += value.type() == Type::text ? value.get<std::string>() : value.to_string();
  }
  return text;
}

const std::string& Server::dialect() {
  static const std::string name = [] {
    const char* const value = std::getenv("ZIN_TEST_DIALECT");
    return std::string{value == nullptr ? "sqlite" : value};
  }();
  return name;
}

namespace {

DatabaseConfig server_config() {
  const bool is_postgres = Server::dialect() == "postgres";
  const std::string prefix = is_postgres ? "ZIN_TEST_POSTGRES_" : "ZIN_TEST_MARIADB_";
  DatabaseConfig config;
  config.driver = is_postgres ? "postgres" : "mysql";
  config.host = variable(prefix + "HOST");
  config.port = static_cast<std::uint16_t>(std::stoi(variable(prefix + "PORT")));
  config.username = variable(prefix + "USER");
  config.password = variable(prefix + "PASSWORD");
  config.database = variable(prefix + "DATABASE");
  config.ssl = "disable";
  config.pool.max = 1;
  if (Server::dialect() == "mysql") config.options["dialect"] = "mysql";
  return config;
}

void make_database() {
  Manager manager;
  Database& home = manager.use_database(server_config());
  if (Server::dialect() == "postgres") {
    home.execute("drop database if exists inspected with (force)");
    home.execute("create database inspected");
    home.execute("alter database inspected set search_path = inspected, \"Other.One\"");
    home.execute("alter database inspected set client_min_messages = warning");
  } else {
    home.execute("drop database if exists inspected");
    home.execute("create database inspected character set utf8mb4 collate utf8mb4_unicode_ci");
  }
}

}  // namespace

Server::Server() {
  make_database();
  manager_ = std::make_unique<Manager>();
  DatabaseConfig config = server_config();
  config.database = "inspected";
  database_ = &manager_->use_database(std::move(config));
  if (dialect() == "postgres") clear();
}

void Server::clear() {
  if (dialect() == "postgres") {
    run(R"sql(
      drop schema if exists inspected, "Other.One", app cascade;
      create schema inspected;
      create schema "Other.One";
    )sql");
    return;
  }
  // Tables to which others refer go behind those.
  constexpr int rounds = 10;
  bool any = true;
  for (int round = 0; any; ++round) {
    if (round == rounds) throw std::runtime_error("there are tables that cannot be dropped");
    any = false;
    for (const Row& row :
         database_->select("select table_name, table_type from information_schema.tables where "
                           "table_schema = database()")) {
      const auto type = row.get<std::string>(1);
      const std::string_view kind = type == "VIEW"       ? "view "
                                    : type == "SEQUENCE" ? "sequence "
                                                         : "table ";
      any = true;
      try {
        database_->execute("drop " + std::string{kind} +
                           quote_identifier(row.get<std::string>(0), Dialect::mysql));
      } catch (const Error& error) {
        if (error.code() != Errc::foreign_key_violation) throw;
      }
    }
  }
}

void Server::run(std::string_view script) { run_script(*database_, script, database_->dialect()); }

}  // namespace zin::test
