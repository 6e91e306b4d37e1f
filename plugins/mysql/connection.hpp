// A connection to one server.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cancel_gate.hpp"
#include "capabilities.hpp"
#include "connect_options.hpp"
#include "error_text.hpp"
#include "killer.hpp"
#include "late_kill.hpp"
#include "link.hpp"
#include "patience.hpp"
#include "statement.hpp"
#include "task.hpp"
#include "zin/abi/driver.h"
#include "zin/abi/ext_local_infile.h"
#include "zin/plugin/operation.hpp"
#include "zin/plugin/options.hpp"

namespace zin::mysql {

/// What the driver's table calls; see driver.h for the meaning of each. The start_* functions
/// answer OK, END or PENDING, and throw. [one thread at a time], but for cancel().
class Connection {
 public:
  explicit Connection(const plugin::Options& given);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] std::uint32_t state() const noexcept;
  [[nodiscard]] zin_status check() noexcept;
  [[nodiscard]] zin_conn_info info() const;
  /// constraint, table and column of the last failure, those that the server named.
  [[nodiscard]] bool detail(std::uint32_t index, zin_kv& out) const noexcept;

  zin_status start_connect(const plugin::Operation& op, zin_wait* wait);
  zin_status start_ping(const plugin::Operation& op, zin_wait* wait);
  zin_status start_reset(std::uint32_t level, const plugin::Operation& op, zin_wait* wait);
  zin_status start_prepare(std::string_view sql, zin_stmt** out, const plugin::Operation& op,
                           zin_wait* wait);
  zin_status start_exec(const zin_exec& exec, zin_cursor** out, const plugin::Operation& op,
                        zin_wait* wait);
  zin_status start_transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                            const plugin::Operation& op, zin_wait* wait);
  zin_status start_local_load(std::string_view sql, std::string_view data, zin_local_loaded* out,
                              const plugin::Operation& op, zin_wait* wait);
  zin_status step(std::uint64_t token, std::uint32_t ready, zin_wait* wait);
  /// KILL QUERY from this thread. [thread-safe] [blocks]
  void cancel(std::uint64_t token, std::int64_t deadline_ns);

  // -- for its statements and cursors
  [[nodiscard]] Link& link() noexcept { return link_; }
  [[nodiscard]] const ConnectOptions& options() const noexcept { return options_; }
  [[nodiscard]] std::uint64_t new_columns_id() noexcept { return ++last_columns_id_; }
  /// Frees a statement; the server hears of it with the next operation.
  void drop(Statement& statement) noexcept;
  /// Rows of `statement` are still to be read, and nobody wants them: the next operation does it.
  void drain_later(Statement& statement) noexcept;
  [[nodiscard]] bool drains(const Statement& statement) const noexcept {
    return draining_ == &statement;
  }
  void cursor_closed(Statement& statement) noexcept;

  /// Runs `body`, a coroutine, as the operation `op`.
  zin_status operate(const plugin::Operation& op, zin_wait* wait, Task<zin_status> body);
  /// The rules that hold before any operation. Throws MISUSE, or CONN_LOST when it is dead.
  void check_free() const;
  /// An operation that needs no coroutine: `call` is started or carried out here; 0, or what it
  /// waits for.
  int try_call(const plugin::Operation& op, Call& call);
  /// The last error of the connector, with all that is known of it. `sent`: whether the server may
  /// have carried out something that changes data.
  [[nodiscard]] plugin::Failure failure(bool sent, const Statement* statement = nullptr);
  /// What the server sent is no row: the connection is of no more use.
  [[nodiscard]] plugin::Failure malformed();
  /// Whether the server has taken a cancel of what runs; told once.
  [[nodiscard]] bool take_stop() noexcept;
  /// The failure of what was stopped so.
  [[nodiscard]] plugin::Failure stopped() const;
  /// The result that the gate was left open for has ended.
  void result_ended() noexcept;

 private:
  class OpPatience;
  struct Quiet;
  struct Turn;

  Task<zin_status> connect();
  Task<> learn_server();
  Task<> set_session();
  Task<zin_status> ping();
  Task<zin_status> reset(std::uint32_t level);
  Task<zin_status> prepare(std::string_view sql, zin_stmt** out);
  Task<zin_status> exec(zin_exec exec, zin_cursor** out);
  Task<zin_status> load_local(std::string_view sql, std::string_view data, zin_local_loaded* out);
  Task<zin_status> begin(std::uint32_t mode);
  Task<zin_status> commit();
  Task<zin_status> rollback();
  Task<zin_status> savepoint(std::uint32_t verb, std::string name);
  static void check_begin(std::uint32_t mode);
  static void check_savepoint(std::string_view name);

  /// The blocking path of a prepared statement, without the frame of a coroutine: 1.2 us a call.
  /// Requires: settled(). [blocks]
  zin_status exec_at_once(Statement& statement, const zin_exec& exec, zin_cursor** out,
                          const plugin::Operation& op);
  Task<zin_status> fail_exec(Statement& statement, plugin::Failure failed, bool was_in_transaction);
  /// Closes what has failed and throws `failed`.
  Task<> end_failed(Statement* statement, plugin::Failure failed, bool was_in_transaction);
  /// Whether settle() has nothing to do.
  [[nodiscard]] bool settled() const noexcept;

  Task<> prepare(Statement& statement);
  Task<> execute(Statement& statement, const zin_exec& exec);
  Task<> execute_rows(Statement& statement, const zin_exec& exec);
  /// The same where the server does not take arrays: a request for each row, all or none.
  Task<> execute_one_by_one(Statement& statement, const zin_exec& exec);
  Task<> execute_text(Statement& statement);
  [[nodiscard]] bool takes_arrays() const noexcept;
  void check_exec(const zin_exec& exec, Statement* statement) const;
  void check_bulk(Statement& statement, const zin_exec& exec) const;
  [[nodiscard]] std::size_t rows_that_fit(const zin_exec& exec, std::size_t first) const noexcept;

  /// Leaves nothing of what was before: rows, closed statements, a cancel that came too late.
  Task<> settle();
  Task<> drain();
  void refuse_in_lost_transaction(Verb verb);
  /// Runs a statement of the driver's own. Throws what it failed with.
  Task<> run(std::string_view sql, bool sent = false);
  /// After an error that may have ended the transaction, unsaid.
  Task<> look_for_transaction();
  [[nodiscard]] bool in_transaction() const noexcept;
  /// Whether what the statement does stays when the connection is lost right after.
  [[nodiscard]] bool stands_alone(const Statement& statement) const noexcept;

  Task<zin_status> until_quiet(Task<zin_status> body);
  zin_status advance(zin_wait* wait, std::uint32_t ready, bool first);
  void step_all(std::uint32_t ready);
  void advance_killer(std::uint32_t ready);
  void start_killer(std::int64_t now_ns);
  void kill_in_place(std::int64_t give_up_ns) noexcept;
  void give_up();
  void fill_wait(zin_wait* wait);
  [[nodiscard]] bool quiet() const noexcept;
  Task<> be_quiet();
  /// Behind a statement that succeeded although it was to be ended: throws if it did not.
  Task<> heed_cancel(Statement& statement, bool reads);
  Task<zin_status> finish_cancelled(Statement& statement, zin_exec exec, zin_cursor** out,
                                    bool was_in_transaction);
  [[nodiscard]] plugin::Failure ended_early(plugin::Failure failure) const;
  /// Before a statement runs, and behind it.
  void note_leaving(const Statement& statement) noexcept;
  void note_session() noexcept;
  void note_late_cancel() noexcept;
  void note_threaded_kill() noexcept;
  void require_connected() const;
  Statement& add(std::string_view sql, bool keep);
  void forget_statements() noexcept;

  ConnectOptions options_;
  Target target_;
  Server server_;
  std::string server_version_, dialect_;
  std::vector<std::unique_ptr<Statement>> statements_;
  std::vector<MYSQL_STMT*> to_close_;
  Statement* draining_ = nullptr;
  Statement* open_ = nullptr;  // the one whose cursor is open
  ErrorDetails details_;
  std::uint64_t last_columns_id_ = 0;

  CancelGate gate_;
  plugin::Operation op_;
  Task<zin_status> task_;
  std::int64_t connect_until_ns_ = ZIN_NEVER;
  std::coroutine_handle<> waits_for_quiet_;
  std::coroutine_handle<> waits_for_turn_;
  std::optional<Killer> killer_;
  std::shared_ptr<const ThreadedKill> threaded_kill_;  // in its place under TLS
  zin_pollfd fds_[2] = {};
  std::uint64_t fds_shape_ = 0;
  std::uint32_t fd_generation_ = 0;
  std::uint32_t forks_;  // of the process, when it was made
  bool pending_ = false;
  bool connected_ = false;
  bool connecting_ = false;
  bool dead_ = false;
  bool gave_up_ = false;
  bool killed_seen_ = false;       // the server has said that it was killed
  bool absorb_ = false;            // a cancel may have come too late, and hit what is sent next
  bool changed_ = false;           // the session is not as it was after connecting
  bool stays_changed_ = false;     // in a way that no reset undoes
  bool transaction_lost_ = false;  // the server has rolled it back by itself
  Link link_;                      // last: it goes first, and its statements with it
};

}  // namespace zin::mysql
