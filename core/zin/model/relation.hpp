// Relation: how the records of a model are connected to those of another one.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/model/model.hpp"
#include "zin/model/record.hpp"
#include "zin/model/records.hpp"

namespace zin {

namespace model {

enum class RelationKind : std::uint8_t {
  has_one,
  has_many,
  belongs_to,
  belongs_to_many,
  through_one,
  through_many,
  morph_one,
  morph_many,
  morph_to,
  morph_to_many,
};

/// What a relation is, without its parent's values.
struct RelationInfo {
  RelationKind kind = RelationKind::has_many;
  std::string parent_key;  ///< The parent's attribute that is looked for ..
  std::string match;       ///< .. in this column ..
  std::string
      match_table;  ///< .. of this table: the related one, the pivot, or the one in between.
  std::string related_key{};  ///< Of the related table: what the table in between refers to.
  std::string joined_key{};   ///< Of the table in between: what refers to it, or is referred to.
  std::string between{};      ///< The table in between, "users as u" where match_table is no name.
  std::string morph_type{};   ///< Column with the kind of the parent (or of what morph_to means) ..
  std::string morph_name{};   ///< .. and what it says.
  Names pivot_columns{};      ///< Of the pivot table: they are read too.
  Timestamps pivot_timestamps{};
  std::optional<Attributes> fallback{};  ///< What a relation to one gives when there is none.
  std::vector<Model> models{};           ///< Those that a morph_to may mean.

  [[nodiscard]] bool is_many() const noexcept;
  [[nodiscard]] bool has_pivot() const noexcept {
    return kind == RelationKind::belongs_to_many || kind == RelationKind::morph_to_many;
  }
  [[nodiscard]] bool is_through() const noexcept {
    return kind == RelationKind::through_one || kind == RelationKind::through_many;
  }
  /// Whether match_table stands between, and is not the related one.
  [[nodiscard]] bool joins() const noexcept { return has_pivot() || is_through(); }
  /// Whether the parent itself holds the other one's key.
  [[nodiscard]] bool belongs() const noexcept {
    return kind == RelationKind::belongs_to || kind == RelationKind::morph_to;
  }
};

}  // namespace model

/// Of one record, its parent; made by Record::has_many() and its kin. It can be narrowed by the
/// verbs of a query: `r.has_many(post).where("published", true).latest()`. [one thread at a time]
class ZIN_API Relation : public WhereVerbs<Relation>,
                         public HavingVerbs<Relation>,
                         public JoinVerbs<Relation>,
                         public ShapeVerbs<Relation>,
                         public AsyncRelationVerbs<Relation> {
 public:
  using Where = std::source_location;

  /// A query on the related records of the parent. For a parent that is not stored: on none.
  [[nodiscard]] ModelQuery query() const;
  [[nodiscard]] Records get(Where where = Where::current()) const;
  [[nodiscard]] std::optional<Record> first(Where where = Where::current()) const;
  [[nodiscard]] std::uint64_t count(Where where = Where::current()) const;
  [[nodiscard]] bool exists(Where where = Where::current()) const;

  // --- Writing through it. Errc::invalid_argument for a relation that has no such thing.

  /// With the parent's key, not stored.
  [[nodiscard]] Record make(const Attributes& attributes = {}) const;
  /// Stores it with the parent's key; of a relation over a pivot table, attaches it too.
  Record create(const Attributes& attributes = {}, Where where = Where::current()) const;
  Records create_many(std::initializer_list<Attributes> all, Where where = Where::current()) const;
  /// The same with a record that there is.
  bool save(Record& record, Where where = Where::current()) const;

  /// belongs_to, morph_to: the parent refers to that record from now on; save() the parent.
  Record associate(const Record& record) const;
  Record dissociate() const;

  /// Over a pivot table: rows with these keys, and these columns beside them. Gives how many there
  /// are now that were not.
  std::uint64_t attach(const std::vector<Value>& keys, const Attributes& columns = {},
                       Where where = Where::current()) const;
  std::uint64_t attach(const Value& key, const Attributes& columns = {},
                       Where where = Where::current()) const {
    return attach(std::vector<Value>{key}, columns, where);
  }
  /// Gives how many are not there any more.
  std::uint64_t detach(const std::vector<Value>& keys, Where where = Where::current()) const;
  std::uint64_t detach(const Value& key, Where where = Where::current()) const {
    return detach(std::vector<Value>{key}, where);
  }
  std::uint64_t detach_all(Where where = Where::current()) const;
  /// What a sync changed.
  struct Synced {
    std::vector<Value> attached;
    std::vector<Value> detached;
  };
  /// These keys and no others, in one transaction.
  Synced sync(const std::vector<Value>& keys, const Attributes& columns = {},
              Where where = Where::current()) const;
  /// As sync(), and others stay.
  Synced sync_without_detaching(const std::vector<Value>& keys, const Attributes& columns = {},
                                Where where = Where::current()) const;
  /// Detaches those that are attached, and attaches the others.
  Synced toggle(const std::vector<Value>& keys, Where where = Where::current()) const;
  std::uint64_t update_existing_pivot(const Value& key, const Attributes& columns,
                                      Where where = Where::current()) const;

  // --- What it is

  /// Columns of the pivot table, for Record::pivot().
  Relation& with_pivot(const Names& columns);
  /// The pivot table has created_at and updated_at.
  Relation& with_timestamps(const Timestamps& timestamps = true);
  /// A relation to one gives a record with these attributes, not stored, when there is none.
  Relation& with_default(const Attributes& attributes = {});
  /// Conditions on the pivot table.
  Relation& where_pivot(std::string_view column, const Value& value);

  // For the library.
  Relation(Record parent, model::RelationInfo info, ModelQuery related)
      : parent_(std::move(parent)), info_(std::move(info)), query_(std::move(related)) {}
  [[nodiscard]] const model::RelationInfo& info() const noexcept { return info_; }
  [[nodiscard]] const Record& parent() const noexcept { return parent_; }
  /// The related records of any parent: joined to the table in between, narrowed by what was said.
  /// `called`: what the related table is called there; empty: as it is.
  [[nodiscard]] ModelQuery unbound(std::string_view called = {}) const;
  /// "posts.user_id"
  [[nodiscard]] std::string match_column(std::string_view called = {}) const;
  /// What the match is called in the rows that unbound() gives.
  [[nodiscard]] std::string match_name() const;
  [[nodiscard]] const ModelQuery& related() const noexcept { return query_; }
  /// Makes the one record where there is none.
  [[nodiscard]] Records or_default(Records found) const;
  [[nodiscard]] query::Builder& builder() noexcept { return query_.builder(); }
  [[nodiscard]] const query::Target& target() const noexcept { return query_.target(); }

 private:
  friend class WhereVerbs<Relation>;
  friend class WhereListVerbs<Relation>;
  friend class WhereRangeVerbs<Relation>;
  friend class WhereDateVerbs<Relation>;
  friend class WhereNowVerbs<Relation>;
  friend class WhereJsonVerbs<Relation>;
  friend class HavingVerbs<Relation>;
  [[nodiscard]] query::Conditions where_conditions() noexcept { return query_.builder().wheres(); }
  [[nodiscard]] Query new_query() const { return Query{}; }
  [[nodiscard]] Relation new_group() const;
  Relation& add_group(query::Junction junction, const Relation& inside);

  [[nodiscard]] Value parent_value() const;
  [[nodiscard]] Query pivot_query() const;
  [[nodiscard]] std::vector<Value> attached_keys(Where where) const;
  [[nodiscard]] Attributes pivot_row(const Value& key, const Attributes& columns) const;
  void need_pivot(std::string_view verb) const;
  Synced change(const std::vector<Value>& keys, const Attributes& columns, bool detach, bool toggle,
                Where where) const;
  void connect(Record& record) const;

  Record parent_;
  model::RelationInfo info_;
  ModelQuery query_;
};

}  // namespace zin
