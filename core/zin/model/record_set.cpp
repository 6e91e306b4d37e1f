// Looking things up.
// SPDX-License-Identifier: MIT
#include "zin/model/record_set.hpp"

#include <algorithm>

namespace zin::model {

RecordSet::RecordSet(Data data, query::Target target, Rows rows)
    : data_(std::move(data)),
      target_(std::move(target)),
      rows_(std::move(rows)),
      states_(rows_.size()) {
  const Names& names = rows_.names();
  casts_.reserve(names.size());
  for (const std::string& name : names) casts_.push_back(data_->definition.casts.find(name));
}

RecordSet::RecordSet(Data data, query::Target target)
    : data_(std::move(data)), target_(std::move(target)), states_(1) {
  states_.front().exists = false;
}

std::optional<std::size_t> RecordSet::column(std::string_view name) const noexcept {
  const Names& names = rows_.names();
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

void RecordSet::read_as_bool(std::string_view name) {
  static const Cast truth{"bool"};
  if (const auto at = column(name)) casts_[*at] = &truth;
}

SetAttribute* RecordSet::find_set(std::uint32_t index, std::string_view name) noexcept {
  RecordState::Own* const own = states_[index].own.get();
  if (own == nullptr) return nullptr;
  const auto found = std::ranges::find(own->attributes, name, &SetAttribute::name);
  return found == own->attributes.end() ? nullptr : &*found;
}

const Records* RecordSet::find_loaded(std::string_view relation,
                                      std::uint32_t index) const noexcept {
  const auto found = loaded_.find(relation);
  if (found == loaded_.end() || !found->second[index]) return nullptr;
  return &*found->second[index];
}

void RecordSet::set_loaded(std::string_view relation, std::uint32_t index, Records records) {
  const auto found = loaded_.find(relation);
  Loaded& all = found != loaded_.end() ? found->second : loaded_[std::string{relation}];
  all.resize(states_.size());
  all[index] = std::move(records);
}

void RecordSet::forget_loaded(std::uint32_t index) {
  for (auto& [relation, all] : loaded_) all[index].reset();
}

}  // namespace zin::model
