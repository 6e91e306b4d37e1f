// Grammar: selects and their parts.
// SPDX-License-Identifier: MIT
#include "zin/base/error.hpp"
#include "zin/query/grammar.hpp"
#include "zin/query/ordered.hpp"

namespace zin::query {

using Kind = ast::Expression::Kind;

void Grammar::select(Writer& out, const ast::Select& query) const {
  ctes(out, query);
  body(out, query);
}

// All but the common table expressions, which stand in front of everything.
void Grammar::body(Writer& out, const ast::Select& query, Place place) const {
  if (!query.group_limit.column.empty()) return group_limited(out, query);
  if (query.combinations.empty()) return one_select(out, query);
  ast::Select own = query;
  own.ctes = {};
  own.combinations = {};
  combined(out, own, place);
  combinations(out, query, place);
}

void Grammar::one_select(Writer& out, const ast::Select& query) const {
  columns(out, query);
  if (!query.from.expression.is(Kind::none)) {
    out << " from ";
    source(out, query.from);
  }
  index_hint(out, query.index);
  joins(out, query.joins);
  wheres(out, query);
  groups(out, query);
  orders(out, query.orders);
  limits(out, query.limit, query.offset);
  if (query.lock.kind == ast::Lock::Kind::none) return;
  out.note_lock();
  lock(out, query.lock);
}

void Grammar::ctes(Writer& out, const ast::Select& query) const {
  if (query.ctes.empty()) return;
  bool recursive = false;
  for_each(query.ctes, [&](const ast::Cte& cte, bool) { recursive = recursive || cte.recursive; });
  out << (recursive ? "with recursive " : "with ");
  for_each(query.ctes, [&](const ast::Cte& cte, bool first) {
    if (!first) out << ", ";
    out.quoted(cte.name);
    if (!cte.columns.empty()) {
      out << '(';
      names(out, cte.columns);
      out << ')';
    }
    out << " as ";
    using Materialized = ast::Cte::Materialized;
    if (cte.materialized != Materialized::unsaid) {
      if (speaks_mysql(dialect())) refuse("materialized");
      out << (cte.materialized == Materialized::yes ? "materialized " : "not materialized ");
    }
    out << '(';
    if (cte.expression.is(Kind::query)) {
      ctes(out, *cte.expression.query);
      body(out, *cte.expression.query, cte.recursive ? Place::recursive : Place::anywhere);
    } else {
      expression(out, cte.expression);
    }
    out << ')';
  });
  out << ' ';
}

void Grammar::columns(Writer& out, const ast::Select& query) const {
  if (!query.aggregate.function.empty()) return aggregate(out, query);
  out << "select ";
  if (query.distinct) distinct(out, query);
  if (query.columns.empty()) {
    out << '*';
    return;
  }
  for_each(query.columns, [&](const ast::Column& column, bool first) {
    if (!first) out << ", ";
    expression(out, column.expression);
    if (column.alias.empty()) return;
    out << " as ";
    out.quoted(column.alias);
  });
}

void Grammar::distinct(Writer& out, const ast::Select& query) const {
  if (!query.distinct_on.empty()) refuse("distinct on columns");
  out << "distinct ";
}

void Grammar::aggregate(Writer& out, const ast::Select& query) const {
  const ast::Aggregate& aggregate = query.aggregate;
  out << "select " << aggregate.function << '(';
  const bool all =
      aggregate.raw == nullptr && aggregate.columns.size() == 1 && aggregate.columns.front() == "*";
  if (!query.distinct_on.empty()) {
    out << "distinct ";
    names(out, query.distinct_on);
  } else {
    if (query.distinct && !all) out << "distinct ";
    if (aggregate.raw != nullptr) {
      out.raw(aggregate.raw->sql, aggregate.raw->bindings);
    } else {
      names(out, aggregate.columns);
    }
  }
  out << ") as aggregate";
}

void Grammar::source(Writer& out, const ast::Source& source) const {
  if (source.expression.is(Kind::name)) {
    out.name(source.expression.name);
  } else {
    expression(out, source.expression);
  }
  if (source.alias.empty()) return;
  out << " as ";
  out.quoted(source.alias);
}

void Grammar::index_hint(Writer&, const ast::IndexHint& hint) const {
  // Advice: where a database takes none it is left out.
  static_cast<void>(hint);
}

void Grammar::joins(Writer& out, const ast::List<ast::Join>& joins) const {
  for_each(joins, [&](const ast::Join& node, bool) {
    out << ' ';
    join(out, node);
  });
}

std::string_view Grammar::join_words(ast::Join::Kind kind) const {
  switch (kind) {
    case ast::Join::Kind::left:
      return "left join ";
    case ast::Join::Kind::right:
      return "right join ";
    case ast::Join::Kind::full:
      return "full outer join ";
    case ast::Join::Kind::cross:
      return "cross join ";
    case ast::Join::Kind::straight:
      refuse("straight joins");
    case ast::Join::Kind::inner:
      break;
  }
  return "inner join ";
}

void Grammar::join(Writer& out, const ast::Join& join) const {
  out << join_words(join.kind);
  if (join.lateral) return lateral(out, join);
  source(out, join.source);
  if (!join.using_columns.empty()) {
    out << " using (";
    names(out, join.using_columns);
    out << ')';
  } else if (!join.on.empty()) {
    out << " on ";
    conditions(out, join.on);
  } else if (join.kind != ast::Join::Kind::cross) {
    throw Error(Errc::invalid_argument,
                "a join has no condition; say on(), using_(), or use cross_join()");
  }
}

void Grammar::lateral(Writer& out, const ast::Join& join) const {
  out << "lateral ";
  source(out, join.source);
  out << " on true";
}

void Grammar::wheres(Writer& out, const ast::Select& query) const {
  if (query.wheres.empty()) return;
  out << " where ";
  conditions(out, query.wheres);
}

void Grammar::groups(Writer& out, const ast::Select& query) const {
  if (!query.groups.empty()) {
    out << " group by ";
    for_each(query.groups, [&](const ast::Group& group, bool first) {
      if (!first) out << ", ";
      expression(out, group.expression);
    });
  }
  if (!query.havings.empty()) {
    out << " having ";
    conditions(out, query.havings);
  }
}

void Grammar::orders(Writer& out, const ast::List<ast::Order>& list) const {
  if (list.empty()) return;
  out << " order by ";
  for_each(list, [&](const ast::Order& node, bool first) {
    if (!first) out << ", ";
    order(out, node);
  });
}

void Grammar::order(Writer& out, const ast::Order& order) const {
  switch (order.kind) {
    case ast::Order::Kind::random:
      return random(out, order);
    case ast::Order::Kind::raw:
      return expression(out, order.expression);
    case ast::Order::Kind::in_order_of: {
      out << "case";
      std::uint64_t place = 0;
      for (const Value& value : order.values) {
        out << " when ";
        expression(out, order.expression);
        out << " = ";
        out.parameter(value);
        out << " then ";
        out.number(place++);
      }
      out << " else ";
      out.number(place) << " end";
      return;
    }
    case ast::Order::Kind::expression:
      break;
  }
  if (order.nulls != ast::Order::Nulls::unsaid) return nulls(out, order);
  expression(out, order.expression);
  out << (order.descending ? " desc" : " asc");
}

void Grammar::random(Writer& out, const ast::Order&) const { out << "RANDOM()"; }

void Grammar::nulls(Writer& out, const ast::Order& order) const {
  expression(out, order.expression);
  out << (order.descending ? " desc" : " asc");
  out << (order.nulls == ast::Order::Nulls::first ? " nulls first" : " nulls last");
}

void Grammar::limits(Writer& out, std::optional<std::uint64_t> limit,
                     std::optional<std::uint64_t> offset) const {
  if (limit) (out << " limit ").number(*limit);
  if (offset) (out << " offset ").number(*offset);
}

void Grammar::lock(Writer&, const ast::Lock&) const {}

// Rows are numbered within each group, and those beyond the limit left out.
void Grammar::group_limited(Writer& out, const ast::Select& query) const {
  if (query.limit) {
    throw Error(Errc::invalid_argument,
                "group_limit() takes no limit() beside it; put it into from_sub() and limit that");
  }
  if (query.lock.kind != ast::Lock::Kind::none) {
    throw Error(Errc::invalid_argument,
                "group_limit() gives rows that cannot be locked; lock them by where_in() with it");
  }
  const std::uint64_t skipped = query.offset.value_or(0);
  ast::Select rows = query;
  rows.orders = {};
  rows.limit = rows.offset = std::nullopt;
  out << "select * from (";
  columns(out, rows);
  out << ", row_number() over (partition by ";
  name(out, query.group_limit.column);
  orders(out, query.orders);
  out << ") as ";
  out.quoted("zin_row");
  out << " from ";
  source(out, rows.from);
  joins(out, rows.joins);
  wheres(out, rows);
  groups(out, rows);
  out << ") as ";
  out.quoted("zin_table");
  out << " where ";
  out.quoted("zin_row");
  (out << " <= ").number(query.group_limit.count + skipped);
  if (skipped > 0) {
    out << " and ";
    out.quoted("zin_row");
    (out << " > ").number(skipped);
  }
  out << " order by ";
  out.quoted("zin_row");
}

void Grammar::combined(Writer& out, const ast::Select& query, Place) const {
  out << '(';
  select(out, query);
  out << ')';
}

void Grammar::combinations(Writer& out, const ast::Select& query, Place place) const {
  for_each(query.combinations, [&](const ast::Combination& other, bool) {
    using Word = ast::Combination::Kind;
    out << (other.kind == Word::union_      ? " union "
            : other.kind == Word::intersect ? " intersect "
                                            : " except ");
    if (other.all) out << all_words(other.kind);
    combined(out, *other.query, place);
  });
  orders(out, query.combined_orders);
  limits(out, query.combined_limit, query.combined_offset);
}

std::string_view Grammar::all_words(ast::Combination::Kind) const { return "all "; }

void Grammar::exists(Writer& out, const ast::Select& query) const {
  out << "select exists(";
  select(out, query);
  out << ") as ";
  out.quoted("exists");
}

void Grammar::explain(Writer& out, const ast::Select& query) const {
  out << (dialect() == Dialect::sqlite ? "explain query plan " : "explain ");
  select(out, query);
}

}  // namespace zin::query
