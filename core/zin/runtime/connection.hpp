// One open connection: runs statements, keeps prepared ones, knows its transaction.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <string_view>
#include <vector>

#include "zin/host/driver_connection.hpp"
#include "zin/runtime/gathered_read.hpp"
#include "zin/runtime/observer.hpp"
#include "zin/runtime/parameters.hpp"
#include "zin/runtime/session.hpp"
#include "zin/runtime/statement_cache.hpp"
#include "zin/sql/statement.hpp"

namespace zin::runtime {

struct ConnectionSettings {
  std::size_t statement_cache = 256;
  /// Deadline of each statement; 0 = none.
  std::chrono::milliseconds query_timeout{0};
  Observation observation{};
  /// Where fibers do what blocks; must outlive the connection. nullptr: there are none.
  detail::Workers* workers = nullptr;
};

/// [one thread at a time] [blocks]
class Connection {
 public:
  using Where = std::source_location;

  /// Opens it. Throws Errc::connection_failed, authentication_failed, timeout, invalid_config, ...
  Connection(const host::DriverHandle& driver, const host::Options& options,
             const ConnectionSettings& settings, Deadline deadline);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] Rows select(const detail::Call& call);
  ExecuteResult execute(const detail::Call& call);
  /// An open result. `holder` is destroyed when the stream ends: it lends this connection.
  [[nodiscard]] RowStream stream(const detail::Call& call, std::shared_ptr<void> holder);
  struct Outcome {
    std::optional<RowStream> rows{};  ///< When the statement gives rows.
    ExecuteResult result{};           ///< Else what it did.
    bool counted = false;             ///< Whether the server says how many rows it changed.
  };
  /// For statements of which nobody knows what they give.
  [[nodiscard]] Outcome run(const detail::Call& call);
  /// Runs one statement `rows` times, its parameters row after row; gives the rows affected.
  /// Only where can(ZIN_CAP_BULK) when rows > 1.
  std::uint64_t execute_rows(const detail::Call& call, const Parameters& parameters,
                             std::uint32_t rows);

  /// Runs reads in one round trip, or few; each is given its rows or its error. Listeners hear of
  /// each: of all that begin before any of them ends.
  /// Requires: can(ZIN_CAP_BATCH), no transaction.
  void run_reads(std::span<detail::GatheredRead* const> reads);

  /// Runs the statements in one go, all or none, and gives what each did; their rows are dropped. A
  /// failure names the statement, where the driver tells. Listeners hear of each. Throws
  /// Errc::resource_exhausted before any I/O for more than the driver takes, and Errc::in_doubt
  /// when the answer was lost. Requires: can(ZIN_CAP_BATCH_ATOMIC), no transaction.
  std::vector<ExecuteResult> run_atomically(std::span<const Statement> statements, Where where,
                                            Deadline deadline);

  /// Loads all rows by the driver's bulk extension; nothing when it has none, or it does not work
  /// for this table: nothing was changed then. The caller has a transaction open and rolls it back
  /// when this throws. Requires: check_rows(bulk).
  [[nodiscard]] std::optional<std::uint64_t> load(const detail::BulkInsert& bulk,
                                                  const detail::Call& call);
  /// BEGIN, COMMIT, ...: verb = ZIN_TXN_*, mode = ZIN_TX_* (of BEGIN), name = that of a savepoint.
  void transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                const host::CallContext& call);
  /// Ends the streams that are still open; their next row is Errc::closed.
  void close_streams() noexcept;

  /// Where an asynchronous operation runs that waits on `callers`: there, or where it may block.
  [[nodiscard]] detail::Loop& loop_for(detail::Loop& callers) const {
    const bool blocks = driver_.can(ZIN_CAP_BLOCKING) && settings_.workers != nullptr;
    return blocks ? settings_.workers->loop() : callers;
  }

  /// Requires: settings.workers.
  [[nodiscard]] detail::Loop& workers() const { return settings_.workers->loop(); }

  [[nodiscard]] Dialect dialect() const noexcept { return traits_.dialect; }
  [[nodiscard]] const DialectTraits& traits() const noexcept { return traits_; }
  [[nodiscard]] const host::ServerInfo& server() const noexcept { return driver_.server(); }
  [[nodiscard]] bool can(std::uint64_t capability) const noexcept {
    return driver_.can(capability);
  }
  /// Whether a transaction, or a unit of work in its place, can begin on it.
  [[nodiscard]] bool has_transactions() const noexcept {
    return can(ZIN_CAP_TXN) || can(ZIN_CAP_BATCH_ATOMIC);
  }
  /// ZIN_CONN_* bits; 0 when it is dead.
  [[nodiscard]] std::uint32_t state() const noexcept { return driver_.state(); }
  [[nodiscard]] bool stands() const noexcept { return driver_.stands(); }
  void ping(Deadline deadline) { driver_.ping(deadline); }
  /// In a forked child: nothing is done on the parent's session any more, also not at the end of
  /// its streams; calls throw Errc::closed. The object must not be destroyed.
  void leave_to_parent() noexcept { driver_.leave_to_parent(); }
  /// Makes it fit for the next borrower; false when it has to be closed instead. Takes no longer
  /// than the deadline of the last statement allows.
  [[nodiscard]] bool make_ready() noexcept;

 private:
  class OpenStream;
  friend class ReadBatch;
  struct Execution;

  [[nodiscard]] Deadline limited(Deadline deadline) const;
  [[nodiscard]] Deadline deadline_of(const detail::Call& call) const {
    return limited(call.deadline);
  }
  PreparedStatement& statement_for(const detail::Call& call, std::size_t bound, Execution& run);
  [[nodiscard]] PreparedStatement prepare(const detail::Call& call, std::size_t bound);
  [[nodiscard]] Error in_words_of(const detail::Call& call, const Error& error) const;
  void describe(Execution& run) const;
  void recover(const detail::Call& call, const PreparedStatement& statement, zin_status status,
               const zin_error& error, bool again);
  [[nodiscard]] std::unique_ptr<OpenStream> open(const detail::Call& call,
                                                 std::shared_ptr<void> holder, std::uint32_t flags);
  [[nodiscard]] RowStream stream_of(std::unique_ptr<OpenStream> open);
  void start(const detail::Call& call, const Parameters& parameters, std::uint32_t rows,
             std::uint32_t flags, Execution& run);
  static void check_count(std::uint32_t asked, std::size_t bound, std::string_view sql);
  [[nodiscard]] static const detail::Ref<const detail::ColumnSet>& columns_for(
      PreparedStatement& statement, const zin_result_info& info);
  template <class Fn>
  void read_rows(Execution& run, const detail::Call& call, Fn take);
  [[nodiscard]] Rows select_unobserved(const detail::Call& call);
  void run_reads_unobserved(std::span<detail::GatheredRead* const> reads);
  std::vector<ExecuteResult> run_batch(std::span<const Statement> statements, Where where,
                                       Deadline deadline);
  ExecuteResult execute_rows_unobserved(const detail::Call& call, const Parameters& parameters,
                                        std::uint32_t rows);
  [[noreturn]] void fail(const Execution& run, zin_status status, const detail::Call& call) const;
  void refuse_while_streaming() const;

  host::DriverConnection driver_;
  ConnectionSettings settings_;
  DialectTraits traits_;
  StatementCache statements_;
  std::vector<OpenStream*> streams_;
  Deadline last_deadline_;  // of the statement that was started last
};

}  // namespace zin::runtime
