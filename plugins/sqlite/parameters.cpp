// How each kind of cell is stored: what was read can be bound again.
// SPDX-License-Identifier: MIT
#include "parameters.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "zin/plugin/decimal_text.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::sqlite {
namespace {

template <class Number>
std::optional<Number> parse(std::string_view text) noexcept {
  Number number{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Why a cell cannot be stored, NULL when it can. No value appears in it.
const char* civil_fault(const zin_cell& cell) noexcept {
  char text[plugin::civil_text_size];
  switch (cell.type) {
    case ZIN_T_DATE:
      return plugin::write_date(text, cell.v.i) != 0 ? nullptr
                                                     : "the date is outside the years 0 to 9999";
    case ZIN_T_TIME:
      return plugin::write_time(text, cell.v.i) != 0 ? nullptr
                                                     : "the time is beyond 838:59:59.999999";
    default:
      return plugin::write_timestamp(text, cell.v.i, false) != 0
                 ? nullptr
                 : "the timestamp is outside the years 0 to 9999";
  }
}

const char* wire_fault(const zin_cell& cell) noexcept {
  const std::string_view text = plugin::view(cell);
  switch (cell.type) {
    case ZIN_T_BOOL:
      return text == "0" || text == "1" ? nullptr : "the text is no 0 or 1";
    case ZIN_T_I64:
    case ZIN_T_U64:
      return parse<std::int64_t>(text) ? nullptr : "the text is no 64-bit integer";
    case ZIN_T_F32:
    case ZIN_T_F64: {
      const auto number = parse<double>(text);
      return number && !std::isnan(*number) ? nullptr : "the text is no number";
    }
    default:
      return nullptr;
  }
}

const char* fault(const zin_cell& cell) noexcept {
  if (cell.enc == ZIN_ENC_WIRE_TEXT) return wire_fault(cell);
  switch (cell.type) {
    case ZIN_T_U64:
      return cell.v.u <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
                 ? nullptr
                 : "the unsigned integer is beyond 9223372036854775807, SQLite's largest";
    case ZIN_T_F32:
    case ZIN_T_F64:
      return std::isnan(cell.v.f) ? "NaN: SQLite would store NULL" : nullptr;
    case ZIN_T_DECIMAL:
      return plugin::is_decimal(plugin::view(cell)) ? nullptr : "the text is no decimal number";
    case ZIN_T_UUID:
      return cell.len == plugin::uuid_bytes ? nullptr : "a uuid has 16 bytes";
    case ZIN_T_DATE:
    case ZIN_T_TIME:
    case ZIN_T_TIMESTAMP:
    case ZIN_T_TIMESTAMPTZ:
      return civil_fault(cell);
    default:
      return nullptr;
  }
}

/// Why a cell is of no kind that SQLite stores, NULL when it is of one.
const char* obstacle(const zin_cell& cell) noexcept {
  if (cell.enc > ZIN_ENC_WIRE_TEXT) return "its encoding is unknown: the host is newer than this";
  if (cell.type > ZIN_T_TIMESTAMPTZ || (cell.enc == ZIN_ENC_WIRE_TEXT && cell.type == ZIN_T_BYTES))
    return "SQLite has no such type: pass text or json";
  return nullptr;
}

/// Whether a value of this kind can always be stored.
bool is_plain(const zin_cell& cell) noexcept {
  constexpr std::uint32_t plain = 1u << ZIN_T_NULL | 1u << ZIN_T_BOOL | 1u << ZIN_T_I64 |
                                  1u << ZIN_T_TEXT | 1u << ZIN_T_JSON | 1u << ZIN_T_BYTES;
  return cell.type < 32 && (plain >> cell.type & 1u) != 0 && cell.enc < ZIN_ENC_WIRE_TEXT;
}

void check_cell(const zin_cell& cell, std::uint32_t parameter, std::uint32_t row) {
  if (is_plain(cell)) [[likely]]
    return;
  const char* const unsupported = obstacle(cell);
  const char* const reason = unsupported != nullptr ? unsupported : fault(cell);
  if (reason == nullptr) return;
  std::string message = "parameter " + std::to_string(parameter + 1) + ": " + reason;
  plugin::Failure failure = unsupported != nullptr ? plugin::unsupported(std::move(message))
                                                   : plugin::bad_data(std::move(message));
  failure.row_index = row;
  if (failure.status == ZIN_E_ERROR) failure.sqlstate = "22003";
  throw failure;
}

int bind_text(sqlite3_stmt* stmt, int index, const void* text, std::uint64_t len,
              sqlite3_destructor_type lifetime) {
  // A NULL pointer would bind NULL instead of an empty text.
  return sqlite3_bind_text64(stmt, index, text == nullptr ? "" : static_cast<const char*>(text),
                             len, lifetime, SQLITE_UTF8);
}

sqlite3_destructor_type lifetime_of(bool copy) noexcept {
  return copy ? SQLITE_TRANSIENT : SQLITE_STATIC;  // NOLINT: macros of sqlite3.h
}

}  // namespace

void check_rows(const zin_cell* params, std::uint32_t nparams, std::uint32_t nrows) {
  std::vector<zin_type> types(nparams, ZIN_T_NULL);
  for (std::uint32_t row = 0; row < nrows; ++row) {
    for (std::uint32_t i = 0; i < nparams; ++i) {
      const zin_cell& cell = params[std::size_t{row} * nparams + i];
      check_cell(cell, i, row);
      if (cell.type == ZIN_T_NULL || cell.type == types[i]) continue;
      if (types[i] != ZIN_T_NULL) {
        plugin::Failure failure =
            plugin::misuse("parameter " + std::to_string(i + 1) +
                           " changes its type from row to row: give one type, or NULL");
        failure.row_index = row;
        throw failure;
      }
      types[i] = cell.type;
    }
  }
}

int Parameters::bind(sqlite3_stmt* stmt, const zin_cell* row, std::uint32_t nparams, bool copy) {
  for (std::uint32_t i = 0; i < nparams; ++i) {
    if (!is_plain(row[i])) [[unlikely]] {
      check_cell(row[i], i, ZIN_NO_INDEX);
      if (row[i].type >= ZIN_T_UUID && texts_.size() < nparams) texts_.resize(nparams);
    }
    const int code = bind_cell(stmt, static_cast<int>(i + 1), row[i], copy);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int Parameters::bind_cell(sqlite3_stmt* stmt, int index, const zin_cell& cell, bool copy) {
  if (cell.enc == ZIN_ENC_WIRE_TEXT) return bind_wire_text(stmt, index, cell, copy);
  const auto own_text = [&](auto write) {
    Text& text = texts_[static_cast<std::size_t>(index - 1)];
    // It is this object's own until the next bind, so that SQLite need not copy it.
    return sqlite3_bind_text64(stmt, index, text.data(), write(text.data()), SQLITE_STATIC,
                               SQLITE_UTF8);
  };
  switch (cell.type) {
    case ZIN_T_BOOL:
      return sqlite3_bind_int(stmt, index, cell.v.i != 0 ? 1 : 0);
    case ZIN_T_I64:
    case ZIN_T_U64:
      return sqlite3_bind_int64(stmt, index, cell.v.i);
    case ZIN_T_F32:
    case ZIN_T_F64:
      return sqlite3_bind_double(stmt, index, cell.v.f);
    case ZIN_T_DECIMAL:
    case ZIN_T_TEXT:
    case ZIN_T_JSON:
      return bind_text(stmt, index, cell.v.ptr, cell.len, lifetime_of(copy));
    case ZIN_T_BYTES:
      return sqlite3_bind_blob64(stmt, index, cell.v.ptr == nullptr ? "" : cell.v.ptr, cell.len,
                                 lifetime_of(copy));
    case ZIN_T_UUID:
      return own_text([&](char* out) {
        plugin::write_uuid(static_cast<const std::uint8_t*>(cell.v.ptr), out);
        return plugin::uuid_chars;
      });
    case ZIN_T_DATE:
      return own_text([&](char* out) { return plugin::write_date(out, cell.v.i); });
    case ZIN_T_TIME:
      return own_text([&](char* out) { return plugin::write_time(out, cell.v.i); });
    case ZIN_T_TIMESTAMP:
      return own_text([&](char* out) { return plugin::write_timestamp(out, cell.v.i, false); });
    case ZIN_T_TIMESTAMPTZ:
      return own_text([&](char* out) { return plugin::write_timestamp(out, cell.v.i, true); });
    default:
      return sqlite3_bind_null(stmt, index);
  }
}

int Parameters::bind_wire_text(sqlite3_stmt* stmt, int index, const zin_cell& cell, bool copy) {
  const std::string_view text = plugin::view(cell);
  switch (cell.type) {
    case ZIN_T_NULL:
      return sqlite3_bind_null(stmt, index);
    case ZIN_T_BOOL:
    case ZIN_T_I64:
    case ZIN_T_U64:
      return sqlite3_bind_int64(stmt, index, parse<std::int64_t>(text).value_or(0));
    case ZIN_T_F32:
    case ZIN_T_F64:
      return sqlite3_bind_double(stmt, index, parse<double>(text).value_or(0));
    default:
      return bind_text(stmt, index, cell.v.ptr, cell.len, lifetime_of(copy));
  }
}

}  // namespace zin::sqlite
