// One number for all rows of a query, and whether there are any.
// SPDX-License-Identifier: MIT
#include <string>

#include "zin/base/error.hpp"
#include "zin/query/aggregate_verbs.hpp"
#include "zin/query/compile.hpp"
#include "zin/query/json_path.hpp"
#include "zin/query/select_list.hpp"

namespace zin::query {
namespace {

bool is_limited(const Builder& builder) {
  const ast::Select& select = builder.select;
  if (builder.is_combined()) return select.combined_limit || select.combined_offset;
  return select.limit || select.offset || !select.group_limit.column.empty();
}

// Whether one row of what the query gives is not one row that its conditions find.
bool makes_rows(const Builder& builder) {
  const ast::Select& select = builder.select;
  return builder.is_combined() || !select.groups.empty() || !select.havings.empty();
}

// Whether columns may be added and left out without changing which rows there are.
bool has_free_columns(const Builder& builder) {
  return !makes_rows(builder) && !builder.select.distinct;
}

constexpr std::string_view value_alias = "zin_value";

// Has the rows give the column; gives its name there.
std::string_view select_value(Builder& rows, std::string_view function, std::string_view column) {
  const auto add = [&] {
    const bool path = JsonPath::is(column);
    rows.add_column(path ? std::string{column} + " as " + std::string{value_alias}
                         : std::string{column});
    return path ? value_alias : called_in_rows(column);
  };
  const bool may_replace = !makes_rows(rows) && selects_all(rows.select);
  if (may_replace) {
    rows.columns({});
    return add();
  }
  if (const auto found = find_selected(rows.select, column)) return found->name;
  if (!has_free_columns(rows)) {
    throw Error(Errc::invalid_argument,
                std::string{function} + "(" + std::string{column} + ") is of the rows that the " +
                    "query gives, which have no such column; select it, too");
  }
  rows.add_column(std::string{column} + " as " + std::string{value_alias});
  return value_alias;
}

Builder of_rows(const Builder& builder, const Aggregation& what, std::string_view column) {
  Builder rows = builder;
  if (what.column == "*") {
    // Of two tables, names would be there twice; one of them has a row for each, too.
    const ast::Select& select = rows.select;
    if (!rows.is_combined() && !select.distinct && select.columns.empty() &&
        !select.joins.empty() && select.from.expression.is(ast::Expression::Kind::name)) {
      rows.add_column(std::string{called(select.from.expression.name)} + ".*");
    }
  } else {
    column = select_value(rows, what.function, column);
  }
  Builder whole = rows.as_table(what.alias);
  const std::string_view columns[] = {column};
  whole.select.aggregate = {.function = what.function, .columns = keep(whole.arena, columns)};
  return whole;
}

}  // namespace

Rows aggregate(const Builder& builder, const Target& target, const Aggregation& what,
               std::source_location where) {
  Builder one = builder;
  const std::string_view column = sql::split_alias(what.column).name;
  // Orders of rows that nobody sees; those behind a limit choose which ones are counted.
  if (!is_limited(one)) one.forget_orders_of_rows();
  const bool counts_distinct =
      one.select.distinct && one.select.distinct_on.empty() && what.column == "*";
  const bool apart = what.of_rows || is_limited(one) || makes_rows(one) || counts_distinct;
  Session& session = target.session();
  const auto make = [&](const DialectTraits& traits) {
    // PostgreSQL locks rows only where they are what is given.
    const bool locks = one.select.lock.kind != ast::Lock::Kind::none &&
                       Grammar::of(traits.dialect).locks_given_rows_only();
    if (apart || locks) return compile_select(of_rows(one, what, column).select, traits);
    Builder plain = one;
    const std::string_view columns[] = {column};
    plain.select.aggregate = {.function = what.function, .columns = columns};
    return compile_select(plain.select, traits);
  };
  return session.run(compiled_for(session, make), where);
}

bool exists(const Builder& builder, const Target& target, std::source_location where) {
  Session& session = target.session();
  const auto make = [&](const DialectTraits& traits) {
    return compile(
        traits, builder.select.value_count, Intent::read,
        [&](const Grammar& grammar, sql::Writer& out) { grammar.exists(out, builder.select); });
  };
  const Rows rows = session.run(compiled_for(session, make), where);
  return !rows.empty() && rows.front().get<bool>(0);
}

}  // namespace zin::query
