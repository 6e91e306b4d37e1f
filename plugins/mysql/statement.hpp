// One prepared statement.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "client.hpp"
#include "columns.hpp"
#include "cursor.hpp"
#include "parameters.hpp"
#include "row_reader.hpp"
#include "sql_text.hpp"
#include "zin/abi/driver.h"

namespace zin::mysql {

class Connection;

class Statement {
 public:
  /// Not yet prepared. `keep`: until close(), else for one execution.
  Statement(Connection& owner, std::string_view sql, bool keep);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  [[nodiscard]] zin_stmt_info info() noexcept;
  /// Ends the life of this object, or leaves that to the connection while rows of it are unread.
  void close() noexcept;

  [[nodiscard]] const std::string& sql() const noexcept { return sql_; }
  [[nodiscard]] Verb verb() const noexcept { return verb_; }
  [[nodiscard]] Leaves leaves() const noexcept { return leaves_; }
  [[nodiscard]] std::uint32_t nparams() const noexcept { return nparams_; }
  [[nodiscard]] Cursor& cursor() noexcept { return cursor_; }
  [[nodiscard]] Connection& owner() noexcept { return owner_; }
  [[nodiscard]] MYSQL_STMT* handle() const noexcept { return handle_; }
  [[nodiscard]] const Columns& columns() const noexcept { return columns_; }
  [[nodiscard]] std::uint64_t columns_id() const noexcept { return columns_id_; }
  [[nodiscard]] Parameters& parameters() noexcept { return parameters_; }
  [[nodiscard]] RowReader& reader() noexcept { return reader_; }
  /// The server cannot prepare it: it is sent as it is each time.
  [[nodiscard]] bool as_text() const noexcept { return as_text_; }
  /// The server has forgotten it, or the connector what it gives.
  [[nodiscard]] bool gone() const noexcept { return gone_; }
  void set_gone() noexcept { gone_ = true; }
  [[nodiscard]] bool keep() const noexcept { return keep_; }

  /// After mysql_stmt_prepare has succeeded.
  void prepared();
  /// After it has said that the server cannot prepare this.
  void not_preparable() noexcept { as_text_ = true; }
  /// Before an execution whose rows are to be read.
  void read_rows_here() noexcept;
  /// Before rows that nobody reads: the connector steps over them by itself.
  void skip_rows_here() noexcept;
  /// After an execution, and before the rows of a further result.
  void notice_columns();
  /// After an execution whose rows come one by one.
  void notice_result();
  void notice_columns(const MYSQL_FIELD* fields, std::size_t count);

  /// Called by the cursor when it is closed and nothing is left to read.
  void cursor_closed() noexcept {
    if (!keep_ || closed_) close();
  }
  /// The handle, for whoever closes it on the server; this object does not any more.
  [[nodiscard]] MYSQL_STMT* release() noexcept;

  /// Where its connection keeps it.
  std::size_t slot = 0;

 private:
  Connection& owner_;
  std::string sql_;
  MYSQL_STMT* handle_;
  Columns columns_;
  Parameters parameters_;
  RowReader reader_;
  Cursor cursor_;
  std::uint64_t columns_id_ = 0;
  std::uint32_t nparams_ = 0;
  Verb verb_;
  Leaves leaves_;
  bool keep_;
  bool as_text_ = false;
  bool gone_ = false;
  bool closed_ = false;
};

}  // namespace zin::mysql
