// Recorder: every way into a session ends in the list.
// SPDX-License-Identifier: MIT
#include "zin/testing/recorder.hpp"

#include <memory>

#include "zin/base/error.hpp"
#include "zin/runtime/result_set.hpp"

namespace zin::testing {
namespace {

class NoRows final : public detail::StreamSource {
 public:
  std::uint32_t next(const detail::Cell**) override { return 0; }
};

// What is asked for a number gets one: count() and exists() read a row.
Rows one_zero() {
  Column column;
  column.name = "aggregate";
  column.type = Type::int64;
  const detail::Ref<const detail::ColumnSet> columns{new detail::ColumnSet({std::move(column)})};
  const auto set = detail::ResultSet::make(columns);
  detail::Cell zero;
  zero.type = Type::int64;
  set->append(&zero, 1);
  return Rows{detail::Ref<const detail::ResultSet>{detail::Ref<detail::ResultSet>{set}}};
}

bool asks_for_a_number(std::string_view sql) {
  return sql.find(") as aggregate") != std::string_view::npos ||
         sql.starts_with("select exists(") || sql.starts_with("select @@");
}

}  // namespace

Recorder::Recorder(Dialect dialect, Placeholder placeholder) : traits_(DialectTraits::of(dialect)) {
  if (placeholder == Placeholder::question) traits_.numbers_parameters = false;
}

const Statement& Recorder::last() const {
  if (!statements_.empty()) return statements_.back();
  throw Error(Errc::not_found, "the recorder holds no statement yet; run a query on its table()");
}

void Recorder::keep(const detail::Call& call) {
  statements_.push_back({.sql = std::string{call.sql},
                         .bindings = {call.bindings.begin(), call.bindings.end()},
                         .intent = call.intent});
}

Rows Recorder::run_select(const detail::Call& call) {
  keep(call);
  return asks_for_a_number(call.sql) ? one_zero() : Rows{};
}

RowStream Recorder::run_stream(const detail::Call& call) {
  keep(call);
  const detail::Ref<const detail::ColumnSet> columns{new detail::ColumnSet({})};
  return RowStream{detail::ResultSet::make(columns), std::make_unique<NoRows>()};
}

ExecuteResult Recorder::run_execute(const detail::Call& call) {
  keep(call);
  return {};
}

std::uint64_t Recorder::bulk_insert(const detail::BulkInsert& bulk, Where) {
  Query query = table(bulk.table);
  std::uint64_t rows = 0;
  std::vector<Attributes> all;
  for (; rows < bulk.rows; ++rows) {
    Attributes& row = all.emplace_back();
    const auto values = bulk.row(static_cast<std::size_t>(rows));
    for (std::size_t at = 0; at < bulk.columns.size(); ++at) row.set(bulk.columns[at], values[at]);
  }
  static_cast<void>(query.insert(all));
  return rows;
}

void Recorder::run_transaction(const detail::TransactionBody& body, const TransactionOptions&,
                               Where) {
  body(*this);
}

}  // namespace zin::testing
