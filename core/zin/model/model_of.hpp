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

#include "zin/model/typed_query.hpp"
#include "zin/model/typed_records.hpp"

namespace zin {

/// The model of a plain struct that Boost.Describe describes, whose members are the columns:
/// `const zin::ModelOf<User> users{{.table = "users"}};`. Scopes, soft deletes, timestamps,
/// versions and observers are those of the definition; casts are the types of the members. Objects
/// are plain values: they know nothing of the database. [thread-safe]
template <query::Described T>
class ModelOf : public AsyncObjectVerbs<ModelOf<T>, T> {
 public:
  using Here = std::source_location;

  explicit ModelOf(ModelDefinition definition, ModelMembers members = {})
      : model_(Model::define(std::move(definition), std::move(members))) {}

  [[nodiscard]] TypedQuery<T> query() const { return TypedQuery<T>{model_}; }

  // Each begins a query: see there.
#define ZIN_DETAIL_BEGINS(verb)                        \
  template <class... Arguments>                        \
  TypedQuery<T> verb(Arguments&&... arguments) const { \
    TypedQuery<T> query = this->query();               \
    query.verb(std::forward<Arguments>(arguments)...); \
    return query;                                      \
  }
  ZIN_DETAIL_BEGINS(where)
  ZIN_DETAIL_BEGINS(where_between)
  ZIN_DETAIL_BEGINS(where_null)
  ZIN_DETAIL_BEGINS(where_not_null)
  ZIN_DETAIL_BEGINS(where_has)
  ZIN_DETAIL_BEGINS(where_doesnt_have)
  ZIN_DETAIL_BEGINS(has)
  ZIN_DETAIL_BEGINS(doesnt_have)
  ZIN_DETAIL_BEGINS(order_by)
  ZIN_DETAIL_BEGINS(order_by_desc)
  ZIN_DETAIL_BEGINS(latest)
  ZIN_DETAIL_BEGINS(limit)
  ZIN_DETAIL_BEGINS(scope)
  ZIN_DETAIL_BEGINS(with_trashed)
  ZIN_DETAIL_BEGINS(only_trashed)
  ZIN_DETAIL_BEGINS(without_trashed)
  ZIN_DETAIL_BEGINS(without_global_scope)
  ZIN_DETAIL_BEGINS(without_global_scopes)
#undef ZIN_DETAIL_BEGINS
  template <class Owner, class M>
  [[nodiscard]] TypedQuery<T> where_in(
      M Owner::*member, std::initializer_list<typename model::Plain<M>::Type> values) const {
    TypedQuery<T> query = this->query();
    query.where_in(member, values);
    return query;
  }
  template <class Owner, class M>
  [[nodiscard]] TypedQuery<T> where_not_in(
      M Owner::*member, std::initializer_list<typename model::Plain<M>::Type> values) const {
    TypedQuery<T> query = this->query();
    query.where_not_in(member, values);
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
  [[nodiscard]] std::vector<T> find_many(const std::vector<Value>& keys,
                                         Here where = Here::current()) const {
    return query().find_many(keys, where);
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
  /// All or none, in one transaction; gives them in their order.
  std::vector<T> create_many(std::vector<T> objects, Here where = Here::current()) const {
    model_.target().session().transaction([&](Session& tx) {
      const ModelOf inside = on(tx);
      std::vector<T> made;
      made.reserve(objects.size());
      for (const T& object : objects) made.push_back(inside.create(object, where));
      objects = std::move(made);
    });
    return objects;
  }
  /// The first one with these attributes; or the object, stored.
  T first_or_create(const Attributes& attributes, const T& otherwise,
                    Here where = Here::current()) const {
    TypedQuery<T> query = this->query();
    query.where(attributes);
    if (auto found = query.first(where)) return *std::move(found);
    return create(otherwise, where);
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
  /// False: it is not there, or an observer said no. Marks it where the model has soft_deletes.
  bool remove(const T& object, Here where = Here::current()) const {
    return record(object).remove(where);
  }
  bool force_delete(const T& object, Here where = Here::current()) const {
    return record(object).force_delete(where);
  }
  bool restore(const T& object, Here where = Here::current()) const {
    return record(object).restore(where);
  }
  /// The record of a stored object: for its relations, `users.record(ada).related("posts")`.
  [[nodiscard]] Record record(const T& object) const {
    return model::known_record(model_.data(), model_.target(), model::attributes_of(object));
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

  // For the library.
  [[nodiscard]] const query::Target& target() const noexcept { return model_.target(); }

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
