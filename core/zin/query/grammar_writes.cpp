// Grammar: inserts, updates and deletes.
// SPDX-License-Identifier: MIT
#include <string>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/query/grammar.hpp"
#include "zin/query/ordered.hpp"

namespace zin::query {

using Kind = ast::Expression::Kind;

void Grammar::insert(Writer& out, const ast::Select& query, const ast::Insert& insert) const {
  write_ctes(out, query, "insert");
  out << insert_words(insert);
  out.name(table_of(query.from.expression.name));
  if (insert.source != nullptr) {
    if (!insert.columns.empty()) {
      out << " (";
      names(out, insert.columns);
      out << ')';
    }
    out << ' ';
    select(out, *insert.source);
  } else if (insert.columns.empty()) {
    no_values(out);
  } else {
    insert_rows(out, query, insert);
  }
  if (insert.on_conflict != ast::OnConflict::fail) conflict(out, insert);
  returning(out, query, out.traits().returns_inserted, "insert");
}

void Grammar::insert_rows(Writer& out, const ast::Select&, const ast::Insert& insert) const {
  out << " (";
  names(out, insert.columns);
  out << ") values ";
  for (std::size_t row = 0; row < insert.rows; ++row) {
    out << (row == 0 ? "(" : ", (");
    for (std::size_t at = 0; at < insert.columns.size(); ++at) {
      if (at > 0) out << ", ";
      expression(out, insert.cells[row * insert.columns.size() + at]);
    }
    out << ')';
  }
}

std::string_view Grammar::insert_words(const ast::Insert&) const { return "insert into "; }

void Grammar::no_values(Writer& out) const { out << " default values"; }

// As SQLite and PostgreSQL have it.
void Grammar::conflict(Writer& out, const ast::Insert& insert) const {
  out << " on conflict ";
  if (!insert.unique.empty()) {
    out << '(';
    names(out, insert.unique);
    out << ") ";
  }
  if (insert.on_conflict != ast::OnConflict::update) {
    out << "do nothing";
    return;
  }
  out << "do update set ";
  overwrites(out, insert);
}

void Grammar::overwrites(Writer& out, const ast::Insert& insert) const {
  bool first = true;
  for (const std::string_view column : insert.overwrite) {
    if (!std::exchange(first, false)) out << ", ";
    name(out, column);
    out << " = ";
    overwritten(out, column);
  }
  for (const ast::Assignment& assignment : insert.assign) {
    if (!std::exchange(first, false)) out << ", ";
    name(out, assignment.column);
    out << " = ";
    expression(out, assignment.expression);
  }
}

void Grammar::overwritten(Writer& out, std::string_view column) const {
  out.quoted("excluded");
  out << '.';
  name(out, column);
}

void Grammar::update(Writer& out, const ast::Select& query, const ast::Update& update) const {
  check_changed_rows(query, "update");
  write_ctes(out, query, "update");
  if (update.from_joins) {
    update_from(out, query, update);
  } else if (!query.joins.empty() || query.limit || query.offset) {
    update_limited(out, query, update);
  } else {
    out << "update ";
    out.name(query.from.expression.name);
    out << " set ";
    assignments(out, update);
    wheres(out, query);
    write_orders(out, query);
  }
  returning(out, query, out.traits().returns_updated, "update");
}

void Grammar::write_ctes(Writer& out, const ast::Select& query, std::string_view) const {
  ctes(out, query);
}

// Without a limit the order says nothing about the outcome, but where keys are checked row by row.
void Grammar::write_orders(Writer&, const ast::Select&) const {}

// Left out they would let more rows be changed than were meant.
void Grammar::check_changed_rows(const ast::Select& query, std::string_view verb) const {
  const char* const extra = !query.groups.empty() || !query.havings.empty()
                                ? "group_by() or having()"
                            : !query.combinations.empty()       ? "a union"
                            : !query.group_limit.column.empty() ? "group_limit()"
                                                                : nullptr;
  if (extra == nullptr) return;
  throw Error(Errc::invalid_argument,
              std::string{verb} + " takes no " + extra +
                  "; choose its rows by where_in() with a query that has it");
}

void Grammar::assignments(Writer& out, const ast::Update& update) const {
  bool first = true;
  for (const ast::Assignment& assignment : update.assignments) {
    if (!std::exchange(first, false)) out << ", ";
    if (JsonPath::is(assignment.column)) {
      json_assignment(out, assignment);
      continue;
    }
    assigned_column(out, assignment.column);
    out << " = ";
    expression(out, assignment.expression);
  }
}

// A table's name in front of the column is refused there.
void Grammar::assigned_column(Writer& out, std::string_view column) const {
  out.quoted(column.substr(column.rfind('.') + 1));
}

void Grammar::update_from(Writer& out, const ast::Select& query, const ast::Update& update) const {
  if (query.limit || query.offset) refuse("update .. from with a limit");
  out << "update ";
  out.name(query.from.expression.name);
  out << " set ";
  assignments(out, update);
  // The joined tables are a list, and their conditions are conditions like others.
  for_each(query.joins, [&](const ast::Join& join, bool first) {
    if (join.kind != ast::Join::Kind::inner && join.kind != ast::Join::Kind::cross) {
      refuse("update .. from with outer joins");
    }
    out << (first ? " from " : ", ");
    source(out, join.source);
  });
  bool first = true;
  const auto all_of = [&](const ast::List<ast::Condition>& list) {
    if (list.empty()) return;
    out << (std::exchange(first, false) ? " where " : " and ");
    enclosed(out, list);
  };
  all_of(query.wheres);
  for_each(query.joins, [&](const ast::Join& join, bool) { all_of(join.on); });
}

// In parentheses where an `or` would take in what stands beside it.
void Grammar::enclosed(Writer& out, const ast::List<ast::Condition>& list) const {
  bool either = false;
  for_each(list, [&](const ast::Condition& node, bool first) { either |= !first && node.either; });
  if (either) out << '(';
  conditions(out, list);
  if (either) out << ')';
}

void Grammar::erase(Writer& out, const ast::Select& query) const {
  check_changed_rows(query, "delete");
  write_ctes(out, query, "delete");
  if (!query.joins.empty() || query.limit || query.offset) {
    erase_limited(out, query);
  } else {
    out << "delete from ";
    out.name(query.from.expression.name);
    wheres(out, query);
    write_orders(out, query);
  }
  returning(out, query, out.traits().returns_deleted, "delete");
}

void Grammar::where_row_in(Writer& out, const ast::Select& query, std::string_view row_id) const {
  out << " where ";
  out.quoted(row_id);
  out << " in (";
  const std::string column =
      std::string{called(query.from.expression.name)} + "." + std::string{row_id};
  ast::Column node;
  node.expression = ast::Expression::of_name(column);
  ast::Select rows = query;
  rows.ctes = {};
  rows.columns = {.last = &node, .size = 1};
  body(out, rows);
  out << ')';
}

void Grammar::returning(Writer& out, const ast::Select& query, bool possible,
                        std::string_view verb) const {
  if (!query.returns) return;
  if (!possible) refuse(std::string{verb} + " .. returning");
  out << " returning ";
  if (query.returning.empty()) {
    out << '*';
  } else {
    names(out, query.returning);
  }
}

}  // namespace zin::query
