// From what was said to the list of steps.
// SPDX-License-Identifier: MIT
#include "zin/schema/table_draft.hpp"

#include <algorithm>
#include <utility>

#include "zin/schema/qualified_name.hpp"

namespace zin::schema {
namespace {

// The columns' own wishes, which are done when all else is.
void add_wishes(std::vector<Command>& commands, std::string_view table,
                const std::vector<ColumnDefinition>& columns) {
  for (const ColumnDefinition& column : columns) {
    for (const ColumnIndex& wish : column.indexes) {
      std::string name =
          wish.name.empty() ? index_name(table, {column.name}, to_string(wish.kind)) : wish.name;
      if (!wish.drop) {
        IndexDefinition index;
        index.kind = wish.kind;
        index.name = std::move(name);
        index.columns = {column.name};
        commands.emplace_back(AddIndex{std::move(index)});
      } else if (column.change) {
        // What a primary key is called the server knows, unless it was named.
        if (wish.kind == IndexKind::primary) name = wish.name;
        commands.emplace_back(DropIndex{wish.kind, std::move(name), {column.name}});
      }
    }
  }
}

ColumnDefinition without_wishes(ColumnDefinition column) {
  column.indexes.clear();
  return column;
}

// Conventional names are those of the table as it is called at that step.
void name_by_convention(Command& command, std::string_view table) {
  if (auto* const add = std::get_if<AddIndex>(&command);
      add && add->index.name.empty() && add->index.expression.empty()) {
    add->index.name = index_name(table, add->index.columns, to_string(add->index.kind));
  } else if (auto* const key = std::get_if<AddForeignKey>(&command); key && key->key.name.empty()) {
    key->key.name = index_name(table, key->key.columns, "foreign");
  } else if (auto* const drop = std::get_if<DropIndex>(&command);
             drop && drop->name.empty() && drop->kind != IndexKind::primary) {
    drop->name = index_name(table, drop->columns, to_string(drop->kind));
  } else if (auto* const drop_key = std::get_if<DropForeignKey>(&command);
             drop_key && drop_key->name.empty()) {
    drop_key->name = index_name(table, drop_key->columns, "foreign");
  }
}

}  // namespace

TableDraft::TableDraft(std::string name, std::optional<CreateTable> create)
    : name_(std::move(name)), create_(std::move(create)) {}

std::vector<Command> TableDraft::commands() const {
  std::vector<Command> commands;
  std::vector<ColumnDefinition> columns;
  if (create_) commands.emplace_back(*create_);
  std::string table = name_;
  for (const Command& said : said_) {
    if (const auto* const add = std::get_if<AddColumn>(&said)) {
      const ColumnDefinition& column = add->column;
      columns.push_back(column);
      if (column.change) {
        commands.emplace_back(ChangeColumn{without_wishes(column)});
      } else if (create_) {
        std::get<CreateTable>(commands.front()).columns.push_back(without_wishes(column));
      } else {
        commands.emplace_back(AddColumn{without_wishes(column)});
      }
      continue;
    }
    commands.push_back(said);
    name_by_convention(commands.back(), table);
    if (const auto* const rename = std::get_if<RenameTable>(&said)) {
      table = renamed(table, rename->to);
    }
  }
  add_wishes(commands, table, columns);
  return commands;
}

ColumnVerbs TableDraft::add_column(ColumnDefinition column) {
  if (!next_after_.empty()) {
    column.after = std::exchange(next_after_, column.name);
  }
  said_.emplace_back(AddColumn{std::move(column)});
  return {*this, std::get<AddColumn>(said_.back()).column};
}

IndexVerbs TableDraft::add_index(IndexDefinition index) {
  said_.emplace_back(AddIndex{std::move(index)});
  return IndexVerbs{std::get<AddIndex>(said_.back()).index};
}

ForeignKeyVerbs TableDraft::add_foreign_key(ForeignKeyDefinition key) {
  said_.emplace_back(AddForeignKey{std::move(key)});
  return ForeignKeyVerbs{std::get<AddForeignKey>(said_.back()).key};
}

void TableDraft::add_command(Command command) { said_.push_back(std::move(command)); }

void TableDraft::remove_column(std::string_view name) {
  std::erase_if(said_, [&](const Command& said) {
    const auto* const add = std::get_if<AddColumn>(&said);
    return add != nullptr && add->column.name == name;
  });
}

}  // namespace zin::schema
