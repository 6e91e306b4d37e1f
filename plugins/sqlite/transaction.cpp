// The transaction verbs of a connection.
// SPDX-License-Identifier: MIT
#include <string>

#include "connection.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::sqlite {

void Connection::transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                          const plugin::Operation& op) {
  require_open();
  if (verb < ZIN_TXN_BEGIN || verb > ZIN_TXN_ROLLBACK_TO)
    throw plugin::unsupported("SQLite has no transaction verb " + std::to_string(verb));
  database_.start(op);
  database_.clear_details();
  switch (verb) {
    case ZIN_TXN_BEGIN:
      return begin(mode);
    case ZIN_TXN_COMMIT:
      return commit();
    case ZIN_TXN_ROLLBACK:
      return rollback();
    default:
      return run_savepoint(verb, name);
  }
}

void Connection::begin(std::uint32_t mode) {
  constexpr std::uint32_t flags = ZIN_TX_READ_ONLY | ZIN_TX_WRITE_NOW;
  // Every transaction of SQLite is serializable, which is all that a lower level asks for.
  if ((mode & ~flags) > ZIN_TX_SERIALIZABLE)
    throw plugin::unsupported("SQLite has no transaction mode " + std::to_string(mode));
  if ((mode & flags) == flags)
    throw plugin::misuse("a transaction for reading only cannot take the write lock");
  database_.allow(Verb::begin, false);
  const int code =
      database_.run((mode & ZIN_TX_WRITE_NOW) != 0 ? Control::begin_immediate : Control::begin);
  if (code != SQLITE_OK) database_.fail(code);
  database_.transaction_changed();
  if ((mode & ZIN_TX_READ_ONLY) != 0) database_.set_read_only_transaction();
}

void Connection::commit() {
  if (database_.transaction_lost()) {
    database_.transaction_changed();
    throw plugin::Failure(ZIN_E_TXN_ROLLED_BACK, ZIN_CAT_UNKNOWN,
                          "SQLite had rolled the transaction back: nothing of it was stored");
  }
  // When the lock cannot be had, or a deferred foreign key is broken, the transaction stays open.
  if (const int code = database_.run(Control::commit); code != SQLITE_OK) database_.fail(code);
  database_.transaction_changed();
}

void Connection::rollback() {
  if (sqlite3_get_autocommit(database_.handle()) == 0)
    if (const int code = database_.run(Control::rollback); code != SQLITE_OK) database_.fail(code);
  database_.transaction_changed();
}

void Connection::run_savepoint(std::uint32_t verb, std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos)
    throw plugin::misuse("a savepoint needs a name, without a NUL byte");
  database_.allow(Verb::savepoint, false);
  const char* const words = verb == ZIN_TXN_SAVEPOINT ? "SAVEPOINT "
                            : verb == ZIN_TXN_RELEASE ? "RELEASE "
                                                      : "ROLLBACK TO ";
  if (const int code = database_.run(words + quoted_name(name)); code != SQLITE_OK)
    database_.fail(code);
  if (verb != ZIN_TXN_ROLLBACK_TO) database_.transaction_changed();
}

}  // namespace zin::sqlite
