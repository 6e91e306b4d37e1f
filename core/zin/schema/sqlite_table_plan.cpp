// Changes the text of a table as the steps of a blueprint say.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_table_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/schema/sqlite_index_text.hpp"
#include "zin/schema/sqlite_tokens.hpp"

namespace zin::schema {
namespace {

using Kind = SqliteRule::Kind;

bool has_name(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::any_of(names, [&](const auto& one) { return same_sqlite_name(one, name); });
}

bool same_names(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::equal(a, b, same_sqlite_name);
}

bool is_rule(const SqliteRule& rule, Kind kind) { return rule.kind == kind; }

// The check that an enum column is written with: `"state" in ('new', 'old')`. It goes with the
// type.
bool is_list_of_values(const SqliteRule& rule, std::string_view column) {
  if (rule.kind != Kind::check || !rule.name.empty()) return false;
  const auto tokens = sqlite_tokens(rule.expression);
  if (tokens.size() < 5 || !tokens[0].is_name() ||
      !same_sqlite_name(tokens[0].unquoted(), column) || !tokens[1].is("in") ||
      !tokens[2].is('(') || !tokens.back().is(')')) {
    return false;
  }
  return std::all_of(tokens.begin() + 3, tokens.end() - 1, [](const SqliteToken& token) {
    return token.kind == SqliteToken::Kind::string || token.is(',');
  });
}

// A key that a table's definition keeps when one of its columns is defined anew.
bool outlives_change(const SqliteRule& rule, const SqliteColumn& old) {
  switch (rule.kind) {
    case Kind::primary_key:
    case Kind::unique:
    case Kind::reference:
      return true;
    case Kind::check:
      return !is_list_of_values(rule, old.name);
    default:
      return false;
  }
}

bool is_primary(const SqliteColumn& column) { return column.rule(Kind::primary_key) != nullptr; }

}  // namespace

SqliteTablePlan::SqliteTablePlan(const Compiler& compiler, const SqliteObjects& objects,
                                 std::string_view table)
    : compiler_(compiler), table_(table) {
  const SqliteObject* const found = objects.find("table", table);
  if (found == nullptr) {
    throw Error(Errc::undefined_table, "there is no table " + table_ + " to alter");
  }
  before_ = SqliteTableText::of(found->sql);
  before_.name = table_ = found->name;
  after_ = before_;
  indexes_ = objects.on(table_, "index");
  for (const SqliteColumn& column : before_.columns) {
    if (!column.is_generated()) sources_.push_back({column.name, column.name});
  }
}

void SqliteTablePlan::refuse(const std::string& what) const {
  throw Error(Errc::invalid_argument, "table " + table_ + ": " + what);
}

std::string SqliteTablePlan::key_name(const std::vector<std::string>& columns,
                                      std::string_view last_part) const {
  return index_name(table_, columns, last_part);
}

void SqliteTablePlan::apply(const Command& step) {
  std::visit(
      [&](const auto& one) {
        if constexpr (requires { this->add(one); }) {
          add(one);
        } else if constexpr (requires { this->drop(one); }) {
          drop(one);
        } else if constexpr (std::is_same_v<std::remove_cvref_t<decltype(one)>, ChangeColumn>) {
          change(one);
        } else {
          throw Error(Errc::internal, "the step `" + described(step) + "` is none of a rebuild");
        }
      },
      step);
}

// What the compiler writes is read again: one text for new tables and for those that change.
SqliteColumn SqliteTablePlan::column_of(const ColumnDefinition& definition) const {
  return SqliteTableText::of("CREATE TABLE t (" + compiler_.column_text(definition) + ")")
      .columns.at(0);
}

SqliteRule SqliteTablePlan::rule_of(const std::string& text) const {
  return SqliteTableText::of("CREATE TABLE t (c, " + text + ")").rules.at(0);
}

void SqliteTablePlan::add(const AddColumn& step) {
  if (after_.column(step.column.name) != nullptr) {
    refuse("there is a column " + step.column.name + " already; add one of another name");
  }
  SqliteColumn column = column_of(step.column);
  if (is_primary(column) && !after_.primary_key().empty()) {
    refuse(fmt::format("the column {} would be a second primary key beside ({}); drop that first",
                       column.name, fmt::join(after_.primary_key(), ", ")));
  }
  after_.columns.push_back(std::move(column));
}

void SqliteTablePlan::change(const ChangeColumn& step) {
  SqliteColumn* const old = after_.column(step.column.name);
  if (old == nullptr) refuse("there is no column " + step.column.name + " to change");
  SqliteColumn changed = column_of(step.column);
  changed.name = old->name;
  changed.quoted_name = old->quoted_name;
  const bool was_in_key = has_name(after_.primary_key(), old->name);
  if (is_primary(changed) && !was_in_key && !after_.primary_key().empty()) {
    refuse(fmt::format("the column {} would be a second primary key beside ({}); drop that first",
                       changed.name, fmt::join(after_.primary_key(), ", ")));
  }
  for (SqliteRule& rule : old->rules) {
    const bool is_said_anew = rule.kind == Kind::primary_key && is_primary(changed);
    if (outlives_change(rule, *old) && !is_said_anew) changed.rules.push_back(std::move(rule));
  }
  if (is_primary(changed)) {
    std::erase_if(after_.rules,
                  [](const SqliteRule& rule) { return is_rule(rule, Kind::primary_key); });
  }
  *old = std::move(changed);

  const auto source = std::ranges::find_if(
      sources_, [&](const Source& one) { return same_sqlite_name(one.column, step.column.name); });
  if (old->is_generated()) {
    if (source != sources_.end()) sources_.erase(source);
  } else if (source != sources_.end()) {
    source->same = false;
  } else if (before_.column(step.column.name) != nullptr) {
    // It was generated: what it gave is what it holds now.
    sources_.push_back({old->name, old->name, false});
  }
}

void SqliteTablePlan::drop(const DropColumns& step) {
  for (const std::string& name : step.columns) drop_column(name);
}

void SqliteTablePlan::drop_column(const std::string& name) {
  if (after_.column(name) == nullptr) refuse("there is no column " + name + " to drop");
  if (after_.columns.size() == 1) {
    refuse("the column " + name + " is its only one; drop the table instead");
  }
  // Keys and indexes go with it, as on PostgreSQL. Checks and expressions do not: they say
  // something of what stays, too.
  std::erase_if(after_.rules, [&](const SqliteRule& rule) { return has_name(rule.columns, name); });
  for (const SqliteRule& rule : after_.rules) {
    if (is_rule(rule, Kind::check) && SqliteTableText::names(rule.expression, name)) {
      refuse(fmt::format("the check ({}) names the column {}, which is to be dropped",
                         rule.expression, name));
    }
  }
  for (const SqliteColumn& column : after_.columns) {
    if (same_sqlite_name(column.name, name)) continue;
    for (const SqliteRule& rule : column.rules) {
      const bool has_expression = is_rule(rule, Kind::check) || is_rule(rule, Kind::generated);
      if (has_expression && SqliteTableText::names(rule.expression, name)) {
        refuse(
            fmt::format("the expression ({}) of the column {} names the column {}, which is to be "
                        "dropped",
                        rule.expression, column.name, name));
      }
    }
  }
  std::erase_if(indexes_, [&](const SqliteObject& index) {
    const SqliteIndexText text = SqliteIndexText::of(index.sql);
    return SqliteTableText::names(text.predicate, name) ||
           std::ranges::any_of(text.parts, [&](const std::string& part) {
             return SqliteTableText::names(part, name);
           });
  });
  std::erase_if(after_.columns,
                [&](const SqliteColumn& column) { return same_sqlite_name(column.name, name); });
  std::erase_if(sources_,
                [&](const Source& source) { return same_sqlite_name(source.column, name); });
}

void SqliteTablePlan::add(const AddIndex& step) {
  if (const auto key = after_.primary_key(); !key.empty()) {
    // A column that counts is the key by itself.
    if (same_names(key, step.index.columns) && !same_names(key, before_.primary_key())) return;
    refuse(
        fmt::format("it has the primary key ({}) already; drop that first", fmt::join(key, ", ")));
  }
  std::string text;
  for (const std::string& column : step.index.columns) {
    if (after_.column(column) == nullptr) {
      refuse("there is no column " + column + " for the primary key");
    }
    if (!text.empty()) text += ", ";
    text += quote_identifier(column, Dialect::sqlite);
  }
  after_.rules.push_back(rule_of("primary key (" + text + ")"));
}

void SqliteTablePlan::drop(const DropIndex& step) {
  if (step.kind == IndexKind::primary) return drop_primary_key();
  const auto is_meant = [&](const SqliteRule& rule, const std::vector<std::string>& columns) {
    if (!is_rule(rule, Kind::unique)) return false;
    return rule.name.empty() ? same_sqlite_name(key_name(columns, "unique"), step.name)
                             : same_sqlite_name(rule.name, step.name);
  };
  std::size_t dropped = std::erase_if(
      after_.rules, [&](const SqliteRule& rule) { return is_meant(rule, rule.columns); });
  for (SqliteColumn& column : after_.columns) {
    dropped += std::erase_if(column.rules,
                             [&](const SqliteRule& rule) { return is_meant(rule, {column.name}); });
  }
  if (dropped == 0) refuse("there is no key " + step.name + " to drop");
}

void SqliteTablePlan::drop_primary_key() {
  const auto key = after_.primary_key();
  if (key.empty()) refuse("there is no primary key to drop");
  const bool was_rowid = after_.rowid_column() != nullptr;
  std::erase_if(after_.rules,
                [](const SqliteRule& rule) { return is_rule(rule, Kind::primary_key); });
  for (const std::string& name : key) {
    SqliteColumn* const column = after_.column(name);
    if (column == nullptr) continue;
    std::erase_if(column->rules,
                  [](const SqliteRule& rule) { return is_rule(rule, Kind::primary_key); });
    // The rowid is never NULL without that being said.
    if (was_rowid && column->rule(Kind::not_null) == nullptr) {
      column->rules.insert(column->rules.begin(), {.kind = Kind::not_null, .text = "not null"});
    }
  }
}

void SqliteTablePlan::add(const AddForeignKey& step) {
  for (const std::string& column : step.key.columns) {
    if (after_.column(column) == nullptr) {
      refuse("there is no column " + column + " for the foreign key to " + step.key.on);
    }
  }
  after_.rules.push_back(rule_of(compiler_.foreign_key_text(step.key)));
}

void SqliteTablePlan::drop(const DropForeignKey& step) {
  std::vector<std::string> there;
  const auto is_meant = [&](const SqliteRule& rule, const std::vector<std::string>& columns) {
    if (!is_rule(rule, Kind::reference)) return false;
    const std::string name = rule.name.empty() ? key_name(columns, "foreign") : rule.name;
    there.push_back(name);
    return same_sqlite_name(name, step.name) ||
           (!step.columns.empty() && same_names(columns, step.columns));
  };
  std::size_t dropped = std::erase_if(
      after_.rules, [&](const SqliteRule& rule) { return is_meant(rule, rule.columns); });
  for (SqliteColumn& column : after_.columns) {
    dropped += std::erase_if(column.rules,
                             [&](const SqliteRule& rule) { return is_meant(rule, {column.name}); });
  }
  if (dropped > 0) return;
  refuse(there.empty() ? "there is no foreign key " + step.name + " to drop; it has none"
                       : fmt::format("there is no foreign key {} to drop; it has {}", step.name,
                                     fmt::join(there, ", ")));
}

bool SqliteTablePlan::drops_alone(std::string_view name) const {
  const SqliteColumn* const column = after_.column(name);
  if (column == nullptr || after_.columns.size() == 1) return false;
  const auto forbids = [](const SqliteRule& rule) {
    return is_rule(rule, Kind::primary_key) || is_rule(rule, Kind::unique) ||
           is_rule(rule, Kind::reference) || is_rule(rule, Kind::generated);
  };
  if (std::ranges::any_of(column->rules, forbids)) return false;
  const auto names_it = [&](const SqliteRule& rule) {
    return SqliteTableText::names(rule.text, name);
  };
  if (std::ranges::any_of(after_.rules, names_it)) return false;
  for (const SqliteColumn& other : after_.columns) {
    if (&other != column && std::ranges::any_of(other.rules, names_it)) return false;
  }
  return std::ranges::none_of(
      indexes_, [&](const SqliteObject& index) { return SqliteTableText::names(index.sql, name); });
}

bool SqliteTablePlan::declares_key(std::string_view index) const {
  const auto is_it = [&](const SqliteRule& rule, const std::vector<std::string>& columns) {
    return is_rule(rule, Kind::unique) &&
           same_sqlite_name(rule.name.empty() ? key_name(columns, "unique") : rule.name, index);
  };
  const bool is_index = std::ranges::any_of(
      indexes_, [&](const SqliteObject& one) { return same_sqlite_name(one.name, index); });
  if (is_index) return false;
  if (std::ranges::any_of(after_.rules,
                          [&](const auto& rule) { return is_it(rule, rule.columns); })) {
    return true;
  }
  return std::ranges::any_of(after_.columns, [&](const SqliteColumn& column) {
    return std::ranges::any_of(column.rules,
                               [&](const SqliteRule& rule) { return is_it(rule, {column.name}); });
  });
}

}  // namespace zin::schema
