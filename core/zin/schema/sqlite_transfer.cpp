// The procedure of SQLite's manual (lang_altertable, "Making Other Kinds Of Table Schema Changes").
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_transfer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/schema/sqlite_row_copy.hpp"
#include "zin/schema/sqlite_setting.hpp"
#include "zin/schema/sqlite_tokens.hpp"

namespace zin::schema {
namespace {

// How many rows break which foreign key, by table and parent, and the tables of which that cannot
// be told.
struct Violations {
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  std::map<std::string, Error> unreadable;
};

class Transfer {
 public:
  Transfer(Session& tx, const SqliteObjects& objects, const SqliteTablePlan& plan)
      : tx_(tx),
        objects_(objects),
        plan_(plan),
        table_(plan.before().name),
        new_name_(unused_name()),
        old_(quote_identifier(table_, Dialect::sqlite)),
        new_(quote_identifier(new_name_, Dialect::sqlite)),
        referring_(objects.referring_to(table_)),
        enforced_(sqlite_number(tx, "pragma foreign_keys") != 0) {}

  void run() {
    const SqliteSetting deferred{tx_, "defer_foreign_keys", enforced_};
    const auto broken = broken_objects(tx_, objects_);
    const Violations violations = violations_now();
    const auto referring_rows = rows_that_refer();
    const auto counter = counter_of_table();
    const auto statistics = statistics_of_table();

    make_table();
    SqliteRowCopy rows{tx_, plan_, new_name_};
    rows.copy();
    rows.compare();
    // While others refer to it, dropping the table would delete its rows, and theirs with them.
    if (enforced_ && !referring_.empty()) hide_references();
    tx_.execute("drop table main." + old_);
    rename();
    for (const SqliteObject& index : plan_.indexes()) tx_.execute(index.sql);
    for (const SqliteObject& trigger : triggers()) tx_.execute(trigger.sql);
    if (enforced_) show_references();
    restore_counter(counter);
    restore_statistics(statistics);

    check_objects();
    check_count(rows.count());
    if (rows_that_refer() != referring_rows) {
      fail(Errc::internal, "rows of tables that refer to it would be changed");
    }
    check_violations(violations);
    check_broken(broken);
  }

 private:
  using Objects = std::vector<SqliteObject>;

  [[noreturn]] void fail(Errc code, const std::string& what) const { throw Error(code, what); }

  [[nodiscard]] std::string unused_name() const {
    std::string name = "zin_new_" + table_;
    for (int number = 2; taken(name); ++number) name = fmt::format("zin_new{}_{}", number, table_);
    return name;
  }
  [[nodiscard]] bool taken(std::string_view name) const {
    return std::ranges::any_of(objects_.all(), [&](const SqliteObject& object) {
      return same_sqlite_name(object.name, name);
    });
  }

  // Its own triggers go with it and come again; all others stay where they are.
  [[nodiscard]] Objects triggers() const { return objects_.on(table_, "trigger"); }

  void make_table() {
    SqliteTableText text = plan_.after();
    // Renaming it takes its references to itself along, if foreign keys are enforced: without,
    // under legacy_alter_table, they stay as they are.
    if (enforced_) text.rename_references(table_, new_name_);
    tx_.execute(text.text(new_name_));
  }

  // In sqlite_schema the texts of tables can be exchanged where that changes nothing of what is
  // stored; a foreign key does not (lang_altertable). Only so may a table be dropped to which
  // others refer: their ON DELETE would be done, and pragma foreign_keys cannot be set in a
  // transaction.
  void hide_references() {
    for (const SqliteObject& table : referring_) {
      SqliteTableText text = SqliteTableText::of(table.sql);
      text.forget_references_to(table_);
      write_text(table.name, text.text(table.name));
    }
    read_schema_again();
    for (const SqliteObject& table : referring_) {
      if (sqlite_number(
              tx_, fmt::format("select count(*) from pragma_foreign_key_list({}) where \"table\" = "
                               "{} collate nocase",
                               sqlite_text(table.name), sqlite_text(table_))) != 0) {
        fail(Errc::unsupported,
             "table " + table.name +
                 " refers to it, and this connection does not let the library set "
                 "that aside (SQLite's defensive mode); open the file by another build of SQLite, "
                 "or with "
                 "foreign_keys off");
      }
    }
  }

  void show_references() {
    bool any = false;
    for (const SqliteObject& table : referring_) {
      if (same_sqlite_name(table.name, table_)) continue;
      write_text(table.name, table.sql);
      any = true;
    }
    if (any) read_schema_again();
  }

  void write_text(const std::string& table, const std::string& sql) {
    const SqliteSetting writable{tx_, "writable_schema", true};
    tx_.execute("update main.sqlite_master set sql = ? where type = 'table' and name = ?",
                {sql, table});
  }

  // Every connection, this one too, sees by the number that it must read the schema again.
  void read_schema_again() {
    const std::int64_t version = sqlite_number(tx_, "pragma main.schema_version");
    tx_.execute(fmt::format("pragma main.schema_version = {}", version + 1));
  }

  // Legacy, since else the views and triggers that name the table would have to be right while it
  // has its other name.
  void rename() {
    const SqliteSetting legacy{tx_, "legacy_alter_table", true};
    tx_.execute(fmt::format("alter table main.{} rename to {}", new_, old_));
  }

  [[nodiscard]] std::optional<std::int64_t> counter_of_table() const {
    if (objects_.find("table", "sqlite_sequence") == nullptr) return std::nullopt;
    const Rows rows =
        ask_sqlite(tx_, "select seq from main.sqlite_sequence where name = " + sqlite_text(table_));
    if (rows.empty()) return std::nullopt;
    return rows.front().get<std::optional<std::int64_t>>(0);
  }

  void restore_counter(const std::optional<std::int64_t>& counter) {
    if (!counter || !plan_.after().autoincrements()) return;
    const std::string name = sqlite_text(table_);
    tx_.execute("delete from main.sqlite_sequence where name = " + name);
    tx_.execute(fmt::format("insert into main.sqlite_sequence (name, seq) values ({}, {})", name,
                            *counter));
  }

  // What ANALYZE has found out: dropping a table forgets it.
  [[nodiscard]] Rows statistics_of_table() const {
    if (objects_.find("table", "sqlite_stat1") == nullptr) return {};
    return ask_sqlite(tx_, "select idx, stat from main.sqlite_stat1 where tbl = " +
                               sqlite_text(table_) + " collate nocase");
  }

  void restore_statistics(const Rows& statistics) {
    for (const Row& row : statistics) {
      const auto index = row.get<std::optional<std::string>>(0);
      const bool stays = !index || std::ranges::any_of(plan_.indexes(), [&](const auto& one) {
        return same_sqlite_name(one.name, *index);
      });
      if (!stays) continue;
      tx_.execute("insert into main.sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)",
                  {table_, row.value(0), row.value(1)});
    }
  }

  // By table: its rows, and for each column that refers here how many of them have a value. What ON
  // DELETE does is seen by that.
  [[nodiscard]] std::vector<std::string> rows_that_refer() const {
    std::vector<std::string> found;
    for (const SqliteObject& table : referring_) {
      if (same_sqlite_name(table.name, table_)) continue;
      std::string counts = "count(*)";
      for (const std::string& column : SqliteTableText::of(table.sql).columns_to(table_)) {
        counts += fmt::format(" || ' ' || count({})", quote_identifier(column, Dialect::sqlite));
      }
      const Rows rows = ask_sqlite(tx_, fmt::format("select {} || '' from main.{}", counts,
                                                    quote_identifier(table.name, Dialect::sqlite)));
      found.push_back(table.name + ' ' + rows.front().get<std::string>(0));
    }
    return found;
  }

  [[nodiscard]] Violations violations_now() const {
    Violations found;
    look_at(table_, found);
    for (const SqliteObject& table : referring_) {
      if (!same_sqlite_name(table.name, table_)) look_at(table.name, found);
    }
    return found;
  }

  void look_at(const std::string& table, Violations& found) const {
    try {
      for (const Row& row : ask_sqlite(
               tx_,
               fmt::format("select parent, count(*) from pragma_foreign_key_check({}) group by "
                           "parent",
                           sqlite_text(table)))) {
        found.counts[{table, row.get<std::string>(0)}] += row.get<std::int64_t>(1);
      }
    } catch (const Error& error) {
      // A key leads to columns that are no key of their table, which may be what is being mended.
      if (error.code() == Errc::connection_lost || error.code() == Errc::timeout) throw;
      found.unreadable.emplace(table, error);
    }
  }

  // Rows that broke a key before may go on; one more is refused.
  void check_violations(const Violations& before) {
    const Violations now = violations_now();
    for (const auto& [table, error] : now.unreadable) {
      if (!before.unreadable.contains(table)) throw error;
    }
    for (const auto& [key, count] : now.counts) {
      if (before.unreadable.contains(key.first)) continue;
      const auto known = before.counts.find(key);
      const std::int64_t allowed = known == before.counts.end() ? 0 : known->second;
      if (count > allowed) {
        fail(Errc::foreign_key_violation,
             fmt::format("{} rows of {} would refer to rows that are not in {}; remove or correct "
                         "them first",
                         count - allowed, key.first, key.second));
      }
    }
  }

  // Every text is what it was, or what it is to be.
  void check_objects() {
    const SqliteObjects now = SqliteObjects::of(tx_);
    Objects wanted;
    for (const SqliteObject& object : objects_.all()) {
      const bool is_own = same_sqlite_name(object.table, table_);
      const bool is_index = is_own && object.type == "index";
      const bool is_table = object.type == "table" && same_sqlite_name(object.name, table_);
      // SQLite makes its table of counters with the first that counts.
      if (!is_index && !is_table) wanted.push_back(object);
    }
    for (const SqliteObject& index : plan_.indexes()) wanted.push_back(index);
    for (const SqliteObject& object : wanted) {
      const SqliteObject* const found = now.find(object.type, object.name);
      if (found == nullptr)
        fail(Errc::internal, "the " + object.type + ' ' + object.name + " is lost");
      if (found->sql != object.sql) {
        fail(Errc::internal, fmt::format("the {} {} would be `{}` instead of `{}`", object.type,
                                         object.name, found->sql, object.sql));
      }
    }
    for (const SqliteObject& object : now.all()) {
      if (object.sql.empty() || object.name == "sqlite_sequence") continue;
      if (object.type == "table" && same_sqlite_name(object.name, table_)) continue;
      const bool is_wanted = std::ranges::any_of(wanted, [&](const SqliteObject& one) {
        return one.type == object.type && same_sqlite_name(one.name, object.name);
      });
      if (!is_wanted) {
        fail(Errc::internal, "the " + object.type + ' ' + object.name + " would be there too");
      }
    }
    const SqliteObject* const table = now.find("table", table_);
    const std::string wanted_text = evened_sqlite(plan_.after().text(table_));
    if (table == nullptr || evened_sqlite(table->sql) != wanted_text) {
      fail(Errc::internal,
           fmt::format("it would be `{}` instead of `{}`",
                       table == nullptr ? "" : evened_sqlite(table->sql), wanted_text));
    }
    check_columns();
  }

  // That SQLite has read the text as it is meant.
  void check_columns() {
    const Rows rows = ask_sqlite(
        tx_,
        fmt::format("select name, \"notnull\", dflt_value from pragma_table_xinfo({}) order by cid",
                    sqlite_text(table_)));
    const auto& columns = plan_.after().columns;
    if (rows.size() != columns.size()) {
      fail(Errc::internal,
           fmt::format("it would have {} columns instead of {}", rows.size(), columns.size()));
    }
    for (std::size_t at = 0; at < columns.size(); ++at) {
      const SqliteColumn& column = columns[at];
      const SqliteRule* const value = column.rule(SqliteRule::Kind::default_);
      const auto stored = rows[at].get<std::optional<std::string>>("dflt_value");
      if (rows[at].get<std::string>("name") != column.name ||
          evened_sqlite(stored.value_or("")) !=
              (value == nullptr ? "" : evened_sqlite(value->expression))) {
        fail(Errc::internal, "the column " + column.name + " would not be what it is to be");
      }
    }
  }

  void check_count(std::int64_t wanted) {
    const std::int64_t count = sqlite_number(tx_, "select count(*) from main." + old_);
    if (count != wanted) {
      fail(Errc::internal, fmt::format("it would have {} rows instead of {}", count, wanted));
    }
  }

  void check_broken(const std::vector<std::string>& before) {
    for (const std::string& sentence : broken_objects(tx_, SqliteObjects::of(tx_))) {
      if (std::ranges::find(before, sentence) == before.end()) {
        fail(Errc::undefined_column,
             "it would break the " + sentence + "; change or drop that first");
      }
    }
  }

  Session& tx_;
  const SqliteObjects& objects_;
  const SqliteTablePlan& plan_;
  std::string table_;
  std::string new_name_;
  std::string old_;
  std::string new_;
  Objects referring_;  // with itself, where it refers to itself
  bool enforced_;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

void transfer_sqlite_table(Session& tx, const SqliteObjects& objects, const SqliteTablePlan& plan) {
  const std::string& table = plan.before().name;
  try {
    Transfer{tx, objects, plan}.run();
  } catch (const Error& failure) {
    ErrorInfo info = failure.info();
    for (std::string* const text :
         {&info.message, &info.server_message, &info.table, &info.constraint}) {
      replace_all(*text, "zin_new_" + table, table);
    }
    info.message = "table " + table + " was not altered, all of it is as before: " + info.message;
    throw Error(std::move(info));
  }
}

}  // namespace zin::schema
