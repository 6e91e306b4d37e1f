// The texts follow src/backend/utils/adt/datetime.c and arrayfuncs.c.
// SPDX-License-Identifier: MIT
#include "cell_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "zin/plugin/civil.hpp"
#include "zin/plugin/decimal_text.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::postgres {
namespace {

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 32> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
  out.append(text.data(), end);
}

template <class Real>
void append_real(std::string& out, Real number) {
  if (std::isnan(number))
    out += "NaN";
  else if (std::isinf(number))
    out += number < 0 ? "-Infinity" : "Infinity";
  else
    append_number(out, number);
}

void append_padded(std::string& out, std::uint64_t value, std::size_t width) {
  std::array<char, 20> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  const auto size = static_cast<std::size_t>(end - text.data());
  if (size < width) out.append(width - size, '0');
  out.append(text.data(), size);
}

void append_date(std::string& out, std::int64_t days) {
  const plugin::CivilDate date = plugin::civil_from_days(days);
  // There is no year 0: 1 BC comes before 1 AD.
  const std::int64_t year = date.year > 0 ? date.year : 1 - date.year;
  append_padded(out, static_cast<std::uint64_t>(year), 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
}

bool before_christ(std::int64_t days) noexcept { return plugin::civil_from_days(days).year <= 0; }

void append_clock(std::string& out, std::uint64_t us) {
  append_padded(out, us / 3'600'000'000u, 2);
  out += ':';
  append_padded(out, us / 60'000'000u % 60, 2);
  out += ':';
  append_padded(out, us / 1'000'000u % 60, 2);
  if (us % 1'000'000u == 0) return;
  out += '.';
  append_padded(out, us % 1'000'000u, 6);
}

void append_timestamp(std::string& out, std::int64_t days, std::int64_t us, bool utc) {
  append_date(out, days);
  out += ' ';
  append_clock(out, static_cast<std::uint64_t>(us));
  if (utc) out += "+00";
  if (before_christ(days)) out += " BC";
}

void append_bytes(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\x";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

void append_interval(std::string& out, const zin_cell& cell) {
  if (cell.len != sizeof(zin_interval)) throw_bad_value("an interval has 16 bytes");
  zin_interval interval;
  std::memcpy(&interval, cell.v.ptr, sizeof interval);
  append_number(out, interval.months);
  out += " mons ";
  append_number(out, interval.days);
  out += " days ";
  if (interval.us < 0) out += '-';
  const auto us = static_cast<std::uint64_t>(interval.us);
  append_clock(out, interval.us < 0 ? 0 - us : us);
}

void append(std::string& out, const zin_cell& cell);

void append_array(std::string& out, const zin_cell& cell) {
  const auto* const items = static_cast<const zin_cell*>(cell.v.ptr);
  out += '{';
  for (std::uint32_t i = 0; i < cell.len; ++i) {
    if (i != 0) out += ',';
    if (items[i].type == ZIN_T_NULL) {
      out += "NULL";
    } else if (items[i].type == ZIN_T_ARRAY) {
      append(out, items[i]);
    } else {
      std::string item;
      append(item, items[i]);
      out += '"';
      for (const char c : item) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
      }
      out += '"';
    }
  }
  out += '}';
}

[[noreturn]] void throw_unsupported_type() {
  throw plugin::unsupported("PostgreSQL has no such type of parameter: pass text");
}

void append_view(std::string& out, const zin_cell& cell) {
  const std::string_view bytes = plugin::view(cell);
  switch (cell.type) {
    case ZIN_T_DECIMAL:
      if (!plugin::is_decimal(bytes)) throw_bad_value("the text is no decimal number");
      out += bytes;
      return;
    case ZIN_T_TEXT:
    case ZIN_T_JSON:
    case ZIN_T_NATIVE:
      out += bytes;
      return;
    case ZIN_T_BYTES:
      return append_bytes(out, bytes);
    case ZIN_T_UUID: {
      if (bytes.size() != plugin::uuid_bytes) throw_bad_value("a uuid has 16 bytes");
      std::array<char, plugin::uuid_chars> text;
      plugin::write_uuid(reinterpret_cast<const std::uint8_t*>(bytes.data()), text.data());
      out.append(text.data(), text.size());
      return;
    }
    case ZIN_T_INTERVAL:
      return append_interval(out, cell);
    case ZIN_T_ARRAY:
      return append_array(out, cell);
    default:
      throw_unsupported_type();
  }
}

void append_inline(std::string& out, const zin_cell& cell) {
  switch (cell.type) {
    case ZIN_T_BOOL:
      out += cell.v.i != 0 ? "true" : "false";
      return;
    case ZIN_T_I64:
      return append_number(out, cell.v.i);
    case ZIN_T_U64:
      return append_number(out, cell.v.u);
    case ZIN_T_F32:
      return append_real(out, static_cast<float>(cell.v.f));
    case ZIN_T_F64:
      return append_real(out, cell.v.f);
    case ZIN_T_DATE:
      append_date(out, cell.v.i);
      if (before_christ(cell.v.i)) out += " BC";
      return;
    case ZIN_T_TIME:
      if (cell.v.i < 0 || cell.v.i > plugin::us_per_day)
        throw_bad_value("the time is outside of 00:00:00 to 24:00:00");
      return append_clock(out, static_cast<std::uint64_t>(cell.v.i));
    case ZIN_T_TIMESTAMP:
    case ZIN_T_TIMESTAMPTZ: {
      const std::int64_t us = cell.v.i % plugin::us_per_day;
      const std::int64_t days = cell.v.i / plugin::us_per_day - (us < 0 ? 1 : 0);
      return append_timestamp(out, days, us < 0 ? us + plugin::us_per_day : us,
                              cell.type == ZIN_T_TIMESTAMPTZ);
    }
    default:
      throw_unsupported_type();
  }
}

void append(std::string& out, const zin_cell& cell) {
  if (cell.type == ZIN_T_DEFAULT || (cell.type > ZIN_T_ARRAY && cell.type != ZIN_T_NATIVE))
    throw_unsupported_type();
  switch (cell.enc) {
    case ZIN_ENC_INLINE:
      return append_inline(out, cell);
    case ZIN_ENC_VIEW:
      return append_view(out, cell);
    case ZIN_ENC_WIRE_TEXT:
      out += plugin::view(cell);
      return;
    default:
      throw plugin::unsupported("the parameter has an encoding that this driver does not know");
  }
}

}  // namespace

void throw_bad_value(std::string_view why) {
  plugin::Failure failure = plugin::bad_data(std::string(why));
  failure.sqlstate = "22003";
  throw failure;
}

std::string_view text_of(const zin_cell& cell, Arena& arena) {
  std::string out;
  append(out, cell);
  return {arena.copy(out), out.size()};
}

std::string_view date_text(std::int64_t days, Arena& arena) {
  std::string out;
  append_date(out, days);
  if (before_christ(days)) out += " BC";
  return {arena.copy(out), out.size()};
}

std::string_view timestamp_text(std::int64_t days, std::int64_t us, bool utc, Arena& arena) {
  std::string out;
  append_timestamp(out, days, us, utc);
  return {arena.copy(out), out.size()};
}

}  // namespace zin::postgres
