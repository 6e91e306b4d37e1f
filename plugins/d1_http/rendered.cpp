// Cells become literals, JSON values and hexadecimal text.
// SPDX-License-Identifier: MIT
#include "rendered.hpp"

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "zin/plugin/civil.hpp"
#include "zin/plugin/decimal_text.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::d1 {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::int64_t exact_as_number = std::int64_t{1} << 53;

plugin::Failure beyond_limit(std::string message, std::uint32_t row = ZIN_NO_INDEX) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_RESOURCE, std::move(message));
  failure.sqlstate = "54000";
  failure.row_index = row;
  return failure;
}

template <class Number>
std::optional<Number> parse(std::string_view text) noexcept {
  Number number{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

/// One value, ready to go.
struct Sent {
  enum Kind { null, whole, real, text, blob } kind = null;
  std::int64_t i = 0;
  double f = 0;
  std::string_view bytes{};
  char own[plugin::civil_text_size] = {};
};

/// Names a value by its place; the value itself never appears.
class Place {
 public:
  Place(std::uint32_t parameter, std::uint32_t row) : parameter_(parameter), row_(row) {}

  [[nodiscard]] plugin::Failure bad(std::string_view why, std::string_view state = "22003") const {
    plugin::Failure failure = plugin::bad_data(text(why));
    failure.sqlstate = state;
    failure.row_index = row_;
    return failure;
  }
  [[nodiscard]] plugin::Failure unsupported(std::string_view why) const {
    plugin::Failure failure = plugin::unsupported(text(why));
    failure.row_index = row_;
    return failure;
  }
  [[nodiscard]] plugin::Failure too_long(std::string_view why) const {
    return beyond_limit(text(why), row_);
  }

 private:
  [[nodiscard]] std::string text(std::string_view why) const {
    return "parameter " + std::to_string(parameter_ + 1) + ": " + std::string(why);
  }
  std::uint32_t parameter_, row_;
};

void set_text(Sent& out, std::string_view bytes) {
  out.kind = Sent::text;
  out.bytes = bytes;
}

void set_own(Sent& out, std::size_t length, const Place& place, std::string_view why) {
  if (length == 0) throw place.bad(why, "22008");
  set_text(out, {out.own, length});
}

void set_real(Sent& out, double value, const Place& place) {
  if (!std::isfinite(value))
    throw place.bad("NaN and infinity cannot be sent: D1 would store NULL");
  out.kind = Sent::real;
  out.f = value;
}

void set_whole(Sent& out, std::int64_t value) {
  out.kind = Sent::whole;
  out.i = value;
}

void read_wire_text(const zin_cell& cell, const Place& place, Sent& out) {
  const std::string_view text = plugin::view(cell);
  switch (cell.type) {
    case ZIN_T_NULL:
      return;
    case ZIN_T_BOOL:
    case ZIN_T_I64:
    case ZIN_T_U64: {
      const auto number = parse<std::int64_t>(text);
      if (!number) throw place.bad("the text is no 64-bit integer");
      return set_whole(out, *number);
    }
    case ZIN_T_F32:
    case ZIN_T_F64: {
      const auto number = parse<double>(text);
      if (!number) throw place.bad("the text is no number");
      return set_real(out, *number, place);
    }
    case ZIN_T_BYTES:
      throw place.unsupported("D1 has no such type: pass text or json");
    default:
      return set_text(out, text);
  }
}

void read_view(const zin_cell& cell, const Place& place, Sent& out) {
  const std::string_view bytes = plugin::view(cell);
  switch (cell.type) {
    case ZIN_T_DECIMAL:
      if (!plugin::is_decimal(bytes)) throw place.bad("the text is no decimal number");
      return set_text(out, bytes);
    case ZIN_T_BYTES:
      if (bytes.size() > most_blob_bytes)
        throw place.too_long("the blob has " + std::to_string(bytes.size()) +
                             " bytes; it goes to D1 in hexadecimal, which takes 1000000 at most");
      out.kind = Sent::blob;
      out.bytes = bytes;
      return;
    case ZIN_T_UUID:
      if (bytes.size() != plugin::uuid_bytes) throw place.bad("a uuid has 16 bytes");
      plugin::write_uuid(reinterpret_cast<const std::uint8_t*>(bytes.data()), out.own);
      return set_text(out, {out.own, plugin::uuid_chars});
    default:
      return set_text(out, bytes);
  }
}

void read(const zin_cell& cell, const Place& place, Sent& out) {
  if (cell.enc > ZIN_ENC_WIRE_TEXT || cell.type > ZIN_T_TIMESTAMPTZ)
    throw place.unsupported("D1 has no such type: pass text or json");
  if (cell.enc == ZIN_ENC_WIRE_TEXT) return read_wire_text(cell, place, out);
  switch (cell.type) {
    case ZIN_T_NULL:
      return;
    case ZIN_T_BOOL:
      return set_whole(out, cell.v.i != 0 ? 1 : 0);
    case ZIN_T_U64:
      if (cell.v.u > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        throw place.bad("the unsigned integer is beyond 9223372036854775807, SQLite's largest");
      return set_whole(out, cell.v.i);
    case ZIN_T_I64:
      return set_whole(out, cell.v.i);
    case ZIN_T_F32:
    case ZIN_T_F64:
      return set_real(out, cell.v.f, place);
    case ZIN_T_DATE:
      return set_own(out, plugin::write_date(out.own, cell.v.i), place,
                     "the date is outside the years 0 to 9999");
    case ZIN_T_TIME:
      return set_own(out, plugin::write_time(out.own, cell.v.i), place,
                     "the time is beyond 838:59:59.999999");
    case ZIN_T_TIMESTAMP:
    case ZIN_T_TIMESTAMPTZ:
      return set_own(out,
                     plugin::write_timestamp(out.own, cell.v.i, cell.type == ZIN_T_TIMESTAMPTZ),
                     place, "the timestamp is outside the years 0 to 9999");
    default:
      return read_view(cell, place, out);
  }
}

void append_number(double value, std::string& out) {
  char text[32];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void append_hex(std::string_view bytes, std::string& out) {
  out.reserve(out.size() + 2 * bytes.size() + 2);
  out += '"';
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15u];
  }
  out += '"';
}

void append_text(std::string_view text, const Place& place, std::string& out) {
  if (!simdjson::validate_utf8(text.data(), text.size()))
    throw place.bad("the text is no UTF-8: bind bytes", "22021");
  append_json(text, out);
}

/// All but whole numbers and blobs.
void append_value(const Sent& value, const Place& place, std::string& out) {
  if (value.kind == Sent::null)
    out += "null";
  else if (value.kind == Sent::real)
    append_number(value.f, out);
  else
    append_text(value.bytes, place, out);
}

}  // namespace

std::int64_t Offsets::given(std::int64_t sent) const noexcept {
  std::int64_t shift = 0;
  for (const auto& [at, was] : all_) {
    if (static_cast<std::int64_t>(at) > sent) break;
    shift = static_cast<std::int64_t>(at) - static_cast<std::int64_t>(was);
  }
  return sent - shift;
}

void append_json(std::string_view text, std::string& out) {
  out += '"';
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, from, at - from);
    from = at + 1;
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[at];
    } else if (byte == '\n') {
      out += "\\n";
    } else {
      out += "\\u00";
      out += hex_digits[byte >> 4];
      out += hex_digits[byte & 15u];
    }
  }
  out.append(text, from, text.size() - from);
  out += '"';
}

void render(const Item& item, std::string& out, Offsets& offsets) {
  const ScannedSql& given = *item.sql;
  std::string sql, values;
  std::uint32_t bound = 0;
  std::size_t from = 0;
  for (const ScannedSql::Place& at : given.places) {
    sql.append(given.text, from, at.offset - from);
    from = at.offset + at.length;
    const Place place(at.parameter, item.row);
    Sent value;
    read(item.params[at.parameter], place, value);
    if (value.kind == Sent::whole) {
      // The parentheses keep the tokens around it, and `- ?` with a negative number, apart.
      (((sql += '(') += std::to_string(value.i)) += ')');
    } else {
      if (bound++ > 0) values += ',';
      sql += value.kind == Sent::blob ? "unhex(?)" : "?";
      if (value.kind == Sent::blob)
        append_hex(value.bytes, values);
      else
        append_value(value, place, values);
    }
    offsets.note(sql.size(), from);
  }
  sql.append(given.text, from);
  if (bound > most_params)
    throw beyond_limit("the statement binds " + std::to_string(bound) +
                           " values, D1 takes 100: use several statements, or one JSON text with "
                           "json_each(?)",
                       item.row);
  if (sql.size() > most_sql_bytes)
    throw beyond_limit("the statement has " + std::to_string(sql.size()) +
                           " bytes, D1 takes 100000: bind long values as parameters",
                       item.row);
  if (!simdjson::validate_utf8(sql.data(), sql.size())) {
    plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_SYNTAX, "the text of the statement is no UTF-8");
    failure.sqlstate = "42601";
    throw failure;
  }
  out += R"({"sql":)";
  append_json(sql, out);
  if (bound > 0) ((out += R"(,"params":[)") += values) += ']';
  out += '}';
}

void render_values(const Item& item, std::string& out) {
  if (item.sql->nparams > most_params)
    throw beyond_limit("the statement binds more than 100 values", item.row);
  out += '[';
  for (std::uint32_t at = 0; at < item.sql->nparams; ++at) {
    if (at > 0) out += ',';
    const Place place(at, item.row);
    Sent value;
    read(item.params[at], place, value);
    if (value.kind == Sent::blob)
      throw place.unsupported("a blob cannot be bound in this mode: use D1_REMOTE_MODE=sql");
    if (value.kind != Sent::whole) {
      append_value(value, place, out);
      continue;
    }
    if (value.i > exact_as_number || value.i < -exact_as_number)
      throw place.bad(
          "the number is beyond 2^53 and would lose digits: bind it as text, into an INTEGER "
          "column "
          "or CAST(? AS INTEGER)");
    out += std::to_string(value.i);
  }
  out += ']';
}

}  // namespace zin::d1
