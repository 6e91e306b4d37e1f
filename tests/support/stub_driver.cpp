// The functions of the stub's table: a small driver that keeps the rules of the ABI and watches
// whether the host does.
// SPDX-License-Identifier: MIT
#include "stub_driver.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <span>

namespace zin::test {
namespace {

using Leaves = StubFault::Leaves;

std::atomic<StubServer*> serving{nullptr};

zin_str str(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view(zin_str text) { return {text.ptr, text.len}; }

StubConnection& of(const zin_conn* handle) {
  return *static_cast<StubConnection*>(const_cast<void*>(static_cast<const void*>(handle)));
}
StubStatement& of(zin_stmt* handle) {
  return *static_cast<StubStatement*>(static_cast<void*>(handle));
}
StubCursor& of(zin_cursor* handle) { return *static_cast<StubCursor*>(static_cast<void*>(handle)); }
template <class Handle>
Handle* handle_of(void* object) {
  return static_cast<Handle*>(object);
}

// One thread at a time is inside a connection and its children.
class Inside {
 public:
  explicit Inside(StubConnection& connection) : connection_(connection) {
    if (connection_.occupied.exchange(true)) {
      StubDriver::violation(*connection_.server, "two threads are inside one connection");
    }
  }
  ~Inside() { connection_.occupied = false; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  StubConnection& connection_;
};

void note_op(StubCall& call, const zin_op* op) {
  if (op == nullptr) return;
  call.token = op->token;
  if (op->deadline_ns != ZIN_NEVER) {
    call.deadline = TimePoint{std::chrono::nanoseconds{op->deadline_ns}};
  }
}

void apply(StubConnection& connection, Leaves leaves) {
  switch (leaves) {
    case Leaves::as_it_was:
      return;
    case Leaves::dead:
      connection.state = 0;
      return;
    case Leaves::no_transaction:
      connection.state &= ~(ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED);
      connection.savepoints.clear();
      return;
    case Leaves::failed_transaction:
      if ((connection.state & ZIN_CONN_IN_TXN) != 0) connection.state |= ZIN_CONN_TXN_FAILED;
      return;
  }
}

zin_status report(StubConnection& connection, const StubFault& fault, zin_error* error) {
  apply(connection, fault.leaves);
  connection.details = fault.details;
  if (error == nullptr) return fault.status;
  zin_error filled{};
  filled.status = fault.status;
  filled.category = fault.category;
  filled.flags = fault.flags;
  filled.native_code = fault.native_code;
  filled.position = fault.position;
  filled.retry_after_ns = -1;
  filled.batch_index = ZIN_NO_INDEX;
  filled.row_index = fault.row_index;
  fault.sqlstate.copy(filled.sqlstate, 5);
  filled.message_len =
      static_cast<std::uint16_t>(fault.message.copy(filled.message, sizeof filled.message));
  filled.struct_size = error->struct_size;
  std::memcpy(error, &filled, std::min<std::size_t>(error->struct_size, sizeof filled));
  return fault.status;
}

StubFault misuse(std::string message) {
  return {.status = ZIN_E_MISUSE, .category = ZIN_CAT_UNKNOWN, .message = std::move(message)};
}

// Notes the call; gives the fault that is planned for it, or that of a server that hung up.
std::optional<StubFault> enter(StubConnection& connection, const StubCall& call) {
  connection.details.clear();
  if (auto fault = StubDriver::enter(*connection.server, call)) return fault;
  if (connection.hung_up || (connection.state & ZIN_CONN_USABLE) == 0) {
    return faults::connection_lost();
  }
  return std::nullopt;
}

std::uint32_t parameters_in(std::string_view sql, std::uint32_t style) {
  if (style == ZIN_PARAM_QMARK) {
    return static_cast<std::uint32_t>(std::count(sql.begin(), sql.end(), '?'));
  }
  std::uint32_t highest = 0;
  for (std::size_t at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
    std::uint32_t number = 0;
    std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), number);
    highest = std::max(highest, number);
  }
  return highest;
}

zin_status conn_new(const zin_kv* options, std::uint32_t count, zin_conn** out, zin_error*) {
  StubServer* const server = serving.load();
  if (server == nullptr) return ZIN_E_ERROR;
  std::string host;
  for (const zin_kv& option : std::span{options, count}) {
    if (view(option.key) == "host") host = view(option.value);
  }
  *out = handle_of<zin_conn>(StubDriver::connect(*server, std::move(host)));
  return ZIN_OK;
}

void conn_close(zin_conn* handle) {
  StubConnection& connection = of(handle);
  static_cast<void>(
      StubDriver::enter(*connection.server, {.verb = "close", .connection = connection.id}));
  if (connection.occupied) {
    StubDriver::violation(*connection.server, "a connection is closed while a thread is inside");
  }
  for (StubCursor* cursor : connection.cursors) delete cursor;
  for (StubStatement* statement : connection.statements) delete statement;
  StubDriver::disconnect(&connection);
}

zin_status start_connect(zin_conn* handle, const zin_op* op, zin_wait*, zin_error* error) {
  StubConnection& connection = of(handle);
  const Inside inside{connection};
  StubCall call{.verb = "connect", .connection = connection.id};
  note_op(call, op);
  if (auto fault = StubDriver::enter(*connection.server, call)) {
    return report(connection, *fault, error);
  }
  connection.state = ZIN_CONN_USABLE;
  return ZIN_OK;
}

std::uint32_t conn_state(const zin_conn* handle) {
  const StubConnection& connection = of(handle);
  return connection.state;
}

zin_status conn_check(zin_conn* handle) {
  StubConnection& connection = of(handle);
  const Inside inside{connection};
  static_cast<void>(
      StubDriver::enter(*connection.server, {.verb = "check", .connection = connection.id}));
  return connection.hung_up ? ZIN_E_CONN_LOST : ZIN_OK;
}

zin_status conn_info(zin_conn* handle, zin_conn_info* out) {
  StubConnection& connection = of(handle);
  const StubTraits& traits = StubDriver::traits(*connection.server);
  zin_conn_info info{};
  info.struct_size = out->struct_size;
  info.capabilities = traits.capabilities;
  info.dialect = str(traits.dialect);
  info.server_name = str("stub");
  info.server_version_text = str("1.0");
  info.max_params = traits.max_params;
  info.name_quotes = str(traits.name_quotes);
  std::memcpy(out, &info, std::min<std::size_t>(out->struct_size, sizeof info));
  return ZIN_OK;
}

zin_status start_ping(zin_conn* handle, const zin_op* op, zin_wait*, zin_error* error) {
  StubConnection& connection = of(handle);
  const Inside inside{connection};
  StubCall call{.verb = "ping", .connection = connection.id};
  note_op(call, op);
  const auto fault = enter(connection, call);
  return fault ? report(connection, *fault, error) : ZIN_OK;
}

zin_status start_reset(zin_conn* handle, std::uint32_t level, const zin_op* op, zin_wait*,
                       zin_error* error) {
  StubConnection& connection = of(handle);
  const Inside inside{connection};
  StubCall call{.verb = "reset", .connection = connection.id, .flags = level};
  note_op(call, op);
  if (const auto fault = enter(connection, call)) return report(connection, *fault, error);
  connection.state = ZIN_CONN_USABLE;
  connection.savepoints.clear();
  return ZIN_OK;
}

zin_status start_prepare(zin_conn* handle, zin_str sql, const zin_op* op, zin_stmt** out, zin_wait*,
                         zin_error* error) {
  StubConnection& connection = of(handle);
  const Inside inside{connection};
  StubCall call{.verb = "prepare", .connection = connection.id, .text = std::string{view(sql)}};
  note_op(call, op);
  if (const auto fault = enter(connection, call)) return report(connection, *fault, error);
  const auto style = StubDriver::traits(*connection.server).param_style;
  auto* const statement = new StubStatement{.connection = &connection,
                                            .sql = call.text,
                                            .parameters = parameters_in(call.text, style),
                                            .forgotten = connection.forgotten};
  connection.statements.insert(statement);
  *out = handle_of<zin_stmt>(statement);
  return ZIN_OK;
}

zin_status stmt_info(zin_stmt* handle, zin_stmt_info* out) {
  zin_stmt_info info{};
  info.struct_size = out->struct_size;
  info.nparams = of(handle).parameters;
  std::memcpy(out, &info, std::min<std::size_t>(out->struct_size, sizeof info));
  return ZIN_OK;
}

void stmt_close(zin_stmt* handle) {
  StubStatement& statement = of(handle);
  StubConnection& connection = *statement.connection;
  const Inside inside{connection};
  static_cast<void>(
      StubDriver::enter(*connection.server,
                        {.verb = "unprepare", .connection = connection.id, .text = statement.sql}));
  if (statement.cursor != nullptr) {
    StubDriver::violation(*connection.server, "a statement is closed while its cursor is open");
  }
  connection.statements.erase(&statement);
  delete &statement;
}

std::vector<char> columns_of(const StubTraits& traits, const std::vector<Column>& columns) {
  // What an older driver does not have is poisoned: the host must not look at it.
  std::vector<char> bytes(traits.column_size * columns.size(), '\xA5');
  for (std::size_t at = 0; at < columns.size(); ++at) {
    zin_column column{};
    column.struct_size = traits.column_size;
    column.name = str(columns[at].name);
    column.table = str(columns[at].table);
    column.native_type_name = str(columns[at].native_type);
    column.type = static_cast<zin_type>(columns[at].type);
    column.nullable = columns[at].nullable ? static_cast<std::uint8_t>(*columns[at].nullable) : 2;
    column.scale = static_cast<std::uint16_t>(columns[at].scale);
    column.precision = columns[at].precision;
    column.flags = columns[at].is_unsigned ? ZIN_COL_UNSIGNED : 0;
    std::memcpy(&bytes[at * traits.column_size], &column,
                std::min<std::size_t>(traits.column_size, sizeof column));
  }
  return bytes;
}

Value value_of(const zin_cell& cell) {
  Value value;
  zin::detail::read(reinterpret_cast<const zin::detail::Cell&>(cell), value);
  return value;
}

std::optional<StubFault> refuse(const StubConnection& connection, const zin_exec& exec,
                                const StubStatement* statement) {
  const StubTraits& traits = StubDriver::traits(*connection.server);
  if (statement != nullptr && statement->forgotten != connection.forgotten) {
    return StubFault{.category = ZIN_CAT_UNKNOWN,
                     .flags = ZIN_ERRF_STMT_GONE | ZIN_ERRF_RETRY_STATEMENT,
                     .message = "unknown statement"};
  }
  if (statement != nullptr && statement->cursor != nullptr) {
    return misuse("the statement has an open cursor");
  }
  if (!connection.cursors.empty() && (traits.capabilities & ZIN_CAP_MULTI_CURSOR) == 0) {
    return misuse("another cursor is open");
  }
  const std::uint32_t wanted = statement != nullptr
                                   ? statement->parameters
                                   : parameters_in(view(exec.sql), traits.param_style);
  if (exec.nparams != wanted) {
    return StubFault{.category = ZIN_CAT_DATA, .message = "wrong number of parameters"};
  }
  if ((connection.state & ZIN_CONN_TXN_FAILED) != 0) {
    return StubFault{.sqlstate = "25P02", .message = "the transaction has failed"};
  }
  return std::nullopt;
}

zin_status start_exec(zin_conn* handle, const zin_exec* exec, const zin_op* op, zin_cursor** out,
                      zin_wait*, zin_error* error) {
  StubConnection& connection = of(handle);
  const Inside inside{connection};
  StubStatement* const statement = exec->stmt != nullptr ? &of(exec->stmt) : nullptr;
  StubCall call{.verb = "exec",
                .connection = connection.id,
                .text = statement != nullptr ? statement->sql : std::string{view(exec->sql)},
                .rows = exec->nrows,
                .flags = exec->flags};
  note_op(call, op);
  const std::size_t cells = std::size_t{exec->nparams} * std::max(exec->nrows, 1U);
  for (std::size_t at = 0; at < cells; ++at) call.params.push_back(value_of(exec->params[at]));
  if (const auto fault = enter(connection, call)) return report(connection, *fault, error);
  if (const auto fault = refuse(connection, *exec, statement)) {
    return report(connection, *fault, error);
  }
  StubAnswer answer = StubDriver::answer_for(*connection.server, call);
  if (answer.fault) return report(connection, *answer.fault, error);
  // What an application may send by itself.
  if (call.text == "begin") connection.state |= ZIN_CONN_IN_TXN;
  if (call.text.starts_with("set ")) connection.state |= ZIN_CONN_CHANGED;
  if (call.text == "commit" || call.text == "rollback") apply(connection, Leaves::no_transaction);
  const StubTraits& traits = StubDriver::traits(*connection.server);
  auto* const cursor = new StubCursor{.connection = &connection,
                                      .statement = statement,
                                      .answer = std::move(answer),
                                      .token = call.token,
                                      .columns_id = 0};
  cursor->columns = columns_of(traits, cursor->answer.columns);
  if (traits.names_columns) {
    cursor->columns_id = StubDriver::columns_generation(*connection.server) * 1000 +
                         std::hash<std::string>{}(call.text) % 1000;
  }
  connection.cursors.insert(cursor);
  if (statement != nullptr) statement->cursor = cursor;
  *out = handle_of<zin_cursor>(cursor);
  return ZIN_OK;
}

zin_status result_info(zin_cursor* handle, zin_result_info* out) {
  StubCursor& cursor = of(handle);
  zin_result_info info{};
  info.struct_size = out->struct_size;
  info.ncols = static_cast<std::uint32_t>(cursor.answer.columns.size());
  info.columns = reinterpret_cast<const zin_column*>(cursor.columns.data());
  info.columns_id = cursor.columns_id;
  info.affected = cursor.answer.affected;
  info.last_id.type = ZIN_T_NULL;
  if (!cursor.answer.last_id.is_null()) {
    zin::detail::CellStore items;
    const auto cell = cursor.answer.last_id.cell(items);
    std::memcpy(&info.last_id, &cell, sizeof cell);
  }
  info.flags = ZIN_RES_LAST;
  std::memcpy(out, &info, std::min<std::size_t>(out->struct_size, sizeof info));
  return ZIN_OK;
}

zin_status fetch(zin_cursor* handle, std::uint32_t max_rows, const zin_op* op, zin_rows* rows,
                 zin_wait*, zin_error* error) {
  StubCursor& cursor = of(handle);
  StubConnection& connection = *cursor.connection;
  const Inside inside{connection};
  const StubTraits& traits = StubDriver::traits(*connection.server);
  if ((op == nullptr ? 0 : op->token) != cursor.token) {
    StubDriver::violation(*connection.server, "a fetch has another token than its execution");
  }
  if (connection.hung_up) return report(connection, faults::connection_lost(), error);
  auto fresh = std::make_unique<StubCursor::Batch>();
  const auto& all = cursor.answer.rows;
  const std::size_t wanted = max_rows == 0 ? traits.batch_rows : max_rows;
  std::size_t count = 0;
  for (; count < wanted && cursor.next_row < all.size(); ++count, ++cursor.next_row) {
    const auto& row = all[cursor.next_row];
    fresh->values.insert(fresh->values.end(), row.begin(), row.end());
  }
  if (count == 0) {
    cursor.batch.reset();
    if (cursor.answer.fetch_fault) return report(connection, *cursor.answer.fetch_fault, error);
    return ZIN_END;
  }
  for (const Value& value : fresh->values) fresh->cells.push_back(value.cell(fresh->items));
  zin_rows filled{};
  filled.struct_size = rows->struct_size;
  filled.nrows = static_cast<std::uint32_t>(count);
  filled.ncols = static_cast<std::uint32_t>(cursor.answer.columns.size());
  filled.cells = reinterpret_cast<const zin_cell*>(fresh->cells.data());
  const bool last = cursor.next_row == all.size() && !cursor.answer.fetch_fault;
  filled.flags = traits.flags_last && last ? ZIN_ROWS_LAST : 0U;
  std::memcpy(rows, &filled, std::min<std::size_t>(rows->struct_size, sizeof filled));
  cursor.batch = std::move(fresh);  // frees what the batch before was
  return ZIN_OK;
}

zin_status next_result(zin_cursor*, zin_cursor**, const zin_op*, zin_wait*, zin_error*) {
  return ZIN_END;
}

void cursor_close(zin_cursor* handle) {
  StubCursor& cursor = of(handle);
  StubConnection& connection = *cursor.connection;
  const Inside inside{connection};
  if (cursor.statement != nullptr) cursor.statement->cursor = nullptr;
  connection.cursors.erase(&cursor);
  delete &cursor;
}

StubCall transaction_call(std::uint32_t verb, std::uint32_t mode, std::string_view name) {
  static constexpr std::string_view verbs[] = {"",          "begin",   "commit",     "rollback",
                                               "savepoint", "release", "rollback_to"};
  return {.verb = std::string{verbs[verb]}, .text = std::string{name}, .flags = mode};
}

std::optional<StubFault> carry_out(StubConnection& connection, const StubCall& call) {
  auto& savepoints = connection.savepoints;
  const bool inside = (connection.state & ZIN_CONN_IN_TXN) != 0;
  const bool failed = (connection.state & ZIN_CONN_TXN_FAILED) != 0;
  const auto named = std::find(savepoints.rbegin(), savepoints.rend(), call.text);
  if (call.verb == "begin") {
    if (inside) return misuse("a transaction is open");
    connection.state |= ZIN_CONN_IN_TXN;
  } else if (call.verb == "rollback") {
    apply(connection, Leaves::no_transaction);
  } else if (!inside) {
    return misuse("no transaction is open");
  } else if (call.verb == "commit") {
    apply(connection, Leaves::no_transaction);
    if (failed) {
      return StubFault{.status = ZIN_E_TXN_ROLLED_BACK, .message = "the transaction had failed"};
    }
  } else if (call.verb == "savepoint") {
    if (failed) return misuse("the transaction has failed");
    savepoints.push_back(call.text);
  } else if (named == savepoints.rend()) {
    return misuse("no such savepoint");
  } else if (call.verb == "release") {
    if (failed) return misuse("the transaction has failed");
    savepoints.erase(named.base() - 1, savepoints.end());
  } else {  // rollback_to
    savepoints.erase(named.base(), savepoints.end());
    connection.state &= ~ZIN_CONN_TXN_FAILED;
  }
  return std::nullopt;
}

zin_status start_txn(zin_conn* handle, std::uint32_t verb, std::uint32_t mode, zin_str name,
                     const zin_op* op, zin_wait*, zin_error* error) {
  StubConnection& connection = of(handle);
  const Inside inside{connection};
  StubCall call = transaction_call(verb, mode, view(name));
  call.connection = connection.id;
  note_op(call, op);
  const StubTraits& traits = StubDriver::traits(*connection.server);
  if (!connection.cursors.empty() && (traits.capabilities & ZIN_CAP_MULTI_CURSOR) == 0) {
    StubDriver::violation(*connection.server, call.verb + " while a cursor shuts out everything");
  }
  auto fault = enter(connection, call);
  if (!fault) fault = carry_out(connection, call);
  return fault ? report(connection, *fault, error) : ZIN_OK;
}

zin_status error_detail(zin_conn* handle, std::uint32_t index, zin_kv* out) {
  const StubConnection& connection = of(handle);
  if (index >= connection.details.size()) return ZIN_END;
  out->key = str(connection.details[index].first);
  out->value = str(connection.details[index].second);
  return ZIN_OK;
}

}  // namespace

zin_driver StubDriver::table_for(const StubTraits& traits) {
  zin_driver table{};
  table.struct_size = sizeof table;
  table.param_style = traits.param_style;
  table.capabilities = traits.capabilities;
  table.name = str("stub");
  table.dialect = str(traits.dialect);
  table.option_keys = str("host database password");
  table.conn_new = conn_new;
  table.conn_close = conn_close;
  table.start_connect = start_connect;
  table.conn_state = conn_state;
  table.conn_check = traits.checks ? conn_check : nullptr;
  table.conn_info = conn_info;
  table.start_ping = traits.pings ? start_ping : nullptr;
  table.start_reset = traits.resets ? start_reset : nullptr;
  table.start_prepare = start_prepare;
  table.stmt_info = stmt_info;
  table.stmt_close = stmt_close;
  table.start_exec = start_exec;
  table.start_txn = start_txn;
  table.result_info = result_info;
  table.fetch = fetch;
  table.next_result = next_result;
  table.cursor_close = cursor_close;
  table.error_detail = error_detail;
  return table;
}

void StubDriver::serve(StubServer* server) { serving = server; }

StubConnection* StubDriver::connect(StubServer& server, std::string host) {
  const std::lock_guard lock{server.mutex_};
  const std::uint64_t id = ++server.connections_made_;
  auto* const made = new StubConnection{.server = &server, .id = id, .host = std::move(host)};
  server.open_.emplace(id, made);
  return made;
}

void StubDriver::disconnect(StubConnection* connection) {
  {
    const std::lock_guard lock{connection->server->mutex_};
    connection->server->open_.erase(connection->id);
  }
  delete connection;
}

std::uint64_t StubDriver::columns_generation(StubServer& server) {
  const std::lock_guard lock{server.mutex_};
  return server.columns_generation_;
}

}  // namespace zin::test
