// Uuid: its text form.
// SPDX-License-Identifier: MIT
#include "zin/base/uuid.hpp"

#include "zin/base/error.hpp"

namespace zin {
namespace {

constexpr std::size_t text_length = 36;

bool is_dash(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != text_length) return std::nullopt;
  std::array<std::uint8_t, 16> bytes{};
  std::size_t digits = 0;
  for (std::size_t at = 0; at < text_length; ++at) {
    if (is_dash(at)) {
      if (text[at] != '-') return std::nullopt;
      continue;
    }
    const int digit = digit_of(text[at]);
    if (digit < 0) return std::nullopt;
    auto& byte = bytes[digits / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | digit);
    ++digits;
  }
  return Uuid{bytes};
}

Uuid::Uuid(std::string_view text) {
  const auto parsed = parse(text);
  if (!parsed) {
    throw Error(Errc::data_error,
                "the text is not a UUID; write 36 characters as in "
                "123e4567-e89b-12d3-a456-426614174000");
  }
  *this = *parsed;
}

std::string Uuid::to_string() const {
  static constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  text.reserve(text_length);
  for (const std::uint8_t byte : bytes_) {
    if (is_dash(text.size())) text += '-';
    text += hex[byte >> 4];
    text += hex[byte & 15U];
  }
  return text;
}

}  // namespace zin
