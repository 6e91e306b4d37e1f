// TypedQuery: a query of a model whose rows are plain structs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <source_location>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/model/async_model_verbs.hpp"
#include "zin/model/member_column.hpp"
#include "zin/model/model.hpp"

namespace zin {

/// A query whose rows are Ts. Columns are members, `where(&User::votes, ">", 100)`, whose types the
/// compiler checks, or names as in Query. The verbs are those of ModelQuery; records() goes on with
/// records. [one thread at a time]; copies are independent.
template <query::Described T>
class TypedQuery : public WhereVerbs<TypedQuery<T>>,
                   public JoinVerbs<TypedQuery<T>>,
                   public ShapeVerbs<TypedQuery<T>>,
                   public AsyncTypedQueryVerbs<TypedQuery<T>> {
 public:
  using Here = std::source_location;
  using Narrow = ModelQuery::Narrow;
  using All = std::vector<T>;
  template <class M>
  using PlainOf = typename model::Plain<M>::Type;

  // --- Conditions and order by members

  using WhereVerbs<TypedQuery<T>>::where;
  using WhereVerbs<TypedQuery<T>>::or_where;
  using WhereVerbs<TypedQuery<T>>::where_in;
  using WhereVerbs<TypedQuery<T>>::where_not_in;
  using WhereVerbs<TypedQuery<T>>::where_null;
  using WhereVerbs<TypedQuery<T>>::where_not_null;
  using WhereVerbs<TypedQuery<T>>::where_between;
  using ShapeVerbs<TypedQuery<T>>::order_by;
  using ShapeVerbs<TypedQuery<T>>::order_by_desc;

  template <class Owner, class M, model::FitsMember<M> V>
  TypedQuery& where(M Owner::*member, V&& value) {
    return where(column(member), Value(std::forward<V>(value)));
  }
  template <class Owner, class M, model::FitsMember<M> V>
  TypedQuery& where(M Owner::*member, std::string_view op, V&& value) {
    return where(column(member), op, Value(std::forward<V>(value)));
  }
  template <class Owner, class M, model::FitsMember<M> V>
  TypedQuery& or_where(M Owner::*member, V&& value) {
    return or_where(column(member), Value(std::forward<V>(value)));
  }
  template <class Owner, class M, model::FitsMember<M> V>
  TypedQuery& or_where(M Owner::*member, std::string_view op, V&& value) {
    return or_where(column(member), op, Value(std::forward<V>(value)));
  }
  template <class Owner, class M>
  TypedQuery& where_in(M Owner::*member, std::initializer_list<PlainOf<M>> values) {
    return where_in(column(member), std::vector<Value>(values.begin(), values.end()));
  }
  template <class Owner, class M>
  TypedQuery& where_in(M Owner::*member, const std::vector<PlainOf<M>>& values) {
    return where_in(column(member), std::vector<Value>(values.begin(), values.end()));
  }
  template <class Owner, class M>
  TypedQuery& where_not_in(M Owner::*member, std::initializer_list<PlainOf<M>> values) {
    return where_not_in(column(member), std::vector<Value>(values.begin(), values.end()));
  }
  template <class Owner, class M>
  TypedQuery& where_not_in(M Owner::*member, const std::vector<PlainOf<M>>& values) {
    return where_not_in(column(member), std::vector<Value>(values.begin(), values.end()));
  }
  template <class Owner, class M, model::FitsMember<M> Low, model::FitsMember<M> High>
  TypedQuery& where_between(M Owner::*member, Low&& low, High&& high) {
    return where_between(column(member), Value(std::forward<Low>(low)),
                         Value(std::forward<High>(high)));
  }
  template <class Owner, class M>
  TypedQuery& where_null(std::optional<M> Owner::*member) {
    return where_null(column(member));
  }
  template <class Owner, class M>
  TypedQuery& where_not_null(std::optional<M> Owner::*member) {
    return where_not_null(column(member));
  }
  template <class Owner, class M>
  TypedQuery& order_by(M Owner::*member, std::string_view direction = "asc") {
    return order_by(column(member), direction);
  }
  template <class Owner, class M>
  TypedQuery& order_by_desc(M Owner::*member) {
    return order_by(column(member), "desc");
  }

  // --- Scopes, and conditions on relations

#define ZIN_DETAIL_GOES_ON(verb)                        \
  template <class... Arguments>                         \
  TypedQuery& verb(Arguments&&... arguments) {          \
    query_.verb(std::forward<Arguments>(arguments)...); \
    return *this;                                       \
  }
  ZIN_DETAIL_GOES_ON(scope)
  ZIN_DETAIL_GOES_ON(without_global_scope)
  ZIN_DETAIL_GOES_ON(without_global_scopes)
  ZIN_DETAIL_GOES_ON(with_trashed)
  ZIN_DETAIL_GOES_ON(only_trashed)
  ZIN_DETAIL_GOES_ON(without_trashed)
  ZIN_DETAIL_GOES_ON(where_has)
  ZIN_DETAIL_GOES_ON(or_where_has)
  ZIN_DETAIL_GOES_ON(where_doesnt_have)
  ZIN_DETAIL_GOES_ON(or_where_doesnt_have)
  ZIN_DETAIL_GOES_ON(has)
  ZIN_DETAIL_GOES_ON(doesnt_have)
#undef ZIN_DETAIL_GOES_ON

  // --- Reading

  [[nodiscard]] All get(Here where = Here::current()) const {
    return whole().to_query().template get<T>(where);
  }
  [[nodiscard]] std::optional<T> first(Here where = Here::current()) const {
    return whole().to_query().template first<T>(where);
  }
  /// Throws Errc::not_found.
  [[nodiscard]] T first_or_fail(Here where = Here::current()) const {
    if (auto found = first(where)) return *std::move(found);
    query::none_found();
  }
  /// The only one: throws Errc::not_found or Errc::multiple_found.
  [[nodiscard]] T sole(Here where = Here::current()) const {
    return whole().to_query().template sole<T>(where);
  }
  [[nodiscard]] std::optional<T> find(const Value& key, Here where = Here::current()) const {
    TypedQuery one{*this};
    one.builder().enclose_wheres();
    return one.where(model_.primary_key(), key).first(where);
  }
  [[nodiscard]] T find_or_fail(const Value& key, Here where = Here::current()) const {
    if (auto found = find(key, where)) return *std::move(found);
    query::none_found();
  }
  [[nodiscard]] All find_many(const std::vector<Value>& keys, Here where = Here::current()) const {
    TypedQuery some{*this};
    some.builder().enclose_wheres();
    return some.where_in(model_.primary_key(), keys).get(where);
  }
  [[nodiscard]] std::uint64_t count(Here where = Here::current()) const {
    return whole().count("*", where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const { return whole().exists(where); }
  [[nodiscard]] bool doesnt_exist(Here where = Here::current()) const { return !exists(where); }
  template <class Owner, class M>
  [[nodiscard]] std::vector<M> pluck(M Owner::*member, Here where = Here::current()) const {
    return whole().template pluck<M>(column(member), where);
  }
  /// Of the first row; nothing when there is none, or it is NULL.
  template <class Owner, class M>
  [[nodiscard]] std::optional<PlainOf<M>> value(M Owner::*member,
                                                Here where = Here::current()) const {
    return whole().template value<PlainOf<M>>(column(member), where);
  }
  template <class Owner, class M>
  [[nodiscard]] PlainOf<M> sum(M Owner::*member, Here where = Here::current()) const {
    return whole().template sum<PlainOf<M>>(column(member), where);
  }
  template <class Owner, class M>
  [[nodiscard]] std::optional<PlainOf<M>> min(M Owner::*member,
                                              Here where = Here::current()) const {
    return whole().template min<PlainOf<M>>(column(member), where);
  }
  template <class Owner, class M>
  [[nodiscard]] std::optional<PlainOf<M>> max(M Owner::*member,
                                              Here where = Here::current()) const {
    return whole().template max<PlainOf<M>>(column(member), where);
  }
  template <class Owner, class M>
  [[nodiscard]] std::optional<double> avg(M Owner::*member, Here where = Here::current()) const {
    return whole().avg(column(member), where);
  }
  [[nodiscard]] Page<All> paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                   Here where = Here::current()) const {
    return whole().to_query().template paginate<T>(per_page, page, where);
  }
  [[nodiscard]] SimplePage<All> simple_paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                                Here where = Here::current()) const {
    auto rows = whole().to_query().simple_paginate(per_page, page, where);
    return {query::read_all<T>(rows.items), rows.per_page, rows.current_page, rows.more};
  }
  /// See Query::cursor_paginate().
  [[nodiscard]] CursorPage<All> cursor_paginate(std::int64_t per_page = 15,
                                                std::string_view cursor = {},
                                                Here where = Here::current()) const {
    auto rows = whole().to_query().cursor_paginate(per_page, cursor, where);
    return {query::read_all<T>(rows.items), rows.per_page, std::move(rows.next_cursor),
            std::move(rows.previous_cursor)};
  }
  /// Calls fn(const std::vector<T>&) for pieces; false ends it. Gives whether nothing ended it.
  template <class Fn>
  bool chunk(std::int64_t rows, Fn&& fn, Here where = Here::current()) const {
    return whole().to_query().chunk(rows, piece_by(fn), where);
  }
  /// In the order of the key, which rows that come or go do not disturb.
  template <class Fn>
  bool chunk_by_id(std::int64_t rows, Fn&& fn, Here where = Here::current()) const {
    return whole().to_query().chunk_by_id(rows, piece_by(fn), model_.primary_key(), {}, where);
  }
  /// Calls fn(T) for each row as it comes, in flat memory.
  template <class Fn>
  void lazy(Fn&& fn, Here where = Here::current()) const {
    for (const Row& row : whole().to_query().lazy(where)) fn(query::read_one<T>(row));
  }

  // --- Writing, as ModelQuery does: without observers

  /// A column of all rows that it means; gives how many.
  template <class Owner, class M, model::FitsMember<M> V>
  std::uint64_t update(M Owner::*member, V&& value, Here where = Here::current()) const {
    Attributes values;
    values.set(column(member), Value(std::forward<V>(value)));
    return whole().update(values, where);
  }
  std::uint64_t update(const Attributes& values, Here where = Here::current()) const {
    return whole().update(values, where);
  }
  template <class Owner, class M>
  std::uint64_t increment(M Owner::*member, const PlainOf<M>& amount = 1,
                          Here where = Here::current()) const {
    return whole().increment(column(member), Value{amount}, where);
  }
  template <class Owner, class M>
  std::uint64_t decrement(M Owner::*member, const PlainOf<M>& amount = 1,
                          Here where = Here::current()) const {
    return whole().decrement(column(member), Value{amount}, where);
  }
  std::uint64_t remove(Here where = Here::current()) const { return whole().remove(where); }
  std::uint64_t delete_(Here where = Here::current()) const { return remove(where); }
  std::uint64_t force_delete(Here where = Here::current()) const {
    return whole().force_delete(where);
  }
  std::uint64_t restore(Here where = Here::current()) const { return whole().restore(where); }

  /// As records of the model.
  [[nodiscard]] ModelQuery records() const { return whole(); }
  [[nodiscard]] std::string to_sql(Dialect dialect) const { return whole().to_sql(dialect); }

  // For the library.
  explicit TypedQuery(Model model) : model_(std::move(model)), query_(model_.query()) {}
  [[nodiscard]] query::Builder& builder() noexcept { return query_.builder(); }
  [[nodiscard]] const query::Builder& builder() const noexcept { return query_.builder(); }
  [[nodiscard]] const query::Target& target() const noexcept { return query_.target(); }

 private:
  friend class WhereVerbs<TypedQuery>;
  friend class WhereListVerbs<TypedQuery>;
  friend class WhereRangeVerbs<TypedQuery>;
  friend class WhereDateVerbs<TypedQuery>;
  friend class WhereNowVerbs<TypedQuery>;
  friend class WhereJsonVerbs<TypedQuery>;
  template <class Owner, class M>
  [[nodiscard]] static std::string_view column(M Owner::*member) {
    static_assert(std::derived_from<T, Owner>, "the member is of another struct");
    return model::column_of(member);
  }
  template <class Fn>
  [[nodiscard]] static auto piece_by(Fn& fn) {
    return [&fn](const Rows& piece) {
      if constexpr (std::is_void_v<std::invoke_result_t<Fn&, const All&>>) {
        fn(query::read_all<T>(piece));
        return true;
      } else {
        return static_cast<bool>(fn(query::read_all<T>(piece)));
      }
    };
  }
  [[nodiscard]] query::Conditions where_conditions() noexcept { return builder().wheres(); }
  [[nodiscard]] Query new_query() const { return Query{}; }
  [[nodiscard]] TypedQuery new_group() const {
    TypedQuery group{model_};
    group.query_ = query_.group_of_conditions();
    return group;
  }
  TypedQuery& add_group(query::Junction junction, const TypedQuery& inside) {
    builder().arena.keep(inside.builder().arena);
    builder().wheres().group(junction, inside.builder().select.wheres);
    return *this;
  }
  [[nodiscard]] const ModelQuery& whole() const noexcept { return query_; }

  Model model_;
  ModelQuery query_;
};

}  // namespace zin
