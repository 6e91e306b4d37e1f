// The transaction verbs of a connection.
// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include "connection.hpp"
#include "errors.hpp"

namespace zin::mysql {
namespace {

constexpr std::uint32_t mode_flags = ZIN_TX_READ_ONLY | ZIN_TX_WRITE_NOW;

plugin::Failure not_now(std::string message, std::string_view sqlstate) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_UNKNOWN, std::move(message));
  failure.sqlstate = sqlstate;
  return failure;
}

}  // namespace

void Connection::check_begin(std::uint32_t mode) {
  if ((mode & ~mode_flags) > ZIN_TX_SERIALIZABLE)
    throw plugin::unsupported("there is no transaction mode " + std::to_string(mode));
}

void Connection::check_savepoint(std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos)
    throw plugin::misuse("a savepoint needs a name, without a NUL byte");
}

Task<zin_status> Connection::begin(std::uint32_t mode) {
  details_ = {};
  // The server would commit it and begin another one.
  if (in_transaction() || transaction_lost_)
    throw not_now("a transaction is open already: use a savepoint inside it", "25001");
  co_await settle();
  std::string level;
  switch (mode & ~mode_flags) {
    case ZIN_TX_READ_COMMITTED:
      level = "set transaction isolation level read committed";
      break;
    case ZIN_TX_REPEATABLE_READ:
      level = "set transaction isolation level repeatable read";
      break;
    case ZIN_TX_SERIALIZABLE:
      level = "set transaction isolation level serializable";
      break;
    default:
      break;
  }
  const bool was_changed = changed_;
  if (!level.empty()) {
    changed_ = true;  // until there is the transaction that it is meant for
    co_await run(level);
  }
  co_await run((mode & ZIN_TX_READ_ONLY) != 0 ? "start transaction read only"
                                              : "start transaction read write");
  changed_ = was_changed;
  co_return ZIN_OK;
}

Task<zin_status> Connection::commit() {
  details_ = {};
  refuse_in_lost_transaction(Verb::commit);
  co_await settle();
  std::optional<plugin::Failure> failed;
  const bool was_in_transaction = in_transaction();
  try {
    co_await run("commit", was_in_transaction);
  } catch (const plugin::Failure& failure) {
    failed = failure;
  }
  if (!failed) co_return ZIN_OK;
  if (!dead_ && was_in_transaction) {
    // A commit that failed has often ended the transaction: whoever asked for it must not be told
    // that it is still there.
    co_await look_for_transaction();
    transaction_lost_ = false;
  }
  throw plugin::Failure(*failed);
}

Task<zin_status> Connection::rollback() {
  details_ = {};
  co_await settle();
  transaction_lost_ = false;
  if (in_transaction()) co_await run("rollback");
  co_return ZIN_OK;
}

Task<zin_status> Connection::savepoint(std::uint32_t verb, std::string name) {
  details_ = {};
  refuse_in_lost_transaction(Verb::other);
  // Outside of one the server says OK, and means nothing by it.
  if (!in_transaction())
    throw not_now("savepoints live inside a transaction: begin one first", "25P01");
  co_await settle();
  const char* const words = verb == ZIN_TXN_SAVEPOINT ? "savepoint "
                            : verb == ZIN_TXN_RELEASE ? "release savepoint "
                                                      : "rollback to savepoint ";
  const std::string sql = words + quoted_name(name);
  co_await run(sql);
  co_return ZIN_OK;
}

Task<> Connection::look_for_transaction() {
  // An answer tells whether a transaction is open; an error does not.
  co_await run("do 0");
  if (!in_transaction()) transaction_lost_ = true;
}

}  // namespace zin::mysql
