// The words for what becomes of rows that refer to others.
// SPDX-License-Identifier: MIT
#include "zin/schema/foreign_key_definition.hpp"

#include <array>
#include <cstddef>

#include "zin/base/error.hpp"

namespace zin::schema {
namespace {

constexpr std::array<std::string_view, 5> action_words{"cascade", "restrict", "set null",
                                                       "set default", "no action"};

}  // namespace

std::string_view to_string(ForeignKeyAction action) noexcept {
  return action_words[static_cast<std::size_t>(action)];
}

ForeignKeyAction foreign_key_action(std::string_view words) {
  std::string lower{words};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (std::size_t at = 0; at < action_words.size(); ++at) {
    if (lower == action_words[at]) return static_cast<ForeignKeyAction>(at);
  }
  throw Error(Errc::invalid_argument, "\"" + std::string{words} +
                                          "\" is no action of a foreign key; say cascade, "
                                          "restrict, set null, set default or no action");
}

}  // namespace zin::schema
