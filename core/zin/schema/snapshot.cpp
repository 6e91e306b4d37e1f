// Finds parts of a snapshot by name.
// SPDX-License-Identifier: MIT
#include "zin/schema/snapshot.hpp"

#include <algorithm>

#include "zin/sql/lexer.hpp"

namespace zin::schema {
namespace {

bool same_name(std::string_view a, std::string_view b, Dialect dialect) noexcept {
  if (dialect == Dialect::postgres) return a == b;
  return std::ranges::equal(a, b, {}, sql::lowered, sql::lowered);
}

template <class List>
auto* named(const List& list, std::string_view name, Dialect dialect) noexcept {
  const auto found = std::ranges::find_if(
      list, [&](const auto& item) { return same_name(item.name, name, dialect); });
  return found == list.end() ? nullptr : &*found;
}

std::string with_schema(const std::string& schema, const std::string& name) {
  return schema.empty() ? name : schema + '.' + name;
}

// A name with a dot in it first; then that of another schema.
template <class List>
auto* found_in(const List& list, std::string_view name, Dialect dialect) noexcept {
  const auto in_schema = [&](std::string_view schema, std::string_view rest) {
    const auto found = std::ranges::find_if(list, [&](const auto& item) {
      return same_name(item.name, rest, dialect) && same_name(item.schema, schema, dialect);
    });
    return found == list.end() ? nullptr : &*found;
  };
  if (auto* const found = in_schema({}, name)) return found;
  if (auto* const found = named(list, name, dialect)) return found;
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return decltype(in_schema({}, name)){nullptr};
  return in_schema(name.substr(0, dot), name.substr(dot + 1));
}

}  // namespace

std::string ColumnInfo::type_name() const {
  std::string words;
  int depth = 0;
  for (const char c : type) {
    if (c == '(') ++depth;
    if (depth == 0 && !(c == ' ' && (words.empty() || words.back() == ' ')))
      words += sql::lowered(c);
    if (c == ')') --depth;
  }
  while (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

std::vector<std::string> IndexInfo::columns() const {
  std::vector<std::string> columns;
  for (const IndexPart& part : parts) {
    if (!part.column.empty()) columns.push_back(part.column);
  }
  return columns;
}

const ColumnInfo* TableInfo::column(std::string_view column) const noexcept {
  return named(columns, column, dialect);
}

const IndexInfo* TableInfo::index(std::string_view index) const noexcept {
  return named(indexes, index, dialect);
}

const ForeignKeyInfo* TableInfo::foreign_key(std::string_view key) const noexcept {
  return key.empty() ? nullptr : named(foreign_keys, key, dialect);
}

const IndexInfo* TableInfo::primary_key() const noexcept {
  const auto found = std::ranges::find(indexes, true, &IndexInfo::primary);
  return found == indexes.end() ? nullptr : &*found;
}

std::string TableInfo::qualified_name() const { return with_schema(schema, name); }
std::string ViewInfo::qualified_name() const { return with_schema(schema, name); }

const TableInfo* Snapshot::table(std::string_view name) const noexcept {
  return found_in(tables, name, dialect);
}

const ViewInfo* Snapshot::view(std::string_view name) const noexcept {
  return found_in(views, name, dialect);
}

}  // namespace zin::schema
