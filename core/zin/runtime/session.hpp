// Session: where statements run. A database, a transaction and a single connection are Sessions.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ranges>
#include <source_location>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/base/export.hpp"
#include "zin/base/names.hpp"
#include "zin/runtime/bindings.hpp"
#include "zin/runtime/insert_options.hpp"
#include "zin/runtime/row_stream.hpp"
#include "zin/runtime/rows.hpp"
#include "zin/runtime/transaction_options.hpp"
#include "zin/sql/dialect_traits.hpp"
#include "zin/sql/statement.hpp"

namespace zin {

class Query;
class Session;

/// What a statement that returns no rows did.
struct ExecuteResult {
  /// Rows inserted, deleted or matched by an update; 0 for statements that count none.
  std::uint64_t affected = 0;
  /// Id that the database generated for an inserted row; 0 when it generated none.
  std::int64_t last_insert_id = 0;
  /// It runs when its unit of work commits: the others say nothing yet. See Session::transaction().
  bool deferred = false;
};

namespace detail {

class ForwardingSession;
class GatheredRead;
class Loop;
struct Routing;

/// One statement on its way down. Views what the caller holds for the call.
struct Call {
  std::string_view sql;
  std::span<const Value> bindings;
  Intent intent = Intent::read;
  std::source_location where{};
  Deadline deadline{};
  /// What the session says about the server; nullptr: nothing.
  const Routing* routing = nullptr;
};

/// A transaction that was begun and is ended by hand; rolled back when destroyed.
class ZIN_API OpenTransaction {
 public:
  OpenTransaction() = default;
  OpenTransaction(const OpenTransaction&) = delete;
  OpenTransaction& operator=(const OpenTransaction&) = delete;
  virtual ~OpenTransaction();

  [[nodiscard]] virtual Session& session() noexcept = 0;
  /// Commits and gives the connection back.
  virtual void commit() = 0;
  /// Behind commit(): does what after_commit() was given.
  virtual void run_actions() = 0;
  /// Rolls back; the connection is given back with the object, or by the following.
  virtual void roll_back() noexcept = 0;
  /// Behind roll_back(), for an attempt that failed like this: waits a while and gives true when
  /// the transaction may be run again.
  virtual bool may_run_again(const Error& failure, unsigned attempt) = 0;
};

using TransactionBody = std::function<void(Session&)>;

/// Gives row `index` of a bulk insert; the values live until the insert ends.
using RowGiver = std::function<std::span<const Value>(std::size_t index)>;

/// Rows that lie in memory: views of rows that are made on the way would dangle.
template <class Row>
concept StoredRow = std::convertible_to<Row, std::span<const Value>> &&
    (std::is_lvalue_reference_v<Row> || std::ranges::borrowed_range<Row>);

struct BulkInsert {
  std::string_view table;
  const Names& columns;
  std::size_t rows;
  const RowGiver& row;
  const InsertOptions& options;
  std::size_t first = 0;  ///< Number of the first row, where this is a piece of more.

  /// `done` of these rows are stored.
  void tell(std::size_t done) const {
    if (options.progress) options.progress(first + done);
  }
};

}  // namespace detail

/// Runs SQL. `?` is the placeholder on every driver, `??` a literal question mark; on PostgreSQL
/// `$1` works as well. Strings, quoted names and comments are left alone.
///
/// Every call throws Error: what the server said (Errc::syntax, unique_violation, ...),
/// Errc::invalid_argument when the number of bindings is not that of the placeholders,
/// Errc::pool_timeout when no connection became free, Errc::connection_lost (see
/// Error::may_be_applied()), Errc::timeout. Nothing is sent when the Error says so.
/// A Database is [thread-safe], a transaction's Session [one thread at a time]. [blocks]
class ZIN_API Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session();

  using Where = std::source_location;

  /// All rows. A read by contract: with read replicas it may go to one.
  [[nodiscard]] Rows select(std::string_view sql, Bindings bindings = {},
                            Where where = Where::current());
  /// The first row; nothing when there is none.
  [[nodiscard]] std::optional<Row> select_one(std::string_view sql, Bindings bindings = {},
                                              Where where = Where::current());
  /// The rows as they come, in flat memory. The stream holds its connection while it is open.
  [[nodiscard]] RowStream stream(std::string_view sql, Bindings bindings = {},
                                 Where where = Where::current());
  /// The same of a statement that was built elsewhere; its intent chooses the server.
  [[nodiscard]] RowStream stream(const Statement& statement, Where where = Where::current());
  /// Anything else: inserts, updates, DDL. Rows that it returns are dropped.
  ExecuteResult execute(std::string_view sql, Bindings bindings = {},
                        Where where = Where::current());
  /// Runs a statement that was built elsewhere; its intent chooses the server.
  Rows run(const Statement& statement, Where where = Where::current());

  /// Inserts rows the fastest way that the driver has, in one transaction: all or none, unless the
  /// options say else. Gives the number of rows. `rows` is a range of ranges of Value that lie in
  /// memory, each as long as `columns`; else Errc::invalid_argument, before any I/O. Where the
  /// server tells, Error::row() is the row that failed.
  template <std::ranges::random_access_range Table>
  requires detail::StoredRow<std::ranges::range_reference_t<const Table>> std::uint64_t insert_many(
      std::string_view table, const Names& columns, const Table& rows, const InsertOptions& options,
      Where where = Where::current()) {
    const detail::RowGiver row = [&rows](std::size_t index) -> std::span<const Value> {
      return std::ranges::begin(rows)[static_cast<std::ranges::range_difference_t<Table>>(index)];
    };
    return bulk_insert({table, columns, std::ranges::size(rows), row, options}, where);
  }
  template <std::ranges::random_access_range Table>
  requires detail::StoredRow<std::ranges::range_reference_t<const Table>> std::uint64_t insert_many(
      std::string_view table, const Names& columns, const Table& rows,
      Where where = Where::current()) {
    return insert_many(table, columns, rows, InsertOptions{}, where);
  }
  std::uint64_t insert_many(std::string_view table, const Names& columns,
                            std::initializer_list<std::vector<Value>> rows,
                            Where where = Where::current()) {
    return insert_many(table, columns, std::span{rows.begin(), rows.size()}, where);
  }

  /// Calls fn(Session& tx) inside a transaction, commits when it returns and gives its result.
  /// When fn throws, everything is rolled back and the exception goes on. A retryable error runs
  /// fn again (TransactionOptions::attempts), so fn must be free of other effects; use
  /// after_commit() for these. In a transaction already, it is a savepoint: released, or rolled
  /// back to, on its own. There attempts of 0 means 1, and what the transaction could not see
  /// anyway (Errc::serialization_failure) is not tried again; read_only and an isolation that the
  /// outer one does not have are Errc::invalid_argument, before anything is sent.
  /// Throws Errc::in_doubt when the commit's answer was lost: it is not retried.
  ///
  /// A driver without transactions that has atomic batches runs it as a unit of work: writes
  /// are kept and sent as one batch when fn returns, all or none. Until then they count nothing and
  /// give nothing back (Errc::unsupported for what asks for it). Reads run at once, on what is
  /// committed; one that could need a row that was not sent yet is Errc::unsupported. Use
  /// expect_affected() for what depends on a count.
  template <class Fn>
  requires std::invocable<Fn&, Session&>
  auto transaction(Fn&& fn, const TransactionOptions& options = {},
                   Where where = Where::current()) {
    using T = std::remove_cvref_t<std::invoke_result_t<Fn&, Session&>>;
    if constexpr (std::is_void_v<T>) {
      run_transaction([&fn](Session& tx) { std::invoke(fn, tx); }, options, where);
    } else {
      std::optional<T> result;
      run_transaction([&](Session& tx) { result.emplace(std::invoke(fn, tx)); }, options, where);
      return T{std::move(*result)};
    }
  }
  /// Calls `action` once the outermost transaction has committed, in order; never after a roll
  /// back. Outside of a transaction at once. What it throws goes to the caller of the
  /// transaction: the commit stands.
  virtual void after_commit(std::function<void()> action);
  /// Inside of a transaction: the last write changed exactly so many rows; else Errc::stale_version
  /// is thrown, here or, in a unit of work, by the commit, and everything is rolled back. So an
  /// update with the values that were read in its where() is a compare-and-swap on every driver.
  /// Throws Errc::invalid_argument outside of a transaction, or where nothing was written before.
  virtual void expect_affected(std::uint64_t rows);

  // Asynchronous twins, defined by <zin/async.hpp>: the same on an Asio executor, given to any
  // completion token with the signature void(std::exception_ptr, T), asio::use_awaitable when none
  // is. Arguments are copied; the session must outlive them. They go on on the token's associated
  // executor, and its cancellation slot ends them with Errc::cancelled. A transaction's session
  // takes one at a time.

  auto async_select(std::string_view sql, Bindings bindings = {}, Where where = Where::current());
  template <class Token>
  auto async_select(std::string_view sql, Bindings bindings, Token&& token,
                    Where where = Where::current());
  auto async_select_one(std::string_view sql, Bindings bindings = {},
                        Where where = Where::current());
  template <class Token>
  auto async_select_one(std::string_view sql, Bindings bindings, Token&& token,
                        Where where = Where::current());
  auto async_execute(std::string_view sql, Bindings bindings = {}, Where where = Where::current());
  template <class Token>
  auto async_execute(std::string_view sql, Bindings bindings, Token&& token,
                     Where where = Where::current());
  auto async_run(Statement statement, Where where = Where::current());
  template <class Token>
  auto async_run(Statement statement, Token&& token, Where where = Where::current());
  /// Rows as they come: an AsyncRowStream.
  auto async_stream(std::string_view sql, Bindings bindings = {}, Where where = Where::current());
  template <class Token>
  auto async_stream(std::string_view sql, Bindings bindings, Token&& token,
                    Where where = Where::current());
  auto async_insert_many(std::string_view table, Names columns,
                         std::vector<std::vector<Value>> rows, InsertOptions options = {},
                         Where where = Where::current());
  template <class Token>
  auto async_insert_many(std::string_view table, Names columns,
                         std::vector<std::vector<Value>> rows, InsertOptions options, Token&& token,
                         Where where = Where::current());
  /// transaction() whose function gives an asio::awaitable; fn is called with a Session&.
  template <class Fn>
  auto async_transaction(Fn fn, TransactionOptions options = {}, Where where = Where::current());
  template <class Fn, class Token>
  auto async_transaction(Fn fn, TransactionOptions options, Token&& token,
                         Where where = Where::current());

  // For the library.

  /// Where an asynchronous operation runs that waits on `callers`.
  [[nodiscard]] virtual detail::Loop& loop_for(detail::Loop& callers);
  /// Lets a read share its round trip with others, and tells it then; or gives false.
  [[nodiscard]] virtual bool gather(detail::GatheredRead& read, detail::Loop& callers);
  /// Takes that back: gives whether it is not told any more.
  [[nodiscard]] virtual bool ungather(detail::GatheredRead& read) noexcept;
  /// Whether a gathered read that failed like this is to be run by itself: elsewhere.
  [[nodiscard]] virtual bool reads_again(const Error& failure) const noexcept;
  /// traits(), when that needs no I/O.
  [[nodiscard]] virtual const DialectTraits* known_traits() const noexcept;
  /// The dialect as far as the driver tells it without a connection: a server may speak a kin of
  /// it. Nothing where that is not known.
  [[nodiscard]] virtual std::optional<Dialect> dialect_family() const noexcept;
  /// Where what nobody waits for may block.
  [[nodiscard]] virtual detail::Loop& workers();
  /// Begins a transaction that is ended by hand.
  [[nodiscard]] virtual std::unique_ptr<detail::OpenTransaction> begin(
      const TransactionOptions& options, Where where);
  /// One connection to the primary as a Session, for what must run on the same one: locks of the
  /// session, its settings. It is lent until the result is destroyed, which the Session must
  /// outlive; transactions on it commit by themselves. [one thread at a time]
  [[nodiscard]] virtual std::unique_ptr<Session> single_connection(Where where = Where::current());

  /// Whether transaction() works: not on a driver that has neither transactions nor batches that
  /// take effect as a whole (d1-remote). No I/O.
  [[nodiscard]] virtual bool has_transactions() const noexcept { return true; }
  /// Whether its writes run at its end: of a unit of work.
  [[nodiscard]] virtual bool defers_writes() const noexcept { return false; }
  /// False once this session has ended, for those that end before their database (transactions):
  /// what outlives them asks first. nullptr: it does not end.
  [[nodiscard]] virtual std::shared_ptr<const std::atomic<bool>> open_flag();

  /// A query on a table of this session. Defined in the query layer.
  [[nodiscard]] Query table(std::string_view name);

  /// The SQL that the connection speaks; connects if it must to know. Dialect::none for drivers
  /// without SQL.
  [[nodiscard]] virtual Dialect dialect() = 0;
  /// The dialect with what this server or driver has differently: quotes, placeholders, limits.
  [[nodiscard]] virtual DialectTraits traits();

 private:
  friend class detail::ForwardingSession;
  virtual Rows run_select(const detail::Call& call) = 0;
  virtual RowStream run_stream(const detail::Call& call) = 0;
  virtual ExecuteResult run_execute(const detail::Call& call) = 0;
  virtual std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) = 0;
  virtual void run_transaction(const detail::TransactionBody& body,
                               const TransactionOptions& options, Where where) = 0;
};

}  // namespace zin
