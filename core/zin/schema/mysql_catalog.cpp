// What MySQL and MariaDB are asked: information_schema (MySQL 8.0.16, MariaDB 10.2.22 or later).
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "zin/schema/catalog.hpp"
#include "zin/schema/letter_case.hpp"

namespace zin::schema {
namespace {

bool is_mysql_number(std::string_view type) {
  const std::string word = lower_case(type.substr(0, type.find_first_of("( ")));
  constexpr std::string_view numbers[] = {"tinyint", "smallint", "mediumint", "int",  "bigint",
                                          "decimal", "float",    "double",    "year", "bit"};
  return std::ranges::find(numbers, word) != std::end(numbers);
}

std::string mysql_literal(std::string_view text) {
  std::string quoted{'\''};
  for (const char c : text) quoted.append(c == '\'' || c == '\\' ? 2 : 1, c);
  return quoted += '\'';
}

void erase_all(std::string& text, std::string_view piece) {
  if (piece.empty()) return;
  for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at)) {
    text.erase(at, piece.size());
  }
}

class MySqlCatalog final : public Catalog {
 public:
  explicit MySqlCatalog(Session& session) : Catalog(session) {
    // The server itself: a MariaDB may be spoken to as if it were a MySQL.
    const Rows rows = ask("select version() like '%MariaDB%', coalesce(database(), '')");
    is_mariadb_ = rows.front().get<std::int64_t>(0) != 0;
    // In the text of views the server names the database everywhere.
    if (const auto name = rows.front().get<std::string>(1); !name.empty()) {
      own_prefix_ = quote_identifier(name, Dialect::mysql) + '.';
    }
  }

  std::vector<TablePlace> table_places() override {
    std::vector<TablePlace> places;
    for (const Row& row : ask("select table_name as name from information_schema.tables where "
                              "table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM "
                              "VERSIONED') order by 1")) {
      places.push_back({{}, row.get<std::string>(0)});
    }
    return places;
  }

  std::optional<TablePlace> find_table(std::string_view name) override {
    return found(name, "'BASE TABLE', 'SYSTEM VERSIONED'");
  }
  std::optional<TablePlace> find_view(std::string_view name) override {
    return found(name, "'VIEW'");
  }

  bool has_column(const TablePlace& of, std::string_view column) override {
    return !ask("select 1 from information_schema.columns where table_schema = coalesce(nullif(?, "
                "''), "
                "database()) and table_name = ? and column_name = ?",
                {of.schema, of.name, column})
                .empty();
  }

  std::vector<TableInfo> tables(const TablePlace* only) override {
    TableList list;
    read_tables(list, only);
    read_partitions(list, only);
    read_columns(list, only);
    read_indexes(list, only);
    read_checks(list, only);
    read_foreign_keys(list, only);
    return std::move(list).take();
  }

  std::vector<ViewInfo> views() override {
    std::vector<ViewInfo> views;
    for (const Row& row :
         ask("select table_name as name, view_definition as query, check_option as checked from "
             "information_schema.views where table_schema = database()")) {
      ViewInfo view{.name = row.get<std::string>("name"), .definition = text_of(row, "query")};
      erase_all(view.definition, own_prefix_);
      const auto checked = text_of(row, "checked");
      if (checked != "NONE" && !checked.empty()) {
        view.definition += " with " + lower_case(checked) + " check option";
      }
      views.push_back(std::move(view));
    }
    return views;
  }

  std::vector<TriggerInfo> triggers() override {
    std::vector<TriggerInfo> triggers;
    for (const Row& row : ask("select trigger_name as name, event_object_table as of_table, "
                              "action_timing as timing, "
                              "event_manipulation as event, action_statement as body from "
                              "information_schema.triggers "
                              "where trigger_schema = database()")) {
      const auto table = row.get<std::string>("of_table");
      triggers.push_back({.name = row.get<std::string>("name"),
                          .table = table,
                          .definition = fmt::format(
                              "{} {} on {} for each row {}", lower_case(text_of(row, "timing")),
                              lower_case(text_of(row, "event")),
                              quote_identifier(table, Dialect::mysql), text_of(row, "body"))});
    }
    return triggers;
  }

  std::vector<SequenceInfo> sequences() override {
    std::vector<SequenceInfo> sequences;
    if (!is_mariadb_) return sequences;
    // Before MariaDB 11.5 only the sequence itself tells what it is.
    for (const Row& named : ask("select table_name as name from information_schema.tables where "
                                "table_schema = database() and table_type = 'SEQUENCE'")) {
      auto name = named.get<std::string>(0);
      const Rows rows =
          ask("select start_value, increment, minimum_value, maximum_value, cache_size, "
              "cycle_option from " +
              quote_identifier(name, Dialect::mysql));
      const Row row = rows.front();
      const auto number = [&](int at) { return row.get<std::int64_t>(at); };
      sequences.push_back(
          {.name = std::move(name),
           .definition = fmt::format("start {} increment {} minvalue {} maxvalue {} cache {}{}",
                                     number(0), number(1), number(2), number(3), number(4),
                                     row.get<std::int64_t>(5) != 0 ? " cycle" : "")});
    }
    return sequences;
  }

 private:
  // All questions about tables; `from` has columns table_schema and table_name as t.
  Rows ask_tables(const TablePlace* only, std::string_view columns, std::string_view from,
                  std::string_view rest, std::string_view schema_column = "table_schema") {
    const std::string sql = fmt::format(
        "select t.table_name as of_table, {} from {} where t.{} = {} {}", columns, from,
        schema_column,
        only == nullptr ? "database()" : "coalesce(nullif(?, ''), database()) and t.table_name = ?",
        rest);
    return only == nullptr ? ask(sql) : ask(sql, {only->schema, only->name});
  }

  static TableInfo* table_of(TableList& list, const TablePlace* only, const Row& row) {
    return list.find(only == nullptr ? std::string_view{} : only->schema,
                     row.get<std::string_view>("of_table"));
  }

  std::optional<TablePlace> found(std::string_view name, std::string_view kinds) {
    return find(
        fmt::format("select case when t.table_schema = database() then '' else t.table_schema "
                    "end, t.table_name from information_schema.tables t where t.table_schema = "
                    "coalesce(?, database()) and t.table_name = ? and t.table_type in ({})",
                    kinds),
        name);
  }

  void read_tables(TableList& list, const TablePlace* only) {
    for (const Row& row :
         ask_tables(only,
                    "t.engine, t.table_collation as of_collation, t.table_comment as of_comment, "
                    "t.create_options as settings, t.table_type as kind",
                    "information_schema.tables t",
                    "and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED') order by 1")) {
      TableInfo& table = list.add(
          {only == nullptr ? std::string{} : only->schema, row.get<std::string>("of_table")},
          session_.dialect());
      table.comment = text_of(row, "of_comment");
      table.collation = text_of(row, "of_collation");
      table.options.push_back("engine " + text_of(row, "engine"));
      std::string settings = lower_case(text_of(row, "settings"));
      erase_all(settings, "partitioned");
      while (!settings.empty() && settings.back() == ' ') settings.pop_back();
      if (!settings.empty()) table.options.push_back(std::move(settings));
      if (row.get<std::string>("kind") == "SYSTEM VERSIONED") {
        table.options.emplace_back("system versioned");
      }
    }
  }

  void read_partitions(TableList& list, const TablePlace* only) {
    for (const Row& row :
         ask_tables(only,
                    "t.partition_method as method, t.partition_expression as expression, "
                    "t.partition_name as "
                    "name, t.partition_description as bound",
                    "information_schema.partitions t",
                    "and t.partition_name is not null order by 1, t.partition_ordinal_position")) {
      TableInfo* const table = table_of(list, only, row);
      if (table == nullptr) continue;
      const std::string by = fmt::format("partition by {} ({})", lower_case(text_of(row, "method")),
                                         text_of(row, "expression"));
      if (std::ranges::find(table->options, by) == table->options.end())
        table->options.push_back(by);
      table->options.push_back(
          fmt::format("partition {} {}", text_of(row, "name"), text_of(row, "bound")));
    }
  }

  void read_columns(TableList& list, const TablePlace* only) {
    for (const Row& row :
         ask_tables(only,
                    "t.column_name as name, t.column_type as type, t.is_nullable as nullable, "
                    "t.column_default "
                    "as value, t.extra as extra, t.generation_expression as expression, "
                    "t.character_set_name as "
                    "charset, t.collation_name as of_collation, t.column_comment as of_comment",
                    "information_schema.columns t", "order by 1, t.ordinal_position")) {
      TableInfo* const table = table_of(list, only, row);
      if (table == nullptr) continue;
      ColumnInfo column{.name = row.get<std::string>("name"), .type = text_of(row, "type")};
      column.nullable = text_of(row, "nullable") == "YES";
      column.charset = text_of(row, "charset");
      column.collation = text_of(row, "of_collation");
      column.comment = text_of(row, "of_comment");
      read_extra(column, lower_case(text_of(row, "extra")));
      if (column.generation != Generation::none) {
        column.expression = text_of(row, "expression");
        erase_all(column.expression, own_prefix_);
      } else if (const auto value = row.get<std::optional<std::string>>("value")) {
        column.default_value = default_of(*value, column.type, lower_case(text_of(row, "extra")));
      }
      table->columns.push_back(std::move(column));
    }
  }

  static void read_extra(ColumnInfo& column, std::string_view extra) {
    constexpr std::string_view update = "on update ";
    column.auto_increment = extra.find("auto_increment") != std::string_view::npos;
    column.invisible = extra.find("invisible") != std::string_view::npos;
    if (extra.find("stored generated") != std::string_view::npos ||
        extra.find("persistent") != std::string_view::npos) {
      column.generation = Generation::stored;
    } else if (extra.find("virtual") != std::string_view::npos) {
      column.generation = Generation::virtual_;
    }
    if (const auto at = extra.find(update); at != std::string_view::npos) {
      const auto rest = extra.substr(at + update.size());
      column.on_update = rest.substr(0, rest.find_first_of(" ,"));
    }
  }

  // MariaDB gives SQL, and NULL for a column that may be NULL; MySQL gives the bare value, and says
  // beside it where it is an expression.
  [[nodiscard]] std::optional<std::string> default_of(const std::string& value,
                                                      std::string_view type,
                                                      std::string_view extra) const {
    if (is_mariadb_) {
      return value == "NULL" ? std::nullopt : std::optional<std::string>{value};
    }
    const bool is_sql = extra.find("default_generated") != std::string_view::npos ||
                        lower_case(value).starts_with("current_timestamp") || is_mysql_number(type);
    return is_sql ? value : mysql_literal(value);
  }

  void read_indexes(TableList& list, const TablePlace* only) {
    for (const Row& row : ask_tables(only, "t.*", "information_schema.statistics t",
                                     "order by 1, t.index_name, t.seq_in_index")) {
      TableInfo* const table = table_of(list, only, row);
      if (table == nullptr) continue;
      auto name = row.get<std::string>("INDEX_NAME");
      if (table->indexes.empty() || table->indexes.back().name != name) {
        table->indexes.push_back(index_of(row, std::move(name)));
      }
      IndexPart part{.column = text_of(row, "COLUMN_NAME")};
      if (row.has("EXPRESSION")) part.expression = text_of(row, "EXPRESSION");
      part.descending = text_of(row, "COLLATION") == "D";
      // A full-text index looks at all of a column, whatever is said here.
      if (table->indexes.back().method == "btree" || table->indexes.back().method == "hash") {
        part.prefix = row.get<std::optional<std::uint32_t>>("SUB_PART").value_or(0);
      }
      table->indexes.back().parts.push_back(std::move(part));
    }
  }

  static IndexInfo index_of(const Row& row, std::string name) {
    IndexInfo index{.name = std::move(name)};
    index.unique = row.get<std::int64_t>("NON_UNIQUE") == 0;
    index.primary = index.name == "PRIMARY";
    index.constraint = index.primary;
    index.method = lower_case(text_of(row, "INDEX_TYPE"));
    index.comment = text_of(row, "INDEX_COMMENT");
    if (row.has("IS_VISIBLE") && text_of(row, "IS_VISIBLE") == "NO") {
      index.options.emplace_back("invisible");
    }
    if (row.has("IGNORED") && text_of(row, "IGNORED") == "YES")
      index.options.emplace_back("ignored");
    return index;
  }

  void read_checks(TableList& list, const TablePlace* only) {
    const Rows rows =
        is_mariadb_
            ? ask_tables(
                  only,
                  "t.constraint_name as name, t.check_clause as condition_, 'YES' as enforced",
                  "information_schema.check_constraints t", "order by 1, 2", "constraint_schema")
            : ask_tables(
                  only,
                  "t.constraint_name as name, k.check_clause as condition_, t.enforced as enforced",
                  "information_schema.table_constraints t join "
                  "information_schema.check_constraints k on k.constraint_schema = "
                  "t.constraint_schema and k.constraint_name = t.constraint_name",
                  "and t.constraint_type = 'CHECK' order by 1, 2");
    for (const Row& row : rows) {
      TableInfo* const table = table_of(list, only, row);
      if (table == nullptr) continue;
      CheckInfo check{.name = row.get<std::string>("name"),
                      .expression = text_of(row, "condition_")};
      if (text_of(row, "enforced") == "NO") check.options.emplace_back("not enforced");
      table->checks.push_back(std::move(check));
    }
  }

  void read_foreign_keys(TableList& list, const TablePlace* only) {
    for (const Row& row : ask_tables(
             only,
             "t.constraint_name as name, t.column_name as column_name, t.ordinal_position = 1 as "
             "is_first, "
             "case when t.referenced_table_schema = database() then '' else "
             "t.referenced_table_schema "
             "end as target_schema, t.referenced_table_name as target, t.referenced_column_name as "
             "target_column, r.update_rule as updated, r.delete_rule as deleted",
             "information_schema.key_column_usage t join "
             "information_schema.referential_constraints r "
             "on r.constraint_schema = t.constraint_schema and r.constraint_name = "
             "t.constraint_name and "
             "r.table_name = t.table_name",
             "order by 1, t.constraint_name, t.ordinal_position")) {
      TableInfo* const table = table_of(list, only, row);
      if (table == nullptr) continue;
      if (row.get<std::int64_t>("is_first") != 0) {
        table->foreign_keys.push_back({.name = row.get<std::string>("name"),
                                       .target_schema = text_of(row, "target_schema"),
                                       .target_table = text_of(row, "target"),
                                       .on_update = lower_case(text_of(row, "updated")),
                                       .on_delete = lower_case(text_of(row, "deleted"))});
      }
      ForeignKeyInfo& key = table->foreign_keys.back();
      key.columns.push_back(row.get<std::string>("column_name"));
      key.target_columns.push_back(text_of(row, "target_column"));
    }
  }

  bool is_mariadb_ = false;
  std::string own_prefix_;
};

}  // namespace

std::unique_ptr<Catalog> mysql_catalog(Session& session) {
  return std::make_unique<MySqlCatalog>(session);
}

}  // namespace zin::schema
