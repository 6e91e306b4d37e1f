// `zin schema`: the tables of a database, or all about one of them.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "zin/base/error.hpp"
#include "zin/cli/commands.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/json_text.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/schema/inspection.hpp"

namespace zin::cli {
namespace {

using host::valid_utf8;
using schema::ColumnInfo;
using schema::ForeignKeyInfo;
using schema::IndexInfo;
using schema::TableInfo;

struct SchemaOptions {
  std::string connection = "default";
  std::optional<std::string> table;
};

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(valid_utf8(text));
  return list;
}

std::vector<std::string> parts_of(const IndexInfo& index) {
  std::vector<std::string> parts;
  for (const schema::IndexPart& part : index.parts) {
    parts.push_back((part.column.empty() ? "(" + part.expression + ")" : part.column) +
                    (part.descending ? " desc" : ""));
  }
  return parts;
}

Json json_of(const ColumnInfo& column) {
  Json out = Json::object({{"name", valid_utf8(column.name)},
                           {"type", valid_utf8(column.type)},
                           {"nullable", column.nullable}});
  out["default"] = column.default_value ? Json{valid_utf8(*column.default_value)} : Json{};
  out["auto_increment"] = column.auto_increment;
  out["generated"] = text_or_null(column.expression);
  out["comment"] = text_or_null(column.comment);
  return out;
}

Json json_of(const IndexInfo& index) {
  return Json::object({{"name", valid_utf8(index.name)},
                       {"columns", list_of(parts_of(index))},
                       {"unique", index.unique},
                       {"primary", index.primary},
                       {"where", text_or_null(index.predicate)},
                       {"method", text_or_null(index.method)}});
}

Json json_of(const ForeignKeyInfo& key) {
  return Json::object({{"name", text_or_null(key.name)},
                       {"columns", list_of(key.columns)},
                       {"table", valid_utf8(key.target_table)},
                       {"references", list_of(key.target_columns)},
                       {"on_update", key.on_update},
                       {"on_delete", key.on_delete}});
}

template <class T>
Json json_of(const std::vector<T>& all) {
  Json list = Json::array();
  for (const T& one : all) list.push_back(json_of(one));
  return list;
}

std::string note(const ColumnInfo& column) {
  std::string text = column.nullable ? "" : "not null";
  const auto say = [&text](const std::string& what) { text += (text.empty() ? "" : ", ") + what; };
  if (column.auto_increment) say("counts by itself");
  if (column.default_value) say("default " + *column.default_value);
  if (!column.expression.empty()) say("as (" + column.expression + ")");
  if (!column.comment.empty()) say(column.comment);
  return text;
}

void write_table(const TableInfo& table, Context& context) {
  if (context.json) {
    Json out = Json::object(
        {{"name", valid_utf8(table.qualified_name())}, {"comment", text_or_null(table.comment)}});
    out["columns"] = json_of(table.columns);
    out["indexes"] = json_of(table.indexes);
    out["foreign_keys"] = json_of(table.foreign_keys);
    context.out.print("{}\n", out.dump());
    return;
  }
  TextColumns text;
  text.line(one_line(table.qualified_name()));
  for (const ColumnInfo& column : table.columns) {
    text.row({"  " + one_line(column.name), one_line(column.type), one_line(note(column))});
  }
  if (!table.indexes.empty()) text.line("indexes");
  for (const IndexInfo& index : table.indexes) {
    const std::string kind = index.primary ? "primary" : index.unique ? "unique" : "index";
    const std::string where = index.predicate.empty() ? "" : " where " + index.predicate;
    text.row({"  " + one_line(index.name), kind,
              one_line(fmt::format("({}){}", fmt::join(parts_of(index), ", "), where))});
  }
  if (!table.foreign_keys.empty()) text.line("foreign keys");
  for (const ForeignKeyInfo& key : table.foreign_keys) {
    text.row({"  " + one_line(fmt::format("({})", fmt::join(key.columns, ", "))), "references",
              one_line(fmt::format("{} ({}), on delete {}", key.target_table,
                                   fmt::join(key.target_columns, ", "), key.on_delete))});
  }
  text.write(context.out);
}

void write_tables(Database& db, Context& context) {
  const std::vector<TableInfo> tables = schema::tables(db);
  const std::vector<schema::ViewInfo> views = schema::views(db);
  if (context.json) {
    Json list = Json::array();
    for (const TableInfo& table : tables) {
      list.push_back(Json::object({{"name", valid_utf8(table.qualified_name())},
                                   {"kind", "table"},
                                   {"columns", table.columns.size()},
                                   {"comment", text_or_null(table.comment)}}));
    }
    for (const schema::ViewInfo& view : views) {
      list.push_back(Json::object({{"name", valid_utf8(view.qualified_name())},
                                   {"kind", "view"},
                                   {"columns", Json{}},
                                   {"comment", Json{}}}));
    }
    context.out.print("{}\n", list.dump());
    return;
  }
  if (tables.empty() && views.empty()) return context.out.print("There are no tables.\n");
  TextColumns text;
  for (const TableInfo& table : tables) {
    text.row({one_line(table.qualified_name()), fmt::format("{} columns", table.columns.size()),
              one_line(table.comment)});
  }
  for (const schema::ViewInfo& view : views) text.row({one_line(view.qualified_name()), "view"});
  text.write(context.out);
}

int run_schema(const SchemaOptions& options, Context& context) {
  Database& db = context.manager.database(options.connection);
  if (!options.table) {
    write_tables(db, context);
    return 0;
  }
  const auto table = schema::table(db, *options.table);
  if (!table) {
    throw Error{Errc::undefined_table,
                fmt::format("there is no table {}; `zin schema` lists those that there are",
                            one_line(*options.table))};
  }
  write_table(*table, context);
  return 0;
}

}  // namespace

void add_schema_command(Command root, Context& context) {
  const auto options = std::make_shared<SchemaOptions>();
  const Command command = root.command("schema", "Show the tables, or columns and keys of one");
  command.argument("TABLE", options->table, "One table");
  command.option({"-c,--connection", "NAME", "Connection to use (default: default)"},
                 options->connection);
  command.json_flag();
  command.runs([options, &context] { return run_schema(*options, context); });
}

}  // namespace zin::cli
