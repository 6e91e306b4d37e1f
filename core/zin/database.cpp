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
PoolStats Database::stats() const { return router_->primary().stats(); }
void Database::close() noexcept { router_->primary().close(); }
bool Database::drain(Deadline deadline) { return router_->primary().drain(deadline); }
void Database::suspend() { router_->primary().suspend(); }
void Database::resume() { router_->primary().resume(); }
void Database::evict() { router_->primary().evict(); }
void Database::after_commit(std::function<void()> action) {
  router_->after_commit(std::move(action));
}
Session& Database::outside_transaction() noexcept { return router_->outside_transaction(); }

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
bool Database::gather(detail::GatheredRead& read, detail::Loop& callers) {
  return router_->gather(read, callers);
}
bool Database::ungather(detail::GatheredRead& read) noexcept { return router_->ungather(read); }
const DialectTraits* Database::known_traits() const noexcept { return router_->known_traits(); }
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
