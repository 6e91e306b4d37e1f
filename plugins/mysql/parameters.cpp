// How each kind of cell is sent: what was read can be bound again.
// SPDX-License-Identifier: MIT
#include "parameters.hpp"

#include <cmath>
#include <string>

#include "zin/plugin/civil.hpp"
#include "zin/plugin/decimal_text.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::mysql {
namespace {

// The server's own limits ("Date and Time Data Types" of either manual).
constexpr std::int64_t first_day = -719'528;  // 0000-01-01
constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31
constexpr std::int64_t longest_time = std::int64_t{839} * 3600 * plugin::us_per_second;

std::int64_t days_of(std::int64_t us) noexcept {
  return us / plugin::us_per_day - (us % plugin::us_per_day < 0 ? 1 : 0);
}

bool in_calendar(std::int64_t days) noexcept { return days >= first_day && days <= last_day; }

/// Why a cell cannot be sent, NULL when it can. No value appears in it.
const char* fault(const zin_cell& cell) noexcept {
  if (cell.enc == ZIN_ENC_WIRE_TEXT) return nullptr;  // the server reads it as it reads literals
  switch (cell.type) {
    case ZIN_T_F32:
    case ZIN_T_F64:
      return std::isfinite(cell.v.f) ? nullptr : "the server has neither NaN nor infinity";
    case ZIN_T_DECIMAL:
      return plugin::is_decimal(plugin::view(cell)) ? nullptr : "the text is no decimal number";
    case ZIN_T_UUID:
      return cell.len == plugin::uuid_bytes ? nullptr : "a uuid has 16 bytes";
    case ZIN_T_DATE:
      return in_calendar(cell.v.i) ? nullptr : "the date is outside the years 0 to 9999";
    case ZIN_T_TIME:
      return cell.v.i > -longest_time && cell.v.i < longest_time
                 ? nullptr
                 : "the time is beyond 838:59:59.999999";
    case ZIN_T_TIMESTAMP:
    case ZIN_T_TIMESTAMPTZ:
      return in_calendar(days_of(cell.v.i)) ? nullptr
                                            : "the timestamp is outside the years 0 to 9999";
    default:
      return nullptr;
  }
}

bool sendable(const zin_cell& cell) noexcept {
  if (cell.enc > ZIN_ENC_WIRE_TEXT) return false;
  if (cell.type == ZIN_T_NATIVE) return cell.enc != ZIN_ENC_INLINE;
  return cell.type <= ZIN_T_TIMESTAMPTZ;
}

/// Whether a value of this kind can always be sent.
bool is_plain(const zin_cell& cell) noexcept {
  constexpr std::uint32_t plain = 1u << ZIN_T_NULL | 1u << ZIN_T_BOOL | 1u << ZIN_T_I64 |
                                  1u << ZIN_T_U64 | 1u << ZIN_T_TEXT | 1u << ZIN_T_JSON |
                                  1u << ZIN_T_BYTES;
  return cell.type < 32 && (plain >> cell.type & 1u) != 0 && cell.enc < ZIN_ENC_WIRE_TEXT;
}

void check_cell(const zin_cell& cell, std::uint32_t parameter, std::uint32_t row) {
  if (is_plain(cell)) [[likely]]
    return;
  const char* const reason =
      sendable(cell) ? fault(cell) : "the server has no such type: pass text or json";
  if (reason == nullptr) return;
  std::string message = "parameter " + std::to_string(parameter + 1) + ": " + reason;
  plugin::Failure failure = sendable(cell) ? plugin::bad_data(std::move(message))
                                           : plugin::unsupported(std::move(message));
  failure.row_index = row;
  if (failure.status == ZIN_E_ERROR) failure.sqlstate = "22003";
  throw failure;
}

void set_day(MYSQL_TIME& out, std::int64_t days) noexcept {
  const plugin::CivilDate date = plugin::civil_from_days(days);
  out.year = static_cast<unsigned>(date.year);
  out.month = date.month;
  out.day = date.day;
}

/// `us` within a day.
void set_clock(MYSQL_TIME& out, std::int64_t us) noexcept {
  const std::int64_t seconds = us / plugin::us_per_second;
  out.hour = static_cast<unsigned>(seconds / 3600);
  out.minute = static_cast<unsigned>(seconds / 60 % 60);
  out.second = static_cast<unsigned>(seconds % 60);
  out.second_part = static_cast<unsigned long>(us % plugin::us_per_second);
}

MYSQL_TIME civil_of(const zin_cell& cell) noexcept {
  MYSQL_TIME out{};
  const std::int64_t value = cell.v.i;
  if (cell.type == ZIN_T_DATE) {
    out.time_type = MYSQL_TIMESTAMP_DATE;
    set_day(out, value);
  } else if (cell.type == ZIN_T_TIME) {
    out.time_type = MYSQL_TIMESTAMP_TIME;
    out.neg = value < 0 ? 1 : 0;
    const std::int64_t us = value < 0 ? -value : value;
    // The protocol has one byte for hours: longer times count days, too.
    out.day = static_cast<unsigned>(us / plugin::us_per_day);
    set_clock(out, us % plugin::us_per_day);
  } else {
    out.time_type = MYSQL_TIMESTAMP_DATETIME;
    const std::int64_t days = days_of(value);
    set_day(out, days);
    set_clock(out, value - days * plugin::us_per_day);
  }
  return out;
}

bool is_text(enum_field_types type) noexcept {
  return type == MYSQL_TYPE_STRING || type == MYSQL_TYPE_BLOB || type == MYSQL_TYPE_NEWDECIMAL;
}

}  // namespace

void Parameters::check(const zin_cell* params, std::uint32_t nparams, std::uint32_t nrows) {
  if (nrows <= 1) {
    for (std::uint32_t i = 0; i < nparams; ++i) check_cell(params[i], i, ZIN_NO_INDEX);
    return;
  }
  column_types_.assign(nparams, zin_cell{});
  for (std::uint32_t row = 0; row < nrows; ++row) {
    for (std::uint32_t i = 0; i < nparams; ++i) {
      const zin_cell& cell = params[std::size_t{row} * nparams + i];
      if (cell.type == ZIN_T_NULL) continue;
      check_cell(cell, i, row);
      zin_cell& first = column_types_[i];
      if (first.type == ZIN_T_NULL) first = cell;
      const bool text_or_not = (first.enc == ZIN_ENC_WIRE_TEXT) == (cell.enc == ZIN_ENC_WIRE_TEXT);
      if (cell.type == first.type && text_or_not) continue;
      plugin::Failure failure =
          plugin::misuse("parameter " + std::to_string(i + 1) +
                         " changes its type from row to row: give one type, or NULL");
      failure.row_index = row;
      throw failure;
    }
  }
}

void Parameters::reserve(std::uint32_t nparams) {
  if (binds_.size() == nparams) return;
  bound_ = false;
  binds_.assign(nparams, MYSQL_BIND{});
  slots_.assign(nparams, Slot());
  for (std::uint32_t i = 0; i < nparams; ++i) {
    binds_[i].length = &slots_[i].length;
    binds_[i].is_null = &slots_[i].is_null;
    binds_[i].buffer_type = MYSQL_TYPE_STRING;
    binds_[i].buffer = &slots_[i].whole;
  }
}

void Parameters::set_type(MYSQL_BIND& bind, const zin_cell& cell) noexcept {
  bind.is_unsigned = 0;
  if (cell.enc == ZIN_ENC_WIRE_TEXT) {
    bind.buffer_type = MYSQL_TYPE_STRING;
    return;
  }
  switch (cell.type) {
    case ZIN_T_NULL:
      bind.buffer_type = MYSQL_TYPE_NULL;
      break;
    case ZIN_T_U64:
      bind.is_unsigned = 1;
      [[fallthrough]];
    case ZIN_T_BOOL:
    case ZIN_T_I64:
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      break;
    case ZIN_T_F32:
      bind.buffer_type = MYSQL_TYPE_FLOAT;
      break;
    case ZIN_T_F64:
      bind.buffer_type = MYSQL_TYPE_DOUBLE;
      break;
    case ZIN_T_DECIMAL:
      bind.buffer_type = MYSQL_TYPE_NEWDECIMAL;
      break;
    case ZIN_T_DATE:
      bind.buffer_type = MYSQL_TYPE_DATE;
      break;
    case ZIN_T_TIME:
      bind.buffer_type = MYSQL_TYPE_TIME;
      break;
    case ZIN_T_TIMESTAMP:
    case ZIN_T_TIMESTAMPTZ:
      bind.buffer_type = MYSQL_TYPE_DATETIME;
      break;
    case ZIN_T_TEXT:
    case ZIN_T_JSON:
      bind.buffer_type = MYSQL_TYPE_STRING;
      break;
    default:  // bytes, uuids, what the server itself sent as bytes
      bind.buffer_type = MYSQL_TYPE_BLOB;
      break;
  }
}

void Parameters::set_value(MYSQL_BIND& bind, Slot& slot, const zin_cell& cell) noexcept {
  if (is_text(bind.buffer_type)) {
    static constexpr char nothing = '\0';  // a NULL pointer would be NULL, not an empty text
    bind.buffer = const_cast<void*>(cell.len == 0 ? &nothing : cell.v.ptr);
    bind.buffer_length = slot.length = cell.len;
    return;
  }
  bind.buffer = &slot.whole;
  switch (bind.buffer_type) {
    case MYSQL_TYPE_LONGLONG:
      slot.whole = cell.type == ZIN_T_BOOL ? (cell.v.i != 0 ? 1 : 0) : cell.v.i;
      break;
    case MYSQL_TYPE_FLOAT:
      slot.small_real = static_cast<float>(cell.v.f);
      break;
    case MYSQL_TYPE_DOUBLE:
      slot.real = cell.v.f;
      break;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_TIME:
    case MYSQL_TYPE_DATETIME:
      slot.civil = civil_of(cell);
      break;
    default:
      break;
  }
}

void Parameters::bind(MYSQL_STMT* stmt, const zin_cell* row, std::uint32_t nparams) {
  if (nparams == 0) return;
  reserve(nparams);
  bool same = bound_;
  for (std::uint32_t i = 0; i < nparams; ++i) {
    MYSQL_BIND& bind = binds_[i];
    Slot& slot = slots_[i];
    // NULL has no type of its own: what the parameter had before stays.
    slot.is_null = row[i].type == ZIN_T_NULL ? 1 : 0;
    if (slot.is_null != 0) continue;
    const auto type = bind.buffer_type;
    const my_bool is_unsigned = bind.is_unsigned;
    const void* const buffer = bind.buffer;
    set_type(bind, row[i]);
    set_value(bind, slot, row[i]);
    same = same && type == bind.buffer_type && is_unsigned == bind.is_unsigned &&
           buffer == bind.buffer;
  }
  // Binding again sends the types again.
  if (!same) mysql_stmt_bind_param(stmt, binds_.data());
  bound_ = true;
}

void Parameters::bind_rows(MYSQL_STMT* stmt, const zin_cell* params, std::uint32_t nparams,
                           std::uint32_t nrows) {
  binds_.clear();  // the next single row begins anew
  bound_ = false;
  reserve(nparams);
  rows_ = params;
  nparams_ = nparams;
  for (std::uint32_t i = 0; i < nparams; ++i) {
    set_type(binds_[i], column_types_[i]);
    // A column of NULLs alone still needs a type.
    if (binds_[i].buffer_type == MYSQL_TYPE_NULL) binds_[i].buffer_type = MYSQL_TYPE_STRING;
    slots_[i].is_null = 0;
    binds_[i].buffer = &slots_[i].whole;
    binds_[i].u.indicator = &slots_[i].indicator;
  }
  const unsigned count = nrows;
  mysql_stmt_attr_set(stmt, STMT_ATTR_ARRAY_SIZE, &count);
  mysql_stmt_attr_set(stmt, STMT_ATTR_CB_USER_DATA, this);
  const ps_param_callback callback = &on_row;
  mysql_stmt_attr_set(stmt, STMT_ATTR_CB_PARAM, reinterpret_cast<const void*>(callback));
  mysql_stmt_bind_param(stmt, binds_.data());
}

void Parameters::end_rows(MYSQL_STMT* stmt) noexcept {
  binds_.clear();
  const unsigned none = 0;
  mysql_stmt_attr_set(stmt, STMT_ATTR_ARRAY_SIZE, &none);
  mysql_stmt_attr_set(stmt, STMT_ATTR_CB_PARAM, nullptr);
}

my_bool Parameters::on_row(void* parameters, MYSQL_BIND* binds, unsigned row) noexcept {
  auto& self = *static_cast<Parameters*>(parameters);
  const zin_cell* const cells = self.rows_ + std::size_t{row} * self.nparams_;
  for (std::uint32_t i = 0; i < self.nparams_; ++i) {
    const bool null = cells[i].type == ZIN_T_NULL;
    self.slots_[i].indicator = null ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE;
    if (!null) set_value(binds[i], self.slots_[i], cells[i]);
  }
  return 0;
}

std::size_t Parameters::size_of(const zin_cell* row, std::uint32_t nparams) noexcept {
  constexpr std::size_t fixed = 14;  // the longest: a TIME and its indicator
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < nparams; ++i)
    bytes += fixed + (row[i].enc == ZIN_ENC_INLINE ? 0 : row[i].len);
  return bytes;
}

}  // namespace zin::mysql
