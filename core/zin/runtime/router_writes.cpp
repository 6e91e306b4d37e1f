// Writes, and the transaction loop with its retries.
// SPDX-License-Identifier: MIT
#include "zin/runtime/router_writes.hpp"

#include <algorithm>

#include "zin/base/log.hpp"
#include "zin/runtime/bulk_insert.hpp"
#include "zin/runtime/connection_session.hpp"
#include "zin/runtime/retry.hpp"
#include "zin/runtime/transaction_scope.hpp"
#include "zin/runtime/transaction_session.hpp"

namespace zin::runtime {

using detail::Call;
using detail::Routing;

namespace {

// Rows of an insert that is not atomic which one transaction stores: what that costs is then spread
// over enough of them.
constexpr std::size_t committed_rows = 4096;

// A primary that is read-only for good is not connected to anew for each write.
constexpr std::chrono::seconds drop_interval{1};
constexpr std::chrono::seconds question_timeout{2};

}  // namespace

bool Router::drops_demoted(const Error& failure, const Lease& lease) {
  if (failure.code() != Errc::read_only || failure.may_be_applied() || !lease) return false;
  if (!lease.is_current()) return true;  // somebody else has found it out
  const TimePoint now = clock_.now();
  const TimePoint before = dropped_at_.load();
  if (before != TimePoint::min() && now - before < drop_interval) return false;
  try {
    if (!refuses_writes(*lease, question_timeout)) return false;
  } catch (const Error&) {
    return false;  // the first failure says more
  }
  dropped_at_.store(now);
  log(LogLevel::warn, "router",
      primary_.host() + " of \"" + name_ +
          "\" takes no writes any more; its connections are replaced, to find the new primary");
  primary_.evict();
  return true;
}

void Router::refuse_on_replica(const Routing* routing) {
  if (routing == nullptr || routing->to != Routing::To::replica) return;
  throw Error(Errc::invalid_argument,
              "on_replica() only reads; write through the database itself, or read inside of "
              "transaction(fn, {.read_only = true})");
}

ExecuteResult Router::run_execute(const Call& call) {
  refuse_on_replica(call.routing);
  refuse_inside_transaction(call.where, call.routing);
  return write(call, [&call](Loan& loan) { return loan.lease->execute(call); });
}

std::uint64_t Router::bulk_insert(const detail::BulkInsert& bulk, Where where,
                                  const Routing* routing) {
  refuse_on_replica(routing);
  refuse_inside_transaction(where, routing);
  check_rows(bulk);
  if (!has_transactions()) {
    const Written written{*this, routing};
    const Lease lease = primary().acquire(where);
    return insert_without_transaction(
        *lease, bulk, {.sql = {}, .bindings = {}, .intent = Intent::write, .where = where});
  }
  const std::size_t most = bulk.options.atomic ? bulk.rows : committed_rows;
  std::uint64_t inserted = 0;
  for (std::size_t first = 0; first < bulk.rows; first += most) {
    const detail::RowGiver row = [&](std::size_t index) { return bulk.row(first + index); };
    const detail::BulkInsert piece{.table = bulk.table,
                                   .columns = bulk.columns,
                                   .rows = std::min(most, bulk.rows - first),
                                   .row = row,
                                   .options = bulk.options,
                                   .first = first};
    std::uint64_t stored = 0;
    const auto all = [&](Session& tx) {
      stored =
          static_cast<TransactionSession&>(tx).insert(piece, where);  // transact() makes no other
    };
    transact(all, {}, where, routing);
    inserted += stored;
  }
  return inserted;
}

void Router::run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                             Where where, const Routing* routing) {
  refuse_inside_transaction(where, routing);
  transact(body, options, where, routing);
}

Pool& Router::pool_for(const TransactionOptions& options, const Routing* routing) {
  if (!options.read_only) refuse_on_replica(routing);
  if (!replicas_ || routing == nullptr || routing->to != Routing::To::replica) return primary();
  Replica* const replica = replicas_->choose(ReplicaSet::Which::fit, {});
  if (replica != nullptr) return replica->endpoint().pool();
  if (config_.read.fallback == ReadFallback::primary) return primary();
  throw Error(Errc::connection_failed,
              "no replica of \"" + name_ + "\" can be read from: " + replicas_->why_none());
}

bool Router::may_retry(const Error& failure, const TransactionOptions& options, unsigned attempt,
                       bool demoted) {
  const unsigned attempts =
      std::max(1U, options.attempts == 0 ? config_.retries : options.attempts);
  return attempt < attempts && (demoted || may_run_again(failure)) &&
         back_off(attempt + 1, options.deadline, clock_);
}

void Router::transact(const detail::TransactionBody& body, const TransactionOptions& options,
                      Where where, const Routing* routing) {
  const Written written{*this, routing, !options.read_only};
  std::vector<std::function<void()>> actions;
  for (unsigned attempt = 1;; ++attempt) {
    bool demoted = false;
    try {
      transact_once(pool_for(options, routing), body, options, where, actions, demoted);
      break;
    } catch (const Error& error) {
      if (!may_retry(error, options, attempt, demoted)) throw;
    }
  }
  // Behind the loop: what an action throws must not run the transaction again.
  for (const auto& action : actions) action();
}

void Router::transact_once(Pool& pool, const detail::TransactionBody& body,
                           const TransactionOptions& options, Where where,
                           std::vector<std::function<void()>>& actions, bool& demoted) {
  const Lease lease = pool.acquire(where, options.deadline);
  try {
    const TransactionScope scope{this};
    const auto transaction = begin_transaction(*lease, options, where);
    body(*transaction);
    transaction->commit();
    actions = transaction->take_actions();
  } catch (const Error& error) {
    demoted = !options.read_only && drops_demoted(error, lease);
    throw;
  }
}

class Router::ByHand final : public detail::OpenTransaction {
 public:
  ByHand(Router& router, const TransactionOptions& options, Where where, const Routing* routing)
      : router_(router),
        options_(options),
        written_(router, routing, !options.read_only),
        lease_(router.pool_for(options, routing).acquire(where, options.deadline)),
        transaction_(begin_transaction(*lease_, options_, where)) {}
  ~ByHand() override { roll_back(); }

  [[nodiscard]] Session& session() noexcept override { return *transaction_; }
  void commit() override {
    transaction_->commit();
    actions_ = transaction_->take_actions();
    transaction_.reset();
    lease_.release();
  }
  void run_actions() override {
    for (const auto& action : actions_) action();
  }
  void roll_back() noexcept override { transaction_.reset(); }
  bool may_run_again(const Error& failure, unsigned attempt) override {
    const bool demoted = !options_.read_only && router_.drops_demoted(failure, lease_);
    lease_.release();
    return router_.may_retry(failure, options_, attempt, demoted);
  }

 private:
  Router& router_;
  TransactionOptions options_;
  const Written written_;
  Lease lease_;
  std::unique_ptr<TransactionSession> transaction_;
  std::vector<std::function<void()>> actions_;
};

std::unique_ptr<detail::OpenTransaction> Router::begin(const TransactionOptions& options,
                                                       Where where, const Routing* routing) {
  return std::make_unique<ByHand>(*this, options, where, routing);
}

std::unique_ptr<Session> Router::single_connection(Where where) {
  refuse_inside_transaction(where, nullptr);
  return std::make_unique<ConnectionSession>(primary().acquire(where));
}

}  // namespace zin::runtime
