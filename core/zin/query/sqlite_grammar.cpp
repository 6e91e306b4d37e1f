// SQLite: strftime for parts of dates, json1 for documents, rowid for limited writes.
// SPDX-License-Identifier: MIT
#include "zin/query/sqlite_grammar.hpp"

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/query/date_part.hpp"
#include "zin/query/json_document.hpp"
#include "zin/query/operators.hpp"

namespace zin::query {

using ast::Condition;
using Kind = ast::Expression::Kind;

namespace {

std::string_view format_of(ast::DatePart part) {
  switch (part) {
    case ast::DatePart::time:
      return "%H:%M:%S";
    case ast::DatePart::day:
      return "%d";
    case ast::DatePart::month:
      return "%m";
    case ast::DatePart::year:
      return "%Y";
    case ast::DatePart::date:
      break;
  }
  return "%Y-%m-%d";
}

// The pattern of `glob`, which knows letters of both cases apart.
std::string glob_of(std::string_view like) {
  std::string glob;
  for (const char c : like) {
    switch (c) {
      case '*':
      case '?':
      case '[':
        glob += '[';
        glob += c;
        glob += ']';
        break;
      case '%':
        glob += '*';
        break;
      case '_':
        glob += '?';
        break;
      default:
        glob += c;
    }
  }
  return glob;
}

}  // namespace

// Advice is left out; `indexed by` is an order.
void SqliteGrammar::index_hint(Writer& out, const ast::IndexHint& hint) const {
  if (hint.kind != ast::IndexHint::Kind::force || hint.names.empty()) return;
  out << " indexed by ";
  out.quoted(hint.names.front());
}

void SqliteGrammar::lateral(Writer&, const ast::Join&) const { refuse("lateral joins"); }

void SqliteGrammar::limits(Writer& out, std::optional<std::uint64_t> limit,
                           std::optional<std::uint64_t> offset) const {
  if (offset && !limit) out << " limit -1";
  Grammar::limits(out, limit, offset);
}

// It takes no parentheses around the parts of a union, and no sub-query around a recursive one.
void SqliteGrammar::combined(Writer& out, const ast::Select& query, Place place) const {
  if (place == Place::recursive) return select(out, query);
  out << "select * from ";
  Grammar::combined(out, query, place);
}

std::string_view SqliteGrammar::all_words(ast::Combination::Kind kind) const {
  if (kind != ast::Combination::Kind::union_) refuse("intersect all and except all");
  return Grammar::all_words(kind);
}

void SqliteGrammar::in_many(Writer& out, const Condition& node) const {
  expression(out, node.left);
  out << (node.negated ? " not in (select " : " in (select ");
  out.quoted("value");
  out << " from json_each(";
  out.parameter(json_list(node.right.values));
  out << "))";
}

// It takes rows only from a table of them.
std::string_view SqliteGrammar::row_list_words() const { return " values "; }

void SqliteGrammar::like(Writer& out, const Condition& node) const {
  expression(out, node.left);
  const bool is_text = node.right.is(Kind::value) && node.right.values.front().type() == Type::text;
  if (!node.flag || !is_text) {
    if (node.flag) refuse("case-sensitive like of anything but a text");
    out << (node.negated ? " not like " : " like ");
    return expression(out, node.right);
  }
  out << (node.negated ? " not glob " : " glob ");
  out.parameter(glob_of(node.right.values.front().get<std::string_view>()));
}

void SqliteGrammar::null_safe_equal(Writer& out, const Condition& node) const {
  expression(out, node.left);
  out << " is ";
  expression(out, node.right);
}

void SqliteGrammar::date_part(Writer& out, const Condition& node) const {
  out << "strftime('" << format_of(node.part) << "', ";
  expression(out, node.left);
  out << ") ";
  comparison(out, node);
  out << " cast(";
  if (node.right.is(Kind::value)) {
    out.parameter(part_as_text(node.part, node.right.values.front()));
  } else {
    expression(out, node.right);
  }
  out << " as text)";
}

// "field" or "field", '$."path"': what the functions of json1 take.
void SqliteGrammar::json_field(Writer& out, const JsonPath& path) const {
  out.name(path.column);
  if (path.steps.empty()) return;
  out << ", ";
  out.literal(path.text(Dialect::sqlite));
}

void SqliteGrammar::json(Writer& out, const JsonPath& path) const {
  out << "json_extract(";
  json_field(out, path);
  out << ')';
}

void SqliteGrammar::json_member(Writer& out, const JsonPath& path, const Value& value) const {
  out << "exists (select 1 from json_each(";
  json_field(out, path);
  out << ") where ";
  out.name("json_each.value");
  out << " is ";
  out.parameter(value);
  out << ')';
}

void SqliteGrammar::json_contains(Writer& out, const Condition& node) const {
  const JsonPath path = JsonPath::parse(node.left.name);
  const Value& value = node.right.values.front();
  if (value.type() != Type::array) return json_member(out, path, value);
  // Every one of the list.
  out << '(';
  bool first = true;
  for (const Value& each : value.get<Value::Array>()) {
    if (!std::exchange(first, false)) out << " and ";
    json_member(out, path, each);
  }
  if (first) out << "1 = 1";
  out << ')';
}

void SqliteGrammar::json_overlaps(Writer& out, const Condition& node) const {
  out << "exists (select 1 from json_each(";
  json_field(out, JsonPath::parse(node.left.name));
  out << ") where ";
  out.name("json_each.value");
  out << " in (select ";
  out.quoted("value");
  out << " from json_each(";
  out.parameter(json_document(node.right.values.front()));
  out << ")))";
}

void SqliteGrammar::json_contains_key(Writer& out, const Condition& node) const {
  out << "json_type(";
  json_field(out, JsonPath::parse(node.left.name));
  out << ") is not null";
}

void SqliteGrammar::json_length(Writer& out, const Condition& node) const {
  out << "json_array_length(";
  json_field(out, JsonPath::parse(node.left.name));
  out << ") ";
  comparison(out, node);
  out << ' ';
  expression(out, node.right);
}

std::string_view SqliteGrammar::insert_words(const ast::Insert& insert) const {
  return insert.on_conflict == ast::OnConflict::ignore ? "insert or ignore into " : "insert into ";
}

void SqliteGrammar::conflict(Writer& out, const ast::Insert& insert) const {
  if (insert.on_conflict == ast::OnConflict::ignore) return;
  // Without it the parser takes `on` for that of a join.
  if (insert.source != nullptr && insert.source->wheres.empty()) out << " where true";
  Grammar::conflict(out, insert);
}

// Paths into one column become one patch of its document; what a patch cannot say (a NULL removes
// the key, a list has no keys) becomes a json_set().
void SqliteGrammar::assignments(Writer& out, const ast::Update& update) const {
  std::vector<std::string_view> done;
  bool first = true;
  for (const ast::Assignment& assignment : update.assignments) {
    const bool is_path = JsonPath::is(assignment.column);
    const std::string_view column =
        is_path ? JsonPath::parse(assignment.column).column : assignment.column;
    if (is_path && std::find(done.begin(), done.end(), column) != done.end()) continue;
    if (!std::exchange(first, false)) out << ", ";
    assigned_column(out, column);
    out << " = ";
    if (!is_path) {
      expression(out, assignment.expression);
      continue;
    }
    done.push_back(column);
    const auto paths = paths_into(update, column);
    if (const auto patch = json_patch(paths)) {
      out << "json_patch(ifnull(";
      assigned_column(out, column);
      out << ", json('{}')), json(";
      out.parameter(*patch);
      out << "))";
      continue;
    }
    out << "json_set(ifnull(";
    assigned_column(out, column);
    out << ", json('{}'))";
    for (const ast::Assignment* path : paths) {
      out << ", ";
      json_assignment(out, *path);
    }
    out << ')';
  }
}

// One pair of json_set().
void SqliteGrammar::json_assignment(Writer& out, const ast::Assignment& assignment) const {
  out.literal(JsonPath::parse(assignment.column).text(Dialect::sqlite));
  out << ", ";
  if (!assignment.expression.is(Kind::value)) return expression(out, assignment.expression);
  out << "json(";
  out.parameter(json_document(assignment.expression.values.front()));
  out << ')';
}

void SqliteGrammar::update_limited(Writer& out, const ast::Select& query,
                                   const ast::Update& update) const {
  out << "update ";
  out.name(query.from.expression.name);
  out << " set ";
  assignments(out, update);
  where_row_in(out, query, "rowid");
}

void SqliteGrammar::erase_limited(Writer& out, const ast::Select& query) const {
  out << "delete from ";
  out.name(query.from.expression.name);
  where_row_in(out, query, "rowid");
}

unsigned SqliteGrammar::truncate(Writer& out, const ast::Select& query, unsigned which) const {
  const std::string_view table = query.from.expression.name;
  const std::size_t dot = table.rfind('.');
  if (which == 0) {
    out << "delete from ";
    if (dot != std::string_view::npos) {
      out.name(table.substr(0, dot));
      out << '.';
    }
    out << "sqlite_sequence where name = ";
    out.parameter(table.substr(dot + 1));
  } else {
    out << "delete from ";
    out.name(table);
  }
  return 2;
}

}  // namespace zin::query
