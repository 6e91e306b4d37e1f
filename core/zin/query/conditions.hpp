// Adding conditions to a list: where, having and on.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/query/arena.hpp"
#include "zin/query/ast.hpp"
#include "zin/query/operand.hpp"

namespace zin {

/// How where_full_text() searches.
struct FullTextOptions {
  /// "natural", "boolean" (MySQL), "phrase", "websearch", "raw" (PostgreSQL).
  std::string_view mode = "natural";
  bool expanded = false;                  ///< MySQL: with query expansion.
  bool vector = false;                    ///< PostgreSQL: the columns are tsvectors.
  std::string_view language = "english";  ///< PostgreSQL: one of its text search configurations.
};

}  // namespace zin

namespace zin::query {

/// How a condition is joined to those before it.
struct Junction {
  bool either = false;   ///< or
  bool negated = false;  ///< not
};

/// Adds to one list of a query. Refers to the query: make it anew for each verb. Each throws
/// Errc::invalid_argument for an operator that is not known and for what cannot be compared.
class ZIN_API Conditions {
 public:
  Conditions(Arena& arena, ast::List<ast::Condition>& list, std::uint32_t& value_count) noexcept
      : arena_(arena), list_(list), value_count_(value_count) {}

  void compare(Junction junction, const ColumnOperand& column, std::string_view op,
               Operand&& value);
  void compare_columns(Junction junction, const ColumnOperand& first, std::string_view op,
                       std::string_view second);
  void null(Junction junction, const ColumnOperand& column);
  /// Of each of them. Throws Errc::invalid_argument when there is none.
  void nulls(Junction junction, std::span<const std::string_view> columns);
  void in(Junction junction, const ColumnOperand& column, std::span<const Value> values);
  void in(Junction junction, const ColumnOperand& column, const Query& query);
  /// (columns) in rows, each as long as `columns`; else Errc::invalid_argument.
  template <class Rows>
  void in_rows(Junction junction, std::span<const std::string_view> columns, const Rows& rows) {
    std::vector<Value> cells;
    for (const auto& row : rows) {
      check_width(columns.size(), std::size(row));
      cells.insert(cells.end(), std::begin(row), std::end(row));
    }
    in_cells(junction, columns, cells);
  }
  void in_rows(Junction junction, std::span<const std::string_view> columns, const Query& query);
  void between(Junction junction, const ColumnOperand& column, Operand&& low, Operand&& high);
  void between_columns(Junction junction, const ColumnOperand& column, std::string_view low,
                       std::string_view high);
  void value_between(Junction junction, Value value, std::string_view low, std::string_view high);
  void like(Junction junction, const ColumnOperand& column, Operand&& pattern, bool case_sensitive);
  void null_safe_equal(Junction junction, const ColumnOperand& column, Operand&& value);
  void exists(Junction junction, const Query& query);
  void row_values(Junction junction, std::span<const std::string_view> columns, std::string_view op,
                  std::span<const Value> values);
  void date_part(Junction junction, ast::DatePart part, const ColumnOperand& column,
                 std::string_view op, Operand&& value);
  void json_contains(Junction junction, std::string_view column, Value value);
  void json_overlaps(Junction junction, std::string_view column, Value value);
  void json_contains_key(Junction junction, std::string_view path);
  void json_length(Junction junction, std::string_view column, std::string_view op,
                   Operand&& value);
  void full_text(Junction junction, std::span<const std::string_view> columns, Value words,
                 const FullTextOptions& options);
  void raw(Junction junction, const Raw& raw);
  /// Nothing when the group is empty.
  void group(Junction junction, ast::List<ast::Condition> conditions);
  /// One comparison for each column, all of them in a group.
  void columns_compare(Junction junction, bool any, std::span<const std::string_view> columns,
                       std::string_view op, const Operand& value);

  /// Throws Errc::invalid_argument for no columns, of which a condition would hold for every row.
  static void check_named(std::span<const std::string_view> columns);

 private:
  ast::Condition& begin(ast::Condition& node, Junction junction, ast::Condition::Kind kind) const;
  void add(const ast::Condition& node);
  static void check_width(std::size_t columns, std::size_t values);
  void in_cells(Junction junction, std::span<const std::string_view> columns,
                std::span<const Value> cells);

  Arena& arena_;
  ast::List<ast::Condition>& list_;
  std::uint32_t& value_count_;
};

/// As an expression of the tree, whose parts the arena keeps.
[[nodiscard]] ast::Expression keep(Arena& arena, const ColumnOperand& column);
[[nodiscard]] ast::Expression keep(Arena& arena, Operand&& operand);
[[nodiscard]] ast::Expression keep(Arena& arena, const Query& query);
[[nodiscard]] const ast::Raw* keep(Arena& arena, const Raw& raw);
[[nodiscard]] std::span<const std::string_view> keep(Arena& arena,
                                                     std::span<const std::string_view> names);
/// The two ends of a range; Errc::invalid_argument when they are not two.
[[noreturn]] ZIN_API void refuse_ends(std::size_t count, std::string_view verb);
template <class T>
[[nodiscard]] std::pair<const T&, const T&> two_of(std::initializer_list<T> ends,
                                                   std::string_view verb) {
  if (ends.size() != 2) refuse_ends(ends.size(), verb);
  return {ends.begin()[0], ends.begin()[1]};
}
/// Adds a copy of the node to the end of a list.
template <class Node>
void append(Arena& arena, ast::List<Node>& list, const Node& node) {
  Node* const kept = arena.make(node);
  kept->before = list.last;
  list.last = kept;
  ++list.size;
}

}  // namespace zin::query
