// Storing related records, and the rows of pivot tables.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/model/model_data.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"

namespace zin {
namespace {

using model::key_text;
using model::RelationKind;

bool contains(const std::vector<Value>& keys, const Value& key) {
  return std::ranges::any_of(
      keys, [text = key_text(key)](const Value& each) { return key_text(each) == text; });
}

}  // namespace

// Gives it what refers to the parent.
void Relation::connect(Record& record) const {
  if (info_.has_pivot() || info_.belongs() || info_.is_through()) return;
  record.set(info_.match, parent_value());
  if (!info_.morph_type.empty()) record.set(info_.morph_type, info_.morph_name);
}

Record Relation::make(const Attributes& attributes) const {
  if (info_.kind == RelationKind::morph_to || info_.is_through()) {
    throw Error(Errc::invalid_argument, "no record is made through such a relation");
  }
  Record record = query_.make(attributes);
  connect(record);
  return record;
}

Record Relation::create(const Attributes& attributes, Where where) const {
  Record record = make(attributes);
  save(record, where);
  return record;
}

Records Relation::create_many(std::initializer_list<Attributes> all, Where where) const {
  std::vector<Value> keys;
  for (const Attributes& attributes : all) keys.push_back(create(attributes, where).key());
  return query().order_by(query_.data()->qualified(query_.data()->key())).find_many(keys, where);
}

bool Relation::save(Record& record, Where where) const {
  if (parent_value().is_null() && !info_.belongs()) {
    throw Error(Errc::invalid_argument,
                fmt::format("the record of {} is not stored yet, so that nothing can refer to it: "
                            "save() it first",
                            parent_.set()->model().table()));
  }
  connect(record);
  if (!record.save(where)) return false;
  if (info_.has_pivot()) {
    static_cast<void>(sync_without_detaching({record.raw(info_.related_key)}, {}, where));
  }
  if (info_.kind == RelationKind::belongs_to) associate(record);
  return true;
}

Record Relation::associate(const Record& record) const {
  if (!info_.belongs()) {
    throw Error(Errc::invalid_argument,
                "associate() is for belongs_to() and morph_to(): the parent holds the key there");
  }
  Record parent = parent_;
  const bool morphs = info_.kind == RelationKind::morph_to;
  parent.set(info_.parent_key, morphs ? record.key() : record.raw(info_.match));
  if (morphs) parent.set(info_.morph_type, record.set()->model().morph_name());
  return parent;
}

Record Relation::dissociate() const {
  if (!info_.belongs()) {
    throw Error(Errc::invalid_argument,
                "dissociate() is for belongs_to() and morph_to(): the parent holds the key there");
  }
  Record parent = parent_;
  parent.set(info_.parent_key, Value{});
  if (info_.kind == RelationKind::morph_to) parent.set(info_.morph_type, Value{});
  return parent;
}

// The rows of this parent.
Query Relation::pivot_query() const {
  const Value value = parent_value();
  if (value.is_null()) {
    throw Error(Errc::invalid_argument,
                fmt::format("the record of {} is not stored yet: save() it first",
                            parent_.set()->model().table()));
  }
  Query query{info_.match_table, query_.target()};
  query.where(info_.match, value);
  if (!info_.morph_type.empty()) query.where(info_.morph_type, info_.morph_name);
  return query;
}

std::vector<Value> Relation::attached_keys(Where where) const {
  return pivot_query().pluck(info_.joined_key, where);
}

Attributes Relation::pivot_row(const Value& key, const Attributes& columns) const {
  Attributes row;
  row.set(info_.match, parent_value());
  row.set(info_.joined_key, key);
  if (!info_.morph_type.empty()) row.set(info_.morph_type, info_.morph_name);
  if (info_.pivot_timestamps.on) {
    const Value now{Timestamp{parent_.set()->model().now().time_since_epoch()}};
    row.set(info_.pivot_timestamps.created_at, now);
    row.set(info_.pivot_timestamps.updated_at, now);
  }
  for (const auto& item : columns) row.set(item.name, item.value);
  return row;
}

std::uint64_t Relation::attach(const std::vector<Value>& keys, const Attributes& columns,
                               Where where) const {
  need_pivot("attach()");
  static_cast<void>(pivot_query());
  std::vector<Attributes> rows;
  for (const Value& key : keys) rows.push_back(pivot_row(key, columns));
  if (rows.empty()) return 0;
  return Query{info_.match_table, query_.target()}.insert(rows, where);
}

std::uint64_t Relation::detach(const std::vector<Value>& keys, Where where) const {
  need_pivot("detach()");
  if (keys.empty()) return 0;
  return pivot_query().where_in(info_.joined_key, keys).remove(where);
}

std::uint64_t Relation::detach_all(Where where) const {
  need_pivot("detach_all()");
  return pivot_query().remove(where);
}

Relation::Synced Relation::change(const std::vector<Value>& keys, const Attributes& columns,
                                  bool detach, bool toggle, Where where) const {
  Synced done;
  query_.target().session().transaction([&](Session& tx) {
    done = {};
    Relation inside{*this};
    inside.query_.on(tx);
    const std::vector<Value> attached = inside.attached_keys(where);
    for (const Value& key : keys) {
      if (!contains(attached, key) && !contains(done.attached, key)) done.attached.push_back(key);
    }
    for (const Value& key : attached) {
      if (toggle ? contains(keys, key) : detach && !contains(keys, key)) {
        done.detached.push_back(key);
      }
    }
    static_cast<void>(inside.detach(done.detached, where));
    static_cast<void>(inside.attach(done.attached, columns, where));
  });
  return done;
}

Relation::Synced Relation::sync(const std::vector<Value>& keys, const Attributes& columns,
                                Where where) const {
  need_pivot("sync()");
  return change(keys, columns, true, false, where);
}

Relation::Synced Relation::sync_without_detaching(const std::vector<Value>& keys,
                                                  const Attributes& columns, Where where) const {
  need_pivot("sync_without_detaching()");
  return change(keys, columns, false, false, where);
}

Relation::Synced Relation::toggle(const std::vector<Value>& keys, Where where) const {
  need_pivot("toggle()");
  return change(keys, {}, false, true, where);
}

std::uint64_t Relation::update_existing_pivot(const Value& key, const Attributes& columns,
                                              Where where) const {
  need_pivot("update_existing_pivot()");
  Attributes all = columns;
  if (info_.pivot_timestamps.on && !all.has(info_.pivot_timestamps.updated_at)) {
    all.set(info_.pivot_timestamps.updated_at,
            Value{Timestamp{parent_.set()->model().now().time_since_epoch()}});
  }
  return pivot_query().where(info_.joined_key, key).update(all, where);
}

}  // namespace zin
