// Steps that do not go together, or not with the dialect.
// SPDX-License-Identifier: MIT
#include "zin/schema/blueprint_check.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "zin/schema/column_check.hpp"
#include "zin/schema/dialect_rules.hpp"
#include "zin/schema/name_check.hpp"
#include "zin/schema/qualified_name.hpp"
#include "zin/schema/refuse_step.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::schema {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + shown(name);
  return out;
}

class BlueprintCheck {
 public:
  BlueprintCheck(const Blueprint& blueprint, const std::vector<Command>& commands, Dialect dialect)
      : blueprint_(blueprint),
        commands_(commands),
        dialect_(dialect),
        rules_(DialectRules::of(dialect)),
        table_(blueprint.name()) {}

  void run() {
    check_table_name(table_, "table", {table_}, dialect_);
    options();
    if (commands_.empty()) {
      invalid({}, "the blueprint has no steps; add one");
    }
    for (const Command& command : commands_) {
      std::visit([this](const auto& step) { check(step); }, command);
    }
    primary_keys();
    nullability();
  }

 private:
  [[noreturn]] void invalid(std::string_view column, const std::string& text) const {
    refuse(Errc::invalid_argument, {table_, column}, text);
  }
  [[noreturn]] void unsupported(std::string_view column, const std::string& what,
                                const std::string& next) const {
    refuse(Errc::unsupported, {table_, column},
           std::string{to_string(dialect_)} + " has no " + what + "; " + next);
  }

  void options() const {
    const TableOptions& options = blueprint_.options();
    if (options == TableOptions{}) return;
    if (!blueprint_.creates()) {
      invalid({},
              "engine(), charset(), collation() and temporary() are for tables that are "
              "created; alter them by SQL");
    }
    if (!options.engine.empty()) check_word(options.engine, "the engine", {table_});
    if (!options.charset.empty()) check_word(options.charset, "the character set", {table_});
    no_nul({}, options.collation, "the collation");
  }

  void no_nul(std::string_view column, std::string_view text, const std::string& what) const {
    if (text.find('\0') == std::string_view::npos) return;
    invalid(column, what + " has a NUL byte in it, which no server takes; remove it");
  }

  // Names that are there once all of it is done, as the dialect compares them.
  void add_name(const ColumnDefinition& column) {
    std::string key = column.name;
    if (!rules_.columns_keep_case) {
      std::transform(key.begin(), key.end(), key.begin(), sql::lowered);
    }
    if (!names_.insert(std::move(key)).second) {
      invalid(column.name, "it is said twice; say it once");
    }
  }
  [[nodiscard]] bool has(std::string_view column) const {
    std::string key{column};
    if (!rules_.columns_keep_case) {
      std::transform(key.begin(), key.end(), key.begin(), sql::lowered);
    }
    return names_.contains(key);
  }

  void check(const CreateTable& create) {
    if (create.columns.empty()) invalid({}, "it has no columns; add one, as in table.id()");
    for (const ColumnDefinition& column : create.columns) {
      check_column(column, table_, dialect_);
      add_name(column);
      if (column.from && create.if_not_exists && dialect_ == Dialect::postgres) {
        refuse(Errc::unsupported, {table_, column.name},
               "from() would set the counter of a table that is there already; use create(), or "
               "generated_as(\"start with ..\")");
      }
    }
  }
  void check(const DropTable&) const {}
  void check(const RenameTable& rename) {
    check_table_name(rename.to, "new table", {table_}, dialect_);
    const QualifiedName to = qualified(rename.to);
    if (!speaks_mysql(dialect_) && !to.schema.empty() && to.schema != qualified(table_).schema) {
      unsupported({}, "way to move a table to another schema while it is renamed",
                  "leave out the schema of " + shown(rename.to));
    }
    table_ = renamed(table_, rename.to);
  }
  void check(const CommentTable& comment) const { no_nul({}, comment.comment, "the comment"); }
  void check(const AddColumn& add) {
    check_column(add.column, table_, dialect_);
    no_start(add.column);
    add_name(add.column);
  }
  void check(const ChangeColumn& change) {
    if (blueprint_.creates()) {
      invalid(change.column.name, "change() is for tables that are there; leave it out");
    }
    check_column(change.column, table_, dialect_);
    no_start(change.column);
    add_name(change.column);
  }
  // A table that is made anew keeps the counter that it has.
  void no_start(const ColumnDefinition& column) const {
    if (dialect_ != Dialect::sqlite || !column.from) return;
    unsupported(column.name, "way to set the first value of a table that is there",
                "leave out from(), or write to sqlite_sequence");
  }
  void check(const DropColumns& drop) const {
    if (drop.columns.empty()) invalid({}, "drop_column() got no column; name one");
    for (const std::string& column : drop.columns) {
      check_name(column, "column", {table_}, dialect_);
    }
  }
  void check(const RenameColumn& rename) const {
    check_name(rename.from, "column", {table_}, dialect_);
    check_name(rename.to, "new column", {table_, rename.from}, dialect_);
  }

  void check(const AddIndex& add) const {
    const IndexDefinition& index = add.index;
    columns_of("an index", index.columns, !index.expression.empty());
    if (index.name.empty()) {
      invalid({}, "an index of an expression needs a name; give it behind the expression");
    }
    check_name(index.name, "index", {table_}, dialect_);
    const std::string column = index.columns.size() == 1 ? index.columns.front() : std::string{};
    words(index, column);
    const bool is_unique = index.kind == IndexKind::unique;
    if (index.kind == IndexKind::full_text && !rules_.has_full_text) {
      unsupported(column, "full-text indexes", "use where_like(), or a virtual table by SQL");
    }
    if (index.kind == IndexKind::spatial && !rules_.has_spatial) {
      unsupported(column, "spatial indexes", "use an R*Tree table by SQL");
    }
    if (!index.where.empty()) {
      if (index.kind == IndexKind::primary) {
        invalid(column, "a primary key is of all rows; leave out where()");
      }
      if (!rules_.has_partial_indexes) {
        unsupported(column, "partial indexes", "leave out where(), or index a generated column");
      }
    }
    if (index.nulls_not_distinct.value_or(false) && !rules_.has_nulls_not_distinct) {
      unsupported(column, "unique keys with one NULL alone", "leave out nulls_not_distinct()");
    }
    if (index.deferrable.value_or(false)) {
      if (!rules_.defers_unique_keys) {
        unsupported(column, "deferrable unique keys", "leave out deferrable()");
      }
      if (!is_unique || !index.where.empty()) {
        invalid(column, "deferrable() is for unique keys of all rows; leave it out");
      }
    }
    if (blueprint_.creates() && index.online && index.kind == IndexKind::primary) {
      invalid(column, "online() is for indexes; leave it out");
    }
  }
  void words(const IndexDefinition& index, std::string_view column) const {
    const Place place{table_, column};
    if (!index.algorithm.empty()) check_word(index.algorithm, "the algorithm", place);
    if (!index.operator_class.empty()) {
      check_word(index.operator_class, "the operator class", place);
    }
    if (!index.lock.empty()) check_word(index.lock, "the lock", place);
    no_nul(column, index.language, "the language");
  }
  // What an index or a key is of.
  void columns_of(const std::string& what, const std::vector<std::string>& columns,
                  bool has_expression = false) const {
    if (columns.empty() && !has_expression) {
      invalid({}, what + " has no columns; name at least one");
    }
    std::set<std::string_view> seen;
    for (const std::string& column : columns) {
      check_name(column, "column", {table_}, dialect_);
      if (!seen.insert(column).second) {
        invalid(column, what + " names it twice; name it once");
      }
      if (blueprint_.creates() && !has(column)) {
        invalid(column, what +
                            " names it, but the table has no such column; add it, or correct "
                            "the name");
      }
    }
  }

  void check(const DropIndex& drop) const {
    if (drop.kind == IndexKind::full_text && !rules_.has_full_text) {
      unsupported({}, "full-text indexes", "leave out drop_full_text()");
    }
    if (drop.kind == IndexKind::spatial && !rules_.has_spatial) {
      unsupported({}, "spatial indexes", "leave out drop_spatial_index()");
    }
    if (drop.kind == IndexKind::primary && drop.name.empty()) return;
    check_name(drop.name, "index", {table_}, dialect_);
  }
  void check(const RenameIndex& rename) const {
    check_name(rename.from, "index", {table_}, dialect_);
    check_name(rename.to, "new index", {table_}, dialect_);
  }

  void check(const AddForeignKey& add) const {
    const ForeignKeyDefinition& key = add.key;
    const std::string_view column = key.columns.empty() ? std::string_view{} : key.columns.front();
    foreign_columns(key, column);
    check_name(key.name, "foreign key", {table_, column}, dialect_);
    if (!key.lock.empty()) check_word(key.lock, "the lock", {table_, column});
    if (key.deferrable.value_or(false) && !rules_.defers_foreign_keys) {
      unsupported(column, "deferrable foreign keys", "leave out deferrable()");
    }
    for (const auto& action : {key.on_delete, key.on_update}) {
      if (action == ForeignKeyAction::set_default && !rules_.sets_default) {
        unsupported(column, "`set default` in foreign keys", "use null_on_delete(), or a trigger");
      }
    }
  }
  void foreign_columns(const ForeignKeyDefinition& key, std::string_view column) const {
    const Place place{table_, column};
    if (key.columns.empty()) invalid({}, "a foreign key has no columns; name at least one");
    if (key.on.empty() || key.references.empty()) {
      refuse(Errc::invalid_argument, place,
             "its foreign key " + shown(key.name) +
                 (key.on.empty() ? " refers to no table; say it by on(\"table\") or constrained()"
                                 : " refers to no column; say it by references(\"id\")"));
    }
    columns_of("a foreign key", key.columns);
    check_table_name(key.on, "table that is referred to", place, dialect_);
    for (const std::string& name : key.references) {
      check_name(name, "column that is referred to", place, dialect_);
    }
    if (key.columns.size() != key.references.size()) {
      refuse(Errc::invalid_argument, place,
             "its foreign key has the columns " + listed(key.columns) + " and refers to " +
                 listed(key.references) + "; name as many");
    }
    const std::string_view schema = qualified(key.on).schema;
    if (dialect_ == Dialect::sqlite && !schema.empty() && schema != qualified(table_).schema) {
      unsupported(column, "foreign keys between databases",
                  "leave out the schema of " + shown(key.on));
    }
  }
  void check(const DropForeignKey& drop) const {
    check_name(drop.name, "foreign key", {table_}, dialect_);
  }

  void primary_keys() const {
    const IndexDefinition* primary = nullptr;
    for (const Command& command : commands_) {
      const auto* const add = std::get_if<AddIndex>(&command);
      if (add == nullptr || add->index.kind != IndexKind::primary) continue;
      if (primary != nullptr) {
        invalid({}, "it has two primary keys, of " + listed(primary->columns) + " and of " +
                        listed(add->index.columns) +
                        "; say one, of several columns by primary({\"a\", \"b\"})");
      }
      primary = &add->index;
    }
    const ColumnDefinition* counter = nullptr;
    for (const ColumnDefinition* const column : defined()) {
      if (!column->auto_increment) continue;
      if (counter != nullptr) {
        invalid(column->name, "it counts up, but " + shown(counter->name) +
                                  " does already, which is the primary key; let one count");
      }
      counter = column;
      const bool is_key =
          primary == nullptr || primary->columns == std::vector<std::string>{column->name};
      if (!is_key && dialect_ == Dialect::sqlite) {
        refuse(Errc::unsupported, {table_, column->name},
               "on sqlite a column that counts up is the primary key by itself, but that is " +
                   listed(primary->columns) + "; make these a unique key, or let none count");
      }
    }
  }

  [[nodiscard]] std::vector<const ColumnDefinition*> defined() const {
    std::vector<const ColumnDefinition*> all;
    for (const Command& command : commands_) {
      if (const auto* const create = std::get_if<CreateTable>(&command)) {
        for (const ColumnDefinition& column : create->columns) all.push_back(&column);
      } else if (const auto* const add = std::get_if<AddColumn>(&command)) {
        all.push_back(&add->column);
      } else if (const auto* const change = std::get_if<ChangeColumn>(&command)) {
        all.push_back(&change->column);
      }
    }
    return all;
  }
  [[nodiscard]] const ColumnDefinition* find(std::string_view name) const {
    for (const ColumnDefinition* const column : defined()) {
      if (column->name == name) return column;
    }
    return nullptr;
  }

  // A key's columns are never NULL; those that become NULL must be able to.
  void nullability() const {
    for (const Command& command : commands_) {
      if (const auto* const add = std::get_if<AddIndex>(&command);
          add != nullptr && add->index.kind == IndexKind::primary) {
        for (const std::string& name : add->index.columns) {
          const ColumnDefinition* const column = find(name);
          if (column != nullptr && column->nullable.value_or(false)) {
            invalid(name, "it is nullable and in the primary key; leave one of them out");
          }
        }
      } else if (const auto* const key = std::get_if<AddForeignKey>(&command)) {
        becomes_null(key->key);
      }
    }
  }
  void becomes_null(const ForeignKeyDefinition& key) const {
    if (!rules_.null_needs_nullable) return;
    if (key.on_delete != ForeignKeyAction::set_null &&
        key.on_update != ForeignKeyAction::set_null) {
      return;
    }
    for (const std::string& name : key.columns) {
      const ColumnDefinition* const column = find(name);
      if (column != nullptr && !column->nullable.value_or(false)) {
        invalid(name, "its foreign key sets it to NULL, which it cannot be; add nullable()");
      }
    }
  }

  const Blueprint& blueprint_;
  const std::vector<Command>& commands_;
  Dialect dialect_;
  DialectRules rules_;
  std::string table_;
  std::set<std::string> names_;
};

}  // namespace

void check_blueprint(const Blueprint& blueprint, const std::vector<Command>& commands,
                     Dialect dialect) {
  if (dialect == Dialect::none) {
    refuse(Errc::unsupported, {blueprint.name()}, "a store without SQL has no tables");
  }
  BlueprintCheck{blueprint, commands, dialect}.run();
}

}  // namespace zin::schema
