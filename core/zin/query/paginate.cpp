// Query: pages by number.
// SPDX-License-Identifier: MIT
#include "zin/query/paginate.hpp"

#include <limits>
#include <string>

#include "zin/base/error.hpp"
#include "zin/query/query.hpp"

namespace zin {
namespace query {

void check_page(std::int64_t per_page, std::int64_t page) {
  if (per_page >= 1 && page >= 1) return;
  throw Error(Errc::invalid_argument, "page " + std::to_string(page) + " of " +
                                          std::to_string(per_page) +
                                          " rows cannot be; pages count from 1, with at least one "
                                          "row each");
}

std::int64_t one_more(std::int64_t per_page) noexcept {
  return per_page == std::numeric_limits<std::int64_t>::max() ? per_page : per_page + 1;
}

namespace {

// The rows of all pages.
Aggregation count_of(Builder& rows) {
  ast::Select& select = rows.select;
  rows.forget_orders_of_rows();
  if (rows.is_combined()) {
    select.combined_limit = select.combined_offset = std::nullopt;
    return {.function = "count"};
  }
  select.limit = select.offset = std::nullopt;
  const bool of_rows = !select.groups.empty() || !select.havings.empty() || select.distinct ||
                       !select.group_limit.column.empty();
  if (!of_rows) select.columns = {};
  return {.function = "count", .of_rows = of_rows, .alias = "aggregate_table"};
}

}  // namespace
}  // namespace query

Page<Rows> Query::paginate(std::int64_t per_page, std::int64_t page, Where where) const {
  query::check_page(per_page, page);
  query::Builder counted = builder_;
  const query::Aggregation count = query::count_of(counted);
  const auto total = query::aggregate(counted, target_, count, where).front().get<std::uint64_t>(0);
  Rows rows = total == 0 ? Rows{} : clone().for_page(page, per_page).get(where);
  return {.items = std::move(rows), .total = total, .per_page = per_page, .current_page = page};
}

SimplePage<Rows> Query::simple_paginate(std::int64_t per_page, std::int64_t page,
                                        Where where) const {
  query::check_page(per_page, page);
  const Rows rows = clone().for_page(page, per_page).limit(query::one_more(per_page)).get(where);
  const auto wanted = static_cast<std::size_t>(per_page);
  return {.items = rows.slice(0, wanted),
          .per_page = per_page,
          .current_page = page,
          .more = rows.size() > wanted};
}

}  // namespace zin
