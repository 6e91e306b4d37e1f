// Filling the tree: everything of a query but its conditions.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "zin/query/arena.hpp"
#include "zin/query/ast.hpp"
#include "zin/query/conditions.hpp"
#include "zin/query/operand.hpp"

namespace zin {

/// A column of select(): its name ("users.name as n"), or raw().
using Selected = ColumnOperand;

/// How order_by() places rows whose value is NULL.
enum class Nulls : std::uint8_t { unsaid, first, last };

/// Settings of a common table expression.
struct CteOptions {
  bool recursive = false;
  ast::Cte::Materialized materialized = ast::Cte::Materialized::unsaid;
};

}  // namespace zin

namespace zin::query {

/// The tree and its memory. Copies share what they have in common. [one thread at a time]
class ZIN_API Builder {
 public:
  ast::Select select;
  Arena arena;
  /// Of a group of conditions: whichever verbs add them, they are one list.
  bool is_group = false;

  void from(const ColumnOperand& table, std::string_view alias = {});
  void columns(std::span<const Selected> columns);
  void add_column(const ColumnOperand& column, std::string_view alias = {});
  void distinct(std::span<const std::string_view> on);
  void index(ast::IndexHint::Kind kind, std::span<const std::string_view> names);
  void join(ast::Join::Kind kind, const ColumnOperand& table, std::string_view alias,
            const ast::Join& parts);
  void group_by(const ColumnOperand& column);
  void order_by(const ColumnOperand& column, bool descending, Nulls nulls);
  void order_by_raw(const Raw& raw);
  void in_random_order(std::optional<std::int64_t> seed);
  void in_order_of(const ColumnOperand& column, std::span<const Value> values);
  void forget_orders() noexcept;
  /// Those of all rows; the queries that are combined keep theirs.
  void forget_orders_of_rows() noexcept;
  /// Those by this column alone.
  void forget_orders_of(std::string_view column);
  /// Throws Errc::invalid_argument for a number below 0.
  void limit(std::int64_t rows);
  void offset(std::int64_t rows);
  /// Pages count from 1; one that no result can have is behind the last row.
  void page(std::int64_t page, std::int64_t per_page);
  void group_limit(std::int64_t rows, std::string_view column);
  void combine(ast::Combination::Kind kind, bool all, const Query& query);
  void with(std::string_view name, const ColumnOperand& expression,
            std::span<const std::string_view> columns, const CteOptions& options);
  void returning(std::span<const std::string_view> columns);
  /// It gives one number instead: `count(*)`, say.
  void make_aggregate(std::string_view function, std::string_view column);

  /// Puts the conditions that there are into parentheses when one is joined by `or`, so that one
  /// more holds for all of them.
  void enclose_wheres();
  /// A query on the rows that this one gives, as a table of that name. Common table expressions
  /// stay in front.
  [[nodiscard]] Builder as_table(std::string_view alias) const;
  [[nodiscard]] bool is_combined() const noexcept { return !select.combinations.empty(); }
  /// The orders of all rows.
  [[nodiscard]] const ast::List<ast::Order>& orders() const noexcept {
    return is_combined() ? select.combined_orders : select.orders;
  }
  [[nodiscard]] Conditions wheres() noexcept { return {arena, select.wheres, select.value_count}; }
  [[nodiscard]] Conditions havings() noexcept {
    return {arena, is_group ? select.wheres : select.havings, select.value_count};
  }

 private:
  void add_order(const ast::Order& order);
};

/// The parts of a query, for the verbs that know it only by name.
[[nodiscard]] ZIN_API const Builder& builder_of(const Query& query) noexcept;

}  // namespace zin::query
