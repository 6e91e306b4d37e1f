// Connecting: options, hosts, TLS, passwords, and what is not read from outside.
// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>  // NOLINT: setenv
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "session.hpp"

using namespace zin::test;

namespace {

/// A port that accepts connections and never says a word.
class SilentServer {
 public:
  SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    BOOST_REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    BOOST_REQUIRE(::listen(socket_, 8) == 0);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = std::to_string(ntohs(address.sin_port));
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { ::close(socket_); }
  [[nodiscard]] const std::string& port() const { return port_; }

 private:
  int socket_;
  std::string port_;
};

std::string refusal(const Options& options) {
  try {
    const Connection made(options);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

zin_status failed(const Options& more, Fault& fault, std::int64_t deadline_ns = ZIN_NEVER) {
  Connection db(server_options(more));
  const zin_status status = db.connect(deadline_ns);
  fault = db.fault;
  BOOST_TEST(db.state() == 0u);
  return status;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_connecting)

BOOST_AUTO_TEST_CASE(the_plugin_tells_who_it_is) {
  BOOST_TEST(text(plugin().name) == "postgres");
  BOOST_TEST(text(driver().dialect) == "postgres");
  BOOST_TEST(text(driver().aliases) == "postgresql pgsql");
}

BOOST_AUTO_TEST_CASE(a_session_tells_its_server) {
  Session db;
  const zin_conn_info info = db.info();
  BOOST_TEST(text(info.dialect) == "postgres");
  BOOST_TEST(info.server_version >= 140000u);
  BOOST_TEST(db.value("select pg_backend_pid()::text") ==
             "text " + std::to_string(info.server_conn_id));
  BOOST_TEST(db.value("show server_version").find(text(info.server_version_text)) !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_socket_serves_as_well) {
  for (const char* const key : {"socket", "host"}) {
    Session db(Options{{key, server_value("SOCKET")}});
    BOOST_TEST(db.value("select inet_client_addr() is null") == "bool 1");
  }
}

BOOST_AUTO_TEST_CASE(tls_is_used_as_its_mode_says) {
  const auto encrypted = [](const Options& more) {
    Session db(more);
    return db.value("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
  };
  BOOST_TEST(encrypted({}) == "bool 0");
  BOOST_TEST(encrypted({{"ssl_mode", "require"}}) == "bool 1");
  const std::string ca = server_value("CA");
  BOOST_TEST(encrypted({{"ssl_mode", "verify-ca"}, {"ssl_ca", ca}}) == "bool 1");
  BOOST_TEST(encrypted({{"ssl_mode", "verify-full"},
                        {"ssl_ca", ca},
                        {"host", "localhost"},
                        {"hostaddr", "127.0.0.1"}}) == "bool 1");
  Fault fault;
  // The certificate is for localhost, and the system's authorities did not sign it.
  BOOST_TEST(failed({{"ssl_mode", "verify-full"}, {"ssl_ca", ca}}, fault) == ZIN_E_CONN_LOST);
  BOOST_TEST(fault.category == ZIN_CAT_CONNECTION);
  BOOST_TEST(failed({{"ssl_mode", "verify-ca"}}, fault) < 0);
}

BOOST_AUTO_TEST_CASE(large_rows_arrive_over_tls) {
  Session db(Options{{"ssl_mode", "require"}});
  auto stream =
      db.exec(Exec{.sql = "select repeat('x', n * 97 % 60000) from generate_series(1, 300) n",
                   .flags = ZIN_EXEC_STREAM});
  std::size_t rows = 0;
  while (stream.fetch() == ZIN_OK) {
    for (std::uint32_t i = 0; i < stream.rows.nrows; ++i)
      BOOST_TEST(stream.rows.cells[i].len == ++rows * 97 % 60000);
  }
  BOOST_TEST(rows == 300u);
}

BOOST_AUTO_TEST_CASE(a_wrong_password_and_an_unknown_database_are_told_apart) {
  Fault fault;
  BOOST_TEST(failed({{"password", "wrong"}}, fault) < 0);
  BOOST_TEST(fault.category == ZIN_CAT_AUTH);
  BOOST_TEST(fault.state() == "28P01");
  BOOST_TEST(fault.text().find("wrong") == std::string::npos);
  BOOST_TEST(failed({{"password", ""}}, fault) < 0);
  BOOST_TEST(fault.category == ZIN_CAT_AUTH);
  BOOST_TEST(failed({{"database", "no_such_database"}}, fault) < 0);
  BOOST_TEST(fault.category == ZIN_CAT_NOT_FOUND);
  BOOST_TEST(fault.state() == "3D000");
}

BOOST_AUTO_TEST_CASE(nobody_there_is_a_connection_error) {
  Fault fault;
  BOOST_TEST(failed({{"port", "1"}}, fault) == ZIN_E_CONN_LOST);
  BOOST_TEST(fault.category == ZIN_CAT_CONNECTION);
  BOOST_TEST(failed({{"host", "no-such-host.invalid"}}, fault) == ZIN_E_CONN_LOST);
  BOOST_TEST(fault.text().find("no-such-host.invalid") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(too_many_connections_are_a_lack_of_resources) {
  Session admin;
  admin.query("alter role " + server_value("LIMITED_USER") + " connection limit 1");
  Session first(Options{{"username", server_value("LIMITED_USER")}});
  Fault fault;
  BOOST_TEST(failed({{"username", server_value("LIMITED_USER")}}, fault) < 0);
  BOOST_TEST(fault.state() == "53300");
  BOOST_TEST(fault.category == ZIN_CAT_RESOURCE);
  admin.query("alter role " + server_value("LIMITED_USER") + " connection limit -1");
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_is_a_timeout) {
  const SilentServer silent;
  Fault fault;
  const std::int64_t start = now_ns();
  BOOST_TEST(failed({{"port", silent.port()}}, fault, start + second / 10) == ZIN_E_TIMEOUT);
  BOOST_TEST(failed({{"port", silent.port()}, {"connect_timeout_ms", "100"}}, fault) ==
             ZIN_E_CONN_LOST);
  BOOST_TEST(fault.text().find("in time") != std::string::npos);
  BOOST_TEST(now_ns() - start < 5 * second);
}

BOOST_AUTO_TEST_CASE(the_next_host_is_tried_when_one_is_dead_or_silent) {
  const SilentServer silent;
  const std::string ports = "1," + silent.port() + "," + server_value("PORT");
  Session db(
      {{"host", "127.0.0.1,127.0.0.1,127.0.0.1"}, {"port", ports}, {"connect_timeout_ms", "2000"}});
  BOOST_TEST(db.value("select 1") == "i64 1");
  BOOST_TEST(refusal(server_options({{"host", "a,b"}, {"port", "1,2,3"}})).find("port") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_session_of_the_wanted_kind_is_found) {
  Session db(Options{{"target_session_attrs", "read-write"}});
  BOOST_TEST(db.value("select 1") == "i64 1");
  Session any(Options{{"target_session_attrs", "prefer-standby"}});  // there is none
  BOOST_TEST(any.value("select 1") == "i64 1");
  Fault fault;
  BOOST_TEST(failed({{"target_session_attrs", "standby"}}, fault) == ZIN_E_CONN_LOST);
  BOOST_TEST(fault.category == ZIN_CAT_CONNECTION);
}

BOOST_AUTO_TEST_CASE(bad_options_are_refused_before_anything_is_done) {
  BOOST_TEST(refusal({{"no_such_option", "1"}}).find("no_such_option") != std::string::npos);
  BOOST_TEST(refusal({{"port", "0"}}).find("port") != std::string::npos);
  BOOST_TEST(refusal({{"ssl_mode", "maybe"}}).find("verify-full") != std::string::npos);
  BOOST_TEST(refusal({{"charset", "latin1"}}).find("charset") != std::string::npos);
  BOOST_TEST(refusal({{"hostaddr", "1.2.3.4,5.6.7.8"}, {"host", "a"}}).find("hostaddr") !=
             std::string::npos);
  BOOST_TEST(refusal({{"socket", "relative"}}).find("socket") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(libpqs_own_options_are_reachable) {
  Session db(Options{{"keepalives_idle", "33"},
                     {"tcp_user_timeout", "5000"},
                     {"application_name", "own name"},
                     {"options", "-c statement_timeout=12345"}});
  BOOST_TEST(db.value("show application_name") == "text own name");
  BOOST_TEST(db.value("show statement_timeout") == "text 12345ms");
}

BOOST_AUTO_TEST_CASE(every_option_of_this_libpq_can_be_given) {
  // Those that have the names that every driver uses, those that the driver itself sets, and
  // service files, which would have the say over what is set here.
  const std::set<std::string> others{
      "user",        "dbname", "connect_timeout", "client_encoding", "sslmode",
      "sslcert",     "sslkey", "sslrootcert",     "authtype",        "service",
      "servicefile", "tty",    "requiressl",      "sslcompression"};
  const std::string keys = ' ' + text(driver().option_keys) + ' ';
  PQconninfoOption* const all = PQconninfoParse("", nullptr);
  BOOST_REQUIRE(all != nullptr);
  for (const PQconninfoOption* option = all; option->keyword != nullptr; ++option) {
    const bool taken = keys.find(' ' + std::string(option->keyword) + ' ') != std::string::npos;
    BOOST_TEST((taken || others.contains(option->keyword)), option->keyword);
  }
  PQconninfoFree(all);
}

BOOST_AUTO_TEST_CASE(options_of_the_socket_reach_it) {
  Session db(Options{{"keepalives_idle", "33"},
                     {"keepalives_interval", "7"},
                     {"keepalives_count", "4"},
                     {"tcp_user_timeout", "5000"}});
  const std::array<int, 4> names{TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT};
  // The one socket of this process that has them all.
  int found = 0;
  for (int descriptor = 3; descriptor < 1024; ++descriptor) {
    std::array<int, 4> values{};
    for (std::size_t i = 0; i < names.size(); ++i) {
      socklen_t size = sizeof values[i];
      if (::getsockopt(descriptor, IPPROTO_TCP, names[i], &values[i], &size) != 0) values[i] = -1;
    }
    if (values == std::array<int, 4>{33, 7, 4, 5000}) ++found;
  }
  BOOST_TEST(found == 1);
}

BOOST_AUTO_TEST_CASE(a_password_file_counts_when_it_is_asked_for) {
  const Folder folder;
  const std::string file = folder.file("pass");
  std::string password;
  for (const char c : server_value("PASSWORD")) {
    if (c == ':' || c == '\\') password += '\\';
    password += c;
  }
  std::ofstream(file) << "*:*:*:" << server_value("USER") << ':' << password << '\n';
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  Options options = server_options({{"passfile", file}});
  std::erase_if(options, [](const auto& option) { return option.first == "password"; });
  Connection db(options);
  BOOST_TEST(db.connect() == ZIN_OK, db.fault.text());
  std::erase_if(options, [](const auto& option) { return option.first == "passfile"; });
  Connection without(options);
  BOOST_TEST(without.connect() < 0);
}

BOOST_AUTO_TEST_CASE(the_environment_has_no_say) {
  const std::pair<const char*, const char*> variables[] = {{"PGHOST", "nowhere.invalid"},
                                                           {"PGHOSTADDR", "192.0.2.1"},
                                                           {"PGPORT", "1"},
                                                           {"PGUSER", "nobody"},
                                                           {"PGPASSWORD", "wrong"},
                                                           {"PGDATABASE", "nothing"},
                                                           {"PGTZ", "Asia/Tokyo"},
                                                           {"PGDATESTYLE", "German"},
                                                           {"PGOPTIONS", "-c nonsense=1"},
                                                           {"PGSSLMODE", "verify-full"},
                                                           {"PGAPPNAME", "environment"},
                                                           {"PGCLIENTENCODING", "LATIN1"},
                                                           {"PGREQUIREPEER", "nobody"},
                                                           {"PGGSSENCMODE", "require"},
                                                           {"PGCHANNELBINDING", "require"},
                                                           {"PGPASSFILE", "/etc/passwd"},
                                                           {"PGTARGETSESSIONATTRS", "standby"}};
  for (const auto& [name, value] : variables) ::setenv(name, value, 1);
  for (const Options& more : {Options{}, Options{{"socket", server_value("SOCKET")}}}) {
    Connection db(server_options(more));
    BOOST_TEST(db.connect() == ZIN_OK, db.fault.text());
    BOOST_TEST(db.value("show TimeZone") == "text UTC");
    BOOST_TEST(db.value("show DateStyle") == "text ISO, MDY");
    BOOST_TEST(db.value("show client_encoding") == "text UTF8");
  }
  // Without a password of its own it has none.
  Fault fault;
  BOOST_TEST(failed({{"password", ""}}, fault) < 0);
  BOOST_TEST(fault.category == ZIN_CAT_AUTH);
  BOOST_TEST(fault.text().find("asks for a password") != std::string::npos);
  for (const auto& [name, value] : variables) ::unsetenv(name);
}

BOOST_AUTO_TEST_SUITE_END()
