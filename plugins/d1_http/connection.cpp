// Executes statements and batches.
// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "zin/plugin/cell.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/growth.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::d1 {
namespace {

// More of them in one request gain nothing, and a request that takes longer than 30 s is ended.
constexpr std::uint32_t most_items = 1000;

plugin::Failure wrong_count(std::uint32_t wanted, std::uint32_t given) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_DATA,
                          "the statement takes " + std::to_string(wanted) + " parameters, but " +
                              std::to_string(given) + " were given");
  failure.sqlstate = "07001";
  return failure;
}

void check_call(const ScannedSql& sql, const zin_exec& exec) {
  if (exec.nparams != sql.nparams) throw wrong_count(sql.nparams, exec.nparams);
  if (sql.transaction)
    throw plugin::unsupported(
        "D1 has no BEGIN, COMMIT or SAVEPOINT: use db.transaction(), whose writes go out as one "
        "batch");
}

/// The rule of the ABI for many rows: within one column one type, or NULL.
void check_types(const zin_exec& exec) {
  for (std::uint32_t column = 0; column < exec.nparams; ++column) {
    zin_type type = ZIN_T_NULL;
    for (std::uint32_t row = 0; row < exec.nrows; ++row) {
      const zin_cell& cell = exec.params[std::size_t{row} * exec.nparams + column];
      if (cell.type == ZIN_T_NULL || cell.type == type) continue;
      if (type != ZIN_T_NULL) {
        plugin::Failure failure =
            plugin::misuse("parameter " + std::to_string(column + 1) +
                           " changes its type from row to row: give one type, or NULL");
        failure.row_index = row;
        throw failure;
      }
      type = cell.type;
    }
  }
}

bool may_repeat(const ScannedSql& sql, std::uint32_t flags) noexcept {
  return sql.read_only || (flags & (ZIN_EXEC_READONLY | ZIN_EXEC_IDEMPOTENT)) != 0;
}

template <class Handle>
void drop_from(std::vector<std::unique_ptr<Handle>>& all, Handle& one) noexcept {
  const std::size_t slot = one.slot;
  std::swap(all[slot], all.back());
  all[slot]->slot = slot;
  all.pop_back();
}

template <class Handle>
Handle& add_to(std::vector<std::unique_ptr<Handle>>& all, std::unique_ptr<Handle> one) {
  one->slot = all.size();
  all.push_back(std::move(one));
  return *all.back();
}

/// All rows of `answer` as the one result of `sql`: changes are summed.
Cursor::Part joined(const ScannedSql& sql, Answer& answer) {
  ResultSet& first = answer.sets.front();
  for (std::size_t at = 1; at < answer.sets.size(); ++at) {
    ResultSet& next = answer.sets[at];
    if (first.columns.empty()) first.columns = std::move(next.columns);
    first.cells.insert(first.cells.end(), next.cells.begin(), next.cells.end());
    first.nrows += next.nrows;
    first.changes += next.changes;
    first.last_id = next.last_id;
  }
  return part_of(sql, first);
}

}  // namespace

zin_stmt_info Statement::info() const noexcept {
  zin_stmt_info info{};
  info.nparams = sql_.nparams;
  info.flags = sql_.read_only ? ZIN_EXEC_READONLY : 0;
  return info;
}

void Statement::close() noexcept { owner_.drop(*this); }

void Connection::require_open() const {
  if (!connected_) throw plugin::misuse("the connection is not open: start_connect comes first");
}

void Connection::connect(const plugin::Operation& op) {
  if (connected_) throw plugin::misuse("the connection was opened before");
  service_->connect(op);
  connected_ = true;
}

zin_conn_info Connection::info() const {
  require_open();
  zin_conn_info info{};
  info.capabilities = capabilities_;
  info.dialect = plugin::str("sqlite");
  info.server_name = plugin::str("Cloudflare D1");
  info.max_sql_bytes = most_sql_bytes;
  info.max_value_bytes = most_value_bytes;
  info.max_params = most_params;
  info.max_batch_items = most_items;
  // D1 takes "a name" that names no column for a text, which hides every misspelling.
  info.name_quotes = plugin::str("``");
  return info;
}

void Connection::ping(const plugin::Operation& op) {
  require_open();
  const ScannedSql sql = scan_sql("SELECT 1");
  const std::array items = {Item{&sql, nullptr}};
  static_cast<void>(run(items, true, op));
}

void Connection::reset(std::uint32_t level, const plugin::Operation&) {
  require_open();
  if (level > ZIN_RESET_FULL)
    throw plugin::unsupported("D1 has no reset of level " + std::to_string(level));
  details_ = {};
}

void Connection::cancel(std::uint64_t token, std::int64_t) noexcept { service_->cancel(token); }

Statement& Connection::prepare(std::string_view sql, const plugin::Operation&) {
  require_open();
  details_ = {};
  return add_to(statements_, std::make_unique<Statement>(*this, sql));
}

std::shared_ptr<Answer> Connection::run(std::span<const Item> items, bool safe,
                                        const plugin::Operation& op) {
  try {
    return service_->run(items, safe, op);
  } catch (const Refused& refused) {
    details_ = refused.told.details;
    plugin::Failure failure = refused.told.failure;
    if (items.size() == 1 && items.front().row != ZIN_NO_INDEX)
      failure.row_index = items.front().row;
    throw failure;
  }
}

Cursor& Connection::add(std::unique_ptr<Cursor> cursor) {
  return add_to(cursors_, std::move(cursor));
}

Cursor& Connection::exec(const zin_exec& exec, const plugin::Operation& op) {
  require_open();
  details_ = {};
  std::optional<ScannedSql> once;
  auto* const statement = static_cast<Statement*>(static_cast<void*>(exec.stmt));
  if (statement == nullptr)
    once = scan_sql(plugin::view(exec.sql));
  else if (statement->open)
    throw plugin::misuse("the statement has an open result: close it before executing again");
  const ScannedSql& sql = once ? *once : statement->sql();
  check_call(sql, exec);
  if (exec.nrows > 1) return exec_rows(exec, sql, statement, op);
  const std::array items = {Item{&sql, exec.params}};
  auto answer = run(items, may_repeat(sql, exec.flags), op);
  const Cursor::Part part = part_of(sql, answer->sets.front());
  return add(std::make_unique<Cursor>(*this, statement, std::move(answer),
                                      std::vector<Cursor::Part>{part}, false));
}

Cursor& Connection::exec_rows(const zin_exec& exec, const ScannedSql& sql, Statement* statement,
                              const plugin::Operation& op) {
  if ((capabilities_ & ZIN_CAP_BULK) == 0)
    throw plugin::unsupported(
        "the proxy runs one statement at a time, so that several rows could be stored by half");
  if (exec.nrows > most_items)
    throw plugin::unsupported("more than " + std::to_string(most_items) + " rows at once");
  check_types(exec);
  std::vector<Item> items;
  for (std::uint32_t row = 0; row < exec.nrows; ++row)
    items.push_back({&sql, exec.params + std::size_t{row} * exec.nparams, row});
  auto answer = run(items, may_repeat(sql, exec.flags), op);
  const Cursor::Part part = joined(sql, *answer);
  return add(std::make_unique<Cursor>(*this, statement, std::move(answer),
                                      std::vector<Cursor::Part>{part}, false));
}

Cursor& Connection::batch(const zin_exec* given, std::uint32_t count, std::uint32_t flags,
                          const plugin::Operation& op) {
  require_open();
  details_ = {};
  if ((flags & ~ZIN_BATCH_ATOMIC) != 0)
    throw plugin::unsupported(
        "a batch of D1 takes effect as a whole: its items are not independent");
  if (count > most_items)
    throw plugin::unsupported("more than " + std::to_string(most_items) + " statements at once");
  std::vector<ScannedSql> once;
  once.reserve(count);
  std::vector<Item> items;
  bool safe = true;
  for (std::uint32_t at = 0; at < count; ++at) {
    const plugin::Whole<zin_exec> exec(ZIN_AT(const zin_exec, given, at));
    try {
      if (exec->nrows > 1) throw plugin::misuse("an item of a batch has one row of parameters");
      const auto* const statement = static_cast<Statement*>(static_cast<void*>(exec->stmt));
      if (statement == nullptr) once.push_back(scan_sql(plugin::view(exec->sql)));
      const ScannedSql& sql = statement == nullptr ? once.back() : statement->sql();
      check_call(sql, *exec);
      safe = safe && may_repeat(sql, exec->flags);
      items.push_back({&sql, exec->params});
    } catch (plugin::Failure& failure) {
      failure.batch_index = at;
      throw;
    }
  }
  if (items.empty()) throw plugin::misuse("the batch is empty");
  auto answer = run(items, safe, op);
  std::vector<Cursor::Part> parts;
  for (std::size_t at = 0; at < items.size(); ++at)
    parts.push_back(part_of(*items[at].sql, answer->sets[at]));
  return add(std::make_unique<Cursor>(*this, nullptr, std::move(answer), std::move(parts), true));
}

void Connection::transact(std::uint32_t, std::uint32_t, std::string_view,
                          const plugin::Operation&) {
  throw plugin::unsupported(
      "D1 has no transactions that wait for answers: db.transaction() sends its writes as one "
      "batch");
}

bool Connection::detail(std::uint32_t index, zin_kv& out) const noexcept {
  const std::array<std::pair<std::string_view, std::string_view>, 3> all = {
      {{"constraint", details_.constraint},
       {"table", details_.table},
       {"column", details_.column}}};
  for (const auto& [key, value] : all) {
    if (value.empty()) continue;
    if (index-- == 0) {
      out = {plugin::str(key), plugin::str(value)};
      return true;
    }
  }
  return false;
}

void Connection::drop(Statement& statement) noexcept { drop_from(statements_, statement); }
void Connection::drop(Cursor& cursor) noexcept { drop_from(cursors_, cursor); }

}  // namespace zin::d1
