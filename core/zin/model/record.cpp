// Attributes: reading, setting, and what has changed.
// SPDX-License-Identifier: MIT
#include "zin/model/record.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/model/loading.hpp"
#include "zin/model/model.hpp"
#include "zin/model/record_set.hpp"

namespace zin {
namespace {

using model::ModelData;
using model::RecordState;
using model::SetAttribute;

template <class Fn>
Value cast_by(const Cast& cast, const ModelData& data, std::string_view name, std::string_view what,
              const Value& value, Fn fn) {
  try {
    return fn();
  } catch (const Error& failure) {
    if (failure.code() == Errc::invalid_config) throw;
    ErrorInfo info = failure.info();
    info.message =
        fmt::format("the attribute {} of {} {} by the cast \"{}\": the value is of type {}; {}",
                    name, data.table(), what, cast.name(), to_string(value.type()), info.message);
    info.column = name;
    info.table = data.table();
    throw Error(std::move(info));
  }
}

Value read_by(const Cast* cast, const ModelData& data, std::string_view name, Value stored) {
  if (cast == nullptr) return stored;
  return cast_by(*cast, data, name, "cannot be read", stored, [&] { return cast->read(stored); });
}

// Whether the database would keep the same: compared as they are read.
bool means_the_same(const Cast* cast, const Value& a, const Value& b) {
  if (a == b) return true;
  if (cast == nullptr || a.is_null() || b.is_null()) return false;
  try {
    return cast->read(a) == cast->read(b);
  } catch (const Error&) {
    return false;
  }
}

bool is_dirty(const ModelData& data, const SetAttribute& attribute) {
  return !attribute.stored || !means_the_same(data.definition.casts.find(attribute.name),
                                              attribute.value, *attribute.stored);
}

}  // namespace

const query::Target& Record::target() const noexcept { return set_->target(); }

Record& Record::on(Session& session) {
  set_->target() = query::Target::watching(session);
  return *this;
}

std::optional<Record::Place> Record::plain(std::string_view name) const {
  if (set_->has_accessors() && set_->model().accessor(name) != nullptr) return std::nullopt;
  if (set_->find_set(index_, name) != nullptr) return std::nullopt;
  const auto column = set_->column(name);
  if (!column || set_->cast_of_column(*column) != nullptr) return std::nullopt;
  return Place{set_->rows()[index_], *column};
}

Value Record::raw(std::string_view name) const {
  if (const SetAttribute* const own = set_->find_set(index_, name)) return own->value;
  if (const auto column = set_->column(name)) return set_->rows()[index_].value(*column);
  std::string known;
  for (const std::string& each : names()) known += (known.empty() ? "" : ", ") + each;
  throw Error(Errc::unknown_column,
              fmt::format("the record of {} has no attribute \"{}\"; it has: {}",
                          set_->model().table(), name, known.empty() ? "none" : known));
}

Value Record::value(std::string_view name) const {
  const ModelData& data = set_->model();
  if (const auto* const accessor = data.accessor(name)) return (*accessor)(*this);
  const auto column = set_->column(name);
  const Cast* const cast =
      column ? set_->cast_of_column(*column) : data.definition.casts.find(name);
  return read_by(cast, data, name, raw(name));
}

void Record::rethrow_for(std::string_view name) const {
  try {
    throw;
  } catch (const Error& failure) {
    ErrorInfo info = failure.info();
    info.message =
        fmt::format("the attribute {} of {}: {}", name, set_->model().table(), info.message);
    info.column = name;
    info.table = set_->model().table();
    throw Error(std::move(info));
  }
}

bool Record::has(std::string_view name) const {
  return set_->model().accessor(name) != nullptr || set_->find_set(index_, name) != nullptr ||
         set_->column(name).has_value();
}

Names Record::names() const {
  Names all;
  if (index_ < set_->rows().size()) all = set_->rows().names();
  const RecordState& state = set_->state(index_);
  if (!state.own) return all;
  for (const SetAttribute& own : state.own->attributes) {
    if (std::ranges::find(all, own.name) == all.end()) all.push_back(own.name);
  }
  return all;
}

Attributes Record::attributes() const {
  Attributes all;
  for (const std::string& name : names()) all.set(name, value(name));
  return all;
}

Record& Record::set(std::string_view name, const Value& given) {
  const ModelData& data = set_->model();
  Value value = given;
  if (const auto* const mutator = data.mutator(name)) value = (*mutator)(value);
  if (const Cast* const cast = data.definition.casts.find(name)) {
    value = cast_by(*cast, data, name, "cannot be set", value, [&] { return cast->write(value); });
  }
  if (SetAttribute* const own = set_->find_set(index_, name)) {
    own->value = std::move(value);
    return *this;
  }
  SetAttribute own{.name = std::string{name}, .value = std::move(value)};
  if (set_->state(index_).exists) {
    if (const auto column = set_->column(name)) {
      own.stored = set_->rows()[index_].value(*column);
    }
  }
  set_->state(index_).made().attributes.push_back(std::move(own));
  return *this;
}

Record& Record::fill(const Attributes& attributes) {
  const ModelData& data = set_->model();
  if (data.definition.guarding == Guarding::refuse) {
    for (const auto& item : attributes) {
      if (data.may_fill(item.name)) continue;
      throw Error(
          Errc::mass_assignment,
          fmt::format("{} is not fillable in the model of {}: name it in `fillable`, or set "
                      "it by itself; nothing was assigned",
                      item.name, data.table()));
    }
  }
  for (const auto& item : attributes) {
    if (data.may_fill(item.name)) set(item.name, item.value);
  }
  return *this;
}

Record& Record::force_fill(const Attributes& attributes) {
  for (const auto& item : attributes) set(item.name, item.value);
  return *this;
}

Value Record::key() const {
  const std::string& name = set_->model().key();
  if (!has(name)) return {};
  return raw(name);
}

bool Record::exists() const noexcept { return set_->state(index_).exists; }
bool Record::was_recently_created() const noexcept { return set_->state(index_).recently_created; }

bool Record::trashed() const {
  const SoftDeletes& soft = set_->model().definition.soft_deletes;
  return soft.on && has(soft.deleted_at) && !raw(soft.deleted_at).is_null();
}

bool Record::is_dirty() const {
  const RecordState& state = set_->state(index_);
  if (!state.own) return false;
  return std::ranges::any_of(state.own->attributes, [this](const SetAttribute& own) {
    return zin::is_dirty(set_->model(), own);
  });
}

bool Record::is_dirty(std::string_view name) const {
  const SetAttribute* const own = set_->find_set(index_, name);
  return own != nullptr && zin::is_dirty(set_->model(), *own);
}

Attributes Record::dirty() const {
  Attributes all;
  const RecordState& state = set_->state(index_);
  if (!state.own) return all;
  for (const SetAttribute& own : state.own->attributes) {
    if (zin::is_dirty(set_->model(), own)) all.set(own.name, own.value);
  }
  return all;
}

Value Record::original(std::string_view name) const {
  const ModelData& data = set_->model();
  Value stored;
  if (const SetAttribute* const own = set_->find_set(index_, name)) {
    if (own->stored) stored = *own->stored;
  } else if (exists()) {
    stored = raw(name);
  }
  return read_by(data.definition.casts.find(name), data, name, std::move(stored));
}

const Attributes& Record::changes() const {
  static const Attributes none;
  const RecordState& state = set_->state(index_);
  return state.own ? state.own->changes : none;
}

Record& Record::discard_changes() {
  RecordState& state = set_->state(index_);
  if (!state.own) return *this;
  std::erase_if(state.own->attributes, [](const SetAttribute& own) { return !own.stored; });
  for (SetAttribute& own : state.own->attributes) own.value = *own.stored;
  return *this;
}

Value Record::call(std::string_view method) {
  const ModelMember* const member = set_->model().member(method);
  if (member != nullptr && member->method) return member->method(*this);
  throw Error(Errc::invalid_argument,
              fmt::format("the model of {} has no method \"{}\"", set_->model().table(), method));
}

Model Record::model() const { return Model{set_->data(), set_->target()}; }

bool operator==(const Record& a, const Record& b) {
  if (a.set_ == b.set_ && a.index_ == b.index_) return true;
  const ModelData& left = a.set_->model();
  const ModelData& right = b.set_->model();
  if (left.table() != right.table() || left.definition.connection != right.definition.connection) {
    return false;
  }
  const Value key = a.key();
  return !key.is_null() && model::key_text(key) == model::key_text(b.key());
}

}  // namespace zin
