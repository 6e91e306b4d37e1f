// Which server reads, and where a read goes on when that fails.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <type_traits>

#include "zin/loop/loop.hpp"
#include "zin/runtime/router.hpp"
#include "zin/runtime/router_writes.hpp"
#include "zin/sql/read_check.hpp"

namespace zin::runtime {

using detail::Call;
using detail::Routing;

namespace {

// Whether a failure to lend a connection is the server's, so that another one may do better.
bool is_of_server(const Error& error) noexcept {
  switch (error.code()) {
    case Errc::pool_timeout:
    case Errc::pool_exhausted:
    case Errc::closed:
    case Errc::cancelled:
    case Errc::invalid_config:
    case Errc::invalid_argument:
      return false;
    default:
      return true;
  }
}

// What a server says that takes no writes, or is still replaying what the read wants to see.
bool is_for_primary(const Error& error) noexcept {
  return error.code() == Errc::read_only || error.code() == Errc::serialization_failure;
}

}  // namespace

bool Router::keeps_to_primary(const Routing* routing) const {
  if (routing == nullptr || routing->own_write == nullptr) return false;
  const TimePoint written = routing->own_write->load(std::memory_order_relaxed);
  return written != TimePoint{} &&
         (config_.read.sticky.count() == 0 || clock_.now() < written + config_.read.sticky);
}

Router::Target Router::target_of(const Call& call) {
  if (!replicas_ || call.intent != Intent::read) return Target::primary;
  const Routing* const routing = call.routing;
  if (routing != nullptr && routing->to != Routing::To::by_intent) {
    return routing->to == Routing::To::replica ? Target::replica : Target::primary;
  }
  if (writers_.has_caller() || keeps_to_primary(routing) ||
      sql::needs_primary(call.sql, known_dialect(), config_.read.writing_functions)) {
    return Target::primary;
  }
  return Target::replica;
}

// One read on replicas, each asked once, and then where the settings say.
template <class Fn>
class Router::Reading {
 public:
  using Result = std::invoke_result_t<Fn&, Loan&>;

  Reading(Router& router, const Call& call, Fn& fn) : router_(router), call_(call), fn_(fn) {
    if (call.routing == nullptr || call.routing->token.empty()) return;
    token_ = &call.routing->token;
    token_until_ = router.clock_.now() + call.routing->token_wait;
  }

  Result run() {
    std::optional<Result> result;
    ReplicaSet& replicas = *router_.replicas_;
    while (!result && !wants_primary_) {
      Replica* const replica = replicas.choose(ReplicaSet::Which::fit, tried_);
      if (replica == nullptr) break;
      ask(*replica, result);
    }
    if (result) return std::move(*result);
    if (!wants_primary_ && router_.config_.read.fallback == ReadFallback::error) throw no_replica();
    std::optional<Error> failure;
    try {
      return router_.write(call_, fn_);
    } catch (const Error& error) {
      if (error.code() != Errc::connection_failed && error.code() != Errc::timeout) throw;
      failure = error;
    }
    // Nobody can have written anything newer than what they show.
    while (!result) {
      Replica* const replica = replicas.choose(ReplicaSet::Which::stranded, tried_);
      if (replica == nullptr || wants_primary_) throw *failure;
      ask(*replica, result);
    }
    return std::move(*result);
  }

 private:
  // Leaves `result` empty when another server is to be asked.
  void ask(Replica& replica, std::optional<Result>& result) {
    tried_.push_back(&replica);
    bool lent = false;
    try {
      Loan loan{.lease = {}, .use = Replica::Use{replica}};
      loan.lease = replica.endpoint().pool().acquire(call_.where, call_.deadline);
      lent = true;
      if (token_ != nullptr &&
          !await_position(*loan.lease, *token_, token_until_, router_.clock_, call_)) {
        wants_primary_ = true;
        return;
      }
      result.emplace(fn_(loan));
    } catch (const Error& error) {
      if (lent && error.code() == Errc::timeout) replica.suspect();
      if (router_.clock_.now() >= call_.deadline.at()) throw;
      if (lent ? error.code() == Errc::connection_lost : is_of_server(error)) {
        replica.eject(error);
      } else if (lent && is_for_primary(error) && !is_by_hand()) {
        wants_primary_ = true;
      } else {
        throw;
      }
    }
  }

  [[nodiscard]] bool is_by_hand() const noexcept {
    return call_.routing != nullptr && call_.routing->to == Routing::To::replica;
  }

  [[nodiscard]] Error no_replica() const {
    ErrorInfo info;
    info.code = Errc::connection_failed;
    info.message =
        "no replica of \"" + router_.name_ +
        "\" can be read from, and DB_READ_FALLBACK=error keeps reads from the primary: " +
        router_.replicas_->why_none();
    info.driver = router_.driver_.name();
    info.statement = call_.sql;
    info.where = call_.where;
    return Error{std::move(info)};
  }

  Router& router_;
  const Call& call_;
  Fn& fn_;
  const WriteToken* token_ = nullptr;
  TimePoint token_until_;
  std::vector<Replica*> tried_;
  bool wants_primary_ = false;
};

template <class Fn>
auto Router::read(const Call& call, Fn fn) {
  refuse_inside_transaction(call.where, call.routing);
  if (target_of(call) == Target::primary) return write(call, fn);
  return Reading<Fn>{*this, call, fn}.run();
}

Rows Router::run_select(const Call& call) {
  return read(call, [&call](Loan& loan) { return loan.lease->select(call); });
}

RowStream Router::run_stream(const Call& call) {
  return read(call, [&call](Loan& loan) {
    auto holder = std::make_shared<Loan>(std::move(loan));
    Connection& connection = *holder->lease;
    return connection.stream(call, std::move(holder));
  });
}

DialectTraits Router::traits() {
  if (!traits_known_.load(std::memory_order_acquire)) {
    // Any server tells, so that reads need no primary.
    static const Routing anywhere{.to = Routing::To::replica, .outside_transaction = true};
    const Call question{.sql = {}, .bindings = {}, .where = Where::current(), .routing = &anywhere};
    remember(read(question, [](Loan& loan) { return loan.lease->traits(); }));
  }
  return traits_;
}

bool Router::gather(detail::GatheredRead& read, detail::Loop& callers, const Routing* routing) {
  // Who has a token waits by itself.
  if ((driver_.table().capabilities & ZIN_CAP_BATCH) == 0 || !callers.polls() ||
      (routing != nullptr && !routing->token.empty())) {
    return false;
  }
  const bool goes_to_primary =
      writers_.has(callers) ||
      target_of({.sql = read.statement.sql, .bindings = {}, .routing = routing}) == Target::primary;
  if (goes_to_primary) return primary_.gatherer().take(read, callers, known_dialect());
  // Those that find a connection at once take their turn when they run.
  if (replicas_->has_room()) return false;
  Replica* const replica = replicas_->choose(ReplicaSet::Which::fit, {});
  return replica != nullptr && replica->endpoint().gatherer().take(read, callers, known_dialect());
}

bool Router::ungather(detail::GatheredRead& read) noexcept {
  if (primary_.gatherer().remove(read)) return true;
  return replicas_ && std::ranges::any_of(replicas_->all(), [&read](const auto& replica) {
           return replica->endpoint().gatherer().remove(read);
         });
}

bool Router::reads_again(const Error& failure) const noexcept {
  return replicas_.has_value() &&
         (failure.code() == Errc::connection_failed || failure.code() == Errc::connection_lost ||
          is_for_primary(failure));
}

}  // namespace zin::runtime
