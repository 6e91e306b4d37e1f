// The verbs that write.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <source_location>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/query/aggregate_verbs.hpp"
#include "zin/query/async_write_verbs.hpp"
#include "zin/query/where_verbs.hpp"
#include "zin/query/write.hpp"

namespace zin {

/// Result: how many rows were written, or, behind returning(), the rows. Rows are
/// `{{"name", "John"}, {"votes", raw("1 + 1")}}`, several of them in one more pair of braces,
/// Attributes, or a range of these; all have the columns of the first one.
template <class Self, class Result>
class WriteVerbs : public AsyncWriteVerbs<Self> {
 public:
  using Here = std::source_location;
  using OneRow = std::initializer_list<Assignment>;
  using ManyRows = std::initializer_list<std::initializer_list<Assignment>>;
  using ColumnNames = std::initializer_list<std::string_view>;

  /// All rows or none, however many.
  Result insert(OneRow row, Here where = Here::current()) { return insert_all(row, {}, where); }
  Result insert(ManyRows rows, Here where = Here::current()) { return insert_all(rows, {}, where); }
  Result insert(const Attributes& row, Here where = Here::current()) {
    return insert_all(row, {}, where);
  }
  template <detail::RangeOfAttributes R>
  Result insert(const R& rows, Here where = Here::current()) {
    return insert_all(rows, {}, where);
  }
  /// Rows that a unique key refuses are left out.
  Result insert_or_ignore(OneRow row, Here where = Here::current()) {
    return insert_all(row, {.action = ast::OnConflict::ignore}, where);
  }
  Result insert_or_ignore(ManyRows rows, Here where = Here::current()) {
    return insert_all(rows, {.action = ast::OnConflict::ignore}, where);
  }
  Result insert_or_ignore(const Attributes& row, Here where = Here::current()) {
    return insert_all(row, {.action = ast::OnConflict::ignore}, where);
  }
  template <detail::RangeOfAttributes R>
  Result insert_or_ignore(const R& rows, Here where = Here::current()) {
    return insert_all(rows, {.action = ast::OnConflict::ignore}, where);
  }
  /// Rows that a unique key refuses are left out, and these columns of the others given back: keys
  /// on `unique` when it is said, else any. SQLite and PostgreSQL.
  Rows insert_or_ignore_returning(OneRow row, const ColumnList& columns = "*",
                                  const ColumnList& unique = ColumnNames{},
                                  Here where = Here::current()) {
    return insert_new(row, columns, unique, where);
  }
  Rows insert_or_ignore_returning(ManyRows rows, const ColumnList& columns = "*",
                                  const ColumnList& unique = ColumnNames{},
                                  Here where = Here::current()) {
    return insert_new(rows, columns, unique, where);
  }
  template <class R>
  requires(std::convertible_to<const R&, const Attributes&> || detail::RangeOfAttributes<R>) Rows
      insert_or_ignore_returning(const R& rows, const ColumnList& columns = "*",
                                 const ColumnList& unique = ColumnNames{},
                                 Here where = Here::current()) {
    return insert_new(rows, columns, unique, where);
  }
  /// The rows of a query.
  Result insert_using(std::initializer_list<std::string_view> columns, const Query& source,
                      Here where = Here::current()) {
    return insert_from(columns, source, ast::OnConflict::fail, where);
  }
  Result insert_or_ignore_using(std::initializer_list<std::string_view> columns,
                                const Query& source, Here where = Here::current()) {
    return insert_from(columns, source, ast::OnConflict::ignore, where);
  }
  /// Rows that exist, by these unique columns, are overwritten: with all columns of the new row, or
  /// as the third argument says. When that is empty, nothing is overwritten: it is insert().
  Result upsert(OneRow row, const ColumnList& unique, Here where = Here::current()) {
    return upsert_all(row, unique, where);
  }
  Result upsert(ManyRows rows, const ColumnList& unique, Here where = Here::current()) {
    return upsert_all(rows, unique, where);
  }
  template <class R>
  requires(std::convertible_to<const R&, const Attributes&> || detail::RangeOfAttributes<R>) Result
      upsert(const R& rows, const ColumnList& unique, Here where = Here::current()) {
    return upsert_all(rows, unique, where);
  }
  Result upsert(OneRow row, const ColumnList& unique, std::initializer_list<Overwrite> overwrite,
                Here where = Here::current()) {
    return upsert_some(row, unique, overwrite, where);
  }
  Result upsert(ManyRows rows, const ColumnList& unique, std::initializer_list<Overwrite> overwrite,
                Here where = Here::current()) {
    return upsert_some(rows, unique, overwrite, where);
  }
  template <class R>
  requires(std::convertible_to<const R&, const Attributes&> || detail::RangeOfAttributes<R>) Result
      upsert(const R& rows, const ColumnList& unique, std::initializer_list<Overwrite> overwrite,
             Here where = Here::current()) {
    return upsert_some(rows, unique, overwrite, where);
  }

  /// Throws Errc::invalid_argument without where(): that would be update_all().
  Result update(OneRow assignments, Here where = Here::current()) {
    return update_rows(assignments, query::Scope::some_rows, where);
  }
  Result update(const Attributes& assignments, Here where = Here::current()) {
    return update_rows(assignments, query::Scope::some_rows, where);
  }
  Result update_all(OneRow assignments, Here where = Here::current()) {
    return update_rows(assignments, query::Scope::all_rows, where);
  }
  Result update_all(const Attributes& assignments, Here where = Here::current()) {
    return update_rows(assignments, query::Scope::all_rows, where);
  }
  /// With the columns of joined tables, as `update .. from ..`: PostgreSQL and SQLite.
  Result update_from(OneRow assignments, Here where = Here::current()) {
    query::AssignmentList list;
    list.add({assignments.begin(), assignments.size()});
    return Self::written(query::update(write(where), list.all(), query::Scope::some_rows, true));
  }
  /// Adds to a column, and assigns others beside it.
  Result increment(std::string_view column, const Operand& amount = 1, OneRow extra = {},
                   Here where = Here::current()) {
    return add({{column, amount}}, extra, false, where);
  }
  Result decrement(std::string_view column, const Operand& amount = 1, OneRow extra = {},
                   Here where = Here::current()) {
    return add({{column, amount}}, extra, true, where);
  }
  Result increment_each(OneRow amounts, OneRow extra = {}, Here where = Here::current()) {
    return add_each(amounts, extra, false, where);
  }
  Result decrement_each(OneRow amounts, OneRow extra = {}, Here where = Here::current()) {
    return add_each(amounts, extra, true, where);
  }

  /// Throws Errc::invalid_argument without where(): that would be delete_all() or truncate().
  Result remove(Here where = Here::current()) {
    return Self::written(query::erase(write(where), query::Scope::some_rows));
  }
  Result delete_(Here where = Here::current()) { return remove(where); }
  /// The row whose `id` is this one.
  Result delete_(const Value& id, Here where = Here::current()) {
    Self one = self();  // the condition is not kept
    query::where_id(one.builder(), id);
    return one.remove(where);
  }
  Result delete_all(Here where = Here::current()) {
    return Self::written(query::erase(write(where), query::Scope::all_rows));
  }

  /// The id that the database gave to the one row: an integer, unless T says else.
  template <class T = std::int64_t>
  T insert_get_id(OneRow row, std::string_view key = "id", Here where = Here::current()) {
    query::RowList list;
    list.add({row.begin(), row.size()});
    return query::insert_get_id(write(where), list, key).template get<T>();
  }
  template <class T = std::int64_t>
  T insert_get_id(const Attributes& row, std::string_view key = "id",
                  Here where = Here::current()) {
    query::RowList list;
    list.add(row);
    return query::insert_get_id(write(where), list, key).template get<T>();
  }
  /// A row of defaults.
  Result insert_defaults(Here where = Here::current()) {
    return Self::written(query::insert_defaults(write(where)));
  }
  /// Updates one row that has these attributes, or inserts it with both. Gives whether it was
  /// inserted. Two statements: between them others may insert the same row, which a unique key then
  /// refuses.
  bool update_or_insert(const Attributes& attributes, const Attributes& values = {},
                        Here where = Here::current()) {
    Self one = self();  // the conditions are not kept
    one.builder().enclose_wheres();
    for (const auto& item : attributes) one.where(item.name, item.value);
    if (query::exists(one.builder(), one.target(), where)) {
      if (!values.empty()) {
        one.builder().limit(1);
        static_cast<void>(one.update_rows(values, query::Scope::some_rows, where));
      }
      return false;
    }
    Attributes row = attributes;
    for (const auto& item : values) row.set(item.name, item.value);
    static_cast<void>(insert_all(row, {}, where));
    return true;
  }
  /// Removes all rows and starts generated ids anew. PostgreSQL: rows of tables that refer to this
  /// one go too. MySQL and MariaDB: ends the open transaction.
  void truncate(Here where = Here::current()) { query::truncate(write(where)); }

 protected:
  ~WriteVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  friend class AsyncWriteVerbs<Self>;
  [[nodiscard]] static query::Write write_of(Self& query, Here where) { return query.write(where); }
  [[nodiscard]] query::Write write(Here where) {
    std::string_view key;
    if constexpr (requires { self().key(); }) key = self().key();
    return {.builder = self().builder(), .target = self().target(), .key = key, .where = where};
  }
  static void add_to(query::RowList& list, OneRow row) { list.add({row.begin(), row.size()}); }
  static void add_to(query::RowList& list, ManyRows rows) {
    for (const OneRow& row : rows) add_to(list, row);
  }
  static void add_to(query::RowList& list, const Attributes& row) { list.add(row); }
  template <detail::RangeOfAttributes R>
  static void add_to(query::RowList& list, const R& rows) {
    for (const Attributes& row : rows) list.add(row);
  }
  template <class R>
  Result insert_all(const R& rows, const query::Conflict& conflict, Here where) {
    query::RowList list;
    add_to(list, rows);
    return Self::written(query::insert(write(where), list, conflict));
  }
  Rows insert_new(const auto& rows, const ColumnList& columns, const ColumnList& unique,
                  Here where) {
    query::RowList list;
    add_to(list, rows);
    const query::Write plain = write(where);
    query::Builder builder = plain.builder;
    const auto names = columns.names();
    builder.returning(names.size() == 1 && names.front() == "*" ? names.subspan(1) : names);
    const query::Write one{
        .builder = builder, .target = plain.target, .key = plain.key, .where = plain.where};
    return query::insert(one, list, {.action = ast::OnConflict::nothing, .unique = unique.names()})
        .rows;
  }
  Result insert_from(std::initializer_list<std::string_view> columns, const Query& source,
                     ast::OnConflict on_conflict, Here where) {
    return Self::written(query::insert_using(write(where), {columns.begin(), columns.size()},
                                             query::builder_of(source), on_conflict));
  }
  template <class R>
  Result upsert_all(const R& rows, const ColumnList& unique, Here where) {
    query::RowList list;
    add_to(list, rows);
    return Self::written(query::insert(write(where), list,
                                       {.action = ast::OnConflict::update,
                                        .unique = unique.names(),
                                        .overwrite = list.columns()}));
  }
  template <class R>
  Result upsert_some(const R& rows, const ColumnList& unique,
                     std::initializer_list<Overwrite> overwrite, Here where) {
    query::RowList list;
    add_to(list, rows);
    if (overwrite.size() == 0) {
      return Self::written(query::insert(write(where), list));
    }
    std::vector<std::string_view> same;
    query::AssignmentList other;
    for (const Overwrite& each : overwrite) {
      if (each.operand) {
        other.add(each.column, *each.operand);
      } else {
        same.push_back(each.column);
      }
    }
    return Self::written(query::insert(write(where), list,
                                       {.action = ast::OnConflict::update,
                                        .unique = unique.names(),
                                        .overwrite = same,
                                        .assign = other.all()}));
  }
  static void add_to(query::AssignmentList& list, OneRow row) {
    list.add({row.begin(), row.size()});
  }
  static void add_to(query::AssignmentList& list, const Attributes& row) { list.add(row); }
  template <class R>
  Result update_rows(const R& assignments, query::Scope scope, Here where) {
    query::AssignmentList list;
    add_to(list, assignments);
    return Self::written(query::update(write(where), list.all(), scope));
  }
  struct Amount {
    std::string_view column;
    const Operand& amount;
  };
  Result add(std::initializer_list<Amount> amounts, OneRow extra, bool subtract, Here where) {
    query::AssignmentList list;
    for (const Amount& each : amounts) list.add_to(each.column, each.amount, subtract);
    add_to(list, extra);
    return Self::written(query::update(write(where), list.all(), query::Scope::some_rows));
  }
  Result add_each(OneRow amounts, OneRow extra, bool subtract, Here where) {
    query::AssignmentList list;
    for (const Assignment& each : amounts) list.add_to(each.column, each.operand, subtract);
    add_to(list, extra);
    return Self::written(query::update(write(where), list.all(), query::Scope::some_rows));
  }
};

}  // namespace zin
