// What SQLite is asked: its schema table, and pragmas as table-valued functions.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "zin/schema/catalog.hpp"
#include "zin/schema/index_definition.hpp"
#include "zin/schema/letter_case.hpp"
#include "zin/schema/sqlite_index_text.hpp"
#include "zin/schema/sqlite_table_text.hpp"
#include "zin/schema/sqlite_tokens.hpp"

namespace zin::schema {
namespace {

using Kind = SqliteRule::Kind;

// Tables that the application has made. Cloudflare's D1 lets nobody look at its own.
constexpr std::string_view own_tables =
    "m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' "
    "and m.name not like '\\_cf\\_%' escape '\\' and m.name not in (select name from "
    "pragma_table_list where type = 'shadow' and schema = 'main')";

bool is_virtual(std::string_view sql) {
  const auto tokens = sqlite_tokens(sql.substr(0, 64));
  return tokens.size() > 1 && tokens[1].is("virtual");
}

// "varchar(255)" of "VARCHAR ( 255 )".
std::string type_text(std::string_view declared) {
  std::string type;
  for (const char c : lower_case(declared)) {
    const bool beside = !type.empty() && (type.back() == ' ') && (c == '(' || c == ')' || c == ',');
    if (beside) type.pop_back();
    const bool behind = !type.empty() && (type.back() == '(' || type.back() == ',');
    if (!(c == ' ' && behind)) type += c;
  }
  return type;
}

// "id + 1" of "(id + 1)", where these parentheses belong together.
std::string_view without_parentheses(std::string_view expression) {
  const auto tokens = sqlite_tokens(expression);
  if (tokens.size() < 3 || !tokens.front().is('(') || !tokens.back().is(')')) return expression;
  int depth = 0;
  for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
    depth += tokens[at].is('(') ? 1 : tokens[at].is(')') ? -1 : 0;
    if (depth == 0) return expression;
  }
  return expression.substr(1, expression.size() - 2);
}

struct Texts {
  SqliteTableText table;
  bool is_virtual = false;
};

ForeignKeyInfo key_of(const SqliteRule& rule, std::vector<std::string> columns) {
  const SqliteReference& reference = rule.reference;
  return {.name = rule.name,
          .columns = std::move(columns),
          .target_table = reference.table,
          .target_columns = reference.columns,
          .on_update = reference.on_update,
          .on_delete = reference.on_delete,
          .deferrable = reference.deferrable,
          .initially_deferred = reference.initially_deferred};
}

void add_rule(TableInfo& table, const SqliteRule& rule, const std::vector<std::string>& columns) {
  if (rule.kind == Kind::reference) table.foreign_keys.push_back(key_of(rule, columns));
  if (rule.kind == Kind::check) {
    table.checks.push_back({.name = rule.name, .expression = evened_sqlite(rule.expression)});
  }
}

// What only the text tells.
void describe(TableInfo& table, const SqliteTableText& text) {
  for (const SqliteColumn& column : text.columns) {
    for (const SqliteRule& rule : column.rules) add_rule(table, rule, {column.name});
  }
  for (const SqliteRule& rule : text.rules) add_rule(table, rule, rule.columns);
  for (const std::string_view option : {"strict", "without rowid"}) {
    if (text.has_option(option)) table.options.emplace_back(option);
  }
}

ColumnInfo column_of(const Row& row, const SqliteTableText& text) {
  ColumnInfo column{.name = row.get<std::string>("name"),
                    .type = type_text(row.get<std::string>("type"))};
  column.nullable = row.get<std::int64_t>("notnull") == 0;
  if (const auto value = row.get<std::optional<std::string>>("dflt_value")) {
    column.default_value = evened_sqlite(*value);
  }
  const SqliteColumn* const written = text.column(column.name);
  if (written == nullptr) return column;
  if (!written->type.empty() && !written->is_generated()) column.type = type_text(written->type);
  if (text.rowid_column() == written) {
    column.nullable = false;
    column.auto_increment = text.autoincrements();
  }
  for (const SqliteRule& rule : written->rules) {
    if (rule.kind == Kind::generated) {
      column.generation = rule.stored ? Generation::stored : Generation::virtual_;
      column.expression = evened_sqlite(rule.expression);
      column.type = type_text(written->type);
    } else if (rule.kind == Kind::collate && !same_sqlite_name(rule.collation, "binary")) {
      column.collation = lower_case(rule.collation);
    }
  }
  return column;
}

std::string sqlite_literal(std::string_view text) {
  std::string quoted{'\''};
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted += '\'';
}

bool same_columns(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::equal(a, b, same_sqlite_name);
}

// SQLite calls the index of a key that a table declares by a number. What it is called here does
// not change when another key goes.
std::string name_of_key(const std::string& table, const SqliteTableText& text,
                        const std::vector<std::string>& columns) {
  for (const SqliteRule& rule : text.rules) {
    if (rule.kind == Kind::unique && !rule.name.empty() && same_columns(rule.columns, columns)) {
      return rule.name;
    }
  }
  if (columns.size() == 1) {
    const SqliteColumn* const column = text.column(columns.front());
    const SqliteRule* const rule = column == nullptr ? nullptr : column->rule(Kind::unique);
    if (rule != nullptr && !rule->name.empty()) return rule->name;
  }
  return index_name(table, columns, "unique");
}

class SqliteCatalog final : public Catalog {
 public:
  using Catalog::Catalog;

  std::vector<TablePlace> table_places() override {
    std::vector<TablePlace> places;
    for (const Row& row : ask(fmt::format(
             "select m.name from main.sqlite_master m where {} order by 1", own_tables))) {
      places.push_back({{}, row.get<std::string>(0)});
    }
    return places;
  }

  std::optional<TablePlace> find_table(std::string_view name) override {
    return found(name,
                 "m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' and m.name not "
                 "like '\\_cf\\_%' escape '\\'");
  }

  std::optional<TablePlace> find_view(std::string_view name) override {
    return found(name, "m.type = 'view'");
  }

  bool has_column(const TablePlace& place, std::string_view column) override {
    return !ask("select 1 from pragma_table_xinfo(?, ?) where name = ? collate nocase",
                {place.name, schema_of(place), column})
                .empty();
  }

  std::vector<TableInfo> tables(const TablePlace* only) override {
    const std::string schema = only == nullptr ? "main" : schema_of(*only);
    const std::string master = quote_identifier(schema, Dialect::sqlite) + ".sqlite_master";
    const std::string named = sqlite_literal(schema);
    const std::string_view which = only == nullptr ? own_tables : "m.type = 'table' and m.name = ?";
    const auto asked = [&](std::string_view columns, std::string_view joins,
                           std::string_view order) {
      const std::string sql =
          fmt::format("select m.name as \"of\", {} from {} m {} where {} order by m.name{}",
                      columns, master, joins, which, order);
      return only == nullptr ? ask(sql) : ask(sql, {only->name});
    };

    TableList list;
    std::map<std::string, Texts, std::less<>> texts;
    for (const Row& row : asked("m.sql", "", "")) {
      const auto sql = row.get<std::string>(1);
      TableInfo& table =
          list.add({only == nullptr ? std::string{} : only->schema, row.get<std::string>(0)},
                   Dialect::sqlite);
      Texts& text = texts[table.name];
      text.is_virtual = is_virtual(sql);
      if (text.is_virtual) {
        const auto tokens = sqlite_tokens(sql);
        const auto module =
            std::ranges::find_if(tokens, [](const auto& t) { return t.is("using"); });
        const std::size_t begin = module == tokens.end() ? 0 : module->end;
        table.options.push_back("virtual " + evened_sqlite(std::string_view{sql}.substr(begin)));
      } else {
        text.table = SqliteTableText::of(sql);
        describe(table, text.table);
      }
    }
    // Of virtual tables nothing is asked: their modules may be missing.
    const std::string ordinary = "and m.sql not like 'create virtual %'";
    for (const Row& row :
         asked("x.*", fmt::format("join pragma_table_xinfo(m.name, {}) x on 1 {}", named, ordinary),
               ", x.cid")) {
      const auto of = row.get<std::string>("of");
      TableInfo* const table = list.find(schema_for(only), of);
      if (table == nullptr || row.get<std::int64_t>("hidden") == 1) continue;
      table->columns.push_back(column_of(row, texts[of].table));
    }
    read_indexes(asked("l.name, l.\"unique\", l.origin, l.partial, x.cid, x.name as part, "
                       "x.\"desc\", x.coll, i.sql",
                       fmt::format("join pragma_index_list(m.name, {0}) l on 1 {1} join "
                                   "pragma_index_xinfo(l.name, {0}) x on x.key = 1 left join {2} i "
                                   "on i.type = 'index' and i.name = l.name",
                                   named, ordinary, master),
                       ", l.name, x.seqno"),
                 only, list, texts);
    for (TableInfo& table : list.all()) add_primary(table, texts[table.name].table);
    for (TableInfo& table : list.all()) add_targets(table, list, texts);
    return std::move(list).take();
  }

  std::vector<ViewInfo> views() override {
    std::vector<ViewInfo> views;
    for (const Row& row :
         ask("select name, sql from main.sqlite_master where type = 'view' order by name")) {
      views.push_back(
          {.name = row.get<std::string>(0), .definition = query_of(row.get<std::string>(1))});
    }
    return views;
  }

  std::vector<TriggerInfo> triggers() override {
    std::vector<TriggerInfo> triggers;
    for (const Row& row : ask("select name, tbl_name, sql from main.sqlite_master where type = "
                              "'trigger' order by name")) {
      triggers.push_back({.name = row.get<std::string>(0),
                          .table = row.get<std::string>(1),
                          .definition = evened_sqlite(row.get<std::string>(2))});
    }
    return triggers;
  }

 private:
  static std::string schema_of(const TablePlace& place) {
    return place.schema.empty() ? "main" : place.schema;
  }
  static std::string schema_for(const TablePlace* only) {
    return only == nullptr ? std::string{} : only->schema;
  }

  // What is behind AS, in all that a view's text says.
  static std::string query_of(std::string_view sql) {
    const auto tokens = sqlite_tokens(sql);
    const auto name =
        std::ranges::find_if(tokens, [](const auto& token) { return token.is("view"); });
    if (name == tokens.end() || name + 2 >= tokens.end()) return evened_sqlite(sql);
    // Names of its columns may stand between its name and AS.
    const auto as = std::find_if(name + 2, tokens.end(), [](const auto& t) { return t.is("as"); });
    const bool names_columns = (name + 2)->is('(');
    if (as == tokens.end() || names_columns) return evened_sqlite(sql.substr((name + 1)->end));
    return evened_sqlite(sql.substr(as->end));
  }

  std::optional<TablePlace> found(std::string_view name, std::string_view which) {
    // The schema is part of the text: it must be one of those that there are.
    const auto in = [&](std::string_view schema,
                        std::string_view rest) -> std::optional<TablePlace> {
      const Rows rows =
          ask(fmt::format("select m.name from {}.sqlite_master m where m.name = ? collate nocase "
                          "and {}",
                          quote_identifier(schema, Dialect::sqlite), which),
              {rest});
      if (rows.empty()) return std::nullopt;
      return TablePlace{same_sqlite_name(schema, "main") ? std::string{} : std::string{schema},
                        rows.front().get<std::string>(0)};
    };
    if (auto place = in("main", name)) return place;
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const Rows schemas = ask("select name from pragma_database_list where name = ? collate nocase",
                             {name.substr(0, dot)});
    if (schemas.empty()) return std::nullopt;
    return in(schemas.front().get<std::string>(0), name.substr(dot + 1));
  }

  static void read_indexes(const Rows& rows, const TablePlace* only, TableList& list,
                           std::map<std::string, Texts, std::less<>>& texts) {
    std::string last;
    std::vector<std::string> expressions;
    for (const Row& row : rows) {
      const auto of = row.get<std::string>("of");
      TableInfo* const table = list.find(schema_for(only), of);
      if (table == nullptr) continue;
      const auto name = row.get<std::string>("name");
      if (name != last) {
        last = name;
        const auto origin = row.get<std::string>("origin");
        IndexInfo index{.name = name};
        index.unique = row.get<std::int64_t>("unique") != 0;
        index.primary = origin == "pk";
        index.constraint = origin != "c";
        expressions.clear();
        if (const auto sql = row.get<std::optional<std::string>>("sql")) {
          SqliteIndexText text = SqliteIndexText::of(*sql);
          index.predicate = evened_sqlite(text.predicate);
          expressions = std::move(text.parts);
        }
        table->indexes.push_back(std::move(index));
      }
      IndexInfo& index = table->indexes.back();
      index.parts.push_back(part_of(row, texts[of].table, expressions, index.parts.size()));
    }
    for (TableInfo& table : list.all()) {
      for (IndexInfo& index : table.indexes) {
        if (index.primary)
          index.name = "primary";
        else if (index.constraint)
          index.name = name_of_key(table.name, texts[table.name].table, index.columns());
      }
    }
  }

  static IndexPart part_of(const Row& row, const SqliteTableText& table,
                           const std::vector<std::string>& expressions, std::size_t at) {
    IndexPart part{.descending = row.get<std::int64_t>("desc") != 0};
    const auto cid = row.get<std::int64_t>("cid");
    std::string usual = "binary";
    if (cid == -2) {
      if (at < expressions.size())
        part.expression = evened_sqlite(without_parentheses(expressions[at]));
    } else {
      part.column = row.get<std::optional<std::string>>("part").value_or("rowid");
      const SqliteColumn* const column = table.column(part.column);
      const SqliteRule* const collate = column == nullptr ? nullptr : column->rule(Kind::collate);
      if (collate != nullptr) usual = collate->collation;
    }
    const auto collation = row.get<std::string>("coll");
    if (!same_sqlite_name(collation, usual)) part.collation = lower_case(collation);
    return part;
  }

  // The key that is the rowid has no index.
  static void add_primary(TableInfo& table, const SqliteTableText& text) {
    const auto columns = text.primary_key();
    if (columns.empty() || table.primary_key() != nullptr) return;
    IndexInfo primary{.name = "primary", .unique = true, .primary = true, .constraint = true};
    for (const std::string& column : columns) {
      const ColumnInfo* const found = table.column(column);
      primary.parts.push_back({.column = found == nullptr ? column : found->name});
    }
    table.indexes.push_back(std::move(primary));
  }

  // A foreign key that names no columns leads to the primary key.
  void add_targets(TableInfo& table, TableList& list,
                   std::map<std::string, Texts, std::less<>>& texts) {
    for (ForeignKeyInfo& key : table.foreign_keys) {
      if (!key.target_columns.empty()) continue;
      const auto target = std::ranges::find_if(list.all(), [&](const TableInfo& other) {
        return same_sqlite_name(other.name, key.target_table);
      });
      if (target != list.all().end()) {
        key.target_columns = texts[target->name].table.primary_key();
      } else {
        for (const Row& row : ask("select name from pragma_table_info(?) where pk > 0 order by pk",
                                  {key.target_table})) {
          key.target_columns.push_back(row.get<std::string>(0));
        }
      }
    }
  }
};

}  // namespace

std::unique_ptr<Catalog> sqlite_catalog(Session& session) {
  return std::make_unique<SqliteCatalog>(session);
}

}  // namespace zin::schema
