// The kinds of relations, with the names that they have by convention.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/model/model.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"

namespace zin {
namespace {

using model::RelationInfo;
using model::RelationKind;

std::string or_else(std::string_view given, std::string conventional) {
  return given.empty() ? std::move(conventional) : std::string{given};
}

// Where the related records are: with their parent, unless they are elsewhere by definition, or the
// model that was given says so.
ModelQuery query_of(const Record& parent, const Model& related) {
  const query::Target& own = parent.target();
  const bool same = related.connection() == parent.set()->model().definition.connection;
  if (related.has_own_target()) return related.query();
  if (same) return {related.data(), own};
  return {related.data(), query::Target{related.connection(), own.resolver()}};
}

std::string pivot_table(const std::string& a, const std::string& b) {
  return a < b ? a + '_' + b : b + '_' + a;
}

}  // namespace

Relation Record::has_many(const Model& related, std::string_view foreign_key,
                          std::string_view local_key) const {
  const auto& own = set_->model();
  return {*this,
          {.kind = RelationKind::has_many,
           .parent_key = or_else(local_key, own.key()),
           .match = or_else(foreign_key, model::foreign_key_of(own.table())),
           .match_table = related.table()},
          query_of(*this, related)};
}

Relation Record::has_one(const Model& related, std::string_view foreign_key,
                         std::string_view local_key) const {
  Relation relation = has_many(related, foreign_key, local_key);
  RelationInfo info = relation.info();
  info.kind = RelationKind::has_one;
  return {*this, std::move(info), relation.related()};
}

Relation Record::belongs_to(const Model& related, std::string_view foreign_key,
                            std::string_view owner_key) const {
  return {*this,
          {.kind = RelationKind::belongs_to,
           .parent_key = or_else(foreign_key, model::foreign_key_of(related.table())),
           .match = or_else(owner_key, related.primary_key()),
           .match_table = related.table()},
          query_of(*this, related)};
}

Relation Record::belongs_to_many(const Model& related, std::string_view pivot,
                                 std::string_view foreign_pivot_key,
                                 std::string_view related_pivot_key, std::string_view parent_key,
                                 std::string_view related_key) const {
  const auto& own = set_->model();
  RelationInfo info{
      .kind = RelationKind::belongs_to_many,
      .parent_key = or_else(parent_key, own.key()),
      .match = or_else(foreign_pivot_key, model::foreign_key_of(own.table())),
      .match_table = or_else(pivot, pivot_table(own.table(), related.table())),
      .related_key = or_else(related_key, related.primary_key()),
      .joined_key = or_else(related_pivot_key, model::foreign_key_of(related.table()))};
  info.between = info.match_table;
  if (info.match == info.joined_key) {
    throw Error(Errc::invalid_argument,
                fmt::format("both sides of {} would be its column {}: say the columns, "
                            "belongs_to_many(model, pivot, foreign_pivot_key, related_pivot_key)",
                            info.match_table, info.match));
  }
  return {*this, std::move(info), query_of(*this, related)};
}

Relation Record::has_many_through(const Model& related, const Model& through,
                                  std::string_view first_key, std::string_view second_key,
                                  std::string_view local_key,
                                  std::string_view second_local_key) const {
  const auto& own = set_->model();
  ModelQuery query = query_of(*this, related);
  const bool twice = through.table() == related.table() || through.table() == own.table();
  const std::string called = twice ? "zin_through" : through.table();
  const SoftDeletes& soft = through.data()->definition.soft_deletes;
  if (soft.on) query.where_null(called + '.' + soft.deleted_at);
  return {*this,
          {.kind = RelationKind::through_many,
           .parent_key = or_else(local_key, own.key()),
           .match = or_else(first_key, model::foreign_key_of(own.table())),
           .match_table = called,
           .related_key = or_else(second_key, model::foreign_key_of(through.table())),
           .joined_key = or_else(second_local_key, through.primary_key()),
           .between = twice ? through.table() + " as " + called : called},
          std::move(query)};
}

Relation Record::has_one_through(const Model& related, const Model& through,
                                 std::string_view first_key, std::string_view second_key,
                                 std::string_view local_key,
                                 std::string_view second_local_key) const {
  const Relation relation =
      has_many_through(related, through, first_key, second_key, local_key, second_local_key);
  RelationInfo info = relation.info();
  info.kind = RelationKind::through_one;
  return {*this, std::move(info), relation.related()};
}

Relation Record::morph_many(const Model& related, std::string_view name) const {
  const auto& own = set_->model();
  const std::string stem{name};
  return {*this,
          {.kind = RelationKind::morph_many,
           .parent_key = own.key(),
           .match = stem + "_id",
           .match_table = related.table(),
           .morph_type = stem + "_type",
           .morph_name = own.morph_name()},
          query_of(*this, related)};
}

Relation Record::morph_one(const Model& related, std::string_view name) const {
  const Relation relation = morph_many(related, name);
  RelationInfo info = relation.info();
  info.kind = RelationKind::morph_one;
  return {*this, std::move(info), relation.related()};
}

Relation Record::morph_to(std::string_view name, std::initializer_list<Model> models) const {
  const std::string stem{name};
  // Which model's query it is depends on the record.
  return {*this,
          {.kind = RelationKind::morph_to,
           .parent_key = stem + "_id",
           .match = {},
           .match_table = {},
           .morph_type = stem + "_type",
           .models = models},
          model().query()};
}

Relation Record::morph_to_many(const Model& related, std::string_view name,
                               std::string_view pivot) const {
  const auto& own = set_->model();
  const std::string stem{name};
  return {*this,
          {.kind = RelationKind::morph_to_many,
           .parent_key = own.key(),
           .match = stem + "_id",
           .match_table = or_else(pivot, stem + 's'),
           .related_key = related.primary_key(),
           .joined_key = model::foreign_key_of(related.table()),
           .between = or_else(pivot, stem + 's'),
           .morph_type = stem + "_type",
           .morph_name = own.morph_name()},
          query_of(*this, related)};
}

Relation Record::morphed_by_many(const Model& related, std::string_view name,
                                 std::string_view pivot) const {
  const auto& own = set_->model();
  const std::string stem{name};
  return {*this,
          {.kind = RelationKind::morph_to_many,
           .parent_key = own.key(),
           .match = model::foreign_key_of(own.table()),
           .match_table = or_else(pivot, stem + 's'),
           .related_key = related.primary_key(),
           .joined_key = stem + "_id",
           .between = or_else(pivot, stem + 's'),
           .morph_type = stem + "_type",
           .morph_name = related.data()->morph_name()},
          query_of(*this, related)};
}

}  // namespace zin
