// Running a query as records.
// SPDX-License-Identifier: MIT
#include "zin/model/model_query.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/model/model_data.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"

namespace zin {

using model::RecordSet;

ModelQuery::ModelQuery(std::shared_ptr<const model::ModelData> data, query::Target target)
    : data_(std::move(data)), query_(data_->table(), std::move(target)), table_(data_->table()) {}

ModelQuery ModelQuery::new_group() const {
  ModelQuery group{data_, {}};
  group.query_ = Query{};
  group.builder().is_group = true;
  return group;
}

ModelQuery& ModelQuery::add_group(query::Junction junction, const ModelQuery& inside) {
  builder().arena.keep(inside.builder().arena);
  builder().wheres().group(junction, inside.builder().select.wheres);
  return *this;
}

ModelQuery& ModelQuery::on(Session& session) {
  query_.on(query::Target::watching(session));
  return *this;
}

std::string ModelQuery::key_column() const { return called(data_->key()); }
const std::string& ModelQuery::key_name() const { return data_->key(); }

// What holds for the whole query stands around what was said.
Query ModelQuery::to_query() const {
  ModelQuery whole{*this};
  if (!without_all_scopes_) {
    for (const auto& [name, scope] : data_->definition.global_scopes) {
      if (std::ranges::find(without_scopes_, name) != without_scopes_.end()) continue;
      whole.builder().enclose_wheres();
      scope(whole);
    }
  }
  const SoftDeletes& soft = data_->definition.soft_deletes;
  if (soft.on && whole.trashed_ != Trashed::with) {
    whole.builder().enclose_wheres();
    const std::string column = called(soft.deleted_at);
    if (whole.trashed_ == Trashed::only) {
      whole.query_.where_not_null(column);
    } else {
      whole.query_.where_null(column);
    }
  }
  return std::move(whole.query_);
}

Records ModelQuery::records_of(Rows rows, Where where) const {
  const auto set = std::make_shared<RecordSet>(data_, target(), std::move(rows));
  for (const std::string& name : truths_) set->read_as_bool(name);
  Records records{set};
  for (const model::EagerLoad& one : eager_) {
    model::load(records, one, model::Loading::missing, where);
  }
  if (data_->is_observed(ModelEvent::retrieved)) {
    for (Record& record : records) static_cast<void>(data_->tell(ModelEvent::retrieved, record));
  }
  return records;
}

Record ModelQuery::record_of(const Row& row) const {
  auto set = std::make_shared<RecordSet>(data_, target());
  model::RecordState& state = set->state(0);
  state.exists = true;
  const Names& names = row.names();
  auto& attributes = state.made().attributes;
  attributes.reserve(names.size());
  for (std::size_t at = 0; at < names.size(); ++at) {
    attributes.push_back({names[at], row.value(at), row.value(at)});
  }
  Record record{std::move(set), 0};
  static_cast<void>(data_->tell(ModelEvent::retrieved, record));
  return record;
}

Records ModelQuery::get(Where where) const { return records_of(to_query().get(where), where); }

std::optional<Record> ModelQuery::first(Where where) const {
  ModelQuery one{*this};
  return one.limit(1).get(where).first();
}

Record ModelQuery::first_or_fail(Where where) const {
  if (auto record = first(where)) return *record;
  throw Error(Errc::not_found, fmt::format("there is no such record of {}", data_->table()));
}

Record ModelQuery::sole(Where where) const {
  ModelQuery two{*this};
  const Records found = two.limit(2).get(where);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    throw Error(Errc::not_found, fmt::format("there is no such record of {}", data_->table()));
  }
  throw Error(Errc::multiple_found,
              fmt::format("there are several such records of {}", data_->table()));
}

std::optional<Record> ModelQuery::find(const Value& key, Where where) const {
  ModelQuery one{*this};
  one.builder().enclose_wheres();
  return one.where(key_column(), key).first(where);
}

Record ModelQuery::find_or_fail(const Value& key, Where where) const {
  if (auto record = find(key, where)) return *record;
  throw Error(Errc::not_found,
              fmt::format("there is no record of {} with this {}", data_->table(), data_->key()));
}

Records ModelQuery::find_many(const std::vector<Value>& keys, Where where) const {
  ModelQuery some{*this};
  some.builder().enclose_wheres();
  return some.where_in(key_column(), keys).get(where);
}

Record ModelQuery::make(const Attributes& attributes) const {
  auto set = std::make_shared<RecordSet>(data_, target());
  Record record{std::move(set), 0};
  record.force_fill(data_->definition.attributes);
  record.fill(attributes);
  return record;
}

Record ModelQuery::create(const Attributes& attributes, Where where) const {
  Record record = make(attributes);
  record.save(where);
  return record;
}

Records ModelQuery::create_many(const std::vector<Attributes>& all, Where where) const {
  std::vector<Value> keys;
  target().session().transaction([&](Session& tx) {
    keys.clear();
    ModelQuery inside{*this};
    inside.on(tx);
    for (const Attributes& attributes : all) {
      Record record = inside.create(attributes, where);
      if (record.exists()) keys.push_back(record.key());
    }
  });
  ModelQuery made{data_, target()};
  return made.with_trashed().without_global_scopes().order_by(data_->key()).find_many(keys, where);
}

Record ModelQuery::first_or_new(const Attributes& attributes, const Attributes& values,
                                Where where) const {
  ModelQuery one{*this};
  one.builder().enclose_wheres();
  for (const auto& item : attributes) one.where(item.name, item.value);
  if (auto record = one.first(where)) return *record;
  Attributes both = attributes;
  for (const auto& item : values) both.set(item.name, item.value);
  return make(both);
}

Record ModelQuery::first_or_create(const Attributes& attributes, const Attributes& values,
                                   Where where) const {
  Record record = first_or_new(attributes, values, where);
  if (record.exists()) return record;
  try {
    record.save(where);
    return record;
  } catch (const Error& failure) {
    if (failure.code() != Errc::unique_violation) throw;
    Record other = first_or_new(attributes, values, where);
    if (other.exists()) return other;
    throw;
  }
}

Record ModelQuery::update_or_create(const Attributes& attributes, const Attributes& values,
                                    Where where) const {
  Record record = first_or_create(attributes, values, where);
  if (!record.was_recently_created()) record.update(values, where);
  return record;
}

Attributes ModelQuery::with_time_of_change(const Attributes& values) const {
  Attributes all;
  for (const auto& item : values) {
    const Cast* const cast = data_->definition.casts.find(item.name);
    all.set(item.name, cast == nullptr ? item.value : cast->write(item.value));
  }
  const Timestamps& stamps = data_->definition.timestamps;
  if (stamps.on && !stamps.updated_at.empty() && !all.has(stamps.updated_at)) {
    all.set(stamps.updated_at, Value{Timestamp{data_->now().time_since_epoch()}});
  }
  return all;
}

std::uint64_t ModelQuery::update(const Attributes& values, Where where) const {
  return to_query().update(with_time_of_change(values), where);
}

std::uint64_t ModelQuery::increment(std::string_view column, const Value& amount,
                                    Where where) const {
  return to_query().increment(column, amount, {}, where);
}

std::uint64_t ModelQuery::decrement(std::string_view column, const Value& amount,
                                    Where where) const {
  return to_query().decrement(column, amount, {}, where);
}

std::uint64_t ModelQuery::remove(Where where) const {
  const SoftDeletes& soft = data_->definition.soft_deletes;
  if (!soft.on) return to_query().remove(where);
  Attributes mark;
  mark.set(soft.deleted_at, Value{Timestamp{data_->now().time_since_epoch()}});
  return update(mark, where);
}

std::uint64_t ModelQuery::force_delete(Where where) const { return to_query().remove(where); }

std::uint64_t ModelQuery::restore(Where where) const {
  const SoftDeletes& soft = data_->definition.soft_deletes;
  if (!soft.on) {
    throw Error(Errc::invalid_argument,
                fmt::format("the model of {} has no soft_deletes, so that nothing can be restored",
                            data_->table()));
  }
  ModelQuery marked{*this};
  if (marked.trashed_ == Trashed::without) marked.only_trashed();
  Attributes mark;
  mark.set(soft.deleted_at, Value{});
  return marked.update(mark, where);
}

std::uint64_t ModelQuery::destroy(const std::vector<Value>& keys, Where where) const {
  std::uint64_t removed = 0;
  for (Record& record : find_many(keys, where)) removed += record.remove(where) ? 1 : 0;
  return removed;
}

ModelQuery& ModelQuery::scope(std::string_view name) {
  std::string known;
  for (const auto& [scope, fill] : data_->definition.scopes) {
    if (scope == name) {
      fill(*this);
      return *this;
    }
    known += (known.empty() ? "" : ", ") + scope;
  }
  throw Error(Errc::invalid_argument,
              fmt::format("the model of {} has no scope \"{}\"; there are: {}", data_->table(),
                          name, known.empty() ? "none" : known));
}

ModelQuery& ModelQuery::without_global_scope(std::string_view name) {
  without_scopes_.emplace_back(name);
  return *this;
}
ModelQuery& ModelQuery::without_global_scopes() {
  without_all_scopes_ = true;
  return *this;
}
ModelQuery& ModelQuery::with_trashed() {
  trashed_ = Trashed::with;
  return *this;
}
ModelQuery& ModelQuery::only_trashed() {
  trashed_ = Trashed::only;
  return *this;
}
ModelQuery& ModelQuery::without_trashed() {
  trashed_ = Trashed::without;
  return *this;
}

Page<Records> ModelQuery::paginate(std::int64_t per_page, std::int64_t page, Where where) const {
  return to_query().paginate(per_page, page, where).map([&](const Rows& rows) {
    return records_of(rows, where);
  });
}

SimplePage<Records> ModelQuery::simple_paginate(std::int64_t per_page, std::int64_t page,
                                                Where where) const {
  auto rows = to_query().simple_paginate(per_page, page, where);
  return {records_of(std::move(rows.items), where), rows.per_page, rows.current_page, rows.more};
}

CursorPage<Records> ModelQuery::cursor_paginate(std::int64_t per_page, std::string_view cursor,
                                                Where where) const {
  auto rows = to_query().cursor_paginate(per_page, cursor, where);
  return {records_of(std::move(rows.items), where), rows.per_page, std::move(rows.next_cursor),
          std::move(rows.previous_cursor)};
}

}  // namespace zin
