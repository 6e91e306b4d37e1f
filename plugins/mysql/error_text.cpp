// Reads the messages of MySQL and MariaDB (errmsg-utf8.txt of either).
// SPDX-License-Identifier: MIT
#include "error_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace zin::mysql {
namespace {

/// What stands between the last `before` and the next `after`; empty when it is not so. The last
/// one: a quoted value before it may hold the same words.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t at = text.rfind(before);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + before.size());
  const std::size_t end = after.empty() ? rest.size() : rest.find(after);
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

/// The last part of `a`.`b`.`c`, of a.b.c, or of a name alone, without quotes.
std::string_view last_name(std::string_view names) {
  if (names.ends_with('`')) {
    names.remove_suffix(1);
    const std::size_t open = names.rfind('`');
    return open == std::string_view::npos ? names : names.substr(open + 1);
  }
  const std::size_t dot = names.rfind('.');
  return dot == std::string_view::npos ? names : names.substr(dot + 1);
}

// "Duplicate entry 'x' for key 'users.email'" of MySQL 8; MariaDB leaves the table out.
ErrorDetails duplicate_key(std::string_view message) {
  ErrorDetails details;
  const std::string_view key = between(message, " for key '", "'");
  const std::size_t dot = key.find('.');
  if (dot != std::string_view::npos) details.table = key.substr(0, dot);
  details.constraint = dot == std::string_view::npos ? key : key.substr(dot + 1);
  return details;
}

// "... fails (`db`.`child`, CONSTRAINT `fk` FOREIGN KEY (`parent_id`) REFERENCES `parent` (`id`))"
ErrorDetails foreign_key(std::string_view message) {
  ErrorDetails details;
  const std::size_t open = message.find(" fails (");
  if (open == std::string_view::npos) return details;
  const std::string_view rest = message.substr(open + 8);
  details.table = last_name(rest.substr(0, std::min(rest.find(','), rest.size())));
  details.constraint = between(rest, "CONSTRAINT `", "`");
  details.column = between(rest, "FOREIGN KEY (`", "`)");
  return details;
}

// "CONSTRAINT `name` failed for `db`.`table`", "CONSTRAINT `table.column` failed for ..." where the
// column itself declares it, and MySQL's "Check constraint 'name' is violated."
ErrorDetails check(unsigned number, std::string_view message) {
  ErrorDetails details;
  if (number == 3819) {
    details.constraint = between(message, "Check constraint '", "' is violated");
    return details;
  }
  details.constraint = between(message, "CONSTRAINT `", "` failed for ");
  details.table = last_name(between(message, "` failed for ", ""));
  const std::size_t dot = details.constraint.find('.');
  if (dot != std::string::npos) details.column = details.constraint.substr(dot + 1);
  return details;
}

// "Incorrect integer value: 'x' for column `db`.`t`.`c` at row 1", "Data too long for column 'c'
// at row 1": quotes of either kind.
ErrorDetails value_of_column(std::string_view message) {
  ErrorDetails details;
  const std::string_view column = between(message, "for column ", " at row ");
  if (column.size() < 2) return details;
  if (column.front() == '\'') {
    details.column = column.substr(1, column.size() - 2);
    return details;
  }
  details.column = last_name(column);
  if (column.size() > details.column.size() + 3)
    details.table = last_name(column.substr(0, column.size() - details.column.size() - 3));
  return details;
}

}  // namespace

ErrorDetails error_details(unsigned number, std::string_view message) {
  ErrorDetails details;
  switch (number) {
    case 1062:
    case 1169:
    case 1557:
    case 1586:
      return duplicate_key(message);
    case 1216:
    case 1217:
    case 1451:
    case 1452:
      return foreign_key(message);
    case 3819:
    case 4025:
      return check(number, message);
    case 1048:
      details.column = between(message, "Column '", "' cannot be null");
      break;
    case 1364:
      details.column = between(message, "Field '", "' doesn't have a default value");
      break;
    case 1054:
      details.column = last_name(between(message, "Unknown column '", "'"));
      break;
    case 1050:
      details.table = last_name(between(message, "Table '", "'"));
      break;
    case 1051:
    case 1109:
      details.table = last_name(between(message, "nknown table '", "'"));
      break;
    case 1146:
      details.table = last_name(between(message, "Table '", "' doesn't exist"));
      break;
    case 1264:
    case 1265:
    case 1292:
    case 1366:
    case 1406:
      return value_of_column(message);
    default:
      break;
  }
  return details;
}

std::int64_t error_position(std::string_view message, std::string_view sql) {
  constexpr std::string_view line_words = "' at line ";
  const std::size_t end = message.rfind(line_words);
  const std::size_t open = message.find(" near '");
  if (end == std::string_view::npos || open == std::string_view::npos || open + 7 > end) return -1;
  const std::string_view near = message.substr(open + 7, end - open - 7);
  std::size_t line = 0;
  const std::string_view digits = message.substr(end + line_words.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), line);
  if (near.empty()) return static_cast<std::int64_t>(sql.size());
  // What is quoted is the rest of the text, cut at 80 characters.
  if (near.size() < 80 && sql.ends_with(near))
    return static_cast<std::int64_t>(sql.size() - near.size());
  std::int64_t found = -1;
  for (std::size_t at = sql.find(near); at != std::string_view::npos; at = sql.find(near, at + 1)) {
    const auto before = sql.substr(0, at);
    if (static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1 != line) continue;
    if (found >= 0) return -1;
    found = static_cast<std::int64_t>(at);
  }
  return found;
}

}  // namespace zin::mysql
