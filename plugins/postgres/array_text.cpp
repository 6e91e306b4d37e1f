// The grammars of array_out and interval_out (src/backend/utils/adt).
// SPDX-License-Identifier: MIT
#include "array_text.hpp"

#include <charconv>
#include <cstring>
#include <string>
#include <vector>

#include "decode.hpp"
#include "zin/plugin/cell.hpp"

namespace zin::postgres {
namespace {

class ArrayText {
 public:
  ArrayText(std::string_view text, const TypeInfo& element, Arena& arena)
      : rest_(text), element_(element), arena_(arena) {}

  std::optional<zin_cell> whole() {
    auto array = list(0);
    if (!array || !rest_.empty()) return std::nullopt;
    return array;
  }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Only boxes are divided by semicolons, and they are no arrays' elements here.
  std::optional<zin_cell> list(int depth) {
    if (depth == 6 || !take('{')) return std::nullopt;
    std::vector<zin_cell> cells;
    if (!take('}')) {
      do {
        const bool nested = !rest_.empty() && rest_.front() == '{';
        const auto cell = nested ? list(depth + 1) : item();
        if (!cell) return std::nullopt;
        cells.push_back(*cell);
      } while (take(','));
      if (!take('}')) return std::nullopt;
    }
    char* const kept = arena_.take(cells.size() * sizeof(zin_cell));
    if (!cells.empty()) std::memcpy(kept, cells.data(), cells.size() * sizeof(zin_cell));
    return plugin::view_cell(ZIN_T_ARRAY, kept, static_cast<std::uint32_t>(cells.size()));
  }

  std::optional<zin_cell> item() {
    std::string text;
    if (take('"')) {
      while (!rest_.empty() && rest_.front() != '"') {
        if (rest_.front() == '\\') rest_.remove_prefix(1);
        if (rest_.empty()) return std::nullopt;
        text += rest_.front();
        rest_.remove_prefix(1);
      }
      if (!take('"')) return std::nullopt;
    } else {
      while (!rest_.empty() && rest_.front() != ',' && rest_.front() != '}') {
        if (rest_.front() == '\\') rest_.remove_prefix(1);
        if (rest_.empty()) return std::nullopt;
        text += rest_.front();
        rest_.remove_prefix(1);
      }
      if (text == "NULL") return plugin::null_cell();
    }
    return decode_text(element_, {arena_.copy(text), text.size()}, arena_);
  }

  std::string_view rest_;
  const TypeInfo& element_;
  Arena& arena_;
};

bool take_number(std::string_view& text, std::int64_t& out) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, out);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

bool take_clock(std::string_view& text, std::int64_t hours, bool negative, std::int64_t& us) {
  std::int64_t minutes = 0, seconds = 0, fraction = 0;
  text.remove_prefix(1);
  if (!take_number(text, minutes) || !text.starts_with(':')) return false;
  text.remove_prefix(1);
  if (!take_number(text, seconds)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    for (std::int64_t scale = 100'000; !text.empty() && text.front() >= '0' && text.front() <= '9';
         scale /= 10) {
      fraction += scale * (text.front() - '0');
      text.remove_prefix(1);
    }
  }
  // The most negative interval has no positive twin: summed up with its sign.
  const std::int64_t sign = negative ? -1 : 1;
  std::int64_t total = 0;
  if (__builtin_mul_overflow(hours, sign * 3'600'000'000, &total) ||
      __builtin_add_overflow(total, sign * (minutes * 60'000'000 + seconds * 1'000'000 + fraction),
                             &total))
    return false;
  us = total;
  return true;
}

}  // namespace

std::optional<zin_cell> array_of(std::string_view text, const TypeInfo& element, Arena& arena) {
  return ArrayText(text, element, arena).whole();
}

std::optional<zin_interval> interval_of(std::string_view text) {
  std::int64_t months = 0, days = 0, us = 0;
  bool any = false;
  while (!text.empty()) {
    if (text.front() == ' ') {
      text.remove_prefix(1);
      continue;
    }
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    std::int64_t number = 0;
    if (!take_number(text, number)) return std::nullopt;
    any = true;
    if (text.starts_with(':')) {
      if (!take_clock(text, number, negative, us)) return std::nullopt;
      continue;
    }
    if (negative) number = -number;
    if (!text.starts_with(' ')) return std::nullopt;
    text.remove_prefix(1);
    const std::string_view unit = text.substr(0, text.find(' '));
    if (unit == "year" || unit == "years")
      months += 12 * number;
    else if (unit == "mon" || unit == "mons")
      months += number;
    else if (unit == "day" || unit == "days")
      days = number;
    else
      return std::nullopt;
    text.remove_prefix(unit.size());
  }
  if (!any) return std::nullopt;
  return zin_interval{us, static_cast<std::int32_t>(days), static_cast<std::int32_t>(months)};
}

}  // namespace zin::postgres
