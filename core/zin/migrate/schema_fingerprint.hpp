// A digest of everything that DDL can change.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/runtime/session.hpp"

namespace zin::migrate {

/// Differs before and behind a statement that changes the schema: tables, columns, indexes, keys,
/// checks, views, triggers, routines, partitions. So it tells of a statement whose end nobody saw
/// whether it happened. An index of PostgreSQL that was not finished counts as none. Costs a few
/// reads of the catalogue. [blocks]
[[nodiscard]] std::string schema_fingerprint(Session& db);

}  // namespace zin::migrate
