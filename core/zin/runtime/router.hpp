// Chooses a connection for each statement of a database and runs its transactions.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "zin/config/database_config.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/loop/workers.hpp"
#include "zin/runtime/gatherer.hpp"
#include "zin/runtime/keeper.hpp"
#include "zin/runtime/pool.hpp"
#include "zin/runtime/session.hpp"

namespace zin::runtime {

/// [thread-safe] [blocks]
class Router final : public Session {
 public:
  /// Opens nothing yet. Throws Errc::invalid_config.
  Router(std::string name, DatabaseConfig config, const host::DriverHandle& driver,
         Clock& clock = Clock::system());

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const DatabaseConfig& config() const noexcept { return config_; }
  [[nodiscard]] const host::DriverHandle& driver() const noexcept { return driver_; }
  [[nodiscard]] Observer& observer() noexcept { return observer_; }
  [[nodiscard]] Pool& primary() noexcept { return primary_; }

  /// One round trip on a connection of the pool.
  void ping(Where where);
  [[nodiscard]] Dialect dialect() override;
  /// Those of the first connection; opens one when there was none yet.
  [[nodiscard]] DialectTraits traits() override;
  /// At once; refused inside a transaction, whose own Session would wait for its commit.
  void after_commit(std::function<void()> action) override;
  /// A Session beside the transaction that is open on this thread.
  [[nodiscard]] Session& outside_transaction() noexcept { return outside_; }

  // For the Database in front of it too.
  detail::Loop& loop_for(detail::Loop& callers) override;
  detail::Loop& workers() override { return workers_.loop(); }
  bool gather(detail::GatheredRead& read, detail::Loop& callers) override;
  bool ungather(detail::GatheredRead& read) noexcept override { return gatherer_.remove(read); }
  const DialectTraits* known_traits() const noexcept override {
    return traits_known_.load(std::memory_order_acquire) ? &traits_ : nullptr;
  }
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;
  std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                 Where where) override;

 private:
  class ByHand;
  // The same router, without the check that a transaction is open on this thread.
  class Outside final : public Session {
   public:
    explicit Outside(Router& router) : router_(router) {}
    [[nodiscard]] Dialect dialect() override { return router_.dialect(); }
    [[nodiscard]] DialectTraits traits() override { return router_.traits(); }

   private:
    Rows run_select(const detail::Call& call) override;
    RowStream run_stream(const detail::Call& call) override;
    ExecuteResult run_execute(const detail::Call& call) override;
    std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
    void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                         Where where) override;
    Router& router_;
  };

  void refuse_inside_transaction(std::optional<Where> where) const;
  Lease lend(const detail::Call& call);
  std::uint64_t insert(const detail::BulkInsert& bulk, Where where);
  // Whether a transaction that failed like this may be run again; waits a while before it is.
  bool may_retry(const Error& failure, const TransactionOptions& options, unsigned attempt);
  void transact(const detail::TransactionBody& body, const TransactionOptions& options,
                Where where);
  void transact_once(const detail::TransactionBody& body, const TransactionOptions& options,
                     Where where, std::vector<std::function<void()>>& actions);
  std::unique_ptr<Connection> open(Deadline deadline);
  void remember(const DialectTraits& traits);

  const std::string name_;
  const DatabaseConfig config_;
  const host::DriverHandle& driver_;
  Clock& clock_;
  Observer observer_;
  // Written once, by the first connection.
  std::mutex traits_mutex_;
  std::atomic<bool> traits_known_{false};
  DialectTraits traits_;
  Pool primary_;
  Gatherer gatherer_{primary_};
  detail::Workers workers_;  // ends before the pool that its fibers use
  Upkeep upkeep_;
  Outside outside_{*this};
};

}  // namespace zin::runtime
