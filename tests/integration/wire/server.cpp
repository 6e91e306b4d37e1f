// Reads the environment and fills the tables.
// SPDX-License-Identifier: MIT
#include "server.hpp"

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace zin::test {
namespace {

std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value != nullptr) return value;
  // Called before main(), where nobody would catch.
  std::fprintf(stderr, "%s is not set: run this by tests/servers/run.py\n", name.c_str());
  std::exit(2);
}

DatabaseConfig config_of(const std::string& driver, const std::string& prefix) {
  DatabaseConfig config;
  config.driver = driver;
  config.host = variable(prefix + "HOST");
  config.port = static_cast<std::uint16_t>(std::stoi(variable(prefix + "PORT")));
  config.database = variable(prefix + "DATABASE");
  config.username = variable(prefix + "USER");
  config.password = variable(prefix + "PASSWORD");
  config.ssl = "disable";
  return config;
}

// Messages of PostgreSQL begin with a byte for their type and four for their length. The first one
// that the server sends asks for SCRAM-SHA-256, in 24 bytes; under TLS one byte says yes before the
// handshake.
WireServer postgres() {
  return {.driver = "postgres",
          .config = config_of("postgres", "ZIN_TEST_POSTGRES_"),
          .authority = variable("ZIN_TEST_POSTGRES_CA"),
          .long_read = "select pg_sleep(60)",
          .running = "select count(*) from pg_stat_activity where state = 'active' and query = ?",
          .greeting_byte = 0,
          .type_byte = 0,
          .length_byte = 3,
          .in_login = 24,
          .in_handshake = 100,
          .commit_bytes = 12};
}

// Packets of MariaDB begin with three bytes for their length, the lowest first, and one that counts
// them. The greeting, which tells the version of the protocol in its first byte, is shorter than
// 160 bytes, and the handshake of TLS follows it.
WireServer mariadb() {
  return {.driver = "mysql",
          .config = config_of("mysql", "ZIN_TEST_MARIADB_"),
          .authority = variable("ZIN_TEST_MARIADB_CA"),
          .long_read = "select sleep(60), sleep(60)",
          .running = "select count(*) from information_schema.processlist where info = ?",
          .greeting_byte = 3,
          .type_byte = 4,
          .length_byte = 1,
          .in_login = 60,
          .in_handshake = 300,
          .commit_bytes = 11};
}

void fill(Database& db) {
  db.execute("drop table if exists wire_rows");
  db.execute("drop table if exists wire_writes");
  db.execute("create table wire_rows (id integer primary key, content varchar(200) not null)");
  db.execute("create table wire_writes (id integer primary key, content varchar(200) not null)");
  std::vector<std::vector<Value>> rows;
  for (int id = 1; id <= stored_rows; ++id) rows.push_back({id, row_text(id)});
  db.insert_many("wire_rows", {"id", "content"}, rows);
}

}  // namespace

std::string row_text(int id) {
  std::string text;
  while (text.size() < 90) text += std::to_string(id * 7919) + '-';
  return text;
}

const WireServer& wire_server() {
  static const WireServer server = variable("ZIN_TEST_WIRE") == "mariadb" ? mariadb() : postgres();
  return server;
}

Database& direct() {
  static Manager manager;
  static Database& db = []() -> Database& {
    set_log_sink(nullptr);  // it tells of each connection that is given up
    DatabaseConfig config = wire_server().config;
    config.pool.max = 1;
    Database& made = manager.use_database(std::move(config));
    fill(made);
    return made;
  }();
  return db;
}

int applied(int id, int count) {
  const Rows rows = direct().select("select count(*) from wire_writes where id >= ? and id < ?",
                                    {id, id + count});
  return rows[0].get<int>(0);
}

}  // namespace zin::test
