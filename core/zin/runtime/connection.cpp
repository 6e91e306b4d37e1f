// Preparing, binding and executing on one connection, and rows that are read at once.
// SPDX-License-Identifier: MIT
#include "zin/runtime/connection.hpp"

#include <algorithm>

#include "zin/host/abi_text.hpp"
#include "zin/host/interruption.hpp"
#include "zin/runtime/connection_execution.hpp"
#include "zin/runtime/observed.hpp"
#include "zin/runtime/result_columns.hpp"
#include "zin/runtime/result_set.hpp"
#include "zin/runtime/statement_learning.hpp"
#include "zin/sql/placeholders.hpp"

namespace zin::runtime {

using detail::Call;
using detail::Cell;
using detail::ColumnSet;
using detail::Ref;
using detail::ResultSet;
using host::CallContext;

namespace {

// Longest time that clearing up behind a borrower without a deadline may take; a connection is
// cheaper than that.
constexpr std::chrono::seconds ready_timeout{5};

sql::PlaceholderStyle style_of(const DialectTraits& traits) {
  return traits.numbers_parameters ? sql::PlaceholderStyle::dollar
                                   : sql::PlaceholderStyle::question;
}

// The dialect's own, corrected by what this server says of itself.
DialectTraits traits_of(const host::DriverConnection& connection) {
  const host::ServerInfo& server = connection.server();
  const auto family = dialect_of(connection.driver().dialect()).value_or(Dialect::none);
  DialectTraits traits = DialectTraits::of(dialect_of(server.dialect).value_or(family));
  traits.numbers_parameters = connection.table().param_style == ZIN_PARAM_DOLLAR;
  if (!server.name_quotes.empty()) {
    traits.open_quote = server.name_quotes[0];
    traits.close_quote = server.name_quotes[1];
  }
  if (server.max_params > 0) traits.max_parameters = server.max_params;
  const bool returns = connection.can(ZIN_CAP_RETURNING);
  traits.returns_inserted = traits.returns_inserted && returns;
  traits.returns_updated = traits.returns_updated && returns;
  traits.returns_deleted = traits.returns_deleted && returns;
  return traits;
}

}  // namespace

void Connection::check_count(std::uint32_t asked, std::size_t bound, std::string_view sql) {
  if (asked == bound) return;
  ErrorInfo info;
  info.code = Errc::invalid_argument;
  info.message = "the SQL has " + std::to_string(asked) + " placeholders and " +
                 std::to_string(bound) +
                 " values are bound; bind one value for each ? (?? is a literal question mark)";
  info.statement = sql;
  throw Error(std::move(info));
}

Connection::Connection(const host::DriverHandle& driver, const host::Options& options,
                       const ConnectionSettings& settings, Deadline deadline)
    : driver_(driver, options, settings.workers),
      settings_(settings),
      statements_(settings.statement_cache) {
  driver_.connect(deadline);
  traits_ = traits_of(driver_);
}

Deadline Connection::limited(Deadline deadline) const {
  if (settings_.query_timeout.count() == 0) [[likely]]
    return deadline;
  return earliest(deadline, settings_.query_timeout);
}

void Connection::fail(const Execution& run, zin_status status, const Call& call) const {
  // A connection that ends behind the deadline ends because of it.
  const bool late =
      status == ZIN_E_CONN_LOST && run.deadline.at() <= std::chrono::steady_clock::now();
  driver_.fail(late ? ZIN_E_TIMEOUT : status, run.failure.error,
               {.status = {.statement = call.sql, .doing = "fetch", .where = &call.where}});
}

PreparedStatement& Connection::statement_for(const Call& call, std::size_t bound, Execution& run) {
  PreparedStatement* const known = statements_.find(call.sql);
  if (known != nullptr && !known->in_use) [[likely]]
    return *known;
  PreparedStatement made = prepare(call, bound);
  if (known == nullptr && statements_.capacity() > 0) return statements_.keep(std::move(made));
  run.uncached = std::make_unique<PreparedStatement>(std::move(made));
  return *run.uncached;
}

PreparedStatement Connection::prepare(const Call& call, std::size_t bound) {
  auto prepared = sql::rewrite_placeholders(call.sql, traits_.dialect, style_of(traits_));
  // SQLite knows placeholders beside ? (:name), which only it can count.
  const bool counted = traits_.dialect != Dialect::sqlite || bound < prepared.parameters;
  if (counted) check_count(prepared.parameters, bound, call.sql);
  learn_statement(host::text_of(driver_.table().name), prepared.text);
  PreparedStatement made;
  made.sql = call.sql;
  made.parameters = prepared.parameters;
  const zin_driver& table = driver_.table();
  if (driver_.can(ZIN_CAP_PREPARE) && table.start_prepare != nullptr &&
      table.stmt_close != nullptr) {
    try {
      made.handle = driver_.prepare(
          prepared.text,
          {.status = {.statement = prepared.text, .doing = "prepare", .where = &call.where},
           .deadline = deadline_of(call)});
    } catch (const Error& error) {
      throw in_words_of(call, error);
    }
    zin_stmt_info info{};
    info.struct_size = sizeof info;
    if (table.stmt_info != nullptr && table.stmt_info(made.handle.get(), &info) >= 0) {
      made.parameters = std::max(made.parameters, info.nparams);
    }
  } else {
    made.text = std::move(prepared.text);
  }
  return made;
}

// The driver saw its own placeholders: what it says about a place in its text is moved to the
// application's.
Error Connection::in_words_of(const Call& call, const Error& error) const {
  ErrorInfo info = error.info();
  info.statement = call.sql;
  if (info.position) {
    info.position = sql::original_offset(call.sql, traits_.dialect, style_of(traits_),
                                         static_cast<std::size_t>(*info.position));
  }
  return Error{std::move(info)};
}

void Connection::start(const Call& call, const Parameters& parameters, std::uint32_t rows,
                       std::uint32_t flags, Execution& run) {
  if (!streams_.empty()) [[unlikely]]
    refuse_while_streaming();
  last_deadline_ = run.deadline;
  const host::Interruption interruption{driver_, run.op};
  for (bool again = false;; again = true) {
    const std::size_t bound = parameters.size() / rows;
    PreparedStatement& statement = statement_for(call, bound, run);
    check_count(statement.parameters, bound, call.sql);
    zin_exec exec;
    exec.struct_size = sizeof exec;
    exec.flags = flags;
    exec.sql = host::abi_view(statement.text);
    exec.stmt = statement.handle.get();
    exec.params = parameters.cells();
    exec.nparams = statement.parameters;
    exec.nrows = rows;
    exec.fetch_hint = exec.reserved0 = 0;
    exec.column_mask = 0;
    const zin_status status = driver_.execute(exec, run.op, &run.cursor, &run.failure.error);
    if (status >= 0) [[likely]] {
      run.statement = &statement;
      statement.in_use = true;
      break;
    }
    recover(call, statement, status, run.failure.error, again);
  }
  describe(run);
}

void Connection::describe(Execution& run) const {
  if (driver_.table().result_info(run.cursor.get(), &run.info) >= 0) [[likely]]
    return;
  throw Error(Errc::internal, "the driver " + std::string{driver_.driver().name()} +
                                  " does not describe its result; report it with its version");
}

// After a failed execution: a statement that the server forgot is prepared again, once, when
// nothing can have happened yet and its transaction, if any, stands. Everything else is thrown.
void Connection::recover(const Call& call, const PreparedStatement& statement, zin_status status,
                         const zin_error& error, bool again) {
  const bool gone = (error.flags & ZIN_ERRF_STMT_GONE) != 0;
  const bool safe = (error.flags & ZIN_ERRF_MAYBE_APPLIED) == 0 &&
                    (state() & (ZIN_CONN_USABLE | ZIN_CONN_TXN_FAILED)) == ZIN_CONN_USABLE;
  if (!gone || !safe || again) {
    const bool placed = error.position >= 0;
    std::string sent;
    if (placed) {
      sent = sql::rewrite_placeholders(call.sql, traits_.dialect, style_of(traits_)).text;
    }
    // Made before the statement closes, which may overwrite what the driver tells about it.
    const Error thrown = host::error_of(
        driver_.driver(), driver_.raw(), status, error,
        {.statement = placed ? sent : call.sql, .doing = "execute", .where = &call.where});
    if (gone) statements_.drop(statement);
    throw placed ? in_words_of(call, thrown) : thrown;
  }
  statements_.drop(statement);
}

const Ref<const ColumnSet>& Connection::columns_for(PreparedStatement& statement,
                                                    const zin_result_info& info) {
  if (info.ncols == 0) return no_columns();
  if (info.columns_id == 0 || info.columns_id != statement.columns_id) [[unlikely]] {
    statement.columns = columns_of(info);
    statement.columns_id = info.columns_id;
  }
  return statement.columns;
}

Rows Connection::select(const Call& call) {
  return observed(settings_.observation, call, [&] { return select_unobserved(call); });
}

Rows Connection::select_unobserved(const Call& call) {
  Execution run{deadline_of(call)};
  start(call, Parameters{call.bindings}, 1, read_flag(call), run);
  Ref<ResultSet> set = ResultSet::make(columns_for(*run.statement, run.info));
  read_rows(run, call, [&set](const zin_rows& batch) {
    set->append(reinterpret_cast<const Cell*>(batch.cells), batch.nrows);
  });
  return Rows{std::move(set)};
}

template <class Fn>
void Connection::read_rows(Execution& run, const Call& call, Fn take) {
  if (run.info.ncols == 0) return;
  zin_rows batch;
  batch.struct_size = sizeof batch;
  const host::Interruption interruption{driver_, run.op};
  for (;;) {
    const zin_status status = driver_.fetch(run.cursor, 0, run.op, &batch, &run.failure.error);
    if (status == ZIN_END) return;
    if (status < 0) fail(run, status, call);
    take(batch);
    if ((batch.flags & ZIN_ROWS_LAST) != 0) return;
  }
}

ExecuteResult Connection::execute(const Call& call) {
  return observed(settings_.observation, call,
                  [&] { return execute_rows_unobserved(call, Parameters{call.bindings}, 1); });
}

std::uint64_t Connection::execute_rows(const Call& call, const Parameters& parameters,
                                       std::uint32_t rows) {
  return observed(settings_.observation, call,
                  [&] { return execute_rows_unobserved(call, parameters, rows).affected; });
}

ExecuteResult Connection::execute_rows_unobserved(const Call& call, const Parameters& parameters,
                                                  std::uint32_t rows) {
  Execution run{deadline_of(call)};
  start(call, parameters, rows, 0, run);
  if (run.info.ncols > 0) {
    // Only at the end is the number of affected rows final.
    read_rows(run, call, [](const zin_rows&) {});
    describe(run);
  }
  return result_of(run.info);
}

void Connection::transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                          const CallContext& call) {
  if (!streams_.empty()) refuse_while_streaming();
  CallContext within = call;
  within.deadline = limited(call.deadline);
  last_deadline_ = within.deadline;
  driver_.transact(verb, mode, name, within);
}

bool Connection::make_ready() noexcept {
  const std::uint32_t now = state();
  if (now == ZIN_CONN_USABLE) [[likely]]
    return true;
  if ((now & ZIN_CONN_USABLE) == 0) return false;
  // The caller still waits: what is left of its time, and a moment when nothing is.
  Deadline until{ready_timeout};
  if (!last_deadline_.is_never()) {
    const Deadline at_once{std::chrono::nanoseconds{0}};
    until = earliest(until, Deadline{std::max(last_deadline_, at_once).at() + host::grace});
  }
  try {
    const bool changed = (now & ZIN_CONN_CHANGED) != 0;
    driver_.reset(changed ? ZIN_RESET_FULL : ZIN_RESET_LIGHT, until);
    if (changed && driver_.can(ZIN_CAP_RESET_DROPS_STMTS)) statements_.clear();
    return state() == ZIN_CONN_USABLE;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace zin::runtime
