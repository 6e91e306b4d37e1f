// Many statements in one go: libpq's pipeline mode.
// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <utility>

#include "connection.hpp"
#include "zin/plugin/growth.hpp"

namespace zin::postgres {
namespace {

Statement* statement_of(const zin_exec& exec) noexcept {
  return static_cast<Statement*>(static_cast<void*>(exec.stmt));
}

plugin::Failure skipped() {
  return {ZIN_E_SKIPPED, ZIN_CAT_UNKNOWN,
          "an earlier item of the batch failed: this one never ran"};
}

Verb verb_of_item(const zin_exec& exec) noexcept {
  const Statement* const statement = statement_of(exec);
  return statement != nullptr ? statement->verb : verb_of(plugin::view(exec.sql));
}

bool writes(const zin_exec* items, std::uint32_t n) {
  for (std::uint32_t i = 0; i < n; ++i) {
    const plugin::Whole<zin_exec> item(ZIN_AT(const zin_exec, items, i));
    if ((item->flags & ZIN_EXEC_READONLY) == 0) return true;
  }
  return false;
}

// Of DDL some cannot be undone once it has run (CREATE DATABASE, VACUUM).
bool stays_with_sync(const zin_exec* items, std::uint32_t n) {
  for (std::uint32_t i = 0; i < n; ++i) {
    const plugin::Whole<zin_exec> item(ZIN_AT(const zin_exec, items, i));
    const Verb verb = verb_of_item(*item);
    if (verb != Verb::select && verb != Verb::write) return false;
  }
  return true;
}

// In an implicit transaction it holds up to the Sync.
constexpr const char* read_only_name = "zin_read_only";
constexpr const char* read_only_sql =
    "select pg_catalog.set_config('transaction_read_only', 'on', true)";

bool is_rows(ExecStatusType status) noexcept {
  return status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE || status == PGRES_COMMAND_OK ||
         status == PGRES_EMPTY_QUERY;
}

}  // namespace

// All that can be refused is refused before anything is sent.
void Connection::check_batch(const zin_exec* items, std::uint32_t n, std::uint32_t flags) {
  const bool atomic = (flags & ZIN_BATCH_ATOMIC) != 0;
  const bool independent = (flags & ZIN_BATCH_INDEPENDENT) != 0;
  if (n == 0) throw plugin::misuse("a batch needs an item");
  if (atomic && independent)
    throw plugin::misuse("a batch is atomic or its items are independent, not both");
  if ((flags & ~(ZIN_BATCH_ATOMIC | ZIN_BATCH_INDEPENDENT)) != 0)
    throw plugin::unsupported("the batch has a flag that this driver does not know");
  if (independent && in_transaction())
    throw plugin::unsupported("inside a transaction items cannot commit on their own");
  bool changes = false;
  std::uint32_t i = 0;
  try {
    for (; i < n; ++i) {
      const plugin::Whole<zin_exec> item(ZIN_AT(const zin_exec, items, i));
      const Statement* const statement = statement_of(*item);
      if (item->nrows > 1) throw plugin::misuse("an item of a batch has one row of parameters");
      if (statement != nullptr) check_execution(*statement, *item);
      const Verb verb = verb_of_item(*item);
      if (verb == Verb::none) throw plugin::misuse("an item of the batch is an empty statement");
      if (controls_transaction(verb))
        throw plugin::unsupported("a batch cannot begin or end a transaction");
      if (verb == Verb::copy) throw plugin::unsupported("a batch cannot COPY");
      bind_item(*item);
      changes = changes || (statement != nullptr ? statement->changes_session
                                                 : changes_session(plugin::view(item->sql)));
    }
  } catch (plugin::Failure& failure) {
    failure.batch_index = i;
    throw;
  }
  if (changes) changed_ = true;
}

void Connection::bind_item(const zin_exec& item) {
  const Statement* const statement = statement_of(item);
  if (statement != nullptr)
    parameters_.bind(statement->params.data(), item.params, item.nparams, encoding(*statement));
  else
    parameters_.bind_texts(item.params, item.nparams);
}

// A text that was not prepared may depend on what an item before it does, so nothing is asked of
// the server: it infers the types, and both ways go as text.
void Connection::send_item(const zin_exec& item) {
  bind_item(item);
  const Statement* const statement = statement_of(item);
  if (statement != nullptr) {
    wire_.queued(PQsendQueryPrepared(wire_.get(), statement->name(), parameters_.size(),
                                     parameters_.values(), parameters_.lengths(),
                                     parameters_.formats(), statement->columns.binary() ? 1 : 0));
    return;
  }
  const std::string sql(plugin::view(item.sql));
  wire_.queued(PQsendQueryParams(wire_.get(), sql.c_str(), parameters_.size(), nullptr,
                                 parameters_.values(), parameters_.lengths(), parameters_.formats(),
                                 0));
}

Task<zin_status> Connection::batch(const zin_exec* items, std::uint32_t n, std::uint32_t flags,
                                   zin_cursor** out) {
  if (!is_idle()) co_await make_idle();
  check_batch(items, n, flags);
  was_in_transaction_ = in_transaction();
  const bool independent = (flags & ZIN_BATCH_INDEPENDENT) != 0;
  const bool stands_alone = !in_transaction() && writes(items, n);
  const bool with_sync = stays_with_sync(items, n);
  wire_.set_stands_alone(stands_alone, with_sync && !independent);
  if (PQenterPipelineMode(wire_.get()) != 1) throw wire_.lost();
  // Reads share one implicit transaction. What would change data all the same is refused: the
  // failure of a later item would undo it behind an answer that says it is done.
  const bool reads = flags == 0 && n > 1 && !in_transaction() && !writes(items, n);
  const std::uint32_t preludes = reads ? send_read_only() : 0;
  batch_ = {.items = items,
            .size = n,
            .preludes = preludes,
            .independent = independent,
            .stands_alone = stands_alone,
            .with_sync = with_sync,
            .over = false,
            .answered_end = false};
  for (std::uint32_t i = 0; i < n; ++i) {
    const plugin::Whole<zin_exec> item(ZIN_AT(const zin_exec, items, i));
    send_item(*item);
    if (!independent && i + 1 < n) continue;
    wire_.sent(PQpipelineSync(wire_.get()));
    ++batch_.syncs_due;
  }
  cursor_.open(nullptr, zin_exec{});
  cursor_.own_columns.clear();
  cursor_.is_batch = cursor_.before_first = true;
  *out = static_cast<zin_cursor*>(static_cast<void*>(&cursor_));
  co_return ZIN_OK;
}

std::uint32_t Connection::send_read_only() {
  const bool prepared = std::exchange(knows_read_only_, true);
  if (!prepared)
    wire_.queued(PQsendPrepare(wire_.get(), read_only_name, read_only_sql, 0, nullptr));
  wire_.queued(PQsendQueryPrepared(wire_.get(), read_only_name, 0, nullptr, nullptr, nullptr, 1));
  return prepared ? 1 : 2;
}

// The answers to what was sent before the items.
Task<zin_status> Connection::read_preludes() {
  std::optional<plugin::Failure> failure;
  while (batch_.preludes != 0) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) {
      --batch_.preludes;
      continue;
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (is_rows(status) || status == PGRES_PIPELINE_ABORTED || failure) continue;
    failure = failed(result.get());
    if (failure->status == ZIN_E_CONN_LOST) throw_failure(*failure);
    knows_read_only_ = false;
  }
  if (failure) {
    // The server answers the items as skipped; the first one tells of it.
    batch_.prelude_failure = std::move(failure);
  }
  co_return ZIN_OK;
}

Task<zin_status> Connection::next_result() {
  Cursor& cursor = cursor_;
  if (!cursor.is_batch) {
    // The only result: its rows are skipped.
    while (!cursor.stream_over) {
      cursor.batch.clear();
      if (!collect(cursor.batch.limit(0))) co_await wire_.more();
    }
    cursor.batch.clear();
    cursor.state = Cursor::State::ended;
    cursor.failure.reset();
    co_return ZIN_END;
  }
  cursor.before_first = false;
  // Each item of an independent batch has its own Sync: only of the last one it is known whether
  // it went out.
  const bool last = batch_.next + 1 >= batch_.size;
  wire_.set_stands_alone(batch_.stands_alone, batch_.with_sync && (!batch_.independent || last));
  if (batch_.next == batch_.size) {
    batch_.answered_end = true;
    co_await end_batch();
    co_return ZIN_END;
  }
  try {
    if (batch_.preludes != 0) co_await read_preludes();
    co_return co_await next_item();
  } catch (plugin::Failure& failure) {
    if (failure.batch_index == ZIN_NO_INDEX) failure.batch_index = cursor.item;
    // What comes behind these has no answers of its own.
    if (failure.status == ZIN_E_CONN_LOST || failure.status == ZIN_E_TIMEOUT ||
        failure.status == ZIN_E_CANCELLED || failure.status == ZIN_E_MISUSE)
      batch_.answered_end = true;
    throw;
  }
}

Task<zin_status> Connection::next_item() {
  Cursor& cursor = cursor_;
  const plugin::Whole<zin_exec> item(ZIN_AT(const zin_exec, batch_.items, batch_.next));
  cursor.item = batch_.next;
  cursor.results.clear();
  cursor.next_result = 0;
  cursor.next_row = 0;
  cursor.affected = 0;
  cursor.state = Cursor::State::ended;
  Statement* const statement = statement_of(*item);
  std::optional<plugin::Failure> failure;
  Result first;
  // Up to the end of the item's results or, if it has one, its Sync: that is where it commits.
  for (;;) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) {
      if (!batch_.independent) break;
      continue;
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) {
      --batch_.syncs_due;
      break;
    }
    if (status == PGRES_PIPELINE_ABORTED) {
      failure =
          batch_.prelude_failure ? *std::exchange(batch_.prelude_failure, std::nullopt) : skipped();
    } else if (is_rows(status)) {
      cursor.affected += affected_rows(result.get());
      if (!first && PQnfields(result.get()) != 0) {
        // libpq 15 may still hand out single rows from an earlier stream.
        cursor.columns = statement != nullptr ? &statement->columns : &cursor.own_columns;
        if (statement == nullptr) cursor.own_columns.describe(result.get(), catalog_);
      }
      if (!first)
        first = std::move(result);
      else if (PQntuples(result.get()) != 0)
        cursor.results.push_back(std::move(result));
    } else if (!failure) {
      failure = failed(result.get(), statement != nullptr ? std::string_view(statement->sql)
                                                          : plugin::view(item->sql));
      if (failure->status == ZIN_E_CONN_LOST) throw_failure(*failure);
      if (statement != nullptr && expects_other_types(*failure))
        note_outdated(*statement, *failure);
      if (statement != nullptr && (failure->flags & ZIN_ERRF_STMT_GONE) != 0)
        statement->gone = true;
    }
  }
  ++batch_.next;
  if (failure) throw plugin::Failure(*failure);
  const bool has_columns = first && PQnfields(first.get()) != 0;
  if (!has_columns) {
    cursor.own_columns.clear();
    cursor.columns = &cursor.own_columns;
  }
  cursor.columns_id = statement != nullptr && has_columns ? statement->columns_id : 0;
  if (first && PQntuples(first.get()) != 0)
    cursor.results.insert(cursor.results.begin(), std::move(first));
  if (!cursor.results.empty()) {
    cursor.column_mask = item->column_mask;
    cursor.plan(statement != nullptr && statement->columns.binary());
    cursor.state = Cursor::State::buffered;
  }
  co_return ZIN_OK;
}

// The end of an atomic batch is its commit, which may fail.
Task<zin_status> Connection::end_batch() {
  cursor_.state = Cursor::State::ended;
  std::optional<plugin::Failure> failure;
  while (batch_.syncs_due != 0) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) continue;
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) {
      --batch_.syncs_due;
    } else if (status == PGRES_FATAL_ERROR && !failure) {
      failure = failed(result.get());
      if (failure->status == ZIN_E_CONN_LOST) throw_failure(*failure);
    }
  }
  co_await leave_pipeline();
  if (failure) throw plugin::Failure(*failure);
  if (settings_changed()) co_await heed_settings();
  co_return ZIN_OK;
}

Task<zin_status> Connection::leave_pipeline() {
  while (batch_.syncs_due != 0) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (result && PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) --batch_.syncs_due;
  }
  if (PQexitPipelineMode(wire_.get()) != 1) throw wire_.lost();
  batch_.over = batch_.answered_end = true;
  co_return ZIN_OK;
}

// Many rows for one statement: an implicit transaction with one Sync, in which all rows are stored
// or none.
Task<zin_status> Connection::execute_rows(Statement& statement, zin_exec exec) {
  const Encoding how = encoding(statement);
  const auto bind_row = [&](std::uint32_t row) {
    bind(statement, exec.params + std::size_t{row} * exec.nparams, exec.nparams, how);
  };
  if (controls_transaction(statement.verb) || statement.verb == Verb::copy)
    throw plugin::unsupported("such a statement is executed once");
  // A value that cannot be sent is found before anything is sent.
  for (std::uint32_t row = 0; row < exec.nrows; ++row) {
    try {
      bind_row(row);
    } catch (plugin::Failure& failure) {
      failure.row_index = row;
      throw;
    }
  }
  note_execution(statement, exec.flags);
  if (PQenterPipelineMode(wire_.get()) != 1) throw wire_.lost();
  cursor_.open(&statement, exec);
  batch_ = {.size = exec.nrows, .over = false};
  std::optional<plugin::Failure> failure;
  std::uint32_t row = 0;  // whose results come next
  std::uint32_t sent = 0;
  constexpr std::uint32_t chunk = 128;  // then the socket, and what has arrived, are looked at
  for (bool over = false; !over;) {
    for (std::uint32_t end = std::min(sent + chunk, exec.nrows); sent < end; ++sent) {
      bind_row(sent);
      wire_.queued(PQsendQueryPrepared(wire_.get(), statement.name(), parameters_.size(),
                                       parameters_.values(), parameters_.lengths(),
                                       parameters_.formats(), statement.columns.binary() ? 1 : 0));
    }
    if (sent == exec.nrows && batch_.syncs_due == 0) {
      wire_.sent(PQpipelineSync(wire_.get()));
      batch_.syncs_due = 1;
    } else {
      wire_.sent(1);
    }
    while (!wire_.flushed()) co_await wire_.more();
    for (Result result; !over;) {
      if (!wire_.take(result)) {
        if (sent < exec.nrows) break;
        co_await wire_.more();
        continue;
      }
      if (!result) {
        ++row;
        // Between two rows there is nothing to wait for but to send more.
        if (row == sent && sent < exec.nrows) break;
        continue;
      }
      const ExecStatusType status = PQresultStatus(result.get());
      if (status == PGRES_PIPELINE_SYNC) {
        over = true;
      } else if (is_rows(status)) {
        cursor_.affected += affected_rows(result.get());
        if (PQntuples(result.get()) != 0) cursor_.results.push_back(std::move(result));
      } else if (status != PGRES_PIPELINE_ABORTED && !failure) {
        failure = failed(result.get(), statement.sql);
        if (row < exec.nrows) failure->row_index = row;
        if (failure->status == ZIN_E_CONN_LOST) throw_failure(*failure);
        if (expects_other_types(*failure)) note_outdated(statement, *failure);
        if ((failure->flags & ZIN_ERRF_STMT_GONE) != 0) statement.gone = true;
      }
    }
  }
  batch_.syncs_due = 0;
  co_await leave_pipeline();
  if (failure) {
    close_cursor();
    throw plugin::Failure(*failure);
  }
  statement.executed = true;
  if (!cursor_.results.empty()) {
    cursor_.plan(statement.columns.binary());
    cursor_.state = Cursor::State::buffered;
  }
  co_return ZIN_OK;
}

}  // namespace zin::postgres
