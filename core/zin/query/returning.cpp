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

using Key = std::vector<Value>;

// How the rows of an insert are found again.
struct Keys {
  std::span<const std::string_view> names;
  std::vector<Key> given;  // of every row, or of none
  bool mixed = false;      // some are given, or they are not values
};

// Zero asks for an id, too.
bool is_generated(const Value& value, bool is_id) {
  return value.is_null() ||
         (is_id && value.type() == Type::int64 && value.get<std::int64_t>() == 0);
}

Keys keys_of(const RowList& rows, std::span<const std::string_view> names, bool is_id) {
  Keys keys{.names = names, .given = {}};
  const auto columns = rows.columns();
  std::vector<std::size_t> places;
  for (const std::string_view name : names) {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) return keys;
    places.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  std::size_t generated = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Key key;
    for (const std::size_t place : places) {
      const Expression& cell = rows.cells()[row * columns.size() + place];
      if (!cell.is(Expression::Kind::value)) {
        keys.mixed = true;
      } else if (is_generated(cell.values.front(), is_id)) {
        ++generated;
      } else {
        key.push_back(cell.values.front());
      }
    }
    if (key.size() == names.size()) keys.given.push_back(std::move(key));
  }
  if (keys.given.size() < rows.size()) {
    keys.mixed = keys.mixed || generated < rows.size() * names.size();
    keys.given.clear();
  }
  return keys;
}

void where_keys(Builder& builder, std::span<const std::string_view> names,
                std::span<const Key> keys) {
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

[[noreturn]] void refuse_keys(const DialectTraits& traits, std::string_view key,
                              const std::string& why) {
  throw Error(Errc::unsupported, std::string{to_string(traits.dialect)} +
                                     " gives no rows back, and " + why + "; give values for " +
                                     std::string{key} + ", or read the rows yourself");
}

// Ids that the server generates are told, other defaults are not.
void check_generated(Session& tx, const DialectTraits& traits, const Write& write) {
  const std::string_view table = table_of(write.builder.select.from.expression.name);
  const std::size_t dot = table.rfind('.');
  const Value schema = dot == std::string_view::npos ? Value{} : Value{table.substr(0, dot)};
  const Rows extra = tx.run(
      {.sql = "select extra like '%auto_increment%' from information_schema.columns where "
              "table_schema = coalesce(?, database()) and table_name = ? and column_name = ?",
       .bindings = {schema, table.substr(dot + 1), write.key},
       .intent = Intent::write},
      write.where);
  // Of temporary tables nothing is known there.
  if (extra.empty() || extra.front().template get<bool>(0)) return;
  refuse_keys(
      traits, write.key,
      "tells no values of " + std::string{write.key} + " but those of an auto_increment column");
}

// The distance of ids that are generated one behind the other; 0 where nothing is run.
std::int64_t distance_of_ids(Session& tx, const Write& write) {
  const Rows step =
      tx.run({.sql = "select @@auto_increment_increment", .intent = Intent::write}, write.where);
  return step.empty() ? 0 : step.front().template get<std::int64_t>(0);
}

}  // namespace

Written insert_and_select(Session& session, const DialectTraits& traits, const Write& write,
                          const RowList& rows, const Conflict& conflict) {
  const std::string_view own_key[] = {write.key};
  const bool by_id = conflict.unique.empty();
  const Keys keys =
      keys_of(rows, by_id ? std::span<const std::string_view>{own_key} : conflict.unique, by_id);
  const std::string_view key = keys.names.front();
  const bool generated = keys.given.empty();
  if (generated && (conflict.action != ast::OnConflict::fail || keys.mixed)) {
    refuse_keys(traits, key, "which ones these are cannot be told without them");
  }
  // What cannot be asked for is refused before anything is written.
  static_cast<void>(compile_select(on_table(write).select, traits));
  const std::size_t most = rows_per_statement(rows, conflict, traits);
  return session.transaction(
      [&](Session& tx) {
        Builder quiet = plain(write);
        const Write plainly{
            .builder = quiet, .target = write.target, .key = write.key, .where = write.where};
        if (generated) check_generated(tx, traits, write);
        const std::int64_t distance = generated ? distance_of_ids(tx, write) : 0;
        Written done;
        std::vector<Rows> parts;
        for (std::size_t first = 0; first < rows.size(); first += most) {
          const std::size_t count = std::min(most, rows.size() - first);
          const Written part = run_write(
              tx, plainly, insert_statement(plainly, traits, rows, conflict, first, count));
          done.affected += part.affected;
          done.last_insert_id = part.last_insert_id;
          Builder found = on_table(write);
          if (!generated) {
            where_keys(found, keys.names, std::span{keys.given}.subspan(first, count));
          } else {
            if (distance > 0 && part.last_insert_id == 0) {
              refuse_keys(traits, key, "generated no id for them");
            }
            const std::int64_t last =
                part.last_insert_id + static_cast<std::int64_t>(count - 1) * distance;
            found.wheres().between({}, write.key, Value{part.last_insert_id}, Value{last});
            found.order_by(write.key, false, Nulls::unsaid);
          }
          parts.push_back(select(tx, traits, found, write));
        }
        done.rows = Rows::joined(parts);
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
