// Hands each call to the router, with the wish.
// SPDX-License-Identifier: MIT
#include "zin/runtime/routed_session.hpp"

#include "zin/runtime/router.hpp"

namespace zin {

RoutedSession::RoutedSession(runtime::Router& router, detail::Routing routing, bool follows_writes)
    : router_(router), routing_([&] {
        if (follows_writes) routing.own_write = &own_write_;
        return std::move(routing);
      }()) {}

detail::Call RoutedSession::routed(const detail::Call& call) const {
  detail::Call aloud = call;
  aloud.routing = &routing_;
  return aloud;
}

Dialect RoutedSession::dialect() { return router_.dialect(); }
DialectTraits RoutedSession::traits() { return router_.traits(); }
void RoutedSession::after_commit(std::function<void()> action) {
  router_.after_commit(std::move(action), &routing_);
}
detail::Loop& RoutedSession::loop_for(detail::Loop& callers) { return router_.loop_for(callers); }
detail::Loop& RoutedSession::workers() { return router_.workers(); }
bool RoutedSession::gather(detail::GatheredRead& read, detail::Loop& callers) {
  return router_.gather(read, callers, &routing_);
}
bool RoutedSession::ungather(detail::GatheredRead& read) noexcept { return router_.ungather(read); }
const DialectTraits* RoutedSession::known_traits() const noexcept { return router_.known_traits(); }
std::optional<Dialect> RoutedSession::dialect_family() const noexcept {
  return router_.dialect_family();
}
bool RoutedSession::has_transactions() const noexcept { return router_.has_transactions(); }
std::unique_ptr<detail::OpenTransaction> RoutedSession::begin(const TransactionOptions& options,
                                                              Where where) {
  return router_.begin(options, where, &routing_);
}
Rows RoutedSession::run_select(const detail::Call& call) {
  return router_.run_select(routed(call));
}
RowStream RoutedSession::run_stream(const detail::Call& call) {
  return router_.run_stream(routed(call));
}
ExecuteResult RoutedSession::run_execute(const detail::Call& call) {
  return router_.run_execute(routed(call));
}
std::uint64_t RoutedSession::bulk_insert(const detail::BulkInsert& bulk, Where where) {
  return router_.bulk_insert(bulk, where, &routing_);
}
void RoutedSession::run_transaction(const detail::TransactionBody& body,
                                    const TransactionOptions& options, Where where) {
  router_.run_transaction(body, options, where, &routing_);
}

}  // namespace zin
