// SQLite's own texts, or tables written from what the catalogs say.
// SPDX-License-Identifier: MIT
#include "zin/cli/migrate_to_d1_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/cli/migrate_to_d1_types.hpp"
#include "zin/schema/inspection.hpp"
#include "zin/schema/letter_case.hpp"

namespace zin::cli {
namespace {

using schema::ColumnInfo;
using schema::ForeignKeyInfo;
using schema::IndexInfo;
using schema::Snapshot;
using schema::TableInfo;

constexpr std::size_t most_d1_columns = 100;

std::string d1_name(std::string_view name) { return quote_identifier(name, Dialect::sqlite); }

std::string d1_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + d1_name(name);
  return text;
}

class D1Planner {
 public:
  D1Planner(Session& source, bool keys_are_checked)
      : source_(source),
        keys_are_checked_(keys_are_checked),
        dialect_(source.dialect()),
        snapshot_(schema::inspect(source)) {}

  D1Plan plan() {
    const bool sqlite = dialect_ == Dialect::sqlite;
    if (sqlite) read_sqlite_texts();
    for (const TableInfo& table : snapshot_.tables) {
      if (left_out(table)) continue;
      check(table);
      D1Table& made = plan_.tables.emplace_back(D1Table{.name = table.name});
      made.source = sqlite || table.schema.empty()
                        ? quote_identifier(table.name, dialect_)
                        : quote_identifier(table.schema, dialect_) + '.' +
                              quote_identifier(table.name, dialect_);
      for (const ColumnInfo& column : table.columns) {
        if (column.generation == schema::Generation::none) {
          made.columns.push_back(sqlite ? sqlite_column(column) : column_for_d1(column, dialect_));
        }
      }
      find_key(made, table);
      made.create = sqlite ? sqlite_texts_.at(table.name) : written(table);
      for (const ForeignKeyInfo& key : table.foreign_keys) add_key(table, key);
      if (!sqlite) add_indexes(table);
    }
    if (!sqlite) tell_rest();
    order_tables(plan_, keys_, keys_are_checked_);
    return std::move(plan_);
  }

 private:
  void warn(std::string text) { plan_.warnings.push_back(std::move(text)); }

  bool left_out(const TableInfo& table) {
    for (const std::string& option : table.options) {
      if (option.starts_with("virtual")) {
        warn(fmt::format("the virtual table {} is left out", table.name));
        return true;
      }
    }
    // A lock of zin's migrator is nobody's data.
    return table.name.ends_with("migrations_lock");
  }

  void check(const TableInfo& table) const {
    if (table.columns.size() > most_d1_columns) {
      throw Error(Errc::unsupported,
                  fmt::format("the table {} has {} columns, and D1 takes {}", table.name,
                              table.columns.size(), most_d1_columns));
    }
    const bool twice = std::ranges::count(snapshot_.tables, table.name, &TableInfo::name) > 1;
    if (twice || table.name.starts_with("_cf_") || table.name.starts_with("sqlite_")) {
      throw Error(
          Errc::unsupported,
          fmt::format("D1 takes no table {}: {}; rename it first", table.name,
                      twice ? "two schemas have one of this name" : "names like this are its own"));
    }
  }

  // Of a column by itself the driver would make a value of its declared type.
  static D1Column sqlite_column(const ColumnInfo& column) {
    D1Column made{.name = column.name, .type = column.type};
    made.source = d1_name(column.name);
    made.select = '+' + made.source;
    made.may_be_key = true;
    return made;
  }

  void find_key(D1Table& made, const TableInfo& table) const {
    const IndexInfo* const primary = table.primary_key();
    if (primary == nullptr) return;
    const auto names = primary->columns();
    for (const std::string& name : names) {
      const auto found = std::ranges::find(made.columns, name, &D1Column::name);
      const ColumnInfo* const column = table.column(name);
      // SQLite's keys may hold NULL, but for the rowid.
      const bool orders = column != nullptr && (!column->nullable || names.size() == 1);
      const bool rowid = column != nullptr && column->type_name() == "integer";
      if (found == made.columns.end() || !found->may_be_key || !orders ||
          (column->nullable && !rowid)) {
        made.key.clear();
        return;
      }
      made.key.push_back(static_cast<std::size_t>(found - made.columns.begin()));
    }
  }

  // ---- SQLite

  void read_sqlite_texts() {
    const auto rows = source_.select(
        "select type, name, sql from sqlite_master where sql is not null and name not like "
        "'sqlite\\_%' escape '\\' and name not like '\\_cf\\_%' escape '\\' and tbl_name not in "
        "(select name from pragma_table_list where schema = 'main' and type in ('shadow', "
        "'virtual')) order by case type when 'index' then 0 when 'view' then 1 else 2 end, rowid");
    for (const Row& row : rows) {
      auto sql = row.get<std::string>("sql");
      if (row.get<std::string>("type") == "table") {
        sqlite_texts_.emplace(row.get<std::string>("name"), std::move(sql));
      } else {
        const bool unique = schema::lower_case(sql).starts_with("create unique");
        (unique ? plan_.before_rows : plan_.behind_rows).push_back(std::move(sql));
      }
    }
  }

  // ---- the others

  std::string written(const TableInfo& table) {
    std::string text;
    const IndexInfo* const primary = table.primary_key();
    const auto primary_names = primary == nullptr ? std::vector<std::string>{} : primary->columns();
    const bool single = primary_names.size() == 1;
    for (const ColumnInfo& column : table.columns) {
      if (column.generation != schema::Generation::none) {
        warn(fmt::format("{}.{} is generated, and is left out", table.name, column.name));
        continue;
      }
      const bool is_key = single && primary_names.front() == column.name;
      text += (text.empty() ? "" : ",\n  ") + column_text(table, column, is_key);
    }
    const bool counts = single && column_counts(table, primary_names.front());
    if (primary != nullptr && !counts) {
      text += fmt::format(",\n  primary key ({})", d1_names(primary_names));
    }
    for (const ForeignKeyInfo& key : table.foreign_keys) text += key_text(table, key);
    for (const schema::CheckInfo& one : table.checks) {
      warn(fmt::format("the check {} of {} is left out", one.name, table.name));
    }
    return fmt::format("create table {} (\n  {}\n)", d1_name(table.name), text);
  }

  static bool column_counts(const TableInfo& table, const std::string& name) {
    const ColumnInfo* const column = table.column(name);
    return column != nullptr && column->auto_increment;
  }

  std::string column_text(const TableInfo& table, const ColumnInfo& column, bool is_key) {
    const D1Column made = column_for_d1(column, dialect_);
    std::string text = d1_name(column.name) + ' ' + made.type;
    if (column.auto_increment && is_key && made.type == "integer") {
      return text + " primary key autoincrement";
    }
    if (made.type == "text" && made.select != made.source) {
      warn(fmt::format("{}.{} ({}) becomes {}", table.name, column.name, column.type, made.type));
    }
    if (!column.nullable) text += " not null";
    if (column.default_value) {
      const auto value = default_for_d1(column, dialect_);
      if (value) {
        text += " default " + *value;
      } else {
        warn(fmt::format("the default of {}.{} is left out: {}", table.name, column.name,
                         *column.default_value));
      }
    }
    if (column.auto_increment) {
      warn(fmt::format("{}.{} does not count by itself any more: it is not the primary key alone",
                       table.name, column.name));
    }
    if (const std::string values = enum_values(column); !values.empty()) {
      text += fmt::format(" check ({} in ({}))", d1_name(column.name), values);
    }
    return text;
  }

  std::string key_text(const TableInfo& table, const ForeignKeyInfo& key) {
    if (!key.target_schema.empty() || snapshot_.table(key.target_table) == nullptr) {
      warn(fmt::format("a foreign key of {} leads to {}, which is not copied, and is left out",
                       table.name, key.target_table));
      return {};
    }
    std::string text =
        fmt::format(",\n  foreign key ({}) references {} ({})", d1_names(key.columns),
                    d1_name(key.target_table), d1_names(key.target_columns));
    if (key.on_update != "no action") text += " on update " + key.on_update;
    if (key.on_delete != "no action") text += " on delete " + key.on_delete;
    if (key.deferrable) text += " deferrable";
    if (key.initially_deferred) text += " initially deferred";
    return text;
  }

  void add_key(const TableInfo& table, const ForeignKeyInfo& key) {
    const bool nullable = std::ranges::any_of(key.columns, [&](const std::string& name) {
      const ColumnInfo* const column = table.column(name);
      return column != nullptr && column->nullable;
    });
    const TableInfo* const target = snapshot_.table(key.target_table);
    if (target == nullptr) return;
    keys_.push_back({.table = table.name,
                     .target = target->name,
                     .columns = key.columns,
                     .nullable = nullable});
  }

  void add_indexes(const TableInfo& table) {
    for (const IndexInfo& index : table.indexes) {
      if (index.primary) continue;
      const bool plain =
          index.predicate.empty() &&
          (index.method.empty() || index.method == "btree" || index.method == "hash") &&
          std::ranges::all_of(index.parts, [](const schema::IndexPart& part) {
            return !part.column.empty() && part.prefix == 0;
          });
      if (!plain) {
        warn(fmt::format("the index {} of {} is left out", index.name, table.name));
        continue;
      }
      std::string parts;
      for (const schema::IndexPart& part : index.parts) {
        parts +=
            (parts.empty() ? "" : ", ") + d1_name(part.column) + (part.descending ? " desc" : "");
      }
      // One name for all tables of a database.
      std::string name = index.name;
      if (!index_names_.insert(name).second || snapshot_.table(name) != nullptr) {
        name = fmt::format("{}_{}", table.name, index.name);
        index_names_.insert(name);
      }
      auto& statements = index.unique ? plan_.before_rows : plan_.behind_rows;
      statements.push_back(fmt::format("create {}index {} on {} ({})",
                                       index.unique ? "unique " : "", d1_name(name),
                                       d1_name(table.name), parts));
    }
  }

  void tell_rest() {
    for (const auto& view : snapshot_.views)
      warn(fmt::format("the view {} is left out", view.name));
    for (const auto& trigger : snapshot_.triggers) {
      warn(fmt::format("the trigger {} of {} is left out", trigger.name, trigger.table));
    }
    for (const auto& sequence : snapshot_.sequences) {
      warn(fmt::format("the sequence {} is left out", sequence.name));
    }
  }

  Session& source_;
  bool keys_are_checked_;
  Dialect dialect_;
  Snapshot snapshot_;
  std::map<std::string, std::string, std::less<>> sqlite_texts_;
  std::set<std::string> index_names_;
  std::vector<D1ForeignKey> keys_;
  D1Plan plan_;
};

}  // namespace

D1Plan plan_for_d1(Session& source, bool keys_are_checked) {
  return D1Planner{source, keys_are_checked}.plan();
}

}  // namespace zin::cli
