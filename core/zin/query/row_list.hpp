// Rows to be written, as the verbs are given them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "zin/base/attributes.hpp"
#include "zin/query/ast.hpp"
#include "zin/query/operand.hpp"

namespace zin::query {

/// Rows of one shape. The first row says the columns and their order; the others may name them in
/// any order. Views the caller's values, for the call.
class ZIN_API RowList {
 public:
  RowList() = default;
  RowList(const RowList&) = delete;
  RowList& operator=(const RowList&) = delete;

  /// Throws Errc::invalid_argument, naming row and column, when a column is there twice, is
  /// missing or is none of the first row's.
  void add(std::span<const Assignment> row);
  void add(const Attributes& row);

  [[nodiscard]] std::size_t size() const noexcept { return rows_; }
  [[nodiscard]] std::span<const std::string_view> columns() const noexcept { return columns_; }
  /// Row by row.
  [[nodiscard]] std::span<const ast::Expression> cells() const noexcept { return cells_; }

 private:
  void begin_row();
  void end_row(std::size_t cells);
  void place(std::string_view column, std::size_t at, const ast::Expression& what);

  std::vector<std::string_view> columns_;
  std::vector<ast::Expression> cells_;
  std::deque<ast::Raw> raws_;
  std::size_t rows_ = 0;

 public:
  /// An operand as an expression that views it.
  [[nodiscard]] ast::Expression view(const Operand& operand);
};

/// Columns and what they become. Views the caller's values, for the call.
class ZIN_API AssignmentList {
 public:
  AssignmentList() = default;
  AssignmentList(const AssignmentList&) = delete;
  AssignmentList& operator=(const AssignmentList&) = delete;

  void add(std::span<const Assignment> assignments);
  void add(const Attributes& attributes);
  void add(std::string_view column, const Operand& what);
  /// `column = column + amount`, or minus.
  void add_to(std::string_view column, const Operand& amount, bool subtract);

  [[nodiscard]] std::span<const ast::Assignment> all() const noexcept { return all_; }
  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }

 private:
  std::vector<ast::Assignment> all_;
  std::deque<ast::Sum> sums_;
  RowList views_;
};

}  // namespace zin::query
