// The verbs that join tables.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>

#include "zin/query/join_clause.hpp"

namespace zin {

/// Tables are named with an alias where they need one: "contacts as c". The second argument is a
/// column, or a function that is given a JoinClause.
template <class Self>
class JoinVerbs {
 public:
  /// Rows that both sides have.
  Self& join(const ColumnOperand& table, std::string_view first, std::string_view second) {
    return on_columns(ast::Join::Kind::inner, table, {}, first, "=", second);
  }
  Self& join(const ColumnOperand& table, std::string_view first, std::string_view op,
             std::string_view second) {
    return on_columns(ast::Join::Kind::inner, table, {}, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& join(const ColumnOperand& table, Fn&& fill) {
    return on_clause(ast::Join::Kind::inner, table, {}, fill);
  }
  /// On a column and a value.
  Self& join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                   Operand value) {
    return on_clause(ast::Join::Kind::inner, table, {},
                     [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  /// With the rows of a query, under a name.
  Self& join_sub(const Query& query, std::string_view alias, std::string_view first,
                 std::string_view second) {
    return on_columns(ast::Join::Kind::inner, query, alias, first, "=", second);
  }
  Self& join_sub(const Query& query, std::string_view alias, std::string_view first,
                 std::string_view op, std::string_view second) {
    return on_columns(ast::Join::Kind::inner, query, alias, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& join_sub(const Query& query, std::string_view alias, Fn&& fill) {
    return on_clause(ast::Join::Kind::inner, query, alias, fill);
  }

  /// Every row of the left side.
  Self& left_join(const ColumnOperand& table, std::string_view first, std::string_view second) {
    return on_columns(ast::Join::Kind::left, table, {}, first, "=", second);
  }
  Self& left_join(const ColumnOperand& table, std::string_view first, std::string_view op,
                  std::string_view second) {
    return on_columns(ast::Join::Kind::left, table, {}, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& left_join(const ColumnOperand& table, Fn&& fill) {
    return on_clause(ast::Join::Kind::left, table, {}, fill);
  }
  /// On a column and a value.
  Self& left_join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                        Operand value) {
    return on_clause(ast::Join::Kind::left, table, {},
                     [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  /// With the rows of a query, under a name.
  Self& left_join_sub(const Query& query, std::string_view alias, std::string_view first,
                      std::string_view second) {
    return on_columns(ast::Join::Kind::left, query, alias, first, "=", second);
  }
  Self& left_join_sub(const Query& query, std::string_view alias, std::string_view first,
                      std::string_view op, std::string_view second) {
    return on_columns(ast::Join::Kind::left, query, alias, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& left_join_sub(const Query& query, std::string_view alias, Fn&& fill) {
    return on_clause(ast::Join::Kind::left, query, alias, fill);
  }

  /// Every row of the right side.
  Self& right_join(const ColumnOperand& table, std::string_view first, std::string_view second) {
    return on_columns(ast::Join::Kind::right, table, {}, first, "=", second);
  }
  Self& right_join(const ColumnOperand& table, std::string_view first, std::string_view op,
                   std::string_view second) {
    return on_columns(ast::Join::Kind::right, table, {}, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& right_join(const ColumnOperand& table, Fn&& fill) {
    return on_clause(ast::Join::Kind::right, table, {}, fill);
  }
  /// On a column and a value.
  Self& right_join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                         Operand value) {
    return on_clause(ast::Join::Kind::right, table, {},
                     [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  /// With the rows of a query, under a name.
  Self& right_join_sub(const Query& query, std::string_view alias, std::string_view first,
                       std::string_view second) {
    return on_columns(ast::Join::Kind::right, query, alias, first, "=", second);
  }
  Self& right_join_sub(const Query& query, std::string_view alias, std::string_view first,
                       std::string_view op, std::string_view second) {
    return on_columns(ast::Join::Kind::right, query, alias, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& right_join_sub(const Query& query, std::string_view alias, Fn&& fill) {
    return on_clause(ast::Join::Kind::right, query, alias, fill);
  }

  /// Every row of both sides; MySQL and MariaDB have none.
  Self& full_join(const ColumnOperand& table, std::string_view first, std::string_view second) {
    return on_columns(ast::Join::Kind::full, table, {}, first, "=", second);
  }
  Self& full_join(const ColumnOperand& table, std::string_view first, std::string_view op,
                  std::string_view second) {
    return on_columns(ast::Join::Kind::full, table, {}, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& full_join(const ColumnOperand& table, Fn&& fill) {
    return on_clause(ast::Join::Kind::full, table, {}, fill);
  }
  /// With the rows of a query, under a name.
  Self& full_join_sub(const Query& query, std::string_view alias, std::string_view first,
                      std::string_view second) {
    return on_columns(ast::Join::Kind::full, query, alias, first, "=", second);
  }
  Self& full_join_sub(const Query& query, std::string_view alias, std::string_view first,
                      std::string_view op, std::string_view second) {
    return on_columns(ast::Join::Kind::full, query, alias, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& full_join_sub(const Query& query, std::string_view alias, Fn&& fill) {
    return on_clause(ast::Join::Kind::full, query, alias, fill);
  }

  /// MySQL and MariaDB: the left table is read first.
  Self& straight_join(const ColumnOperand& table, std::string_view first, std::string_view second) {
    return on_columns(ast::Join::Kind::straight, table, {}, first, "=", second);
  }
  Self& straight_join(const ColumnOperand& table, std::string_view first, std::string_view op,
                      std::string_view second) {
    return on_columns(ast::Join::Kind::straight, table, {}, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& straight_join(const ColumnOperand& table, Fn&& fill) {
    return on_clause(ast::Join::Kind::straight, table, {}, fill);
  }
  /// On a column and a value.
  Self& straight_join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                            Operand value) {
    return on_clause(ast::Join::Kind::straight, table, {},
                     [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  /// With the rows of a query, under a name.
  Self& straight_join_sub(const Query& query, std::string_view alias, std::string_view first,
                          std::string_view second) {
    return on_columns(ast::Join::Kind::straight, query, alias, first, "=", second);
  }
  Self& straight_join_sub(const Query& query, std::string_view alias, std::string_view first,
                          std::string_view op, std::string_view second) {
    return on_columns(ast::Join::Kind::straight, query, alias, first, op, second);
  }
  template <detail::Fills<JoinClause> Fn>
  Self& straight_join_sub(const Query& query, std::string_view alias, Fn&& fill) {
    return on_clause(ast::Join::Kind::straight, query, alias, fill);
  }

  /// Every row with every other.
  Self& cross_join(const ColumnOperand& table) {
    return on_clause(ast::Join::Kind::cross, table, {}, [](JoinClause&) {});
  }
  Self& cross_join_sub(const Query& query, std::string_view alias) {
    return on_clause(ast::Join::Kind::cross, query, alias, [](JoinClause&) {});
  }
  /// With a query that may refer to the tables before it: PostgreSQL and MySQL.
  Self& join_lateral(const Query& query, std::string_view alias) {
    return lateral(ast::Join::Kind::inner, query, alias);
  }
  Self& left_join_lateral(const Query& query, std::string_view alias) {
    return lateral(ast::Join::Kind::left, query, alias);
  }

 protected:
  ~JoinVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  template <class Fn>
  Self& on_clause(ast::Join::Kind kind, const ColumnOperand& table, std::string_view alias,
                  Fn&& fill) {
    query::Builder& builder = self().builder();
    JoinClause clause{builder};
    fill(clause);
    builder.join(kind, table, alias, clause.parts());
    return self();
  }
  Self& on_columns(ast::Join::Kind kind, const ColumnOperand& table, std::string_view alias,
                   std::string_view first, std::string_view op, std::string_view second) {
    return on_clause(kind, table, alias, [&](JoinClause& join) { join.on(first, op, second); });
  }
  Self& lateral(ast::Join::Kind kind, const Query& query, std::string_view alias) {
    ast::Join parts;
    parts.lateral = true;
    self().builder().join(kind, query, alias, parts);
    return self();
  }
};

}  // namespace zin
