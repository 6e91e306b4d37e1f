// Opening, state, reset, and the statements of a connection.
// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <array>
#include <utility>

#include "capabilities.hpp"
#include "opening.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::sqlite {

void Connection::require_open() const {
  if (!connected_) throw plugin::misuse("the connection is not open: start_connect comes first");
}

void Connection::connect(const plugin::Operation& op) {
  if (database_.is_open()) throw plugin::misuse("the connection was opened before");
  open_file(database_, options_, op);
  apply_settings(database_, options_);
  connected_ = true;
}

std::uint32_t Connection::state() const noexcept {
  if (!connected_) return 0;
  std::uint32_t state = ZIN_CONN_USABLE;
  if (database_.transaction_lost())
    state |= ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED;
  else if (sqlite3_get_autocommit(database_.handle()) == 0)
    state |= ZIN_CONN_IN_TXN;
  return state;
}

zin_conn_info Connection::info() const {
  require_open();
  const auto limit = [this](int id) {
    return static_cast<std::uint32_t>(sqlite3_limit(database_.handle(), id, -1));
  };
  const int version = sqlite3_libversion_number();  // major * 1000000 + minor * 1000 + patch
  zin_conn_info info{};
  info.server_version = static_cast<std::uint32_t>(version / 1'000'000 * 10'000 +
                                                   version / 1'000 % 1'000 * 100 + version % 1'000);
  info.capabilities = capabilities_of(version);
  info.dialect = plugin::str("sqlite");
  info.server_name = plugin::str("SQLite");
  info.server_version_text = plugin::str(sqlite3_libversion());
  info.max_sql_bytes = limit(SQLITE_LIMIT_SQL_LENGTH);
  info.max_value_bytes = limit(SQLITE_LIMIT_LENGTH);
  info.max_params = limit(SQLITE_LIMIT_VARIABLE_NUMBER);
  return info;
}

void Connection::ping(const plugin::Operation& op) {
  require_open();
  database_.start(op);
  const int code = database_.run("PRAGMA schema_version");
  // A file that another connection has locked is there.
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) database_.fail(code);
}

void Connection::reset(std::uint32_t level, const plugin::Operation& op) {
  require_open();
  if (level > ZIN_RESET_FULL)
    throw plugin::unsupported("SQLite has no reset of level " + std::to_string(level));
  database_.start(op);
  database_.abort_running("the connection was reset while the result was open");
  database_.clear_details();
  rollback();
  if (level == ZIN_RESET_FULL) {
    apply_settings(database_, options_);  // first: query_only would not let anything be dropped
    drop_session(database_);
  }
}

void Connection::cancel(std::uint64_t token, std::int64_t) noexcept {
  database_.interruption().cancel(token);
}

Statement& Connection::add(std::string_view sql, bool keep) {
  auto statement = std::make_unique<Statement>(*this, database_, sql, keep);
  statement->slot = statements_.size();
  statements_.push_back(std::move(statement));
  return *statements_.back();
}

void Connection::drop(Statement& statement) noexcept {
  const std::size_t slot = statement.slot;
  std::swap(statements_[slot], statements_.back());
  statements_[slot]->slot = slot;
  statements_.pop_back();
}

Statement& Connection::prepare(std::string_view sql, const plugin::Operation& op) {
  require_open();
  database_.start(op);
  database_.clear_details();
  return add(sql, true);
}

Cursor& Connection::exec(const zin_exec& exec, const plugin::Operation& op) {
  require_open();
  if (exec.stmt != nullptr) {
    auto& statement = *static_cast<Statement*>(static_cast<void*>(exec.stmt));
    return statement.execute(exec, op);
  }
  database_.start(op);
  Statement& statement = add(plugin::view(exec.sql), false);
  try {
    return statement.execute(exec, op);
  } catch (...) {
    drop(statement);
    throw;
  }
}

bool Connection::detail(std::uint32_t index, zin_kv& out) const noexcept {
  const ConstraintDetails& details = database_.details();
  const std::array<std::pair<std::string_view, std::string_view>, 3> all = {
      {{"constraint", details.constraint}, {"table", details.table}, {"column", details.column}}};
  for (const auto& [key, value] : all) {
    if (value.empty()) continue;
    if (index-- == 0) {
      out = {plugin::str(key), plugin::str(value)};
      return true;
    }
  }
  return false;
}

}  // namespace zin::sqlite
