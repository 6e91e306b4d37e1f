// The verbs of a blueprint become its steps.
// SPDX-License-Identifier: MIT
#include "zin/schema/blueprint.hpp"

#include "zin/schema/compiler.hpp"
#include "zin/schema/expression_text.hpp"

namespace zin {

Blueprint Blueprint::creating(std::string_view table, bool if_not_exists) {
  return Blueprint{std::string{table}, schema::CreateTable{{}, if_not_exists}};
}

Blueprint Blueprint::altering(std::string_view table) {
  return Blueprint{std::string{table}, std::nullopt};
}

Blueprint Blueprint::drop(std::string_view table) {
  Blueprint blueprint = altering(table);
  blueprint.drop();
  return blueprint;
}

Blueprint Blueprint::drop_if_exists(std::string_view table) {
  Blueprint blueprint = altering(table);
  blueprint.drop_if_exists();
  return blueprint;
}

Blueprint Blueprint::rename(std::string_view from, std::string_view to) {
  Blueprint blueprint = altering(from);
  blueprint.rename(to);
  return blueprint;
}

std::vector<std::string> Blueprint::to_sql(Dialect dialect) const {
  return schema::Compiler::of(dialect).statements(*this);
}

void Blueprint::engine(std::string_view name) { options_.engine = name; }
void Blueprint::charset(std::string_view name) { options_.charset = name; }
void Blueprint::collation(std::string_view name) { options_.collation = name; }
void Blueprint::temporary() { options_.temporary = true; }
void Blueprint::comment(std::string_view text) {
  add_command(schema::CommentTable{std::string{text}});
}
void Blueprint::rename(std::string_view to) { add_command(schema::RenameTable{std::string{to}}); }
void Blueprint::drop() { add_command(schema::DropTable{}); }
void Blueprint::drop_if_exists() { add_command(schema::DropTable{.if_exists = true}); }

schema::IndexVerbs Blueprint::index_of(schema::IndexKind kind, schema::ColumnNames columns,
                                       std::string_view name, std::string_view algorithm) {
  schema::IndexDefinition index;
  index.kind = kind;
  index.name = name;
  index.columns = std::move(columns).names();
  index.algorithm = algorithm;
  return add_index(std::move(index));
}

schema::IndexVerbs Blueprint::primary(schema::ColumnNames columns, std::string_view name,
                                      std::string_view algorithm) {
  return index_of(schema::IndexKind::primary, std::move(columns), name, algorithm);
}

schema::IndexVerbs Blueprint::unique(schema::ColumnNames columns, std::string_view name,
                                     std::string_view algorithm) {
  return index_of(schema::IndexKind::unique, std::move(columns), name, algorithm);
}

schema::IndexVerbs Blueprint::index(schema::ColumnNames columns, std::string_view name,
                                    std::string_view algorithm) {
  return index_of(schema::IndexKind::index, std::move(columns), name, algorithm);
}

schema::IndexVerbs Blueprint::full_text(schema::ColumnNames columns, std::string_view name,
                                        std::string_view algorithm) {
  return index_of(schema::IndexKind::full_text, std::move(columns), name, algorithm);
}

schema::IndexVerbs Blueprint::spatial_index(schema::ColumnNames columns, std::string_view name,
                                            std::string_view operator_class) {
  return index_of(schema::IndexKind::spatial, std::move(columns), name, {})
      .operator_class(operator_class);
}

schema::IndexVerbs Blueprint::raw_index(SqlLiteral expression, std::string_view name) {
  return raw_index(raw(expression), name);
}

schema::IndexVerbs Blueprint::raw_index(const Raw& expression, std::string_view name) {
  schema::IndexDefinition index;
  index.name = name;
  index.expression = schema::expression_text(expression, "raw_index");
  return add_index(std::move(index));
}

schema::ForeignKeyVerbs Blueprint::foreign(schema::ColumnNames columns, std::string_view name) {
  schema::ForeignKeyDefinition key;
  key.name = name;
  key.columns = std::move(columns).names();
  return add_foreign_key(std::move(key));
}

void Blueprint::drop_column(schema::ColumnNames columns) {
  add_command(schema::DropColumns{std::move(columns).names()});
}

void Blueprint::rename_column(std::string_view from, std::string_view to) {
  add_command(schema::RenameColumn{std::string{from}, std::string{to}});
}

void Blueprint::drop_index_of(schema::IndexKind kind, const schema::NameOrColumns& index) {
  add_command(schema::DropIndex{kind, index.name(), index.columns()});
}

void Blueprint::drop_primary() { add_command(schema::DropIndex{schema::IndexKind::primary, {}}); }
void Blueprint::drop_primary(const schema::NameOrColumns& index) {
  drop_index_of(schema::IndexKind::primary, index);
}
void Blueprint::drop_unique(const schema::NameOrColumns& index) {
  drop_index_of(schema::IndexKind::unique, index);
}
void Blueprint::drop_index(const schema::NameOrColumns& index) {
  drop_index_of(schema::IndexKind::index, index);
}
void Blueprint::drop_full_text(const schema::NameOrColumns& index) {
  drop_index_of(schema::IndexKind::full_text, index);
}
void Blueprint::drop_spatial_index(const schema::NameOrColumns& index) {
  drop_index_of(schema::IndexKind::spatial, index);
}

void Blueprint::drop_foreign(const schema::NameOrColumns& key) {
  add_command(schema::DropForeignKey{key.name(), key.columns()});
}

void Blueprint::rename_index(std::string_view from, std::string_view to) {
  add_command(schema::RenameIndex{std::string{from}, std::string{to}});
}

void Blueprint::drop_constrained_foreign_id(std::string_view column) {
  drop_foreign({column});
  drop_column(column);
}

void Blueprint::drop_timestamps() { drop_column({"created_at", "updated_at"}); }
void Blueprint::drop_soft_deletes(std::string_view column) { drop_column(column); }
void Blueprint::drop_remember_token() { drop_column("remember_token"); }

void Blueprint::drop_morphs(std::string_view name, std::string_view index) {
  const std::string type = std::string{name} + "_type";
  const std::string id = std::string{name} + "_id";
  if (index.empty()) {
    drop_index({type, id});
  } else {
    drop_index(index);
  }
  drop_column({type, id});
}

}  // namespace zin
