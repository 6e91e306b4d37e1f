// A definition that was checked, as models, queries and records share it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zin/model/definition.hpp"

namespace zin::model {

/// Immutable; handles share it. [thread-safe]
struct ModelData {
  explicit ModelData(ModelDefinition given, ModelMembers given_members);

  ModelDefinition definition;
  ModelMembers members;

  [[nodiscard]] const std::string& table() const noexcept { return definition.table; }
  [[nodiscard]] const std::string& key() const noexcept { return definition.primary_key; }
  [[nodiscard]] const std::string& morph_name() const noexcept {
    return definition.morph_name.empty() ? definition.table : definition.morph_name;
  }
  /// "users.id"
  [[nodiscard]] std::string qualified(std::string_view column) const {
    return table() + '.' + std::string{column};
  }
  [[nodiscard]] const ModelMember* member(std::string_view name) const noexcept;
  [[nodiscard]] const std::function<Value(const Record&)>* accessor(
      std::string_view name) const noexcept;
  [[nodiscard]] const std::function<Value(const Value&)>* mutator(
      std::string_view name) const noexcept;
  [[nodiscard]] bool may_fill(std::string_view name) const noexcept;
  [[nodiscard]] bool is_observed(ModelEvent event) const noexcept {
    return observed_[static_cast<std::size_t>(event)];
  }
  /// Tells all observers of it; gives whether none of them said no.
  [[nodiscard]] bool tell(ModelEvent event, Record& record) const;
  [[nodiscard]] TimestampTz now() const;
  /// Of a new record, by the key's type; NULL where the model makes none.
  [[nodiscard]] Value new_key() const;
  /// Throws Errc::unknown_column, listing the relations that there are.
  [[nodiscard]] const std::function<Relation(const Record&)>& relation(std::string_view name) const;

 private:
  std::array<bool, 12> observed_{};
};

using Data = std::shared_ptr<const ModelData>;

/// The table without its final s and `_id` behind it: user_id of users.
[[nodiscard]] std::string foreign_key_of(std::string_view table);

}  // namespace zin::model
