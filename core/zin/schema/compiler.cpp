// Walks the steps of a blueprint, and writes what all dialects write alike.
// SPDX-License-Identifier: MIT
#include "zin/schema/compiler.hpp"

#include <algorithm>
#include <variant>

#include "zin/base/error.hpp"
#include "zin/schema/blueprint_check.hpp"
#include "zin/schema/mariadb_compiler.hpp"
#include "zin/schema/mysql_compiler.hpp"
#include "zin/schema/postgres_compiler.hpp"
#include "zin/schema/qualified_name.hpp"
#include "zin/schema/refuse_step.hpp"
#include "zin/schema/sqlite_compiler.hpp"

namespace zin::schema {
namespace {

const IndexDefinition* primary_of(const std::vector<Command>& commands) {
  for (const Command& command : commands) {
    const auto* const add = std::get_if<AddIndex>(&command);
    if (add != nullptr && add->index.kind == IndexKind::primary) return &add->index;
  }
  return nullptr;
}

const CreateTable* create_of(const std::vector<Command>& commands) {
  return commands.empty() ? nullptr : std::get_if<CreateTable>(&commands.front());
}

// Each column that is added or changed.
template <class Fn>
void for_each_column(const Command& command, Fn&& fn) {
  if (const auto* const create = std::get_if<CreateTable>(&command)) {
    for (const ColumnDefinition& column : create->columns) fn(column);
  } else if (const auto* const add = std::get_if<AddColumn>(&command)) {
    fn(add->column);
  } else if (const auto* const change = std::get_if<ChangeColumn>(&command)) {
    fn(change->column);
  }
}

}  // namespace

const Compiler& Compiler::of(Dialect dialect) {
  static const SqliteCompiler sqlite;
  static const PostgresCompiler postgres;
  static const MysqlCompiler mysql;
  static const MariadbCompiler mariadb;
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite;
    case Dialect::postgres:
      return postgres;
    case Dialect::mysql:
      return mysql;
    case Dialect::mariadb:
      return mariadb;
    case Dialect::none:
      break;
  }
  throw Error(Errc::unsupported,
              "a store without SQL has no tables; use a connection of a database");
}

void Compiler::check(const Blueprint& blueprint) const {
  check_blueprint(blueprint, blueprint.commands(), dialect());
}

Way Compiler::way(const Blueprint&, const Command&) const { return Way::statements; }

bool Compiler::may_rebuild(const Blueprint& blueprint) const {
  const std::vector<Command> commands = blueprint.commands();
  return std::any_of(commands.begin(), commands.end(),
                     [&](const Command& step) { return way(blueprint, step) != Way::statements; });
}

Compiler::Statements Compiler::statements(const Blueprint& blueprint) const {
  const std::vector<Command> commands = blueprint.commands();
  check_blueprint(blueprint, commands, dialect());
  std::string name = blueprint.name();
  const auto table = [&] {
    return Table{name, blueprint.options(), commands, create_of(commands), primary_of(commands)};
  };
  Statements out;
  for (const Command& command : commands) {
    if (way(blueprint, command) == Way::rebuild) {
      refuse(Errc::unsupported, {name},
             "on " + std::string{to_string(dialect())} + " " + described(command) +
                 " takes a look at the table that is there; run it on a connection, by "
                 "zin::MigrationSchema");
    }
    run(out, table(), command);
    if (const auto* const rename = std::get_if<RenameTable>(&command)) {
      name = renamed(name, rename->to);
    }
  }
  for (const Command& command : commands) {
    for_each_column(command, [&](const auto& column) { finish_column(out, table(), column); });
  }
  return out;
}

Compiler::Statements Compiler::step(const Blueprint& blueprint, std::string_view table,
                                    const Command& step) const {
  const std::vector<Command> commands = blueprint.commands();
  const Table at{table, blueprint.options(), commands, nullptr, primary_of(commands)};
  Statements out;
  run(out, at, step);
  for_each_column(step, [&](const auto& column) { finish_column(out, at, column); });
  return out;
}

void Compiler::run(Statements& out, const Table& table, const Command& step) const {
  if (table.create == nullptr || !is_in_create(table, step)) run_step(out, table, step);
}

void Compiler::run_step(Statements& out, const Table& table, const Command& step) const {
  struct Run {
    const Compiler& self;
    Statements& out;
    const Table& table;
    void operator()(const CreateTable&) const { self.create(out, table); }
    void operator()(const DropTable& drop) const { self.drop_table(out, table, drop); }
    void operator()(const RenameTable& rename) const { self.rename_table(out, table, rename); }
    void operator()(const CommentTable& comment) const { self.comment_table(out, table, comment); }
    void operator()(const AddColumn& add) const { self.add_column(out, table, add.column); }
    void operator()(const ChangeColumn& change) const {
      self.change_column(out, table, change.column);
    }
    void operator()(const DropColumns& drop) const { self.drop_columns(out, table, drop); }
    void operator()(const RenameColumn& rename) const { self.rename_column(out, table, rename); }
    void operator()(const AddIndex& add) const { self.add_index(out, table, add.index); }
    void operator()(const DropIndex& drop) const { self.drop_index(out, table, drop); }
    void operator()(const RenameIndex& rename) const { self.rename_index(out, table, rename); }
    void operator()(const AddForeignKey& add) const { self.add_foreign_key(out, table, add.key); }
    void operator()(const DropForeignKey& drop) const { self.drop_foreign_key(out, table, drop); }
  };
  std::visit(Run{*this, out, table}, step);
}

std::string Compiler::column_text(const ColumnDefinition& definition) const {
  return text([&](Writer& out) { column(out, nullptr, definition); });
}

std::string Compiler::foreign_key_text(const ForeignKeyDefinition& key) const {
  return text([&](Writer& out) { constraint(out, key); });
}

Compiler::Statements Compiler::index_statements(std::string_view table,
                                                const IndexDefinition& index) const {
  static const TableOptions options;
  static const std::vector<Command> commands;
  Statements out;
  if (index.kind != IndexKind::primary) add_index(out, {table, options, commands}, index);
  return out;
}

void Compiler::drop_table(Statements& out, const Table& table, const DropTable& drop) const {
  statement(out, [&](Writer& text) {
    text << (drop.if_exists ? "drop table if exists " : "drop table ");
    table_name(text, table.name);
  });
}

void Compiler::rename_table(Statements& out, const Table& table, const RenameTable& rename) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " rename to ";
    text.quoted(qualified(rename.to).name);
  });
}

void Compiler::rename_column(Statements& out, const Table& table,
                             const RenameColumn& rename) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " rename column ";
    text.quoted(rename.from);
    text << " to ";
    text.quoted(rename.to);
  });
}

void Compiler::add_foreign_key(Statements& out, const Table& table,
                               const ForeignKeyDefinition& key) const {
  statement(out, [&](Writer& text) {
    text << "alter table ";
    table_name(text, table.name);
    text << " add ";
    constraint(text, key);
  });
}

void Compiler::constraint(Writer& out, const ForeignKeyDefinition& key) const {
  out << "constraint ";
  out.quoted(key.name);
  out << " foreign key (";
  columns(out, key.columns);
  out << ") references ";
  table_name(out, key.on);
  out << " (";
  columns(out, key.references);
  out << ')';
  actions(out, key);
}

void Compiler::actions(Writer& out, const ForeignKeyDefinition& key) const {
  if (key.on_delete) out << " on delete " << to_string(*key.on_delete);
  if (key.on_update) out << " on update " << to_string(*key.on_update);
}

void Compiler::deferral(Writer& out, std::optional<bool> deferrable,
                        std::optional<bool> immediate) const {
  if (!deferrable) return;
  out << (*deferrable ? " deferrable" : " not deferrable");
  if (*deferrable && immediate) {
    out << (*immediate ? " initially immediate" : " initially deferred");
  }
}

void Compiler::create_head(Writer& out, const Table& table) const {
  out << (table.options.temporary ? "create temporary table " : "create table ")
      << (table.create->if_not_exists ? "if not exists " : "");
  table_name(out, table.name);
  out << " (";
  for (const ColumnDefinition& each : table.create->columns) {
    if (&each != &table.create->columns.front()) out << ", ";
    column(out, &table, each);
  }
}

void Compiler::column(Writer& out, const Table* table, const ColumnDefinition& column) const {
  out.quoted(column.name);
  out << ' ';
  type(out, column);
  modifiers(out, table, column);
}

void Compiler::default_of(Writer& out, const ColumnDefinition& column) const {
  if (column.use_current) {
    out << " default " << current(column);
  } else if (column.default_value) {
    out << " default ";
    if (const auto* const sql = std::get_if<SqlExpression>(&*column.default_value)) {
      out << sql->sql;
    } else {
      default_literal(out, column, std::get<Value>(*column.default_value));
    }
  }
}

// Servers make the column's type of a text.
void Compiler::default_literal(Writer& out, const ColumnDefinition&, const Value& value) const {
  switch (value.type()) {
    case Type::null:
      out << "null";
      return;
    case Type::boolean:
      out << (value.get<bool>() ? "'1'" : "'0'");
      return;
    case Type::int64:
    case Type::uint64:
    case Type::float32:
    case Type::float64:
      out.literal(value.to_string());
      return;
    case Type::bytes:
      out << value.to_string();  // x'00ff'
      return;
    default:
      out.literal(value.get<std::string>());
      return;
  }
}

void Compiler::allowed(Writer& out, const ColumnDefinition& column) const {
  for (const std::string& value : column.allowed) {
    if (&value != &column.allowed.front()) out << ", ";
    out.literal(value);
  }
}

void Compiler::columns(Writer& out, const std::vector<std::string>& names,
                       std::string_view words) const {
  for (const std::string& name : names) {
    if (&name != &names.front()) out << ", ";
    out << words;
    out.quoted(name);
  }
}

void Compiler::index_parts(Writer& out, const IndexDefinition& index) const {
  if (!index.expression.empty()) {
    out << index.expression;
  } else {
    columns(out, index.columns);
  }
}

void Compiler::table_name(Writer& out, std::string_view name) const {
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    out.quoted(name.substr(0, dot));
    out << '.';
    name.remove_prefix(dot + 1);
  }
  out.quoted(name);
}

}  // namespace zin::schema
