// MySQL: backticks, json_ functions, writes with joins and limits of their own.
// SPDX-License-Identifier: MIT
#include "zin/query/mysql_grammar.hpp"

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/query/json_document.hpp"
#include "zin/query/operators.hpp"

namespace zin::query {

using ast::Condition;
using Kind = ast::Expression::Kind;

void MysqlGrammar::index_hint(Writer& out, const ast::IndexHint& hint) const {
  switch (hint.kind) {
    case ast::IndexHint::Kind::none:
      return;
    case ast::IndexHint::Kind::use:
      out << " use index (";
      break;
    case ast::IndexHint::Kind::force:
      out << " force index (";
      break;
    case ast::IndexHint::Kind::ignore:
      out << " ignore index (";
      break;
  }
  names(out, hint.names);
  out << ')';
}

std::string_view MysqlGrammar::join_words(ast::Join::Kind kind) const {
  if (kind == ast::Join::Kind::straight) return "straight_join ";
  if (kind == ast::Join::Kind::full) refuse("full outer join");
  return Grammar::join_words(kind);
}

void MysqlGrammar::random(Writer& out, const ast::Order& order) const {
  out << "RAND(";
  if (order.seed) out << std::to_string(*order.seed);
  out << ')';
}

// NULLs are lowest there; being NULL is 1.
void MysqlGrammar::nulls(Writer& out, const ast::Order& order) const {
  expression(out, order.expression);
  out << (order.nulls == ast::Order::Nulls::first ? " is not null, " : " is null, ");
  expression(out, order.expression);
  out << (order.descending ? " desc" : " asc");
}

void MysqlGrammar::limits(Writer& out, std::optional<std::uint64_t> limit,
                          std::optional<std::uint64_t> offset) const {
  // The manual's way to say "all" in front of an offset.
  if (offset && !limit) out << " limit 18446744073709551615";
  Grammar::limits(out, limit, offset);
}

void MysqlGrammar::lock(Writer& out, const ast::Lock& lock) const {
  switch (lock.kind) {
    case ast::Lock::Kind::none:
      return;
    case ast::Lock::Kind::update:
    case ast::Lock::Kind::no_key_update:
      out << " for update";
      break;
    case ast::Lock::Kind::share:
    case ast::Lock::Kind::key_share:
      // `for share` is what may say how it waits; MariaDB has only the older words.
      out << (lock.wait != ast::Lock::Wait::unsaid && dialect() == Dialect::mysql
                  ? " for share"
                  : " lock in share mode");
      break;
  }
  if (lock.wait == ast::Lock::Wait::skip_locked) out << " skip locked";
  if (lock.wait == ast::Lock::Wait::no_wait) out << " nowait";
}

// A JSON null is one too.
void MysqlGrammar::null(Writer& out, const Condition& node) const {
  if (!node.left.is(Kind::name) || !JsonPath::is(node.left.name)) return Grammar::null(out, node);
  const JsonPath path = JsonPath::parse(node.left.name);
  out << '(';
  extracted(out, path);
  out << (node.negated ? " is not null and json_type(" : " is null or json_type(");
  extracted(out, path);
  out << (node.negated ? ") != 'NULL')" : ") = 'NULL')");
}

// As numbers when all of them are, so that an index on the column is of use.
void MysqlGrammar::in_many(Writer& out, const Condition& node) const {
  const auto values = node.right.values;
  const bool numbers = std::all_of(values.begin(), values.end(),
                                   [](const Value& value) { return value.type() == Type::int64; });
  expression(out, node.left);
  out << (node.negated ? " not in (select " : " in (select ");
  out.quoted("value");
  out << " from json_table(";
  out.parameter(json_list(values));
  out << ", '$[*]' columns (";
  out.quoted("value");
  out << (numbers ? " bigint" : " longtext") << " path '$')) as ";
  out.quoted("zin_list");
  out << ')';
}

// A text inside a document has a collation of its own, which knows letters of both cases apart.
void MysqlGrammar::like(Writer& out, const Condition& node) const {
  const bool fold = !node.flag && node.left.is(Kind::name) && JsonPath::is(node.left.name);
  if (fold) out << "lower(";
  expression(out, node.left);
  if (fold) out << ')';
  out << (node.negated ? " not like " : " like ") << (node.flag ? "binary " : "");
  if (fold) out << "lower(";
  expression(out, node.right);
  if (fold) out << ')';
}

void MysqlGrammar::null_safe_equal(Writer& out, const Condition& node) const {
  expression(out, node.left);
  out << " <=> ";
  expression(out, node.right);
}

void MysqlGrammar::date_part(Writer& out, const Condition& node) const {
  switch (node.part) {
    case ast::DatePart::date:
      out << "date(";
      break;
    case ast::DatePart::time:
      out << "time(";
      break;
    case ast::DatePart::day:
      out << "day(";
      break;
    case ast::DatePart::month:
      out << "month(";
      break;
    case ast::DatePart::year:
      out << "year(";
      break;
  }
  expression(out, node.left);
  out << ") ";
  comparison(out, node);
  out << ' ';
  expression(out, node.right);
}

void MysqlGrammar::json_field(Writer& out, const JsonPath& path) const {
  out.name(path.column);
  if (path.steps.empty()) return;
  out << ", ";
  out.literal(path.text(dialect()));
}

void MysqlGrammar::extracted(Writer& out, const JsonPath& path) const {
  out << "json_extract(";
  json_field(out, path);
  out << ')';
}

void MysqlGrammar::json(Writer& out, const JsonPath& path) const {
  out << "json_unquote(";
  extracted(out, path);
  out << ')';
}

void MysqlGrammar::json_boolean(Writer& out, const Condition& node) const {
  extracted(out, JsonPath::parse(node.left.name));
  out << ' ';
  comparison(out, node);
  out << (node.right.values.front().get<bool>() ? " true" : " false");
}

void MysqlGrammar::json_contains(Writer& out, const Condition& node) const {
  const JsonPath path = JsonPath::parse(node.left.name);
  out << "json_contains(";
  out.name(path.column);
  out << ", ";
  out.parameter(json_document(node.right.values.front()));
  if (!path.steps.empty()) {
    out << ", ";
    out.literal(path.text(dialect()));
  }
  out << ')';
}

void MysqlGrammar::json_overlaps(Writer& out, const Condition& node) const {
  const JsonPath path = JsonPath::parse(node.left.name);
  out << "json_overlaps(";
  if (path.steps.empty()) {
    out.name(path.column);
  } else {
    extracted(out, path);
  }
  out << ", ";
  out.parameter(json_document(node.right.values.front()));
  out << ')';
}

void MysqlGrammar::json_contains_key(Writer& out, const Condition& node) const {
  const JsonPath path = JsonPath::parse(node.left.name);
  out << "ifnull(json_contains_path(";
  out.name(path.column);
  out << ", 'one', ";
  out.literal(path.text(dialect()));
  out << "), 0)";
}

void MysqlGrammar::json_length(Writer& out, const Condition& node) const {
  out << "json_length(";
  json_field(out, JsonPath::parse(node.left.name));
  out << ") ";
  comparison(out, node);
  out << ' ';
  expression(out, node.right);
}

void MysqlGrammar::full_text(Writer& out, const Condition& node) const {
  const bool boolean = node.full_text->mode == ast::FullText::Mode::boolean;
  if (!boolean && node.full_text->mode != ast::FullText::Mode::natural) {
    refuse("full-text search of this mode");
  }
  out << "match (";
  names(out, node.names);
  out << ") against (";
  expression(out, node.right);
  out << (boolean ? " in boolean mode" : " in natural language mode");
  if (node.full_text->expanded && !boolean) out << " with query expansion";
  out << ')';
}

std::string_view MysqlGrammar::insert_words(const ast::Insert& insert) const {
  return insert.on_conflict == ast::OnConflict::ignore ? "insert ignore into " : "insert into ";
}

void MysqlGrammar::no_values(Writer& out) const { out << " () values ()"; }

void MysqlGrammar::conflict(Writer& out, const ast::Insert& insert) const {
  if (insert.on_conflict == ast::OnConflict::nothing) refuse("insert_or_ignore_returning()");
  if (insert.on_conflict == ast::OnConflict::ignore) return;
  out << " on duplicate key update ";
  overwrites(out, insert);
}

void MysqlGrammar::overwritten(Writer& out, std::string_view column) const {
  out << "values(";
  name(out, column);
  out << ')';
}

// Of several joined tables it must be said which one is meant.
void MysqlGrammar::assigned_column(Writer& out, std::string_view column) const { out.name(column); }

void MysqlGrammar::document(Writer& out, Value value) const {
  out << "cast(";
  out.parameter(std::move(value));
  out << " as json)";
}

void MysqlGrammar::json_assignment(Writer& out, const ast::Assignment& assignment) const {
  const JsonPath path = JsonPath::parse(assignment.column);
  out.name(path.column);
  out << " = json_set(";
  json_field(out, path);
  out << ", ";
  const ast::Expression& what = assignment.expression;
  if (!what.is(Kind::value)) {
    expression(out, what);
  } else if (const Value& value = what.values.front(); value.type() == Type::boolean) {
    // A bound one would be the number 1.
    out << (value.get<bool>() ? "true" : "false");
  } else if (value.type() == Type::json || value.type() == Type::array) {
    document(out, json_document(value));
  } else {
    out.parameter(value);
  }
  out << ')';
}

// In front of an insert they belong to the select behind it.
void MysqlGrammar::write_ctes(Writer& out, const ast::Select& query, std::string_view verb) const {
  if (!query.ctes.empty() && verb == "insert") refuse("common table expression of an insert");
  ctes(out, query);
}

void MysqlGrammar::write_orders(Writer& out, const ast::Select& query) const {
  orders(out, query.orders);
}

void MysqlGrammar::update_limited(Writer& out, const ast::Select& query,
                                  const ast::Update& update) const {
  if (query.offset) refuse("offset in an update");
  out << "update ";
  out.name(query.from.expression.name);
  joins(out, query.joins);
  out << " set ";
  assignments(out, update);
  wheres(out, query);
  if (query.joins.empty()) orders(out, query.orders);
  if (query.joins.empty() || query.limit) Grammar::limits(out, query.limit, std::nullopt);
}

void MysqlGrammar::update_from(Writer&, const ast::Select&, const ast::Update&) const {
  refuse("update .. from");
}

void MysqlGrammar::erase_limited(Writer& out, const ast::Select& query) const {
  if (query.offset) refuse("offset in a delete");
  const std::string_view table = query.from.expression.name;
  out << "delete ";
  if (!query.joins.empty()) {
    out.name(called(table));
    out << ' ';
  }
  out << "from ";
  out.name(table);
  joins(out, query.joins);
  wheres(out, query);
  orders(out, query.orders);
  Grammar::limits(out, query.limit, std::nullopt);
}

unsigned MysqlGrammar::truncate(Writer& out, const ast::Select& query, unsigned) const {
  out << "truncate table ";
  out.name(query.from.expression.name);
  return 1;
}

}  // namespace zin::query
