// The inner loop of every read.
// SPDX-License-Identifier: MIT
#include "row_reader.hpp"

#include <cstring>

#include "zin/plugin/cell.hpp"
#include "zin/plugin/civil.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::mysql {
namespace {

using plugin::whole_cell;

constexpr std::size_t zero_text_size = 32;  // "0000-00-00 00:00:00.000000"

template <class Number>
Number load(
    const unsigned char* at) noexcept {  // the protocol is little endian, as the ABI's hosts
  Number number;
  std::memcpy(&number, at, sizeof(number));
  return number;
}

char* put(char* out, unsigned value, int digits) noexcept {
  for (int i = digits; i > 0; --i, value /= 10) out[i - 1] = static_cast<char>('0' + value % 10);
  return out + digits;
}

}  // namespace

void RowReader::plan(const Columns& columns, ZeroDates zero_dates) {
  columns_ = &columns;
  zero_dates_ = zero_dates;
  cells_.assign(columns.size(), plugin::null_cell());
  if (zero_dates == ZeroDates::text) zero_texts_.resize(columns.size() * zero_text_size);
}

void RowReader::on_column(void* reader, unsigned column, unsigned char** row) noexcept {
  auto& self = *static_cast<RowReader*>(reader);
  if (column >= self.cells_.size())
      [[unlikely]] {  // another result than the one that was described
    self.fault_ = Fault::malformed;
    return;
  }
  zin_cell& cell = self.cells_[column];
  if (row == nullptr) {
    cell = plugin::null_cell();
    return;
  }
  if (self.read(column, *row, cell)) [[likely]]
    return;
  self.fault_ = Fault::malformed;
  self.faulty_column_ = column;
}

void RowReader::fail_zero_date() {
  fault_ = Fault::none;
  throw plugin::bad_data("column " + std::string(columns_->name(faulty_column_)) +
                         " holds a date that is no day (0000-00-00 or the like): mend the row, or "
                         "read such dates with the option zero_dates=null or zero_dates=text");
}

bool RowReader::read(std::size_t column, unsigned char*& at, zin_cell& cell) noexcept {
  const auto number = [&]<class Number>(Number, auto make) {
    if (static_cast<std::size_t>(end_ - at) < sizeof(Number)) return false;
    cell = make(load<Number>(at));
    at += sizeof(Number);
    return true;
  };
  const auto whole = [](auto value) { return whole_cell(ZIN_T_I64, std::int64_t{value}); };
  switch (columns_->layout(column)) {
    case Layout::i8:
      return number(std::int8_t{}, whole);
    case Layout::u8:
      return number(std::uint8_t{}, whole);
    case Layout::i16:
      return number(std::int16_t{}, whole);
    case Layout::u16:
      return number(std::uint16_t{}, whole);
    case Layout::i32:
      return number(std::int32_t{}, whole);
    case Layout::u32:
      return number(std::uint32_t{}, whole);
    case Layout::i64:
      return number(std::int64_t{}, whole);
    case Layout::u64:
      return number(std::int64_t{}, [](std::int64_t v) { return whole_cell(ZIN_T_U64, v); });
    case Layout::f32:
      return number(float{},
                    [](float v) { return plugin::real_cell(ZIN_T_F32, static_cast<double>(v)); });
    case Layout::f64:
      return number(double{}, [](double v) { return plugin::real_cell(ZIN_T_F64, v); });
    case Layout::date:
    case Layout::time:
    case Layout::timestamp:
    case Layout::timestamptz:
      return read_civil(columns_->layout(column), at, cell, column);
    case Layout::bits:
    case Layout::view:
    case Layout::uuid:
      return read_view(column, at, cell);
    case Layout::null:
      break;
  }
  cell = plugin::null_cell();
  return true;
}

bool RowReader::read_view(std::size_t column, unsigned char*& at, zin_cell& cell) noexcept {
  const auto left = [&] { return static_cast<std::size_t>(end_ - at); };
  if (left() < 1) return false;
  // A length below 251 is its own byte, else the byte tells how many follow.
  std::uint64_t size = *at++;
  if (size > 250) {
    const std::size_t more = size == 252 ? 2 : size == 253 ? 3 : size == 254 ? 8 : 0;
    if (more == 0 || left() < more) return false;
    size = 0;
    std::memcpy(&size, at, more);
    at += more;
  }
  if (left() < size || size > UINT32_MAX) return false;
  const auto length = static_cast<std::uint32_t>(size);
  bytes_ += size;
  switch (columns_->layout(column)) {
    case Layout::bits: {
      if (size > 8) return false;
      std::uint64_t value = 0;
      for (std::uint32_t i = 0; i < length; ++i) value = value << 8 | at[i];
      cell = whole_cell(ZIN_T_U64, static_cast<std::int64_t>(value));
      break;
    }
    case Layout::uuid: {
      std::uint8_t uuid[plugin::uuid_bytes];
      const std::string_view text(reinterpret_cast<const char*>(at), size);
      if (plugin::parse_uuid(text, uuid)) {
        std::memcpy(at, uuid, sizeof(uuid));
        cell = plugin::view_cell(ZIN_T_UUID, at, sizeof(uuid));
      } else {
        cell = plugin::view_cell(ZIN_T_TEXT, at, length);
      }
      break;
    }
    default:
      cell = plugin::view_cell(columns_->type(column), at, length);
  }
  at += size;
  return true;
}

bool RowReader::read_civil(Layout layout, unsigned char*& at, zin_cell& cell,
                           std::size_t column) noexcept {
  if (at >= end_) return false;
  const unsigned size = *at++;
  if (static_cast<std::size_t>(end_ - at) < size) return false;
  const unsigned char* const value = at;
  at += size;
  const zin_type type = columns_->type(column);
  const auto clock = [&](const unsigned char* from, const unsigned char* fraction) {
    const std::int64_t seconds =
        std::int64_t{from[0]} * 3600 + std::int64_t{from[1]} * 60 + std::int64_t{from[2]};
    return seconds * plugin::us_per_second +
           (fraction == nullptr ? 0 : std::int64_t{load<std::uint32_t>(fraction)});
  };
  if (layout == Layout::time) {  // sign, days, clock, microseconds: 0, 8 or 12 bytes
    if (size != 0 && size != 8 && size != 12) return false;
    std::int64_t us = 0;
    if (size != 0)
      us = std::int64_t{load<std::uint32_t>(value + 1)} * plugin::us_per_day +
           clock(value + 5, size == 12 ? value + 8 : nullptr);
    cell = whole_cell(type, size != 0 && value[0] != 0 ? -us : us);
    return true;
  }
  // year, month, day, clock, microseconds: 0, 4, 7 or 11 bytes
  if (size != 0 && size != 4 && size != 7 && size != 11) return false;
  const unsigned year = size == 0 ? 0 : load<std::uint16_t>(value);
  const unsigned month = size == 0 ? 0 : value[2], day = size == 0 ? 0 : value[3];
  const std::int64_t days =
      month == 0 || day == 0 ? 0 : plugin::days_from_civil({year, month, day});
  if (month == 0 || month > 12 || day == 0 ||
      (day > 28 && plugin::civil_from_days(days).day != day)) {
    no_day(value, size, type, cell, column);
    return true;
  }
  if (layout == Layout::date) {
    cell = whole_cell(type, days);
    return true;
  }
  const std::int64_t us = size < 7 ? 0 : clock(value + 4, size == 11 ? value + 7 : nullptr);
  cell = whole_cell(type, days * plugin::us_per_day + us);
  return true;
}

void RowReader::no_day(const unsigned char* value, unsigned size, zin_type type, zin_cell& cell,
                       std::size_t column) noexcept {
  cell = plugin::null_cell();
  if (zero_dates_ == ZeroDates::null) return;
  if (zero_dates_ == ZeroDates::error) {
    if (fault_ == Fault::none) {
      fault_ = Fault::zero_date;
      faulty_column_ = column;
    }
    return;
  }
  const auto part = [&](unsigned at) { return size > at ? unsigned{value[at]} : 0u; };
  char* const text = zero_texts_.data() + column * zero_text_size;
  char* out = put(text, size == 0 ? 0 : load<std::uint16_t>(value), 4);
  for (const unsigned at : {2u, 3u}) {
    *out++ = '-';
    out = put(out, part(at), 2);
  }
  if (type != ZIN_T_DATE) {
    for (const unsigned at : {4u, 5u, 6u}) {
      *out++ = at == 4 ? ' ' : ':';
      out = put(out, part(at), 2);
    }
    if (size == 11) {
      *out++ = '.';
      out = put(out, load<std::uint32_t>(value + 7), 6);
    }
  }
  cell = plugin::view_cell(type, text, static_cast<std::uint32_t>(out - text));
  cell.enc = ZIN_ENC_WIRE_TEXT;
}

}  // namespace zin::mysql
