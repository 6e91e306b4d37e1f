// The forms are those of the send functions in src/backend/utils/adt.
// SPDX-License-Identifier: MIT
#include "decode.hpp"

#include <array>
#include <cstring>
#include <limits>
#include <string>

#include "array_text.hpp"
#include "cell_text.hpp"
#include "epoch.hpp"
#include "numeric.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::postgres {
namespace {

[[noreturn]] void throw_malformed(const TypeInfo& type) {
  throw plugin::Failure(ZIN_E_ERROR, ZIN_CAT_INTERNAL,
                        "the server sent a malformed value of type " + std::string(type.name));
}

zin_cell text_cell(zin_type type, std::string_view text, std::uint8_t enc) {
  zin_cell cell = plugin::view_cell(type, text.data(), static_cast<std::uint32_t>(text.size()),
                                    ZIN_CELL_NUL_TERMINATED);
  cell.enc = enc;
  return cell;
}

/// What has no canonical form keeps its type as the server's text.
zin_cell wire_text(zin_type type, std::string_view text) {
  return text_cell(type, text, ZIN_ENC_WIRE_TEXT);
}

std::string_view infinity(bool minus) noexcept { return minus ? "-infinity" : "infinity"; }

zin_cell timestamp(zin_type type, std::int64_t us, Arena& arena) {
  if (us == timestamp_infinity || us == timestamp_minus_infinity)
    return wire_text(type, infinity(us < 0));
  std::int64_t since_1970 = 0;
  if (!__builtin_add_overflow(us, epoch_us, &since_1970))
    return plugin::whole_cell(type, since_1970);
  return wire_text(type, timestamp_text(us / plugin::us_per_day + epoch_days,
                                        us % plugin::us_per_day, type == ZIN_T_TIMESTAMPTZ, arena));
}

zin_cell interval(std::string_view wire, Arena& arena) {
  zin_interval value{};
  value.us = from_wire<std::int64_t>(wire.data());
  value.days = from_wire<std::int32_t>(wire.data() + 8);
  value.months = from_wire<std::int32_t>(wire.data() + 12);
  // The infinities of PostgreSQL 17.
  constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();
  constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
  if (value.months == most && value.days == most && value.us == timestamp_infinity)
    return wire_text(ZIN_T_INTERVAL, infinity(false));
  if (value.months == least && value.days == least && value.us == timestamp_minus_infinity)
    return wire_text(ZIN_T_INTERVAL, infinity(true));
  char* const out = arena.take(sizeof value);
  std::memcpy(out, &value, sizeof value);
  return plugin::view_cell(ZIN_T_INTERVAL, out, sizeof value);
}

/// Reads array_send's form: dimensions, flags, the elements' type, sizes and lower bounds,
/// elements.
class ArrayReader {
 public:
  ArrayReader(const TypeInfo& type, std::string_view wire, Arena& arena)
      : type_(type), rest_(wire), arena_(arena) {}

  zin_cell read() {
    dimensions_ = static_cast<std::size_t>(take<std::int32_t>());
    take<std::int32_t>();
    take<std::uint32_t>();
    if (dimensions_ > sizes_.size()) throw_malformed(type_);
    bool usual = true;
    std::uint64_t elements = dimensions_ == 0 ? 0 : 1;
    for (std::size_t i = 0; i < dimensions_; ++i) {
      sizes_[i] = take<std::uint32_t>();
      lower_[i] = take<std::int32_t>();
      usual = usual && lower_[i] == 1;
      elements *= sizes_[i];
      // Each has a length of 4 bytes at least.
      if (elements > rest_.size() / 4) throw_malformed(type_);
    }
    const zin_cell array = dimensions_ == 0 ? items(nullptr, 0) : level(0);
    return usual ? array : with_bounds(array);
  }

 private:
  template <class T>
  T take() {
    if (rest_.size() < sizeof(T)) throw_malformed(type_);
    const T value = from_wire<T>(rest_.data());
    rest_.remove_prefix(sizeof(T));
    return value;
  }

  zin_cell items(zin_cell* cells, std::uint32_t size) {
    return plugin::view_cell(ZIN_T_ARRAY, cells, size);
  }

  zin_cell level(std::size_t depth) {
    const std::uint32_t size = sizes_[depth];
    auto* const cells = reinterpret_cast<zin_cell*>(arena_.take(sizeof(zin_cell) * size));
    for (std::uint32_t i = 0; i < size; ++i)
      cells[i] = depth + 1 < dimensions_ ? level(depth + 1) : element();
    return items(cells, size);
  }

  zin_cell element() {
    const auto size = take<std::int32_t>();
    if (size < 0) return plugin::null_cell();
    if (rest_.size() < static_cast<std::size_t>(size)) throw_malformed(type_);
    const std::string_view wire = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(wire.size());
    zin_cell cell = decode(*type_.element, wire, arena_);
    cell.flags = static_cast<std::uint16_t>(cell.flags & ~ZIN_CELL_NUL_TERMINATED);
    return cell;
  }

  zin_cell with_bounds(const zin_cell& array) {
    std::string text;
    for (std::size_t i = 0; i < dimensions_; ++i) {
      const std::int64_t first = lower_[i];
      text += '[' + std::to_string(first) + ':' + std::to_string(first + sizes_[i] - 1) + ']';
    }
    text += '=';
    text += text_of(array, arena_);
    return wire_text(ZIN_T_ARRAY, {arena_.copy(text), text.size()});
  }

  const TypeInfo& type_;
  std::string_view rest_;
  Arena& arena_;
  std::size_t dimensions_ = 0;
  std::array<std::uint32_t, 6> sizes_{};
  std::array<std::int32_t, 6> lower_{};
};

/// bytea_output=escape: two backslashes are one, \ooo is a byte in octal digits, everything else
/// itself.
zin_cell unescaped(std::string_view wire, Arena& arena) {
  char* const out = arena.take(wire.size());
  std::uint32_t size = 0;
  const auto digit = [&](std::size_t at) {
    return at < wire.size() && wire[at] >= '0' && wire[at] <= '7' ? wire[at] - '0' : -1;
  };
  for (std::size_t at = 0; at < wire.size(); ++at) {
    char byte = wire[at];
    if (byte == '\\') {
      const int high = digit(at + 1), middle = digit(at + 2), low = digit(at + 3);
      if (high >= 0 && middle >= 0 && low >= 0) {
        byte = static_cast<char>(high << 6 | middle << 3 | low);
        at += 3;
      } else {
        ++at;
      }
    }
    out[size++] = byte;
  }
  return plugin::view_cell(ZIN_T_BYTES, out, size);
}

bool has_size(Form form, std::size_t size) noexcept {
  switch (form) {
    case Form::int2:
      return size == 2;
    case Form::oid:
    case Form::float4:
    case Form::date:
      return size == 4;
    case Form::time:
    case Form::timestamp:
    case Form::timestamptz:
      return size == 8;
    case Form::uuid:
    case Form::interval:
      return size == 16;
    case Form::jsonb:
      return size >= 1;
    case Form::numeric:
    case Form::array:
      return true;
    default:
      return false;  // decode() has read it, or its size was wrong
  }
}

}  // namespace

zin_cell decode_other(const TypeInfo& type, std::string_view wire, Arena& arena) {
  if (!has_size(type.form, wire.size())) throw_malformed(type);
  const char* const bytes = wire.data();
  switch (type.form) {
    case Form::int2:
      return plugin::whole_cell(ZIN_T_I64, from_wire<std::int16_t>(bytes));
    case Form::oid:
      return plugin::whole_cell(ZIN_T_I64, from_wire<std::uint32_t>(bytes));
    case Form::float4: {
      const auto value = std::bit_cast<float>(from_wire<std::int32_t>(bytes));
      return plugin::real_cell(ZIN_T_F32, static_cast<double>(value));
    }
    case Form::numeric: {
      const NumericText number = numeric_text(wire, arena);
      return text_cell(ZIN_T_DECIMAL, number.text,
                       number.number ? ZIN_ENC_VIEW : ZIN_ENC_WIRE_TEXT);
    }
    case Form::jsonb:
      return plugin::view_cell(ZIN_T_JSON, bytes + 1, static_cast<std::uint32_t>(wire.size() - 1),
                               ZIN_CELL_NUL_TERMINATED);
    case Form::uuid:
      return plugin::view_cell(ZIN_T_UUID, bytes, 16);
    case Form::date: {
      const auto days = from_wire<std::int32_t>(bytes);
      if (days == date_infinity || days == date_minus_infinity)
        return wire_text(ZIN_T_DATE, infinity(days < 0));
      return plugin::whole_cell(ZIN_T_DATE, days + epoch_days);
    }
    case Form::time:
      return plugin::whole_cell(ZIN_T_TIME, from_wire<std::int64_t>(bytes));
    case Form::timestamp:
    case Form::timestamptz:
      return timestamp(type.type, from_wire<std::int64_t>(bytes), arena);
    case Form::interval:
      return interval(wire, arena);
    default:
      return ArrayReader(type, wire, arena).read();
  }
}

zin_cell decode_text(const TypeInfo& type, std::string_view wire, Arena& arena) {
  if (type.type == ZIN_T_TEXT) return text_cell(ZIN_T_TEXT, wire, ZIN_ENC_VIEW);
  if (type.form == Form::interval) {
    if (const auto value = interval_of(wire)) {
      char* const out = arena.take(sizeof *value);
      std::memcpy(out, &*value, sizeof *value);
      return plugin::view_cell(ZIN_T_INTERVAL, out, sizeof *value);
    }
  }
  // The hexadecimal form begins with \x, as none of the other does.
  if (type.form == Form::bytes && !wire.starts_with("\\x")) return unescaped(wire, arena);
  if (type.form == Form::array) {
    if (const auto array = array_of(wire, *type.element, arena)) return *array;
  }
  return wire_text(type.type, wire);
}

}  // namespace zin::postgres
