// Reading paths, and writing them for the functions of SQL.
// SPDX-License-Identifier: MIT
#include "zin/query/json_path.hpp"

#include <charconv>

#include "zin/base/error.hpp"

namespace zin::query {
namespace {

std::optional<std::int64_t> index_of(std::string_view text) {
  std::int64_t index = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, index);
  if (failure != std::errc{} || stop != end) return std::nullopt;
  return index;
}

void add_step(std::vector<JsonStep>& steps, std::string_view text, std::string_view name) {
  if (text.empty()) {
    throw Error(Errc::invalid_argument, "the JSON path `" + std::string{name} +
                                            "` has an empty step; write column->key or column->0");
  }
  // Indices may stand in brackets behind a key, too.
  const std::size_t bracket = text.back() == ']' ? text.find('[') : std::string_view::npos;
  if (const std::string_view key = text.substr(0, bracket); !key.empty()) {
    steps.push_back({.key = key, .index = index_of(key)});
  }
  if (bracket == std::string_view::npos) return;
  for (std::string_view rest = text.substr(bracket); !rest.empty();) {
    const std::size_t close = rest.find(']');
    const auto index = rest.front() == '[' && close != std::string_view::npos
                           ? index_of(rest.substr(1, close - 1))
                           : std::nullopt;
    if (!index) {
      throw Error(Errc::invalid_argument, "the JSON path `" + std::string{name} +
                                              "` has brackets that hold no index; write [0]");
    }
    steps.push_back({.key = rest.substr(1, close - 1), .index = index});
    rest.remove_prefix(close + 1);
  }
}

void append_index(std::string& out, std::int64_t index, Dialect dialect) {
  const bool from_end = index < 0;
  out += '[';
  if (!from_end) {
    out += std::to_string(index);
  } else if (dialect == Dialect::sqlite) {
    out += "#" + std::to_string(index);
  } else {
    out += "last";
    if (index < -1) out += std::to_string(index + 1);
  }
  out += ']';
}

}  // namespace

JsonPath JsonPath::parse(std::string_view name) {
  const std::size_t arrow = name.find("->");
  JsonPath path{.column = name.substr(0, arrow), .steps = {}};
  if (path.column.empty()) {
    throw Error(Errc::invalid_argument,
                "the JSON path `" + std::string{name} + "` names no column; write column->key");
  }
  if (arrow == std::string_view::npos) return path;
  std::string_view rest = name.substr(arrow + 2);
  for (;;) {
    const std::size_t next = rest.find("->");
    add_step(path.steps, rest.substr(0, next), name);
    if (next == std::string_view::npos) return path;
    rest.remove_prefix(next + 2);
  }
}

std::string JsonPath::text(Dialect dialect) const {
  std::string out{"$"};
  for (const JsonStep& step : steps) {
    if (step.index) {
      append_index(out, *step.index, dialect);
      continue;
    }
    out += ".\"";
    for (const char c : step.key) {
      if (c == '"' && dialect == Dialect::sqlite) {
        throw Error(Errc::unsupported,
                    "SQLite takes no JSON path whose key has a double quote in it; use raw()");
      }
      if (c == '"' || (c == '\\' && dialect != Dialect::sqlite)) out += '\\';
      out += c;
    }
    out += '"';
  }
  return out;
}

}  // namespace zin::query
