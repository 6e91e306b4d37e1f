// The forms are those of the receive functions in src/backend/utils/adt.
// SPDX-License-Identifier: MIT
#include "encode.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "cell_text.hpp"
#include "epoch.hpp"
#include "numeric.hpp"
#include "wire_number.hpp"
#include "zin/plugin/civil.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::postgres {
namespace {

using WireText = std::optional<std::string_view>;

[[noreturn]] void throw_wrong_kind(const zin_cell& cell, const TypeInfo& type) {
  static constexpr std::array<std::string_view, 17> kinds{
      "NULL",        "a boolean", "an integer", "an integer",  "a float",
      "a float",     "a decimal", "a text",     "JSON",        "bytes",
      "a uuid",      "a date",    "a time",     "a timestamp", "a timestamp with zone",
      "an interval", "an array"};
  const std::string_view kind = cell.type < kinds.size() ? kinds[cell.type] : "such a value";
  plugin::Failure failure = plugin::bad_data(std::string(kind) + " cannot become a value of type " +
                                             std::string(type.name));
  failure.sqlstate = "42804";
  throw failure;
}

[[noreturn]] void throw_out_of_range(const TypeInfo& type) {
  throw_bad_value("the value is out of range for type " + std::string(type.name));
}

template <class T>
WireText whole(T value, Arena& arena) {
  char* const out = arena.take(sizeof value);
  to_wire(out, value);
  return std::string_view(out, sizeof value);
}

bool is_text(const zin_cell& cell) noexcept {
  return cell.enc == ZIN_ENC_WIRE_TEXT || cell.type == ZIN_T_TEXT || cell.type == ZIN_T_NATIVE;
}

template <class Number>
std::optional<Number> parse(std::string_view text) noexcept {
  Number number{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> parse_bool(std::string_view text) noexcept {
  if (text == "t" || text == "true" || text == "1") return true;
  if (text == "f" || text == "false" || text == "0") return false;
  return std::nullopt;
}

// What the cell is as an integer; throws when it is none.
std::int64_t integer_of(const zin_cell& cell, const TypeInfo& type) {
  switch (cell.type) {
    case ZIN_T_BOOL:
    case ZIN_T_I64:
      return cell.v.i;
    case ZIN_T_U64:
      if (cell.v.u > std::numeric_limits<std::int64_t>::max()) throw_out_of_range(type);
      return static_cast<std::int64_t>(cell.v.u);
    case ZIN_T_F32:
    case ZIN_T_F64: {
      constexpr double limit = 9223372036854775808.0;  // 2^63
      if (!(cell.v.f >= -limit && cell.v.f < limit)) throw_out_of_range(type);
      if (std::trunc(cell.v.f) != cell.v.f)
        throw_bad_value("a fraction would be lost in type " + std::string(type.name));
      return static_cast<std::int64_t>(cell.v.f);
    }
    case ZIN_T_DECIMAL: {
      std::string_view text = plugin::view(cell);
      const std::size_t point = std::min(text.find('.'), text.size());
      if (text.find_first_not_of("0", std::min(point + 1, text.size())) != std::string_view::npos)
        throw_bad_value("a fraction would be lost in type " + std::string(type.name));
      const auto number = parse<std::int64_t>(text.substr(0, point));
      if (!number) throw_out_of_range(type);
      return *number;
    }
    default:
      throw_wrong_kind(cell, type);
  }
}

WireText integer(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  std::int64_t value = 0;
  if (is_text(cell)) {
    const auto number = parse<std::int64_t>(plugin::view(cell));
    if (!number)
      throw_bad_value("the text is no integer, as type " + std::string(type.name) + " needs it");
    value = *number;
  } else {
    value = integer_of(cell, type);
  }
  const auto fits = [&](auto lowest, auto highest) {
    if (value < lowest || value > highest) throw_out_of_range(type);
  };
  using std::numeric_limits;
  switch (type.form) {
    case Form::int2:
      fits(numeric_limits<std::int16_t>::min(), numeric_limits<std::int16_t>::max());
      return whole(static_cast<std::int16_t>(value), arena);
    case Form::int4:
      fits(numeric_limits<std::int32_t>::min(), numeric_limits<std::int32_t>::max());
      return whole(static_cast<std::int32_t>(value), arena);
    case Form::oid:
      fits(std::int64_t{0}, std::int64_t{numeric_limits<std::uint32_t>::max()});
      return whole(static_cast<std::uint32_t>(value), arena);
    default:
      return whole(value, arena);
  }
}

WireText real(const zin_cell& cell, const TypeInfo& type, Arena& arena, bool text) {
  double value = 0;
  switch (cell.enc == ZIN_ENC_WIRE_TEXT ? zin_type{ZIN_T_TEXT} : cell.type) {
    case ZIN_T_BOOL:
    case ZIN_T_I64:
      value = static_cast<double>(cell.v.i);
      if (cell.v.i != 0 && (std::abs(value) > 9007199254740992.0))
        return {};  // 2^53: rounded there
      break;
    case ZIN_T_U64:
      value = static_cast<double>(cell.v.u);
      break;
    case ZIN_T_F32:
    case ZIN_T_F64:
      value = cell.v.f;
      break;
    case ZIN_T_DECIMAL:
    case ZIN_T_TEXT:
    case ZIN_T_NATIVE: {
      if (!text) return {};
      const std::string_view words = plugin::view(cell);
      if (words == "Infinity" || words == "-Infinity") {
        value = words.front() == '-' ? -HUGE_VAL : HUGE_VAL;
      } else if (words == "NaN") {
        value = std::numeric_limits<double>::quiet_NaN();
      } else if (const auto number = parse<double>(words)) {
        value = *number;
      } else {
        throw_bad_value("the text is no number");
      }
      break;
    }
    default:
      throw_wrong_kind(cell, type);
  }
  if (type.form == Form::float8) return whole(std::bit_cast<std::int64_t>(value), arena);
  const auto narrow = static_cast<float>(value);
  if (std::isinf(narrow) && !std::isinf(value)) throw_out_of_range(type);
  return whole(std::bit_cast<std::int32_t>(narrow), arena);
}

WireText numeric(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  std::array<char, 1100> digits;  // the longest double without an exponent has 1077 characters
  std::string_view text;
  const auto print = [&](auto... number) {
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), number...);
    text = {digits.data(), static_cast<std::size_t>(end - digits.data())};
  };
  if (is_text(cell) || cell.type == ZIN_T_DECIMAL) {
    text = plugin::view(cell);
  } else if (cell.type == ZIN_T_U64) {
    print(cell.v.u);
  } else if (cell.type == ZIN_T_F32 || cell.type == ZIN_T_F64) {
    if (std::isnan(cell.v.f))
      text = "NaN";
    else if (std::isinf(cell.v.f))
      text = cell.v.f < 0 ? "-Infinity" : "Infinity";
    else if (cell.type == ZIN_T_F32)
      print(static_cast<float>(cell.v.f), std::chars_format::fixed);
    else
      print(cell.v.f, std::chars_format::fixed);
  } else if (cell.type == ZIN_T_I64 || cell.type == ZIN_T_BOOL) {
    print(cell.v.i);
  } else {
    throw_wrong_kind(cell, type);
  }
  const std::string_view wire = numeric_wire(text, arena);
  if (wire.empty()) throw_bad_value("the text is no decimal number that numeric can hold");
  return wire;
}

WireText boolean(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  if (is_text(cell)) {
    const auto flag = parse_bool(plugin::view(cell));
    if (!flag) throw_bad_value("the text is no boolean");
    return whole(static_cast<std::int8_t>(*flag ? 1 : 0), arena);
  }
  if (cell.type != ZIN_T_BOOL && cell.type != ZIN_T_I64 && cell.type != ZIN_T_U64)
    throw_wrong_kind(cell, type);
  if (cell.v.i != 0 && cell.v.i != 1) throw_out_of_range(type);
  return whole(static_cast<std::int8_t>(cell.v.i), arena);
}

WireText bytes(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  if (cell.enc != ZIN_ENC_WIRE_TEXT) {
    if (cell.type != ZIN_T_BYTES && cell.type != ZIN_T_TEXT && cell.type != ZIN_T_JSON &&
        cell.type != ZIN_T_UUID)
      throw_wrong_kind(cell, type);
    return plugin::view(cell);
  }
  std::string_view text = plugin::view(cell);
  if (!text.starts_with("\\x") || text.size() % 2 != 0)
    throw_bad_value("the text is not bytea's hexadecimal form");
  text.remove_prefix(2);
  char* const out = arena.take(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned char byte{};
    const auto [stop, error] = std::from_chars(&text[i], &text[i] + 2, byte, 16);
    if (error != std::errc() || stop != &text[i] + 2)
      throw_bad_value("the text is not bytea's hexadecimal form");
    out[i / 2] = static_cast<char>(byte);
  }
  return std::string_view(out, text.size() / 2);
}

WireText characters(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  if (is_text(cell) || cell.type == ZIN_T_JSON) return plugin::view(cell);
  if (cell.type == ZIN_T_BYTES) throw_wrong_kind(cell, type);
  return text_of(cell, arena);
}

WireText jsonb(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  const std::string_view text = *characters(cell, type, arena);
  char* const out = arena.take(text.size() + 1);
  *out = 1;  // the version of the form
  text.copy(out + 1, text.size());
  return std::string_view(out, text.size() + 1);
}

WireText uuid(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  if (is_text(cell)) {
    char* const out = arena.take(plugin::uuid_bytes);
    if (!plugin::parse_uuid(plugin::view(cell), reinterpret_cast<std::uint8_t*>(out)))
      throw_bad_value("the text is no uuid");
    return std::string_view(out, plugin::uuid_bytes);
  }
  if (cell.type != ZIN_T_UUID && cell.type != ZIN_T_BYTES) throw_wrong_kind(cell, type);
  if (cell.len != plugin::uuid_bytes) throw_bad_value("a uuid has 16 bytes");
  return plugin::view(cell);
}

WireText date(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  std::int64_t days = 0;
  if (is_text(cell)) {
    const std::string_view text = plugin::view(cell);
    if (text == "infinity" || text == "-infinity")
      return whole(text.front() == '-' ? date_minus_infinity : date_infinity, arena);
    const auto parsed = plugin::parse_date(text);
    if (!parsed) throw_bad_value("the text is no date YYYY-MM-DD");
    days = *parsed;
  } else if (cell.type == ZIN_T_DATE) {
    days = cell.v.i;
  } else if (cell.type == ZIN_T_TIMESTAMP) {
    if (cell.v.i % plugin::us_per_day != 0)
      throw_bad_value("a time of day would be lost in a date");
    days = cell.v.i / plugin::us_per_day;
  } else {
    throw_wrong_kind(cell, type);
  }
  if (days < first_date || days > last_date) throw_out_of_range(type);
  return whole(static_cast<std::int32_t>(days - epoch_days), arena);
}

WireText time(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  std::int64_t us = cell.v.i;
  if (is_text(cell)) {
    const auto parsed = plugin::parse_time(plugin::view(cell));
    if (!parsed) throw_bad_value("the text is no time HH:MM:SS");
    us = *parsed;
  } else if (cell.type != ZIN_T_TIME) {
    throw_wrong_kind(cell, type);
  }
  if (us < 0 || us > plugin::us_per_day) throw_out_of_range(type);
  return whole(us, arena);
}

WireText timestamp(const zin_cell& cell, const TypeInfo& type, const Encoding& how, Arena& arena) {
  const bool zoned = type.form == Form::timestamptz;
  std::int64_t us = cell.v.i;
  if (is_text(cell)) {
    const std::string_view text = plugin::view(cell);
    if (text == "infinity" || text == "-infinity")
      return whole(text.front() == '-' ? timestamp_minus_infinity : timestamp_infinity, arena);
    const auto parsed = plugin::parse_timestamp(text);
    if (!parsed || (zoned && !parsed->zoned && !how.session_is_utc))
      throw_bad_value(zoned ? "the text is no timestamp YYYY-MM-DD HH:MM:SS with a zone"
                            : "the text is no timestamp YYYY-MM-DD HH:MM:SS");
    us = parsed->us;
  } else if (cell.type == ZIN_T_DATE || cell.type == ZIN_T_TIMESTAMP ||
             cell.type == ZIN_T_TIMESTAMPTZ) {
    // A moment becomes its time of day in UTC; what has no zone is a moment in the session's zone,
    // which only the server knows.
    if (zoned && cell.type != ZIN_T_TIMESTAMPTZ && !how.session_is_utc) {
      if (!how.parse_text) return {};
      throw_bad_value("only with timezone UTC is it clear which moment is meant");
    }
    if (cell.type == ZIN_T_DATE && __builtin_mul_overflow(cell.v.i, plugin::us_per_day, &us))
      throw_out_of_range(type);
  } else {
    throw_wrong_kind(cell, type);
  }
  if (us < first_timestamp) throw_out_of_range(type);
  return whole(us - epoch_us, arena);
}

WireText interval(const zin_cell& cell, const TypeInfo& type, Arena& arena) {
  if (cell.type != ZIN_T_INTERVAL || cell.enc != ZIN_ENC_VIEW) throw_wrong_kind(cell, type);
  if (cell.len != sizeof(zin_interval)) throw_bad_value("an interval has 16 bytes");
  zin_interval value;
  std::memcpy(&value, cell.v.ptr, sizeof value);
  char* const begin = arena.take(sizeof value);
  char* const out = to_wire(to_wire(begin, value.us), value.days);
  to_wire(out, value.months);
  return std::string_view(begin, sizeof value);
}

/// An array's elements in order, and how many there are in each dimension.
class ArrayShape {
 public:
  explicit ArrayShape(const zin_cell& array) { measure(array, 0); }

  std::vector<std::uint32_t> sizes{};
  std::vector<const zin_cell*> elements{};

 private:
  static constexpr std::size_t most_dimensions = 6;  // MAXDIM

  void measure(const zin_cell& array, std::size_t depth) {
    if (array.enc != ZIN_ENC_VIEW) throw_bad_value("an array in an array is given as text");
    if (depth == most_dimensions) throw_bad_value("an array has at most 6 dimensions");
    if (depth == sizes.size())
      sizes.push_back(array.len);
    else if (sizes[depth] != array.len)
      throw_bad_value("the arrays in an array are not of one length");
    const auto* const items = static_cast<const zin_cell*>(array.v.ptr);
    for (std::uint32_t i = 0; i < array.len; ++i) {
      const bool nested = items[i].type == ZIN_T_ARRAY;
      if (nested) {
        if (!elements.empty() && sizes.size() == depth + 1) throw_ragged();
        measure(items[i], depth + 1);
      } else {
        if (sizes.size() > depth + 1) throw_ragged();
        elements.push_back(&items[i]);
      }
    }
  }
  [[noreturn]] static void throw_ragged() { throw_bad_value("an array mixes values and arrays"); }
};

WireText array(const zin_cell& cell, const TypeInfo& type, const Encoding& how, Arena& arena) {
  if (cell.type != ZIN_T_ARRAY) throw_wrong_kind(cell, type);
  const ArrayShape shape(cell);
  std::string out;
  const auto put = [&out](auto number) {
    std::array<char, sizeof number> wire;
    to_wire(wire.data(), number);
    out.append(wire.data(), wire.size());
  };
  bool nulls = false;
  for (const zin_cell* const element : shape.elements) nulls |= element->type == ZIN_T_NULL;
  const bool empty = shape.elements.empty();
  put(static_cast<std::int32_t>(empty ? 0 : shape.sizes.size()));
  put(std::int32_t{nulls ? 1 : 0});
  put(static_cast<std::uint32_t>(type.element->oid));
  for (const std::uint32_t size : shape.sizes) {
    if (empty) break;
    put(static_cast<std::int32_t>(size));
    put(std::int32_t{1});  // the lower bound
  }
  for (const zin_cell* const element : shape.elements) {
    if (element->type == ZIN_T_NULL) {
      put(std::int32_t{-1});
      continue;
    }
    const WireText wire = encode(*element, *type.element, how, arena);
    if (!wire) return {};
    put(static_cast<std::int32_t>(wire->size()));
    out += *wire;
  }
  return std::string_view(arena.copy(out), out.size());
}

void check_kind(const zin_cell& cell) {
  if (cell.type == ZIN_T_DEFAULT || (cell.type > ZIN_T_ARRAY && cell.type != ZIN_T_NATIVE))
    throw plugin::unsupported("PostgreSQL has no such type of parameter: pass text");
  if (cell.enc > ZIN_ENC_WIRE_TEXT)
    throw plugin::unsupported("the parameter has an encoding that this driver does not know");
}

}  // namespace

std::optional<std::string_view> encode(const zin_cell& cell, const TypeInfo& type,
                                       const Encoding& how, Arena& arena) {
  check_kind(cell);
  // The server reads more texts than this driver does ('today', '1 day'); characters are the same
  // in both forms.
  const bool characters_anyway = type.form == Form::text || type.form == Form::json ||
                                 type.form == Form::jsonb || type.form == Form::bytes;
  if (is_text(cell) && !how.parse_text && !characters_anyway) return {};
  if (cell.enc == ZIN_ENC_WIRE_TEXT && !how.parse_text && type.form == Form::bytes) return {};
  switch (type.form) {
    case Form::native:
      return {};
    case Form::text:
    case Form::json:
      return characters(cell, type, arena);
    case Form::boolean:
      return boolean(cell, type, arena);
    case Form::int2:
    case Form::int4:
    case Form::int8:
    case Form::oid:
      return integer(cell, type, arena);
    case Form::float4:
    case Form::float8:
      return real(cell, type, arena, how.parse_text);
    case Form::numeric:
      return numeric(cell, type, arena);
    case Form::bytes:
      return bytes(cell, type, arena);
    case Form::jsonb:
      return jsonb(cell, type, arena);
    case Form::uuid:
      return uuid(cell, type, arena);
    case Form::date:
      return date(cell, type, arena);
    case Form::time:
      return time(cell, type, arena);
    case Form::timestamp:
    case Form::timestamptz:
      return timestamp(cell, type, how, arena);
    case Form::interval:
      return interval(cell, type, arena);
    case Form::array:
      return type.binary() ? array(cell, type, how, arena) : WireText{};
  }
  return {};
}

}  // namespace zin::postgres
