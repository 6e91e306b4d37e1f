// Query: its text, and the verbs that read.
// SPDX-License-Identifier: MIT
#include "zin/query/query.hpp"

#include <array>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/query/compile.hpp"
#include "zin/query/raw_text.hpp"
#include "zin/query/select_list.hpp"

namespace zin {

using query::Builder;
using query::Target;

Query Session::table(std::string_view name) { return Query{name, Target{*this}}; }

Query::Query(std::string_view table, Target target) : target_(std::move(target)) {
  builder_.from(table);
}

std::shared_ptr<Query> query::unfilled_query() { return std::make_shared<Query>(); }

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
  const auto make = [this](const DialectTraits& traits) { return statement(traits); };
  return session.run(query::compiled_for(session, make), where);
}

std::optional<Row> Query::first(Where where) const {
  const Rows rows = clone().limit(1).get(where);
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

void query::none_found() {
  throw Error(Errc::not_found,
              "the query gives no row, and one must exist; use first() where there may be none");
}

Row Query::first_or_fail(Where where) const {
  auto row = first(where);
  if (!row) query::none_found();
  return *std::move(row);
}

Row Query::sole(Where where) const {
  const Rows rows = clone().limit(2).get(where);
  if (rows.empty()) query::none_found();
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
  const auto make = [this](const DialectTraits& traits) { return statement(traits); };
  return session.stream(query::compiled_for(session, make), where);
}

Rows Query::explain(Where where) const {
  Session& session = target_.session();
  const auto make = [this](const DialectTraits& traits) {
    return query::compile(traits, builder_.select.value_count, Intent::read,
                          [&](const query::Grammar& grammar, sql::Writer& out) {
                            grammar.explain(out, builder_.select);
                          });
  };
  return session.run(query::compiled_for(session, make), where);
}

Query Query::with_columns(std::initializer_list<std::string_view> columns) const {
  Query one = clone();
  // What was selected stays: it may be what the column is called by.
  if (!builder_.select.columns.empty() || builder_.is_combined()) return one;
  for (const std::string_view column : columns) one.builder_.add_column(column);
  return one;
}

std::size_t Query::place_of(std::string_view column, const Row& row) const {
  const auto found = query::find_selected(builder_.select, column);
  if (found && found->place) return *found->place;
  return row.index_of(found ? found->name : query::called_in_rows(column));
}

Query::Plucked Query::pluck_rows(std::string_view column, std::string_view key, Where where) const {
  const Query one = key.empty() ? with_columns({column}) : with_columns({column, key});
  Plucked found{.rows = one.get(where)};
  const bool selected_here = builder_.select.columns.empty() && !builder_.is_combined();
  if (selected_here || found.rows.empty()) return found;
  found.column = place_of(column, found.rows.front());
  if (!key.empty()) found.key = place_of(key, found.rows.front());
  return found;
}

namespace {

// Numbers and truth values, which are no texts.
bool is_plain(const Value& value) {
  return value.type() >= Type::boolean && value.type() <= Type::float64;
}

}  // namespace

std::string Query::implode(std::string_view column, std::string_view glue, Where where) const {
  std::string all;
  bool first = true;
  for (const Value& value : pluck(column, where)) {
    if (!std::exchange(first, false)) all += glue;
    if (!value.is_null()) all += is_plain(value) ? value.to_string() : value.get<std::string>();
  }
  return all;
}

ReturningQuery Query::returning(std::initializer_list<std::string_view> columns) const {
  return {*this, {columns.begin(), columns.size()}};
}

ReturningQuery::ReturningQuery(Query query, std::span<const std::string_view> columns)
    : query_(std::move(query)) {
  query_.builder().returning(columns);
}

namespace query {

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
