// Chooses a connection for each statement of a database and runs its transactions.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "zin/config/database_config.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/loop/workers.hpp"
#include "zin/runtime/endpoint.hpp"
#include "zin/runtime/recent_writers.hpp"
#include "zin/runtime/replica_set.hpp"
#include "zin/runtime/routed_session.hpp"
#include "zin/runtime/routing.hpp"
#include "zin/runtime/session.hpp"

namespace zin::runtime {

/// Reads go to a replica, where there are any and nothing speaks against it; all else goes to the
/// primary. What a session wishes beside that comes as a Routing; nullptr: nothing.
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
  [[nodiscard]] Pool& primary() noexcept { return primary_.pool(); }
  [[nodiscard]] const Endpoint& primary_endpoint() const noexcept { return primary_; }
  /// nullptr when there are none.
  [[nodiscard]] ReplicaSet* replicas() noexcept { return replicas_ ? &*replicas_ : nullptr; }
  /// Calls fn(Pool&) for the primary's and then the replicas' pools.
  template <class Fn>
  void each_pool(Fn fn) {
    fn(primary_.pool());
    if (!replicas_) return;
    for (const auto& replica : replicas_->all()) fn(replica->endpoint().pool());
  }
  /// See Database::evict().
  void evict() {
    primary_.evict();
    if (!replicas_) return;
    for (const auto& replica : replicas_->all()) replica->endpoint().evict();
  }

  /// One round trip to the primary.
  void ping(Where where);
  /// See Database::write_token().
  [[nodiscard]] WriteToken write_token(Where where);
  [[nodiscard]] Dialect dialect() override;
  /// Those of the first connection; opens one when there was none yet.
  [[nodiscard]] DialectTraits traits() override;
  /// At once; refused inside a transaction, whose own Session would wait for its commit.
  void after_commit(std::function<void()> action) override {
    after_commit(std::move(action), nullptr);
  }
  void after_commit(std::function<void()> action, const detail::Routing* routing);

  [[nodiscard]] Session& on_primary() noexcept { return on_primary_; }
  [[nodiscard]] Session& on_replica() noexcept { return on_replica_; }
  /// A Session beside the transaction that is open on this thread.
  [[nodiscard]] Session& outside_transaction() noexcept { return outside_; }

  // For the Database in front of it too.
  detail::Loop& loop_for(detail::Loop& callers) override;
  detail::Loop& workers() override { return workers_.loop(); }
  bool gather(detail::GatheredRead& read, detail::Loop& callers) override {
    return gather(read, callers, nullptr);
  }
  bool gather(detail::GatheredRead& read, detail::Loop& callers, const detail::Routing* routing);
  bool ungather(detail::GatheredRead& read) noexcept override;
  bool reads_again(const Error& failure) const noexcept override;
  const DialectTraits* known_traits() const noexcept override {
    return traits_known_.load(std::memory_order_acquire) ? &traits_ : nullptr;
  }
  std::optional<Dialect> dialect_family() const noexcept override {
    return dialect_of(driver_.dialect());
  }
  bool has_transactions() const noexcept override {
    return driver_.can(ZIN_CAP_TXN) || driver_.can(ZIN_CAP_BATCH_ATOMIC);
  }
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override {
    return bulk_insert(bulk, where, nullptr);
  }
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where,
                            const detail::Routing* routing);
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override {
    run_transaction(body, options, where, nullptr);
  }
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where, const detail::Routing* routing);
  std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                 Where where) override {
    return begin(options, where, nullptr);
  }
  std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options, Where where,
                                                 const detail::Routing* routing);
  std::unique_ptr<Session> single_connection(Where where) override;

 private:
  class ByHand;
  class Written;
  template <class Fn>
  class Reading;
  // A connection that runs a statement; of a replica, the read is counted there.
  struct Loan {
    Lease lease;
    std::optional<Replica::Use> use{};
  };
  enum class Target : std::uint8_t { replica, primary };

  void refuse_inside_transaction(std::optional<Where> where, const detail::Routing* routing) const;
  static void refuse_on_replica(const detail::Routing* routing);
  [[nodiscard]] Target target_of(const detail::Call& call);
  [[nodiscard]] bool keeps_to_primary(const detail::Routing* routing) const;
  [[nodiscard]] Dialect known_dialect() const noexcept;
  // fn(Loan&) on the primary; once more when it turns out to be no primary any more.
  template <class Fn>
  auto write(const detail::Call& call, Fn fn);
  template <class Fn>
  auto read(const detail::Call& call, Fn fn);

  // Whether this failure says that the primary takes no writes any more; its pool is empty then,
  // and another attempt may find the new one.
  [[nodiscard]] bool drops_demoted(const Error& failure, const Lease& lease);
  [[nodiscard]] Pool& pool_for(const TransactionOptions& options, const detail::Routing* routing);
  // Whether a transaction that failed like this may be run again; waits a while before it is.
  bool may_retry(const Error& failure, const TransactionOptions& options, unsigned attempt,
                 bool demoted);
  void transact(const detail::TransactionBody& body, const TransactionOptions& options, Where where,
                const detail::Routing* routing);
  void transact_once(Pool& pool, const detail::TransactionBody& body,
                     const TransactionOptions& options, Where where,
                     std::vector<std::function<void()>>& actions, bool& demoted);
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
  const EndpointContext context_;
  RecentWriters writers_;
  std::atomic<TimePoint> dropped_at_{TimePoint::min()};  // the primary's pool, for demotion
  Endpoint primary_;
  std::optional<ReplicaSet> replicas_;
  detail::Workers workers_;  // ends before the pools that its fibers use
  RoutedSession on_primary_, on_replica_, outside_;
};

}  // namespace zin::runtime
