// Database: the public face of a router.
// SPDX-License-Identifier: MIT
#include "zin/database.hpp"

#include "zin/runtime/router.hpp"

namespace zin {

Database::Database(std::string name, DatabaseConfig config, const host::DriverHandle& driver)
    : router_(std::make_unique<runtime::Router>(std::move(name), std::move(config), driver)) {}

Database::~Database() = default;

const std::string& Database::name() const noexcept { return router_->name(); }
const DatabaseConfig& Database::config() const noexcept { return router_->config(); }

DriverInfo Database::driver() const {
  const auto& driver = router_->driver();
  const auto& origin = driver.origin();
  return {.name = std::string{driver.name()},
          .version = origin.version,
          .vendor = origin.vendor,
          .build = origin.build,
          .file = origin.file};
}

Dialect Database::dialect() { return router_->dialect(); }
DialectTraits Database::traits() { return router_->traits(); }
void Database::ping(Where where) { router_->ping(where); }
PoolStats Database::stats() const {
  PoolStats sum;
  router_->each_pool([&](const runtime::Pool& pool) { sum += pool.stats(); });
  return sum;
}

std::vector<HostStats> Database::hosts() const {
  std::vector<HostStats> hosts;
  const auto& primary = router_->primary_endpoint();
  hosts.push_back({.host = primary.host(), .role = Role::primary, .pool = primary.pool().stats()});
  if (router_->replicas() == nullptr) return hosts;
  for (const auto& replica : router_->replicas()->all()) {
    hosts.push_back({.host = replica->endpoint().host(),
                     .role = Role::replica,
                     .weight = replica->weight(),
                     .ejected = replica->is_ejected(),
                     .read_from = replica->is_fit(),
                     .in_flight = replica->in_flight(),
                     .lag = replica->lag(),
                     .pool = replica->endpoint().pool().stats()});
  }
  return hosts;
}

void Database::close() noexcept {
  router_->each_pool([](runtime::Pool& pool) { pool.close(); });
}
bool Database::drain(Deadline deadline) {
  close();
  bool all = true;
  router_->each_pool([&](runtime::Pool& pool) { all = pool.drain(deadline) && all; });
  return all;
}
void Database::suspend() {
  router_->each_pool([](runtime::Pool& pool) { pool.suspend(); });
}
void Database::resume() {
  router_->each_pool([](runtime::Pool& pool) { pool.resume(); });
}
void Database::evict() { router_->evict(); }
void Database::after_commit(std::function<void()> action) {
  router_->after_commit(std::move(action));
}
Session& Database::outside_transaction() noexcept { return router_->outside_transaction(); }
Session& Database::on_primary() noexcept { return router_->on_primary(); }
Session& Database::on_replica() noexcept { return router_->on_replica(); }
RoutedSession Database::sticky() { return RoutedSession{*router_, {}, true}; }
WriteToken Database::write_token(Where where) { return router_->write_token(where); }
RoutedSession Database::with_token(WriteToken token, std::chrono::milliseconds longest) {
  return RoutedSession{*router_, {.token = std::move(token), .token_wait = longest}};
}
void Database::set_read_policy(ReplicaPolicy policy) {
  if (auto* const replicas = router_->replicas()) replicas->set_policy(std::move(policy));
}

void Database::before_query(QueryListener listener) {
  router_->observer().before_query(std::move(listener));
}
void Database::after_query(QueryListener listener) {
  router_->observer().after_query(std::move(listener));
}

detail::Loop& Database::loop_for(detail::Loop& callers) { return router_->loop_for(callers); }
std::unique_ptr<detail::OpenTransaction> Database::begin(const TransactionOptions& options,
                                                         Where where) {
  return router_->begin(options, where);
}
std::unique_ptr<Session> Database::single_connection(Where where) {
  return router_->single_connection(where);
}
bool Database::gather(detail::GatheredRead& read, detail::Loop& callers) {
  return router_->gather(read, callers);
}
bool Database::ungather(detail::GatheredRead& read) noexcept { return router_->ungather(read); }
bool Database::reads_again(const Error& failure) const noexcept {
  return router_->reads_again(failure);
}
const DialectTraits* Database::known_traits() const noexcept { return router_->known_traits(); }
std::optional<Dialect> Database::dialect_family() const noexcept {
  return router_->dialect_family();
}
bool Database::has_transactions() const noexcept { return router_->has_transactions(); }
detail::Loop& Database::workers() { return router_->workers(); }
Rows Database::run_select(const detail::Call& call) { return router_->run_select(call); }
RowStream Database::run_stream(const detail::Call& call) { return router_->run_stream(call); }
ExecuteResult Database::run_execute(const detail::Call& call) { return router_->run_execute(call); }
std::uint64_t Database::bulk_insert(const detail::BulkInsert& bulk, Where where) {
  return router_->bulk_insert(bulk, where);
}
void Database::run_transaction(const detail::TransactionBody& body,
                               const TransactionOptions& options, Where where) {
  router_->run_transaction(body, options, where);
}

}  // namespace zin
