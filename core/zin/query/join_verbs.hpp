// The verbs that join tables.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string_view>
#include <utility>

#include "zin/query/join_clause.hpp"
#include "zin/query/sub_query.hpp"

namespace zin {

namespace detail {

/// What tables are joined on: two columns, two with an operator between, or a function that is
/// given a JoinClause.
template <class... On>
concept JoinsOn = ((sizeof...(On) == 2 || sizeof...(On) == 3) &&
                   (std::convertible_to<On, std::string_view> && ...)) ||
                  (sizeof...(On) == 1 && (Fills<On, JoinClause> && ...));

}  // namespace detail

/// Tables are named with an alias where they need one: "contacts as c". `on` is two columns that
/// are equal, two with an operator between, or a function that is given a JoinClause: join("posts",
/// "users.id", "posts.user_id"), join("posts", [](auto& j) { j.on(...).where(...); }). The verbs
/// with _where compare a column with a value; those with _sub take the rows of a query, or of
/// a function that fills one, under a name.
template <class Self>
class JoinVerbs {
 public:
  /// Rows that both sides have.
  template <class... On>
  requires detail::JoinsOn<On...> Self& join(const ColumnOperand& table, On&&... on) {
    return joined(ast::Join::Kind::inner, table, {}, on...);
  }
  Self& join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                   Operand value) {
    return joined(ast::Join::Kind::inner, table, {},
                  [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  template <class... On>
  requires detail::JoinsOn<On...> Self& join_sub(const SubQuery& query, std::string_view alias,
                                                 On&&... on) {
    return joined(ast::Join::Kind::inner, query.query(), alias, on...);
  }

  /// Every row of the left side.
  template <class... On>
  requires detail::JoinsOn<On...> Self& left_join(const ColumnOperand& table, On&&... on) {
    return joined(ast::Join::Kind::left, table, {}, on...);
  }
  Self& left_join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                        Operand value) {
    return joined(ast::Join::Kind::left, table, {},
                  [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  template <class... On>
  requires detail::JoinsOn<On...> Self& left_join_sub(const SubQuery& query, std::string_view alias,
                                                      On&&... on) {
    return joined(ast::Join::Kind::left, query.query(), alias, on...);
  }

  /// Every row of the right side.
  template <class... On>
  requires detail::JoinsOn<On...> Self& right_join(const ColumnOperand& table, On&&... on) {
    return joined(ast::Join::Kind::right, table, {}, on...);
  }
  Self& right_join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                         Operand value) {
    return joined(ast::Join::Kind::right, table, {},
                  [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  template <class... On>
  requires detail::JoinsOn<On...> Self& right_join_sub(const SubQuery& query,
                                                       std::string_view alias, On&&... on) {
    return joined(ast::Join::Kind::right, query.query(), alias, on...);
  }

  /// Every row of both sides; MySQL and MariaDB have none.
  template <class... On>
  requires detail::JoinsOn<On...> Self& full_join(const ColumnOperand& table, On&&... on) {
    return joined(ast::Join::Kind::full, table, {}, on...);
  }
  template <class... On>
  requires detail::JoinsOn<On...> Self& full_join_sub(const SubQuery& query, std::string_view alias,
                                                      On&&... on) {
    return joined(ast::Join::Kind::full, query.query(), alias, on...);
  }

  /// MySQL and MariaDB: the left table is read first.
  template <class... On>
  requires detail::JoinsOn<On...> Self& straight_join(const ColumnOperand& table, On&&... on) {
    return joined(ast::Join::Kind::straight, table, {}, on...);
  }
  Self& straight_join_where(const ColumnOperand& table, std::string_view first, std::string_view op,
                            Operand value) {
    return joined(ast::Join::Kind::straight, table, {},
                  [&](JoinClause& join) { join.where(first, op, std::move(value)); });
  }
  template <class... On>
  requires detail::JoinsOn<On...> Self& straight_join_sub(const SubQuery& query,
                                                          std::string_view alias, On&&... on) {
    return joined(ast::Join::Kind::straight, query.query(), alias, on...);
  }

  /// Every row with every other.
  Self& cross_join(const ColumnOperand& table) {
    return joined(ast::Join::Kind::cross, table, {}, [](JoinClause&) {});
  }
  Self& cross_join_sub(const SubQuery& query, std::string_view alias) {
    return joined(ast::Join::Kind::cross, query.query(), alias, [](JoinClause&) {});
  }
  /// With a query that may refer to the tables before it: PostgreSQL and MySQL.
  Self& join_lateral(const SubQuery& query, std::string_view alias) {
    return lateral(ast::Join::Kind::inner, query, alias);
  }
  Self& left_join_lateral(const SubQuery& query, std::string_view alias) {
    return lateral(ast::Join::Kind::left, query, alias);
  }

 protected:
  ~JoinVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  template <detail::Fills<JoinClause> Fn>
  Self& joined(ast::Join::Kind kind, const ColumnOperand& table, std::string_view alias,
               Fn&& fill) {
    query::Builder& builder = self().builder();
    JoinClause clause{builder};
    fill(clause);
    builder.join(kind, table, alias, clause.parts());
    return self();
  }
  Self& joined(ast::Join::Kind kind, const ColumnOperand& table, std::string_view alias,
               std::string_view first, std::string_view second) {
    return joined(kind, table, alias, first, "=", second);
  }
  Self& joined(ast::Join::Kind kind, const ColumnOperand& table, std::string_view alias,
               std::string_view first, std::string_view op, std::string_view second) {
    return joined(kind, table, alias, [&](JoinClause& join) { join.on(first, op, second); });
  }
  Self& lateral(ast::Join::Kind kind, const SubQuery& query, std::string_view alias) {
    ast::Join parts;
    parts.lateral = true;
    self().builder().join(kind, query.query(), alias, parts);
    return self();
  }
};

}  // namespace zin
