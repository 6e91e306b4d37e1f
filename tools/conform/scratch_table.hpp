// A table that exists for one test.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connection.hpp"

namespace zin::conform {

/// Columns (id, v) unless said otherwise; id is a 64-bit primary key, v a text. Dropped in the end,
/// unless the connection was closed before.
class ScratchTable {
 public:
  explicit ScratchTable(Connection& connection);
  /// `columns` is what stands in the parentheses of CREATE TABLE.
  ScratchTable(Connection& connection, std::string_view columns);
  ~ScratchTable();
  ScratchTable(const ScratchTable&) = delete;
  ScratchTable& operator=(const ScratchTable&) = delete;

  static constexpr std::string_view name = "zin_conform_t";

  /// Rows (1, "v1") to (n, "vn").
  void fill(std::int64_t n);
  void insert(std::int64_t id, std::string_view text);
  [[nodiscard]] std::string insert_sql() const;      ///< Two parameters.
  [[nodiscard]] std::string select_sql() const;      ///< All rows by id.
  [[nodiscard]] std::string select_one_sql() const;  ///< One parameter, the id.
  [[nodiscard]] std::string delete_sql() const;      ///< One parameter, the id.
  [[nodiscard]] std::vector<Row> rows() const;
  /// The ids, in order.
  [[nodiscard]] std::vector<std::int64_t> ids() const;
  void require_ids(std::vector<std::int64_t> expected, std::string_view when) const;

 private:
  Connection* connection_;
};

/// (id, "v<id>") as it is read back.
[[nodiscard]] Row row_of(std::int64_t id);

}  // namespace zin::conform
