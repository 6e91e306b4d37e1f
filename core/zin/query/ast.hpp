// The tree of a query: plain structs that the builder fills and the grammars read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "zin/base/value.hpp"

namespace zin::query {
struct Operator;
}

/// Texts, nodes and values lie in the query's arena, which outlives what refers to them. Nodes
/// never change; what is added to a list refers to what was there before.
namespace zin::ast {

struct Select;
struct Sum;
struct Ends;

/// Nodes in the order in which they were added. A Node has a member `before`.
template <class Node>
struct List {
  const Node* last = nullptr;
  std::uint32_t size = 0;

  [[nodiscard]] bool empty() const noexcept { return size == 0; }
};

/// SQL that the application wrote, with a value for each `?`.
struct Raw {
  std::string_view sql;
  std::span<const Value> bindings{};
};

/// Something that stands for one value, or in some places for several.
struct Expression {
  enum class Kind : std::uint8_t {
    none,
    name,    ///< Of a column or table: "users.name", "meta->tags->0", "users as u".
    value,   ///< values[0], to be bound.
    values,  ///< A list of them.
    raw,
    query,  ///< A sub-query.
    sum,    ///< A column with something added to it.
    ends,   ///< Of a range.
  };

  Kind kind = Kind::none;
  union {
    std::string_view name;
    std::span<const Value> values;
    const Raw* raw;
    const Select* query;
    const Sum* sum;
    const Ends* ends;
  };

  constexpr Expression() noexcept : name{} {}

  [[nodiscard]] static Expression of_name(std::string_view name) noexcept {
    Expression made;
    made.kind = Kind::name;
    made.name = name;
    return made;
  }
  [[nodiscard]] static Expression of_values(std::span<const Value> values, Kind kind) noexcept {
    Expression made;
    made.kind = kind;
    made.values = values;
    return made;
  }
  [[nodiscard]] static Expression of_raw(const Raw* raw) noexcept {
    Expression made;
    made.kind = Kind::raw;
    made.raw = raw;
    return made;
  }
  [[nodiscard]] static Expression of_query(const Select* query) noexcept {
    Expression made;
    made.kind = Kind::query;
    made.query = query;
    return made;
  }
  [[nodiscard]] static Expression of_sum(const Sum* sum) noexcept {
    Expression made;
    made.kind = Kind::sum;
    made.sum = sum;
    return made;
  }
  [[nodiscard]] static Expression of_ends(const Ends* ends) noexcept {
    Expression made;
    made.kind = Kind::ends;
    made.ends = ends;
    return made;
  }
  [[nodiscard]] bool is(Kind wanted) const noexcept { return kind == wanted; }
};

struct Ends {
  Expression low{};
  Expression high{};
};

struct Sum {
  std::string_view column;
  Expression amount{};
  bool subtract = false;
};

/// Part of a date or time that a condition compares.
enum class DatePart : std::uint8_t { date, time, day, month, year };

/// How a full-text search reads its words.
struct FullText {
  enum class Mode : std::uint8_t { natural, boolean, phrase, websearch, raw };
  Mode mode = Mode::natural;
  bool expanded = false;                  ///< MySQL: with query expansion.
  bool vector = false;                    ///< PostgreSQL: the columns are tsvectors.
  std::string_view language = "english";  ///< PostgreSQL.
};

/// One condition of where, having or on.
struct Condition {
  enum class Kind : std::uint8_t {
    compare,            ///< left op right
    null,               ///< left is null
    in,                 ///< left in right
    in_rows,            ///< (names) in right: values row by row, or a query
    between,            ///< left between right.ends, or right.values[0] and [1]
    between_columns,    ///< left between names[0] and names[1]
    value_between,      ///< left.values[0] between names[0] and names[1]
    like,               ///< left like right, `flag`: letters of both cases differ
    null_safe_equal,    ///< left = right, NULL being a value like others
    group,              ///< (group)
    exists,             ///< exists (left.query)
    row_values,         ///< (names) op (right.values)
    date_part,          ///< part(left) op right
    json_contains,      ///< right is in the document at left
    json_overlaps,      ///< the documents at left and right share something
    json_contains_key,  ///< there is something at left
    json_length,        ///< length(left) op right
    full_text,          ///< names match right
    raw,                ///< left.raw
  };

  const Condition* before = nullptr;
  Kind kind = Kind::compare;
  bool either = false;   ///< `or` stands in front of it, else `and`.
  bool negated = false;  ///< The opposite is asked for.
  bool flag = false;
  DatePart part = DatePart::date;
  const query::Operator* op = nullptr;
  Expression left{};
  Expression right{};
  std::span<const std::string_view> names{};
  List<Condition> group{};
  const FullText* full_text = nullptr;
};

struct Column {
  const Column* before = nullptr;
  Expression expression{};
  std::string_view alias{};  ///< Of a sub-query or raw text; names hold their own.
};

struct Source {
  Expression expression{};   ///< A table's name, raw text or a sub-query.
  std::string_view alias{};  ///< Of a sub-query.
};

struct Join {
  enum class Kind : std::uint8_t { inner, left, right, full, cross, straight };

  const Join* before = nullptr;
  Kind kind = Kind::inner;
  bool lateral = false;
  Source source{};
  List<Condition> on{};
  std::span<const std::string_view> using_columns{};
};

struct Group {
  const Group* before = nullptr;
  Expression expression{};
};

struct Order {
  enum class Kind : std::uint8_t { expression, raw, random, in_order_of };
  enum class Nulls : std::uint8_t { unsaid, first, last };

  const Order* before = nullptr;
  Kind kind = Kind::expression;
  bool descending = false;
  Nulls nulls = Nulls::unsaid;
  Expression expression{};
  std::span<const Value> values{};     ///< in_order_of: the order.
  std::optional<std::int64_t> seed{};  ///< random, where the database takes one.
};

/// Another query's rows, added, kept or taken away.
struct Combination {
  enum class Kind : std::uint8_t { union_, intersect, except };

  const Combination* before = nullptr;
  Kind kind = Kind::union_;
  bool all = false;
  const Select* query = nullptr;
};

/// A common table expression: `with name (columns) as (query)`.
struct Cte {
  enum class Materialized : std::uint8_t { unsaid, yes, no };

  const Cte* before = nullptr;
  std::string_view name;
  std::span<const std::string_view> columns{};
  Expression expression{};  ///< A sub-query or raw text.
  bool recursive = false;
  Materialized materialized = Materialized::unsaid;
};

struct Lock {
  enum class Kind : std::uint8_t { none, update, no_key_update, share, key_share };
  enum class Wait : std::uint8_t { unsaid, skip_locked, no_wait };
  Kind kind = Kind::none;
  Wait wait = Wait::unsaid;
};

struct IndexHint {
  enum class Kind : std::uint8_t { none, use, force, ignore };
  Kind kind = Kind::none;
  std::span<const std::string_view> names{};
};

/// A function over all rows instead of the rows.
struct Aggregate {
  std::string_view function{};  ///< "count", "min", ...; empty: none.
  std::span<const std::string_view> columns{};
  const Raw* raw = nullptr;  ///< Instead of columns.
};

/// At most `count` rows for each value of `column`.
struct GroupLimit {
  std::uint64_t count = 0;
  std::string_view column{};  ///< Empty: no such limit.
};

/// All parts of a select. Of inserts, updates and deletes it says the table, which rows, and what
/// to give back.
struct Select {
  Source from{};
  List<Cte> ctes{};
  List<Column> columns{};
  bool distinct = false;
  std::span<const std::string_view> distinct_on{};
  Aggregate aggregate{};
  IndexHint index{};
  List<Join> joins{};
  List<Condition> wheres{};
  List<Group> groups{};
  List<Condition> havings{};
  List<Order> orders{};
  std::optional<std::uint64_t> limit{};
  std::optional<std::uint64_t> offset{};
  GroupLimit group_limit{};
  List<Combination> combinations{};
  // Of all rows together, when there are combinations.
  List<Order> combined_orders{};
  std::optional<std::uint64_t> combined_limit{};
  std::optional<std::uint64_t> combined_offset{};
  Lock lock{};
  std::span<const std::string_view> returning{};
  bool returns = false;           ///< `returning` was asked for, of all columns when it is empty.
  std::uint32_t value_count = 0;  ///< About how many values are bound, to make room for.
};

/// A column and what it is to become.
struct Assignment {
  std::string_view column;
  Expression expression{};
};

/// What becomes of a row that a key refuses: `ignore` leaves out what has other faults too where
/// the dialect's words mean that, `nothing` only what a key refuses.
enum class OnConflict : std::uint8_t { fail, ignore, nothing, update };

/// `insert`: rows of expressions, or the rows of a query.
struct Insert {
  std::span<const std::string_view> columns{};
  std::span<const Expression> cells{};  ///< Row by row, each as long as `columns`.
  std::size_t rows = 0;
  const Select* source = nullptr;  ///< Instead of rows.
  OnConflict on_conflict = OnConflict::fail;
  std::span<const std::string_view> unique{};  ///< update, nothing: what the conflict is about.
  std::span<const std::string_view>
      overwrite{};                       ///< update: columns that take the new row's value.
  std::span<const Assignment> assign{};  ///< update: columns that become something else.
};

/// `update`: what becomes what.
struct Update {
  std::span<const Assignment> assignments;
  bool from_joins = false;  ///< PostgreSQL's `update .. from ..` instead of a sub-query.
};

}  // namespace zin::ast
