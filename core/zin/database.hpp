// Database: one named connection of the application, with its pool.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "zin/config/database_config.hpp"
#include "zin/runtime/pool_stats.hpp"
#include "zin/runtime/query_event.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

namespace host {
class DriverHandle;
}
namespace runtime {
class Router;
}

/// The driver that serves a database.
struct DriverInfo {
  std::string name;
  std::string version;
  std::string vendor;
  std::string build;           ///< Compiler and libraries, for bug reports.
  std::filesystem::path file;  ///< The plugin; empty for a driver of the process itself.
};

/// A pool of connections to one database; each statement takes one and gives it back. Made by
/// Manager or use_database(), which own it. Nothing is opened before the first statement.
/// [thread-safe] [blocks]
class ZIN_API Database final : public Session {
 public:
  /// For Manager. `driver` lives until the process ends.
  Database(std::string name, DatabaseConfig config, const host::DriverHandle& driver);
  ~Database() override;

  [[nodiscard]] const std::string& name() const noexcept;
  [[nodiscard]] const DatabaseConfig& config() const noexcept;
  [[nodiscard]] DriverInfo driver() const;
  [[nodiscard]] Dialect dialect() override;
  [[nodiscard]] DialectTraits traits() override;

  /// One round trip. Throws what keeps it from succeeding.
  void ping(Where where = Where::current());
  [[nodiscard]] PoolStats stats() const;

  /// No statement is taken any more (Errc::closed); those under way go on. Idle connections are
  /// closed now, the others when they come back. Again: nothing happens.
  void close() noexcept;
  /// close(), then waits for those under way; false when the deadline passed first.
  bool drain(Deadline deadline = {});
  /// Callers wait from now on, until resume() or their connection_timeout.
  void suspend();
  void resume();
  /// Replaces every connection: idle ones now, lent ones when they come back.
  void evict();

  /// At once. Throws Errc::outside_transaction on a thread that is inside a transaction on this
  /// database: its Session's after_commit() is meant.
  void after_commit(std::function<void()> action) override;

  /// This database, though a transaction on it is open on this thread: what runs there commits on
  /// its own, on another connection. Lives as long as the Database.
  [[nodiscard]] Session& outside_transaction() noexcept;

  [[nodiscard]] detail::Loop& loop_for(detail::Loop& callers) override;
  [[nodiscard]] detail::Loop& workers() override;
  [[nodiscard]] bool gather(detail::GatheredRead& read, detail::Loop& callers) override;
  [[nodiscard]] bool ungather(detail::GatheredRead& read) noexcept override;
  [[nodiscard]] const DialectTraits* known_traits() const noexcept override;
  [[nodiscard]] std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                               Where where) override;

  /// Calls `listener` before, or after, each statement; see QueryListener. For the life of the
  /// database.
  void before_query(QueryListener listener);
  void after_query(QueryListener listener);

 private:
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;

  std::unique_ptr<runtime::Router> router_;
};

}  // namespace zin
