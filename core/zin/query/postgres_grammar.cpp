// PostgreSQL: casts, jsonb operators, text search, ctid for limited writes.
// SPDX-License-Identifier: MIT
#include "zin/query/postgres_grammar.hpp"

#include <algorithm>
#include <array>

#include "zin/base/error.hpp"
#include "zin/query/json_document.hpp"
#include "zin/query/operators.hpp"

namespace zin::query {

using ast::Condition;
using Kind = ast::Expression::Kind;

namespace {

// The text search configurations that come with the server (\dF). One of them is written into the
// text, so nothing else may be.
constexpr std::array<std::string_view, 29> languages{
    "simple",  "arabic",    "armenian",   "basque",   "catalan", "danish",
    "dutch",   "english",   "finnish",    "french",   "german",  "greek",
    "hindi",   "hungarian", "indonesian", "irish",    "italian", "lithuanian",
    "nepali",  "norwegian", "portuguese", "romanian", "russian", "serbian",
    "spanish", "swedish",   "tamil",      "turkish",  "yiddish"};

std::string_view words_function(ast::FullText::Mode mode) {
  switch (mode) {
    case ast::FullText::Mode::phrase:
      return "phraseto_tsquery";
    case ast::FullText::Mode::websearch:
      return "websearch_to_tsquery";
    case ast::FullText::Mode::raw:
      return "to_tsquery";
    case ast::FullText::Mode::natural:
    case ast::FullText::Mode::boolean:
      break;
  }
  return "plainto_tsquery";
}

bool is_path(const ast::Expression& expression) {
  return expression.is(Kind::name) && JsonPath::is(expression.name);
}

bool is_number(const Value& value) {
  return value.type() >= Type::int64 && value.type() <= Type::decimal;
}

// Whether the condition puts numbers into an order.
bool orders_numbers(const Condition& node) {
  const std::string_view op = node.kind == Condition::Kind::compare ? node.op->text : "<";
  const auto values = node.right.values;
  return (op == "<" || op == "<=" || op == ">" || op == ">=") && !values.empty() &&
         std::all_of(values.begin(), values.end(), is_number);
}

// Whether a path is to be equal to a number, or to one of a list that has some.
bool equals_numbers(const Condition& node) {
  if (!is_path(node.left)) return false;
  if (!node.right.is(Kind::value) && !node.right.is(Kind::values)) return false;
  if (node.kind == Condition::Kind::compare) {
    const std::string_view op = node.op->text;
    if (op != "=" && op != "!=" && op != "<>") return false;
  }
  const auto values = node.right.values;
  return std::any_of(values.begin(), values.end(), is_number);
}

bool is_like(std::string_view op) {
  return op == "like" || op == "not like" || op == "ilike" || op == "not ilike";
}

}  // namespace

void PostgresGrammar::distinct(Writer& out, const ast::Select& query) const {
  out << "distinct ";
  if (query.distinct_on.empty()) return;
  out << "on (";
  names(out, query.distinct_on);
  out << ") ";
}

void PostgresGrammar::lock(Writer& out, const ast::Lock& lock) const {
  switch (lock.kind) {
    case ast::Lock::Kind::none:
      return;
    case ast::Lock::Kind::update:
      out << " for update";
      break;
    case ast::Lock::Kind::no_key_update:
      out << " for no key update";
      break;
    case ast::Lock::Kind::share:
      out << " for share";
      break;
    case ast::Lock::Kind::key_share:
      out << " for key share";
      break;
  }
  if (lock.wait == ast::Lock::Wait::skip_locked) out << " skip locked";
  if (lock.wait == ast::Lock::Wait::no_wait) out << " nowait";
}

// What is matched must be a text; a path already gives one, and a cast behind it would be that of
// its last step.
void PostgresGrammar::matched(Writer& out, const ast::Expression& expression) const {
  Grammar::expression(out, expression);
  if (!is_path(expression)) out << "::text";
}

void PostgresGrammar::compare(Writer& out, const Condition& node) const {
  if (is_like(node.op->text)) {
    matched(out, node.left);
    out << ' ';
    comparison(out, node);
    out << ' ';
    return expression(out, node.right);
  }
  if (equals_numbers(node)) {
    document(out, JsonPath::parse(node.left.name));
    out << ' ';
    comparison(out, node);
    out << ' ';
    return out.parameter(json_document(node.right.values.front()));
  }
  if (!node.op->bitwise) return Grammar::compare(out, node);
  out << '(';
  Grammar::compare(out, node);
  // There is no cast from bigint to a truth value; of ranges some of these operators give one.
  const bool number = node.right.is(Kind::value) && node.right.values.front().type() == Type::int64;
  out << (number ? ") != 0" : ")::bool");
}

// A path gives a text, of which "10" is less than "9". What is no number is never less or greater.
void PostgresGrammar::compared(Writer& out, const Condition& node) const {
  if (!is_path(node.left) || !orders_numbers(node)) return Grammar::compared(out, node);
  const JsonPath path = JsonPath::parse(node.left.name);
  out << "(case when jsonb_typeof(";
  document(out, path);
  out << ") = 'number' then ";
  document(out, path);
  out << "::numeric end)";
}

// As documents, of which 1 and 1.0 are the same; a path gives a text, where they are not.
void PostgresGrammar::in(Writer& out, const Condition& node) const {
  if (!equals_numbers(node)) return Grammar::in(out, node);
  const auto values = node.right.values;
  document(out, JsonPath::parse(node.left.name));
  if (out.folds_lists()) {
    Value::Array documents;
    for (const Value& value : values) documents.push_back(json_document(value));
    out << (node.negated ? " <> all(" : " = any(");
    out.parameter(std::move(documents));
    out << ')';
    return;
  }
  out << (node.negated ? " not in (" : " in (");
  bool first = true;
  for (const Value& value : values) {
    if (!std::exchange(first, false)) out << ", ";
    out.parameter(json_document(value));
  }
  out << ')';
}

void PostgresGrammar::null_safe_equal(Writer& out, const Condition& node) const {
  if (!equals_numbers(node)) return Grammar::null_safe_equal(out, node);
  document(out, JsonPath::parse(node.left.name));
  out << " is not distinct from ";
  out.parameter(json_document(node.right.values.front()));
}

void PostgresGrammar::in_many(Writer& out, const Condition& node) const {
  expression(out, node.left);
  out << (node.negated ? " <> all(" : " = any(");
  const auto values = node.right.values;
  out.parameter(Value::Array(values.begin(), values.end()));
  out << ')';
}

void PostgresGrammar::like(Writer& out, const Condition& node) const {
  matched(out, node.left);
  out << (node.negated ? " not " : " ") << (node.flag ? "like " : "ilike ");
  expression(out, node.right);
}

void PostgresGrammar::date_part(Writer& out, const Condition& node) const {
  const bool path = is_path(node.left);
  const auto left = [&] {
    if (path) out << '(';
    expression(out, node.left);
    if (path) out << ')';
  };
  if (node.part == ast::DatePart::date || node.part == ast::DatePart::time) {
    left();
    out << (node.part == ast::DatePart::date ? "::date " : "::time ");
  } else {
    out << "extract("
        << (node.part == ast::DatePart::day     ? "day"
            : node.part == ast::DatePart::month ? "month"
                                                : "year")
        << " from ";
    left();
    out << (path ? "::timestamp) " : ") ");
  }
  comparison(out, node);
  out << ' ';
  expression(out, node.right);
}

void PostgresGrammar::step(Writer& out, const JsonStep& step) const {
  if (step.index) {
    out << std::to_string(*step.index);
  } else {
    out.literal(step.key);
  }
}

// The last step gives a text, those before it documents.
void PostgresGrammar::json(Writer& out, const JsonPath& path) const {
  out.name(path.column);
  for (std::size_t at = 0; at < path.steps.size(); ++at) {
    out << (at + 1 == path.steps.size() ? "->>" : "->");
    step(out, path.steps[at]);
  }
}

void PostgresGrammar::document(Writer& out, const JsonPath& path) const {
  out << '(';
  out.name(path.column);
  for (const JsonStep& each : path.steps) {
    out << "->";
    step(out, each);
  }
  out << ")::jsonb";
}

void PostgresGrammar::list(Writer& out, const JsonPath& path) const {
  out << "case when jsonb_typeof(";
  document(out, path);
  out << ") <> 'array' then '[]' else ";
  document(out, path);
  out << " end";
}

void PostgresGrammar::json_boolean(Writer& out, const Condition& node) const {
  document(out, JsonPath::parse(node.left.name));
  out << ' ';
  comparison(out, node);
  out << (node.right.values.front().get<bool>() ? " 'true'::jsonb" : " 'false'::jsonb");
}

void PostgresGrammar::json_contains(Writer& out, const Condition& node) const {
  document(out, JsonPath::parse(node.left.name));
  out << " @> ";
  out.parameter(json_document(node.right.values.front()));
}

void PostgresGrammar::json_overlaps(Writer& out, const Condition& node) const {
  out << "exists (select 1 from jsonb_array_elements(";
  list(out, JsonPath::parse(node.left.name));
  out << ") as ";
  out.quoted("element");
  out << " where ";
  out.parameter(json_document(node.right.values.front()));
  out << "::jsonb @> ";
  out.quoted("element");
  out << ')';
}

void PostgresGrammar::json_contains_key(Writer& out, const Condition& node) const {
  JsonPath path = JsonPath::parse(node.left.name);
  const JsonStep last = path.steps.back();
  path.steps.pop_back();
  if (last.index) {
    out << "case when jsonb_typeof(";
    document(out, path);
    out << ") = 'array' then jsonb_array_length(";
    document(out, path);
    out << ") >= ";
    out.number(static_cast<std::uint64_t>(*last.index < 0 ? -*last.index : *last.index + 1));
    out << " else false end";
    return;
  }
  out << "coalesce(";
  document(out, path);
  out << " ?? ";
  out.literal(last.key);
  out << ", false)";
}

void PostgresGrammar::json_length(Writer& out, const Condition& node) const {
  out << "jsonb_array_length(";
  list(out, JsonPath::parse(node.left.name));
  out << ") ";
  comparison(out, node);
  out << ' ';
  expression(out, node.right);
}

void PostgresGrammar::full_text(Writer& out, const Condition& node) const {
  const ast::FullText& search = *node.full_text;
  if (std::find(languages.begin(), languages.end(), search.language) == languages.end()) {
    throw Error(Errc::invalid_argument, "`" + std::string{search.language} +
                                            "` is no language of PostgreSQL's text search; use one "
                                            "that comes with it (english, german, simple, ...)");
  }
  if (search.mode == ast::FullText::Mode::boolean) refuse("full-text search in boolean mode");
  out << '(';
  bool first = true;
  for (const std::string_view column : node.names) {
    if (!std::exchange(first, false)) out << " || ";
    if (!search.vector) out << "to_tsvector('" << search.language << "', ";
    name(out, column);
    if (!search.vector) out << ')';
  }
  out << ") @@ " << words_function(search.mode) << "('" << search.language << "', ";
  expression(out, node.right);
  out << ')';
}

// A column is assigned once: paths into it are set one inside the other.
void PostgresGrammar::assignments(Writer& out, const ast::Update& update) const {
  std::vector<std::string_view> done;
  bool first = true;
  for (const ast::Assignment& assignment : update.assignments) {
    if (!JsonPath::is(assignment.column)) {
      if (!std::exchange(first, false)) out << ", ";
      assigned_column(out, assignment.column);
      out << " = ";
      expression(out, assignment.expression);
      continue;
    }
    const std::string_view column = JsonPath::parse(assignment.column).column;
    if (std::find(done.begin(), done.end(), column) != done.end()) continue;
    done.push_back(column);
    if (!std::exchange(first, false)) out << ", ";
    const auto paths = paths_into(update, column);
    assigned_column(out, column);
    out << " = ";
    for (std::size_t at = 0; at < paths.size(); ++at) out << "jsonb_set(";
    assigned_column(out, column);
    out << "::jsonb";
    for (const ast::Assignment* path : paths) json_assignment(out, *path);
  }
}

// The end of one jsonb_set(), whose beginning and document stand in front of it.
void PostgresGrammar::json_assignment(Writer& out, const ast::Assignment& assignment) const {
  // An array of texts: each between double quotes, these and backslashes escaped.
  std::string steps{"{"};
  for (const JsonStep& each : JsonPath::parse(assignment.column).steps) {
    if (steps.size() > 1) steps += ',';
    if (each.index) {
      steps += std::to_string(*each.index);
      continue;
    }
    steps += '"';
    for (const char c : each.key) {
      if (c == '"' || c == '\\') steps += '\\';
      steps += c;
    }
    steps += '"';
  }
  out << ", ";
  out.literal(steps + "}");
  out << ", ";
  if (assignment.expression.is(Kind::value)) {
    out.parameter(json_document(assignment.expression.values.front()));
  } else {
    expression(out, assignment.expression);
  }
  out << ')';
}

void PostgresGrammar::update_limited(Writer& out, const ast::Select& query,
                                     const ast::Update& update) const {
  out << "update ";
  out.name(query.from.expression.name);
  out << " set ";
  assignments(out, update);
  where_row_in(out, query, "ctid");
}

void PostgresGrammar::erase_limited(Writer& out, const ast::Select& query) const {
  out << "delete from ";
  out.name(query.from.expression.name);
  where_row_in(out, query, "ctid");
}

unsigned PostgresGrammar::truncate(Writer& out, const ast::Select& query, unsigned) const {
  out << "truncate ";
  out.name(query.from.expression.name);
  out << " restart identity cascade";
  return 1;
}

}  // namespace zin::query
