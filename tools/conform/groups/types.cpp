// Group "types": every value comes back as it was bound.
// SPDX-License-Identifier: MIT
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>

#include "../check.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

/// Without spaces outside strings: servers may write JSON anew.
std::string compact_json(std::string_view text) {
  std::string compact;
  bool in_string = false;
  bool escaped = false;
  for (const char c : text) {
    if (!in_string && (c == ' ' || c == '\n' || c == '\t' || c == '\r')) continue;
    compact += c;
    if (c == '"' && !escaped) in_string = !in_string;
    escaped = c == '\\' && !escaped;
  }
  return compact;
}

/// Without zeros behind the last digit that counts: a column may have a scale.
std::string plain_decimal(std::string text) {
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

Value comparable(Value value) {
  if (value.type == ZIN_T_JSON) value.bytes = compact_json(value.bytes);
  if (value.type == ZIN_T_DECIMAL) value.bytes = plain_decimal(value.bytes);
  return value;
}

/// `value` as a cell of type `back` holds it.
Value as_type(Value value, zin_type back) {
  if (value.type == ZIN_T_U64 && back == ZIN_T_DECIMAL) {
    return Value::of_view(ZIN_T_DECIMAL, std::to_string(value.bits));
  }
  if (!value.is_null()) value.type = back;
  return value;
}

/// A table (id, v) whose v takes values of `type`. Throws Skipped when the dialect has none.
ColumnQuirk column_for(const Connection& c, zin_type type) {
  const auto column = c.quirks().column(type);
  if (!column) {
    skip("the dialect '{}' has no column for {}", c.quirks().dialect, type_name(type));
  }
  return *column;
}

std::string columns_with(const Connection& c, std::string_view type) {
  return fmt::format("id {} primary key, v {}", c.quirks().integer, type);
}

/// False only where plain SQL is tried: the server does not know the type.
bool takes_type(Connection& c, std::string_view type) {
  if (c.quirks().known) return true;
  c.attempt(fmt::format("drop table {}", ScratchTable::name));
  return c.attempt(fmt::format("create table {} ({})", ScratchTable::name, columns_with(c, type)))
      .ok();
}

ScratchTable make_table(Connection& c, std::string_view type) {
  if (!takes_type(c, type)) skip("the server has no type '{}'", type);
  return ScratchTable{c, columns_with(c, type)};
}

void check_described(Connection& c, const ScratchTable& table, const ColumnQuirk& column) {
  const Cursor cursor = c.open(table.select_sql());
  require(cursor.names() == std::vector<std::string>{"id", "v"},
          "the columns are not named id and v");
  const zin_column& v = column_at(cursor.info().columns, 1);
  require(v.type == column.back || v.type == ZIN_T_NATIVE,
          "a column {} is described as {}, its cells should be {}", column.sql, type_name(v.type),
          type_name(column.back));
  require(v.nullable <= 2, "nullable is {}", v.nullable);
}

void round_trip(const Subject& s, zin_type type, std::vector<Value> values) {
  Connection c{s};
  const ColumnQuirk column = column_for(c, type);
  const ScratchTable table = make_table(c, column.sql);
  values.push_back(Value::null());
  std::int64_t id = 0;
  for (const Value& value : values) {
    const Reply reply = c.attempt(table.insert_sql(), {Value::integer(++id), value});
    require(reply.ok(), "{} was not stored in a column {}: {}", to_string(value), column.sql,
            reply.text());
  }
  check_described(c, table, column);
  const auto rows = table.rows();
  require(rows.size() == values.size(), "{} rows were stored and {} came back", values.size(),
          rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Value expected = comparable(as_type(values[i], column.back));
    const Value seen = comparable(rows[i].at(1).canonical());
    require(seen == expected, "{} came back from a column {} as {}", to_string(values[i]),
            column.sql, to_string(seen));
  }
}

std::vector<Value> numbers(zin_type type, std::initializer_list<std::int64_t> list) {
  std::vector<Value> values;
  for (const std::int64_t number : list) values.push_back(Value::of(type, number));
  return values;
}

std::vector<Value> views(zin_type type, std::initializer_list<std::string_view> list) {
  std::vector<Value> values;
  for (const std::string_view bytes : list) values.push_back(Value::of_view(type, bytes));
  return values;
}

void booleans(const Subject& s) { round_trip(s, ZIN_T_BOOL, numbers(ZIN_T_BOOL, {0, 1})); }

void integers_are_exact(const Subject& s) {
  round_trip(s, ZIN_T_I64,
             numbers(ZIN_T_I64, {0, 1, -1, INT64_MIN, INT64_MAX, (INT64_C(1) << 53) + 1}));
}

void unsigned_integers_are_exact(const Subject& s) {
  round_trip(s, ZIN_T_U64, numbers(ZIN_T_U64, {0, 1, INT64_MAX, INT64_MIN, -1}));
}

void floats_are_exact(const Subject& s) {
  std::vector<Value> values;
  for (const float f : {0.0f, 1.5f, -0.1f, std::numeric_limits<float>::max()}) {
    values.push_back(Value::of_double(ZIN_T_F32, f));
  }
  round_trip(s, ZIN_T_F32, values);
}

void doubles_are_exact(const Subject& s) {
  std::vector<Value> values;
  for (const double d : {0.0, 0.1, -1.5, 1e308, 2.2250738585072014e-308, 9007199254740993.0}) {
    values.push_back(Value::of_double(ZIN_T_F64, d));
  }
  round_trip(s, ZIN_T_F64, values);
}

void decimals_are_exact(const Subject& s) {
  round_trip(s, ZIN_T_DECIMAL,
             views(ZIN_T_DECIMAL,
                   {"0", "-0.5", "12345678901234567890.0123456789", "99999999999999999999999999"}));
}

void texts(const Subject& s) {
  const std::string long_text(1'000'000, 'x');
  round_trip(s, ZIN_T_TEXT,
             views(ZIN_T_TEXT, {"", "a", "'quoted' \"twice\" \\ ; -- /* ? $1",
                                "\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\x98", long_text}));
}

void a_text_with_a_zero_byte_is_whole_or_refused(const Subject& s) {
  Connection c{s};
  const ScratchTable table = make_table(c, column_for(c, ZIN_T_TEXT).sql);
  const Value value = Value::text({"a\0b", 3});
  const Reply reply = c.attempt(table.insert_sql(), {Value::integer(1), value});
  if (!reply.ok()) {
    require(!c.quirks().text_holds_nul, "a text with a 0 byte was refused: {}", reply.text());
    require(reply.error.category == ZIN_CAT_DATA, "not DATA: {}", reply.text());
    return;
  }
  const Value seen = table.rows().at(0).at(1).canonical();
  require(seen == value, "it came back as {}", to_string(seen));
}

void json(const Subject& s) {
  round_trip(s, ZIN_T_JSON, views(ZIN_T_JSON, {"[]", R"({"a": [1, 2.5, null, "x y"]})"}));
}

void bytes(const Subject& s) {
  std::string every(256, '\0');
  std::iota(every.begin(), every.end(), '\0');
  const std::string many(1'000'000, '\0');
  round_trip(s, ZIN_T_BYTES, views(ZIN_T_BYTES, {"", {"\0", 1}, every, many}));
}

void uuids(const Subject& s) {
  round_trip(s, ZIN_T_UUID,
             views(ZIN_T_UUID, {"0123456789abcdef", {"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16}}));
}

void dates(const Subject& s) {  // 1970, 2024-02-29, 1000-01-01, 9999-12-31
  round_trip(s, ZIN_T_DATE, numbers(ZIN_T_DATE, {0, 19782, -354285, 2932896}));
}

void times(const Subject& s) {
  round_trip(s, ZIN_T_TIME, numbers(ZIN_T_TIME, {0, 45'296'789'012, 86'399'999'999}));
}

void timestamps(const Subject& s) {
  round_trip(s, ZIN_T_TIMESTAMP,
             numbers(ZIN_T_TIMESTAMP, {0, -1, 1'709'210'096'789'012, 1'709'210'096'000'000}));
}

void timestamps_with_a_zone(const Subject& s) {
  round_trip(s, ZIN_T_TIMESTAMPTZ, numbers(ZIN_T_TIMESTAMPTZ, {1'709'210'096'789'012, 1'000'000}));
}

void intervals(const Subject& s) {
  const auto bytes_of = [](zin_interval interval) {
    return Value::of_view(ZIN_T_INTERVAL,
                          {reinterpret_cast<const char*>(&interval), sizeof interval});
  };
  round_trip(s, ZIN_T_INTERVAL,
             {bytes_of({0, 0, 0}), bytes_of({4'000'001, 3, 14}), bytes_of({-1, -31, -1})});
}

void an_unsigned_integer_is_never_another_number(const Subject& s) {
  Connection c{s};
  const ScratchTable table = make_table(c, column_for(c, ZIN_T_I64).sql);
  const Reply fits = c.attempt(table.insert_sql(), {Value::integer(1), Value::of(ZIN_T_U64, 7)});
  require(fits.ok(), "U64 7 was not stored: {}", fits.text());
  const Reply reply = c.attempt(table.insert_sql(), {Value::integer(2), Value::of(ZIN_T_U64, -1)});
  if (reply.ok()) {
    const Value seen = table.rows().at(1).at(1).canonical();
    require(seen == Value::of(ZIN_T_U64, -1) ||
                (seen.type == ZIN_T_DECIMAL && seen.bytes == "18446744073709551615"),
            "U64 18446744073709551615 came back as {}", to_string(seen));
  } else {
    require(reply.error.category == ZIN_CAT_DATA, "not DATA: {}", reply.text());
  }
  require(table.rows().at(0).at(1).canonical().bits == 7, "U64 7 came back as another number");
}

/// A value of the type that every server can hold.
Value sample(zin_type type) {
  switch (type) {
    case ZIN_T_F32:
    case ZIN_T_F64:
      return Value::of_double(type, 1.5);
    case ZIN_T_DECIMAL:
    case ZIN_T_TEXT:
      return Value::of_view(type, "12.5");
    case ZIN_T_JSON:
      return Value::of_view(type, "[1]");
    case ZIN_T_BYTES:
    case ZIN_T_UUID:
    case ZIN_T_INTERVAL:
      return Value::of_view(type, std::string(16, '\1'));
    case ZIN_T_TIMESTAMP:
    case ZIN_T_TIMESTAMPTZ:
      return Value::of(type, 1'709'210'096'789'012);
    default:
      return Value::of(type, 1);
  }
}

void what_was_read_can_be_bound_again(const Subject& s) {
  Connection c{s};
  for (const ColumnQuirk& column : c.quirks().columns) {
    if (!takes_type(c, column.sql)) continue;
    const ScratchTable table = make_table(c, column.sql);
    const Value value = sample(column.bound);
    c.run(table.insert_sql(), {Value::integer(1), value});
    const Value read = table.rows().at(0).at(1);  // in the encoding that the driver chose
    const Reply reply = c.attempt(table.insert_sql(), {Value::integer(2), read});
    require(reply.ok(), "{} was read and could not be bound again: {}", to_string(read),
            reply.text());
    const Value again = table.rows().at(1).at(1);
    require(again.canonical() == read.canonical(), "{} was bound again and came back as {}",
            to_string(read), to_string(again));
  }
}

/// Binds a cell that must be refused, and looks that nothing was stored.
void refuse_cell(const Subject& s, const zin_cell& bad, std::string_view what,
                 bool unsupported_only) {
  Connection c{s};
  const ScratchTable table{c};
  const std::string sql = with_placeholders(table.insert_sql(), s.driver->param_style);
  zin_cell cells[2] = {Value::integer(1).cell(), bad};
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  exec.params = cells;
  exec.nparams = 2;
  zin_cursor* cursor = nullptr;
  const Reply reply = c.execute(exec, &cursor);
  if (reply.ok()) s.driver->cursor_close(cursor);
  require(!reply.ok(), "{} was accepted", what);
  require(reply.status == ZIN_E_UNSUPPORTED || !unsupported_only,
          "{} was answered with {}, not UNSUPPORTED", what, reply.text());
  table.require_ids({}, fmt::format("after {} was refused", what));
}

void an_unknown_type_is_unsupported(const Subject& s) {
  zin_cell cell{};
  cell.type = 200;
  refuse_cell(s, cell, "a parameter of the unknown type 200", true);
}

void an_unknown_encoding_is_refused(const Subject& s) {
  zin_cell cell = Value::integer(1).cell();
  cell.enc = 200;
  refuse_cell(s, cell, "a parameter in the unknown encoding 200", false);
}

void an_undeclared_default_is_unsupported(const Subject& s) {
  if (s.can(ZIN_CAP_PARAM_DEFAULT)) skip("the driver declares PARAM_DEFAULT");
  zin_cell cell{};
  cell.type = ZIN_T_DEFAULT;
  refuse_cell(s, cell, "a DEFAULT parameter without PARAM_DEFAULT", true);
}

void an_undeclared_array_is_unsupported(const Subject& s) {
  if (s.can(ZIN_CAP_ARRAY_PARAMS)) skip("the driver declares ARRAY_PARAMS");
  alignas(8) const zin_cell element = Value::integer(1).cell();
  zin_cell cell{};
  cell.type = ZIN_T_ARRAY;
  cell.enc = ZIN_ENC_VIEW;
  cell.v.ptr = &element;
  cell.len = 1;
  refuse_cell(s, cell, "an ARRAY parameter without ARRAY_PARAMS", true);
}

}  // namespace

std::span<const TestCase> type_tests() {
  static constexpr std::string_view group = "types";
  static constexpr TestCase tests[] = {
      {group, "booleans", "zin_cell", booleans},
      {group, "integers_are_exact", "zin_cell", integers_are_exact},
      {group, "unsigned_integers_are_exact", "zin_cell", unsigned_integers_are_exact},
      {group, "floats_are_exact", "zin_cell", floats_are_exact},
      {group, "doubles_are_exact", "zin_cell", doubles_are_exact},
      {group, "decimals_are_exact", "zin_cell", decimals_are_exact},
      {group, "texts", "zin_cell", texts},
      {group, "a_text_with_a_zero_byte_is_whole_or_refused", "zin_cell",
       a_text_with_a_zero_byte_is_whole_or_refused},
      {group, "json", "zin_cell", json},
      {group, "bytes", "zin_cell", bytes},
      {group, "uuids", "zin_cell", uuids},
      {group, "dates", "zin_cell", dates},
      {group, "times", "zin_cell", times},
      {group, "timestamps", "zin_cell", timestamps},
      {group, "timestamps_with_a_zone", "zin_cell", timestamps_with_a_zone},
      {group, "intervals", "zin_cell", intervals},
      {group, "an_unsigned_integer_is_never_another_number", "zin_exec",
       an_unsigned_integer_is_never_another_number},
      {group, "what_was_read_can_be_bound_again", "zin_cell", what_was_read_can_be_bound_again},
      {group, "an_unknown_type_is_unsupported", "R6", an_unknown_type_is_unsupported},
      {group, "an_unknown_encoding_is_refused", "R6", an_unknown_encoding_is_refused},
      {group, "an_undeclared_default_is_unsupported", "zin_exec",
       an_undeclared_default_is_unsupported},
      {group, "an_undeclared_array_is_unsupported", "zin_exec", an_undeclared_array_is_unsupported},
  };
  return tests;
}

}  // namespace zin::conform
