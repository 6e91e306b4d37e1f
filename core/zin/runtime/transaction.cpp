// Begin, statements, savepoints and the end of a transaction.
// SPDX-License-Identifier: MIT
#include "zin/runtime/transaction.hpp"

#include "zin/base/log.hpp"
#include "zin/runtime/bulk_insert.hpp"
#include "zin/runtime/retry.hpp"

namespace zin::runtime {

using detail::Call;

namespace {

// Where there is no deadline. Closing the connection rolls back too.
constexpr std::chrono::seconds roll_back_timeout{5};

std::uint32_t mode_of(const TransactionOptions& options) {
  std::uint32_t mode = ZIN_TX_DEFAULT;
  switch (options.isolation) {
    case Isolation::default_:
      break;
    case Isolation::read_committed:
      mode = ZIN_TX_READ_COMMITTED;
      break;
    case Isolation::repeatable_read:
      mode = ZIN_TX_REPEATABLE_READ;
      break;
    case Isolation::serializable:
      mode = ZIN_TX_SERIALIZABLE;
      break;
  }
  return mode | (options.read_only ? ZIN_TX_READ_ONLY : ZIN_TX_WRITE_NOW);
}

}  // namespace

Transaction::Transaction(Connection& connection, const TransactionOptions& options, Where where)
    : TransactionSession(connection, options), deadline_(options.deadline), where_(where) {
  verb(ZIN_TXN_BEGIN, mode_of(options), "begin");
}

Transaction::~Transaction() {
  if (!over_) roll_back();
}

void Transaction::verb(std::uint32_t verb, std::uint32_t mode, std::string_view doing,
                       std::string_view name) {
  connection_.transact(verb, mode, name,
                       {.status = {.statement = {}, .doing = doing, .where = &where_},
                        .deadline = deadline_,
                        .slack = slack_});
}

// Undoing must not be kept from it by the deadline that may have caused it: a moment is left for
// it. With a server that does not answer, nobody waits for longer.
Deadline Transaction::time_to_undo() const {
  if (deadline_.is_never()) return roll_back_timeout;
  const Deadline at_once{std::chrono::nanoseconds{0}};
  return earliest(Deadline{roll_back_timeout},
                  Deadline{std::max(deadline_, at_once).at() + host::grace});
}

void Transaction::commit() {
  refuse_when_over();
  connection_.close_streams();
  verb(ZIN_TXN_COMMIT, 0, "commit");
  over_ = true;
}

void Transaction::roll_back() noexcept {
  over_ = true;
  connection_.close_streams();
  if ((connection_.state() & ZIN_CONN_USABLE) == 0) return;
  try {
    deadline_ = time_to_undo();
    slack_ = std::chrono::nanoseconds{0};
    verb(ZIN_TXN_ROLLBACK, 0, "roll back");
  } catch (const Error& failure) {
    // The pool finds it in a transaction still, and closes it.
    log(LogLevel::warn, "transaction", failure.what());
  }
}

void Transaction::refuse_when_over() const {
  if (over_) {
    throw Error(Errc::closed,
                "the transaction has ended; use its Session only inside the function that was "
                "given it");
  }
  // A failed statement may end a transaction (SQLite's interrupt does); what came after it would
  // commit on its own.
  if ((connection_.state() & ZIN_CONN_IN_TXN) != 0) return;
  std::string cause = "a statement of the application";
  if (first_failure_) cause = "a failure (" + first_failure_->info().message + ")";
  ErrorInfo info = first_failure_ ? first_failure_->info() : ErrorInfo{};
  if (!first_failure_) info.code = Errc::closed;
  info.message = "the transaction is over, rolled back or ended by " + cause +
                 "; let the error leave the function, so that all of it is run again or given up";
  info.statement.clear();
  throw Error(std::move(info));
}

// The rest of the transaction must still stand, and see what others have done since.
bool Transaction::may_try_again(const Error& failure, const TransactionOptions& options,
                                unsigned attempt) {
  if (attempt >= options.attempts || over_) return false;
  if (!runtime::may_run_again(failure) || failure.code() == Errc::serialization_failure)
    return false;
  constexpr std::uint32_t looked_at = ZIN_CONN_USABLE | ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED;
  if ((connection_.state() & looked_at) != (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN)) return false;
  return back_off(attempt + 1, earliest(deadline_, options.deadline), Clock::system());
}

template <class Fn>
auto Transaction::guarded(const Call& call, Fn fn) {
  const Use use{*this};
  refuse_when_over();
  Call inside = call;
  inside.deadline = earliest(call.deadline, deadline_);
  try {
    return fn(inside);
  } catch (const Error& failure) {
    if (!first_failure_) first_failure_ = failure;
    throw;
  }
}

Rows Transaction::run_select(const Call& call) {
  Rows rows = guarded(call, [this](const Call& inside) { return connection_.select(inside); });
  if (call.intent == Intent::write) affected_ = rows.size();
  return rows;
}

RowStream Transaction::run_stream(const Call& call) {
  return guarded(call, [this](const Call& inside) { return connection_.stream(inside, nullptr); });
}

ExecuteResult Transaction::run_execute(const Call& call) {
  const ExecuteResult result =
      guarded(call, [this](const Call& inside) { return connection_.execute(inside); });
  affected_ = result.affected;
  return result;
}

void Transaction::expect_affected(std::uint64_t rows) {
  refuse_when_over();
  check_expectation(affected_, rows);
}

std::uint64_t Transaction::insert(const detail::BulkInsert& bulk, Where where) {
  const Call call{.sql = {}, .bindings = {}, .intent = Intent::write, .where = where};
  affected_ =
      guarded(call, [&](const Call& inside) { return insert_rows(connection_, bulk, inside); });
  return *affected_;
}

void Transaction::savepoint(std::uint32_t which, const std::string& name) {
  verb(which, 0, which == ZIN_TXN_SAVEPOINT ? "set a savepoint" : "end a savepoint", name);
}

// A nested transaction. Undone by hand, since the failure that leads to it must be known by then.
class Transaction::Savepoint final : public detail::OpenTransaction {
 public:
  Savepoint(Transaction& outer, const TransactionOptions& options)
      : tx_(outer),
        options_(options),
        name_("zin_" + std::to_string(outer.depth_ + 1)),
        outer_deadline_(outer.deadline_),
        actions_(outer.actions_.size()) {
    tx_.refuse_when_over();
    tx_.refuse_other_terms(options);
    if (!tx_.connection_.can(ZIN_CAP_SAVEPOINT)) {
      throw Error(
          Errc::unsupported,
          "the driver has no savepoints, so transactions cannot be nested; use the outer one");
    }
    ++tx_.depth_;
    tx_.deadline_ = earliest(tx_.deadline_, options.deadline);
    try {
      tx_.savepoint(ZIN_TXN_SAVEPOINT, name_);
    } catch (...) {
      leave();
      throw;
    }
  }
  ~Savepoint() override { roll_back(); }

  [[nodiscard]] Session& session() noexcept override { return tx_; }
  void commit() override {
    tx_.refuse_when_over();
    tx_.savepoint(ZIN_TXN_RELEASE, name_);
    leave();
  }
  void run_actions() override {}  // the outer transaction's commit does
  void roll_back() noexcept override {
    if (!open_) return;
    tx_.actions_.resize(actions_);
    // Where a stream shuts out everything else it must not keep the savepoint from its end.
    if (!tx_.connection_.can(ZIN_CAP_MULTI_CURSOR)) tx_.connection_.close_streams();
    if ((tx_.connection_.state() & ZIN_CONN_IN_TXN) != 0) {
      try {
        tx_.deadline_ = tx_.time_to_undo();
        tx_.slack_ = std::chrono::nanoseconds{0};
        tx_.savepoint(ZIN_TXN_ROLLBACK_TO, name_);
        tx_.savepoint(ZIN_TXN_RELEASE, name_);
        tx_.first_failure_.reset();
      } catch (const Error& failure) {
        log(LogLevel::warn, "transaction", failure.what());
      }
    }
    leave();
  }
  bool may_run_again(const Error& failure, unsigned attempt) override {
    return tx_.may_try_again(failure, options_, attempt);
  }

 private:
  void leave() noexcept {
    open_ = false;
    --tx_.depth_;
    tx_.deadline_ = outer_deadline_;
    tx_.slack_ = host::grace;
  }

  Transaction& tx_;
  TransactionOptions options_;
  std::string name_;
  Deadline outer_deadline_;
  std::size_t actions_;
  bool open_ = true;
};

std::unique_ptr<detail::OpenTransaction> Transaction::begin(const TransactionOptions& options,
                                                            Where) {
  return std::make_unique<Savepoint>(*this, options);
}

void Transaction::run_transaction(const detail::TransactionBody& body,
                                  const TransactionOptions& options, Where) {
  for (unsigned attempt = 1;; ++attempt) {
    try {
      Savepoint nested{*this, options};
      body(*this);
      return nested.commit();
    } catch (const Error& failure) {
      if (!may_try_again(failure, options, attempt)) throw;
    }
  }
}

}  // namespace zin::runtime
