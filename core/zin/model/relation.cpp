// Querying the related records of one parent, or of any.
// SPDX-License-Identifier: MIT
#include "zin/model/relation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/model/model_data.hpp"
#include "zin/model/record_set.hpp"

namespace zin {

using model::RelationInfo;
using model::RelationKind;

bool RelationInfo::is_many() const noexcept {
  switch (kind) {
    case RelationKind::has_one:
    case RelationKind::belongs_to:
    case RelationKind::through_one:
    case RelationKind::morph_one:
    case RelationKind::morph_to:
      return false;
    default:
      return true;
  }
}

Relation Relation::new_group() const { return {parent_, info_, query_.group_of_conditions()}; }

Relation& Relation::add_group(query::Junction junction, const Relation& inside) {
  query_.builder().arena.keep(inside.query_.builder().arena);
  query_.builder().wheres().group(junction, inside.query_.builder().select.wheres);
  return *this;
}

Value Relation::parent_value() const {
  return parent_.has(info_.parent_key) ? parent_.raw(info_.parent_key) : Value{};
}

namespace {

// The query of the model that the record's type column names.
ModelQuery meant(const Record& parent, const RelationInfo& info) {
  const std::string kind = parent.raw(info.morph_type).get<std::string>();
  std::string known;
  for (const Model& model : info.models) {
    if (model.data()->morph_name() == kind) {
      if (model.has_own_target()) return model.query();
      if (model.connection() == parent.set()->model().definition.connection) {
        return {model.data(), parent.target()};
      }
      return {model.data(), query::Target{model.connection(), parent.target().resolver()}};
    }
    known += (known.empty() ? "" : ", ") + model.data()->morph_name();
  }
  throw Error(
      Errc::data_error,
      fmt::format("{} of {} says \"{}\", which is the morph_name of no model of the relation; "
                  "it knows: {}",
                  info.morph_type, parent.set()->model().table(), kind, known));
}

}  // namespace

std::string Relation::match_name() const {
  if (info_.has_pivot()) return "pivot_" + info_.match;
  if (info_.is_through()) return "through_" + info_.match;
  return info_.match;
}

std::string Relation::match_column(std::string_view called) const {
  const bool renamed = !called.empty() && !info_.joins();
  return (renamed ? std::string{called} : info_.match_table) + '.' + info_.match;
}

ModelQuery Relation::unbound(std::string_view called) const {
  if (info_.kind == RelationKind::morph_to) return meant(parent_, info_);
  ModelQuery query{query_};
  if (!called.empty()) query.call_table(called);
  query.builder().enclose_wheres();
  const std::string related = called.empty() ? query.data()->table() : std::string{called};
  if (info_.joins()) {
    query.join(info_.between, info_.match_table + '.' + info_.joined_key, "=",
               related + '.' + info_.related_key);
    if (query.builder().select.columns.empty()) query.select(related + ".*");
  }
  const bool chosen = !query.builder().select.columns.empty();
  if (chosen) query.add_select(match_column(called) + " as " + match_name());
  if (info_.has_pivot()) {
    const auto add = [&](const std::string& column) {
      query.add_select(info_.match_table + '.' + column + " as pivot_" + column);
    };
    add(info_.joined_key);
    for (const std::string& column : info_.pivot_columns) add(column);
    if (info_.pivot_timestamps.on) {
      add(info_.pivot_timestamps.created_at);
      add(info_.pivot_timestamps.updated_at);
    }
  }
  if (!info_.morph_type.empty()) {
    const std::string& table = info_.joins() ? info_.match_table : related;
    query.where(table + '.' + info_.morph_type, info_.morph_name);
  }
  return query;
}

ModelQuery Relation::query() const {
  const Value value = parent_value();
  if (info_.kind == RelationKind::morph_to &&
      (value.is_null() || parent_.raw(info_.morph_type).is_null())) {
    ModelQuery none{parent_.set()->data(), parent_.target()};
    return none.where_in(none.data()->key(), std::vector<Value>{});
  }
  ModelQuery query = unbound();
  const std::string column = info_.kind == RelationKind::morph_to
                                 ? query.data()->qualified(query.data()->key())
                                 : match_column();
  if (value.is_null()) return query.where_in(column, std::vector<Value>{});
  return query.where(column, value);
}

Records Relation::get(Where where) const { return or_default(query().get(where)); }
std::optional<Record> Relation::first(Where where) const {
  return or_default(query().limit(1).get(where)).first();
}
std::uint64_t Relation::count(Where where) const { return query().count("*", where); }
bool Relation::exists(Where where) const { return query().exists(where); }

Records Relation::or_default(Records found) const {
  if (!found.empty() || info_.is_many() || !info_.fallback) return found;
  const Record made = make(*info_.fallback);
  return Records{made.set()};
}

Relation& Relation::with_pivot(const Names& columns) {
  need_pivot("with_pivot()");
  for (const std::string& column : columns) info_.pivot_columns.push_back(column);
  return *this;
}

Relation& Relation::with_timestamps(const Timestamps& timestamps) {
  need_pivot("with_timestamps()");
  info_.pivot_timestamps = timestamps;
  return *this;
}

Relation& Relation::with_default(const Attributes& attributes) {
  if (info_.is_many()) {
    throw Error(Errc::invalid_argument, "only a relation to one record has a default");
  }
  info_.fallback = attributes;
  return *this;
}

Relation& Relation::where_pivot(std::string_view column, const Value& value) {
  need_pivot("where_pivot()");
  return where(info_.match_table + '.' + std::string{column}, value);
}

void Relation::need_pivot(std::string_view verb) const {
  if (info_.has_pivot()) return;
  throw Error(
      Errc::invalid_argument,
      fmt::format("{} is for relations over a pivot table, as belongs_to_many() makes them", verb));
}

}  // namespace zin
