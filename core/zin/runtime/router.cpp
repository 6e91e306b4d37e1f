// The servers of a database, and what is asked of all of them.
// SPDX-License-Identifier: MIT
#include "zin/runtime/router.hpp"

#include "zin/config/hosts.hpp"
#include "zin/loop/loop.hpp"
#include "zin/runtime/transaction_scope.hpp"

namespace zin::runtime {

using detail::Call;
using detail::Routing;

Router::Router(std::string name, DatabaseConfig config, const host::DriverHandle& driver,
               Clock& clock)
    : name_(std::move(name)),
      config_(std::move(config)),
      driver_(driver),
      clock_(clock),
      observer_(name_, std::string{driver.name()}, config_.log),
      context_{.database = name_,
               .driver = driver_,
               .observer = observer_,
               .workers = workers_,
               .clock = clock_,
               .opened = [this](const Connection& connection) { remember(connection.traits()); }},
      writers_(config_.read.sticky, clock_),
      primary_(context_, config_, Role::primary),
      workers_(config_.workers),
      on_primary_(*this, {.to = Routing::To::primary}),
      on_replica_(*this, {.to = Routing::To::replica}),
      outside_(*this, {.outside_transaction = true}) {
  if (!config::read_hosts(config_).empty()) replicas_.emplace(context_, config_);
}

void Router::refuse_inside_transaction(std::optional<Where> where, const Routing* routing) const {
  if (routing != nullptr && routing->outside_transaction) return;
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

void Router::ping(Where where) {
  const Lease lease = primary().acquire(where);
  lease->ping(config_.connect_timeout.count() > 0 ? Deadline{config_.connect_timeout} : Deadline{});
}

WriteToken Router::write_token(Where where) {
  refuse_inside_transaction(where, nullptr);
  const Lease lease = primary().acquire(where);
  return write_position(*lease, {.sql = {}, .bindings = {}, .where = where});
}

Dialect Router::dialect() {
  // A family may have several dialects; which one it is only the server tells.
  const auto family = dialect_family();
  if (family && *family != Dialect::mysql) return *family;
  return traits().dialect;
}

Dialect Router::known_dialect() const noexcept {
  const DialectTraits* const traits = known_traits();
  return traits != nullptr ? traits->dialect : dialect_family().value_or(Dialect::none);
}

void Router::remember(const DialectTraits& traits) {
  const std::lock_guard lock{traits_mutex_};
  if (traits_known_.load(std::memory_order_relaxed)) return;
  traits_ = traits;
  traits_known_.store(true, std::memory_order_release);
}

void Router::after_commit(std::function<void()> action, const Routing* routing) {
  refuse_inside_transaction(std::nullopt, routing);
  action();
}

}  // namespace zin::runtime
