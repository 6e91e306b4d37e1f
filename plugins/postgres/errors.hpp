// PostgreSQL's SQLSTATEs as categories, statuses and advice.
// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/plugin/failure.hpp"

namespace zin::postgres {

/// What the server said beside the message; parts that it left out are empty. `detail` quotes the
/// values of rows.
struct ErrorDetails {
  std::string constraint, table, column, detail, hint;
};

/// What was going on when the server, or the network, answered with an error.
struct Circumstances {
  std::string_view sql{};       ///< Whose characters the server counts.
  bool in_transaction = false;  ///< Before the statement: what it did cannot stay on its own.
};

/// The failure for an error result, whose details go to `details`. The message is the server's
/// first line. Requires: PQresultStatus(result) is an error.
[[nodiscard]] plugin::Failure server_failure(const PGresult* result, const Circumstances& about,
                                             ErrorDetails& details);

/// The failure for a SQLSTATE alone.
[[nodiscard]] plugin::Failure failure_of(std::string_view sqlstate, std::string message);

/// Whether this is what the server says when a parameter has another type than its place in the
/// statement takes: "column n is of type integer but expression is of type text", "operator does
/// not exist", or that it cannot read the value as what it takes it for.
[[nodiscard]] bool expects_other_types(const plugin::Failure& failure) noexcept;

/// The row that COPY stumbled over, from the CONTEXT of its error ("COPY t, line 3: ..."), counted
/// from 0; ZIN_NO_INDEX when it names none.
[[nodiscard]] std::uint32_t copy_row(const PGresult* result, std::string_view table) noexcept;

/// The connection is dead. `sent`: the server may have got a statement that stands on its own.
[[nodiscard]] plugin::Failure connection_lost(std::string message, bool sent);

/// libpq's words without line ends at their end.
[[nodiscard]] std::string trimmed(const char* words);

}  // namespace zin::postgres
