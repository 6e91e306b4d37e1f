// Keyset paging on one side, batches on the other.
// SPDX-License-Identifier: MIT
#include "zin/cli/migrate_to_d1_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/cli/migrate_to_d1_rows.hpp"
#include "zin/cli/value_text.hpp"
#include "zin/schema/letter_case.hpp"
#include "zin/sql/dialect.hpp"
#include "zin/sql/placeholders.hpp"

namespace zin::cli {
namespace {

std::string listed_columns(const D1Table& table, const std::vector<std::size_t>& columns,
                           bool sources) {
  std::string text;
  for (const std::size_t at : columns) {
    text += (text.empty() ? "" : ", ") +
            (sources ? table.columns[at].source : table.columns[at].select);
  }
  return text;
}

std::vector<std::size_t> all_columns(const D1Table& table) {
  std::vector<std::size_t> all(table.columns.size());
  for (std::size_t at = 0; at < all.size(); ++at) all[at] = at;
  return all;
}

// "where (a, b) > (?, ?)" with its values. MySQL finds no range of an index for a row.
struct Behind {
  std::string text;
  std::vector<Value> values;
};

Behind behind_key(const D1Table& table, const std::vector<Value>& last, Dialect dialect) {
  if (last.empty()) return {};
  const auto name = [&](std::size_t at) { return table.columns[table.key[at]].source; };
  if (!speaks_mysql(dialect) || last.size() == 1) {
    std::string marks = "?";
    for (std::size_t at = 1; at < last.size(); ++at) marks += ", ?";
    const std::string names = listed_columns(table, table.key, true);
    return {last.size() == 1 ? fmt::format(" where {} > ?", names)
                             : fmt::format(" where ({}) > ({})", names, marks),
            last};
  }
  // a >= ? and (a > ? or (a = ? and (b > ? ..)))
  Behind behind;
  behind.text = fmt::format(" where {} >= ? and ", name(0));
  behind.values.push_back(last.front());
  std::string closing;
  for (std::size_t at = 0; at < last.size(); ++at) {
    if (at + 1 == last.size()) {
      behind.text += fmt::format("{} > ?", name(at));
      behind.values.push_back(last[at]);
      break;
    }
    behind.text += fmt::format("({0} > ? or ({0} = ? and ", name(at));
    behind.values.push_back(last[at]);
    behind.values.push_back(last[at]);
    closing += "))";
  }
  behind.text += closing;
  return behind;
}

std::vector<Value> values_of(const Row& row) {
  std::vector<Value> values;
  values.reserve(row.size());
  for (std::size_t at = 0; at < row.size(); ++at) values.push_back(shown_value(row, at));
  return values;
}

std::set<std::string> names_there(Session& target) {
  std::set<std::string> names;
  for (const Row& row : target.select("select name from sqlite_master")) {
    names.insert(schema::lower_case(row.get<std::string>(0)));
  }
  return names;
}

}  // namespace

std::uint64_t count_rows(Session& session, std::string_view quoted_table) {
  const auto row = session.select_one(fmt::format("select count(*) from {}", quoted_table));
  return row->get<std::uint64_t>(0);
}

D1Copy::D1Copy(Session& source, Session& target, const D1Plan& plan, D1CopyState& state,
               D1CopyOptions options)
    : source_(source), target_(target), plan_(plan), state_(state), options_(std::move(options)) {}

std::vector<D1TableResult> D1Copy::run() {
  if (options_.resume) state_.load();
  make_tables();
  state_.save();
  if (!options_.schema_only) {
    for (const D1Table& table : plan_.tables) {
      D1Progress& progress = state_.of(table.name);
      if (!progress.rows_done) {
        if (table.key.empty()) {
          copy_without_order(table);
        } else {
          copy_in_order(table);
        }
        progress.rows_done = true;
        checkpoint(true);
      }
    }
    for (const D1Table& table : plan_.tables) {
      D1Progress& progress = state_.of(table.name);
      if (!progress.done && !table.later.empty()) write_later(table);
      progress.done = true;
      checkpoint(true);
    }
  }
  run_statements(plan_.behind_rows);
  auto results = counted();
  const bool differs =
      !options_.schema_only && std::ranges::any_of(results, [](const D1TableResult& one) {
        return one.source_rows != one.target_rows;
      });
  if (!differs) state_.remove();
  return results;
}

void D1Copy::make_tables() {
  const std::set<std::string> there = names_there(target_);
  std::vector<std::string> statements;
  for (const D1Table& table : plan_.tables) {
    if (!there.contains(schema::lower_case(table.name))) {
      statements.push_back(table.create);
    } else if (!options_.resume) {
      throw Error(Errc::invalid_argument,
                  fmt::format("the target has a table {} already: nothing was changed; take it "
                              "away, or go on with a copy that was interrupted by --resume",
                              table.name));
    }
  }
  statements.insert(statements.end(), plan_.before_rows.begin(), plan_.before_rows.end());
  run_statements(statements);
}

void D1Copy::run_statements(const std::vector<std::string>& statements) {
  const auto run = [&](Session& session) {
    for (const std::string& sql : statements) {
      session.execute(sql::without_placeholders(sql, Dialect::sqlite));
    }
  };
  if (statements.empty()) return;
  if (!options_.atomic || options_.resume) {
    // One by one, and what is there already stays.
    for (const std::string& sql : statements) {
      try {
        target_.execute(sql::without_placeholders(sql, Dialect::sqlite));
      } catch (const Error& failure) {
        const bool there = options_.resume && std::string_view{failure.what()}.find(
                                                  "already exists") != std::string_view::npos;
        if (!there) throw;
      }
    }
    return;
  }
  target_.transaction(run);
}

void D1Copy::checkpoint(bool now) {
  if (!now && since_checkpoint_ < options_.checkpoint_interval) return;
  state_.save();
  since_checkpoint_ = 0;
}

void D1Copy::copy_in_order(const D1Table& table) {
  D1Progress& progress = state_.of(table.name);
  const Dialect dialect = source_.dialect();
  const std::string select = listed_columns(table, all_columns(table), false);
  const std::string order = listed_columns(table, table.key, true);
  D1RowWriter writer{target_, table, options_.atomic};
  std::vector<Value> last = progress.last;
  for (bool more = true; more;) {
    const Behind behind = behind_key(table, last, dialect);
    const Rows rows =
        source_.select(fmt::format("select {} from {}{} order by {} limit {}", select, table.source,
                                   behind.text, order, options_.batch_size),
                       behind.values);
    std::uint64_t unwritten = 0;
    const auto write = [&] {
      writer.flush();
      progress.rows += unwritten;
      progress.last = last;
      since_checkpoint_ += std::exchange(unwritten, 0);
      checkpoint(false);
      if (options_.progress) options_.progress(table.name, progress.rows);
    };
    for (const Row& row : rows) {
      std::vector<Value> values = values_of(row);
      last.clear();
      for (const std::size_t at : table.key) last.push_back(values[at]);
      for (const std::size_t at : table.later) values[at] = Value{};
      ++unwritten;
      if (writer.add(values)) write();
    }
    if (unwritten > 0) write();
    more = rows.size() == options_.batch_size;
  }
}

// Nothing tells where such a copy was interrupted: it begins anew.
void D1Copy::copy_without_order(const D1Table& table) {
  D1Progress& progress = state_.of(table.name);
  progress.rows = 0;
  if (options_.resume) target_.execute("delete from " + d1_table_name(table.name));
  D1RowWriter writer{target_, table, options_.atomic};
  RowStream rows = source_.stream(fmt::format(
      "select {} from {}", listed_columns(table, all_columns(table), false), table.source));
  std::uint64_t unwritten = 0;
  const auto write = [&] {
    writer.flush();
    progress.rows += std::exchange(unwritten, 0);
    if (options_.progress) options_.progress(table.name, progress.rows);
  };
  while (const Row* const row = rows.next()) {
    ++unwritten;
    const bool full = writer.add(values_of(*row));
    if (full || unwritten >= options_.batch_size) write();
  }
  write();
}

// Runs again from the start when it was interrupted: it gives the same.
void D1Copy::write_later(const D1Table& table) {
  std::vector<std::size_t> columns = table.key;
  columns.insert(columns.end(), table.later.begin(), table.later.end());
  const std::string select = listed_columns(table, columns, false);
  const std::string order = listed_columns(table, table.key, true);
  D1RowWriter writer{target_, table, options_.atomic};
  std::vector<Value> last;
  for (bool more = true; more;) {
    const Behind behind = behind_key(table, last, source_.dialect());
    const Rows rows =
        source_.select(fmt::format("select {} from {}{} order by {} limit {}", select, table.source,
                                   behind.text, order, options_.batch_size),
                       behind.values);
    for (const Row& row : rows) {
      const std::vector<Value> values = values_of(row);
      const auto split = values.begin() + static_cast<std::ptrdiff_t>(table.key.size());
      last.assign(values.begin(), split);
      const std::vector<Value> later(split, values.end());
      const bool any = std::ranges::any_of(later, [](const Value& one) { return !one.is_null(); });
      if (any && writer.set_later(last, later)) writer.flush();
    }
    writer.flush();
    more = rows.size() == options_.batch_size;
  }
}

std::vector<D1TableResult> D1Copy::counted() {
  std::vector<D1TableResult> results;
  for (const D1Table& table : plan_.tables) {
    results.push_back({.name = table.name,
                       .source_rows = count_rows(source_, table.source),
                       .target_rows = count_rows(target_, d1_table_name(table.name))});
  }
  return results;
}

}  // namespace zin::cli
