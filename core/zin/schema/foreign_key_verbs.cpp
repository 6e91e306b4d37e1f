// Verbs of a foreign key write into the definition.
// SPDX-License-Identifier: MIT
#include "zin/schema/foreign_key_verbs.hpp"

#include <utility>

namespace zin::schema {

ForeignKeyVerbs ForeignKeyVerbs::references(ColumnNames columns) const {
  key_->references = std::move(columns).names();
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::on(std::string_view table) const {
  key_->on = table;
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::on_delete(ForeignKeyAction action) const {
  key_->on_delete = action;
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::on_update(ForeignKeyAction action) const {
  key_->on_update = action;
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::on_delete(std::string_view action) const {
  return on_delete(foreign_key_action(action));
}

ForeignKeyVerbs ForeignKeyVerbs::on_update(std::string_view action) const {
  return on_update(foreign_key_action(action));
}

ForeignKeyVerbs ForeignKeyVerbs::deferrable(bool on) const {
  key_->deferrable = on;
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::initially_immediate(bool on) const {
  key_->initially_immediate = on;
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::initially_deferred() const {
  key_->deferrable = true;
  key_->initially_immediate = false;
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::not_valid() const {
  key_->not_valid = true;
  return *this;
}

ForeignKeyVerbs ForeignKeyVerbs::lock(std::string_view mode) const {
  key_->lock = mode;
  return *this;
}

}  // namespace zin::schema
