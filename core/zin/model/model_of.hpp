// ModelOf: a model whose records are plain structs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <source_location>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/model/member_column.hpp"
#include "zin/model/model.hpp"
#include "zin/model/typed_records.hpp"

namespace zin {

/// A query whose rows are Ts. Columns are members, `where(&User::votes, ">", 100)`, whose types the
/// compiler checks, or names as in Query. [one thread at a time]; copies are independent.
template <query::Described T>
class TypedQuery : public WhereVerbs<TypedQuery<T>>,
                   public JoinVerbs<TypedQuery<T>>,
                   public ShapeVerbs<TypedQuery<T>> {
 public:
  using Here = std::source_location;
  using WhereVerbs<TypedQuery<T>>::where;
  using WhereVerbs<TypedQuery<T>>::or_where;
  using WhereVerbs<TypedQuery<T>>::where_in;
  using WhereVerbs<TypedQuery<T>>::where_not_in;
  using WhereVerbs<TypedQuery<T>>::where_null;
  using WhereVerbs<TypedQuery<T>>::where_not_null;
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
  TypedQuery& where_in(M Owner::*member,
                       std::initializer_list<typename model::Plain<M>::Type> values) {
    return where_in(column(member), std::vector<Value>(values.begin(), values.end()));
  }
  template <class Owner, class M>
  TypedQuery& where_in(M Owner::*member,
                       const std::vector<typename model::Plain<M>::Type>& values) {
    return where_in(column(member), std::vector<Value>(values.begin(), values.end()));
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

  [[nodiscard]] std::vector<T> get(Here where = Here::current()) const {
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
  [[nodiscard]] std::optional<T> find(const Value& key, Here where = Here::current()) const {
    TypedQuery one{*this};
    one.builder().enclose_wheres();
    return one.where(model_.primary_key(), key).first(where);
  }
  [[nodiscard]] T find_or_fail(const Value& key, Here where = Here::current()) const {
    if (auto found = find(key, where)) return *std::move(found);
    query::none_found();
  }
  [[nodiscard]] std::uint64_t count(Here where = Here::current()) const {
    return whole().count("*", where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const { return whole().exists(where); }
  template <class Owner, class M>
  [[nodiscard]] std::vector<M> pluck(M Owner::*member, Here where = Here::current()) const {
    return whole().template pluck<M>(column(member), where);
  }
  template <class Owner, class M>
  [[nodiscard]] typename model::Plain<M>::Type sum(M Owner::*member,
                                                   Here where = Here::current()) const {
    return whole().template sum<typename model::Plain<M>::Type>(column(member), where);
  }
  template <class Owner, class M>
  [[nodiscard]] std::optional<typename model::Plain<M>::Type> min(
      M Owner::*member, Here where = Here::current()) const {
    return whole().template min<typename model::Plain<M>::Type>(column(member), where);
  }
  template <class Owner, class M>
  [[nodiscard]] std::optional<typename model::Plain<M>::Type> max(
      M Owner::*member, Here where = Here::current()) const {
    return whole().template max<typename model::Plain<M>::Type>(column(member), where);
  }
  [[nodiscard]] Page<std::vector<T>> paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                              Here where = Here::current()) const {
    return whole().to_query().template paginate<T>(per_page, page, where);
  }
  /// Calls fn(const std::vector<T>&) for pieces in the order of the key.
  template <class Fn>
  bool chunk_by_id(std::int64_t rows, Fn&& fn, Here where = Here::current()) const {
    return whole().to_query().chunk_by_id(
        rows,
        [&fn](const Rows& piece) {
          if constexpr (std::is_void_v<std::invoke_result_t<Fn&, const std::vector<T>&>>) {
            fn(query::read_all<T>(piece));
            return true;
          } else {
            return static_cast<bool>(fn(query::read_all<T>(piece)));
          }
        },
        model_.primary_key(), {}, where);
  }
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
  std::uint64_t remove(Here where = Here::current()) const { return whole().remove(where); }
  /// As records of the model.
  [[nodiscard]] ModelQuery records() const { return whole(); }

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

/// The model of a plain struct that Boost.Describe describes, whose members are the columns:
/// `const zin::ModelOf<User> users{{.table = "users"}};`. Scopes, soft deletes, timestamps,
/// versions and observers are those of the definition; casts are the types of the members. Objects
/// are plain values: they know nothing of the database. [thread-safe]
template <query::Described T>
class ModelOf {
 public:
  using Here = std::source_location;

  explicit ModelOf(ModelDefinition definition, ModelMembers members = {})
      : model_(Model::define(std::move(definition), std::move(members))) {}

  [[nodiscard]] TypedQuery<T> query() const { return TypedQuery<T>{model_}; }
  template <class... Arguments>
  [[nodiscard]] TypedQuery<T> where(Arguments&&... arguments) const {
    TypedQuery<T> query = this->query();
    query.where(std::forward<Arguments>(arguments)...);
    return query;
  }
  template <class... Arguments>
  [[nodiscard]] TypedQuery<T> order_by(Arguments&&... arguments) const {
    TypedQuery<T> query = this->query();
    query.order_by(std::forward<Arguments>(arguments)...);
    return query;
  }
  template <class Owner, class M>
  [[nodiscard]] TypedQuery<T> where_in(
      M Owner::*member, std::initializer_list<typename model::Plain<M>::Type> values) const {
    TypedQuery<T> query = this->query();
    query.where_in(member, values);
    return query;
  }
  [[nodiscard]] std::vector<T> all(Here where = Here::current()) const {
    return query().get(where);
  }
  [[nodiscard]] std::optional<T> first(Here where = Here::current()) const {
    return query().first(where);
  }
  [[nodiscard]] std::optional<T> find(const Value& key, Here where = Here::current()) const {
    return query().find(key, where);
  }
  [[nodiscard]] T find_or_fail(const Value& key, Here where = Here::current()) const {
    return query().find_or_fail(key, where);
  }
  [[nodiscard]] std::uint64_t count(Here where = Here::current()) const {
    return query().count(where);
  }
  [[nodiscard]] bool exists(Here where = Here::current()) const { return query().exists(where); }

  /// Stores it; gives it with its key, times and version.
  T create(T object, Here where = Here::current()) const {
    Record record = model::new_record(model_.data(), model_.target(), model::attributes_of(object));
    if (record.save(where)) read_back(record, object);
    return object;
  }
  /// Inserts what has no key yet (0, an empty text or optional), updates all columns of what has
  /// one. False: an observer said no. Throws as Record::save().
  bool save(T& object, Here where = Here::current()) const {
    const Attributes attributes = model::attributes_of(object);
    Record record = model::is_new(*model_.data(), attributes)
                        ? model::new_record(model_.data(), model_.target(), attributes)
                        : model::known_record(model_.data(), model_.target(), attributes);
    if (!record.save(where)) return false;
    read_back(record, object);
    return true;
  }
  /// False: it is not there, or an observer said no.
  bool remove(const T& object, Here where = Here::current()) const {
    Record record =
        model::known_record(model_.data(), model_.target(), model::attributes_of(object));
    return record.remove(where);
  }
  /// Reads it again. Throws Errc::not_found.
  void refresh(T& object, Here where = Here::current()) const {
    const Attributes attributes = model::attributes_of(object);
    object = find_or_fail(*attributes.find(model_.primary_key()), where);
  }

  [[nodiscard]] ModelOf on(Session& session) const { return ModelOf{model_.on(session)}; }
  [[nodiscard]] ModelOf db(std::string_view connection) const {
    return ModelOf{model_.db(connection)};
  }
  [[nodiscard]] ModelOf using_manager(ConnectionResolver& manager) const {
    return ModelOf{model_.using_manager(manager)};
  }
  /// The same model with records, for its relations.
  [[nodiscard]] const Model& model() const noexcept { return model_; }

 private:
  explicit ModelOf(Model model) : model_(std::move(model)) {}

  static void read_back(const Record& record, T& object) {
    zin::model::each_member(object, [&record](std::string_view name, auto& member) {
      if (record.has(name)) member = record.get<std::remove_cvref_t<decltype(member)>>(name);
    });
  }

  Model model_;
};

}  // namespace zin
