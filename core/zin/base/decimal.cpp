// Decimal: parsing, comparison and conversion of decimal digits.
// SPDX-License-Identifier: MIT
#include "zin/base/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "zin/base/error.hpp"

namespace zin {
namespace {

constexpr std::int64_t most_digits = 100'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

// Sign, whole and fractional digits of a canonical text; views of it.
struct Parts {
  bool negative;
  std::string_view whole, fraction;
};

Parts parts_of(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return {negative, text, {}};
  return {negative, text.substr(0, dot), text.substr(dot + 1)};
}

std::string_view trim_zeros(std::string_view fraction) {
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  return fraction;
}

bool is_zero(const Parts& parts) {
  return parts.whole == "0" && trim_zeros(parts.fraction).empty();
}

std::strong_ordering magnitude_order(const Parts& a, const Parts& b) {
  if (a.whole.size() != b.whole.size()) return a.whole.size() <=> b.whole.size();
  if (const int whole = a.whole.compare(b.whole); whole != 0) return whole <=> 0;
  return trim_zeros(a.fraction).compare(trim_zeros(b.fraction)) <=> 0;
}

template <class T>
std::optional<T> to_integer(std::string_view text) {
  const Parts parts = parts_of(text);
  if (!trim_zeros(parts.fraction).empty()) return std::nullopt;
  const auto end = parts.whole.data() + parts.whole.size();
  const char* const begin = parts.negative && !is_zero(parts) ? text.data() : parts.whole.data();
  T number{};
  const auto [stop, failure] = std::from_chars(begin, end, number);
  if (failure != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  std::size_t at = 0;
  bool negative = false;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
  const std::size_t whole_count = digits_at(text, at);
  std::string_view whole = text.substr(at, whole_count);
  at += whole_count;
  std::string_view fraction;
  if (at < text.size() && text[at] == '.') {
    const std::size_t count = digits_at(text, ++at);
    fraction = text.substr(at, count);
    at += count;
  }
  if (whole.empty() && fraction.empty()) return std::nullopt;
  std::int64_t exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && text[at] == '+') ++at;
    // from_chars takes a minus of its own.
    if (at > 0 && text[at - 1] == '+' && at < text.size() && text[at] == '-') return std::nullopt;
    const auto end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data() + at, end, exponent);
    if (failure != std::errc{} || stop == text.data() + at) return std::nullopt;
    if (exponent > most_digits || exponent < -most_digits) return std::nullopt;
    const auto written = static_cast<std::int64_t>(whole.size() + fraction.size());
    const auto before = static_cast<std::int64_t>(whole.size()) + exponent;
    const auto behind = static_cast<std::int64_t>(fraction.size()) - exponent;
    const auto grown = std::max<std::int64_t>(before, 1) + std::max<std::int64_t>(behind, 0);
    if (grown > most_digits && grown > written) return std::nullopt;
    at = static_cast<std::size_t>(stop - text.data());
  }
  if (at != text.size()) return std::nullopt;

  std::string digits{whole};
  digits += fraction;
  std::int64_t point = static_cast<std::int64_t>(whole.size()) + exponent;
  if (point <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - point), '0');
    point = 1;
  } else if (point > static_cast<std::int64_t>(digits.size())) {
    digits.append(static_cast<std::size_t>(point) - digits.size(), '0');
  }
  const auto split = static_cast<std::size_t>(point);
  const std::size_t first = std::min(digits.find_first_not_of('0'), split - 1);
  Decimal result;
  result.text_ = negative ? "-" : "";
  result.text_.append(digits, first, split - first);
  if (split < digits.size()) result.text_.append(1, '.').append(digits, split);
  if (negative && is_zero(parts_of(result.text_))) result.text_.erase(0, 1);
  return result;
}

Decimal::Decimal(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) {
    throw Error(Errc::data_error,
                "the text is not a decimal number; write [-]digits[.digits] with an optional "
                "exponent");
  }
  text_ = std::move(parsed->text_);
}

double Decimal::to_double() const noexcept {
  double number = 0;
  const auto end = text_.data() + text_.size();
  const auto [stop, failure] = std::from_chars(text_.data(), end, number);
  if (failure != std::errc{}) {
    const auto parts = parts_of(text_);
    if (parts.whole == "0") return parts.negative ? -0.0 : 0.0;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return parts.negative ? -infinity : infinity;
  }
  return number;
}

bool Decimal::is_whole() const noexcept { return trim_zeros(parts_of(text_).fraction).empty(); }

std::optional<std::int64_t> Decimal::to_int64() const noexcept {
  return to_integer<std::int64_t>(text_);
}

std::optional<std::uint64_t> Decimal::to_uint64() const noexcept {
  const Parts parts = parts_of(text_);
  if (parts.negative && !is_zero(parts)) return std::nullopt;
  return to_integer<std::uint64_t>(text_);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
  const Parts left = parts_of(a.text_), right = parts_of(b.text_);
  if (left.negative != right.negative) {
    return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return left.negative ? magnitude_order(right, left) : magnitude_order(left, right);
}

}  // namespace zin
