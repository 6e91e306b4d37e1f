// A database seen with a wish about the server that runs the statements.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

#include "zin/runtime/routing.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

namespace runtime {
class Router;
}

/// What Database::on_primary(), on_replica(), with_token(), sticky() and outside_transaction()
/// give. Costs nothing to make; must not outlive the Database. [thread-safe] [blocks]
class ZIN_API RoutedSession final : public Session {
 public:
  /// For the library. `follows_writes`: reads behind a write of this session go to the primary.
  RoutedSession(runtime::Router& router, detail::Routing routing, bool follows_writes = false);

  [[nodiscard]] Dialect dialect() override;
  [[nodiscard]] DialectTraits traits() override;
  void after_commit(std::function<void()> action) override;

  [[nodiscard]] detail::Loop& loop_for(detail::Loop& callers) override;
  [[nodiscard]] detail::Loop& workers() override;
  [[nodiscard]] bool gather(detail::GatheredRead& read, detail::Loop& callers) override;
  [[nodiscard]] bool ungather(detail::GatheredRead& read) noexcept override;
  [[nodiscard]] const DialectTraits* known_traits() const noexcept override;
  [[nodiscard]] std::optional<Dialect> dialect_family() const noexcept override;
  [[nodiscard]] bool has_transactions() const noexcept override;
  [[nodiscard]] std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                               Where where) override;

 private:
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;
  [[nodiscard]] detail::Call routed(const detail::Call& call) const;

  runtime::Router& router_;
  std::atomic<TimePoint> own_write_{TimePoint{}};
  const detail::Routing routing_;
};

}  // namespace zin
