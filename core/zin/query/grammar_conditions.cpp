// Grammar: conditions, names and expressions.
// SPDX-License-Identifier: MIT
#include "zin/base/error.hpp"
#include "zin/query/grammar.hpp"
#include "zin/query/operators.hpp"
#include "zin/query/ordered.hpp"

namespace zin::query {

using ast::Condition;
using Kind = ast::Expression::Kind;

namespace {

// Lists shorter than this never make a statement too long.
constexpr std::size_t short_list = 16;

}  // namespace

std::string_view table_of(std::string_view name) noexcept { return sql::split_alias(name).name; }

std::string_view called(std::string_view name) noexcept {
  const sql::Aliased parts = sql::split_alias(name);
  return parts.has_alias ? parts.alias : name;
}

void Grammar::refuse(std::string_view what) const {
  throw Error(Errc::unsupported, std::string{to_string(dialect())} + " knows no " +
                                     std::string{what} + "; leave it out, or use raw()");
}

void Grammar::name(Writer& out, std::string_view name) const {
  if (out.plain_name(name)) [[likely]]
    return;
  if (!JsonPath::is(name)) return out.name(name);
  const sql::Aliased parts = sql::split_alias(name);
  json(out, JsonPath::parse(parts.name));
  if (!parts.has_alias) return;
  out << " as ";
  out.quoted(parts.alias);
}

void Grammar::names(Writer& out, std::span<const std::string_view> names) const {
  bool first = true;
  for (const std::string_view each : names) {
    if (!std::exchange(first, false)) out << ", ";
    name(out, each);
  }
}

void Grammar::values(Writer& out, std::span<const Value> values) const {
  bool first = true;
  for (const Value& value : values) {
    if (!std::exchange(first, false)) out << ", ";
    out.parameter(value);
  }
}

void Grammar::expression(Writer& out, const ast::Expression& expression) const {
  switch (expression.kind) {
    case Kind::name:
      return name(out, expression.name);
    case Kind::value:
      return out.parameter(expression.values.front());
    case Kind::values:
      return values(out, expression.values);
    case Kind::raw:
      return out.raw(expression.raw->sql, expression.raw->bindings);
    case Kind::query:
      out << '(';
      select(out, *expression.query);
      out << ')';
      return;
    case Kind::sum:
      return sum(out, *expression.sum);
    case Kind::ends:
    case Kind::none:
      break;
  }
}

// An integer stands in the text as it is: nothing can hide in one, and the statement stays
// readable.
void Grammar::sum(Writer& out, const ast::Sum& sum) const {
  name(out, sum.column);
  out << (sum.subtract ? " - " : " + ");
  const bool whole = sum.amount.is(Kind::value) &&
                     sum.amount.values.front().type() == Type::int64 &&
                     sum.amount.values.front().get<std::int64_t>() >= 0;
  if (!whole) return expression(out, sum.amount);
  out.number(static_cast<std::uint64_t>(sum.amount.values.front().get<std::int64_t>()));
}

void Grammar::conditions(Writer& out, const ast::List<Condition>& list) const {
  for_each(list, [&](const Condition& node, bool first) {
    if (!first) out << (node.either ? " or " : " and ");
    condition(out, node);
  });
}

void Grammar::condition(Writer& out, const Condition& node) const {
  // These have words of their own for the opposite.
  const bool says_not =
      node.kind == Condition::Kind::null || node.kind == Condition::Kind::in ||
      node.kind == Condition::Kind::in_rows || node.kind == Condition::Kind::between ||
      node.kind == Condition::Kind::between_columns ||
      node.kind == Condition::Kind::value_between || node.kind == Condition::Kind::like;
  if (node.negated && !says_not) out << "not ";
  switch (node.kind) {
    case Condition::Kind::compare:
      return compare(out, node);
    case Condition::Kind::null:
      return null(out, node);
    case Condition::Kind::in:
      return in(out, node);
    case Condition::Kind::in_rows:
      return in_rows(out, node);
    case Condition::Kind::between:
    case Condition::Kind::between_columns:
    case Condition::Kind::value_between:
      return between(out, node);
    case Condition::Kind::like:
      return like(out, node);
    case Condition::Kind::null_safe_equal:
      return null_safe_equal(out, node);
    case Condition::Kind::group:
      out << '(';
      conditions(out, node.group);
      out << ')';
      return;
    case Condition::Kind::exists:
      out << "exists ";
      return expression(out, node.left);
    case Condition::Kind::row_values:
      out << '(';
      names(out, node.names);
      out << ") ";
      comparison(out, node);
      out << " (";
      values(out, node.right.values);
      out << ')';
      return;
    case Condition::Kind::date_part:
      return date_part(out, node);
    case Condition::Kind::json_contains:
      return json_contains(out, node);
    case Condition::Kind::json_overlaps:
      return json_overlaps(out, node);
    case Condition::Kind::json_contains_key:
      return json_contains_key(out, node);
    case Condition::Kind::json_length:
      return json_length(out, node);
    case Condition::Kind::full_text:
      return full_text(out, node);
    case Condition::Kind::raw:
      return expression(out, node.left);
  }
}

void Grammar::compare(Writer& out, const Condition& node) const {
  const bool boolean = node.left.is(Kind::name) && node.right.is(Kind::value) &&
                       node.right.values.front().type() == Type::boolean &&
                       JsonPath::is(node.left.name);
  if (boolean) return json_boolean(out, node);
  compared(out, node);
  out << ' ';
  comparison(out, node);
  out << ' ';
  expression(out, node.right);
}

void Grammar::comparison(Writer& out, const Condition& node) const {
  const std::string_view op = node.op->text;
  if (!node.op->in(dialect())) refuse("operator `" + std::string{op} + "`");
  for (const char c : op) {
    if (c == '?') out << '?';  // doubled, so that it is no placeholder
    out << c;
  }
}

void Grammar::compared(Writer& out, const Condition& node) const { expression(out, node.left); }

void Grammar::null(Writer& out, const Condition& node) const {
  expression(out, node.left);
  out << (node.negated ? " is not null" : " is null");
}

void Grammar::in(Writer& out, const Condition& node) const {
  if (node.right.is(Kind::values)) {
    if (node.right.values.empty()) {
      out << (node.negated ? "1 = 1" : "0 = 1");
      return;
    }
    if (out.folds_lists() && node.right.values.size() > short_list) return in_many(out, node);
  }
  expression(out, node.left);
  out << (node.negated ? " not in " : " in ");
  if (node.right.is(Kind::query)) return expression(out, node.right);
  out << '(';
  expression(out, node.right);
  out << ')';
}

void Grammar::in_rows(Writer& out, const Condition& node) const {
  const auto cells = node.right.is(Kind::values) ? node.right.values : std::span<const Value>{};
  if (node.right.is(Kind::values) && cells.empty()) {
    out << (node.negated ? "1 = 1" : "0 = 1");
    return;
  }
  out << '(';
  names(out, node.names);
  out << (node.negated ? ") not in " : ") in ");
  if (node.right.is(Kind::query)) return expression(out, node.right);
  out << '(' << row_list_words();
  for (std::size_t at = 0; at < cells.size(); at += node.names.size()) {
    out << (at == 0 ? "(" : ", (");
    values(out, cells.subspan(at, node.names.size()));
    out << ')';
  }
  out << ')';
}

std::string_view Grammar::row_list_words() const { return {}; }

void Grammar::between(Writer& out, const Condition& node) const {
  compared(out, node);
  out << (node.negated ? " not between " : " between ");
  if (node.right.is(Kind::ends)) {
    expression(out, node.right.ends->low);
    out << " and ";
    expression(out, node.right.ends->high);
  } else if (node.kind == Condition::Kind::between) {
    out.parameter(node.right.values[0]);
    out << " and ";
    out.parameter(node.right.values[1]);
  } else {
    name(out, node.names[0]);
    out << " and ";
    name(out, node.names[1]);
  }
}

void Grammar::null_safe_equal(Writer& out, const Condition& node) const {
  expression(out, node.left);
  out << " is not distinct from ";
  expression(out, node.right);
}

void Grammar::json_boolean(Writer& out, const Condition& node) const {
  expression(out, node.left);
  out << ' ';
  comparison(out, node);
  out << (node.right.values.front().get<bool>() ? " true" : " false");
}

void Grammar::json_overlaps(Writer&, const Condition&) const {
  refuse("overlap of JSON documents");
}

void Grammar::full_text(Writer&, const Condition&) const {
  refuse("full-text search of this kind");
}

}  // namespace zin::query
