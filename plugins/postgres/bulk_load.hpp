// One COPY into a table: its columns, and the rows that wait to be sent.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "arena.hpp"
#include "encode.hpp"
#include "types.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

/// Turns rows of cells into COPY's data, in its binary form where all types have one.
class BulkLoad {
 public:
  /// `texts`: NULL, or for each type whether the server is to read it from texts.
  BulkLoad(std::vector<const TypeInfo*> types, const std::uint8_t* texts, std::string table,
           bool session_is_utc);

  [[nodiscard]] bool binary() const noexcept { return binary_; }
  [[nodiscard]] std::size_t width() const noexcept { return types_.size(); }
  [[nodiscard]] std::string_view table() const noexcept { return table_; }
  /// Rows added so far.
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }

  /// Appends one row of width() cells to data(). Throws DATA or UNSUPPORTED with the column's
  /// number and the row's; nothing of the row is appended then.
  void add(const zin_cell* row);
  /// Appends what ends the data.
  void end();
  [[nodiscard]] const std::string& data() const noexcept { return data_; }
  void clear() noexcept { data_.clear(); }

 private:
  void add_binary(const zin_cell& cell, const TypeInfo& type);
  void add_text(const zin_cell& cell);

  std::vector<const TypeInfo*> types_;
  std::string table_;
  Encoding how_;
  bool binary_ = true;
  std::string data_;
  Arena arena_;
  std::uint64_t rows_ = 0;
};

}  // namespace zin::postgres
