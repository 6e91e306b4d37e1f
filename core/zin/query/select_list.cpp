// Finding a column among those that were selected.
// SPDX-License-Identifier: MIT
#include "zin/query/select_list.hpp"

#include <algorithm>
#include <cctype>

#include "zin/query/json_path.hpp"
#include "zin/query/ordered.hpp"
#include "zin/sql/writer.hpp"

namespace zin::query {

using Kind = ast::Expression::Kind;

namespace {

bool is_star(const ast::Column& column) {
  return column.expression.is(Kind::name) && column.expression.name.ends_with('*');
}

// The word behind the last ` as ` of raw text.
std::string_view name_of_text(std::string_view sql) {
  const std::size_t blank = sql.rfind(' ');
  if (blank == std::string_view::npos || blank < 3) return {};
  const std::string_view word = sql.substr(blank - 3, 3);
  const bool is_as = word[0] == ' ' && (word[1] | 32) == 'a' && (word[2] | 32) == 's';
  const std::string_view name = sql.substr(blank + 1);
  const bool is_plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  });
  return is_as && is_plain ? name : std::string_view{};
}

// Empty for what tells no name.
std::string_view name_of(const ast::Column& column) {
  if (!column.alias.empty()) return column.alias;
  if (column.expression.is(Kind::raw)) return name_of_text(column.expression.raw->sql);
  if (!column.expression.is(Kind::name)) return {};
  const sql::Aliased parts = sql::split_alias(column.expression.name);
  if (parts.has_alias) return parts.alias;
  return JsonPath::is(parts.name) ? std::string_view{} : called_in_rows(parts.name);
}

// The column itself, without the name that it is given.
std::string_view column_of(const ast::Column& column) {
  return column.expression.is(Kind::name) ? sql::split_alias(column.expression.name).name
                                          : std::string_view{};
}

}  // namespace

std::string_view called_in_rows(std::string_view column) noexcept {
  const sql::Aliased parts = sql::split_alias(column);
  if (parts.has_alias) return parts.alias;
  return column.substr(column.rfind('.') + 1);
}

std::optional<Selection> find_selected(const ast::Select& select, std::string_view column) {
  const bool qualified = column.find('.') != std::string_view::npos;
  std::optional<Selection> found;
  bool unknown = select.columns.empty(), places = true, exact = false;
  std::size_t at = 0;
  for_each(select.columns, [&](const ast::Column& each, bool) {
    const std::string_view name = name_of(each);
    const bool same = column_of(each) == column;
    // A comma may part two columns.
    const bool is_raw = each.expression.is(Kind::raw);
    if (is_raw && each.expression.raw->sql.find(',') != std::string_view::npos) places = false;
    if ((same || (!qualified && !name.empty() && name == column)) && !exact) {
      found = Selection{.name = name.empty() ? called_in_rows(column) : name,
                        .column = &each,
                        .place = std::nullopt};
      if (places) found->place = at;
      exact = same;
    }
    if (is_star(each) || (name.empty() && is_raw)) {
      unknown = true;
      places = false;
    }
    ++at;
  });
  if (!found && unknown) found = Selection{.name = called_in_rows(column)};
  return found;
}

bool selects_all(const ast::Select& select) noexcept {
  for (const ast::Column* column = select.columns.last; column != nullptr;
       column = column->before) {
    if (!is_star(*column)) return false;
  }
  return true;
}

}  // namespace zin::query
