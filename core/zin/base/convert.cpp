// What each C++ type takes from a cell: the rules of Row::get() and Value::get().
// SPDX-License-Identifier: MIT
#include "zin/base/convert.hpp"

#include <array>
#include <cstring>

#include "zin/base/error.hpp"
#include "zin/base/value.hpp"
#include "zin/base/wire_text.hpp"

namespace zin::detail {
namespace {

using std::chrono::days;
using std::chrono::microseconds;

// Doubles hold every integer up to here.
constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

// Calls read(cell) with the cell in canonical form.
template <class Read>
Outcome canonical(const Cell& cell, Read read) {
  if (cell.encoding != Encoding::wire_text) [[likely]] {
    return cell.type == Type::null ? Outcome::is_null : read(cell);
  }
  WireText decoded;
  return decoded.parse(cell) ? read(decoded.cell) : Outcome::malformed;
}

template <class T>
Outcome integer_of(const Cell& cell, T& out) {
  if ((cell.flags & cell_inexact) != 0 && cell.type != Type::decimal) return Outcome::inexact;
  switch (cell.type) {
    case Type::boolean:
    case Type::int64:
      if (!std::in_range<T>(cell.v.i)) return Outcome::out_of_range;
      out = static_cast<T>(cell.v.i);
      return Outcome::ok;
    case Type::uint64:
      if (!std::in_range<T>(cell.v.u)) return Outcome::out_of_range;
      out = static_cast<T>(cell.v.u);
      return Outcome::ok;
    case Type::decimal: {
      const auto decimal = Decimal::parse(cell.text());
      if (!decimal) return Outcome::malformed;
      std::optional<T> number;
      if constexpr (std::is_signed_v<T>)
        number = decimal->to_int64();
      else
        number = decimal->to_uint64();
      if (!number) return decimal->is_whole() ? Outcome::out_of_range : Outcome::inexact;
      out = *number;
      return Outcome::ok;
    }
    default:
      return Outcome::wrong_type;
  }
}

bool holds_text(const Cell& cell) {
  return cell.type == Type::text || cell.type == Type::json || cell.type == Type::decimal ||
         cell.type == Type::native;
}

// Where a driver has no type of its own for T, the value comes as text.
template <class T>
Outcome parsed_text(const Cell& cell, T& out, std::optional<T> (*parse)(std::string_view)) {
  if (cell.type != Type::text) return Outcome::wrong_type;
  auto parsed = parse(cell.text());
  if (!parsed) return Outcome::malformed;
  out = std::move(*parsed);
  return Outcome::ok;
}

Date date_of(const Cell& cell) {
  return Date{std::chrono::sys_days{days{static_cast<days::rep>(cell.v.i)}}};
}

bool fits_date(const Cell& cell) {
  const auto first = std::chrono::sys_days{std::chrono::year::min() / 1 / 1}.time_since_epoch();
  const auto last = std::chrono::sys_days{std::chrono::year::max() / 12 / 31}.time_since_epoch();
  return cell.v.i >= first.count() && cell.v.i <= last.count();
}

// The last moment that a date can name; a driver's infinities lie beyond.
bool fits_calendar(const Cell& cell) {
  Cell day = cell;
  day.v.i = std::chrono::floor<days>(microseconds{cell.v.i}).count();
  return fits_date(day);
}

Uuid uuid_of(const Cell& cell) {
  std::array<std::uint8_t, 16> bytes{};
  std::memcpy(bytes.data(), cell.v.ptr, bytes.size());
  return Uuid{bytes};
}

}  // namespace

Outcome convert(const Cell& source, bool& out) {
  return canonical(source, [&](const Cell& cell) {
    std::int64_t number = 0;
    if (cell.type == Type::decimal) return Outcome::wrong_type;
    if (const Outcome outcome = integer_of(cell, number); outcome != Outcome::ok) return outcome;
    if (number != 0 && number != 1) return Outcome::out_of_range;
    out = number == 1;
    return Outcome::ok;
  });
}

Outcome convert(const Cell& source, std::int64_t& out) {
  return canonical(source, [&](const Cell& cell) { return integer_of(cell, out); });
}

Outcome convert(const Cell& source, std::uint64_t& out) {
  return canonical(source, [&](const Cell& cell) { return integer_of(cell, out); });
}

Outcome convert(const Cell& source, double& out) {
  return canonical(source, [&](const Cell& cell) {
    switch (cell.type) {
      case Type::float32:
      case Type::float64:
        out = cell.v.f;
        return Outcome::ok;
      case Type::int64:
        if (cell.v.i > exact_in_double || cell.v.i < -exact_in_double) return Outcome::inexact;
        out = static_cast<double>(cell.v.i);
        return Outcome::ok;
      case Type::uint64:
        if (cell.v.u > static_cast<std::uint64_t>(exact_in_double)) return Outcome::inexact;
        out = static_cast<double>(cell.v.u);
        return Outcome::ok;
      case Type::decimal: {
        // Whoever asks for a double of a decimal column wants the nearest one.
        const auto decimal = Decimal::parse(cell.text());
        if (!decimal) return Outcome::malformed;
        out = decimal->to_double();
        return Outcome::ok;
      }
      default:
        return Outcome::wrong_type;
    }
  });
}

Outcome convert(const Cell& cell, std::string_view& out) {
  if (cell.type == Type::null) return Outcome::is_null;
  if (cell.encoding != Encoding::wire_text && !holds_text(cell)) return Outcome::wrong_type;
  out = cell.text();
  return Outcome::ok;
}

Outcome convert(const Cell& source, std::string& out) {
  std::string_view text;
  if (source.encoding == Encoding::wire_text || holds_text(source)) {
    const Outcome outcome = convert(source, text);
    if (outcome == Outcome::ok) out = text;
    return outcome;
  }
  return canonical(source, [&](const Cell& cell) {
    switch (cell.type) {
      case Type::uuid:
        out = uuid_of(cell).to_string();
        return Outcome::ok;
      case Type::date:
        if (!fits_date(cell)) return Outcome::out_of_range;
        out = format_date(date_of(cell));
        return Outcome::ok;
      case Type::time:
        out = format_time(Time{cell.v.i});
        return Outcome::ok;
      case Type::timestamp:
        if (!fits_calendar(cell)) return Outcome::out_of_range;
        out = format_timestamp(Timestamp{microseconds{cell.v.i}});
        return Outcome::ok;
      case Type::timestamptz:
        if (!fits_calendar(cell)) return Outcome::out_of_range;
        out = format_timestamptz(TimestampTz{microseconds{cell.v.i}});
        return Outcome::ok;
      default:
        return Outcome::wrong_type;
    }
  });
}

Outcome convert(const Cell& source, Bytes& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type != Type::bytes) return Outcome::wrong_type;
    out = to_bytes(cell.text());
    return Outcome::ok;
  });
}

Outcome convert(const Cell& source, Decimal& out) {
  return canonical(source, [&](const Cell& cell) {
    switch (cell.type) {
      case Type::int64:
        out = Decimal{cell.v.i};
        return Outcome::ok;
      case Type::uint64:
        out = Decimal{cell.v.u};
        return Outcome::ok;
      case Type::decimal:
      case Type::text: {
        auto decimal = Decimal::parse(cell.text());
        if (!decimal) return Outcome::malformed;
        out = std::move(*decimal);
        return Outcome::ok;
      }
      default:
        return Outcome::wrong_type;
    }
  });
}

Outcome convert(const Cell& source, Uuid& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type == Type::uuid || (cell.type == Type::bytes && cell.len == 16)) {
      out = uuid_of(cell);
      return Outcome::ok;
    }
    return parsed_text<Uuid>(cell, out, [](std::string_view text) { return Uuid::parse(text); });
  });
}

Outcome convert(const Cell& source, Json& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type != Type::json && cell.type != Type::text) return Outcome::wrong_type;
    if ((cell.flags & cell_inexact) != 0) return Outcome::inexact;
    try {
      out = Json::parse(cell.text());
      return Outcome::ok;
    } catch (const Error&) {
      return Outcome::malformed;
    }
  });
}

Outcome convert(const Cell& source, Date& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type != Type::date) {
      return parsed_text<Date>(cell, out, [](std::string_view text) { return parse_date(text); });
    }
    if (!fits_date(cell)) return Outcome::out_of_range;
    out = date_of(cell);
    return Outcome::ok;
  });
}

Outcome convert(const Cell& source, Time& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type != Type::time) {
      return parsed_text<Time>(cell, out, [](std::string_view text) { return parse_time(text); });
    }
    out = Time{cell.v.i};
    return Outcome::ok;
  });
}

Outcome convert(const Cell& source, Timestamp& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type != Type::timestamp) {
      return parsed_text<Timestamp>(cell, out,
                                    [](std::string_view text) { return parse_timestamp(text); });
    }
    out = Timestamp{microseconds{cell.v.i}};
    return Outcome::ok;
  });
}

Outcome convert(const Cell& source, TimestampTz& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type != Type::timestamptz) {
      return parsed_text<TimestampTz>(
          cell, out, [](std::string_view text) { return parse_timestamptz(text); });
    }
    out = TimestampTz{microseconds{cell.v.i}};
    return Outcome::ok;
  });
}

Outcome convert(const Cell& source, Interval& out) {
  return canonical(source, [&](const Cell& cell) {
    if (cell.type != Type::interval) return Outcome::wrong_type;
    std::memcpy(&out, cell.v.ptr, sizeof out);
    return Outcome::ok;
  });
}

Outcome convert(const Cell& source, Value& out) {
  if (source.type == Type::null) {
    out = Value{};
    return Outcome::ok;
  }
  return canonical(source, [&](const Cell& cell) {
    const auto through = [&]<class T>(T typed) {
      const Outcome outcome = read(cell, typed);
      if (outcome == Outcome::ok) out = Value{std::move(typed)};
      return outcome;
    };
    switch (cell.type) {
      case Type::null:
        out = Value{};
        return Outcome::ok;
      case Type::boolean:
        return through(false);
      case Type::int64:
        return through(std::int64_t{});
      case Type::uint64:
        return through(std::uint64_t{});
      case Type::float32:
        out = Value{static_cast<float>(cell.v.f)};
        return Outcome::ok;
      case Type::float64:
        return through(0.0);
      case Type::decimal:
        return through(Decimal{});
      case Type::json: {
        // Whatever it is, also where bits were lost before.
        Cell exact = cell;
        exact.flags &= static_cast<std::uint16_t>(~cell_inexact);
        Json document;
        const Outcome outcome = convert(exact, document);
        if (outcome == Outcome::ok) out = Value{std::move(document)};
        return outcome;
      }
      case Type::bytes:
        return through(Bytes{});
      case Type::uuid:
        return through(Uuid{});
      case Type::date:
        return through(Date{});
      case Type::time:
        return through(Time{});
      case Type::timestamp:
        return through(Timestamp{});
      case Type::timestamptz:
        return through(TimestampTz{});
      case Type::interval:
        return through(Interval{});
      case Type::array:
        return through(Value::Array{});
      case Type::text:
      case Type::native:
        break;
    }
    return through(std::string{});
  });
}

std::string describe(Outcome outcome, const Cell& cell, std::string_view wanted) {
  const std::string asked{wanted};
  const std::string is{to_string(cell.type)};
  switch (outcome) {
    case Outcome::ok:
      break;
    case Outcome::is_null:
      return "is NULL, and " + asked + " was asked for; ask for std::optional<" + asked + ">";
    case Outcome::wrong_type:
      return "is of type " + is + ", and " + asked + " was asked for; ask for a type that holds " +
             is + ", or cast the column in the SQL";
    case Outcome::out_of_range:
      return "is of type " + is + " with a value that " + asked +
             " cannot hold; ask for a wider type";
    case Outcome::malformed:
      return "is of type " + is + " with a text that is no " + asked +
             "; ask for std::string to see it";
    case Outcome::inexact:
      return "is of type " + is + " with a value that " + asked +
             " cannot hold exactly; ask for std::string, zin::Decimal or a finer unit";
  }
  return "is fine";
}

}  // namespace zin::detail
