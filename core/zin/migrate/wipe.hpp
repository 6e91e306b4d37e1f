// Empties a database.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include "zin/runtime/session.hpp"

namespace zin::migrate {

/// Drops every table and view of the connection's database, on MySQL with its sequences, routines
/// and events; on PostgreSQL those of its current schema, with its types, sequences and routines;
/// what an extension brought stays. The table
/// `kept` stays too. In one transaction where DDL is transactional; elsewhere again after a fault.
/// `renew` is called where the lock needs a sign of life. [blocks]
void wipe(Session& connection, std::string_view kept, const std::function<void(Session&)>& renew);

}  // namespace zin::migrate
