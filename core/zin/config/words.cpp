// Trimming, listing and the few spellings that settings accept.
// SPDX-License-Identifier: MIT
#include "zin/config/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace zin::config {

namespace {

constexpr std::size_t longest_shown = 100;

using Spelling = std::pair<std::string_view, std::string_view>;

constexpr std::array database_drivers{
    Spelling{"sqlite", "sqlite"},       Spelling{"sqlite3", "sqlite"},
    Spelling{"postgres", "postgres"},   Spelling{"pgsql", "postgres"},
    Spelling{"mysql", "mysql"},         Spelling{"mariadb", "mysql"},
    Spelling{"d1", "d1-http"},          Spelling{"d1-http", "d1-http"},
    Spelling{"d1-remote", "d1-remote"}, Spelling{"postgresql", "postgres"}};

constexpr std::array store_drivers{Spelling{"memory", "memory"}, Spelling{"kv", "kv-http"},
                                   Spelling{"kv-http", "kv-http"},
                                   Spelling{"kv-remote", "kv-remote"}};

// MySQL's own words are accepted too: they come in the URLs that hosting services hand out.
constexpr std::array ssl_modes{Spelling{"", "disable"},
                               Spelling{"false", "disable"},
                               Spelling{"0", "disable"},
                               Spelling{"no", "disable"},
                               Spelling{"off", "disable"},
                               Spelling{"disable", "disable"},
                               Spelling{"disabled", "disable"},
                               Spelling{"prefer", "prefer"},
                               Spelling{"preferred", "prefer"},
                               Spelling{"require", "require"},
                               Spelling{"required", "require"},
                               Spelling{"verify-ca", "verify-ca"},
                               Spelling{"verify_ca", "verify-ca"},
                               Spelling{"verify-full", "verify-full"},
                               Spelling{"verify_full", "verify-full"},
                               Spelling{"verify_identity", "verify-full"},
                               Spelling{"true", "verify-full"},
                               Spelling{"1", "verify-full"},
                               Spelling{"yes", "verify-full"},
                               Spelling{"on", "verify-full"}};

template <std::size_t N>
std::optional<std::string_view> meant(const std::array<Spelling, N>& spellings,
                                      std::string_view text) {
  const auto* const found = std::find_if(spellings.begin(), spellings.end(),
                                         [&](const Spelling& a) { return a.first == text; });
  if (found == spellings.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lowered(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::vector<std::string> listed(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool one_of(std::string_view word, std::string_view choices) {
  const auto words = listed(choices, ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string shown(std::string_view value) {
  std::string text;
  for (const char c : value.substr(0, longest_shown)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      text += fmt::format("\\x{:02x}", byte);
    } else {
      text += c;
    }
  }
  if (value.size() > longest_shown) text += "...";
  return text;
}

std::optional<bool> parse_boolean(std::string_view text) {
  const std::string word = lowered(text);
  if (one_of(word, "true 1 yes on")) return true;
  if (one_of(word, "false 0 no off")) return false;
  return std::nullopt;
}

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

bool is_driver_name(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string canonical_driver(std::string_view name_or_alias) {
  std::string lower = lowered(trimmed(name_or_alias));
  const auto known = meant(database_drivers, lower);
  return known ? std::string{*known} : lower;
}

bool is_known_driver(std::string_view name_or_alias) {
  return meant(database_drivers, lowered(trimmed(name_or_alias))).has_value();
}

std::string canonical_store_driver(std::string_view name_or_alias) {
  std::string lower = lowered(trimmed(name_or_alias));
  const auto known = meant(store_drivers, lower);
  return known ? std::string{*known} : lower;
}

bool is_known_store_driver(std::string_view name_or_alias) {
  return meant(store_drivers, lowered(trimmed(name_or_alias))).has_value();
}

std::optional<std::string_view> ssl_mode(std::string_view text) {
  return meant(ssl_modes, lowered(trimmed(text)));
}

}  // namespace zin::config
