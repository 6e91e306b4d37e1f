// Options: defaults that hold, values that are refused, paths that cannot be opened.
// SPDX-License-Identifier: MIT
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

#include "memory.hpp"

using namespace zin::test;

namespace {

/// What conn_new says to these options.
std::string refusal(const Options& options, zin_status expected) {
  std::vector<zin_kv> given;
  for (const auto& [key, value] : options) given.push_back({str(key), str(value)});
  Fault fault;
  zin_conn* conn = nullptr;
  const zin_status status =
      driver().conn_new(given.data(), static_cast<std::uint32_t>(given.size()), &conn, &fault);
  BOOST_TEST(status == expected);
  BOOST_TEST(fault.status == expected);
  BOOST_TEST(conn == nullptr);
  return fault.text();
}

std::string connect_failure(const Options& options) {
  Connection db(options);
  BOOST_TEST(db.connect() < 0);
  BOOST_TEST(db.state() == 0u);
  return db.fault.text();
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_settings)

BOOST_AUTO_TEST_CASE(a_file_has_wal_foreign_keys_and_a_wait_for_locks_by_default) {
  Folder folder;
  Connection db(Options{{"database", folder.file("db")}});
  BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
  BOOST_TEST(db.value("PRAGMA journal_mode") == "text wal");
  BOOST_TEST(db.value("PRAGMA foreign_keys") == "i64 1");
  BOOST_TEST(db.value("PRAGMA synchronous") == "i64 1");
  BOOST_TEST(std::filesystem::exists(folder.file("db")));
}

BOOST_AUTO_TEST_CASE(a_lock_is_waited_for_by_default_and_not_for_ever) {
  Folder folder;
  Connection holder(Options{{"database", folder.file("db")}});
  BOOST_REQUIRE_EQUAL(holder.connect(), ZIN_OK);
  holder.query("CREATE TABLE t (v)");
  const auto write = [&] {
    Connection waiter(Options{{"database", folder.file("db")}});
    if (waiter.connect() != ZIN_OK) return waiter.fault.text();
    return waiter.try_exec({.sql = "INSERT INTO t VALUES (1)"}) ? "" : waiter.fault.text();
  };
  BOOST_REQUIRE_EQUAL(holder.txn(ZIN_TXN_BEGIN, ZIN_TX_WRITE_NOW), ZIN_OK);
  auto written = std::async(std::launch::async, write);
  BOOST_TEST((written.wait_for(std::chrono::milliseconds(300)) == std::future_status::timeout));
  BOOST_REQUIRE_EQUAL(holder.txn(ZIN_TXN_COMMIT), ZIN_OK);
  BOOST_TEST(written.get() == "");
  if (std::getenv("ZIN_TEST_LONG") == nullptr) return;
  BOOST_REQUIRE_EQUAL(holder.txn(ZIN_TXN_BEGIN, ZIN_TX_WRITE_NOW), ZIN_OK);
  const auto began = std::chrono::steady_clock::now();
  BOOST_TEST(contains(write(), "database is locked"));
  BOOST_TEST((std::chrono::steady_clock::now() - began >= std::chrono::milliseconds(5000)));
}

BOOST_AUTO_TEST_CASE(where_wal_cannot_be_the_default_gives_way_and_what_was_asked_for_does_not) {
  // Its files have no shared memory, which WAL needs.
  sqlite3_vfs* const usual = sqlite3_vfs_find(nullptr);
  sqlite3_vfs* const plain = sqlite3_vfs_find("unix-dotfile");
  BOOST_REQUIRE(plain != nullptr);
  sqlite3_vfs_register(plain, 1);
  const std::shared_ptr<sqlite3_vfs> restored(
      usual, [](sqlite3_vfs* before) { sqlite3_vfs_register(before, 1); });
  Folder folder;
  static_cast<void>(take_log());
  Connection db(Options{{"database", folder.file("db")}});
  BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
  BOOST_TEST(db.value("PRAGMA journal_mode") == "text delete");
  const std::vector<std::string> log = take_log();
  BOOST_TEST(std::count(log.begin(), log.end(),
                        "sqlite: journal_mode is delete, not wal: the file system may lack shared "
                        "memory") == 1);
  BOOST_TEST(contains(connect_failure({{"database", folder.file("db")}, {"journal_mode", "wal"}}),
                      "journal_mode is delete, not wal"));
}

BOOST_AUTO_TEST_CASE(every_option_is_in_force_after_connecting) {
  Folder folder;
  Connection db({{"database", folder.file("db")},
                 {"journal_mode", "truncate"},
                 {"foreign_keys", "false"},
                 {"cache_size", "-4096"},
                 {"mmap_size", "1048576"},
                 {"temp_store", "memory"},
                 {"busy_timeout_ms", "0"},
                 {"connect_timeout_ms", "100"}});
  BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
  BOOST_TEST(db.value("PRAGMA journal_mode") == "text truncate");
  BOOST_TEST(db.value("PRAGMA foreign_keys") == "i64 0");
  BOOST_TEST(db.value("PRAGMA synchronous") == "i64 2");
  BOOST_TEST(db.value("PRAGMA cache_size") == "i64 -4096");
  BOOST_TEST(db.value("PRAGMA mmap_size") == "i64 1048576");
  BOOST_TEST(db.value("PRAGMA temp_store") == "i64 2");
  Connection extra({{"database", folder.file("db")}, {"synchronous", "extra"}});
  BOOST_REQUIRE_EQUAL(extra.connect(), ZIN_OK);
  BOOST_TEST(extra.value("PRAGMA synchronous") == "i64 3");
}

BOOST_AUTO_TEST_CASE(unknown_keys_and_bad_values_are_refused_by_name) {
  BOOST_TEST(contains(refusal({{"database", "x"}, {"colour", "red"}}, ZIN_E_MISUSE), "'colour'"));
  BOOST_TEST(contains(refusal({}, ZIN_E_ERROR), "option database is missing"));
  BOOST_TEST(contains(refusal({{"database", ""}}, ZIN_E_ERROR), "option database is missing"));
  BOOST_TEST(contains(refusal({{"database", "x"}, {"busy_timeout_ms", "5s"}}, ZIN_E_ERROR),
                      "option busy_timeout_ms is '5s', but takes a whole number from 0"));
  BOOST_TEST(contains(refusal({{"database", "x"}, {"busy_timeout_ms", "-1"}}, ZIN_E_ERROR),
                      "busy_timeout_ms"));
  BOOST_TEST(contains(refusal({{"database", "x"}, {"journal_mode", "WAL"}}, ZIN_E_ERROR),
                      "one of: wal, delete"));
  BOOST_TEST(contains(refusal({{"database", "x"}, {"foreign_keys", "maybe"}}, ZIN_E_ERROR),
                      "true or false"));
  BOOST_TEST(contains(refusal({{"database", std::string("a\0b", 3)}}, ZIN_E_ERROR), "NUL"));
  BOOST_TEST(contains(refusal({{"database", ":memory:"}, {"read_only", "true"}}, ZIN_E_ERROR),
                      "read_only"));
}

BOOST_AUTO_TEST_CASE(every_key_that_is_announced_is_taken) {
  const std::string keys = text(driver().option_keys);
  for (const char* const key :
       {"database", "busy_timeout_ms", "journal_mode", "foreign_keys", "synchronous", "read_only",
        "create", "cache_size", "mmap_size", "temp_store", "connect_timeout_ms"})
    BOOST_TEST(contains(keys, key));
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_named) {
  Folder folder;
  const std::string message = connect_failure({{"database", folder.file("none/db")}});
  BOOST_TEST(contains(message, "its folder '" + folder.file("none") + "' does not exist"));
}

BOOST_AUTO_TEST_CASE(a_folder_and_a_missing_file_are_told_apart) {
  Folder folder;
  BOOST_TEST(contains(connect_failure({{"database", folder.file("")}}), "is a folder"));
  BOOST_TEST(contains(connect_failure({{"database", folder.file("none")}, {"create", "false"}}),
                      "there is no such file"));
  BOOST_TEST(contains(connect_failure({{"database", folder.file("none")}, {"read_only", "true"}}),
                      "there is no such file"));
  BOOST_TEST(!std::filesystem::exists(folder.file("none")));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_refused_on_connecting) {
  Folder folder;
  std::ofstream(folder.file("text")) << std::string(4096, 'x');
  Connection db(Options{{"database", folder.file("text")}});
  BOOST_TEST(db.connect() == ZIN_E_ERROR);
  BOOST_TEST(contains(db.fault.text(), "file is not a database"));
  BOOST_TEST(contains(db.fault.text(), "encrypted"));
  BOOST_TEST(db.fault.native_code == SQLITE_NOTADB);
}

BOOST_AUTO_TEST_CASE(a_file_without_write_permission_is_refused_unless_it_is_only_read) {
  if (geteuid() == 0) {
    BOOST_TEST_MESSAGE("skipped: root may write everywhere");
    return;
  }
  Folder folder;
  {
    Connection db({{"database", folder.file("db")}, {"journal_mode", "delete"}});
    BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
    db.query("CREATE TABLE t (v)");
  }
  chmod(folder.file("db").c_str(), 0400);
  BOOST_TEST(contains(connect_failure({{"database", folder.file("db")}}), "may not write to it"));
  Connection db({{"database", folder.file("db")}, {"read_only", "true"}});
  BOOST_TEST(db.connect() == ZIN_OK);
}

BOOST_AUTO_TEST_CASE(a_read_only_connection_reads_and_does_not_write) {
  Folder folder;
  Connection writer(Options{{"database", folder.file("db")}});
  BOOST_REQUIRE_EQUAL(writer.connect(), ZIN_OK);
  writer.query("CREATE TABLE t (v)");
  Connection db({{"database", folder.file("db")}, {"read_only", "true"}});
  BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
  BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 0");
  db.fails("INSERT INTO t VALUES (1)");
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION);
  BOOST_TEST(db.fault.state() == "25006");
}

BOOST_AUTO_TEST_CASE(a_name_is_a_path_and_never_a_uri) {
  Folder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.file(""));
  {
    Connection db(Options{{"database", "file:x?mode=memory"}});
    BOOST_TEST(db.connect() == ZIN_OK);
  }
  std::filesystem::current_path(before);
  BOOST_TEST(std::filesystem::exists(folder.file("file:x?mode=memory")));
}

BOOST_AUTO_TEST_CASE(each_connection_to_memory_is_a_database_of_its_own) {
  Memory a, b;
  a.query("CREATE TABLE t (v)");
  b.fails("SELECT * FROM t");
  BOOST_TEST(b.fault.state() == "42P01");
  BOOST_TEST(a.value("PRAGMA journal_mode") == "text memory");
}

BOOST_AUTO_TEST_CASE(many_connections_may_open_a_new_file_at_once) {
  Folder folder;
  std::vector<std::unique_ptr<Connection>> all;
  for (int i = 0; i < 8; ++i)
    all.push_back(std::make_unique<Connection>(Options{{"database", folder.file("db")}}));
  for (const auto& db : all) BOOST_TEST(db->connect() == ZIN_OK);
  for (const auto& db : all) BOOST_TEST(db->value("PRAGMA journal_mode") == "text wal");
}

BOOST_AUTO_TEST_CASE(many_threads_may_open_a_new_file_at_once) {
  for (int round = 0; round < 5; ++round) {
    Folder folder;
    std::vector<std::string> failures(6);
    std::vector<std::thread> threads;
    for (std::string& failure : failures)
      threads.emplace_back([&failure, path = folder.file("db")] {
        Connection db(Options{{"database", path}});
        if (db.connect() != ZIN_OK) failure = db.fault.text();
      });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& failure : failures) BOOST_TEST(failure == "");
  }
}

// SQLite's busy handler has no say in it.
BOOST_AUTO_TEST_CASE(a_change_to_wal_waits_for_readers) {
  Folder folder;
  Connection reader(Options{{"database", folder.file("db")}, {"journal_mode", "delete"}});
  BOOST_REQUIRE(reader.connect() == ZIN_OK);
  reader.query("CREATE TABLE t (v)");
  BOOST_REQUIRE(reader.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  reader.query("SELECT * FROM t");

  Connection hasty(Options{{"database", folder.file("db")}, {"connect_timeout_ms", "20"}});
  BOOST_TEST(hasty.connect() == ZIN_E_ERROR);
  BOOST_TEST(hasty.fault.text().starts_with("database is locked"));

  Connection patient(Options{{"database", folder.file("db")}});
  auto connects = std::async(std::launch::async, [&] { return patient.connect(); });
  connects.wait_for(std::chrono::milliseconds(50));  // or it would hardly meet the reader
  BOOST_TEST(reader.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(connects.get() == ZIN_OK);
  BOOST_TEST(patient.value("PRAGMA journal_mode") == "text wal");
}

BOOST_AUTO_TEST_CASE(nothing_works_before_connecting) {
  Connection db(Options{{"database", ":memory:"}});
  BOOST_TEST(db.state() == 0u);
  zin_conn_info info{};
  info.struct_size = sizeof(info);
  BOOST_TEST(driver().conn_info(db.handle(), &info) == ZIN_E_MISUSE);
  BOOST_TEST(db.fails("SELECT 1") == ZIN_E_MISUSE);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_E_MISUSE);
  BOOST_TEST(db.reset(ZIN_RESET_LIGHT) == ZIN_E_MISUSE);
  BOOST_REQUIRE_EQUAL(db.connect(), ZIN_OK);
  BOOST_TEST(db.connect() == ZIN_E_MISUSE);
  BOOST_TEST(db.value("SELECT 1") == "i64 1");
}

BOOST_AUTO_TEST_SUITE_END()
