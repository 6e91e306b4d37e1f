// Routing, and the transaction loop with its retries.
// SPDX-License-Identifier: MIT
#include "zin/runtime/router.hpp"

#include <algorithm>

#include "zin/runtime/bulk_insert.hpp"
#include "zin/runtime/driver_options.hpp"
#include "zin/runtime/retry.hpp"
#include "zin/runtime/transaction.hpp"
#include "zin/runtime/transaction_scope.hpp"

namespace zin::runtime {

using detail::Call;

namespace {

// Rows of an insert that is not atomic which one transaction stores: what that costs is then spread
// over enough of them.
constexpr std::size_t committed_rows = 4096;

// Each connection to :memory: would be an empty database of its own, and closing it loses it.
PoolSettings pool_settings(const DatabaseConfig& config, const host::DriverHandle& driver) {
  PoolSettings settings = config.pool;
  if (driver.dialect() == "sqlite" && config.database == ":memory:") {
    settings.enabled = true;
    settings.min = settings.max = 1;
    settings.idle_timeout = settings.max_lifetime = std::chrono::milliseconds{0};
  }
  return settings;
}

std::string host_label(const DatabaseConfig& config) {
  return config.port == 0 ? config.host : config.host + ':' + std::to_string(config.port);
}

}  // namespace

Router::Router(std::string name, DatabaseConfig config, const host::DriverHandle& driver,
               Clock& clock)
    : name_(std::move(name)),
      config_(std::move(config)),
      driver_(driver),
      clock_(clock),
      observer_(name_, std::string{driver.name()}, config_.log),
      primary_(
          {.name = name_,
           .settings = pool_settings(config_, driver),
           .connect_timeout = config_.connect_timeout,
           .host = host_label(config_),
           .closes_before_fork = driver.dialect() == "sqlite" && config_.database != ":memory:"},
          [this](Deadline deadline) { return open(deadline); }, clock),
      workers_(config_.workers),
      upkeep_(primary_) {}

std::unique_ptr<Connection> Router::open(Deadline deadline) {
  auto connection =
      std::make_unique<Connection>(driver_, driver_options(config_, driver_),
                                   ConnectionSettings{.statement_cache = config_.statement_cache,
                                                      .query_timeout = config_.query_timeout,
                                                      .observer = &observer_,
                                                      .workers = &workers_},
                                   deadline);
  remember(connection->traits());
  return connection;
}

void Router::refuse_inside_transaction(std::optional<Where> where) const {
  if (!TransactionScope::inside(this)) [[likely]]
    return;
  ErrorInfo info;
  info.code = Errc::outside_transaction;
  info.message = "\"" + name_ +
                 "\" was used while this thread is inside a transaction on it, which this call "
                 "would not be part of; use the Session that the function was given, or say "
                 "outside_transaction()";
  info.driver = driver_.name();
  info.where = where;
  throw Error(std::move(info));
}

detail::Loop& Router::loop_for(detail::Loop& callers) {
  return (driver_.table().capabilities & ZIN_CAP_BLOCKING) != 0 ? workers_.loop() : callers;
}

bool Router::gather(detail::GatheredRead& read, detail::Loop& callers) {
  // Who listens hears of each statement by itself.
  if ((driver_.table().capabilities & ZIN_CAP_BATCH) == 0 || !callers.polls() ||
      observer_.listens()) {
    return false;
  }
  return gatherer_.take(read, callers);
}

Lease Router::lend(const Call& call) {
  if (!call.outside_transaction) refuse_inside_transaction(call.where);
  return primary_.acquire(call.where, call.deadline);
}

Rows Router::run_select(const Call& call) { return lend(call)->select(call); }

RowStream Router::run_stream(const Call& call) {
  auto lease = std::make_shared<Lease>(lend(call));
  Connection& connection = **lease;
  return connection.stream(call, std::move(lease));
}

ExecuteResult Router::run_execute(const Call& call) { return lend(call)->execute(call); }

std::uint64_t Router::bulk_insert(const detail::BulkInsert& bulk, Where where) {
  refuse_inside_transaction(where);
  return insert(bulk, where);
}

std::uint64_t Router::insert(const detail::BulkInsert& bulk, Where where) {
  check_rows(bulk);
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
      stored = static_cast<Transaction&>(tx).insert(piece, where);  // transact() makes no other
    };
    transact(all, {}, where);
    inserted += stored;
  }
  return inserted;
}

void Router::ping(Where where) {
  const Lease lease = primary_.acquire(where);
  lease->ping(config_.connect_timeout.count() > 0 ? Deadline{config_.connect_timeout} : Deadline{});
}

Dialect Router::dialect() {
  // A family may have several dialects; which one it is only the server tells.
  const auto family = dialect_of(driver_.dialect());
  if (family && *family != Dialect::mysql) return *family;
  return traits().dialect;
}

DialectTraits Router::traits() {
  if (!traits_known_.load(std::memory_order_acquire)) {
    remember(primary_.acquire(Where::current())->traits());
  }
  return traits_;
}

void Router::remember(const DialectTraits& traits) {
  const std::lock_guard lock{traits_mutex_};
  if (traits_known_.load(std::memory_order_relaxed)) return;
  traits_ = traits;
  traits_known_.store(true, std::memory_order_release);
}

void Router::after_commit(std::function<void()> action) {
  refuse_inside_transaction(std::nullopt);
  action();
}

void Router::run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                             Where where) {
  refuse_inside_transaction(where);
  transact(body, options, where);
}

bool Router::may_retry(const Error& failure, const TransactionOptions& options, unsigned attempt) {
  const unsigned attempts =
      std::max(1U, options.attempts == 0 ? config_.retries : options.attempts);
  return attempt < attempts && may_run_again(failure) &&
         back_off(attempt + 1, options.deadline, clock_);
}

void Router::transact(const detail::TransactionBody& body, const TransactionOptions& options,
                      Where where) {
  std::vector<std::function<void()>> actions;
  for (unsigned attempt = 1;; ++attempt) {
    try {
      transact_once(body, options, where, actions);
      break;
    } catch (const Error& error) {
      if (!may_retry(error, options, attempt)) throw;
    }
  }
  // Behind the loop: what an action throws must not run the transaction again.
  for (const auto& action : actions) action();
}

class Router::ByHand final : public detail::OpenTransaction {
 public:
  ByHand(Router& router, const TransactionOptions& options, Where where)
      : router_(router),
        options_(options),
        lease_(router.primary_.acquire(where, options.deadline)),
        transaction_(std::in_place, *lease_, options_, where) {}
  ~ByHand() override { roll_back(); }

  [[nodiscard]] Session& session() noexcept override { return *transaction_; }
  void commit() override {
    transaction_->commit();
    actions_ = transaction_->take_actions();
    roll_back();
  }
  void run_actions() override {
    for (const auto& action : actions_) action();
  }
  void roll_back() noexcept override {
    transaction_.reset();
    lease_.release();
  }
  bool may_run_again(const Error& failure, unsigned attempt) override {
    return router_.may_retry(failure, options_, attempt);
  }

 private:
  Router& router_;
  TransactionOptions options_;
  Lease lease_;
  std::optional<Transaction> transaction_;
  std::vector<std::function<void()>> actions_;
};

std::unique_ptr<detail::OpenTransaction> Router::begin(const TransactionOptions& options,
                                                       Where where) {
  return std::make_unique<ByHand>(*this, options, where);
}

void Router::transact_once(const detail::TransactionBody& body, const TransactionOptions& options,
                           Where where, std::vector<std::function<void()>>& actions) {
  const Lease lease = primary_.acquire(where, options.deadline);
  const TransactionScope scope{this};
  Transaction transaction{*lease, options, where};
  body(transaction);
  transaction.commit();
  actions = transaction.take_actions();
}

namespace {

Call outside(const Call& call) {
  Call aloud = call;
  aloud.outside_transaction = true;
  return aloud;
}

}  // namespace

Rows Router::Outside::run_select(const Call& call) { return router_.run_select(outside(call)); }
RowStream Router::Outside::run_stream(const Call& call) {
  return router_.run_stream(outside(call));
}
ExecuteResult Router::Outside::run_execute(const Call& call) {
  return router_.run_execute(outside(call));
}
std::uint64_t Router::Outside::bulk_insert(const detail::BulkInsert& bulk, Where where) {
  return router_.insert(bulk, where);
}
void Router::Outside::run_transaction(const detail::TransactionBody& body,
                                      const TransactionOptions& options, Where where) {
  router_.transact(body, options, where);
}

}  // namespace zin::runtime
