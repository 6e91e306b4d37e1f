// One INSERT .. SELECT, and a look at what it did.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_row_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/schema/sqlite_setting.hpp"
#include "zin/schema/sqlite_tokens.hpp"

namespace zin::schema {
namespace {

std::string quoted_column(std::string_view name) { return quote_identifier(name, Dialect::sqlite); }

}  // namespace

SqliteRowCopy::SqliteRowCopy(Session& tx, const SqliteTablePlan& plan, std::string_view to)
    : tx_(tx),
      plan_(plan),
      from_(quoted_column(plan.before().name)),
      to_(quoted_column(to)),
      count_(sqlite_number(tx, "select count(*) from main." + from_)) {}

// Names by which the rowid is reached in both tables; empty where one of them has none.
std::string SqliteRowCopy::rowid_name() const {
  const SqliteTableText& a = plan_.before();
  const SqliteTableText& b = plan_.after();
  if (a.has_option("without rowid") || b.has_option("without rowid")) return {};
  for (const char* const name : {"rowid", "_rowid_", "oid"}) {
    if (a.column(name) == nullptr && b.column(name) == nullptr) return name;
  }
  return {};
}

void SqliteRowCopy::copy() {
  std::string to, from;
  const auto copy = [&](std::string_view column, std::string_view source) {
    to += (to.empty() ? "" : ", ") + std::string{column};
    from += (from.empty() ? "" : ", ") + std::string{source};
  };
  // The rowid is what full-text tables and applications may know a row by.
  if (const auto rowid = rowid_name(); !rowid.empty() && plan_.after().rowid_column() == nullptr) {
    copy(rowid, rowid);
  }
  for (const auto& source : plan_.sources())
    copy(quoted_column(source.column), quoted_column(source.from));
  if (to.empty()) {
    throw Error(Errc::invalid_argument, "no column of it would stay; make another table instead");
  }
  tx_.execute(fmt::format("insert into main.{} ({}) select {} from main.{}", to_, to, from, from_));
}

// How a new row is found again in the old table; empty: it is not.
std::string SqliteRowCopy::join() const {
  std::vector<std::string> columns = plan_.after().primary_key();
  const bool by_rowid = plan_.after().rowid_column() != nullptr;
  if (!plan_.after().has_option("without rowid") && !by_rowid) {
    const auto rowid = rowid_name();
    return rowid.empty() ? rowid : fmt::format("a.{0} = b.{0}", rowid);
  }
  std::string condition;
  for (const std::string& column : columns) {
    const auto source = std::ranges::find_if(
        plan_.sources(), [&](const auto& one) { return same_sqlite_name(one.column, column); });
    if (source == plan_.sources().end()) return {};
    condition += fmt::format("{}a.{} = b.{}", condition.empty() ? "" : " and ",
                             quoted_column(source->from), quoted_column(source->column));
  }
  return condition;
}

void SqliteRowCopy::compare() {
  const std::int64_t copied = sqlite_number(tx_, "select count(*) from main." + to_);
  if (copied != count_) {
    throw Error(Errc::data_error, fmt::format("{} of its {} rows were copied", copied, count_));
  }
  const std::string condition = join();
  std::string differs, old_columns, new_columns;
  for (const auto& source : plan_.sources()) {
    const std::string a = quoted_column(source.from), b = quoted_column(source.column);
    // A column that is defined anew may hold a value in another way, but not lose it.
    const std::string one = source.same ? fmt::format("a.{} is not b.{} collate binary", a, b)
                                        : fmt::format("(a.{} is null) <> (b.{} is null)", a, b);
    differs += (differs.empty() ? "" : " or ") + one;
    if (!source.same) continue;
    old_columns += (old_columns.empty() ? "" : ", ") + a;
    new_columns += (new_columns.empty() ? "" : ", ") + b;
  }
  if (!condition.empty()) {
    const Rows rows = ask_sqlite(
        tx_,
        fmt::format("select count(*), coalesce(sum({}), 0) from main.{} a join main.{} b on {}",
                    differs, from_, to_, condition));
    const auto found = rows.front().get<std::int64_t>(0);
    const auto different = rows.front().get<std::int64_t>(1);
    if (found != count_ || different != 0) {
      throw Error(Errc::data_error,
                  fmt::format("of its {} rows {} were found again and {} of them differ", count_,
                              found, different));
    }
  } else if (!old_columns.empty()) {
    const std::int64_t lost = sqlite_number(
        tx_,
        fmt::format("select count(*) from (select {} from main.{} except select {} from main.{})",
                    old_columns, from_, new_columns, to_));
    if (lost != 0)
      throw Error(Errc::data_error, fmt::format("{} different rows were not found again", lost));
  }
}

}  // namespace zin::schema
