// Names of the error codes.
// SPDX-License-Identifier: MIT
#include "zin/base/errc.hpp"

#include <array>
#include <cstddef>

namespace zin {

std::string_view to_string(Errc code) noexcept {
  static constexpr std::array<std::string_view, 41> names{"invalid_argument",
                                                          "invalid_config",
                                                          "unknown_connection",
                                                          "unknown_driver",
                                                          "already_registered",
                                                          "plugin_refused",
                                                          "abi_mismatch",
                                                          "unsupported",
                                                          "connection_failed",
                                                          "connection_lost",
                                                          "authentication_failed",
                                                          "permission_denied",
                                                          "pool_timeout",
                                                          "pool_exhausted",
                                                          "closed",
                                                          "timeout",
                                                          "cancelled",
                                                          "syntax",
                                                          "undefined_table",
                                                          "undefined_column",
                                                          "unique_violation",
                                                          "foreign_key_violation",
                                                          "not_null_violation",
                                                          "check_violation",
                                                          "data_error",
                                                          "type_mismatch",
                                                          "unknown_column",
                                                          "deadlock",
                                                          "serialization_failure",
                                                          "busy",
                                                          "read_only",
                                                          "in_doubt",
                                                          "outside_transaction",
                                                          "stale_version",
                                                          "not_found",
                                                          "rate_limited",
                                                          "resource_exhausted",
                                                          "precision_lost",
                                                          "mass_assignment",
                                                          "internal",
                                                          "multiple_found"};
  static_assert(names.size() == static_cast<std::size_t>(Errc::multiple_found) + 1);
  const auto index = static_cast<std::size_t>(code);
  return index < names.size() ? names[index] : "unknown";
}

}  // namespace zin
