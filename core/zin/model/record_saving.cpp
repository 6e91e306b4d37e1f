// What a record does to its row.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/model/loading.hpp"
#include "zin/model/model.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"

namespace zin {
namespace {

using model::ModelData;
using model::RecordState;
using model::SetAttribute;

// An observer may save its record again, but not without end.
constexpr unsigned most_nested_saves = 16;

class Saving {
 public:
  Saving(RecordState& state, const ModelData& data) : own_(state.made()) {
    if (own_.saves >= most_nested_saves) {
      throw Error(
          Errc::invalid_argument,
          fmt::format("observers of {} save the record that is being saved, {} times within "
                      "each other: let them set attributes in `saving` instead",
                      data.table(), most_nested_saves));
    }
    ++own_.saves;
  }
  ~Saving() { --own_.saves; }
  Saving(const Saving&) = delete;
  Saving& operator=(const Saving&) = delete;

 private:
  RecordState::Own& own_;
};

Query table_of(const Record& record) {
  return Query{record.set()->model().table(), record.target()};
}

Query row_of(const Record& record) {
  const ModelData& data = record.set()->model();
  const Value key = record.original(data.key());
  if (key.is_null()) {
    throw Error(
        Errc::invalid_argument,
        fmt::format("the record of {} has no {}, by which its row could be found: select it",
                    data.table(), data.key()));
  }
  Query query = table_of(record);
  query.where(data.key(), key);
  return query;
}

// Whether a write of the record's row found it; in a unit of work the commit finds that out.
bool found(const Record& record, std::uint64_t affected) {
  Session& session = record.target().session();
  if (!session.defers_writes()) return affected > 0;
  session.expect_affected(1);
  return true;
}

// What was set is what the database has.
void sync(const Record& record, Attributes changes) {
  RecordState::Own& own = record.set()->state(record.index()).made();
  for (SetAttribute& attribute : own.attributes) attribute.stored = attribute.value;
  own.changes = std::move(changes);
}

[[noreturn]] void refuse_gone(const Record& record, std::string_view what) {
  throw Error(
      Errc::not_found,
      fmt::format("the record of {} is not there any more, so that it cannot be {}; nothing "
                  "was written",
                  record.set()->model().table(), what));
}

void set_if_missing(Record& record, const std::string& name, const Value& value) {
  if (!name.empty() && !record.is_dirty(name)) record.set(name, value);
}

void stamp(Record& record, bool created) {
  const ModelData& data = record.set()->model();
  const Timestamps& stamps = data.definition.timestamps;
  if (!stamps.on) return;
  const Value now{Timestamp{data.now().time_since_epoch()}};
  if (created) set_if_missing(record, stamps.created_at, now);
  set_if_missing(record, stamps.updated_at, now);
}

void insert(Record& record, std::source_location where) {
  const ModelData& data = record.set()->model();
  const ModelDefinition& definition = data.definition;
  if (record.key().is_null()) {
    if (const Value key = data.new_key(); !key.is_null()) record.set(data.key(), key);
  }
  stamp(record, true);
  if (!definition.version.empty() && !record.has(definition.version)) {
    record.set(definition.version, 1);
  }
  const Attributes row = record.dirty();
  Query query = table_of(record);
  const bool counts = definition.key_type == KeyType::incrementing && record.key().is_null();
  if (counts) {
    const Value key = row.empty() ? Value{} : query.insert_get_id<Value>(row, data.key(), where);
    if (!row.empty()) {
      record.set(data.key(), key);
    } else {
      const Rows made = query.returning(data.key()).insert_defaults(where);
      if (!made.empty()) record.set(data.key(), made.front().value(0));
    }
  } else {
    query.insert(row, where);
  }
  RecordState& state = record.set()->state(record.index());
  state.exists = true;
  state.recently_created = true;
  sync(record, row);
}

void update(Record& record, Attributes changes, std::source_location where) {
  const ModelData& data = record.set()->model();
  const std::string& version = data.definition.version;
  Query query = row_of(record);
  if (!version.empty()) {
    const Value seen = record.original(version);
    query.where(version, seen);
    const std::int64_t next = seen.is_null() ? 1 : seen.get<std::int64_t>() + 1;
    record.set(version, next);
    changes.set(version, next);
  }
  if (found(record, query.update(changes, where))) return sync(record, std::move(changes));
  if (version.empty() || !row_of(record).exists(where)) {
    if (!version.empty()) record.set(version, record.original(version));
    refuse_gone(record, "saved");
  }
  record.set(version, record.original(version));
  throw Error(
      Errc::stale_version,
      fmt::format("the record of {} was changed since it was read; nothing was overwritten: "
                  "refresh() it and apply the change again",
                  data.table()));
}

// As the database has it by now.
void set_stored(Record record, std::string_view name, const Value& value) {
  record.set(name, value);
  SetAttribute& own = *record.set()->find_set(record.index(), name);
  own.stored = own.value;
}

// Rows that were touched already: relations may go round in a circle.
using Touched = std::set<std::pair<std::string, std::string>>;

void touch_related(const Record& record, Touched& touched, std::source_location where);

bool touch(const Record& record, Touched& touched, std::source_location where) {
  const ModelData& data = record.set()->model();
  const Timestamps& stamps = data.definition.timestamps;
  if (!stamps.on || stamps.updated_at.empty() || !record.exists()) return false;
  if (!touched.emplace(data.table(), model::key_text(record.key())).second) return true;
  Attributes now;
  now.set(stamps.updated_at, Value{Timestamp{data.now().time_since_epoch()}});
  Record{record}.set(stamps.updated_at, *now.find(stamps.updated_at));
  if (record.is_dirty(stamps.updated_at)) {
    if (!found(record, row_of(record).update(now, where))) refuse_gone(record, "touched");
    set_stored(record, stamps.updated_at, *now.find(stamps.updated_at));
  }
  touch_related(record, touched, where);
  return true;
}

void touch_related(const Record& record, Touched& touched, std::source_location where) {
  for (const std::string& name : record.set()->model().definition.touches) {
    for (const Record& related : record.relation(name).get(where)) touch(related, touched, where);
  }
}

// What a change of the record means for others.
void touch_related(const Record& record, std::source_location where) {
  Touched touched{{record.set()->model().table(), model::key_text(record.key())}};
  touch_related(record, touched, where);
}

// In the database, whose number the record has then.
void add_to(Record& record, std::string_view column, const Value& amount, bool subtract,
            std::source_location where) {
  if (!record.exists()) refuse_gone(record, "changed");
  Query row = row_of(record);
  const std::uint64_t changed = subtract ? row.decrement(column, amount, {}, where)
                                         : row.increment(column, amount, {}, where);
  if (changed == 0) refuse_gone(record, "changed");
  set_stored(record, column, row_of(record).value(column, where).value_or(Value{}));
}

}  // namespace

bool Record::save(Where where) {
  const ModelData& data = set_->model();
  const bool is_new = !exists();
  if (set_->state(index_).removed) refuse_gone(*this, "saved");
  if (!is_new && !is_dirty() && !data.is_observed(ModelEvent::saving)) return true;
  const Saving guard{set_->state(index_), data};
  if (!data.tell(ModelEvent::saving, *this)) return false;
  if (is_new) {
    if (!data.tell(ModelEvent::creating, *this)) return false;
    insert(*this, where);
    static_cast<void>(data.tell(ModelEvent::created, *this));
  } else if (is_dirty()) {
    if (!data.tell(ModelEvent::updating, *this)) return false;
    stamp(*this, false);
    zin::update(*this, dirty(), where);
    static_cast<void>(data.tell(ModelEvent::updated, *this));
  } else {
    return true;
  }
  touch_related(*this, where);
  static_cast<void>(data.tell(ModelEvent::saved, *this));
  return true;
}

bool Record::update(const Attributes& attributes, Where where) {
  fill(attributes);
  return save(where);
}

bool Record::remove(Where where) {
  const ModelData& data = set_->model();
  const ModelDefinition& definition = data.definition;
  if (!exists()) return false;
  if (!definition.soft_deletes.on) return force_delete(where);
  if (!data.tell(ModelEvent::deleting, *this)) return false;
  Attributes marks;
  const Value now{Timestamp{data.now().time_since_epoch()}};
  marks.set(definition.soft_deletes.deleted_at, now);
  if (definition.timestamps.on && !definition.timestamps.updated_at.empty()) {
    marks.set(definition.timestamps.updated_at, now);
  }
  if (!found(*this, row_of(*this).update(marks, where))) refuse_gone(*this, "deleted");
  force_fill(marks);
  sync(*this, marks);
  touch_related(*this, where);
  static_cast<void>(data.tell(ModelEvent::deleted, *this));
  return true;
}

bool Record::force_delete(Where where) {
  const ModelData& data = set_->model();
  if (!exists()) return false;
  if (!data.tell(ModelEvent::deleting, *this)) return false;
  row_of(*this).remove(where);
  RecordState& state = set_->state(index_);
  state.exists = false;
  state.removed = true;
  static_cast<void>(data.tell(ModelEvent::deleted, *this));
  if (data.definition.soft_deletes.on) {
    static_cast<void>(data.tell(ModelEvent::force_deleted, *this));
  }
  return true;
}

bool Record::restore(Where where) {
  const ModelData& data = set_->model();
  const SoftDeletes& soft = data.definition.soft_deletes;
  if (!soft.on) {
    throw Error(Errc::invalid_argument,
                fmt::format("the model of {} has no soft_deletes, so that nothing can be restored",
                            data.table()));
  }
  if (!exists() || !data.tell(ModelEvent::restoring, *this)) return false;
  set(soft.deleted_at, Value{});
  const bool saved = save(where);
  if (saved) static_cast<void>(data.tell(ModelEvent::restored, *this));
  return saved;
}

Record& Record::refresh(Where where) {
  const auto row = row_of(*this).first(where);
  if (!row) refuse_gone(*this, "read");
  RecordState& state = set_->state(index_);
  RecordState::Own& own = state.made();
  own.attributes.clear();
  const Names& names = row->names();
  for (std::size_t at = 0; at < names.size(); ++at) {
    own.attributes.push_back({names[at], row->value(at), row->value(at)});
  }
  state.exists = true;
  set_->forget_loaded(index_);
  return *this;
}

std::optional<Record> Record::fresh(Where where) const {
  if (!exists()) return std::nullopt;
  ModelQuery query = model().query();
  query.with_trashed().without_global_scopes();
  return query.find(original(set_->model().key()), where);
}

bool Record::touch(Where where) {
  Touched touched;
  return zin::touch(*this, touched, where);
}

bool Record::increment(std::string_view column, const Value& amount, Where where) {
  add_to(*this, column, amount, false, where);
  return true;
}

bool Record::decrement(std::string_view column, const Value& amount, Where where) {
  add_to(*this, column, amount, true, where);
  return true;
}

Record Record::replicate(const Names& except) const {
  const ModelDefinition& definition = set_->model().definition;
  auto set = std::make_shared<model::RecordSet>(set_->data(), set_->target());
  RecordState::Own& own = set->state(0).made();
  const auto is_left_out = [&](const std::string& name) {
    const Timestamps& stamps = definition.timestamps;
    if (name == definition.primary_key || name == definition.version) return true;
    if (stamps.on && (name == stamps.created_at || name == stamps.updated_at)) return true;
    return std::ranges::find(except, name) != except.end();
  };
  for (const std::string& name : names()) {
    if (!is_left_out(name)) own.attributes.push_back({name, raw(name)});
  }
  return {std::move(set), 0};
}

}  // namespace zin
