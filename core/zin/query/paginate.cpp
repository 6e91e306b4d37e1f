// Query: pages by number and by cursor.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/query/cursor.hpp"
#include "zin/query/ordered.hpp"
#include "zin/query/query.hpp"
#include "zin/runtime/rows.hpp"

namespace zin {
namespace {

void check_page(std::int64_t per_page, std::int64_t page) {
  if (per_page >= 1 && page >= 1) return;
  throw Error(Errc::invalid_argument, "page " + std::to_string(page) + " of " +
                                          std::to_string(per_page) +
                                          " rows cannot be; pages count from 1, with at least one "
                                          "row each");
}

// One column of the order, and its name in the rows.
struct Step {
  std::string column;
  std::string name;
  bool descending;
};

std::vector<Step> steps_of(const ast::Select& select) {
  std::vector<Step> steps;
  query::for_each(select.orders, [&](const ast::Order& order, bool) {
    if (!order.expression.is(ast::Expression::Kind::name)) {
      throw Error(Errc::invalid_argument,
                  "cursor_paginate() can go on only from columns; order by names of columns");
    }
    const std::string_view column = order.expression.name;
    steps.push_back({.column = std::string{column},
                     .name = std::string{column.substr(column.rfind('.') + 1)},
                     .descending = order.descending});
  });
  if (steps.empty()) {
    throw Error(Errc::invalid_argument,
                "cursor_paginate() needs an order; add order_by() on columns that are together "
                "unique");
  }
  return steps;
}

// Behind the place in the order: the first column is behind it, or the same and the next is behind.
void add_behind(Query& query, const std::vector<Step>& steps, const query::Cursor& cursor,
                std::size_t at) {
  const auto value = [&](std::size_t step) -> const Value& {
    if (const Value* const found = cursor.place.find(steps[step].name)) return *found;
    throw Error(Errc::invalid_argument,
                "the cursor is of a query with another order; begin at the "
                "first page");
  };
  if (at > 0) query.where(steps[at - 1].column, "=", value(at - 1));
  query.where([&](Query& q) {
    q.where(steps[at].column, steps[at].descending != cursor.backwards ? "<" : ">", value(at));
    if (at + 1 < steps.size()) {
      q.or_where([&](Query& next) { add_behind(next, steps, cursor, at + 1); });
    }
  });
}

std::string cursor_at(const Row& row, const std::vector<Step>& steps, bool backwards) {
  query::Cursor cursor{.place = {}, .backwards = backwards};
  for (const Step& step : steps) {
    Value value = row.value(step.name);
    if (value.is_null()) {
      throw Error(Errc::invalid_argument, "cursor_paginate() cannot go on from a NULL in " +
                                              step.name + "; order by columns that have none");
    }
    cursor.place.set(step.name, std::move(value));
  }
  return cursor.text();
}

}  // namespace

Page<Rows> Query::paginate(std::int64_t per_page, std::int64_t page, Where where) const {
  check_page(per_page, page);
  Query counted = clone();
  counted.builder_.forget_orders();
  counted.builder_.select.limit = counted.builder_.select.offset = std::nullopt;
  if (counted.builder_.select.groups.empty() && !counted.builder_.select.distinct) {
    counted.builder_.columns({});
  }
  const std::uint64_t total = counted.count("*", where);
  Rows rows = total == 0 ? Rows{} : clone().for_page(page, per_page).get(where);
  return {.items = std::move(rows), .total = total, .per_page = per_page, .current_page = page};
}

SimplePage<Rows> Query::simple_paginate(std::int64_t per_page, std::int64_t page,
                                        Where where) const {
  check_page(per_page, page);
  // One more row tells whether there is a next page.
  const Rows rows = clone().offset((page - 1) * per_page).limit(per_page + 1).get(where);
  const auto wanted = static_cast<std::size_t>(per_page);
  return {.items = rows.slice(0, wanted),
          .per_page = per_page,
          .current_page = page,
          .more = rows.size() > wanted};
}

CursorPage<Rows> Query::cursor_paginate(std::int64_t per_page, std::string_view cursor,
                                        Where where) const {
  check_page(per_page, 1);
  const std::vector<Step> steps = steps_of(builder_.select);
  Query page = clone();
  query::Cursor from;
  if (!cursor.empty()) {
    from = query::Cursor::parse(cursor);
    page.builder_.enclose_wheres();
    add_behind(page, steps, from, 0);
  }
  if (from.backwards) {
    page.reorder();
    for (const Step& step : steps) page.order_by(step.column, step.descending ? "asc" : "desc");
  }
  const Rows rows = page.limit(per_page + 1).get(where);
  const auto wanted = static_cast<std::size_t>(per_page);
  const bool more = rows.size() > wanted;
  CursorPage<Rows> out{.items = rows.slice(0, wanted), .per_page = per_page};
  if (from.backwards) out.items = out.items.reversed();
  if (out.items.empty()) return out;
  // Whoever went on from a cursor came from somewhere.
  if (from.backwards || more) out.next_cursor = cursor_at(out.items.back(), steps, false);
  if (from.backwards ? more : !cursor.empty()) {
    out.previous_cursor = cursor_at(out.items.front(), steps, true);
  }
  return out;
}

}  // namespace zin
