// Reads `create table` as SQLite's grammar has them (src/parse.y of SQLite).
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_table_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/schema/letter_case.hpp"
#include "zin/schema/sqlite_reader.hpp"
#include "zin/schema/sqlite_tokens.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::schema {
namespace {

using Kind = SqliteRule::Kind;

std::vector<std::string> names_in_parentheses(SqliteReader& in) {
  std::vector<std::string> names;
  in.want('(');
  do {
    names.push_back(in.name());
    in.skip_part();  // COLLATE, ASC, DESC
  } while (in.take(','));
  in.want(')');
  return names;
}

void skip_conflict(SqliteReader& in) {
  if (in.sees("on") && in.sees("conflict", 1)) {
    in.want("on");
    in.want("conflict");
    in.next();
  }
}

std::string action(SqliteReader& in) {
  std::string first = lower_case(in.next().text);
  if (first == "set" || first == "no") first += ' ' + lower_case(in.next().text);
  return first;
}

bool sees_deferrable(const SqliteReader& in) {
  return in.sees("deferrable") || (in.sees("not") && in.sees("deferrable", 1));
}

void read_deferrable(SqliteReader& in, SqliteReference& reference) {
  reference.deferrable = !in.take("not");
  in.want("deferrable");
  if (!in.take("initially")) return;
  reference.initially_deferred = reference.deferrable && in.sees("deferred");
  in.next();
}

SqliteReference read_reference(SqliteReader& in) {
  in.want("references");
  SqliteReference reference{.table = in.name()};
  if (in.sees('(')) reference.columns = names_in_parentheses(in);
  while (true) {
    if (in.take("on")) {
      const bool is_delete = in.sees("delete");
      const bool is_update = in.sees("update");
      in.next();
      std::string what = action(in);
      if (is_delete)
        reference.on_delete = std::move(what);
      else if (is_update)
        reference.on_update = std::move(what);
    } else if (in.take("match")) {
      in.next();
    } else if (sees_deferrable(in)) {
      read_deferrable(in, reference);
    } else {
      return reference;
    }
  }
}

std::string read_default(SqliteReader& in) {
  if (in.sees('(')) return in.parenthesised();
  const std::size_t first = in.place();
  if (in.sees('-') || in.sees('+')) in.next();
  in.next();
  return in.text_from(first);
}

bool begins_column_rule(const SqliteReader& in) {
  static constexpr std::array words =
      std::to_array<std::string_view>({"constraint", "primary", "not", "null", "unique", "check",
                                       "default", "collate", "references", "as"});
  if (std::ranges::any_of(words, [&](std::string_view word) { return in.sees(word); })) return true;
  return in.sees("generated") && in.sees("always", 1);
}

bool begins_table_rule(const SqliteReader& in) {
  static constexpr std::array words =
      std::to_array<std::string_view>({"constraint", "primary", "unique", "check", "foreign"});
  return std::ranges::any_of(words, [&](std::string_view word) { return in.sees(word); });
}

void read_constraint_name(SqliteReader& in, SqliteRule& rule) {
  while (in.take("constraint")) rule.name = in.name();
}

SqliteRule read_column_rule(SqliteReader& in) {
  const std::size_t first = in.place();
  SqliteRule rule;
  read_constraint_name(in, rule);
  if (in.take("primary")) {
    rule.kind = Kind::primary_key;
    in.want("key");
    if (!in.take("asc")) in.take("desc");
    skip_conflict(in);
    rule.autoincrement = in.take("autoincrement");
  } else if (in.take("unique")) {
    rule.kind = Kind::unique;
    skip_conflict(in);
  } else if (in.take("not")) {
    rule.kind = Kind::not_null;
    in.want("null");
    skip_conflict(in);
  } else if (in.take("null")) {
    rule.kind = Kind::null;
    skip_conflict(in);
  } else if (in.take("check")) {
    rule.kind = Kind::check;
    rule.expression = in.parenthesised();
    skip_conflict(in);
  } else if (in.take("default")) {
    rule.kind = Kind::default_;
    rule.expression = read_default(in);
  } else if (in.take("collate")) {
    rule.kind = Kind::collate;
    rule.collation = in.name();
  } else if (in.sees("references")) {
    rule.kind = Kind::reference;
    rule.reference = read_reference(in);
  } else {
    rule.kind = Kind::generated;
    if (in.take("generated")) in.want("always");
    in.want("as");
    rule.expression = in.parenthesised();
    if (in.take("stored")) {
      rule.stored = true;
    } else {
      in.take("virtual");
    }
  }
  rule.text = in.text_from(first);
  return rule;
}

SqliteRule read_table_rule(SqliteReader& in) {
  const std::size_t first = in.place();
  SqliteRule rule;
  read_constraint_name(in, rule);
  if (in.take("primary") || in.sees("unique")) {
    rule.kind = in.take("unique") ? Kind::unique : Kind::primary_key;
    if (rule.kind == Kind::primary_key) in.want("key");
    in.want('(');
    do {
      rule.columns.push_back(in.name());
      while (!in.at_end() && !in.sees(',') && !in.sees(')')) {
        rule.autoincrement = in.next().is("autoincrement") || rule.autoincrement;
      }
    } while (in.take(','));
    in.want(')');
    skip_conflict(in);
  } else if (in.take("check")) {
    rule.kind = Kind::check;
    rule.expression = in.parenthesised();
    skip_conflict(in);
  } else {
    in.want("foreign");
    in.want("key");
    rule.kind = Kind::reference;
    rule.columns = names_in_parentheses(in);
    rule.reference = read_reference(in);
  }
  rule.text = in.text_from(first);
  return rule;
}

SqliteColumn read_column(SqliteReader& in) {
  const std::size_t first = in.place();
  SqliteColumn column{.name = in.name()};
  column.quoted_name = in.text_from(first);
  const std::size_t type = in.place();
  while (in.sees_name() && !begins_column_rule(in)) in.next();
  if (in.place() > type && in.sees('(')) static_cast<void>(in.parenthesised());
  const std::string written = in.text_from(type);
  column.type = written.empty() ? std::string{} : evened_sqlite(written);
  while (!in.at_end() && !in.sees(',') && !in.sees(')')) {
    column.rules.push_back(read_column_rule(in));
    // A foreign key's time of check may stand apart from it.
    while (sees_deferrable(in) && column.rules.back().kind == Kind::reference) {
      read_deferrable(in, column.rules.back().reference);
    }
  }
  return column;
}

// Whether a rule is a foreign key to that table.
struct LeadsTo {
  std::string_view table;
  bool operator()(const SqliteRule& rule) const {
    return rule.kind == Kind::reference && same_sqlite_name(rule.reference.table, table);
  }
};

template <class Columns>
auto* find_column(Columns& columns, std::string_view name) noexcept {
  const auto found = std::ranges::find_if(
      columns, [&](const SqliteColumn& column) { return same_sqlite_name(column.name, name); });
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace

const SqliteRule* SqliteColumn::rule(Kind kind) const noexcept {
  const auto found = std::ranges::find(rules, kind, &SqliteRule::kind);
  return found == rules.end() ? nullptr : &*found;
}

std::string SqliteColumn::text() const {
  std::string text = quoted_name;
  if (!type.empty()) text += ' ' + type;
  for (const SqliteRule& rule : rules) text += ' ' + rule.text;
  return text;
}

SqliteTableText SqliteTableText::of(std::string_view sql) {
  SqliteReader in{sql};
  in.want("create");
  if (!in.take("temp")) in.take("temporary");
  in.want("table");
  if (in.take("if")) {
    in.want("not");
    in.want("exists");
  }
  SqliteTableText table{.name = in.name()};
  if (in.take('.')) table.name = in.name();
  in.reads(table.name);
  in.want('(');
  do {
    if (!begins_table_rule(in)) {
      table.columns.push_back(read_column(in));
      continue;
    }
    // SQLite wants no comma between these.
    while (begins_table_rule(in)) table.rules.push_back(read_table_rule(in));
  } while (in.take(','));
  in.want(')');
  const std::size_t options = in.place();
  in.skip_all();
  table.options = in.text_from(options);
  return table;
}

SqliteColumn* SqliteTableText::column(std::string_view column) noexcept {
  return find_column(columns, column);
}

const SqliteColumn* SqliteTableText::column(std::string_view column) const noexcept {
  return find_column(columns, column);
}

bool SqliteTableText::has_option(std::string_view option) const {
  return lower_case(evened_sqlite(options)).find(option) != std::string::npos;
}

std::vector<std::string> SqliteTableText::primary_key() const {
  for (const SqliteColumn& column : columns) {
    if (column.rule(Kind::primary_key) != nullptr) return {column.name};
  }
  const auto found = std::ranges::find(rules, Kind::primary_key, &SqliteRule::kind);
  return found == rules.end() ? std::vector<std::string>{} : found->columns;
}

bool SqliteTableText::autoincrements() const noexcept {
  const auto counts = [](const SqliteRule& rule) { return rule.autoincrement; };
  return std::ranges::any_of(rules, counts) ||
         std::ranges::any_of(columns, [&](const SqliteColumn& column) {
           return std::ranges::any_of(column.rules, counts);
         });
}

const SqliteColumn* SqliteTableText::rowid_column() const {
  if (has_option("without rowid")) return nullptr;
  const auto key = primary_key();
  if (key.size() != 1) return nullptr;
  const SqliteColumn* const found = column(key.front());
  if (found == nullptr || !same_sqlite_name(found->type, "integer")) return nullptr;
  // `integer primary key desc` is no rowid, by an old mistake that stays (lang_createtable).
  const SqliteRule* const rule = found->rule(Kind::primary_key);
  if (rule == nullptr) return found;
  const auto words = sqlite_tokens(rule->text);
  const bool downwards =
      std::ranges::any_of(words, [](const auto& word) { return word.is("desc"); });
  return downwards ? nullptr : found;
}

bool SqliteTableText::refers_to(std::string_view table) const { return !columns_to(table).empty(); }

std::vector<std::string> SqliteTableText::columns_to(std::string_view table) const {
  std::vector<std::string> found;
  for (const SqliteColumn& column : columns) {
    if (std::ranges::any_of(column.rules, LeadsTo{table})) found.push_back(column.name);
  }
  for (const SqliteRule& rule : rules) {
    if (LeadsTo{table}(rule)) found.insert(found.end(), rule.columns.begin(), rule.columns.end());
  }
  return found;
}

void SqliteTableText::forget_references_to(std::string_view table) {
  std::erase_if(rules, LeadsTo{table});
  for (SqliteColumn& column : columns) std::erase_if(column.rules, LeadsTo{table});
}

void SqliteTableText::rename_references(std::string_view from, std::string_view to) {
  const auto rename = [&](SqliteRule& rule) {
    if (rule.kind != Kind::reference || !same_sqlite_name(rule.reference.table, from)) return;
    const auto tokens = sqlite_tokens(rule.text);
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
      if (!tokens[at].is("references")) continue;
      const SqliteToken& target = tokens[at + 1];
      rule.text.replace(target.begin, target.end - target.begin,
                        quote_identifier(to, Dialect::sqlite));
      break;
    }
    rule.reference.table = to;
  };
  for (SqliteRule& rule : rules) rename(rule);
  for (SqliteColumn& column : columns) {
    for (SqliteRule& rule : column.rules) rename(rule);
  }
}

bool SqliteTableText::names(std::string_view sql, std::string_view column) {
  return std::ranges::any_of(sqlite_tokens(sql), [&](const SqliteToken& token) {
    return token.kind != SqliteToken::Kind::string && token.is_name() &&
           same_sqlite_name(token.unquoted(), column);
  });
}

std::string SqliteTableText::text(std::string_view as) const {
  std::string text = "CREATE TABLE " + quote_identifier(as, Dialect::sqlite) + " (";
  std::string_view comma;
  for (const SqliteColumn& column : columns) {
    text += std::exchange(comma, ", ");
    text += column.text();
  }
  for (const SqliteRule& rule : rules) {
    text += std::exchange(comma, ", ");
    text += rule.text;
  }
  text += ')';
  if (!options.empty()) text += ' ' + options;
  return text;
}

}  // namespace zin::schema
