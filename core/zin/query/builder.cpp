// The verbs' work: texts into the arena, nodes into their lists.
// SPDX-License-Identifier: MIT
#include "zin/query/builder.hpp"

#include <limits>
#include <string>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/query/ordered.hpp"
#include "zin/query/query.hpp"

namespace zin::query {

using ast::Expression;

const Builder& builder_of(const Query& query) noexcept { return query.builder(); }

namespace {

std::uint64_t count_of(std::int64_t number, std::string_view verb) {
  if (number >= 0) return static_cast<std::uint64_t>(number);
  throw Error(Errc::invalid_argument,
              std::string{verb} + "(" + std::to_string(number) +
                  ") is below zero; give a number of rows, or leave it out");
}

ast::Order::Nulls nulls_of(Nulls nulls) {
  switch (nulls) {
    case Nulls::first:
      return ast::Order::Nulls::first;
    case Nulls::last:
      return ast::Order::Nulls::last;
    case Nulls::unsaid:
      break;
  }
  return ast::Order::Nulls::unsaid;
}

}  // namespace

void Builder::from(const ColumnOperand& table, std::string_view alias) {
  if (table.query() != nullptr && alias.empty()) {
    throw Error(Errc::invalid_argument,
                "a sub-query as a table needs a name; use from_sub(query, \"name\")");
  }
  select.from = {.expression = keep(arena, table), .alias = arena.keep(alias)};
}

void Builder::columns(std::span<const Selected> columns) {
  select.columns = {};
  for (const Selected& column : columns) add_column(column);
}

void Builder::add_column(const ColumnOperand& column, std::string_view alias) {
  append(arena, select.columns,
         ast::Column{.expression = keep(arena, column), .alias = arena.keep(alias)});
}

void Builder::distinct(std::span<const std::string_view> on) {
  select.distinct = true;
  select.distinct_on = keep(arena, on);
}

void Builder::index(ast::IndexHint::Kind kind, std::span<const std::string_view> names) {
  select.index = {.kind = kind, .names = keep(arena, names)};
}

void Builder::join(ast::Join::Kind kind, const ColumnOperand& table, std::string_view alias,
                   const ast::Join& parts) {
  if (!parts.using_columns.empty() && !parts.on.empty()) {
    throw Error(Errc::invalid_argument,
                "a join has both using_() and conditions; say on() for every column, or using_() "
                "alone and the other conditions in where()");
  }
  ast::Join node = parts;
  node.kind = kind;
  node.source = {.expression = keep(arena, table), .alias = arena.keep(alias)};
  append(arena, select.joins, node);
}

void Builder::group_by(const ColumnOperand& column) {
  append(arena, select.groups, ast::Group{.expression = keep(arena, column)});
}

void Builder::add_order(const ast::Order& order) {
  append(arena, is_combined() ? select.combined_orders : select.orders, order);
}

void Builder::order_by(const ColumnOperand& column, bool descending, Nulls nulls) {
  ast::Order order;
  order.descending = descending;
  order.nulls = nulls_of(nulls);
  order.expression = keep(arena, column);
  add_order(order);
}

void Builder::order_by_raw(const Raw& raw) {
  ast::Order order;
  order.kind = ast::Order::Kind::raw;
  order.expression = Expression::of_raw(keep(arena, raw));
  add_order(order);
}

void Builder::in_random_order(std::optional<std::int64_t> seed) {
  ast::Order order;
  order.kind = ast::Order::Kind::random;
  order.seed = seed;
  add_order(order);
}

void Builder::in_order_of(const ColumnOperand& column, std::span<const Value> values) {
  if (values.empty()) return;
  ast::Order order;
  order.kind = ast::Order::Kind::in_order_of;
  order.expression = keep(arena, column);
  auto from = values.begin();
  order.values = arena.keep_values(values.size(), [&]() -> const Value& { return *from++; });
  select.value_count += static_cast<std::uint32_t>(values.size());
  add_order(order);
}

void Builder::forget_orders() noexcept {
  select.orders = {};
  select.combined_orders = {};
}

void Builder::forget_orders_of_rows() noexcept {
  (is_combined() ? select.combined_orders : select.orders) = {};
}

void Builder::forget_orders_of(std::string_view column) {
  ast::List<ast::Order>& list = is_combined() ? select.combined_orders : select.orders;
  const ast::List<ast::Order> all = std::exchange(list, {});
  for_each(all, [&](const ast::Order& order, bool) {
    const bool same = order.kind == ast::Order::Kind::expression &&
                      order.expression.is(Expression::Kind::name) &&
                      order.expression.name == column;
    if (!same) append(arena, list, order);
  });
}

Builder Builder::as_table(std::string_view alias) const {
  Builder made = *this;
  ast::Select inside = std::exchange(made.select, {});
  made.select.ctes = std::exchange(inside.ctes, {});
  made.select.value_count = inside.value_count;
  made.select.from = {.expression = Expression::of_query(made.arena.make(inside)),
                      .alias = made.arena.keep(alias)};
  return made;
}

void Builder::enclose_wheres() {
  for (const ast::Condition* node = select.wheres.last; node != nullptr; node = node->before) {
    // What stands in front of the first one is not written.
    if (!node->either || node->before == nullptr) continue;
    const ast::List<ast::Condition> inside = std::exchange(select.wheres, {});
    return wheres().group({}, inside);
  }
}

void Builder::limit(std::int64_t rows) {
  (is_combined() ? select.combined_limit : select.limit) = count_of(rows, "limit");
}

void Builder::offset(std::int64_t rows) {
  (is_combined() ? select.combined_offset : select.offset) = count_of(rows, "offset");
}

void Builder::page(std::int64_t page, std::int64_t per_page) {
  if (page < 1) {
    throw Error(Errc::invalid_argument,
                "page " + std::to_string(page) + " cannot be; pages count from 1");
  }
  limit(per_page);
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  // Numbers of pages come from outside.
  offset(per_page > 0 && page - 1 > most / per_page ? most : (page - 1) * per_page);
}

void Builder::group_limit(std::int64_t rows, std::string_view column) {
  select.group_limit = {.count = count_of(rows, "group_limit"), .column = arena.keep(column)};
}

void Builder::combine(ast::Combination::Kind kind, bool all, const Query& query) {
  arena.keep(query.builder().arena);
  ast::Combination node;
  node.kind = kind;
  node.all = all;
  node.query = arena.make(query.builder().select);
  append(arena, select.combinations, node);
}

void Builder::with(std::string_view name, const ColumnOperand& expression,
                   std::span<const std::string_view> columns, const CteOptions& options) {
  ast::Cte node;
  node.name = arena.keep(name);
  node.columns = keep(arena, columns);
  node.expression = keep(arena, expression);
  node.recursive = options.recursive;
  node.materialized = options.materialized;
  append(arena, select.ctes, node);
}

void Builder::make_aggregate(std::string_view function, std::string_view column) {
  const std::string_view columns[] = {column};
  forget_orders_of_rows();
  select.columns = {};
  select.aggregate = {.function = arena.keep(function), .columns = keep(arena, columns)};
}

void Builder::returning(std::span<const std::string_view> columns) {
  select.returning = keep(arena, columns);
  select.returns = true;
}

}  // namespace zin::query
