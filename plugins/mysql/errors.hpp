// The errors of server and connector as categories, SQLSTATEs and advice.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "zin/plugin/failure.hpp"

namespace zin::mysql {

/// What one number means. MySQL's own SQLSTATE is often a mere HY000 or 23000, so the standard's
/// finer ones stand here.
struct Meaning {
  unsigned number;
  zin_status status;
  zin_category category;
  std::uint32_t flags;
  std::string_view sqlstate;
  /// Empty, or what is said behind the server's words.
  std::string_view next_step;
};

/// Nothing for a number that is not in the table.
[[nodiscard]] const Meaning* meaning_of(unsigned number) noexcept;

/// Whether the number says that the connection is no more.
[[nodiscard]] bool ends_connection(unsigned number) noexcept;

/// Whether the server may have rolled the whole transaction back with this error, which it does not
/// say: it has to be asked.
[[nodiscard]] bool may_end_transaction(unsigned number) noexcept;

/// What an error is turned into, before anything that only the connection knows is added: whether
/// it was cancelled, whether a transaction is open. `sqlstate` is the server's, and counts for
/// numbers that are not in the table.
[[nodiscard]] plugin::Failure failure_of(unsigned number, std::string_view sqlstate,
                                         std::string_view message);

}  // namespace zin::mysql
