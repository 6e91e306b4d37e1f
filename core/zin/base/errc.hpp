// The portable error codes of the library.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// What went wrong, in the same words on every driver. New codes are only ever appended.
enum class Errc : std::uint8_t {
  invalid_argument,  ///< The caller passed something that cannot be right, or asked for it at the
                     ///< wrong moment; nothing was changed.
  invalid_config,  ///< A setting is malformed or contradicts another; the message names its source.
  unknown_connection,     ///< No connection of that name; the message lists the known ones.
  unknown_driver,         ///< No driver of that name was found; the message lists each path tried.
  already_registered,     ///< The name is taken by another configuration or driver.
  plugin_refused,         ///< A plugin file was found but is broken or not trustworthy.
  abi_mismatch,           ///< A plugin was built for another version of the C ABI.
  unsupported,            ///< The driver or server cannot do this; nothing was changed.
  connection_failed,      ///< No connection could be made.
  connection_lost,        ///< The connection died; see may_be_applied().
  authentication_failed,  ///< The server refused the user or the password.
  permission_denied,      ///< The user may not do this, or a file may not be opened.
  pool_timeout,           ///< No connection became free in time; the message lists the holders.
  pool_exhausted,         ///< Too many callers wait already.
  closed,                 ///< The database, pool or stream was closed.
  timeout,                ///< A deadline passed; the statement was cancelled.
  cancelled,              ///< The statement was cancelled.
  syntax,                 ///< The SQL text is wrong, or a name in it is taken; see position().
  undefined_table,        ///< No such table, view or database.
  undefined_column,       ///< No such column.
  unique_violation,       ///< A unique or primary key exists already.
  foreign_key_violation,  ///< A row that is referred to is missing, or still referred to.
  not_null_violation,     ///< A column that must have a value has none.
  check_violation,        ///< A check constraint is not met.
  data_error,             ///< A value is out of range or malformed for its column.
  type_mismatch,          ///< A column's value does not fit the type that was asked for.
  unknown_column,         ///< The result has no column of that name or index.
  deadlock,               ///< The server broke a deadlock; run the transaction again.
  serialization_failure,  ///< Concurrent changes collide; run the transaction again.
  busy,                   ///< Locked by another for longer than the busy timeout.
  read_only,              ///< The server, file or transaction takes no writes.
  in_doubt,             ///< A commit was sent and its answer lost: it may or may not have happened.
  outside_transaction,  ///< The database was used beside the transaction open on this thread.
  stale_version,        ///< A row or value changed since it was read.
  not_found,            ///< A row or value that must exist does not.
  rate_limited,         ///< The service asks to slow down.
  resource_exhausted,   ///< Memory, disk or a server limit is used up, or a file is damaged.
  precision_lost,       ///< The value would not be exact.
  mass_assignment,      ///< An attribute is not in the model's fillable list.
  internal,             ///< A defect of the library or a driver.
  multiple_found,       ///< There are several rows where there must be one.
};

/// The code's name as it is written in code: "unique_violation". [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(Errc code) noexcept;

}  // namespace zin
