// From a path to a connection with its settings in force.
// SPDX-License-Identifier: MIT
#include "opening.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "zin/plugin/failure.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::sqlite {
namespace {

namespace fs = std::filesystem;

plugin::Failure cannot_open(const OpenOptions& options, std::string why, int code) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_CONNECTION,
                          "cannot open the database '" + options.database + "': " + why);
  failure.sqlstate = "08001";
  failure.native_code = code;
  return failure;
}

/// What the file system says about a path that SQLite could not open; it says only "unable to
/// open".
std::string why_not(const OpenOptions& options, std::string_view sqlite_says) {
  const fs::path path(options.database);
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code error;
  if (!fs::exists(folder, error))
    return "its folder '" + folder.string() + "' does not exist: create it first";
  if (!fs::is_directory(folder, error)) return "'" + folder.string() + "' is no folder";
  if (fs::is_directory(path, error)) return "it is a folder, not a file";
  if (!fs::exists(path, error)) {
    if (options.read_only) return "there is no such file, and read_only does not make one";
    if (!options.create) return "there is no such file: set create to make it";
  }
  return std::string(sqlite_says) + ": check the permissions of the file and its folder";
}

/// The rows of a query, each as its first column, or the second where `column` is 1.
///
/// Waits for locks also where SQLite does not: its busy handler has no say while a new file becomes
/// a WAL database, or while the last connection to one closes.
std::vector<std::string> texts(OpenDatabase& database, const std::string& sql, int column = 0) {
  std::vector<std::string> out;
  sqlite3_stmt* statement = nullptr;
  const auto run = [&] {
    int code = SQLITE_OK;
    if (statement == nullptr)
      code = sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &statement, nullptr);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
      code = sqlite3_step(statement);
      if (code != SQLITE_ROW) break;
      const auto* const text =
          reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      out.emplace_back(text == nullptr ? "" : text);
    }
    return code;
  };
  int code = run();
  for (int times = 0; (code & 0xFF) == SQLITE_BUSY && database.interruption().pause_for_lock(times);
       ++times) {
    sqlite3_reset(statement);
    out.clear();
    code = run();
  }
  if (code != SQLITE_DONE && code != SQLITE_OK) {
    plugin::Failure failure = database.failure(code);
    sqlite3_finalize(statement);
    throw failure;
  }
  sqlite3_finalize(statement);
  return out;
}

std::string pragma(OpenDatabase& database, const std::string& name) {
  const auto rows = texts(database, "PRAGMA " + name);
  return rows.empty() ? std::string() : rows.front();
}

void ensure_pragma(OpenDatabase& database, const std::string& name, const std::string& wanted) {
  if (pragma(database, name) != wanted) texts(database, "PRAGMA " + name + " = " + wanted);
}

void ensure_journal_mode(OpenDatabase& database, const OpenOptions& options) {
  if (options.in_memory() || options.read_only) return;
  if (pragma(database, "journal_mode") == options.journal_mode) return;
  const auto got = texts(database, "PRAGMA journal_mode = " + options.journal_mode);
  if (!got.empty() && got.front() == options.journal_mode) return;
  const std::string says = "journal_mode is " + (got.empty() ? "unknown" : got.front()) + ", not " +
                           options.journal_mode + ": the file system may lack shared memory";
  if (options.journal_mode_given) throw cannot_open(options, says, 0);
  plugin::log(ZIN_LOG_WARN, "sqlite", says);
}

std::string_view number_of(std::string_view word, const std::vector<std::string_view>& words) {
  static constexpr std::string_view digits = "0123456789";
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return digits.substr(i, 1);
  return "0";
}

}  // namespace

void open_file(OpenDatabase& database, const OpenOptions& options, const plugin::Operation& op) {
  if (sqlite3_threadsafe() == 0)
    throw cannot_open(options, "this SQLite was built without thread safety", 0);
  // A name that begins with "file:" or ":" could mean something else than a file of that name.
  const bool literal = options.database.starts_with("file:") ||
                       (options.database.starts_with(':') && !options.in_memory());
  const std::string path = literal ? "./" + options.database : options.database;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (!options.read_only && options.create) flags |= SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  if (handle == nullptr) throw std::bad_alloc();
  database.attach(handle);
  if (code != SQLITE_OK) throw cannot_open(options, why_not(options, sqlite3_errmsg(handle)), code);
  if (!options.read_only && sqlite3_db_readonly(handle, "main") == 1) {
    plugin::Failure failure = cannot_open(
        options, "this user may not write to it: change its permissions, or set read_only",
        SQLITE_READONLY);
    failure.category = ZIN_CAT_PERMISSION;
    throw failure;
  }
  database.interruption().wait_for_locks(options.connect_timeout_ms);
  database.start(op);
  try {
    pragma(database, "schema_version");  // the first look into the file
  } catch (const plugin::Failure& failure) {
    const auto primary = static_cast<int>(failure.native_code & 0xFF);
    if (primary != SQLITE_NOTADB && primary != SQLITE_CANTOPEN) throw;
    throw cannot_open(
        options, primary == SQLITE_NOTADB ? failure.message : why_not(options, failure.message),
        static_cast<int>(failure.native_code));
  }
}

void apply_settings(OpenDatabase& database, const OpenOptions& options) {
  ensure_journal_mode(database, options);
  ensure_pragma(database, "synchronous",
                std::string(number_of(options.synchronous, {"off", "normal", "full", "extra"})));
  ensure_pragma(database, "foreign_keys", options.foreign_keys ? "1" : "0");
  if (options.cache_size)
    ensure_pragma(database, "cache_size", std::to_string(*options.cache_size));
  if (options.mmap_size)
    texts(database, "PRAGMA mmap_size = " + std::to_string(*options.mmap_size));
  if (!options.temp_store.empty())
    ensure_pragma(database, "temp_store",
                  std::string(number_of(options.temp_store, {"default", "file", "memory"})));
  for (const char* const name :
       {"query_only", "ignore_check_constraints", "recursive_triggers", "reverse_unordered_selects",
        "read_uncommitted", "writable_schema", "defer_foreign_keys"})
    ensure_pragma(database, name, "0");
  const int lenient = options.double_quoted_strings ? 1 : 0;
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DQS_DML, lenient, nullptr);
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DQS_DDL, lenient, nullptr);
  database.interruption().wait_for_locks(options.busy_timeout_ms);
}

void drop_session(OpenDatabase& database) {
  const std::string where =
      " FROM sqlite_temp_schema WHERE type IN ('table', 'view', 'trigger') "
      "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  for (const std::string& drop :
       texts(database,
             "SELECT 'DROP ' || type || ' IF EXISTS temp.\"' || replace(name, '\"', "
             "'\"\"') || '\"'" +
                 where))
    if (const int code = database.run(drop); code != SQLITE_OK) database.fail(code);
  for (const std::string& name : texts(database, "PRAGMA database_list", 1))
    if (name != "main" && name != "temp")
      if (const int code = database.run("DETACH " + quoted_name(name)); code != SQLITE_OK)
        database.fail(code);
}

}  // namespace zin::sqlite
