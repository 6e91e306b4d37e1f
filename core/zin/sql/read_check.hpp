// Tells the reads that a replica may run from those that change or lock something.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "zin/sql/dialect.hpp"

namespace zin::sql {

/// Whether a text that its caller takes for a read has to run where writes are taken all the same:
/// a locking read (`for update`, `for share`, `lock in share mode`), `with ... insert`, `select
/// into`, a call of a function that writes (nextval, advisory locks, ..., and the names in
/// `writing_functions`, in any case), or what is no query at all. What it does not know of, the
/// replica refuses. Strings and comments are left alone. Linear in the text. [thread-safe]
[[nodiscard]] bool needs_primary(std::string_view sql, Dialect dialect,
                                 std::span<const std::string> writing_functions);

}  // namespace zin::sql
