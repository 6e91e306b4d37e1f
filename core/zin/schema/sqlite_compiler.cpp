// SQLite's texts: sections CREATE TABLE and ALTER TABLE of its manual.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_compiler.hpp"

#include <string>
#include <variant>

#include "zin/schema/qualified_name.hpp"

namespace zin::schema {
namespace {

// ALTER TABLE .. ADD COLUMN takes no stored column and no key, and, once there are rows, no default
// that is worked out.
Way way_to_add(const ColumnDefinition& column) {
  if (column.stored_as || column.auto_increment) return Way::rebuild;
  const bool is_worked_out =
      column.use_current ||
      (column.default_value && std::holds_alternative<SqlExpression>(*column.default_value));
  return is_worked_out ? Way::depends : Way::statements;
}

}  // namespace

Way SqliteCompiler::way(const Blueprint& blueprint, const Command& step) const {
  if (blueprint.creates()) return Way::statements;
  struct Of {
    Way operator()(const AddColumn& add) const { return way_to_add(add.column); }
    Way operator()(const ChangeColumn&) const { return Way::rebuild; }
    // Not those that an index, a key, a check, a trigger or a view names.
    Way operator()(const DropColumns&) const { return Way::depends; }
    Way operator()(const AddIndex& add) const {
      return add.index.kind == IndexKind::primary ? Way::rebuild : Way::statements;
    }
    Way operator()(const DropIndex& drop) const {
      if (drop.kind == IndexKind::primary) return Way::rebuild;
      // A unique key that the table declares is no index that could be dropped.
      return drop.kind == IndexKind::unique ? Way::depends : Way::statements;
    }
    Way operator()(const RenameIndex&) const { return Way::rebuild; }
    Way operator()(const AddForeignKey&) const { return Way::rebuild; }
    Way operator()(const DropForeignKey&) const { return Way::rebuild; }
    Way operator()(const CreateTable&) const { return Way::statements; }
    Way operator()(const DropTable&) const { return Way::statements; }
    Way operator()(const RenameTable&) const { return Way::statements; }
    Way operator()(const CommentTable&) const { return Way::statements; }
    Way operator()(const RenameColumn&) const { return Way::statements; }
  };
  return std::visit(Of{}, step);
}

void SqliteCompiler::create(Statements& out, const Table& table) const {
  statement(out, [&](Writer& text) {
    create_head(text, table);
    for (const Command& command : table.commands) {
      if (const auto* const add = std::get_if<AddForeignKey>(&command)) {
        text << ", " << foreign_key_text(add->key);
      }
    }
    const bool counts = [&] {
      for (const ColumnDefinition& column : table.create->columns) {
        if (column.auto_increment) return true;
      }
      return false;
    }();
    if (table.primary != nullptr && !counts) {
      text << ", primary key (";
      columns(text, table.primary->columns);
      text << ')';
    }
    text << ')';
  });
}

std::string SqliteCompiler::foreign_key_text(const ForeignKeyDefinition& key) const {
  return text([&](Writer& out) {
    out << "foreign key(";
    columns(out, key.columns);
    out << ") references ";
    out.quoted(qualified(key.on).name);
    out << '(';
    columns(out, key.references);
    out << ')';
    actions(out, key);
    deferral(out, key.deferrable, key.initially_immediate);
  });
}

bool SqliteCompiler::is_in_create(const Table&, const Command& step) const {
  const auto* const add = std::get_if<AddIndex>(&step);
  return std::holds_alternative<AddForeignKey>(step) ||
         (add != nullptr && add->index.kind == IndexKind::primary);
}

void SqliteCompiler::add_column(Statements& out, const Table& table,
                                const ColumnDefinition& definition) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " add column ";
    column(text, &table, definition);
  });
}

void SqliteCompiler::drop_columns(Statements& out, const Table& table,
                                  const DropColumns& drop) const {
  for (const std::string& name : drop.columns) {
    statement(out, [&](Writer& text) {
      text << "alter table ";
      table_name(text, table.name);
      text << " drop column ";
      text.quoted(name);
    });
  }
}

void SqliteCompiler::add_index(Statements& out, const Table& table,
                               const IndexDefinition& index) const {
  const QualifiedName name = qualified(table.name);
  statement(out, [&](Writer& text) {
    text << (index.kind == IndexKind::unique ? "create unique index " : "create index ")
         << (table.create != nullptr && table.create->if_not_exists ? "if not exists " : "");
    if (!name.schema.empty()) {
      text.quoted(name.schema);
      text << '.';
    }
    text.quoted(index.name);
    text << " on ";
    text.quoted(name.name);
    text << " (";
    index_parts(text, index);
    text << ')';
    if (!index.where.empty()) text << " where " << index.where;
  });
}

void SqliteCompiler::drop_index(Statements& out, const Table& table, const DropIndex& drop) const {
  statement(out, [&](Writer& text) {
    text << "drop index ";
    if (const auto schema = qualified(table.name).schema; !schema.empty()) {
      text.quoted(schema);
      text << '.';
    }
    text.quoted(drop.name);
  });
}

// Steps of a rebuild, and what SQLite has no place for.
void SqliteCompiler::change_column(Statements&, const Table&, const ColumnDefinition&) const {}
void SqliteCompiler::rename_index(Statements&, const Table&, const RenameIndex&) const {}
void SqliteCompiler::drop_foreign_key(Statements&, const Table&, const DropForeignKey&) const {}
void SqliteCompiler::comment_table(Statements&, const Table&, const CommentTable&) const {}

// The last value that was given out, which a new table has no row for.
void SqliteCompiler::finish_column(Statements& out, const Table& table,
                                   const ColumnDefinition& column) const {
  if (!column.from || table.create == nullptr) return;
  const QualifiedName name = qualified(table.name);
  statement(out, [&](Writer& text) {
    text << "insert into ";
    if (table.options.temporary) {
      text << "temp.";
    } else if (!name.schema.empty()) {
      text.quoted(name.schema);
      text << '.';
    }
    text << "sqlite_sequence (name, seq) select ";
    text.literal(name.name);
    text << ", " << std::to_string(*column.from - 1);
    if (table.create->if_not_exists) {
      text << " where not exists (select 1 from sqlite_sequence where name = ";
      text.literal(name.name);
      text << ')';
    }
  });
}

void SqliteCompiler::type(Writer& out, const ColumnDefinition& column) const {
  switch (column.type) {
    case ColumnType::char_:
    case ColumnType::string:
    case ColumnType::uuid:
    case ColumnType::ip_address:
    case ColumnType::mac_address:
      out << "varchar";
      return;
    case ColumnType::tiny_text:
    case ColumnType::text:
    case ColumnType::medium_text:
    case ColumnType::long_text:
    case ColumnType::json:
    case ColumnType::jsonb:
      out << "text";
      return;
    case ColumnType::tiny_integer:
    case ColumnType::small_integer:
    case ColumnType::medium_integer:
    case ColumnType::integer:
    case ColumnType::big_integer:
    case ColumnType::year:
      out << "integer";
      return;
    case ColumnType::float_:
      out << "float";
      return;
    case ColumnType::double_:
      out << "double";
      return;
    case ColumnType::decimal:
      out << "numeric";
      return;
    case ColumnType::boolean:
      out << "tinyint(1)";
      return;
    case ColumnType::enum_:
      out << "varchar check (";
      out.quoted(column.name);
      out << " in (";
      allowed(out, column);
      out << "))";
      return;
    case ColumnType::date:
      out << "date";
      return;
    case ColumnType::time:
    case ColumnType::time_tz:
      out << "time";
      return;
    case ColumnType::date_time:
    case ColumnType::date_time_tz:
    case ColumnType::timestamp:
    case ColumnType::timestamp_tz:
      out << "datetime";
      return;
    case ColumnType::binary:
      out << "blob";
      return;
    case ColumnType::geometry:
    case ColumnType::geography:
      out << "geometry";
      return;
    case ColumnType::raw:
      out << column.definition;
      return;
    case ColumnType::none:
    case ColumnType::set:
    case ColumnType::vector:
    case ColumnType::tsvector:
      return;  // refused before
  }
}

void SqliteCompiler::modifiers(Writer& out, const Table*, const ColumnDefinition& column) const {
  if (column.auto_increment) out << " primary key autoincrement";
  if (!column.nullable.value_or(column.is_generated())) out << " not null";
  default_of(out, column);
  if (!column.collation.empty()) {
    out << " collate ";
    out.literal(column.collation);
  }
  if (column.virtual_as) out << " as (" << *column.virtual_as << ')';
  if (column.stored_as) out << " as (" << *column.stored_as << ") stored";
}

std::string SqliteCompiler::current(const ColumnDefinition& column) const {
  if (column.type == ColumnType::date) return "CURRENT_DATE";
  if (column.type == ColumnType::year) return "(CAST(strftime('%Y', 'now') AS INTEGER))";
  return "CURRENT_TIMESTAMP";
}

}  // namespace zin::schema
