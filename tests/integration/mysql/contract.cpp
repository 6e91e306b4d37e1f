// What the ABI asks of every driver: metadata, limits, handles that are used in the wrong order.
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

constexpr std::uint64_t everything =
    ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE | ZIN_CAP_CONNECT_BLOCKS | ZIN_CAP_CANCEL |
    ZIN_CAP_CANCEL_STEP | ZIN_CAP_DEADLINE | ZIN_CAP_RESET_DROPS_STMTS | ZIN_CAP_PREPARE |
    ZIN_CAP_STREAM | ZIN_CAP_RETURNING | ZIN_CAP_BULK | ZIN_CAP_BULK_ATOMIC | ZIN_CAP_TXN |
    ZIN_CAP_SAVEPOINT;

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_contract)

BOOST_AUTO_TEST_CASE(the_plugin_says_what_it_is) {
  BOOST_TEST(text(plugin().name) == "mysql");
  BOOST_TEST(text(plugin().license) == "MIT");
  BOOST_TEST(text(plugin().build).find("MariaDB Connector/C 3.") != std::string::npos);
  BOOST_TEST(text(driver().name) == "mysql");
  BOOST_TEST(text(driver().aliases) == "mariadb");
  BOOST_TEST(text(driver().dialect) == "mysql");
  BOOST_TEST(driver().param_style == ZIN_PARAM_QMARK);
  BOOST_TEST(driver().capabilities == everything);
  BOOST_TEST(driver().get_extension(str("zin.none/1")) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_connection_tells_what_its_server_can_do) {
  Server db;
  const zin_conn_info info = db.info();
  BOOST_TEST(info.capabilities == everything);
  BOOST_TEST(text(info.dialect) == "mariadb");
  BOOST_TEST(text(info.server_name) == "MariaDB");
  BOOST_TEST(db.value("select version()") == "text " + text(info.server_version_text));
  BOOST_TEST(info.server_version >= 100'500u);
  BOOST_TEST(db.value("select connection_id()") == "i64 " + db.id());
  BOOST_TEST(info.max_params == 65'535u);
  Server tls(Options{{"ssl_mode", "require"}});
  BOOST_TEST(tls.info().capabilities == everything);
  Server as_mysql(Options{{"dialect", "mysql"}});
  BOOST_TEST(text(as_mysql.info().dialect) == "mysql");
}

BOOST_AUTO_TEST_CASE(an_unconnected_handle_refuses_everything) {
  Connection db(server_options());
  BOOST_TEST(db.state() == 0u);
  zin_conn_info info{};
  info.struct_size = sizeof(info);
  BOOST_TEST(driver().conn_info(db.handle(), &info) == ZIN_E_MISUSE);
  BOOST_TEST(db.fails("select 1") == ZIN_E_MISUSE);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_E_MISUSE);
  BOOST_TEST(driver().cancel(db.handle(), 5, now_ns() + 1'000'000, nullptr) == ZIN_OK);
  BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
  BOOST_TEST(db.connect() == ZIN_E_MISUSE);
}

BOOST_AUTO_TEST_CASE(an_idle_connection_checks_and_pings) {
  Server db;
  BOOST_TEST(driver().conn_check(db.handle()) == ZIN_OK);
  BOOST_TEST(finish(db.handle(), operation(0), db.fault, [&](const zin_op* op, zin_wait* wait) {
               return driver().start_ping(db.handle(), op, wait, &db.fault);
             }) == ZIN_OK);
  Server tls(Options{{"ssl_mode", "require"}});
  BOOST_TEST(driver().conn_check(tls.handle()) == ZIN_OK);
}

BOOST_AUTO_TEST_CASE(no_descriptor_is_inherited_by_a_child_process) {
  Server tcp;
  Connection unix_socket(socket_options());
  BOOST_REQUIRE_EQUAL(unix_socket.connect(), ZIN_OK);
  int sockets = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (!target.string().starts_with("socket:")) continue;
    const int descriptor = std::stoi(entry.path().filename().string());
    sockaddr_storage peer{};
    socklen_t size = sizeof(peer);
    if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0) continue;
    ++sockets;
    BOOST_TEST((fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0, descriptor);
  }
  BOOST_TEST(sockets >= 2);
}

BOOST_AUTO_TEST_CASE(a_forked_child_does_not_end_its_parents_session) {
  Server db;
  const pid_t child = fork();
  if (child == 0) {
    const bool refused = !db.try_exec({.sql = "select 1"}) && db.fault.status == ZIN_E_MISUSE;
    driver().conn_close(db.handle());
    _exit(refused ? 0 : 1);
  }
  int status = 0;
  BOOST_REQUIRE_EQUAL(waitpid(child, &status, 0), child);
  BOOST_TEST(status == 0);
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_statement_is_closed_on_the_server_with_the_next_operation) {
  Server db;
  const auto open = [&] {
    return db.query("show session status like 'Com_stmt_close'").at(0).at(1);
  };
  const std::string before = open();
  { const Prepared stmt = db.prepare("select 1"); }
  const std::string after = open();
  BOOST_TEST(std::stoi(after.substr(5)) >= std::stoi(before.substr(5)) + 2);  // and that of SHOW
}

BOOST_AUTO_TEST_CASE(a_change_of_the_table_does_not_end_a_statement) {
  const Table table("a int");
  Server db;
  const Prepared stmt = db.prepare(table.sql("select * from @"));
  db.query(table.sql("insert into @ values (1)"));
  BOOST_TEST(db.exec(Exec{.stmt = stmt.handle()}).all() == (std::vector<Row>{{"i64 1"}}));
  db.query(table.sql("alter table @ add column b int default 7"));
  const auto changed = db.try_exec(Exec{.stmt = stmt.handle()});
  // More columns than were described: the server prepares it again, the connector may not.
  if (!changed) BOOST_TEST((db.fault.flags & ZIN_ERRF_STMT_GONE) != 0u, db.fault.text());
}

BOOST_AUTO_TEST_SUITE_END()
