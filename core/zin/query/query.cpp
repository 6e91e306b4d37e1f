// Query: its text, and the verbs that read.
// SPDX-License-Identifier: MIT
#include "zin/query/query.hpp"

#include <array>
#include <limits>

#include "zin/base/error.hpp"
#include "zin/query/compile.hpp"
#include "zin/query/ordered.hpp"
#include "zin/query/raw_text.hpp"

namespace zin {

using query::Builder;
using query::Target;

Query Session::table(std::string_view name) { return Query{name, Target{*this}}; }

Query::Query(std::string_view table, Target target) : target_(std::move(target)) {
  builder_.from(table);
}

Query Query::new_query() const {
  Query made;
  made.target_ = target_;
  return made;
}

std::string Query::to_sql(Dialect dialect, Placeholder placeholder) const {
  DialectTraits traits = DialectTraits::of(dialect);
  if (placeholder == Placeholder::question) traits.numbers_parameters = false;
  return query::compile_select(builder_.select, traits).sql;
}

std::string Query::to_sql() const {
  return query::compile_select(builder_.select, target_.session().traits()).sql;
}

std::string Query::to_raw_sql(Dialect dialect) const {
  DialectTraits traits = DialectTraits::of(dialect);
  traits.numbers_parameters = false;
  return query::raw_text(query::compile_select(builder_.select, traits), dialect);
}

std::string Query::to_raw_sql() const { return to_raw_sql(target_.session().dialect()); }

std::vector<Value> Query::bindings() const {
  constexpr std::array dialects{Dialect::postgres, Dialect::mysql, Dialect::sqlite};
  for (const Dialect dialect : dialects) {
    try {
      return bindings(dialect);
    } catch (const Error& error) {
      if (error.code() != Errc::unsupported || dialect == dialects.back()) throw;
    }
  }
  return {};
}

std::vector<Value> Query::bindings(Dialect dialect) const {
  return query::compile_select(builder_.select, DialectTraits::of(dialect)).bindings;
}

Statement Query::statement(const DialectTraits& traits) const {
  return query::compile_select(builder_.select, traits);
}

Rows Query::get(Where where) const {
  Session& session = target_.session();
  return session.run(statement(session.traits()), where);
}

std::optional<Row> Query::first(Where where) const {
  const Rows rows = clone().limit(1).get(where);
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

namespace {

[[noreturn]] void none_found() {
  throw Error(Errc::not_found,
              "the query gives no row, and one must exist; use first() where there may be none");
}

}  // namespace

Row Query::first_or_fail(Where where) const {
  auto row = first(where);
  if (!row) none_found();
  return *std::move(row);
}

Row Query::sole(Where where) const {
  const Rows rows = clone().limit(2).get(where);
  if (rows.empty()) none_found();
  if (rows.size() > 1) {
    throw Error(Errc::multiple_found,
                "the query gives more than one row, and the only one was asked for; say which one "
                "with where(), or use first()");
  }
  return rows.front();
}

std::optional<Row> Query::find(const Value& id, std::string_view key, Where where) const {
  Query one = clone();
  one.builder_.enclose_wheres();
  return one.where(key, id).first(where);
}

RowStream Query::lazy(Where where) const {
  Session& session = target_.session();
  const Statement statement = query::compile_select(builder_.select, session.traits());
  return session.stream(statement.sql, statement.bindings, where);
}

Rows Query::explain(Where where) const {
  Session& session = target_.session();
  return session.run(query::compile(session.traits(), builder_.select.value_count, Intent::read,
                                    [&](const query::Grammar& grammar, sql::Writer& out) {
                                      grammar.explain(out, builder_.select);
                                    }),
                     where);
}

Rows Query::pluck_rows(std::string_view column, std::string_view key, Where where) const {
  Query plucked = clone();
  plucked.builder_.columns({});
  plucked.builder_.add_column(column);
  if (!key.empty()) plucked.builder_.add_column(key);
  return plucked.get(where);
}

ReturningQuery Query::returning(std::initializer_list<std::string_view> columns) const {
  return {*this, {columns.begin(), columns.size()}};
}

ReturningQuery::ReturningQuery(Query query, std::span<const std::string_view> columns)
    : query_(std::move(query)) {
  query_.builder().returning(columns);
}

namespace query {

Rows aggregate(const Builder& builder, const Target& target, std::string_view function,
               std::span<const std::string_view> columns, std::source_location where) {
  Builder one = builder;
  ast::Select& select = one.select;
  // Orders of rows that nobody sees; those behind a limit choose which ones are counted.
  if (!select.limit && !select.offset && select.group_limit.column.empty()) select.orders = {};
  const bool counts_rows = columns.size() == 1 && columns.front() == "*";
  const bool distinct_rows = select.distinct && !select.columns.empty() && counts_rows;
  if (select.limit || select.offset || !select.groups.empty() || distinct_rows ||
      !select.group_limit.column.empty()) {
    // Of what the query gives, as a table.
    ast::Select whole;
    const ast::Select inside = select;
    whole.from = {.expression = ast::Expression::of_query(&inside), .alias = "temp_table"};
    whole.aggregate = {.function = function, .columns = columns};
    whole.value_count = inside.value_count;
    Session& session = target.session();
    return session.run(compile_select(whole, session.traits()), where);
  }
  select.aggregate = {.function = function, .columns = columns};
  Session& session = target.session();
  return session.run(compile_select(select, session.traits()), where);
}

bool exists(const Builder& builder, const Target& target, std::source_location where) {
  Session& session = target.session();
  const Rows rows = session.run(compile(session.traits(), builder.select.value_count, Intent::read,
                                        [&](const Grammar& grammar, sql::Writer& out) {
                                          grammar.exists(out, builder.select);
                                        }),
                                where);
  return !rows.empty() && rows.front().get<bool>(0);
}

void check_chunks(const Builder& builder, std::int64_t rows, bool needs_order) {
  if (rows <= 0) {
    throw Error(Errc::invalid_argument,
                "chunk() got pieces of " + std::to_string(rows) + " rows; give at least 1");
  }
  const ast::Select& select = builder.select;
  if (needs_order && select.orders.empty() && select.combined_orders.empty()) {
    throw Error(Errc::invalid_argument,
                "chunk() needs an order, or pieces may overlap; add order_by(), or use "
                "chunk_by_id()");
  }
  if (select.limit || select.offset) {
    throw Error(Errc::invalid_argument,
                "chunk() takes no limit() or offset(): it sets its own; end it by giving false");
  }
}

void rethrow_for_field(std::string_view field) {
  try {
    throw;
  } catch (const Error& error) {
    ErrorInfo info = error.info();
    info.message += "; asked for by the field " + std::string{field};
    throw Error(std::move(info));
  }
}

}  // namespace query
}  // namespace zin
