// Two texts, as wrangler writes them.
// SPDX-License-Identifier: MIT
#include "zin/migrate/d1_bookkeeping.hpp"

#include <fmt/format.h>

namespace zin::migrate {
namespace {

std::string d1_text(std::string_view text) {
  std::string quoted{"'"};
  for (const char c : text) quoted += c == '\'' ? std::string{"''"} : std::string(1, c);
  return quoted + '\'';
}

}  // namespace

std::string d1_table_statement(std::string_view table) {
  return fmt::format(
      "CREATE TABLE IF NOT EXISTS \"{}\"(\n"
      "\t\tid         INTEGER PRIMARY KEY AUTOINCREMENT,\n"
      "\t\tname       TEXT UNIQUE,\n"
      "\t\tapplied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL\n"
      ");",
      table);
}

std::string d1_note_statement(std::string_view table, std::string_view name) {
  return fmt::format("INSERT INTO \"{}\" (name)\nvalues ({});", table, d1_text(name));
}

}  // namespace zin::migrate
