// One prepared statement.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "columns.hpp"
#include "cursor.hpp"
#include "parameters.hpp"
#include "sql_text.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/operation.hpp"

namespace zin::sqlite {

class Connection;
class OpenDatabase;

class Statement {
 public:
  /// Prepares `sql`; `keep` when it will be executed often. Throws when it is not exactly one
  /// statement, or SQLite does not accept it.
  Statement(Connection& owner, OpenDatabase& database, std::string_view sql, bool keep);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  [[nodiscard]] zin_stmt_info info() noexcept;
  /// Ends the life of this object.
  void close() noexcept;

  /// Executes into cursor(), which is then open. Throws with nothing open.
  Cursor& execute(const zin_exec& exec, const plugin::Operation& op);
  [[nodiscard]] Cursor& cursor() noexcept { return cursor_; }

  [[nodiscard]] sqlite3_stmt* handle() const noexcept { return handle_; }
  [[nodiscard]] Columns& columns() noexcept { return columns_; }
  [[nodiscard]] std::uint64_t columns_id() const noexcept { return columns_id_; }
  /// Where its connection keeps it.
  std::size_t slot = 0;

  /// Why a step of it failed. Requires: nothing was called on the handle since.
  [[nodiscard]] plugin::Failure step_failure(int code);

  /// Called by the cursor when it is closed.
  void cursor_closed() noexcept {
    if (!keep_) close();
  }

 private:
  void compile(std::string_view sql);
  void find_insert_target(std::string_view sql);
  void describe();
  /// After the first step of an execution: SQLite may have prepared the statement anew.
  void notice_reprepare();

  void bind(const zin_exec& exec, std::uint32_t row);
  void read(const zin_exec& exec);
  void write(const zin_exec& exec);
  void write_rows(const zin_exec& exec);
  void run_to_end(const zin_exec& exec, std::uint32_t row);
  Cursor& end_lost_transaction();

  Connection& owner_;
  OpenDatabase& database_;
  sqlite3_stmt* handle_ = nullptr;
  Columns columns_;
  Parameters parameters_;
  Cursor cursor_;
  std::uint64_t columns_id_ = 0;
  int reprepared_ = 0;
  std::uint32_t nparams_ = 0;
  Verb verb_ = Verb::other;
  std::string table_;  // of an upsert
  bool keep_;
  bool read_only_ = false;    // SQLite's word for: changes no database
  bool makes_rowid_ = false;  // an INSERT into a table with rowids
  bool may_update_ = false;   // an INSERT that may update instead
};

}  // namespace zin::sqlite
