// Database: one named connection of the application, with its pool.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "zin/config/database_config.hpp"
#include "zin/runtime/host_stats.hpp"
#include "zin/runtime/pool_stats.hpp"
#include "zin/runtime/query_event.hpp"
#include "zin/runtime/replica_policy.hpp"
#include "zin/runtime/routed_session.hpp"
#include "zin/runtime/session.hpp"
#include "zin/runtime/write_token.hpp"

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

/// Connections to one database, to its primary and its replicas, in a pool for each; a statement
/// takes one and gives it back. Made by Manager or use_database(), which own it. Nothing is opened
/// before the first statement. [thread-safe] [blocks]
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

  /// One round trip to the primary. Throws what keeps it from succeeding.
  void ping(Where where = Where::current());
  /// The sums over all servers.
  [[nodiscard]] PoolStats stats() const;
  /// The primary and then the replicas as configured, each with its own figures.
  [[nodiscard]] std::vector<HostStats> hosts() const;

  /// No statement is taken any more (Errc::closed); those under way go on. Idle connections are
  /// closed now, the others when they come back. Again: nothing happens.
  void close() noexcept;
  /// close(), then waits for those under way; false when the deadline passed first.
  bool drain(Deadline deadline = {});
  /// Callers wait from now on, until resume() or their connection_timeout.
  void suspend();
  void resume();
  /// Replaces every connection: idle ones now, lent ones when they come back. Of a SQLite database
  /// in memory the one connection stays, since the data would go with it: nothing happens.
  void evict();

  /// At once. Throws Errc::outside_transaction on a thread that is inside a transaction on this
  /// database: its Session's after_commit() is meant.
  void after_commit(std::function<void()> action) override;

  /// This database, though a transaction on it is open on this thread: what runs there commits on
  /// its own, on another connection. Lives as long as the Database.
  [[nodiscard]] Session& outside_transaction() noexcept;

  // With read replicas (DatabaseConfig::read_hosts) each read goes to one of them, unless it is
  // in a transaction, locks or writes (`for update`, nextval(), ...), or its caller has written
  // within read.sticky. Without, everything goes to the primary, and all that follows works too.

  /// This database, reading from the primary. Lives as long as the Database.
  [[nodiscard]] Session& on_primary() noexcept;
  /// This database, reading from replicas whatever the statement looks like. Writes are
  /// Errc::invalid_argument, but for transaction(fn, {.read_only = true}). Lives as long.
  [[nodiscard]] Session& on_replica() noexcept;
  /// For one request or unit of work: from its first write on, it reads from the primary, for
  /// read.sticky, or for good when that is 0. Must not outlive the Database.
  [[nodiscard]] RoutedSession sticky();

  /// A place behind every write that has been committed on the primary, of whichever session: for
  /// with_token(), also in another process (WriteToken::to_string()). One round trip. Empty on
  /// drivers without replication. Throws Errc::unsupported for MySQL without gtid_mode=ON.
  [[nodiscard]] WriteToken write_token(Where where = Where::current());
  auto async_write_token(Where where = Where::current());
  template <class Token>
  auto async_write_token(Token&& token, Where where = Where::current());
  /// This database, with reads that see everything before `token`: a read waits on its replica
  /// until that has caught up, for `longest` at most, and else goes to the primary. One round trip
  /// more for each read. An empty token asks for nothing. Throws Errc::invalid_argument, when it
  /// reads, for a token of another kind of server. Must not outlive the Database.
  [[nodiscard]] RoutedSession with_token(WriteToken token,
                                         std::chrono::milliseconds longest = std::chrono::seconds{
                                             1});

  /// From now on `policy` chooses the replica of each read; an empty one: that of the
  /// configuration.
  void set_read_policy(ReplicaPolicy policy);

  [[nodiscard]] detail::Loop& loop_for(detail::Loop& callers) override;
  [[nodiscard]] detail::Loop& workers() override;
  [[nodiscard]] bool gather(detail::GatheredRead& read, detail::Loop& callers) override;
  [[nodiscard]] bool ungather(detail::GatheredRead& read) noexcept override;
  [[nodiscard]] bool reads_again(const Error& failure) const noexcept override;
  [[nodiscard]] const DialectTraits* known_traits() const noexcept override;
  [[nodiscard]] std::optional<Dialect> dialect_family() const noexcept override;
  [[nodiscard]] bool has_transactions() const noexcept override;
  [[nodiscard]] std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                               Where where) override;

  [[nodiscard]] std::unique_ptr<Session> single_connection(Where where = Where::current()) override;

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
