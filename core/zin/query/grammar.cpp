// Grammar: which one speaks a dialect.
// SPDX-License-Identifier: MIT
#include "zin/query/grammar.hpp"

#include "zin/query/mariadb_grammar.hpp"
#include "zin/query/mysql_grammar.hpp"
#include "zin/query/postgres_grammar.hpp"
#include "zin/query/sqlite_grammar.hpp"

namespace zin::query {

const Grammar& Grammar::of(Dialect dialect) {
  static const SqliteGrammar sqlite;
  static const PostgresGrammar postgres;
  static const MysqlGrammar mysql;
  static const MariadbGrammar mariadb;
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite;
    case Dialect::mysql:
      return mysql;
    case Dialect::mariadb:
      return mariadb;
    case Dialect::postgres:
    case Dialect::none:
      break;
  }
  return postgres;
}

}  // namespace zin::query
