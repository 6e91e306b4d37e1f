// What the ABI asks of every driver: metadata, limits, structs that are shorter than the driver's
// own. SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sqlite3.h>

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <filesystem>
#include <string>

#include "memory.hpp"

using namespace zin::test;

BOOST_AUTO_TEST_SUITE(sqlite_contract)

BOOST_AUTO_TEST_CASE(the_plugin_says_what_it_is) {
  const zin_plugin& plugin = zin::test::plugin();
  BOOST_TEST(plugin.magic == ZIN_MAGIC);
  BOOST_TEST(plugin.struct_size == sizeof(zin_plugin));
  BOOST_TEST(plugin.abi_version == ZIN_ABI_VERSION);
  BOOST_TEST(text(plugin.name) == "sqlite");
  BOOST_TEST(text(plugin.license) == "MIT");
  std::uint32_t kind = 0;
  BOOST_TEST(plugin.get_impl(0, &kind) == &driver());
  BOOST_TEST(kind == ZIN_KIND_DRIVER);
  BOOST_TEST(plugin.get_impl(1, &kind) == nullptr);
  BOOST_TEST(text(driver().name) == "sqlite");
  BOOST_TEST(text(driver().aliases) == "sqlite3");
  BOOST_TEST(driver().param_style == ZIN_PARAM_QMARK);
  BOOST_TEST(driver().get_extension(str("zin.none/1")) == nullptr);
}

BOOST_AUTO_TEST_CASE(limits_come_from_the_library) {
  Memory db;
  const zin_conn_info info = db.info();
  sqlite3* raw = nullptr;
  BOOST_REQUIRE_EQUAL(sqlite3_open(":memory:", &raw), SQLITE_OK);
  const auto limit = [&](int id) { return static_cast<unsigned>(sqlite3_limit(raw, id, -1)); };
  BOOST_TEST(info.max_params == limit(SQLITE_LIMIT_VARIABLE_NUMBER));
  BOOST_TEST(info.max_sql_bytes == limit(SQLITE_LIMIT_SQL_LENGTH));
  BOOST_TEST(info.max_value_bytes == limit(SQLITE_LIMIT_LENGTH));
  sqlite3_close(raw);
  BOOST_TEST(info.server_version >= 33'800u);
  BOOST_TEST(text(info.server_version_text) == sqlite3_libversion());
  BOOST_TEST(text(info.dialect) == "sqlite");
}

BOOST_AUTO_TEST_CASE(capabilities_tell_what_the_other_tests_prove) {
  Memory db;
  const std::uint64_t expected =
      ZIN_CAP_BLOCKING | ZIN_CAP_CANCEL | ZIN_CAP_CANCEL_FAST | ZIN_CAP_DEADLINE |
      ZIN_CAP_MULTI_CURSOR | ZIN_CAP_PREPARE | ZIN_CAP_STREAM | ZIN_CAP_RETURNING | ZIN_CAP_BULK |
      ZIN_CAP_BULK_ATOMIC | ZIN_CAP_TXN | ZIN_CAP_SAVEPOINT | ZIN_CAP_TXN_DDL;
  BOOST_TEST(driver().capabilities == expected);
  BOOST_TEST(db.info().capabilities == expected);
  BOOST_TEST((driver().start_batch == nullptr));
}

BOOST_AUTO_TEST_CASE(a_parameter_number_beyond_the_limit_is_an_error) {
  Memory db;
  const std::string sql = "SELECT ?" + std::to_string(db.info().max_params + 1);
  BOOST_TEST(db.fails(sql) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_SYNTAX);
}

BOOST_AUTO_TEST_CASE(a_host_of_another_version_is_refused_with_a_reason) {
  zin_host other{};
  other.struct_size = sizeof(other);
  other.abi_version = ZIN_ABI_VERSION + 1;
  // The entry is reached through its symbol only, so this asks the loaded library once more.
  Fault fault;
  const auto entry = plugin_entry();
  BOOST_TEST(entry(&other, &fault) == nullptr);
  BOOST_TEST(fault.status == ZIN_E_UNSUPPORTED);
  BOOST_TEST(fault.text().find("built for plugin ABI 0.1, but the host has 0.2") == 0u);
}

BOOST_AUTO_TEST_CASE(short_output_structs_are_filled_no_further_than_they_reach) {
  Memory db;
  const auto untouched = [](const void* object, std::size_t from, std::size_t size) {
    const auto* const bytes = static_cast<const unsigned char*>(object);
    for (std::size_t i = from; i < size; ++i)
      if (bytes[i] != 0x7E) return false;
    return true;
  };
  zin_conn_info info;
  std::memset(&info, 0x7E, sizeof(info));
  info.struct_size = offsetof(zin_conn_info, dialect);
  BOOST_TEST(driver().conn_info(db.handle(), &info) == ZIN_OK);
  BOOST_TEST(info.capabilities == driver().capabilities);
  BOOST_TEST(untouched(&info, offsetof(zin_conn_info, dialect), sizeof(info)));

  Result result = db.exec("SELECT 1 AS a, 2 AS b");
  zin_result_info described;
  std::memset(&described, 0x7E, sizeof(described));
  described.struct_size = offsetof(zin_result_info, columns_id);
  BOOST_TEST(driver().result_info(result.handle(), &described) == ZIN_OK);
  BOOST_TEST(described.ncols == 2u);
  BOOST_TEST(untouched(&described, offsetof(zin_result_info, columns_id), sizeof(described)));

  zin_rows rows;
  std::memset(&rows, 0x7E, sizeof(rows));
  rows.struct_size = offsetof(zin_rows, bytes);
  BOOST_TEST(driver().fetch(result.handle(), 1, nullptr, &rows, nullptr, nullptr) == ZIN_OK);
  BOOST_TEST(rows.nrows == 1u);
  BOOST_TEST(show(rows.cells[1]) == "i64 2");
  BOOST_TEST(untouched(&rows, offsetof(zin_rows, bytes), sizeof(rows)));

  const Prepared stmt = db.prepare("SELECT ?, ?");
  zin_stmt_info of_stmt;
  std::memset(&of_stmt, 0x7E, sizeof(of_stmt));
  of_stmt.struct_size = offsetof(zin_stmt_info, params);
  BOOST_TEST(driver().stmt_info(stmt.handle(), &of_stmt) == ZIN_OK);
  BOOST_TEST(of_stmt.nparams == 2u);
  BOOST_TEST(untouched(&of_stmt, offsetof(zin_stmt_info, params), sizeof(of_stmt)));
}

BOOST_AUTO_TEST_CASE(short_input_structs_are_read_no_further_than_they_reach) {
  Memory db;
  zin_exec exec;
  std::memset(&exec, 0x7E, sizeof(exec));
  exec.struct_size = offsetof(zin_exec, params);
  exec.flags = 0;
  exec.sql = str("SELECT 1, 2");
  exec.stmt = nullptr;
  zin_op op;
  std::memset(&op, 0x7E, sizeof(op));
  op.struct_size = offsetof(zin_op, token);
  op.flags = ZIN_OPF_SYNC;
  zin_cursor* cursor = nullptr;
  Fault fault;
  BOOST_REQUIRE_EQUAL(driver().start_exec(db.handle(), &exec, &op, &cursor, nullptr, &fault),
                      ZIN_OK);
  Result result(db.handle(), cursor, 0);
  BOOST_TEST(result.all().at(0) == (Row{"i64 1", "i64 2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_operation_is_ever_pending) {
  Memory db;
  BOOST_TEST(driver().op_step(db.handle(), 1, ZIN_READY_TIMER, nullptr, nullptr) == ZIN_E_MISUSE);
}

BOOST_AUTO_TEST_CASE(an_idle_connection_checks_and_pings) {
  Folder folder;
  Connection a({{"database", folder.file("db")}, {"journal_mode", "delete"}});
  BOOST_REQUIRE_EQUAL(a.connect(), ZIN_OK);
  Connection b(
      {{"database", folder.file("db")}, {"journal_mode", "delete"}, {"busy_timeout_ms", "0"}});
  BOOST_REQUIRE_EQUAL(b.connect(), ZIN_OK);
  BOOST_TEST(driver().conn_check(b.handle()) == ZIN_OK);
  BOOST_TEST(driver().start_ping(b.handle(), nullptr, nullptr, nullptr) == ZIN_OK);
  a.query("BEGIN EXCLUSIVE");  // a locked file is there all the same
  BOOST_TEST(driver().start_ping(b.handle(), nullptr, nullptr, nullptr) == ZIN_OK);
  BOOST_TEST(driver().get_extension(str("zin.bulk/1")) == nullptr);
}

BOOST_AUTO_TEST_CASE(no_descriptor_is_inherited_by_a_child_process) {
  Folder folder;
  Connection db(Options{{"database", folder.file("db")}});
  BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
  db.query("CREATE TABLE t (v)");
  int own = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (!target.string().starts_with(folder.file(""))) continue;
    ++own;
    const int flags = fcntl(std::stoi(entry.path().filename().string()), F_GETFD);
    BOOST_TEST((flags & FD_CLOEXEC) != 0, target.filename().string());
  }
  BOOST_TEST(own >= 2);  // the file and its log
}

BOOST_AUTO_TEST_SUITE_END()
