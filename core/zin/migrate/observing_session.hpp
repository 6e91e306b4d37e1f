// Counts the statements of a migration that runs in a transaction.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>

#include "zin/migrate/statement_kind.hpp"
#include "zin/runtime/forwarding_session.hpp"

namespace zin::migrate {

/// Hands everything on, and tells of what writes when it is done.
class ObservingSession final : public detail::ForwardingSession {
 public:
  using Done = std::function<void(std::int64_t statements)>;
  ObservingSession(Session& next, Done done) : ForwardingSession(next), done_(std::move(done)) {}

  [[nodiscard]] std::int64_t statements() const noexcept { return statements_; }

 private:
  template <class T>
  T counted(T result) {
    ++statements_;
    if (done_) done_(statements_);
    return result;
  }

  Rows run_select(const detail::Call& call) override {
    if (call.intent == Intent::read) return ForwardingSession::run_select(call);
    return counted(ForwardingSession::run_select(call));
  }
  ExecuteResult run_execute(const detail::Call& call) override {
    refuse_transaction(call.sql, dialect());
    return counted(ForwardingSession::run_execute(call));
  }
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override {
    return counted(ForwardingSession::bulk_insert(bulk, where));
  }

  Done done_;
  std::int64_t statements_ = 0;
};

}  // namespace zin::migrate
