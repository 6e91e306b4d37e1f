// Blueprints on their way to a server.
// SPDX-License-Identifier: MIT
#include "zin/schema/migration_schema.hpp"

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/schema/blueprint_sink.hpp"
#include "zin/schema/compiler.hpp"
#include "zin/schema/inspection.hpp"
#include "zin/schema/sqlite_rebuild.hpp"

namespace zin {
namespace {

bool is_for_new_tables_alone(const Blueprint& blueprint) {
  const auto commands = blueprint.commands();
  const auto* const create =
      commands.empty() ? nullptr : std::get_if<schema::CreateTable>(&commands.front());
  return create != nullptr && create->if_not_exists;
}

}  // namespace

void MigrationSchema::run(const Blueprint& blueprint) {
  if (auto* const sink = dynamic_cast<schema::BlueprintSink*>(session_)) {
    return sink->take(blueprint);
  }
  const schema::Compiler& compiler = schema::Compiler::of(session_->dialect());
  if (compiler.may_rebuild(blueprint)) {
    compiler.check(blueprint);
    return schema::rebuild_sqlite(*session_, blueprint);
  }
  const std::vector<std::string> statements = compiler.statements(blueprint);
  // What follows `create table if not exists` would be done to a table that is there.
  if (is_for_new_tables_alone(blueprint) && statements.size() > 1 && has_table(blueprint.name())) {
    return;
  }
  for (const std::string& statement : statements) session_->execute(statement);
}

void MigrationSchema::drop_columns(std::string_view table, schema::ColumnNames columns) {
  run(Blueprint::table(table,
                       [&](Blueprint& blueprint) { blueprint.drop_column(std::move(columns)); }));
}

void MigrationSchema::raw(const Raw& sql) { session_->execute(sql.sql(), sql.bindings()); }

void MigrationSchema::disable_foreign_key_constraints() {
  session_->execute(schema::Compiler::of(session_->dialect()).disable_foreign_keys());
}

void MigrationSchema::enable_foreign_key_constraints() {
  session_->execute(schema::Compiler::of(session_->dialect()).enable_foreign_keys());
}

void MigrationSchema::enable_quietly() noexcept {
  try {
    enable_foreign_key_constraints();
  } catch (const Error&) {
    // The error that led here says more; a transaction that failed forgets it anyway.
  }
}

bool MigrationSchema::has_table(std::string_view table) const {
  return schema::has_table(*session_, table);
}

bool MigrationSchema::has_view(std::string_view view) const {
  return schema::has_view(*session_, view);
}

bool MigrationSchema::has_column(std::string_view table, std::string_view column) const {
  return schema::has_column(*session_, table, column);
}

bool MigrationSchema::has_columns(std::string_view table, schema::ColumnNames columns) const {
  return std::all_of(columns.names().begin(), columns.names().end(),
                     [&](const std::string& column) { return has_column(table, column); });
}

bool MigrationSchema::has_index(std::string_view table, const schema::NameOrColumns& index) const {
  if (!index.name().empty()) return schema::has_index(*session_, table, index.name());
  const auto all = indexes(table);
  return std::any_of(all.begin(), all.end(), [&](const schema::IndexInfo& each) {
    return each.columns() == index.columns() && each.parts.size() == index.columns().size();
  });
}

bool MigrationSchema::has_foreign_key(std::string_view table,
                                      const schema::NameOrColumns& key) const {
  const auto all = foreign_keys(table);
  return std::any_of(all.begin(), all.end(), [&](const schema::ForeignKeyInfo& each) {
    return key.name().empty() ? each.columns == key.columns() : each.name == key.name();
  });
}

std::vector<schema::TableInfo> MigrationSchema::tables() const { return schema::tables(*session_); }

std::vector<std::string> MigrationSchema::table_names() const {
  return schema::table_names(*session_);
}

std::vector<schema::ViewInfo> MigrationSchema::views() const { return schema::views(*session_); }

std::vector<schema::ColumnInfo> MigrationSchema::columns(std::string_view table) const {
  auto found = schema::table(*session_, table);
  return found ? std::move(found->columns) : std::vector<schema::ColumnInfo>{};
}

std::vector<std::string> MigrationSchema::column_names(std::string_view table) const {
  std::vector<std::string> names;
  for (schema::ColumnInfo& column : columns(table)) names.push_back(std::move(column.name));
  return names;
}

std::optional<std::string> MigrationSchema::column_type(std::string_view table,
                                                        std::string_view column) const {
  const auto found = schema::table(*session_, table);
  const schema::ColumnInfo* const info = found ? found->column(column) : nullptr;
  if (info == nullptr) return std::nullopt;
  return info->type;
}

std::vector<schema::IndexInfo> MigrationSchema::indexes(std::string_view table) const {
  auto found = schema::table(*session_, table);
  return found ? std::move(found->indexes) : std::vector<schema::IndexInfo>{};
}

std::vector<schema::ForeignKeyInfo> MigrationSchema::foreign_keys(std::string_view table) const {
  auto found = schema::table(*session_, table);
  return found ? std::move(found->foreign_keys) : std::vector<schema::ForeignKeyInfo>{};
}

}  // namespace zin
