// Preparing, binding, executing and fetching on one connection.
// SPDX-License-Identifier: MIT
#include "zin/runtime/connection.hpp"

#include <algorithm>

#include "zin/host/abi_text.hpp"
#include "zin/runtime/result_columns.hpp"
#include "zin/runtime/result_set.hpp"
#include "zin/sql/placeholders.hpp"

namespace zin::runtime {

using detail::Call;
using detail::Cell;
using detail::ColumnSet;
using detail::Ref;
using detail::ResultSet;
using host::CallContext;

namespace {

// Longest time that clearing up behind a borrower may take; a connection is cheaper than that.
constexpr std::chrono::seconds ready_timeout{5};

sql::PlaceholderStyle style_of(const host::DriverHandle& driver) {
  return driver.table().param_style == ZIN_PARAM_DOLLAR ? sql::PlaceholderStyle::dollar
                                                        : sql::PlaceholderStyle::question;
}

void check_count(std::uint32_t asked, std::size_t bound, std::string_view sql) {
  if (asked == bound) return;
  ErrorInfo info;
  info.code = Errc::invalid_argument;
  info.message = "the SQL has " + std::to_string(asked) + " placeholders and " +
                 std::to_string(bound) +
                 " values are bound; bind one value for each ? (?? is a literal question mark)";
  info.statement = sql;
  throw Error(std::move(info));
}

std::uint64_t rows_in(const Rows& rows) { return rows.size(); }
std::uint64_t rows_in(const ExecuteResult& result) { return result.affected; }
std::uint64_t rows_in(const RowStream&) { return 0; }
std::uint64_t rows_in(std::uint64_t affected) { return affected; }

std::int64_t number_of(const zin_cell& id) {
  if (id.type == ZIN_T_I64) return id.v.i;
  if (id.type == ZIN_T_U64) return static_cast<std::int64_t>(id.v.u);
  return 0;
}

}  // namespace

// A statement under way. The cursor closes before its statement is free again.
struct Connection::Execution {
  PreparedStatement* statement = nullptr;
  std::unique_ptr<PreparedStatement> uncached;
  host::CursorHandle cursor{nullptr, {}};
  zin_result_info info;
  Ref<const ColumnSet> columns;

  Execution() noexcept { info.struct_size = sizeof info; }  // NOLINT(*-member-init)
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;
  ~Execution() { close(); }

  void close() noexcept {
    cursor.reset();
    if (statement != nullptr) statement->in_use = false;
    statement = nullptr;
  }
};

class Connection::OpenStream final : public detail::StreamSource {
 public:
  OpenStream(Connection& connection, std::shared_ptr<void> holder)
      : holder_(std::move(holder)), connection_(&connection) {}
  ~OpenStream() override {
    if (connection_ == nullptr) return;
    std::erase(connection_->streams_, this);
    run.close();
  }

  std::uint32_t next(const Cell** cells) override {
    if (connection_ == nullptr) {
      throw Error(Errc::closed,
                  "the stream's transaction has ended; read streams to their end inside it");
    }
    if (last_) return 0;
    zin_rows batch;
    batch.struct_size = sizeof batch;
    if (!connection_->driver_.fetch(run.cursor, 0, &batch, context)) {
      last_ = true;
      return 0;
    }
    last_ = (batch.flags & ZIN_ROWS_LAST) != 0;
    *cells = reinterpret_cast<const Cell*>(batch.cells);
    return batch.nrows;
  }

  void abandon() noexcept {
    run.close();
    connection_ = nullptr;
  }

  Execution run;
  CallContext context;

 private:
  // Gives the connection back, so it goes last.
  std::shared_ptr<void> holder_;
  Connection* connection_;
  bool last_ = false;
};

Connection::Connection(const host::DriverHandle& driver, const host::Options& options,
                       const ConnectionSettings& settings, Deadline deadline)
    : driver_(driver, options),
      settings_(settings),
      dialect_(Dialect::none),
      statements_(settings.statement_cache) {
  driver_.connect(deadline);
  const std::string_view dialect = driver_.server().dialect;
  dialect_ = dialect_of(dialect).value_or(dialect_of(driver.dialect()).value_or(Dialect::none));
}

Connection::~Connection() { close_streams(); }

CallContext Connection::context(const Call& call, std::string_view doing) const {
  CallContext context{.status = {.statement = call.sql, .doing = doing, .where = &call.where},
                      .deadline = call.deadline};
  if (settings_.query_timeout.count() > 0) {
    context.deadline = earliest(context.deadline, settings_.query_timeout);
  }
  return context;
}

template <class Fn>
auto Connection::observed(const Call& call, Fn fn) {
  if (settings_.observer == nullptr || !settings_.observer->listens()) [[likely]]
    return fn();
  QueryEvent event{.connection = {},
                   .driver = {},
                   .sql = call.sql,
                   .bindings = call.bindings,
                   .intent = call.intent,
                   .where = call.where};
  settings_.observer->starting(event);
  const auto started = std::chrono::steady_clock::now();
  const auto finished = [&](std::uint64_t rows, const Error* error) {
    event.duration = std::chrono::steady_clock::now() - started;
    event.rows = rows;
    event.error = error;
    settings_.observer->finished(event);
  };
  try {
    auto result = fn();
    finished(rows_in(result), nullptr);
    return result;
  } catch (const Error& error) {
    finished(0, &error);
    throw;
  }
}

PreparedStatement& Connection::statement_for(const Call& call, Execution& run) {
  PreparedStatement* known = statements_.find(call.sql);
  if (known != nullptr && !known->in_use) [[likely]]
    return *known;
  auto prepared = sql::rewrite_placeholders(call.sql, dialect_, style_of(driver_.driver()));
  PreparedStatement made;
  made.sql = call.sql;
  made.parameters = prepared.parameters;
  if (driver_.can(ZIN_CAP_PREPARE)) {
    made.handle = driver_.prepare(prepared.text, context(call, "prepare"));
    zin_stmt_info info{};
    info.struct_size = sizeof info;
    driver_.table().stmt_info(made.handle.get(), &info);
    // A database may know placeholders of its own beside ? (SQLite: ?1, :name).
    made.parameters = std::max(made.parameters, info.nparams);
  } else {
    made.text = std::move(prepared.text);
  }
  if (known == nullptr && statements_.capacity() > 0) return statements_.keep(std::move(made));
  run.uncached = std::make_unique<PreparedStatement>(std::move(made));
  return *run.uncached;
}

void Connection::start(const Call& call, std::uint32_t flags, Execution& run) {
  start(call, Parameters{call.bindings}, 1, flags, run);
}

void Connection::start(const Call& call, const Parameters& parameters, std::uint32_t rows,
                       std::uint32_t flags, Execution& run) {
  if (!streams_.empty()) refuse_while_streaming();
  for (bool again = false;; again = true) {
    PreparedStatement& statement = statement_for(call, run);
    check_count(statement.parameters, parameters.size() / rows, call.sql);
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.flags = flags;
    exec.stmt = statement.handle.get();
    if (!statement.handle) exec.sql = host::abi_view(statement.text);
    exec.params = parameters.cells();
    exec.nparams = statement.parameters;
    exec.nrows = rows;
    const CallContext site = context(call);
    zin_status status = ZIN_OK;
    host::ErrorSlot slot;
    run.cursor = driver_.try_execute(exec, site.deadline, &status, &slot.error);
    if (run.cursor) [[likely]] {
      run.statement = &statement;
      statement.in_use = true;
      break;
    }
    const bool gone = (slot.error.flags & ZIN_ERRF_STMT_GONE) != 0;
    const bool safe = (slot.error.flags & ZIN_ERRF_MAYBE_APPLIED) == 0 &&
                      (state() & (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN)) == ZIN_CONN_USABLE;
    // The Error is made first: closing the statement may overwrite what the driver tells about it.
    const Error error =
        host::error_of(driver_.driver(), driver_.raw(), status, slot.error, site.status);
    if (gone) statements_.drop(statement);
    if (!gone || !safe || again) throw error;
  }
  read_columns(run);
}

void Connection::read_columns(Execution& run) {
  driver_.table().result_info(run.cursor.get(), &run.info);
  if (run.info.ncols == 0) {
    run.columns = no_columns();
    return;
  }
  PreparedStatement& statement = *run.statement;
  if (run.info.columns_id == 0 || run.info.columns_id != statement.columns_id) {
    statement.columns = columns_of(run.info);
    statement.columns_id = run.info.columns_id;
  }
  run.columns = statement.columns;
}

Rows Connection::select(const Call& call) {
  return observed(call, [&] {
    Execution run;
    start(call, 0, run);
    auto* const set = new ResultSet(std::move(run.columns));
    Rows rows{Ref<const ResultSet>{set}};
    if (set->width() == 0) return rows;
    const CallContext site = context(call, "fetch");
    zin_rows batch;
    batch.struct_size = sizeof batch;
    while (driver_.fetch(run.cursor, 0, &batch, site)) {
      set->append(reinterpret_cast<const Cell*>(batch.cells), batch.nrows);
      if ((batch.flags & ZIN_ROWS_LAST) != 0) break;
    }
    return rows;
  });
}

ExecuteResult Connection::execute(const Call& call) {
  return observed(call, [&] {
    Execution run;
    start(call, 0, run);
    return finish(run, context(call, "fetch"));
  });
}

std::uint64_t Connection::execute_rows(const Call& call, const Parameters& parameters,
                                       std::uint32_t rows) {
  return observed(call, [&] {
    Execution run;
    start(call, parameters, rows, 0, run);
    return finish(run, context(call, "fetch")).affected;
  });
}

// Reads a result to its end: only then the number of affected rows is final.
ExecuteResult Connection::finish(Execution& run, const CallContext& call) {
  if (run.info.ncols > 0) {
    zin_rows batch;
    batch.struct_size = sizeof batch;
    while (driver_.fetch(run.cursor, 0, &batch, call)) {
      if ((batch.flags & ZIN_ROWS_LAST) != 0) break;
    }
    driver_.table().result_info(run.cursor.get(), &run.info);
  }
  return {.affected = static_cast<std::uint64_t>(std::max<std::int64_t>(run.info.affected, 0)),
          .last_insert_id = number_of(run.info.last_id)};
}

RowStream Connection::stream(const Call& call, std::shared_ptr<void> holder) {
  return observed(call, [&] {
    auto open = std::make_unique<OpenStream>(*this, std::move(holder));
    start(call, ZIN_EXEC_STREAM, open->run);
    streams_.push_back(open.get());
    Call kept = call;
    kept.sql = open->run.statement->sql;  // lives as long as the statement
    open->context = context(kept, "fetch");
    open->context.status.where = nullptr;
    Ref<const ResultSet> shape{new ResultSet(std::move(open->run.columns))};
    return RowStream{std::move(shape), std::move(open)};
  });
}

void Connection::close_streams() noexcept {
  for (OpenStream* stream : streams_) stream->abandon();
  streams_.clear();
}

void Connection::refuse_while_streaming() const {
  if (driver_.can(ZIN_CAP_MULTI_CURSOR)) return;
  throw Error(Errc::invalid_argument,
              "a stream is still open on this connection, and the driver " +
                  std::string{driver_.driver().name()} +
                  " runs one statement at a time; read the stream to its end, close() it, or use "
                  "select()");
}

void Connection::transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                          const CallContext& call) {
  driver_.transact(verb, mode, name, call);
}

bool Connection::make_ready() noexcept {
  const std::uint32_t now = state();
  if (now == ZIN_CONN_USABLE) [[likely]]
    return true;
  if ((now & ZIN_CONN_USABLE) == 0) return false;
  try {
    driver_.reset(ZIN_RESET_LIGHT, ready_timeout);
    return state() == ZIN_CONN_USABLE;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace zin::runtime
