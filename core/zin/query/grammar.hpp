// From a tree to SQL: what all dialects share, and hooks for what they do not.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "zin/query/ast.hpp"
#include "zin/query/json_path.hpp"
#include "zin/sql/dialect_traits.hpp"
#include "zin/sql/writer.hpp"

namespace zin::query {

/// Writes trees, which it never changes. Throws Errc::invalid_argument for names that cannot be
/// any, and Errc::unsupported for what the dialect cannot say. [thread-safe]
class Grammar {
 public:
  using Writer = sql::Writer;

  virtual ~Grammar() = default;
  /// That of a dialect; one for `none` speaks as PostgreSQL does.
  [[nodiscard]] static const Grammar& of(Dialect dialect);

  /// Lists of more values than this become one parameter, where the dialect can.
  void select(Writer& out, const ast::Select& query) const;
  /// Whether there is a row.
  void exists(Writer& out, const ast::Select& query) const;
  void insert(Writer& out, const ast::Select& query, const ast::Insert& insert) const;
  void update(Writer& out, const ast::Select& query, const ast::Update& update) const;
  void erase(Writer& out, const ast::Select& query) const;
  /// One statement after the other; gives the number of those that there are.
  virtual unsigned truncate(Writer& out, const ast::Select& query, unsigned which) const = 0;
  void explain(Writer& out, const ast::Select& query) const;
  /// Whether a lock is refused where rows become one number.
  [[nodiscard]] virtual bool locks_given_rows_only() const noexcept { return false; }

 protected:
  // Parts, in the order of a select.
  void ctes(Writer& out, const ast::Select& query) const;
  // Those of a statement that writes.
  virtual void write_ctes(Writer& out, const ast::Select& query, std::string_view verb) const;
  void columns(Writer& out, const ast::Select& query) const;
  virtual void distinct(Writer& out, const ast::Select& query) const;
  void aggregate(Writer& out, const ast::Select& query) const;
  void source(Writer& out, const ast::Source& source) const;
  virtual void index_hint(Writer& out, const ast::IndexHint& hint) const;
  void joins(Writer& out, const ast::List<ast::Join>& joins) const;
  void join(Writer& out, const ast::Join& join) const;
  virtual void lateral(Writer& out, const ast::Join& join) const;
  virtual std::string_view join_words(ast::Join::Kind kind) const;
  void conditions(Writer& out, const ast::List<ast::Condition>& list) const;
  void wheres(Writer& out, const ast::Select& query) const;
  void groups(Writer& out, const ast::Select& query) const;
  void orders(Writer& out, const ast::List<ast::Order>& list) const;
  void order(Writer& out, const ast::Order& order) const;
  virtual void random(Writer& out, const ast::Order& order) const;
  virtual void nulls(Writer& out, const ast::Order& order) const;
  virtual void limits(Writer& out, std::optional<std::uint64_t> limit,
                      std::optional<std::uint64_t> offset) const;
  virtual void lock(Writer& out, const ast::Lock& lock) const;
  void one_select(Writer& out, const ast::Select& query) const;
  // Whether a select is the body of a recursive expression, which refers to itself.
  enum class Place : bool { anywhere, recursive };
  void body(Writer& out, const ast::Select& query, Place place = Place::anywhere) const;
  void group_limited(Writer& out, const ast::Select& query) const;
  // Which tells apart rows that are equal.
  [[nodiscard]] virtual std::string_view all_words(ast::Combination::Kind kind) const;
  void combinations(Writer& out, const ast::Select& query, Place place) const;
  // One of the selects that are combined.
  virtual void combined(Writer& out, const ast::Select& query, Place place) const;

  // Conditions.
  void condition(Writer& out, const ast::Condition& node) const;
  virtual void compare(Writer& out, const ast::Condition& node) const;
  // The operator; refused where the dialect has no such one.
  void comparison(Writer& out, const ast::Condition& node) const;
  // The left side of a comparison with what is right.
  virtual void compared(Writer& out, const ast::Condition& node) const;
  virtual void null(Writer& out, const ast::Condition& node) const;
  virtual void in(Writer& out, const ast::Condition& node) const;
  virtual void in_many(Writer& out, const ast::Condition& node) const = 0;
  void in_rows(Writer& out, const ast::Condition& node) const;
  // What a list of rows begins with.
  [[nodiscard]] virtual std::string_view row_list_words() const;
  void between(Writer& out, const ast::Condition& node) const;
  virtual void like(Writer& out, const ast::Condition& node) const = 0;
  virtual void null_safe_equal(Writer& out, const ast::Condition& node) const;
  virtual void date_part(Writer& out, const ast::Condition& node) const = 0;
  virtual void json_contains(Writer& out, const ast::Condition& node) const = 0;
  virtual void json_overlaps(Writer& out, const ast::Condition& node) const;
  virtual void json_contains_key(Writer& out, const ast::Condition& node) const = 0;
  virtual void json_length(Writer& out, const ast::Condition& node) const = 0;
  virtual void json_boolean(Writer& out, const ast::Condition& node) const;
  virtual void full_text(Writer& out, const ast::Condition& node) const;

  // Writes.
  void insert_rows(Writer& out, const ast::Select& query, const ast::Insert& insert) const;
  virtual std::string_view insert_words(const ast::Insert& insert) const;
  virtual void no_values(Writer& out) const;
  virtual void conflict(Writer& out, const ast::Insert& insert) const;
  void overwrites(Writer& out, const ast::Insert& insert) const;
  virtual void overwritten(Writer& out, std::string_view column) const;
  virtual void assignments(Writer& out, const ast::Update& update) const;
  virtual void assigned_column(Writer& out, std::string_view column) const;
  virtual void json_assignment(Writer& out, const ast::Assignment& assignment) const = 0;
  virtual void update_limited(Writer& out, const ast::Select& query,
                              const ast::Update& update) const = 0;
  // The order in which rows are changed, where a statement may say one.
  virtual void write_orders(Writer& out, const ast::Select& query) const;
  void check_changed_rows(const ast::Select& query, std::string_view verb) const;
  void enclosed(Writer& out, const ast::List<ast::Condition>& list) const;
  virtual void update_from(Writer& out, const ast::Select& query, const ast::Update& update) const;
  virtual void erase_limited(Writer& out, const ast::Select& query) const = 0;
  void returning(Writer& out, const ast::Select& query, bool possible, std::string_view verb) const;
  // `.. where row_id in (select row_id from ..)`: SQLite's and PostgreSQL's way to a limit.
  void where_row_in(Writer& out, const ast::Select& query, std::string_view row_id) const;

  // Names and expressions.
  void name(Writer& out, std::string_view name) const;
  virtual void json(Writer& out, const JsonPath& path) const = 0;
  void expression(Writer& out, const ast::Expression& expression) const;
  void sum(Writer& out, const ast::Sum& sum) const;
  void names(Writer& out, std::span<const std::string_view> names) const;
  void values(Writer& out, std::span<const Value> values) const;
  [[noreturn]] void refuse(std::string_view what) const;
  [[nodiscard]] virtual Dialect dialect() const noexcept = 0;
};

/// The tables' names without their alias.
[[nodiscard]] std::string_view table_of(std::string_view name) noexcept;
/// What the table is called in the statement: its alias, or its name.
[[nodiscard]] std::string_view called(std::string_view name) noexcept;

}  // namespace zin::query
