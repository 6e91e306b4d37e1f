// The options of a connection, and the ways to log in.
// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <fstream>
#include <string>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

std::string refused(const Options& options) {
  std::vector<zin_kv> given;
  for (const auto& [key, value] : options) given.push_back({str(key), str(value)});
  zin_conn* conn = nullptr;
  Fault fault;
  const zin_status status =
      driver().conn_new(given.data(), static_cast<std::uint32_t>(given.size()), &conn, &fault);
  if (status == ZIN_OK) {
    driver().conn_close(conn);
    return "";
  }
  BOOST_TEST(conn == nullptr);
  return fault.text();
}

void connects(const Options& options) {
  Connection db(options);
  BOOST_TEST(db.connect() == ZIN_OK, db.fault.text());
  if (db.state() != 0) BOOST_TEST(db.value("select 1") == "i64 1");
}

/// A socket that listens and never says anything.
class SilentServer {
 public:
  SilentServer() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    BOOST_REQUIRE_EQUAL(bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    BOOST_REQUIRE_EQUAL(listen(socket_, 5), 0);
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { close(socket_); }
  [[nodiscard]] std::string port() const { return std::to_string(port_); }

 private:
  int socket_;
  unsigned port_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_settings)

BOOST_AUTO_TEST_CASE(bad_options_are_refused_before_anything_is_sent) {
  const auto with = [](std::string key, std::string value) {
    return Options{{"username", "u"}, {std::move(key), std::move(value)}};
  };
  BOOST_TEST(refused(with("hots", "x")).find("unknown option 'hots'") == 0u);
  BOOST_TEST(refused({{"host", "x"}}) == "option username is missing: name the user");
  BOOST_TEST(refused(with("port", "0")).find("option port is '0'") == 0u);
  BOOST_TEST(refused(with("port", "65536")).find("option port") == 0u);
  BOOST_TEST(refused(with("ssl_mode", "yes")).find("one of: disable, prefer") != std::string::npos);
  BOOST_TEST(refused(with("ssl_key", "k")).find("belong together") != std::string::npos);
  BOOST_TEST(refused(with("charset", "latin1")).find("option charset") == 0u);
  BOOST_TEST(refused(with("timezone", "+02:00")).find("option timezone") == 0u);
  BOOST_TEST(refused(with("sql_mode", "x'; drop")).find("option sql_mode") == 0u);
  BOOST_TEST(refused(with("collation", "latin1_bin")).find("option collation") == 0u);
  BOOST_TEST(refused(with("zero_dates", "maybe")).find("option zero_dates") == 0u);
  // The connector would read this as settings of its own.
  BOOST_TEST(refused(with("host", "h;local-infile=1")).find("option host") == 0u);
  BOOST_TEST(refused(with("password", std::string_view("a\0b", 3).data() + std::string(1, '\0'))) !=
             "");
  BOOST_TEST(refused(with("host", "db.example.com")) == "");
}

BOOST_AUTO_TEST_CASE(every_way_in_works) {
  connects(server_options());
  connects(server_options({{"host", "localhost"}, {"hostaddr", "127.0.0.1"}}));
  connects(socket_options());
  // A host that begins with a slash is a socket.
  Options by_host = socket_options();
  by_host[0].first = "host";
  connects(by_host);
}

BOOST_AUTO_TEST_CASE(certificates_are_verified_as_far_as_asked) {
  const std::string ca = server_setting("CA");
  const auto cipher = [](const Options& more) {
    Connection db(server_options(more));
    BOOST_TEST(db.connect() == ZIN_OK, db.fault.text());
    return db.state() == 0 ? "" : db.query("show status like 'Ssl_cipher'").at(0).at(1);
  };
  BOOST_TEST(cipher({{"ssl_mode", "disable"}}) == "text ");
  for (const char* mode : {"prefer", "require"})
    BOOST_TEST(cipher({{"ssl_mode", mode}}) != "text ");
  for (const char* mode : {"verify-ca", "verify-full"})
    BOOST_TEST(cipher({{"ssl_mode", mode}, {"ssl_ca", ca}}) != "text ");
  // Its name is localhost or 127.0.0.1: another one fits only when nobody looks.
  for (const char* mode : {"verify-ca", "verify-full"}) {
    Connection db(server_options({{"ssl_mode", mode}, {"ssl_ca", ca}, {"host", "127.1"}}));
    const bool looks = mode == std::string_view("verify-full");
    BOOST_TEST(db.connect() == (looks ? ZIN_E_CONN_LOST : ZIN_OK), db.fault.text());
    if (looks) BOOST_TEST(db.fault.native_code == 2026);
  }
  // Not signed by the system's authorities.
  for (const char* mode : {"verify-ca", "verify-full"}) {
    Connection db(server_options({{"ssl_mode", mode}}));
    BOOST_TEST(db.connect() == ZIN_E_CONN_LOST);
    BOOST_TEST(db.fault.native_code == 2026);
    BOOST_TEST(db.fault.text().find("ssl_ca") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(the_connectors_plugins_log_in) {
  const User user("identified via ed25519 using password('pässword')", "");
  connects(server_options({{"username", user.name()}, {"password", "pässword"}, {"database", ""}}));
  // A server may ask for no other way than those that are allowed.
  Connection db(server_options({{"username", user.name()},
                                {"password", "pässword"},
                                {"database", ""},
                                {"auth_plugins", "mysql_native_password"}}));
  BOOST_TEST(db.connect() == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_AUTH);
  const User empty("", "");
  connects(server_options({{"username", empty.name()}, {"password", ""}, {"database", ""}}));
}

BOOST_AUTO_TEST_CASE(the_session_is_as_the_dialect_needs_it) {
  Server root;
  const std::string before = root.value("select @@global.sql_mode");
  root.query("set global sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
  Server db;
  root.query("set global sql_mode = '" + before.substr(5) + "'");
  BOOST_TEST(db.value("select @@sql_mode").find("ANSI_QUOTES") == std::string::npos);
  BOOST_TEST(db.value("select @@sql_mode").find("STRICT_ALL_TABLES") != std::string::npos);
  BOOST_TEST(db.value("select @@character_set_client") == "text utf8mb4");
  BOOST_TEST(db.value("select @@autocommit") == "i64 1");
  Server own(
      Options{{"sql_mode", "STRICT_TRANS_TABLES,PIPES_AS_CONCAT"}, {"collation", "utf8mb4_bin"}});
  BOOST_TEST(own.value("select 'a' || 'b'") == "text ab");
  BOOST_TEST(own.value("select @@collation_connection") == "text utf8mb4_bin");
  Connection lax(server_options({{"sql_mode", "PIPES_AS_CONCAT"}}));
  BOOST_TEST(lax.connect() == ZIN_E_ERROR);
  BOOST_TEST(lax.fault.text().find("sql_mode is not strict") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_application_names_itself) {
  Server db(Options{{"application_name", "bookkeeping"}});
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_is_given_up_in_time) {
  const SilentServer silent;
  for (const char* mode : {"disable", "require"}) {
    Connection db(server_options(
        {{"port", silent.port()}, {"connect_timeout_ms", "150"}, {"ssl_mode", mode}}));
    const std::int64_t before = now_ns();
    BOOST_TEST(db.connect() == ZIN_E_TIMEOUT);
    BOOST_TEST(db.fault.category == ZIN_CAT_TIMEOUT);
    BOOST_TEST(now_ns() - before >= 150 * ms);
    BOOST_TEST(now_ns() - before < 650 * ms);
    BOOST_TEST(db.state() == 0u);
    Connection late(server_options({{"port", silent.port()}, {"ssl_mode", mode}}));
    const std::int64_t start = now_ns();
    BOOST_TEST(late.connect(start + 100 * ms) == ZIN_E_TIMEOUT);
    BOOST_TEST(now_ns() - start < 600 * ms);
  }
}

BOOST_AUTO_TEST_CASE(a_server_gets_no_file_of_this_machine) {
  char name[] = "/tmp/zin-mysql-secret-XXXXXX";
  const int file = mkstemp(name);
  BOOST_REQUIRE(file >= 0);
  BOOST_REQUIRE_EQUAL(write(file, "secret\n", 7), 7);
  close(file);
  Server db;
  db.query("create temporary table f (line text)");
  BOOST_TEST(
      !db.try_exec({.sql = "load data local infile '" + std::string(name) + "' into table f"}));
  BOOST_TEST(db.value("select count(*) from f") == "i64 0");  // the connection survives
  std::remove(name);
}

BOOST_AUTO_TEST_SUITE_END()
