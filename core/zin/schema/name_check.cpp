// Names are looked at before a server cuts or refuses them.
// SPDX-License-Identifier: MIT
#include "zin/schema/name_check.hpp"

#include <algorithm>
#include <string>

#include "zin/schema/dialect_rules.hpp"

namespace zin::schema {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // UTF-8: not a byte of the rest
  }));
}

[[noreturn]] void refuse_long(std::string_view name, std::string_view what, Place place,
                              Dialect dialect, std::size_t size, const DialectRules& rules) {
  const bool is_made = what == "index" || what == "foreign key";
  refuse(Errc::invalid_argument, place,
         "the name of the " + std::string{what} + " " + shown(name) + " has " +
             std::to_string(size) + (rules.limit_is_of_bytes ? " bytes, " : " characters, ") +
             std::string{to_string(dialect)} + " takes " + std::to_string(rules.name_limit) +
             (is_made ? "; give it a shorter name of your own" : "; choose a shorter one"));
}

}  // namespace

void check_name(std::string_view name, std::string_view what, Place place, Dialect dialect) {
  const std::string subject = "the name of the " + std::string{what};
  if (name.empty()) {
    refuse(Errc::invalid_argument, place, subject + " is empty; give it one");
  }
  if (name.find('\0') != std::string_view::npos) {
    refuse(Errc::invalid_argument, place,
           subject + " " + shown(name) + " has a NUL byte in it, which no server takes; remove it");
  }
  const DialectRules rules = DialectRules::of(dialect);
  const std::size_t size = rules.limit_is_of_bytes ? name.size() : characters(name);
  if (rules.name_limit != 0 && size > rules.name_limit) {
    refuse_long(name, what, place, dialect, size, rules);
  }
  if (!speaks_mysql(dialect)) return;
  // Section 9.2 of MySQL's manual.
  if (name.back() == ' ') {
    refuse(Errc::invalid_argument, place,
           subject + " " + shown(name) + " ends with a space, which " +
               std::string{to_string(dialect)} + " does not take; remove it");
  }
  const auto is_beyond = [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; };
  if (std::any_of(name.begin(), name.end(), is_beyond)) {
    refuse(Errc::invalid_argument, place,
           subject + " " + shown(name) + " has a character beyond U+FFFF, which " +
               std::string{to_string(dialect)} + " does not take in names; choose another one");
  }
}

void check_table_name(std::string_view name, std::string_view what, Place place, Dialect dialect) {
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    check_name(name.substr(0, dot), "schema", place, dialect);
    name.remove_prefix(dot + 1);
  }
  check_name(name, what, place, dialect);
  if (dialect == Dialect::sqlite && name.starts_with("sqlite_")) {
    refuse(Errc::invalid_argument, place,
           "names that begin with sqlite_ are SQLite's own; choose another one");
  }
}

void check_word(std::string_view word, std::string_view what, Place place) {
  const bool fits = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (fits) return;
  refuse(Errc::invalid_argument, place,
         std::string{what} + " " + shown(word) +
             " is no word of letters, digits and underscores; name one that the server has");
}

}  // namespace zin::schema
