// Checking names, and the time in front of them.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_name.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"

namespace zin::migrate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace

void check_name(std::string_view name, std::string_view origin) {
  const bool plain =
      !name.empty() && name.size() <= longest_name && is_word(name.front()) &&
      std::ranges::all_of(name, [](char c) { return is_word(c) || c == '-' || c == '.'; });
  if (plain) return;
  throw Error(
      Errc::invalid_argument,
      fmt::format("the name of the migration in {} is not accepted: use at most {} letters, "
                  "digits, `_`, `-` and `.`, such as "
                  "2026_01_01_000000_create_users_table",
                  origin, longest_name));
}

std::string_view logical_name(std::string_view name) noexcept {
  std::size_t at = 0;
  std::size_t digits = 0;
  while (at < name.size() && (is_digit(name[at]) || name[at] == '_')) {
    digits += is_digit(name[at]) ? 1 : 0;
    ++at;
  }
  // A date at least, and something behind it.
  return digits >= 8 && at < name.size() ? name.substr(at) : name;
}

}  // namespace zin::migrate
