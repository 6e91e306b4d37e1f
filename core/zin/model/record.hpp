// Record: one row of a model, with its attributes, its changes and its relations.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/attributes.hpp"
#include "zin/base/export.hpp"
#include "zin/base/json.hpp"
#include "zin/base/names.hpp"
#include "zin/base/value.hpp"
#include "zin/model/async_model_verbs.hpp"
#include "zin/query/described.hpp"
#include "zin/query/target.hpp"
#include "zin/runtime/row.hpp"

namespace zin {

class Model;
class Records;
class Relation;

namespace model {
struct ModelData;
class RecordSet;
}  // namespace model

/// A handle: copies mean the same record, as Eloquent's objects do; replicate() makes another one.
/// It keeps the whole result alive that it came with. Two are equal when they have the same model
/// and the same key.
///
/// The verbs that reach a database throw what Session's verbs throw, and use the session or the
/// connection of the query that gave the record, which must still live. [one thread at a time] for
/// all records of one result.
class ZIN_API Record : public AsyncRecordVerbs<Record> {
 public:
  using Where = std::source_location;

  // --- Attributes

  /// The value, through its accessor or its cast, as a T. Throws Errc::unknown_column, listing the
  /// attributes that there are, or Errc::type_mismatch, naming attribute, cast and model.
  template <query::OwningResult T>
  [[nodiscard]] T get(std::string_view name) const {
    if (const std::optional<Place> place = plain(name)) return place->row.get<T>(place->column);
    if constexpr (std::is_same_v<T, Value>) {
      return value(name);
    } else {
      const Value found = value(name);
      try {
        return found.get<T>();
      } catch (...) {
        rethrow_for(name);
      }
    }
  }
  [[nodiscard]] Value value(std::string_view name) const;
  /// As it is or will be stored, without accessor and cast.
  [[nodiscard]] Value raw(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] bool is_null(std::string_view name) const { return raw(name).is_null(); }
  /// Those that there are, in the order of the columns.
  [[nodiscard]] Names names() const;
  /// All of them, as get<Value>() gives them.
  [[nodiscard]] Attributes attributes() const;

  /// Through its mutator and its cast, whose errors it throws; whether or not it is fillable.
  Record& set(std::string_view name, const Value& value);
  /// Mass assignment: those that are fillable; others as the definition's `guarding` says, before
  /// anything is assigned.
  Record& fill(const Attributes& attributes);
  /// All of them.
  Record& force_fill(const Attributes& attributes);

  /// The primary key; NULL before it has one.
  [[nodiscard]] Value key() const;
  /// Whether the database has it, as far as this process knows.
  [[nodiscard]] bool exists() const noexcept;
  /// Whether it was stored by this handle's create() or save(), and not read.
  [[nodiscard]] bool was_recently_created() const noexcept;
  /// Whether it is marked as deleted.
  [[nodiscard]] bool trashed() const;

  // --- Changes

  [[nodiscard]] bool is_dirty() const;
  [[nodiscard]] bool is_dirty(std::string_view name) const;
  [[nodiscard]] bool is_clean() const { return !is_dirty(); }
  [[nodiscard]] bool is_clean(std::string_view name) const { return !is_dirty(name); }
  /// What differs from the database, as it will be stored.
  [[nodiscard]] Attributes dirty() const;
  /// As the database has it, cast; NULL for what it does not have.
  [[nodiscard]] Value original(std::string_view name) const;
  /// What the last save() stored.
  [[nodiscard]] const Attributes& changes() const;
  [[nodiscard]] bool was_changed(std::string_view name) const { return changes().has(name); }
  /// Forgets what was set since the last save().
  Record& discard_changes();

  // --- The database

  /// Stores what differs, or inserts it. A clean record: true, and nothing happens. False: an
  /// observer said no. Throws Errc::not_found for a record that is not there any more, and
  /// Errc::stale_version where `version` shows that it was changed since: nothing is overwritten.
  bool save(Where where = Where::current());
  /// fill(), then save().
  bool update(const Attributes& attributes, Where where = Where::current());
  /// Removes it, or marks it as deleted where the model has soft_deletes. False: it is not stored,
  /// or an observer said no.
  bool remove(Where where = Where::current());
  bool delete_(Where where = Where::current()) { return remove(where); }
  /// Removes it even where remove() would mark it.
  bool force_delete(Where where = Where::current());
  /// Takes the mark back.
  bool restore(Where where = Where::current());
  /// Reads it again and forgets what was set and what was loaded. Throws Errc::not_found.
  Record& refresh(Where where = Where::current());
  /// Another handle with what the database has now; nothing when it is not there.
  [[nodiscard]] std::optional<Record> fresh(Where where = Where::current()) const;
  /// Writes the time of now as the last change, here and of the relations in `touches`, and nothing
  /// else: no observer is told, a version is not counted, what was set stays unsaved. False: it is
  /// not stored, or has no such column. Throws Errc::not_found.
  bool touch(Where where = Where::current());
  /// Adds to a column in the database and here.
  bool increment(std::string_view column, const Value& amount = 1, Where where = Where::current());
  bool decrement(std::string_view column, const Value& amount = 1, Where where = Where::current());
  /// A new record with the same attributes but the key, the timestamps, the version and `except`;
  /// not stored.
  [[nodiscard]] Record replicate(const Names& except = {}) const;
  /// Runs its further verbs on this session: a transaction's. Gives itself.
  Record& on(Session& session);

  // --- Relations

  /// The related records. Unless they were loaded, that is done now, for all records of the result
  /// that this one came with. Throws Errc::unknown_column, listing the relations, or
  /// Errc::invalid_argument where the model refuses lazy loading.
  [[nodiscard]] Records related(std::string_view relation, Where where = Where::current()) const;
  /// The one related record, or the relation's default; nothing when there is none.
  [[nodiscard]] std::optional<Record> one(std::string_view relation,
                                          Where where = Where::current()) const;
  /// The relation itself, to query it or to write through it.
  [[nodiscard]] Relation relation(std::string_view name) const;
  [[nodiscard]] bool is_loaded(std::string_view relation) const;
  /// Loads relations, "posts.comments" too, for this record alone, whether or not they are.
  Record& load(std::initializer_list<std::string_view> relations, Where where = Where::current());
  Record& load(std::string_view relation, Where where = Where::current()) {
    return load({relation}, where);
  }
  Record& load_missing(std::initializer_list<std::string_view> relations,
                       Where where = Where::current());
  Record& load_missing(std::string_view relation, Where where = Where::current()) {
    return load_missing({relation}, where);
  }
  /// Sets NAME_count.
  Record& load_count(std::string_view relation, Where where = Where::current());
  /// A column of the pivot table by which a belongs_to_many() found it.
  template <query::OwningResult T = Value>
  [[nodiscard]] T pivot(std::string_view column) const {
    return get<T>("pivot_" + std::string{column});
  }
  /// A method of the model by its name.
  Value call(std::string_view method);

  // What relations are made of; see Relation. The models are copied. A name that is empty is the
  // conventional one.

  [[nodiscard]] Relation has_one(const Model& related, std::string_view foreign_key = {},
                                 std::string_view local_key = {}) const;
  [[nodiscard]] Relation has_many(const Model& related, std::string_view foreign_key = {},
                                  std::string_view local_key = {}) const;
  [[nodiscard]] Relation belongs_to(const Model& related, std::string_view foreign_key = {},
                                    std::string_view owner_key = {}) const;
  /// The pivot table: both tables in alphabetical order, `posts_tags`; its columns: post_id and
  /// tag_id, which refer to the primary keys, or to parent_key and related_key. With a pivot table
  /// between a table and itself, say both columns.
  [[nodiscard]] Relation belongs_to_many(const Model& related, std::string_view pivot = {},
                                         std::string_view foreign_pivot_key = {},
                                         std::string_view related_pivot_key = {},
                                         std::string_view parent_key = {},
                                         std::string_view related_key = {}) const;
  /// Over a table in between: countries have posts through users, whose first_key refers to
  /// local_key of the countries; the posts' second_key refers to the users' second_local_key.
  [[nodiscard]] Relation has_many_through(const Model& related, const Model& through,
                                          std::string_view first_key = {},
                                          std::string_view second_key = {},
                                          std::string_view local_key = {},
                                          std::string_view second_local_key = {}) const;
  [[nodiscard]] Relation has_one_through(const Model& related, const Model& through,
                                         std::string_view first_key = {},
                                         std::string_view second_key = {},
                                         std::string_view local_key = {},
                                         std::string_view second_local_key = {}) const;
  /// The related ones have NAME_type and NAME_id.
  [[nodiscard]] Relation morph_one(const Model& related, std::string_view name) const;
  [[nodiscard]] Relation morph_many(const Model& related, std::string_view name) const;
  /// This one has NAME_type, a morph_name of one of the models, and NAME_id.
  [[nodiscard]] Relation morph_to(std::string_view name, std::initializer_list<Model> models) const;
  /// Over a pivot table with NAME_id, NAME_type and tag_id; the table is NAMEs unless it is said.
  [[nodiscard]] Relation morph_to_many(const Model& related, std::string_view name,
                                       std::string_view pivot = {}) const;
  /// The other side of morph_to_many().
  [[nodiscard]] Relation morphed_by_many(const Model& related, std::string_view name,
                                         std::string_view pivot = {}) const;

  // --- As a whole

  /// Visible attributes and loaded relations; dates as ISO 8601. Throws Errc::invalid_argument for
  /// records that hold each other.
  [[nodiscard]] Json to_json() const;
  [[nodiscard]] Model model() const;
  friend ZIN_API bool operator==(const Record& a, const Record& b);

  // For the library.
  Record(std::shared_ptr<model::RecordSet> set, std::uint32_t index) noexcept
      : set_(std::move(set)), index_(index) {}
  [[nodiscard]] const std::shared_ptr<model::RecordSet>& set() const noexcept { return set_; }
  [[nodiscard]] std::uint32_t index() const noexcept { return index_; }
  [[nodiscard]] const query::Target& target() const noexcept;

 private:
  struct Place {
    Row row;
    std::size_t column;
  };
  // Where the value lies when nothing stands between.
  [[nodiscard]] std::optional<Place> plain(std::string_view name) const;
  [[noreturn]] void rethrow_for(std::string_view name) const;

  std::shared_ptr<model::RecordSet> set_;
  std::uint32_t index_;
};

}  // namespace zin
