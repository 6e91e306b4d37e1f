// A session of a PostgreSQL server.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulk_load.hpp"
#include "catalog.hpp"
#include "connect_options.hpp"
#include "cursor.hpp"
#include "parameters.hpp"
#include "statement.hpp"
#include "task.hpp"
#include "wire.hpp"
#include "zin/abi/driver.h"
#include "zin/abi/ext_bulk.h"
#include "zin/abi/ext_notify.h"
#include "zin/plugin/operation.hpp"
#include "zin/plugin/options.hpp"

namespace zin::postgres {

/// Whom an operation may find on its connection.
enum class Needs : std::uint8_t {
  unconnected,
  idle,    ///< No cursor and no load is open.
  cursor,  ///< Goes on with the open cursor.
  load     ///< Goes on with the open load.
};

/// What the driver's table calls; see driver.h for the meaning of each. An operation is a coroutine
/// that start() begins and step() goes on with. [one thread at a time], but for cancel().
class Connection {
 public:
  explicit Connection(const plugin::Options& given);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] std::uint32_t state() const noexcept;
  [[nodiscard]] zin_status check() noexcept;
  [[nodiscard]] zin_conn_info info() const;
  [[nodiscard]] bool detail(std::uint32_t index, zin_kv& out) const noexcept;
  void cancel(std::uint64_t token, std::int64_t deadline_ns);

  /// The operation's answer, or PENDING with *wait filled.
  zin_status start(const plugin::Operation& op, Needs needs, zin_wait* wait,
                   Task<zin_status> operation);
  zin_status step(std::uint64_t token, std::uint32_t ready, zin_wait* wait);

  // The operations; each is to be given to start().
  Task<zin_status> connect();
  Task<zin_status> ping();
  Task<zin_status> reset(std::uint32_t level);
  Task<zin_status> transact(std::uint32_t verb, std::uint32_t mode, std::string_view name);
  Task<zin_status> prepare(std::string_view sql, zin_stmt** out);
  Task<zin_status> execute(zin_exec exec, zin_cursor** out);
  Task<zin_status> fetch(std::uint32_t max_rows, zin_rows* out);
  Task<zin_status> batch(const zin_exec* items, std::uint32_t n, std::uint32_t flags,
                         zin_cursor** out);
  Task<zin_status> next_result();
  Task<zin_status> begin_load(const zin_bulk_target* target);
  Task<zin_status> load_rows(const zin_cell* cells, std::uint32_t nrows);
  Task<zin_status> end_load(bool commit, std::int64_t* affected);
  Task<zin_status> wait_notification(zin_notification* out);
  /// A notification that has arrived: true, and *out is filled.
  [[nodiscard]] bool take_notification(zin_notification* out);

  /// Whether fetch() needs no server. Requires: the cursor is open.
  [[nodiscard]] bool has_rows_in_memory() const noexcept {
    return cursor_.state == Cursor::State::buffered || cursor_.state == Cursor::State::ended;
  }
  [[nodiscard]] Cursor& cursor() noexcept { return cursor_; }
  /// END of a result that has no other behind it; its own rows are skipped.
  zin_status end_of_results() noexcept {
    if (!cursor_.is_batch) cursor_.state = Cursor::State::ended;
    return ZIN_END;
  }
  [[nodiscard]] bool is_loading() const noexcept { return load_ != nullptr; }
  /// Whether next_result() answers END without asking the server.
  [[nodiscard]] bool has_no_next() const noexcept {
    return cursor_.is_batch ? batch_.answered_end : has_rows_in_memory();
  }
  /// Called by the handles when they are closed.
  void close_cursor() noexcept;
  void drop(Statement& statement) noexcept;

 private:
  // connection.cpp
  zin_status finish(zin_wait* wait);
  Task<zin_status> settle();
  [[nodiscard]] bool server_goes_on() const noexcept;
  [[nodiscard]] bool forked() const noexcept;
  [[nodiscard]] bool in_transaction() const noexcept;
  [[nodiscard]] plugin::Failure failed(const PGresult* result, std::string_view sql = {});
  void throw_failure(plugin::Failure failure);
  static void on_notice(void* connection, const PGresult* notice);

  // connecting.cpp
  Task<zin_status> look_up(std::int64_t end_ns, std::vector<Endpoint>& endpoints,
                           std::string& problems);
  Task<zin_status> try_endpoint(const Endpoint& endpoint, std::string_view attrs);
  Task<zin_status> restore_settings();
  void notice_parameters(bool first);

  // preparing.cpp
  Task<zin_status> describe(Statement& statement, std::string_view sql);
  Task<zin_status> learn_types(std::vector<Oid> unknown);
  [[nodiscard]] std::vector<Oid> unknown_types(const PGresult* description);
  void send_deallocations(int& syncs);

  // executing.cpp
  Task<zin_status> make_idle();
  [[nodiscard]] bool is_idle() const noexcept;
  Task<Result> command(std::string sql);
  Task<zin_status> execute_rows(Statement& statement, zin_exec exec);
  void check_execution(const Statement& statement, const zin_exec& exec) const;
  void note_execution(const Statement& statement, std::uint32_t flags);
  void note_outdated(Statement& statement, plugin::Failure& failure) const noexcept;
  void bind(Statement& statement, const zin_cell* cells, std::uint32_t n, const Encoding& how);
  [[nodiscard]] Encoding encoding(const Statement& statement) const noexcept;
  [[nodiscard]] bool session_is_utc() const noexcept;
  /// Whether the server has told of others since the last look.
  [[nodiscard]] bool settings_changed() const noexcept;
  [[nodiscard]] std::uint32_t told_kind() const noexcept;
  Task<zin_status> heed_settings();
  [[nodiscard]] bool collect(std::uint32_t limit);
  void end_stream() noexcept;

  // bulk.cpp
  void send_piece();

  // batch.cpp
  struct Batch {
    const zin_exec* items = nullptr;  // the host's, until the cursor answered END or is closed
    std::uint32_t size = 0;
    std::uint32_t next = 0;       // the item whose results come next
    std::uint32_t preludes = 0;   // answers that come before that of the first item
    std::uint32_t syncs_due = 0;  // answers to Sync that have not come yet
    bool independent = false;     // each item has a Sync of its own
    bool stands_alone = false;    // what is sent may stay even if the answer is lost
    bool with_sync = false;       // but not before its Sync has been sent
    bool over = true;             // nothing is to come from the server
    bool answered_end = true;
    std::optional<plugin::Failure> prelude_failure{};
  };
  void check_batch(const zin_exec* items, std::uint32_t n, std::uint32_t flags);
  void bind_item(const zin_exec& item);
  void send_item(const zin_exec& item);
  [[nodiscard]] std::uint32_t send_read_only();
  Task<zin_status> read_preludes();
  Task<zin_status> next_item();
  Task<zin_status> end_batch();
  Task<zin_status> leave_pipeline();

  ConnectOptions options_;
  Wire wire_;
  Catalog catalog_;
  Cursor cursor_;
  Parameters parameters_;
  std::vector<std::unique_ptr<Statement>> statements_;
  Statement unnamed_{*this};
  std::vector<std::string> deallocations_;
  std::unique_ptr<BulkLoad> load_;
  Batch batch_;
  std::unique_ptr<PGnotify, void (*)(void*)> notification_{nullptr, &PQfreemem};

  Task<zin_status> task_;     // the operation in flight
  Task<zin_status> outcome_;  // one that has ended, while a cancel is still on its way
  std::uint64_t last_id_ = 0;
  unsigned forks_ = 0;
  bool connected_ = false;
  bool opening_ = false;             // the operation in flight may open a cursor
  bool was_in_transaction_ = false;  // before what the server runs now
  bool draining_ = false;            // results of a closed cursor are still to come
  bool may_cancel_drain_ = false;    // ... and nothing is lost when the server stops there
  bool changed_ = false;             // the session is not as it was after connecting
  bool knows_read_only_ = false;     // the statement that makes a batch read-only is prepared
  int encoding_ = 0;                 // libpq's number of UTF8
  std::uint32_t kind_ = 0;           // told_kind() at the last look
  std::string server_version_;
  std::string last_parameters_;
};

}  // namespace zin::postgres
