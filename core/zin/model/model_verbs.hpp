// The verbs by which a model begins a query.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <source_location>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/model/model_query.hpp"

namespace zin {

/// Each is the verb of ModelQuery with that name, on a new query of all records.
template <class Self>
class ModelVerbs {
 public:
  using Here = std::source_location;
  using ColumnNames = std::initializer_list<std::string_view>;
  using Values = std::initializer_list<Value>;

#define ZIN_DETAIL_BEGINS(verb)                        \
  template <class... Arguments>                        \
  ModelQuery verb(Arguments&&... arguments) const {    \
    ModelQuery query = begin();                        \
    query.verb(std::forward<Arguments>(arguments)...); \
    return query;                                      \
  }

  ZIN_DETAIL_BEGINS(where)
  ZIN_DETAIL_BEGINS(where_not)
  ZIN_DETAIL_BEGINS(where_column)
  ZIN_DETAIL_BEGINS(where_raw)
  ZIN_DETAIL_BEGINS(where_null_safe_equals)
  ZIN_DETAIL_BEGINS(where_row_values)
  ZIN_DETAIL_BEGINS(where_null)
  ZIN_DETAIL_BEGINS(where_not_null)
  ZIN_DETAIL_BEGINS(where_in)
  ZIN_DETAIL_BEGINS(where_not_in)
  ZIN_DETAIL_BEGINS(where_between)
  ZIN_DETAIL_BEGINS(where_not_between)
  ZIN_DETAIL_BEGINS(where_between_columns)
  ZIN_DETAIL_BEGINS(where_not_between_columns)
  ZIN_DETAIL_BEGINS(where_value_between)
  ZIN_DETAIL_BEGINS(where_value_not_between)
  ZIN_DETAIL_BEGINS(where_like)
  ZIN_DETAIL_BEGINS(where_not_like)
  ZIN_DETAIL_BEGINS(where_date)
  ZIN_DETAIL_BEGINS(where_year)
  ZIN_DETAIL_BEGINS(where_month)
  ZIN_DETAIL_BEGINS(where_day)
  ZIN_DETAIL_BEGINS(where_time)
  ZIN_DETAIL_BEGINS(where_past)
  ZIN_DETAIL_BEGINS(where_now_or_past)
  ZIN_DETAIL_BEGINS(where_future)
  ZIN_DETAIL_BEGINS(where_now_or_future)
  ZIN_DETAIL_BEGINS(where_today)
  ZIN_DETAIL_BEGINS(where_before_today)
  ZIN_DETAIL_BEGINS(where_today_or_before)
  ZIN_DETAIL_BEGINS(where_after_today)
  ZIN_DETAIL_BEGINS(where_today_or_after)
  ZIN_DETAIL_BEGINS(where_exists)
  ZIN_DETAIL_BEGINS(where_not_exists)
  ZIN_DETAIL_BEGINS(where_json_contains)
  ZIN_DETAIL_BEGINS(where_json_doesnt_contain)
  ZIN_DETAIL_BEGINS(where_json_overlaps)
  ZIN_DETAIL_BEGINS(where_json_doesnt_overlap)
  ZIN_DETAIL_BEGINS(where_json_contains_key)
  ZIN_DETAIL_BEGINS(where_json_doesnt_contain_key)
  ZIN_DETAIL_BEGINS(where_json_length)
  ZIN_DETAIL_BEGINS(where_full_text)
  ZIN_DETAIL_BEGINS(where_any)
  ZIN_DETAIL_BEGINS(where_all)
  ZIN_DETAIL_BEGINS(where_none)
  ZIN_DETAIL_BEGINS(where_has)
  ZIN_DETAIL_BEGINS(where_doesnt_have)
  ZIN_DETAIL_BEGINS(has)
  ZIN_DETAIL_BEGINS(doesnt_have)
  ZIN_DETAIL_BEGINS(join)
  ZIN_DETAIL_BEGINS(left_join)
  ZIN_DETAIL_BEGINS(right_join)
  ZIN_DETAIL_BEGINS(cross_join)
  ZIN_DETAIL_BEGINS(full_join)
  ZIN_DETAIL_BEGINS(straight_join)
  ZIN_DETAIL_BEGINS(join_where)
  ZIN_DETAIL_BEGINS(left_join_where)
  ZIN_DETAIL_BEGINS(right_join_where)
  ZIN_DETAIL_BEGINS(straight_join_where)
  ZIN_DETAIL_BEGINS(join_sub)
  ZIN_DETAIL_BEGINS(left_join_sub)
  ZIN_DETAIL_BEGINS(right_join_sub)
  ZIN_DETAIL_BEGINS(full_join_sub)
  ZIN_DETAIL_BEGINS(straight_join_sub)
  ZIN_DETAIL_BEGINS(cross_join_sub)
  ZIN_DETAIL_BEGINS(join_lateral)
  ZIN_DETAIL_BEGINS(left_join_lateral)
  ZIN_DETAIL_BEGINS(select)
  ZIN_DETAIL_BEGINS(add_select)
  ZIN_DETAIL_BEGINS(select_raw)
  ZIN_DETAIL_BEGINS(select_sub)
  ZIN_DETAIL_BEGINS(distinct)
  ZIN_DETAIL_BEGINS(use_index)
  ZIN_DETAIL_BEGINS(force_index)
  ZIN_DETAIL_BEGINS(ignore_index)
  ZIN_DETAIL_BEGINS(group_by)
  ZIN_DETAIL_BEGINS(group_by_raw)
  ZIN_DETAIL_BEGINS(order_by)
  ZIN_DETAIL_BEGINS(order_by_desc)
  ZIN_DETAIL_BEGINS(order_by_nulls_first)
  ZIN_DETAIL_BEGINS(order_by_nulls_last)
  ZIN_DETAIL_BEGINS(order_by_raw)
  ZIN_DETAIL_BEGINS(in_order_of)
  ZIN_DETAIL_BEGINS(latest)
  ZIN_DETAIL_BEGINS(oldest)
  ZIN_DETAIL_BEGINS(in_random_order)
  ZIN_DETAIL_BEGINS(limit)
  ZIN_DETAIL_BEGINS(take)
  ZIN_DETAIL_BEGINS(offset)
  ZIN_DETAIL_BEGINS(skip)
  ZIN_DETAIL_BEGINS(for_page)
  ZIN_DETAIL_BEGINS(for_page_after_id)
  ZIN_DETAIL_BEGINS(for_page_before_id)
  ZIN_DETAIL_BEGINS(group_limit)
  ZIN_DETAIL_BEGINS(union_)
  ZIN_DETAIL_BEGINS(union_all)
  ZIN_DETAIL_BEGINS(intersect)
  ZIN_DETAIL_BEGINS(intersect_all)
  ZIN_DETAIL_BEGINS(except)
  ZIN_DETAIL_BEGINS(except_all)
  ZIN_DETAIL_BEGINS(cte)
  ZIN_DETAIL_BEGINS(lock_for_update)
  ZIN_DETAIL_BEGINS(shared_lock)
  ZIN_DETAIL_BEGINS(lock_for_no_key_update)
  ZIN_DETAIL_BEGINS(lock_for_key_share)
  ZIN_DETAIL_BEGINS(when)
  ZIN_DETAIL_BEGINS(unless)
  ZIN_DETAIL_BEGINS(tap)
  ZIN_DETAIL_BEGINS(with)
  ZIN_DETAIL_BEGINS(with_count)
  ZIN_DETAIL_BEGINS(with_sum)
  ZIN_DETAIL_BEGINS(with_min)
  ZIN_DETAIL_BEGINS(with_max)
  ZIN_DETAIL_BEGINS(with_avg)
  ZIN_DETAIL_BEGINS(with_exists)
  ZIN_DETAIL_BEGINS(scope)
  ZIN_DETAIL_BEGINS(with_trashed)
  ZIN_DETAIL_BEGINS(only_trashed)
  ZIN_DETAIL_BEGINS(without_trashed)
  ZIN_DETAIL_BEGINS(without_global_scope)
  ZIN_DETAIL_BEGINS(without_global_scopes)
#undef ZIN_DETAIL_BEGINS

  // Lists in braces, which no template takes.
  ModelQuery where(std::initializer_list<WhereItem> all) const {
    ModelQuery query = begin();
    query.where(all);
    return query;
  }
  ModelQuery where_in(const ColumnOperand& column, Values values) const {
    ModelQuery query = begin();
    query.where_in(column, values);
    return query;
  }
  ModelQuery where_not_in(const ColumnOperand& column, Values values) const {
    ModelQuery query = begin();
    query.where_not_in(column, values);
    return query;
  }
  ModelQuery where_between(const ColumnOperand& column, Values ends) const {
    ModelQuery query = begin();
    query.where_between(column, ends);
    return query;
  }
  ModelQuery where_null(ColumnNames columns) const {
    ModelQuery query = begin();
    query.where_null(columns);
    return query;
  }
  ModelQuery where_not_null(ColumnNames columns) const {
    ModelQuery query = begin();
    query.where_not_null(columns);
    return query;
  }
  ModelQuery select(std::initializer_list<Selected> columns) const {
    ModelQuery query = begin();
    query.select(columns);
    return query;
  }
  ModelQuery with(ColumnNames relations) const {
    ModelQuery query = begin();
    query.with(relations);
    return query;
  }

  [[nodiscard]] Records all(Here where = Here::current()) const { return begin().get(where); }
  [[nodiscard]] Records get(Here where = Here::current()) const { return begin().get(where); }
  [[nodiscard]] std::optional<Record> first(Here where = Here::current()) const {
    return begin().first(where);
  }
  [[nodiscard]] Record first_or_fail(Here where = Here::current()) const {
    return begin().first_or_fail(where);
  }
  [[nodiscard]] Record sole(Here where = Here::current()) const { return begin().sole(where); }
  template <query::OwningResult T = Value>
  [[nodiscard]] std::optional<T> value(std::string_view column,
                                       Here where = Here::current()) const {
    return begin().template value<T>(column, where);
  }
  [[nodiscard]] std::optional<Record> find(const Value& key, Here where = Here::current()) const {
    return begin().find(key, where);
  }
  [[nodiscard]] Record find_or_fail(const Value& key, Here where = Here::current()) const {
    return begin().find_or_fail(key, where);
  }
  [[nodiscard]] Records find_many(const std::vector<Value>& keys,
                                  Here where = Here::current()) const {
    return begin().find_many(keys, where);
  }
  [[nodiscard]] Record first_or_new(const Attributes& attributes, const Attributes& values = {},
                                    Here where = Here::current()) const {
    return begin().first_or_new(attributes, values, where);
  }
  Record first_or_create(const Attributes& attributes, const Attributes& values = {},
                         Here where = Here::current()) const {
    return begin().first_or_create(attributes, values, where);
  }
  Record update_or_create(const Attributes& attributes, const Attributes& values = {},
                          Here where = Here::current()) const {
    return begin().update_or_create(attributes, values, where);
  }
  Records create_many(const std::vector<Attributes>& all, Here where = Here::current()) const {
    return begin().create_many(all, where);
  }
  Records create_many(std::initializer_list<Attributes> all, Here where = Here::current()) const {
    return begin().create_many(all, where);
  }
  [[nodiscard]] std::uint64_t count(std::string_view column = "*",
                                    Here where = Here::current()) const {
    return begin().count(column, where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const { return begin().exists(where); }
  [[nodiscard]] bool doesnt_exist(Here where = Here::current()) const {
    return begin().doesnt_exist(where);
  }
  template <class T = Value>
  [[nodiscard]] auto min(std::string_view column, Here where = Here::current()) const {
    return begin().template min<T>(column, where);
  }
  template <class T = Value>
  [[nodiscard]] auto max(std::string_view column, Here where = Here::current()) const {
    return begin().template max<T>(column, where);
  }
  template <class T = Value>
  [[nodiscard]] T sum(std::string_view column, Here where = Here::current()) const {
    return begin().template sum<T>(column, where);
  }
  template <class T = double>
  [[nodiscard]] std::optional<T> avg(std::string_view column, Here where = Here::current()) const {
    return begin().template avg<T>(column, where);
  }
  template <query::OwningResult T = Value>
  [[nodiscard]] std::vector<T> pluck(std::string_view column, Here where = Here::current()) const {
    return begin().template pluck<T>(column, where);
  }
  [[nodiscard]] Page<Records> paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                       Here where = Here::current()) const {
    return begin().paginate(per_page, page, where);
  }
  [[nodiscard]] SimplePage<Records> simple_paginate(std::int64_t per_page = 15,
                                                    std::int64_t page = 1,
                                                    Here where = Here::current()) const {
    return begin().simple_paginate(per_page, page, where);
  }
  [[nodiscard]] CursorPage<Records> cursor_paginate(std::int64_t per_page = 15,
                                                    std::string_view cursor = {},
                                                    Here where = Here::current()) const {
    return begin().cursor_paginate(per_page, cursor, where);
  }
  template <class Fn>
  bool chunk(std::int64_t records, Fn&& fn, Here where = Here::current()) const {
    return begin().chunk(records, std::forward<Fn>(fn), where);
  }
  template <class Fn>
  bool chunk_by_id(std::int64_t records, Fn&& fn, Here where = Here::current()) const {
    return begin().chunk_by_id(records, std::forward<Fn>(fn), where);
  }
  template <class Fn>
  bool each(Fn&& fn, std::int64_t records = 1000, Here where = Here::current()) const {
    return begin().each(std::forward<Fn>(fn), records, where);
  }
  template <class Fn>
  void lazy(Fn&& fn, Here where = Here::current()) const {
    begin().lazy(std::forward<Fn>(fn), where);
  }
  std::uint64_t destroy(const std::vector<Value>& keys, Here where = Here::current()) const {
    return begin().destroy(keys, where);
  }

 protected:
  ~ModelVerbs() = default;

 private:
  [[nodiscard]] ModelQuery begin() const { return static_cast<const Self&>(*this).query(); }
};

}  // namespace zin
