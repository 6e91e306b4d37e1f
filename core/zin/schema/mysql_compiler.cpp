// MySQL's texts: tables, keys and indexes.
// SPDX-License-Identifier: MIT
#include "zin/schema/mysql_compiler.hpp"

#include <string>
#include <variant>

#include "zin/schema/qualified_name.hpp"

namespace zin::schema {
namespace {

// A column that begins to count up must become the key in the same breath.
bool is_key_of_change(const std::vector<Command>& commands, const IndexDefinition& index) {
  for (const Command& command : commands) {
    const auto* const change = std::get_if<ChangeColumn>(&command);
    if (change != nullptr && change->column.auto_increment &&
        index.columns == std::vector<std::string>{change->column.name}) {
      return true;
    }
  }
  return false;
}

}  // namespace

void MysqlCompiler::lock(Writer& out, std::string_view mode) {
  if (!mode.empty()) out << ", lock=" << mode;
}

void MysqlCompiler::alter(Writer& out, const Table& table, std::string_view words) const {
  out << "alter table ";
  table_name(out, table.name);
  out << words;
}

void MysqlCompiler::create(Statements& out, const Table& table) const {
  statement(out, [&](Writer& text) {
    create_head(text, table);
    for (const Command& command : table.commands) {
      if (is_in_create(table, command)) in_create(text, table, command);
    }
    text << ')';
    table_options(text, table);
  });
}

bool MysqlCompiler::is_in_create(const Table& table, const Command& step) const {
  const auto* const add = std::get_if<AddIndex>(&step);
  if (add != nullptr && add->index.kind == IndexKind::primary) return true;
  return table.create->if_not_exists &&
         (add != nullptr || std::holds_alternative<AddForeignKey>(step) ||
          std::holds_alternative<CommentTable>(step));
}

void MysqlCompiler::in_create(Writer& out, const Table&, const Command& step) const {
  if (const auto* const key = std::get_if<AddForeignKey>(&step)) {
    out << ", ";
    constraint(out, key->key);
  } else if (const auto* const add = std::get_if<AddIndex>(&step)) {
    out << ", ";
    if (add->index.kind != IndexKind::primary) return index_text(out, add->index);
    out << "primary key ";
    if (!add->index.algorithm.empty()) out << "using " << add->index.algorithm;
    out << '(';
    columns(out, add->index.columns);
    out << ')';
  }
}

void MysqlCompiler::table_options(Writer& out, const Table& table) const {
  const TableOptions& options = table.options;
  if (!options.charset.empty()) out << " default character set " << options.charset;
  if (!options.collation.empty()) {
    out << " collate ";
    out.literal(options.collation);
  }
  if (!options.engine.empty()) out << " engine = " << options.engine;
  if (!table.create->if_not_exists) return;
  for (const ColumnDefinition& column : table.create->columns) {
    if (column.from) out << " auto_increment = " << std::to_string(*column.from);
  }
  for (const Command& command : table.commands) {
    if (const auto* const comment = std::get_if<CommentTable>(&command)) {
      out << " comment = ";
      out.literal(comment->comment);
    }
  }
}

void MysqlCompiler::add_column(Statements& out, const Table& table,
                               const ColumnDefinition& definition) const {
  statement(out, [&](Writer& text) {
    alter(text, table, " add ");
    column(text, &table, definition);
    if (definition.instant) text << ", algorithm=instant";
    lock(text, definition.lock);
  });
}

void MysqlCompiler::change_column(Statements& out, const Table& table,
                                  const ColumnDefinition& definition) const {
  statement(out, [&](Writer& text) {
    alter(text, table, " modify ");
    column(text, &table, definition);
    if (definition.instant) text << ", algorithm=instant";
    lock(text, definition.lock);
  });
}

void MysqlCompiler::drop_columns(Statements& out, const Table& table,
                                 const DropColumns& drop) const {
  statement(out, [&](Writer& text) {
    alter(text, table, " ");
    columns(text, drop.columns, "drop ");
  });
}

void MysqlCompiler::index_text(Writer& out, const IndexDefinition& index) const {
  switch (index.kind) {
    case IndexKind::unique:
      out << "unique ";
      break;
    case IndexKind::full_text:
      out << "fulltext ";
      break;
    case IndexKind::spatial:
      out << "spatial index ";
      break;
    case IndexKind::index:
    case IndexKind::primary:
      out << "index ";
      break;
  }
  out.quoted(index.name);
  if (!index.algorithm.empty()) out << " using " << index.algorithm;
  out << '(';
  index_parts(out, index);
  out << ')';
}

void MysqlCompiler::add_index(Statements& out, const Table& table,
                              const IndexDefinition& index) const {
  const bool is_primary = index.kind == IndexKind::primary;
  if (is_primary && is_key_of_change(table.commands, index)) return;
  statement(out, [&](Writer& text) {
    alter(text, table, " add ");
    if (is_primary) {
      text << "primary key ";
      if (!index.algorithm.empty()) text << "using " << index.algorithm;
      text << '(';
      columns(text, index.columns);
      text << ')';
    } else {
      index_text(text, index);
    }
    lock(text, index.lock);
  });
}

void MysqlCompiler::drop_index(Statements& out, const Table& table, const DropIndex& drop) const {
  statement(out, [&](Writer& text) {
    if (drop.kind == IndexKind::primary) return alter(text, table, " drop primary key");
    alter(text, table, " drop index ");
    text.quoted(drop.name);
  });
}

void MysqlCompiler::rename_index(Statements& out, const Table& table,
                                 const RenameIndex& rename) const {
  statement(out, [&](Writer& text) {
    alter(text, table, " rename index ");
    text.quoted(rename.from);
    text << " to ";
    text.quoted(rename.to);
  });
}

void MysqlCompiler::add_foreign_key(Statements& out, const Table& table,
                                    const ForeignKeyDefinition& key) const {
  statement(out, [&](Writer& text) {
    alter(text, table, " add ");
    constraint(text, key);
    lock(text, key.lock);
  });
}

void MysqlCompiler::drop_foreign_key(Statements& out, const Table& table,
                                     const DropForeignKey& drop) const {
  statement(out, [&](Writer& text) {
    alter(text, table, " drop foreign key ");
    text.quoted(drop.name);
  });
}

void MysqlCompiler::rename_table(Statements& out, const Table& table,
                                 const RenameTable& rename) const {
  statement(out, [&](Writer& text) {
    text << "rename table ";
    table_name(text, table.name);
    text << " to ";
    table_name(text, renamed(table.name, rename.to));
  });
}

void MysqlCompiler::comment_table(Statements& out, const Table& table,
                                  const CommentTable& comment) const {
  statement(out, [&](Writer& text) {
    alter(text, table, " comment = ");
    text.literal(comment.comment);
  });
}

void MysqlCompiler::finish_column(Statements& out, const Table& table,
                                  const ColumnDefinition& column) const {
  if (!column.from || (table.create != nullptr && table.create->if_not_exists)) return;
  statement(out, [&](Writer& text) {
    alter(text, table, " auto_increment = ");
    text << std::to_string(*column.from);
  });
}

}  // namespace zin::schema
