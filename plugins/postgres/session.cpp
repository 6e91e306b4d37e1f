// Transactions, reset and ping.
// SPDX-License-Identifier: MIT
#include <string>

#include "connection.hpp"

namespace zin::postgres {
namespace {

std::string begin_text(std::uint32_t mode) {
  constexpr std::uint32_t flags = ZIN_TX_READ_ONLY | ZIN_TX_WRITE_NOW | ZIN_TX_DEFERRABLE;
  std::string sql = "begin";
  switch (mode & ~flags) {
    case ZIN_TX_DEFAULT:
      break;
    case ZIN_TX_READ_COMMITTED:
      sql += " isolation level read committed";
      break;
    case ZIN_TX_REPEATABLE_READ:
      sql += " isolation level repeatable read";
      break;
    case ZIN_TX_SERIALIZABLE:
      sql += " isolation level serializable";
      break;
    default:
      throw plugin::unsupported("PostgreSQL has no transaction mode " + std::to_string(mode));
  }
  if ((mode & ZIN_TX_READ_ONLY) != 0) sql += " read only";
  // Only a serializable transaction that reads can wait for a snapshot; others take no notice.
  if ((mode & ZIN_TX_DEFERRABLE) != 0) sql += " deferrable";
  return sql;
}

std::string savepoint_text(std::uint32_t verb, std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos)
    throw plugin::misuse("a savepoint needs a name, without a NUL byte");
  const char* const words = verb == ZIN_TXN_SAVEPOINT ? "savepoint "
                            : verb == ZIN_TXN_RELEASE ? "release savepoint "
                                                      : "rollback to savepoint ";
  return words + quoted_name(name);
}

}  // namespace

Task<zin_status> Connection::transact(std::uint32_t verb, std::uint32_t mode,
                                      std::string_view name) {
  if (verb < ZIN_TXN_BEGIN || verb > ZIN_TXN_ROLLBACK_TO)
    throw plugin::unsupported("PostgreSQL has no transaction verb " + std::to_string(verb));
  std::string sql = verb == ZIN_TXN_BEGIN      ? begin_text(mode)
                    : verb == ZIN_TXN_COMMIT   ? "commit"
                    : verb == ZIN_TXN_ROLLBACK ? "rollback"
                                               : savepoint_text(verb, name);
  if (!is_idle()) co_await make_idle();
  const bool inside = in_transaction();
  if (verb == ZIN_TXN_ROLLBACK && !inside) co_return ZIN_OK;
  // The server only warns of these two.
  if ((verb == ZIN_TXN_BEGIN && inside) || (verb == ZIN_TXN_COMMIT && !inside)) {
    plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_UNKNOWN,
                            inside ? "a transaction is open already: use a savepoint"
                                   : "no transaction is open: begin one first");
    failure.sqlstate = inside ? "25001" : "25P01";
    throw failure;
  }
  wire_.set_stands_alone(verb == ZIN_TXN_COMMIT);
  const Result result = co_await command(std::move(sql));
  if (verb == ZIN_TXN_COMMIT && std::string_view(PQcmdStatus(result.get())) == "ROLLBACK")
    throw plugin::Failure(ZIN_E_TXN_ROLLED_BACK, ZIN_CAT_UNKNOWN,
                          "the transaction had failed before: the server rolled it back");
  co_return ZIN_OK;
}

Task<zin_status> Connection::ping() {
  if (!is_idle()) co_await make_idle();
  co_await command("");
  co_return ZIN_OK;
}

Task<zin_status> Connection::reset(std::uint32_t level) {
  if (level > ZIN_RESET_FULL)
    throw plugin::unsupported("there is no reset of level " + std::to_string(level));
  if (load_) {
    co_await end_load(false, nullptr);
    load_.reset();
  }
  if (!is_idle()) co_await make_idle();
  if (in_transaction()) co_await command("rollback");
  if (level == ZIN_RESET_LIGHT) co_return ZIN_OK;
  if (!changed_ && statements_.empty()) co_return ZIN_OK;
  // Brings back the settings of the startup packet; LISTEN, temporary tables, locks, sequences'
  // caches and prepared statements go.
  co_await command("discard all");
  for (const auto& statement : statements_) {
    statement->gone = true;
    statement->on_server = false;
  }
  deallocations_.clear();
  knows_read_only_ = false;
  while (PGnotify* const late = PQnotifies(wire_.get())) PQfreemem(late);
  co_await restore_settings();
  changed_ = false;
  co_return ZIN_OK;
}

}  // namespace zin::postgres
