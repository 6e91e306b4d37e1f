// The service's messages as categories, SQLSTATEs and constraint names.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "cloudflare/client.hpp"
#include "cloudflare/envelope.hpp"
#include "sqlite/errors.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::d1 {

/// What was asked when the failure came.
struct Asked {
  bool safe = false;        ///< Running it twice is as good as once.
  bool has_params = false;  ///< The message may then quote a bound value.
};

/// A failure and what its message names.
struct Told {
  plugin::Failure failure;
  sqlite::ConstraintDetails details;
};

/// The failure for an answer that is none of rows. The error's number says nothing (7500 stands for
/// SQL errors, quotas and faults alike), so its message is read: `<SQLite's words>[ at offset N]:
/// SQLITE_<CODE>[ (extended: SQLITE_<CODE>)]`, which becomes what the driver for SQLite tells, and
/// the documented messages of the service itself. Else the HTTP status decides.
[[nodiscard]] Told told_failure(const cloudflare::Response& response,
                                const cloudflare::ApiError& error, const Asked& asked);

/// Whether another attempt may help: a status, or a message that the service documents as passing.
[[nodiscard]] cloudflare::Fault judge(const cloudflare::Response& response);

}  // namespace zin::d1
