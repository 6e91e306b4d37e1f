// Conditions as nodes: what is kept, and what is refused at once.
// SPDX-License-Identifier: MIT
#include "zin/query/conditions.hpp"

#include <utility>

#include "zin/base/error.hpp"
#include "zin/query/date_part.hpp"
#include "zin/query/operators.hpp"
#include "zin/query/query.hpp"

namespace zin::query {

using ast::Condition;
using ast::Expression;
using ConditionKind = ast::Condition::Kind;

namespace {

// NULL is equal to nothing: `= NULL` is never what is meant.
[[noreturn]] void refuse_null(std::string_view op) {
  throw Error(Errc::invalid_argument, "a NULL cannot be compared with `" + std::string{op} +
                                          "`; use =, != , where_null() or where_not_null()");
}

bool is_value(const Operand& operand) {
  return operand.raw() == nullptr && operand.query() == nullptr;
}

bool is_null(const Operand& operand) { return is_value(operand) && operand.value().is_null(); }

ast::FullText::Mode mode_of(std::string_view mode) {
  using Mode = ast::FullText::Mode;
  if (mode == "natural" || mode.empty()) return Mode::natural;
  if (mode == "boolean") return Mode::boolean;
  if (mode == "phrase") return Mode::phrase;
  if (mode == "websearch") return Mode::websearch;
  if (mode == "raw") return Mode::raw;
  throw Error(Errc::invalid_argument, "`" + std::string{mode} +
                                          "` is no mode of a full-text search; use natural, "
                                          "boolean, phrase, websearch or raw");
}

}  // namespace

const ast::Raw* keep(Arena& arena, const Raw& raw) {
  auto from = raw.bindings().begin();
  const auto bindings =
      arena.keep_values(raw.bindings().size(), [&]() -> const Value& { return *from++; });
  return arena.make(ast::Raw{.sql = arena.keep(std::string_view{raw.sql()}), .bindings = bindings});
}

Expression keep(Arena& arena, const Query& query) {
  const Builder& builder = query.builder();
  arena.keep(builder.arena);
  return Expression::of_query(arena.make(builder.select));
}

Expression keep(Arena& arena, const ColumnOperand& column) {
  if (column.raw() != nullptr) return Expression::of_raw(keep(arena, *column.raw()));
  if (column.query() != nullptr) return keep(arena, *column.query());
  return Expression::of_name(arena.keep(column.name()));
}

Expression keep(Arena& arena, Operand&& operand) {
  if (operand.raw() != nullptr) return Expression::of_raw(keep(arena, *operand.raw()));
  if (operand.query() != nullptr) return keep(arena, *operand.query());
  return Expression::of_values({arena.keep(std::move(operand.value())), 1},
                               Expression::Kind::value);
}

std::span<const std::string_view> keep(Arena& arena, std::span<const std::string_view> names) {
  std::vector<std::string_view> kept;
  kept.reserve(names.size());
  for (const std::string_view name : names) kept.push_back(arena.keep(name));
  return arena.make_all(std::span<const std::string_view>{kept});
}

void refuse_ends(std::size_t count, std::string_view verb) {
  throw Error(Errc::invalid_argument, std::string{verb} + "() got " + std::to_string(count) +
                                          " ends of a range; give the lower and the upper one");
}

Condition& Conditions::begin(Condition& node, Junction junction, ConditionKind kind) const {
  node.kind = kind;
  node.either = junction.either;
  node.negated = junction.negated;
  return node;
}

void Conditions::add(const Condition& node) {
  append(arena_, list_, node);
  ++value_count_;
}

void Conditions::compare(Junction junction, const ColumnOperand& column, std::string_view op,
                         Operand&& value) {
  Condition node;
  const Operator& known = operator_of(op);
  if (is_null(value)) {
    const bool is_not = known.text == "!=" || known.text == "<>" || known.text == "is not";
    if (!is_not && known.text != "=" && known.text != "is" && known.text != "<=>") refuse_null(op);
    // `not x = NULL` and `x != NULL` both mean that it is not null.
    begin(node, {junction.either, junction.negated != is_not}, ConditionKind::null);
    node.left = keep(arena_, column);
    return add(node);
  }
  // `<=>`, and `is` with a bound value, which most servers do not take as they stand.
  const bool is_word = known.text == "is" || known.text == "is not";
  if (known.text == "<=>" || (is_word && value.raw() == nullptr && value.query() == nullptr)) {
    const bool opposite = known.text == "is not";
    return null_safe_equal({junction.either, junction.negated != opposite}, column,
                           std::move(value));
  }
  begin(node, junction, ConditionKind::compare).op = &known;
  node.left = keep(arena_, column);
  node.right = keep(arena_, std::move(value));
  add(node);
}

void Conditions::compare_columns(Junction junction, const ColumnOperand& first, std::string_view op,
                                 std::string_view second) {
  Condition node;
  const Operator& known = operator_of(op);
  // As with values: most servers do not take these as they stand.
  const bool is_not = known.text == "is not";
  if (is_not || known.text == "is" || known.text == "<=>") {
    begin(node, {junction.either, junction.negated != is_not}, ConditionKind::null_safe_equal);
  } else {
    begin(node, junction, ConditionKind::compare).op = &known;
  }
  node.left = keep(arena_, first);
  node.right = Expression::of_name(arena_.keep(second));
  add(node);
}

void Conditions::check_named(std::span<const std::string_view> columns) {
  if (!columns.empty()) return;
  throw Error(Errc::invalid_argument,
              "a condition on columns got none, and would hold for every row; name at least one");
}

void Conditions::nulls(Junction junction, std::span<const std::string_view> columns) {
  check_named(columns);
  for (const std::string_view column : columns) null(junction, column);
}

void Conditions::null(Junction junction, const ColumnOperand& column) {
  Condition node;
  begin(node, junction, ConditionKind::null).left = keep(arena_, column);
  add(node);
}

void Conditions::in(Junction junction, const ColumnOperand& column, std::span<const Value> values) {
  Condition node;
  begin(node, junction, ConditionKind::in).left = keep(arena_, column);
  auto from = values.begin();
  const auto kept = arena_.keep_values(values.size(), [&]() -> const Value& { return *from++; });
  node.right = Expression::of_values(kept, Expression::Kind::values);
  add(node);
  value_count_ += static_cast<std::uint32_t>(values.size());
}

void Conditions::in(Junction junction, const ColumnOperand& column, const Query& query) {
  Condition node;
  begin(node, junction, ConditionKind::in).left = keep(arena_, column);
  node.right = keep(arena_, query);
  add(node);
}

void Conditions::check_width(std::size_t columns, std::size_t values) {
  if (columns == values) return;
  throw Error(Errc::invalid_argument, "a row of where_in() has " + std::to_string(values) +
                                          " values for " + std::to_string(columns) +
                                          " columns; give one value for each column");
}

void Conditions::in_cells(Junction junction, std::span<const std::string_view> columns,
                          std::span<const Value> cells) {
  check_named(columns);
  Condition node;
  begin(node, junction, ConditionKind::in_rows).names = keep(arena_, columns);
  auto from = cells.begin();
  const auto kept = arena_.keep_values(cells.size(), [&]() -> const Value& { return *from++; });
  node.right = Expression::of_values(kept, Expression::Kind::values);
  add(node);
  value_count_ += static_cast<std::uint32_t>(cells.size());
}

void Conditions::in_rows(Junction junction, std::span<const std::string_view> columns,
                         const Query& query) {
  check_named(columns);
  Condition node;
  begin(node, junction, ConditionKind::in_rows).names = keep(arena_, columns);
  node.right = keep(arena_, query);
  add(node);
}

void Conditions::between(Junction junction, const ColumnOperand& column, Operand&& low,
                         Operand&& high) {
  if (is_null(low) || is_null(high)) refuse_null("between");
  Condition node;
  begin(node, junction, ConditionKind::between).left = keep(arena_, column);
  if (is_value(low) && is_value(high)) {
    bool second = false;
    const auto kept = arena_.keep_values(2, [&]() -> Value&& {
      return std::move((std::exchange(second, true) ? high : low).value());
    });
    node.right = Expression::of_values(kept, Expression::Kind::values);
  } else {
    ast::Ends ends;
    ends.low = keep(arena_, std::move(low));
    ends.high = keep(arena_, std::move(high));
    node.right = Expression::of_ends(arena_.make(ends));
  }
  add(node);
  ++value_count_;
}

void Conditions::between_columns(Junction junction, const ColumnOperand& column,
                                 std::string_view low, std::string_view high) {
  Condition node;
  begin(node, junction, ConditionKind::between_columns).left = keep(arena_, column);
  const std::string_view names[] = {low, high};
  node.names = keep(arena_, names);
  add(node);
}

void Conditions::value_between(Junction junction, Value value, std::string_view low,
                               std::string_view high) {
  Condition node;
  begin(node, junction, ConditionKind::value_between).left =
      keep(arena_, Operand{std::move(value)});
  const std::string_view names[] = {low, high};
  node.names = keep(arena_, names);
  add(node);
}

void Conditions::like(Junction junction, const ColumnOperand& column, Operand&& pattern,
                      bool case_sensitive) {
  if (is_null(pattern)) refuse_null("like");
  Condition node;
  begin(node, junction, ConditionKind::like).left = keep(arena_, column);
  node.right = keep(arena_, std::move(pattern));
  node.flag = case_sensitive;
  add(node);
}

void Conditions::null_safe_equal(Junction junction, const ColumnOperand& column, Operand&& value) {
  Condition node;
  begin(node, junction, ConditionKind::null_safe_equal).left = keep(arena_, column);
  node.right = keep(arena_, std::move(value));
  add(node);
}

void Conditions::exists(Junction junction, const Query& query) {
  Condition node;
  begin(node, junction, ConditionKind::exists).left = keep(arena_, query);
  add(node);
}

void Conditions::row_values(Junction junction, std::span<const std::string_view> columns,
                            std::string_view op, std::span<const Value> values) {
  if (columns.size() != values.size() || columns.empty()) {
    throw Error(Errc::invalid_argument, "where_row_values() got " + std::to_string(columns.size()) +
                                            " columns and " + std::to_string(values.size()) +
                                            " values; give one value for each column");
  }
  Condition node;
  begin(node, junction, ConditionKind::row_values).op = &operator_of(op);
  node.names = keep(arena_, columns);
  auto from = values.begin();
  const auto kept = arena_.keep_values(values.size(), [&]() -> const Value& { return *from++; });
  node.right = Expression::of_values(kept, Expression::Kind::values);
  add(node);
  value_count_ += static_cast<std::uint32_t>(values.size());
}

void Conditions::date_part(Junction junction, ast::DatePart part, const ColumnOperand& column,
                           std::string_view op, Operand&& value) {
  if (is_null(value)) refuse_null(op);
  Condition node;
  begin(node, junction, ConditionKind::date_part).op = &operator_of(op);
  node.part = part;
  node.left = keep(arena_, column);
  node.right = is_value(value) ? keep(arena_, Operand{part_of(part, std::move(value.value()))})
                               : keep(arena_, std::move(value));
  add(node);
}

void Conditions::json_contains(Junction junction, std::string_view column, Value value) {
  Condition node;
  begin(node, junction, ConditionKind::json_contains).left =
      Expression::of_name(arena_.keep(column));
  node.right = keep(arena_, Operand{std::move(value)});
  add(node);
}

void Conditions::json_overlaps(Junction junction, std::string_view column, Value value) {
  Condition node;
  begin(node, junction, ConditionKind::json_overlaps).left =
      Expression::of_name(arena_.keep(column));
  node.right = keep(arena_, Operand{std::move(value)});
  add(node);
}

void Conditions::json_contains_key(Junction junction, std::string_view path) {
  if (path.find("->") == std::string_view::npos) {
    throw Error(Errc::invalid_argument, "where_json_contains_key() needs a path, and `" +
                                            std::string{path} +
                                            "` is a column; say which key: column->key");
  }
  Condition node;
  begin(node, junction, ConditionKind::json_contains_key).left =
      Expression::of_name(arena_.keep(path));
  add(node);
}

void Conditions::json_length(Junction junction, std::string_view column, std::string_view op,
                             Operand&& value) {
  if (is_null(value)) refuse_null(op);
  Condition node;
  begin(node, junction, ConditionKind::json_length).op = &operator_of(op);
  node.left = Expression::of_name(arena_.keep(column));
  node.right = keep(arena_, std::move(value));
  add(node);
}

void Conditions::full_text(Junction junction, std::span<const std::string_view> columns,
                           Value words, const FullTextOptions& options) {
  if (columns.empty()) {
    throw Error(Errc::invalid_argument, "where_full_text() got no columns; name at least one");
  }
  Condition node;
  begin(node, junction, ConditionKind::full_text).names = keep(arena_, columns);
  node.right = keep(arena_, Operand{std::move(words)});
  node.full_text = arena_.make(ast::FullText{.mode = mode_of(options.mode),
                                             .expanded = options.expanded,
                                             .vector = options.vector,
                                             .language = arena_.keep(options.language)});
  add(node);
}

void Conditions::raw(Junction junction, const Raw& raw) {
  Condition node;
  begin(node, junction, ConditionKind::raw).left = Expression::of_raw(keep(arena_, raw));
  add(node);
  value_count_ += static_cast<std::uint32_t>(raw.bindings().size());
}

void Conditions::group(Junction junction, ast::List<Condition> conditions) {
  if (conditions.empty()) return;
  Condition node;
  begin(node, junction, ConditionKind::group).group = conditions;
  add(node);
}

void Conditions::columns_compare(Junction junction, bool any,
                                 std::span<const std::string_view> columns, std::string_view op,
                                 const Operand& value) {
  check_named(columns);
  ast::List<Condition> inside;
  Conditions each{arena_, inside, value_count_};
  for (const std::string_view column : columns)
    each.compare({.either = any}, column, op, Operand{value});
  group(junction, inside);
}

}  // namespace zin::query
