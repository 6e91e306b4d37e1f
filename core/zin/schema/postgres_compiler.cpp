// PostgreSQL's texts: tables, keys and indexes.
// SPDX-License-Identifier: MIT
#include "zin/schema/postgres_compiler.hpp"

#include <string>
#include <variant>

#include "zin/schema/qualified_name.hpp"

namespace zin::schema {
namespace {

// The name that the server makes for a primary key: the table's is cut so that all of it has 63
// bytes, between characters (makeObjectName() in its sources).
std::string primary_key_name(std::string_view table) {
  constexpr std::string_view end{"_pkey"};
  std::string_view name = qualified(table).name;
  if (std::size_t size = 63 - end.size(); name.size() > size) {
    while (size > 0 && (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) --size;
    name = name.substr(0, size);
  }
  return std::string{name} + std::string{end};
}

// A constraint cannot be of some rows alone, or of expressions.
bool is_constraint(const IndexDefinition& index) {
  return index.kind == IndexKind::primary ||
         (index.kind == IndexKind::unique && index.where.empty() && index.expression.empty());
}

}  // namespace

void PostgresCompiler::create(Statements& out, const Table& table) const {
  statement(out, [&](Writer& text) {
    create_head(text, table);
    for (const Command& command : table.commands) {
      if (!is_in_create(table, command)) continue;
      text << ", ";
      if (const auto* const key = std::get_if<AddForeignKey>(&command)) {
        foreign_constraint(text, key->key);
        continue;
      }
      const IndexDefinition& index = std::get<AddIndex>(command).index;
      if (index.kind == IndexKind::unique) {
        unique_constraint(text, index);
      } else {
        text << "primary key (";
        columns(text, index.columns);
        text << ')';
      }
    }
    text << ')';
  });
}

bool PostgresCompiler::is_in_create(const Table& table, const Command& step) const {
  if (!table.create->if_not_exists) return false;
  const auto* const add = std::get_if<AddIndex>(&step);
  return std::holds_alternative<AddForeignKey>(step) ||
         (add != nullptr && is_constraint(add->index));
}

void PostgresCompiler::add_column(Statements& out, const Table& table,
                                  const ColumnDefinition& definition) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " add column ";
    column(text, &table, definition);
  });
}

void PostgresCompiler::drop_columns(Statements& out, const Table& table,
                                    const DropColumns& drop) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << ' ';
    columns(text, drop.columns, "drop column ");
  });
}

void PostgresCompiler::add_index(Statements& out, const Table& table,
                                 const IndexDefinition& index) const {
  if (index.kind == IndexKind::primary) {
    return statement(out, [&](Writer& text) {
      text << "alter table ";
      table_name(text, table.name);
      text << " add primary key (";
      columns(text, index.columns);
      text << ')';
    });
  }
  if (is_constraint(index)) return add_unique(out, table, index);
  create_index(out, table, index);
}

void PostgresCompiler::unique_constraint(Writer& out, const IndexDefinition& index) const {
  out << "constraint ";
  out.quoted(index.name);
  out << " unique ";
  if (index.nulls_not_distinct) {
    out << (*index.nulls_not_distinct ? "nulls not distinct " : "nulls distinct ");
  }
  out << '(';
  columns(out, index.columns);
  out << ')';
  deferral(out, index.deferrable, index.initially_immediate);
}

// An index that is made in a way of its own becomes the constraint's afterwards.
void PostgresCompiler::add_unique(Statements& out, const Table& table,
                                  const IndexDefinition& index) const {
  const bool has_way = index.online || !index.algorithm.empty();
  if (has_way) create_index(out, table, index);
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " add ";
    if (!has_way) return unique_constraint(text, index);
    text << "constraint ";
    text.quoted(index.name);
    text << " unique using index ";
    text.quoted(index.name);
    deferral(text, index.deferrable, index.initially_immediate);
  });
}

void PostgresCompiler::create_index(Statements& out, const Table& table,
                                    const IndexDefinition& index) const {
  const bool is_full_text = index.kind == IndexKind::full_text;
  std::string_view algorithm = index.algorithm;
  if (is_full_text) algorithm = "gin";
  if (index.kind == IndexKind::spatial) algorithm = "gist";
  statement(out, [&](Writer& text) {
    text << (index.kind == IndexKind::unique ? "create unique index " : "create index ")
         << (index.online ? "concurrently " : "")
         << (table.create != nullptr && table.create->if_not_exists ? "if not exists " : "");
    text.quoted(index.name);
    text << " on ";
    table_name(text, table.name);
    if (!algorithm.empty()) text << " using " << algorithm;
    text << " (";
    if (is_full_text && index.expression.empty()) {
      text << '(';
      for (const std::string& column : index.columns) {
        if (&column != &index.columns.front()) text << " || ";
        text << "to_tsvector(";
        text.literal(index.language.empty() ? std::string_view{"english"}
                                            : std::string_view{index.language});
        text << ", ";
        text.quoted(column);
        text << ')';
      }
      text << ')';
    } else if (!index.operator_class.empty()) {
      for (const std::string& column : index.columns) {
        if (&column != &index.columns.front()) text << ", ";
        text.quoted(column);
        text << ' ' << index.operator_class;
      }
    } else {
      index_parts(text, index);
    }
    text << ')';
    if (index.kind == IndexKind::unique && index.nulls_not_distinct.value_or(false)) {
      text << " nulls not distinct";
    }
    if (!index.where.empty()) text << " where " << index.where;
  });
}

void PostgresCompiler::drop_constraint(Statements& out, const Table& table,
                                       std::string_view name) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " drop constraint ";
    text.quoted(name);
  });
}

void PostgresCompiler::index_name_in(Writer& out, const Table& table, std::string_view name) const {
  if (const std::string_view schema = qualified(table.name).schema; !schema.empty()) {
    table_name(out, schema);
    out << '.';
  }
  out.quoted(name);
}

void PostgresCompiler::drop_index(Statements& out, const Table& table,
                                  const DropIndex& drop) const {
  if (drop.kind == IndexKind::primary) {
    return drop_constraint(out, table,
                           drop.name.empty() ? primary_key_name(table.name) : drop.name);
  }
  if (drop.kind == IndexKind::unique) return drop_constraint(out, table, drop.name);
  statement(out, [&](Writer& text) {
    text << "drop index ";
    index_name_in(text, table, drop.name);
  });
}

void PostgresCompiler::rename_index(Statements& out, const Table& table,
                                    const RenameIndex& rename) const {
  statement(out, [&](Writer& text) {
    text << "alter index ";
    index_name_in(text, table, rename.from);
    text << " rename to ";
    text.quoted(rename.to);
  });
}

void PostgresCompiler::foreign_constraint(Writer& out, const ForeignKeyDefinition& key) const {
  constraint(out, key);
  deferral(out, key.deferrable, key.initially_immediate);
}

void PostgresCompiler::add_foreign_key(Statements& out, const Table& table,
                                       const ForeignKeyDefinition& key) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " add ";
    foreign_constraint(text, key);
    if (key.not_valid) text << " not valid";
  });
}

void PostgresCompiler::drop_foreign_key(Statements& out, const Table& table,
                                        const DropForeignKey& drop) const {
  drop_constraint(out, table, drop.name);
}

void PostgresCompiler::comment_table(Statements& out, const Table& table,
                                     const CommentTable& comment) const {
  statement(out, [&](Writer& text) {
    text << "comment on table ";
    table_name(text, table.name);
    text << " is ";
    text.literal(comment.comment);
  });
}

}  // namespace zin::schema
