// Running the statements of a case.
// SPDX-License-Identifier: MIT
#include "outcome.hpp"

#include <fmt/format.h>

namespace golden {
namespace {

// As the command sqlite3 prints it.
std::string shown(const zin::Row& row, std::size_t column) {
  if (row.is_null(column)) return "NULL";
  const zin::Value value = row.value(column);
  if (value.type() == zin::Type::boolean) return value.get<bool>() ? "1" : "0";
  if (value.type() == zin::Type::int64) return fmt::format("{}", value.get<std::int64_t>());
  if (value.type() == zin::Type::uint64) return fmt::format("{}", value.get<std::uint64_t>());
  if (value.type() == zin::Type::float64) return fmt::format("{:.15g}", value.get<double>());
  return row.get<std::string>(column);
}

}  // namespace

std::vector<std::string> lines_of(const zin::Rows& rows) {
  std::vector<std::string> lines;
  for (const zin::Row& row : rows) {
    std::string line = ":";
    for (std::size_t at = 0; at < row.size(); ++at)
      line += (at == 0 ? " " : " | ") + shown(row, at);
    lines.push_back(std::move(line));
  }
  if (lines.empty()) lines.emplace_back(":");
  return lines;
}

bool counts(const std::vector<std::string>& results) noexcept {
  return !results.empty() && results.front().starts_with(":=");
}

std::vector<std::string> outcome(zin::Session& session,
                                 const std::vector<zin::Statement>& statements, bool counted) {
  for (std::size_t at = 0; at + 1 < statements.size(); ++at) {
    session.execute(statements[at].sql, statements[at].bindings);
  }
  const zin::Statement& last = statements.back();
  if (!counted) return lines_of(session.run(last));
  const auto done = session.execute(last.sql, last.bindings);
  return {fmt::format(":= {}", done.affected)};
}

}  // namespace golden
