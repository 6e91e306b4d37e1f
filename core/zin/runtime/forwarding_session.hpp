// A Session in front of another one: what stands between looks at what passes.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/session.hpp"

namespace zin::detail {

/// Hands everything on; a class that is made from it overrides what it changes. The other session
/// must outlive it. Threads: as the other one's.
class ForwardingSession : public Session {
 public:
  explicit ForwardingSession(Session& next) noexcept : next_(next) {}

  void after_commit(std::function<void()> action) override {
    next_.after_commit(std::move(action));
  }
  void expect_affected(std::uint64_t rows) override { next_.expect_affected(rows); }
  [[nodiscard]] bool has_transactions() const noexcept override { return next_.has_transactions(); }
  [[nodiscard]] bool defers_writes() const noexcept override { return next_.defers_writes(); }
  [[nodiscard]] std::shared_ptr<const std::atomic<bool>> open_flag() override {
    return next_.open_flag();
  }
  [[nodiscard]] Dialect dialect() override { return next_.dialect(); }
  [[nodiscard]] DialectTraits traits() override { return next_.traits(); }
  [[nodiscard]] const DialectTraits* known_traits() const noexcept override {
    return next_.known_traits();
  }
  [[nodiscard]] std::optional<Dialect> dialect_family() const noexcept override {
    return next_.dialect_family();
  }

 protected:
  [[nodiscard]] Session& next() noexcept { return next_; }

  Rows run_select(const Call& call) override { return next_.run_select(call); }
  RowStream run_stream(const Call& call) override { return next_.run_stream(call); }
  ExecuteResult run_execute(const Call& call) override { return next_.run_execute(call); }
  std::uint64_t bulk_insert(const BulkInsert& bulk, Where where) override {
    return next_.bulk_insert(bulk, where);
  }
  void run_transaction(const TransactionBody& body, const TransactionOptions& options,
                       Where where) override {
    next_.run_transaction(body, options, where);
  }

  /// The same calls on a third session: the transaction in which they are to run.
  static Rows select_on(Session& session, const Call& call) { return session.run_select(call); }
  static ExecuteResult execute_on(Session& session, const Call& call) {
    return session.run_execute(call);
  }
  static std::uint64_t insert_on(Session& session, const BulkInsert& bulk, Where where) {
    return session.bulk_insert(bulk, where);
  }

 private:
  Session& next_;
};

}  // namespace zin::detail
