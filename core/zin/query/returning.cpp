// Finding again what was written.
// SPDX-License-Identifier: MIT
#include "zin/query/returning.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/query/compile.hpp"

namespace zin::query {

using ast::Expression;

namespace {

// The same query as an ordinary one, which gives the columns that were asked for.
Builder plain(const Write& write) {
  Builder builder = write.builder;
  builder.select.returns = false;
  builder.select.columns = {};
  for (const std::string_view column : write.builder.select.returning) builder.add_column(column);
  return builder;
}

// On the table alone, without the conditions.
Builder on_table(const Write& write) {
  Builder builder = plain(write);
  builder.select.wheres = {};
  builder.select.joins = {};
  builder.select.orders = {};
  builder.select.limit = builder.select.offset = std::nullopt;
  return builder;
}

Rows select(Session& session, const DialectTraits& traits, const Builder& builder,
            const Write& write) {
  return session.run(compile_select(builder.select, traits), write.where);
}

Written write_plainly(Session& session, const DialectTraits& traits, const Builder& builder,
                      const Write& write, const ast::Update* update) {
  const Write quiet{
      .builder = builder, .target = write.target, .key = write.key, .where = write.where};
  const std::size_t values =
      builder.select.value_count + (update == nullptr ? 0 : update->assignments.size());
  return run_write(
      session, quiet,
      compile(traits, values, Intent::write, [&](const Grammar& grammar, sql::Writer& out) {
        if (update != nullptr) {
          grammar.update(out, builder.select, *update);
        } else {
          grammar.erase(out, builder.select);
        }
      }));
}

// The values of some columns of each row, when all of them were given as values; else nothing.
std::vector<std::vector<Value>> given_keys(const RowList& rows,
                                           std::span<const std::string_view> names) {
  const auto columns = rows.columns();
  std::vector<std::size_t> places;
  for (const std::string_view name : names) {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) return {};
    places.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  std::vector<std::vector<Value>> keys;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    keys.emplace_back();
    for (const std::size_t place : places) {
      const Expression& cell = rows.cells()[row * columns.size() + place];
      if (!cell.is(Expression::Kind::value) || cell.values.front().is_null()) return {};
      keys.back().push_back(cell.values.front());
    }
  }
  return keys;
}

void where_keys(Builder& builder, std::span<const std::string_view> names,
                const std::vector<std::vector<Value>>& keys) {
  if (names.size() == 1) {
    std::vector<Value> values;
    for (const auto& key : keys) values.push_back(key.front());
    return builder.wheres().in({}, names.front(), values);
  }
  for (const auto& key : keys) {
    ast::List<ast::Condition> one;
    Conditions conditions{builder.arena, one, builder.select.value_count};
    for (std::size_t at = 0; at < names.size(); ++at) {
      conditions.compare({}, names[at], "=", key[at]);
    }
    builder.wheres().group({.either = true}, one);
  }
}

std::vector<Value> values_of(const Rows& rows) {
  std::vector<Value> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(row.value(0));
  return values;
}

}  // namespace

Written insert_and_select(Session& session, const DialectTraits& traits, const Write& write,
                          const RowList& rows, const Conflict& conflict) {
  const std::string_view key[] = {write.key};
  const auto names =
      conflict.unique.empty() ? std::span<const std::string_view>{key} : conflict.unique;
  const auto keys = given_keys(rows, names);
  if (keys.empty() && conflict.action != ast::OnConflict::fail) {
    throw Error(Errc::unsupported,
                std::string{to_string(traits.dialect)} +
                    " gives no rows back, and which ones were kept cannot be told without the "
                    "values of " +
                    std::string{names.front()} + "; give them, or read the rows yourself");
  }
  // What cannot be asked for is refused before anything is written.
  static_cast<void>(compile_select(on_table(write).select, traits));
  return session.transaction(
      [&](Session& tx) {
        Builder quiet = plain(write);
        const Write plainly{
            .builder = quiet, .target = write.target, .key = write.key, .where = write.where};
        Written done = run_write(tx, plainly, insert_statement(plainly, traits, rows, conflict));
        Builder found = on_table(write);
        if (!keys.empty()) {
          where_keys(found, names, keys);
        } else {
          const Rows step = tx.run(
              {.sql = "select @@auto_increment_increment", .intent = Intent::write}, write.where);
          const std::int64_t distance =
              step.empty() ? 1 : step.front().template get<std::int64_t>(0);
          const std::int64_t last =
              done.last_insert_id + static_cast<std::int64_t>(rows.size() - 1) * distance;
          found.wheres().between({}, write.key, done.last_insert_id, last);
          found.order_by(write.key, false, Nulls::unsaid);
        }
        done.rows = select(tx, traits, found, write);
        return done;
      },
      {}, write.where);
}

Written update_and_select(Session& session, const DialectTraits& traits, const Write& write,
                          const ast::Update& update) {
  for (const ast::Assignment& assignment : update.assignments) {
    if (assignment.column != write.key) continue;
    throw Error(Errc::unsupported,
                std::string{to_string(traits.dialect)} + " gives no rows back, and rows whose " +
                    std::string{write.key} + " changes cannot be found again; read them yourself");
  }
  return session.transaction(
      [&](Session& tx) {
        Builder keys = plain(write);
        keys.select.columns = {};
        const std::string column = std::string{called(write.builder.select.from.expression.name)} +
                                   "." + std::string{write.key};
        keys.add_column(column);
        keys.select.lock.kind = ast::Lock::Kind::update;
        const std::vector<Value> values = values_of(select(tx, traits, keys, write));
        Builder found = on_table(write);
        found.wheres().in({}, write.key, values);
        Builder changed = plain(write);
        changed.enclose_wheres();
        changed.wheres().in({}, column, values);
        Written done = write_plainly(tx, traits, changed, write, &update);
        done.rows = select(tx, traits, found, write);
        return done;
      },
      {}, write.where);
}

Written select_and_erase(Session& session, const DialectTraits& traits, const Write& write) {
  return session.transaction(
      [&](Session& tx) {
        Builder rows = plain(write);
        rows.select.lock.kind = ast::Lock::Kind::update;
        Rows found = select(tx, traits, rows, write);
        Written done = write_plainly(tx, traits, plain(write), write, nullptr);
        done.rows = std::move(found);
        return done;
      },
      {}, write.where);
}

}  // namespace zin::query
