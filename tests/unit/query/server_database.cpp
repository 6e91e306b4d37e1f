// From the variables of tests/servers/ to a database.
// SPDX-License-Identifier: MIT
#include "server_database.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "zin/sql/splitter.hpp"

namespace {

std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) {
    throw std::runtime_error(name + " is not set; run this as the tests query-postgres and " +
                             "query-mariadb do, beside tests/servers/run.py");
  }
  return value;
}

}  // namespace

ServerDatabase::ServerDatabase()
    : dialect_(variable("ZIN_TEST_DIALECT")), manager_(std::make_unique<zin::Manager>()) {
  const bool is_postgres = dialect_ == "postgres";
  const std::string prefix = is_postgres ? "ZIN_TEST_POSTGRES_" : "ZIN_TEST_MARIADB_";
  zin::DatabaseConfig config;
  config.driver = is_postgres ? "postgres" : "mysql";
  config.host = variable(prefix + "HOST");
  config.port = static_cast<std::uint16_t>(std::stoi(variable(prefix + "PORT")));
  config.username = variable(prefix + "USER");
  config.password = variable(prefix + "PASSWORD");
  config.database = variable(prefix + "DATABASE");
  config.ssl = "disable";
  if (dialect_ == "mysql") config.options["dialect"] = "mysql";
  database_ = &manager_->use_database(std::move(config));
  if (to_string(database_->dialect()) != dialect_)
    throw std::runtime_error("the server speaks " + std::string{to_string(database_->dialect())});
}

void ServerDatabase::make_tables() {
  const std::string folder = dialect_ == "postgres" ? "postgres" : "mysql";
  std::ifstream in{ZIN_GOLDEN_FOLDER "/" + folder + "/tables.sql"};
  const std::string script{std::istreambuf_iterator<char>{in}, {}};
  for (const auto& statement : zin::sql::split(script, database_->dialect())) {
    database_->execute(statement.text);
  }
}
