// Reads a zin_error with suspicion and asks the driver for the parts behind it.
// SPDX-License-Identifier: MIT
#include "zin/host/status.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "zin/host/abi_text.hpp"
#include "zin/host/status_message.hpp"

namespace zin::host {
namespace {

// A driver that never answers END must not keep us here.
constexpr std::uint32_t max_details = 32;
constexpr std::size_t max_name_bytes = 256;

struct Details {
  std::string constraint, table, column, detail, hint;
};

Details details_of(const DriverHandle& driver, zin_conn* connection) {
  Details details;
  if (connection == nullptr || driver.table().error_detail == nullptr) return details;
  for (std::uint32_t i = 0; i < max_details; ++i) {
    zin_kv entry{};
    if (driver.table().error_detail(connection, i, &entry) != ZIN_OK) break;
    const std::string_view key = text_of(entry.key);
    const std::string_view value = text_of(entry.value);
    if (key == "constraint") details.constraint = printable(value, max_name_bytes);
    if (key == "table") details.table = printable(value, max_name_bytes);
    if (key == "column") details.column = printable(value, max_name_bytes);
    if (key == "detail") details.detail = valid_utf8(value);
    if (key == "hint") details.hint = valid_utf8(value);
  }
  return details;
}

std::string_view sqlstate_of(const zin_error& error) noexcept {
  const std::string_view state{error.sqlstate, 5};
  const bool valid = std::ranges::all_of(
      state, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
  return valid ? state : std::string_view{};
}

Doing doing_of(std::string_view words) noexcept {
  if (words == "configure") return Doing::configure;
  if (words == "connect") return Doing::connect;
  if (words == "commit") return Doing::commit;
  return Doing::other;
}

bool is_retryable(const Failure& failure, Errc code) noexcept {
  if (code == Errc::in_doubt) return false;
  if ((failure.flags & (ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN)) != 0) return true;
  if (failure.status == ZIN_E_SKIPPED) return true;  // it never ran
  // Nothing of it is on the server: another connection may have better luck.
  const std::uint32_t fate = failure.flags & (ZIN_ERRF_RECONNECT | ZIN_ERRF_MAYBE_APPLIED);
  return code == Errc::connection_lost && fate == ZIN_ERRF_RECONNECT;
}

std::string server_words(const zin_error& error, const Details& details) {
  const std::size_t length = std::min<std::size_t>(error.message_len, sizeof error.message);
  std::string words = valid_utf8({error.message, length});
  if (!details.detail.empty()) words += "\nDETAIL: " + details.detail;
  if (!details.hint.empty()) words += "\nHINT: " + details.hint;
  return words;
}

}  // namespace

Error error_of(const DriverHandle& driver, zin_conn* connection, zin_status status,
               const zin_error& error, const StatusContext& context) {
  Details details = details_of(driver, connection);
  const Failure failure{.status = status,
                        .category = error.category,
                        .flags = error.flags,
                        .native_code = error.native_code,
                        .sqlstate = sqlstate_of(error),
                        .names_column = !details.column.empty(),
                        .names_constraint = !details.constraint.empty()};
  ErrorInfo info;
  info.code = errc_of(failure, doing_of(context.doing));
  info.server_message = server_words(error, details);
  info.sqlstate = failure.sqlstate;
  info.native_code = error.native_code;
  info.constraint = std::move(details.constraint);
  info.table = std::move(details.table);
  info.column = std::move(details.column);
  info.driver = driver.name();
  info.statement = context.statement;
  if (!context.statement.empty() && error.position >= 0 &&
      static_cast<std::uint64_t>(error.position) <= context.statement.size()) {
    info.position = static_cast<std::uint64_t>(error.position);
  }
  if (error.row_index != ZIN_NO_INDEX) info.row = error.row_index;
  info.retryable = is_retryable(failure, info.code);
  info.may_be_applied =
      info.code == Errc::in_doubt || (failure.flags & ZIN_ERRF_MAYBE_APPLIED) != 0;
  if (context.where != nullptr) info.where = *context.where;

  const std::size_t length = std::min<std::size_t>(error.message_len, sizeof error.message);
  const std::string driver_text = printable({error.message, length});
  const std::string hint = printable(details.hint, max_name_bytes);
  info.message = message_of(failure, info,
                            {.doing = context.doing,
                             .driver_text = driver_text,
                             .hint = hint,
                             .retry_after_ns = error.retry_after_ns,
                             .batch_index = error.batch_index},
                            driver);
  return Error{std::move(info)};
}

void throw_status(const DriverHandle& driver, zin_conn* connection, zin_status status,
                  const zin_error& error, const StatusContext& context) {
  throw error_of(driver, connection, status, error, context);
}

}  // namespace zin::host
