// The tables from SQLSTATE, category and status to Errc.
// SPDX-License-Identifier: MIT
#include "zin/host/status_code.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace zin::host {
namespace {

constexpr std::int64_t http_too_many_requests = 429;

struct StateCode {
  std::string_view state;
  Errc code;
};

// Sorted. PostgreSQL's appendix A, and what MySQL's error reference names besides (42S..).
constexpr std::array exact_states{
    StateCode{"22P03", Errc::data_error},
    StateCode{"23001", Errc::foreign_key_violation},
    StateCode{"23502", Errc::not_null_violation},
    StateCode{"23503", Errc::foreign_key_violation},
    StateCode{"23505", Errc::unique_violation},
    StateCode{"23514", Errc::check_violation},
    StateCode{"23P01", Errc::unique_violation},  // exclusion: a conflicting row is there already
    StateCode{"25006", Errc::read_only},
    StateCode{"25P02", Errc::cancelled},  // ignored: an earlier statement failed the transaction
    StateCode{"25P03", Errc::connection_lost},
    StateCode{"3D000", Errc::undefined_table},
    StateCode{"3F000", Errc::undefined_table},
    StateCode{"40P01", Errc::deadlock},
    StateCode{"42501", Errc::permission_denied},
    StateCode{"42702", Errc::undefined_column},  // ambiguous
    StateCode{"42703", Errc::undefined_column},
    StateCode{"42P01", Errc::undefined_table},
    StateCode{"42S02", Errc::undefined_table},
    StateCode{"42S22", Errc::undefined_column},
    StateCode{"53300", Errc::resource_exhausted},
    StateCode{"55006", Errc::busy},
    StateCode{"55P03", Errc::busy},
    StateCode{"57014", Errc::cancelled},
    StateCode{"57P01", Errc::connection_lost},
    StateCode{"57P02", Errc::connection_lost},
    StateCode{"57P03", Errc::connection_failed},
    StateCode{"57P05", Errc::connection_lost},
    StateCode{"58P01", Errc::invalid_argument},  // a file that the statement names
    StateCode{"P0001", Errc::check_violation},   // RAISE of a procedure or trigger
    StateCode{"XX001", Errc::resource_exhausted},
    StateCode{"XX002", Errc::resource_exhausted},
};
static_assert(std::ranges::is_sorted(exact_states, {}, &StateCode::state));

// By the first two characters. 42 is no class of its own here: MySQL puts refused access there too.
constexpr std::array state_classes{
    StateCode{"0A", Errc::unsupported},
    StateCode{"22", Errc::data_error},
    StateCode{"28", Errc::authentication_failed},
    StateCode{"40", Errc::serialization_failure},
    StateCode{"53", Errc::resource_exhausted},
    StateCode{"54", Errc::resource_exhausted},
    // What the caller asked for at the wrong moment: of a cursor, transaction, savepoint or object.
    StateCode{"24", Errc::invalid_argument},
    StateCode{"25", Errc::invalid_argument},
    StateCode{"3B", Errc::invalid_argument},
    StateCode{"55", Errc::invalid_argument},
};

std::optional<Errc> by_state(const Failure& failure, Doing doing) noexcept {
  const std::string_view state = failure.sqlstate;
  if (state.empty()) return std::nullopt;
  const auto exact = std::ranges::lower_bound(exact_states, state, {}, &StateCode::state);
  if (exact != exact_states.end() && exact->state == state) {
    if (exact->code == Errc::cancelled && failure.category == ZIN_CAT_TIMEOUT) return Errc::timeout;
    return exact->code;
  }
  const std::string_view group = state.substr(0, 2);
  if (group == "08") {
    return doing == Doing::connect ? Errc::connection_failed : Errc::connection_lost;
  }
  if (group == "23") {
    // The server does not say which constraint: a column without a constraint's name can only be
    // one that has no value.
    return failure.names_column && !failure.names_constraint ? Errc::not_null_violation
                                                             : Errc::check_violation;
  }
  for (const StateCode& entry : state_classes) {
    if (entry.state == group) return entry.code;
  }
  return std::nullopt;
}

std::optional<Errc> by_category(const Failure& failure, Doing doing) noexcept {
  switch (failure.category) {
    case ZIN_CAT_CONNECTION:
      return doing == Doing::connect ? Errc::connection_failed : Errc::connection_lost;
    case ZIN_CAT_AUTH:
      return Errc::authentication_failed;
    case ZIN_CAT_PERMISSION:
      return Errc::permission_denied;
    case ZIN_CAT_SYNTAX:
      return Errc::syntax;
    case ZIN_CAT_NOT_FOUND:
      return failure.names_column ? Errc::undefined_column : Errc::undefined_table;
    case ZIN_CAT_CONSTRAINT:
      return failure.names_column && !failure.names_constraint ? Errc::not_null_violation
                                                               : Errc::check_violation;
    case ZIN_CAT_DATA:
      return Errc::data_error;
    case ZIN_CAT_SERIALIZATION:
      return Errc::serialization_failure;
    case ZIN_CAT_BUSY:
      return failure.native_code == http_too_many_requests ? Errc::rate_limited : Errc::busy;
    case ZIN_CAT_RESOURCE:
      return failure.native_code == http_too_many_requests ? Errc::rate_limited
                                                           : Errc::resource_exhausted;
    case ZIN_CAT_CANCELLED:
      return Errc::cancelled;
    case ZIN_CAT_TIMEOUT:
      return Errc::timeout;
    case ZIN_CAT_UNSUPPORTED:
      return Errc::unsupported;
    case ZIN_CAT_INTERNAL:
      return Errc::internal;
    default:
      return std::nullopt;
  }
}

}  // namespace

Errc errc_of(const Failure& failure, Doing doing) noexcept {
  const bool may_be_applied = (failure.flags & ZIN_ERRF_MAYBE_APPLIED) != 0;
  if (doing == Doing::configure) {
    if (failure.status == ZIN_E_MISUSE || failure.category == ZIN_CAT_DATA) {
      return Errc::invalid_config;
    }
  }
  if (doing == Doing::commit && (failure.status == ZIN_E_CONN_LOST || may_be_applied ||
                                 failure.sqlstate == "08007" || failure.sqlstate == "40003")) {
    return Errc::in_doubt;
  }
  switch (failure.status) {
    case ZIN_E_TIMEOUT:
      return Errc::timeout;
    case ZIN_E_CANCELLED:
    case ZIN_E_SKIPPED:
      return Errc::cancelled;
    case ZIN_E_UNSUPPORTED:
      return Errc::unsupported;
    case ZIN_E_MISUSE:
      return Errc::internal;
    case ZIN_E_NOMEM:
      return Errc::resource_exhausted;
    case ZIN_E_CONN_LOST:
      // While connecting, why there is no connection is the better answer.
      if (doing != Doing::connect) return Errc::connection_lost;
      break;
    default:
      break;
  }
  if (const auto code = by_state(failure, doing)) return *code;
  if (const auto code = by_category(failure, doing)) return *code;
  if (failure.sqlstate.starts_with("42")) return Errc::syntax;
  if (failure.status == ZIN_E_TXN_ROLLED_BACK) return Errc::cancelled;
  if (doing == Doing::connect) return Errc::connection_failed;
  return Errc::internal;
}

}  // namespace zin::host
