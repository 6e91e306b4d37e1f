// Query: pages behind a place in the order.
// SPDX-License-Identifier: MIT
#include <openssl/evp.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/query/compile.hpp"
#include "zin/query/cursor.hpp"
#include "zin/query/ordered.hpp"
#include "zin/query/paginate.hpp"
#include "zin/query/query.hpp"
#include "zin/query/select_list.hpp"
#include "zin/runtime/rows.hpp"

namespace zin {
namespace {

using query::Builder;

// One column of the order.
struct Step {
  std::string column;  // what is compared
  std::string name;    // what the rows call it
  std::optional<std::size_t> place;
  bool descending;
};

// How a query goes on from a place in its order.
struct Plan {
  std::vector<Step> steps;
  // Its rows are taken as a table: no condition of its own would be one on what it gives.
  bool as_table = false;
};

bool needs_table(const Builder& builder) {
  const ast::Select& select = builder.select;
  return builder.is_combined() || !select.groups.empty() || !select.havings.empty() ||
         !select.distinct_on.empty() || !select.group_limit.column.empty();
}

void check_order(const Builder& builder) {
  if (!builder.orders().empty()) return;
  throw Error(Errc::invalid_argument,
              std::string{"cursor_paginate() needs an order; add order_by() on columns that are "
                          "together unique"} +
                  (builder.is_combined() ? ", behind the union, so that it is of all rows" : ""));
}

void check_names(const std::vector<Step>& steps, bool as_table) {
  for (std::size_t at = 1; at < steps.size(); ++at) {
    for (std::size_t other = 0; other < at; ++other) {
      const bool apart = !as_table && steps[at].place && steps[other].place;
      if (apart || steps[at].name != steps[other].name) continue;
      throw Error(Errc::invalid_argument,
                  "cursor_paginate() orders by two columns that the rows "
                  "call " +
                      steps[at].name + "; select one of them under another name");
    }
  }
}

Plan plan_of(const Builder& builder) {
  check_order(builder);
  Plan plan{.steps = {}, .as_table = needs_table(builder)};
  query::for_each(builder.orders(), [&](const ast::Order& order, bool) {
    if (order.kind != ast::Order::Kind::expression ||
        !order.expression.is(ast::Expression::Kind::name)) {
      throw Error(Errc::invalid_argument,
                  "cursor_paginate() can go on only from columns; order by names of columns");
    }
    const std::string_view column = order.expression.name;
    Step step{.column = std::string{column},
              .name = std::string{query::called_in_rows(column)},
              .place = std::nullopt,
              .descending = order.descending};
    if (const auto found = query::find_selected(builder.select, column)) {
      step.name = found->name;
      step.place = found->place;
      if (found->column != nullptr) {
        const ast::Expression& selected = found->column->expression;
        // What an alias stands for is compared; a condition knows none.
        if (selected.is(ast::Expression::Kind::name)) {
          step.column = sql::split_alias(selected.name).name;
        } else {
          plan.as_table = true;
        }
      }
    }
    plan.steps.push_back(std::move(step));
  });
  check_names(plan.steps, plan.as_table);
  if (plan.as_table) {
    for (Step& step : plan.steps) step.column = step.name;
  }
  return plan;
}

// What tells queries apart: all but values, columns, and how many rows are wanted.
std::string fingerprint(const Builder& builder, const DialectTraits& traits) {
  Builder kind = builder;
  ast::Select& select = kind.select;
  if (!kind.is_combined()) {
    select.columns = {};
    select.limit = select.offset = std::nullopt;
  }
  select.combined_limit = select.combined_offset = std::nullopt;
  select.lock = {};
  const std::string text = query::compile_select(select, traits).sql;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(Errc::internal, "the query of a cursor cannot be hashed");
  }
  // Half of it keeps URLs short, and nobody gains by finding two queries of one cursor.
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (std::size_t at = 0; at < size / 2; ++at) {
    out += digits[digest[at] >> 4U];
    out += digits[digest[at] & 15U];
  }
  return out;
}

query::Cursor parsed(std::string_view text, const std::string& query, const Plan& plan) {
  query::Cursor cursor = query::Cursor::parse(text);
  if (cursor.query == query && cursor.place.size() == plan.steps.size()) return cursor;
  throw Error(Errc::invalid_argument,
              "the cursor is of another query: its table, conditions or order are not these; begin "
              "at the first page");
}

// Behind the place in the order: the first column is behind it, or the same and the next is behind.
void add_behind(Query& query, const Plan& plan, const query::Cursor& cursor, std::size_t at) {
  const std::vector<Step>& steps = plan.steps;
  if (at > 0) query.where(steps[at - 1].column, "=", cursor.place[at - 1]);
  query.where([&](Query& q) {
    q.where(steps[at].column, steps[at].descending != cursor.backwards ? "<" : ">",
            cursor.place[at]);
    if (at + 1 < steps.size()) {
      q.or_where([&](Query& next) { add_behind(next, plan, cursor, at + 1); });
    }
  });
}

// Without a limit of its own, which would be one of all pages.
void forget_limits(Builder& builder) {
  ast::Select& select = builder.select;
  (builder.is_combined() ? select.combined_limit : select.limit) = std::nullopt;
  (builder.is_combined() ? select.combined_offset : select.offset) = std::nullopt;
}

void go_behind(Query& page, const Plan& plan, const query::Cursor& cursor) {
  if (plan.as_table) {
    page.builder().forget_orders_of_rows();
    page.builder() = page.builder().as_table("temp_table");
  } else {
    page.builder().enclose_wheres();
  }
  add_behind(page, plan, cursor, 0);
  if (!plan.as_table && !cursor.backwards) return;
  page.reorder();
  for (const Step& step : plan.steps) {
    page.order_by(step.column, step.descending != cursor.backwards ? "desc" : "asc");
  }
}

std::string cursor_at(const Row& row, const Plan& plan, const std::string& query, bool backwards) {
  query::Cursor cursor{.place = {}, .query = query, .backwards = backwards};
  for (const Step& step : plan.steps) {
    Value value = step.place ? row.value(*step.place) : row.value(step.name);
    if (value.is_null()) {
      throw Error(Errc::invalid_argument, "cursor_paginate() cannot go on from a NULL in " +
                                              step.name + "; order by columns that have none");
    }
    cursor.place.push_back(std::move(value));
  }
  return cursor.text();
}

}  // namespace

CursorPage<Rows> Query::cursor_paginate(std::int64_t per_page, std::string_view cursor,
                                        Where where) const {
  query::check_page(per_page, 1);
  const Plan plan = plan_of(builder_);
  const std::string kind = query::compiled_for(
      target_.session(),
      [this](const DialectTraits& traits) { return fingerprint(builder_, traits); });
  Query page = clone();
  forget_limits(page.builder_);
  query::Cursor from;
  if (!cursor.empty()) {
    from = parsed(cursor, kind, plan);
    go_behind(page, plan, from);
  }
  const Rows rows = page.limit(query::one_more(per_page)).get(where);
  const auto wanted = static_cast<std::size_t>(per_page);
  const bool more = rows.size() > wanted;
  CursorPage<Rows> out{.items = rows.slice(0, wanted), .per_page = per_page};
  if (from.backwards) out.items = out.items.reversed();
  if (out.items.empty()) return out;
  // Whoever went on from a cursor came from somewhere.
  if (from.backwards || more) out.next_cursor = cursor_at(out.items.back(), plan, kind, false);
  if (from.backwards ? more : !cursor.empty()) {
    out.previous_cursor = cursor_at(out.items.front(), plan, kind, true);
  }
  return out;
}

}  // namespace zin
