// sqlite_master, and SHOW CREATE.
// SPDX-License-Identifier: MIT
#include "zin/schema/creation_statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "zin/base/error.hpp"
#include "zin/sql/dialect.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::schema {
namespace {

using Texts = std::vector<std::string>;

bool contains(const Texts& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// What belongs to a virtual table is made with it.
constexpr std::string_view of_sqlite = R"sql(
select tbl_name, sql from sqlite_master
where sql is not null and name not like 'sqlite\_%' escape '\'
  and tbl_name not like '\_cf\_%' escape '\' and tbl_name not in
  (select name from pragma_table_list where type = 'shadow' and schema = 'main')
order by case type when 'table' then 0 when 'view' then 1 when 'index' then 2 else 3 end, rowid)sql";

Texts sqlite_statements(Session& db, const Texts& without) {
  Texts statements;
  for (const Row& row : db.select(of_sqlite)) {
    if (!contains(without, row.get<std::string>(0))) {
      statements.push_back(row.get<std::string>(1));
    }
  }
  return statements;
}

// CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW ...
std::string without_definer(std::string sql, Dialect dialect) {
  constexpr std::string_view word = " DEFINER=";
  const std::size_t begin = sql.find(word);
  if (begin == std::string::npos || begin > sql.find('(')) return sql;
  std::size_t end = sql::skip_opaque(sql, begin + word.size(), dialect);
  if (end < sql.size() && sql[end] == '@') end = sql::skip_opaque(sql, end + 1, dialect);
  return sql.erase(begin, end - begin);
}

// Behind the columns: where the next row would begin is no part of the schema.
std::string without_counter(std::string sql) {
  constexpr std::string_view word = " AUTO_INCREMENT=";
  const std::size_t begin = sql.find(word, sql.rfind("\n)"));
  if (begin == std::string::npos) return sql;
  const std::size_t end = sql.find_first_not_of("0123456789", begin + word.size());
  return sql.erase(begin, std::min(end, sql.size()) - begin);
}

class MysqlStatements {
 public:
  explicit MysqlStatements(Session& db) : db_(db), dialect_(db.dialect()) {}

  Texts all(const Texts& without) {
    // Tables may refer to later ones.
    add("set foreign_key_checks = 0");
    for (const std::string& name : of_kind("SEQUENCE")) add(shown("sequence", name, 1));
    for (const std::string& name : of_kind("BASE TABLE")) {
      if (!contains(without, name)) add(without_counter(shown("table", name, 1)));
    }
    for (const char* const kind : {"function", "procedure"}) {
      for (const std::string& name :
           names("select routine_name from information_schema.routines where routine_schema = "
                 "database() and lower(routine_type) = ? order by routine_name",
                 {kind})) {
        add(shown(kind, name, 2));
      }
    }
    add_views();
    for (const std::string& name :
         names("select trigger_name from information_schema.triggers where trigger_schema = "
               "database() order by event_object_table, action_timing, event_manipulation, "
               "action_order")) {
      add(shown("trigger", name, 2));
    }
    for (const std::string& name :
         names("select event_name from information_schema.events where event_schema = database() "
               "order by event_name")) {
      add(shown("event", name, 3));
    }
    add("set foreign_key_checks = 1");
    if (statements_.size() == 2) statements_.clear();
    return std::move(statements_);
  }

 private:
  void add(std::string statement) { statements_.push_back(std::move(statement)); }

  Texts names(std::string_view sql, Bindings bindings = {}) {
    Texts found;
    for (const Row& row : db_.select(sql, bindings)) found.push_back(row.get<std::string>(0));
    return found;
  }

  Texts of_kind(const std::string& kind) {
    return names(
        "select table_name from information_schema.tables where table_schema = database() and "
        "table_type = ? order by table_name",
        {kind});
  }

  std::string shown(std::string_view kind, const std::string& name, std::size_t column) {
    const auto row =
        db_.select_one(fmt::format("show create {} {}", kind, quote_identifier(name, dialect_)));
    auto text = row->get<std::optional<std::string>>(column);
    if (text) return without_definer(*std::move(text), dialect_);
    throw Error(Errc::permission_denied,
                fmt::format("the user may not see what the {} {} does: grant it SELECT on "
                            "mysql.proc, or SHOW_ROUTINE",
                            kind, name));
  }

  // One that another one reads comes before it; names in their texts are always quoted.
  void add_views() {
    struct View {
      std::string quoted;
      std::string text;
    };
    std::vector<View> left;
    for (const std::string& name : of_kind("VIEW")) {
      left.push_back({quote_identifier(name, dialect_), shown("view", name, 1)});
    }
    while (!left.empty()) {
      const auto reads_other = [&left](const View& view) {
        return std::ranges::any_of(left, [&view](const View& other) {
          return other.quoted != view.quoted && view.text.find(other.quoted) != std::string::npos;
        });
      };
      auto next = std::ranges::find_if_not(left, reads_other);
      // A name that is a column's too looks like that.
      if (next == left.end()) next = left.begin();
      add(std::move(next->text));
      left.erase(next);
    }
  }

  Session& db_;
  Dialect dialect_;
  Texts statements_;
};

}  // namespace

std::vector<std::string> creation_statements(Session& db, const std::vector<std::string>& without) {
  const Dialect dialect = db.dialect();
  if (dialect == Dialect::sqlite) return sqlite_statements(db, without);
  if (speaks_mysql(dialect)) return MysqlStatements{db}.all(without);
  throw Error(Errc::unsupported, "this database keeps no statements that make its schema");
}

}  // namespace zin::schema
