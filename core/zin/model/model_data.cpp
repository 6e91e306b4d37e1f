// Checking a definition, and asking it.
// SPDX-License-Identifier: MIT
#include "zin/model/model_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "zin/base/error.hpp"
#include "zin/model/new_keys.hpp"
#include "zin/model/record.hpp"
#include "zin/model/relation.hpp"

namespace zin {

std::string_view to_string(ModelEvent event) noexcept {
  constexpr std::array<std::string_view, 12> names{
      "retrieved", "saving",   "saved",   "creating",  "created",  "updating",
      "updated",   "deleting", "deleted", "restoring", "restored", "force_deleted"};
  return names[static_cast<std::size_t>(event)];
}

namespace model {
namespace {

template <class Pairs>
auto find_in(const Pairs& pairs, std::string_view name) -> decltype(&pairs.front().second) {
  for (const auto& pair : pairs) {
    if (pair.first == name) return &pair.second;
  }
  return nullptr;
}

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

ModelData::ModelData(ModelDefinition given, ModelMembers given_members)
    : definition(std::move(given)), members(std::move(given_members)) {
  if (definition.table.empty()) {
    throw Error(Errc::invalid_argument,
                "a model needs a table: Model::define({.table = \"users\"})");
  }
  if (definition.primary_key.empty()) {
    throw Error(Errc::invalid_argument,
                fmt::format("the model of {} needs a primary_key", definition.table));
  }
  const auto is_time = [this](const std::string& column) {
    if (column.empty() || definition.casts.find(column) != nullptr) return;
    definition.casts.add(column, "timestamp");
  };
  if (definition.timestamps.on) {
    is_time(definition.timestamps.created_at);
    is_time(definition.timestamps.updated_at);
  }
  if (definition.soft_deletes.on) is_time(definition.soft_deletes.deleted_at);
  for (const Observer& observer : definition.observers) {
    observed_[static_cast<std::size_t>(observer.event)] = true;
  }
}

const ModelMember* ModelData::member(std::string_view name) const noexcept {
  return find_in(members, name);
}

const std::function<Value(const Record&)>* ModelData::accessor(
    std::string_view name) const noexcept {
  return find_in(definition.accessors, name);
}

const std::function<Value(const Value&)>* ModelData::mutator(std::string_view name) const noexcept {
  return find_in(definition.mutators, name);
}

bool ModelData::may_fill(std::string_view name) const noexcept {
  if (contains(definition.guarded, name)) return false;
  return definition.fillable.empty() || contains(definition.fillable, name);
}

bool ModelData::tell(ModelEvent event, Record& record) const {
  if (!is_observed(event)) return true;
  for (const Observer& observer : definition.observers) {
    if (observer.event == event && !observer.call(record)) return false;
  }
  return true;
}

TimestampTz ModelData::now() const {
  if (definition.now) return definition.now();
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Value ModelData::new_key() const {
  switch (definition.key_type) {
    case KeyType::uuid:
      return new_uuid(std::chrono::system_clock::now()).to_string();
    case KeyType::ulid:
      return new_ulid(std::chrono::system_clock::now());
    default:
      return {};
  }
}

const std::function<Relation(const Record&)>& ModelData::relation(std::string_view name) const {
  const ModelMember* const found = member(name);
  if (found != nullptr && found->relation) return found->relation;
  std::string known;
  for (const auto& [relation, what] : members) {
    if (what.relation) known += (known.empty() ? "" : ", ") + relation;
  }
  throw Error(Errc::unknown_column,
              fmt::format("the model of {} has no relation \"{}\"; there are: {}", table(), name,
                          known.empty() ? "none" : known));
}

std::string foreign_key_of(std::string_view table) {
  const std::size_t dot = table.rfind('.');
  if (dot != std::string_view::npos) table.remove_prefix(dot + 1);
  if (table.ends_with('s')) table.remove_suffix(1);
  return std::string{table} + "_id";
}

}  // namespace model
}  // namespace zin
