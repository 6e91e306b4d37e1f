// Modifiers write into the definition.
// SPDX-License-Identifier: MIT
#include "zin/schema/column_verbs.hpp"

#include <string>

#include "zin/schema/expression_text.hpp"
#include "zin/schema/plural.hpp"
#include "zin/schema/table_draft.hpp"

namespace zin::schema {

ColumnVerbs ColumnVerbs::nullable(bool nullable) const {
  column_->nullable = nullable;
  return *this;
}

ColumnVerbs ColumnVerbs::default_(Value value) const {
  column_->default_value = std::move(value);
  return *this;
}

ColumnVerbs ColumnVerbs::default_(const Raw& expression) const {
  column_->default_value = SqlExpression{expression_text(expression, "default_")};
  return *this;
}

ColumnVerbs ColumnVerbs::unsigned_(bool on) const {
  column_->unsigned_ = on;
  return *this;
}

ColumnVerbs ColumnVerbs::auto_increment(bool on) const {
  column_->auto_increment = on;
  return *this;
}

ColumnVerbs ColumnVerbs::from(std::int64_t first) const {
  column_->from = first;
  return *this;
}

ColumnVerbs ColumnVerbs::index_of(IndexKind kind, std::string_view name, bool on) const {
  for (ColumnIndex& index : column_->indexes) {
    if (index.kind != kind) continue;
    index = {kind, std::string{name}, !on};
    return *this;
  }
  column_->indexes.push_back({kind, std::string{name}, !on});
  return *this;
}

ColumnVerbs ColumnVerbs::after(std::string_view column) const {
  column_->after = column;
  return *this;
}

ColumnVerbs ColumnVerbs::first() const {
  column_->first = true;
  return *this;
}

ColumnVerbs ColumnVerbs::comment(std::string_view text) const {
  column_->comment = text;
  return *this;
}

ColumnVerbs ColumnVerbs::collation(std::string_view name) const {
  column_->collation = name;
  return *this;
}

ColumnVerbs ColumnVerbs::charset(std::string_view name) const {
  column_->charset = name;
  return *this;
}

ColumnVerbs ColumnVerbs::use_current() const {
  column_->use_current = true;
  return *this;
}

ColumnVerbs ColumnVerbs::use_current_on_update() const {
  column_->use_current_on_update = true;
  return *this;
}

ColumnVerbs ColumnVerbs::stored_as(SqlLiteral expression) const {
  column_->stored_as = expression.text();
  return *this;
}

ColumnVerbs ColumnVerbs::stored_as(const Raw& expression) const {
  column_->stored_as = expression_text(expression, "stored_as");
  return *this;
}

ColumnVerbs ColumnVerbs::virtual_as(SqlLiteral expression) const {
  column_->virtual_as = expression.text();
  return *this;
}

ColumnVerbs ColumnVerbs::virtual_as(const Raw& expression) const {
  column_->virtual_as = expression_text(expression, "virtual_as");
  return *this;
}

ColumnVerbs ColumnVerbs::generated_as() const {
  column_->generated_as.emplace();
  return *this;
}

ColumnVerbs ColumnVerbs::generated_as(SqlLiteral options) const {
  column_->generated_as = options.text();
  return *this;
}

ColumnVerbs ColumnVerbs::always() const {
  column_->always = true;
  return *this;
}

ColumnVerbs ColumnVerbs::invisible() const {
  column_->invisible = true;
  return *this;
}

ColumnVerbs ColumnVerbs::change() const {
  column_->change = true;
  return *this;
}

ColumnVerbs ColumnVerbs::using_(SqlLiteral expression) const {
  column_->using_ = expression.text();
  return *this;
}

ColumnVerbs ColumnVerbs::using_(const Raw& expression) const {
  column_->using_ = expression_text(expression, "using_");
  return *this;
}

ColumnVerbs ColumnVerbs::instant() const {
  column_->instant = true;
  return *this;
}

ColumnVerbs ColumnVerbs::lock(std::string_view mode) const {
  column_->lock = mode;
  return *this;
}

ForeignKeyVerbs ColumnVerbs::constrained(std::string_view table, std::string_view column,
                                         std::string_view name) const {
  return references(column, name)
      .on(table.empty() ? table_referred_to(column_->name, column) : std::string{table});
}

ForeignKeyVerbs ColumnVerbs::references(std::string_view column, std::string_view name) const {
  ForeignKeyDefinition key;
  key.name = name;
  key.columns = {column_->name};
  key.references = {std::string{column}};
  return draft_->add_foreign_key(std::move(key));
}

}  // namespace zin::schema
