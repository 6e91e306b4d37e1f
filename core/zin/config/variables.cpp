// Puts the table together and makes the names of variables.
// SPDX-License-Identifier: MIT
#include "zin/config/variables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/config/variable_rows.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

std::string_view unit_phrase(Type type) {
  switch (type) {
    case Type::milliseconds:
      return "a whole number of milliseconds";
    case Type::seconds:
      return "a whole number of seconds";
    case Type::bytes:
      return "a whole number of bytes";
    default:
      return "a whole number";
  }
}

}  // namespace

std::span<const Variable> variables() noexcept {
  static const std::vector<Variable> rows = [] {
    std::vector<Variable> all;
    for (const auto part : {process_rows(), connection_rows(), cache_rows(), plugin_rows()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return rows;
}

const Variable& variable(Scope scope, std::string_view name) {
  const auto rows = variables();
  return *std::find_if(rows.begin(), rows.end(),
                       [&](const Variable& row) { return row.scope == scope && row.name == name; });
}

const Variable* plugin_variable(std::string_view name) noexcept {
  const auto rows = plugin_rows();
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const Variable& candidate) { return candidate.name == name; });
  return row == rows.end() ? nullptr : &*row;
}

std::string variable_part(std::string_view name) {
  std::string part{name};
  for (char& c : part) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '-' || c == '.') c = '_';
  }
  return part;
}

std::string variable_name(const Variable& row, std::string_view owner) {
  if (row.scope != Scope::connection && row.scope != Scope::store) return std::string{row.name};
  const std::string_view start = row.scope == Scope::connection ? "DB" : "CACHE";
  if (owner == "default") {
    return row.default_name.empty() ? fmt::format("{}_{}", start, row.name)
                                    : std::string{row.default_name};
  }
  return fmt::format("{}_{}_{}", start, variable_part(owner), row.name);
}

std::string accepted(const Variable& row) {
  switch (row.type) {
    case Type::boolean:
      return "true or false";
    case Type::count:
    case Type::port:
    case Type::milliseconds:
    case Type::seconds:
    case Type::bytes:
      return fmt::format("{} from {} to {}", unit_phrase(row.type), row.min, row.max);
    case Type::choice:
      return fmt::format("{}{}", row.choices.find(' ') == std::string_view::npos ? "" : "one of ",
                         joined(listed(row.choices, ' ')));
    case Type::hosts:
      return row.name == "READ_HOSTS" ? "host[:port][=weight], separated by commas"
                                      : "host[:port], separated by commas";
    case Type::names:
      return "names, separated by commas";
    case Type::options:
      return "key=value pairs, separated by &";
    case Type::folders:
      return "absolute folders, separated by :";
    case Type::url:
      return "a URL";
    case Type::path:
      return "a path";
    case Type::text:
      break;
  }
  if (row.name == "SSL") {
    return fmt::format("true, false or one of {}", joined(listed(row.choices, ' ')));
  }
  return "text";
}

}  // namespace zin::config
