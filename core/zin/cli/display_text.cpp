// Widths of characters, and escapes for what is no character.
// SPDX-License-Identifier: MIT
#include "zin/cli/display_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "zin/host/abi_text.hpp"

namespace zin::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// The blocks of Unicode that terminals show in two columns (East Asian Width W and F, emoji).
constexpr std::array<Range, 15> wide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0x33FF},
                                      {0x3400, 0x4DBF},
                                      {0x4E00, 0xA4CF},
                                      {0xA960, 0xA97F},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1F64F},
                                      {0x1F680, 0x1F6FF},
                                      {0x1F900, 0x1F9FF},
                                      {0x20000, 0x3FFFD}}};
// Combining marks and characters that are only instructions.
constexpr std::array<Range, 8> without_width{{{0x0300, 0x036F},
                                              {0x1AB0, 0x1AFF},
                                              {0x1DC0, 0x1DFF},
                                              {0x200B, 0x200F},
                                              {0x20D0, 0x20FF},
                                              {0xFE00, 0xFE0F},
                                              {0xFE20, 0xFE2F},
                                              {0xE0100, 0xE01EF}}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t c) noexcept {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// The character at `at`, which is then behind it. Of invalid text some character.
char32_t next_character(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const unsigned first = byte(at++);
  const unsigned more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  char32_t character = more == 0 ? first : first & (0x3FU >> more);
  for (unsigned left = more; left > 0 && (byte(at) & 0xC0U) == 0x80U; --left) {
    character = character << 6U | (byte(at++) & 0x3FU);
  }
  return character;
}

bool is_control(char32_t c) noexcept { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

template <class Replace>
std::string without_controls(std::string_view given, Replace replace) {
  const std::string text = host::valid_utf8(given);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(text, at);
    if (is_control(c)) {
      replace(out, c);
    } else {
      out.append(text, begin, at - begin);
    }
  }
  return out;
}

}  // namespace

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    if (c < 0x300) {
      ++width;
    } else if (!within(without_width, c)) {
      width += within(wide, c) ? 2 : 1;
    }
  }
  return width;
}

std::string one_line(std::string_view text) {
  return without_controls(text, [](std::string& out, char32_t c) {
    switch (c) {
      case U'\n':
        out += "\\n";
        break;
      case U'\r':
        out += "\\r";
        break;
      case U'\t':
        out += "\\t";
        break;
      default:
        out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    }
  });
}

std::string blanked(std::string_view text) {
  return without_controls(text, [](std::string& out, char32_t) { out += ' '; });
}

}  // namespace zin::cli
