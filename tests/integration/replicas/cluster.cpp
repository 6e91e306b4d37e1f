// A database with replicas on real servers, for one test case.
// SPDX-License-Identifier: MIT
#include "cluster.hpp"

#include <cstdlib>

namespace zin::test {

Cluster::Cluster() : postgres_(std::getenv("ZIN_TEST_POSTGRES_REPLICATED_CONTROL") != nullptr) {
  tell("reset");
  const auto owner = open([](DatabaseConfig& config) { config.read_hosts.clear(); });
  owner->database().execute("create table entries (n bigint primary key, word varchar(20))");
  tell("caught_up b");
  tell("caught_up c");
}

std::uint16_t Cluster::port(char node) const {
  const auto name = node == 'a' ? "PRIMARY_PORT" : node == 'b' ? "REPLICA1_PORT" : "REPLICA2_PORT";
  return static_cast<std::uint16_t>(std::stoul(servers_.setting(name)));
}

std::string Cluster::host(char node) const {
  return servers_.setting("HOST") + ':' + std::to_string(port(node));
}

DatabaseConfig Cluster::usual() const {
  return {.driver = postgres_ ? "postgres" : "mysql",
          .host = servers_.setting("HOST"),
          .port = port('a'),
          .database = servers_.setting("DATABASE"),
          .username = servers_.setting("USER"),
          .password = servers_.setting("PASSWORD"),
          .ssl = "disable",
          .read_hosts = {host('b'), host('c')},
          .pool = {.max = 8},
          .connect_timeout = std::chrono::seconds{2}};
}

std::unique_ptr<Manager> Cluster::manager(DatabaseConfig config) {
  Settings settings = Settings::from_env();
  settings.databases["default"] = std::move(config);
  return std::make_unique<Manager>(std::move(settings));
}

char Cluster::node_of(Session& session) const {
  const auto at = session.select_one(postgres_ ? "select inet_server_port()" : "select @@port")
                      ->get<std::uint16_t>(0);
  for (const char node : {'a', 'b', 'c'}) {
    if (port(node) == at) return node;
  }
  return '?';
}

std::int64_t Cluster::count(Session& session) {
  return session.select_one("select count(*) from entries")->get<std::int64_t>(0);
}

void Cluster::add(Session& session, std::int64_t n) {
  session.execute("insert into entries (n, word) values (?, 'x')", {n});
}

HostStats figures_of(const Database& database, const std::string& host) {
  for (HostStats& stats : database.hosts()) {
    if (stats.host == host) return std::move(stats);
  }
  BOOST_FAIL("no such host: " << host);
  return {};
}

}  // namespace zin::test
