// A statement under way on a connection. For the parts of the connection.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>

#include "zin/runtime/connection.hpp"

namespace zin::runtime {

/// A statement under way. The cursor closes before its statement is free again.
struct Connection::Execution {
  Deadline deadline;
  host::Operation op;
  host::CursorHandle cursor{nullptr, {}};
  PreparedStatement* statement = nullptr;
  std::unique_ptr<PreparedStatement> uncached;
  zin_result_info info;
  host::ErrorSlot failure;

  explicit Execution(Deadline until) noexcept  // NOLINT(*-member-init)
      : deadline(until), op(until) {
    info.struct_size = sizeof info;
  }
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;
  ~Execution() { close(); }

  // Leaves nothing on the connection: it may be lent to another thread right after.
  void close() noexcept {
    cursor.reset();
    if (statement != nullptr) statement->in_use = false;
    statement = nullptr;
    uncached.reset();
  }
};

/// A read by contract: what it does on the server may be stopped half-way, and need not be in
/// doubt.
inline std::uint32_t read_flag(const detail::Call& call) noexcept {
  return call.intent == Intent::read ? ZIN_EXEC_READONLY : 0;
}

inline std::int64_t number_of(const zin_cell& id) {
  if (id.type == ZIN_T_I64) return id.v.i;
  if (id.type == ZIN_T_U64) return static_cast<std::int64_t>(id.v.u);
  return 0;
}

/// What a statement did, by its driver.
inline ExecuteResult result_of(const zin_result_info& info) {
  return {.affected = static_cast<std::uint64_t>(std::max<std::int64_t>(info.affected, 0)),
          .last_insert_id = number_of(info.last_id)};
}

}  // namespace zin::runtime
