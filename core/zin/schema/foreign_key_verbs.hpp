// What a foreign key says: what `table.foreign("user_id")` gives to go on with.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/base/export.hpp"
#include "zin/schema/column_names.hpp"
#include "zin/schema/foreign_key_definition.hpp"

namespace zin::schema {

/// Refers to a key of a blueprint, which must outlive it and not be moved or copied meanwhile.
/// [one thread at a time]
class ZIN_API ForeignKeyVerbs {
 public:
  explicit ForeignKeyVerbs(ForeignKeyDefinition& key) noexcept : key_(&key) {}

  /// The columns that are referred to, as many as refer to them.
  ForeignKeyVerbs references(ColumnNames columns) const;
  /// Their table.
  ForeignKeyVerbs on(std::string_view table) const;

  ForeignKeyVerbs on_delete(ForeignKeyAction action) const;
  ForeignKeyVerbs on_update(ForeignKeyAction action) const;
  /// "cascade", "restrict", "set null", "set default" or "no action"; Errc::invalid_argument for
  /// anything else.
  ForeignKeyVerbs on_delete(std::string_view action) const;
  ForeignKeyVerbs on_update(std::string_view action) const;

  ForeignKeyVerbs cascade_on_delete() const { return on_delete(ForeignKeyAction::cascade); }
  ForeignKeyVerbs restrict_on_delete() const { return on_delete(ForeignKeyAction::restrict_); }
  ForeignKeyVerbs null_on_delete() const { return on_delete(ForeignKeyAction::set_null); }
  ForeignKeyVerbs no_action_on_delete() const { return on_delete(ForeignKeyAction::no_action); }
  ForeignKeyVerbs cascade_on_update() const { return on_update(ForeignKeyAction::cascade); }
  ForeignKeyVerbs restrict_on_update() const { return on_update(ForeignKeyAction::restrict_); }
  ForeignKeyVerbs null_on_update() const { return on_update(ForeignKeyAction::set_null); }
  ForeignKeyVerbs no_action_on_update() const { return on_update(ForeignKeyAction::no_action); }

  /// Whether a transaction may defer the check to its end: SQLite and PostgreSQL.
  ForeignKeyVerbs deferrable(bool on = true) const;
  /// When a deferrable key is checked unless the transaction says: behind each statement, or at the
  /// end. initially_deferred() makes it deferrable too.
  ForeignKeyVerbs initially_immediate(bool on = true) const;
  ForeignKeyVerbs initially_deferred() const;
  /// Rows that are there are not checked: PostgreSQL.
  ForeignKeyVerbs not_valid() const;
  /// MySQL and MariaDB: "none", "shared", "default" or "exclusive".
  ForeignKeyVerbs lock(std::string_view mode) const;

  /// What was said so far.
  [[nodiscard]] const ForeignKeyDefinition& definition() const noexcept { return *key_; }

 private:
  ForeignKeyDefinition* key_;
};

}  // namespace zin::schema
