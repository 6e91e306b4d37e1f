// Writes: what is refused, how many statements they take, and which way rows come back.
// SPDX-License-Identifier: MIT
#include "zin/query/write.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/query/compile.hpp"
#include "zin/query/returning.hpp"

namespace zin::query {

using ast::Expression;

namespace {

void check_table(const ast::Select& select, std::string_view verb) {
  if (select.from.expression.is(Expression::Kind::name)) return;
  throw Error(Errc::invalid_argument,
              std::string{verb} + " needs a table to write to; name it with table(\"...\")");
}

void check_scope(const ast::Select& select, Scope scope, std::string_view verb) {
  check_table(select, verb);
  if (scope == Scope::all_rows || !select.wheres.empty()) return;
  throw Error(Errc::invalid_argument,
              std::string{verb} + " without where() would change every row of " +
                  std::string{select.from.expression.name} + "; add where(), or say " +
                  (verb == "delete" ? "delete_all()" : "update_all()") + " aloud");
}

ast::Insert insert_of(const RowList& rows, const Conflict& conflict, std::size_t first,
                      std::size_t count) {
  const std::size_t width = rows.columns().size();
  return {.columns = rows.columns(),
          .cells = rows.cells().subspan(first * width, count * width),
          .rows = count,
          .on_conflict = conflict.action,
          .unique = conflict.unique,
          .overwrite = conflict.overwrite,
          .assign = conflict.assign};
}

Statement statement_of(const Write& write, const DialectTraits& traits, const ast::Insert& insert) {
  return compile(traits, insert.cells.size() + insert.assign.size(), Intent::write,
                 [&](const Grammar& grammar, sql::Writer& out) {
                   grammar.insert(out, write.builder.select, insert);
                 });
}

}  // namespace

Written run_write(Session& session, const Write& write, const Statement& statement) {
  if (write.builder.select.returns) {
    Rows rows = session.run(statement, write.where);
    const std::uint64_t affected = rows.size();
    return {.affected = affected, .rows = std::move(rows)};
  }
  const ExecuteResult done = session.execute(statement.sql, statement.bindings, write.where);
  return {.affected = done.affected, .last_insert_id = done.last_insert_id};
}

std::size_t rows_per_statement(const RowList& rows, const Conflict& conflict,
                               const DialectTraits& traits) {
  const std::size_t taken = conflict.assign.size();
  const std::size_t room = traits.max_parameters > taken ? traits.max_parameters - taken : 1;
  return std::max<std::size_t>(1, room / rows.columns().size());
}

Statement insert_statement(const Write& write, const DialectTraits& traits, const RowList& rows,
                           const Conflict& conflict, std::size_t first, std::size_t count) {
  const ast::Insert insert = insert_of(rows, conflict, first, count);
  return statement_of(write, traits, insert);
}

Written insert(const Write& write, const RowList& rows, const Conflict& conflict) {
  const ast::Select& select = write.builder.select;
  check_table(select, "insert");
  if (rows.size() == 0) return {};
  if (rows.columns().empty()) return insert_defaults(write);
  if (conflict.action == ast::OnConflict::update && conflict.unique.empty()) {
    throw Error(Errc::invalid_argument,
                "upsert() got no columns to know a row by; name those of a unique key");
  }
  const auto most_of = [&](const DialectTraits& traits) {
    return std::min(rows.size(), rows_per_statement(rows, conflict, traits));
  };
  Session& session = write.target.session();
  const DialectTraits traits = traits_of(session, [&](const DialectTraits& t) {
    return insert_statement(write, t, rows, conflict, 0, most_of(t));
  });
  if (select.returns && !traits.returns_inserted) {
    return insert_and_select(session, traits, write, rows, conflict);
  }
  const std::size_t most = most_of(traits);
  if (rows.size() == most) {
    return run_write(session, write, insert_statement(write, traits, rows, conflict, 0, most));
  }
  return session.transaction(
      [&](Session& tx) {
        Written done;
        std::vector<Rows> parts;
        for (std::size_t first = 0; first < rows.size(); first += most) {
          const std::size_t count = std::min(most, rows.size() - first);
          Written part =
              run_write(tx, write, insert_statement(write, traits, rows, conflict, first, count));
          done.affected += part.affected;
          done.last_insert_id = part.last_insert_id;
          parts.push_back(std::move(part.rows));
        }
        done.rows = Rows::joined(parts);
        return done;
      },
      {}, write.where);
}

Written insert_defaults(const Write& write) {
  check_table(write.builder.select, "insert");
  Session& session = write.target.session();
  const auto make = [&](const DialectTraits& traits) {
    return statement_of(write, traits, ast::Insert{.rows = 1});
  };
  return run_write(session, write, compiled_for(session, make));
}

Written insert_using(const Write& write, std::span<const std::string_view> columns,
                     const Builder& source, ast::OnConflict on_conflict) {
  check_table(write.builder.select, "insert");
  Session& session = write.target.session();
  const ast::Insert insert{
      .columns = columns, .source = &source.select, .on_conflict = on_conflict};
  const auto make = [&](const DialectTraits& traits) {
    return statement_of(write, traits, insert);
  };
  return run_write(session, write, compiled_for(session, make));
}

std::string_view bulk_table(const Builder& builder) {
  const ast::Select& select = builder.select;
  check_table(select, "insert");
  if (select.wheres.empty() && select.joins.empty() && select.ctes.empty()) {
    return table_of(select.from.expression.name);
  }
  throw Error(Errc::invalid_argument,
              "insert_many() takes a table and nothing else; leave conditions, joins and with() "
              "out");
}

Value insert_get_id(const Write& write, const RowList& rows, std::string_view key) {
  if (rows.size() != 1) {
    throw Error(Errc::invalid_argument, "insert_get_id() inserts one row, and got " +
                                            std::to_string(rows.size()) + "; use insert()");
  }
  Session& session = write.target.session();
  const DialectTraits traits = traits_of(session, [&](const DialectTraits& t) {
    Builder plain = write.builder;
    plain.select.returns = false;
    const Write one{.builder = plain, .target = write.target, .key = key, .where = write.where};
    return insert_statement(one, t, rows, {}, 0, 1);
  });
  const bool tells_last_id = traits.dialect == Dialect::sqlite || speaks_mysql(traits.dialect);
  Builder builder = write.builder;
  builder.select.returns = false;
  if (!tells_last_id) {
    const std::string_view columns[] = {key};
    builder.returning(columns);
  }
  const Write one{.builder = builder, .target = write.target, .key = key, .where = write.where};
  const Written done = insert(one, rows);
  // Without a row, a trigger kept it out.
  if (!tells_last_id) return done.rows.empty() ? Value{0} : done.rows.front().value(0);
  // What was given is not generated.
  const auto columns = rows.columns();
  const auto given = std::find(columns.begin(), columns.end(), key);
  if (given != columns.end()) {
    const Expression& cell = rows.cells()[static_cast<std::size_t>(given - columns.begin())];
    if (cell.is(Expression::Kind::value) && !cell.values.front().is_null()) {
      return cell.values.front();
    }
  }
  return done.last_insert_id;
}

void where_id(Builder& builder, const Value& id) {
  check_table(builder.select, "delete");
  const std::string column = std::string{called(builder.select.from.expression.name)} + ".id";
  builder.enclose_wheres();
  builder.wheres().compare({}, column, "=", id);
}

Written update(const Write& write, std::span<const ast::Assignment> assign, Scope scope,
               bool from_joins) {
  const ast::Select& select = write.builder.select;
  if (assign.empty()) {
    throw Error(Errc::invalid_argument, "update() got nothing to change; name a column");
  }
  check_scope(select, scope, "update");
  Session& session = write.target.session();
  const ast::Update update{.assignments = assign, .from_joins = from_joins};
  const auto make = [&](const DialectTraits& traits) {
    return compile(
        traits, select.value_count + assign.size(), Intent::write,
        [&](const Grammar& grammar, sql::Writer& out) { grammar.update(out, select, update); });
  };
  const DialectTraits traits = traits_of(session, make);
  if (select.returns && !traits.returns_updated) {
    return update_and_select(session, traits, write, update);
  }
  return run_write(session, write, make(traits));
}

Written erase(const Write& write, Scope scope) {
  const ast::Select& select = write.builder.select;
  check_scope(select, scope, "delete");
  Session& session = write.target.session();
  const auto make = [&](const DialectTraits& traits) {
    return compile(traits, select.value_count, Intent::write,
                   [&](const Grammar& grammar, sql::Writer& out) { grammar.erase(out, select); });
  };
  const DialectTraits traits = traits_of(session, make);
  if (select.returns && !traits.returns_deleted) {
    return select_and_erase(session, traits, write);
  }
  return run_write(session, write, make(traits));
}

void truncate(const Write& write) {
  const ast::Select& select = write.builder.select;
  check_table(select, "truncate");
  Session& session = write.target.session();
  unsigned count = 1;
  const auto statement = [&](const DialectTraits& traits, unsigned which) {
    return compile(traits, 1, Intent::write, [&](const Grammar& grammar, sql::Writer& out) {
      count = grammar.truncate(out, select, which);
    });
  };
  const DialectTraits traits = traits_of(session, [&](const DialectTraits& t) {
    for (unsigned which = 0; which < count; ++which) static_cast<void>(statement(t, which));
  });
  for (unsigned which = 0; which < count; ++which) {
    const Statement one = statement(traits, which);
    try {
      session.execute(one.sql, one.bindings, write.where);
    } catch (const Error& error) {
      // SQLite makes its table of sequences with the first table that has one.
      if (error.code() != Errc::undefined_table || which + 1 == count) throw;
    }
  }
}

}  // namespace zin::query
