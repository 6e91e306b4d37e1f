// One statement for all parents, and who belongs to whom.
// SPDX-License-Identifier: MIT
#include "zin/model/loading.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <unordered_map>

#include "zin/base/error.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"

namespace zin {
namespace {

std::atomic<std::uint64_t> lazy_count{0};

}  // namespace

std::uint64_t lazy_loads() noexcept { return lazy_count.load(std::memory_order_relaxed); }

namespace model {
namespace {

using Indexes = std::vector<std::uint32_t>;

/// The keys of some parents, each once, and whose they are.
struct Keys {
  std::vector<Value> values;
  std::vector<std::string> of_parent;  ///< In the order of the parents; empty: it has none.
};

Keys keys_of(const Set& set, const Indexes& parents, const std::string& attribute) {
  Keys keys;
  keys.of_parent.reserve(parents.size());
  std::unordered_map<std::string, bool> seen;
  for (const std::uint32_t index : parents) {
    const Record parent{set, index};
    const Value key = parent.has(attribute) ? parent.raw(attribute) : Value{};
    std::string text = key.is_null() ? std::string{} : key_text(key);
    if (!key.is_null() && seen.emplace(text, true).second) keys.values.push_back(key);
    keys.of_parent.push_back(std::move(text));
  }
  return keys;
}

// As few statements as the database's limit of parameters allows.
Rows rows_with(const ModelQuery& base, const std::string& column, const std::vector<Value>& keys,
               std::source_location where) {
  if (keys.empty()) return {};
  const std::uint32_t most = base.target().session().traits().max_parameters;
  const std::size_t used = base.builder().select.value_count;
  const std::size_t piece = most > used + 1 ? most - used - 1 : 1;
  std::vector<Rows> parts;
  for (std::size_t at = 0; at < keys.size(); at += piece) {
    const std::size_t end = std::min(at + piece, keys.size());
    ModelQuery query{base};
    query.where_in(column, std::vector<Value>(keys.begin() + static_cast<std::ptrdiff_t>(at),
                                              keys.begin() + static_cast<std::ptrdiff_t>(end)));
    parts.push_back(query.rows(where));
  }
  return parts.size() == 1 ? parts.front() : Rows::joined(parts);
}

/// The related records by the key of their parent.
class Grouped {
 public:
  Grouped(Records all, const std::string& attribute) : all_(std::move(all)) {
    std::unordered_map<std::string, Indexes> lists;
    for (const Record& record : all_) {
      lists[key_text(record.raw(attribute))].push_back(record.index());
    }
    auto order = std::make_shared<Indexes>();
    order->reserve(all_.size());
    for (auto& [key, list] : lists) {
      places_[key] = {order->size(), order->size() + list.size()};
      order->insert(order->end(), list.begin(), list.end());
    }
    order_ = std::move(order);
  }

  [[nodiscard]] Records of(const std::string& key, bool many) const {
    const auto found = places_.find(key);
    if (key.empty() || found == places_.end()) return {all_.set(), order_, 0, 0};
    const auto [begin, end] = found->second;
    return {all_.set(), order_, begin, many ? end : begin + 1};
  }

 private:
  Records all_;
  Records::Order order_;
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> places_;
};

void share_out(const Set& set, const Indexes& parents, std::string_view name,
               const Relation& relation, const Keys& keys, const Grouped& grouped) {
  const bool many = relation.info().is_many();
  for (std::size_t at = 0; at < parents.size(); ++at) {
    const Relation own{{set, parents[at]}, relation.info(), relation.related()};
    set->set_loaded(name, parents[at], own.or_default(grouped.of(keys.of_parent[at], many)));
  }
}

// The parents of each kind apart, since each has a table of its own.
void load_morph_to(const Set& set, const Indexes& parents, std::string_view name,
                   const Relation& relation, std::source_location where) {
  const RelationInfo& info = relation.info();
  std::map<std::string, Indexes> by_kind;
  for (const std::uint32_t index : parents) {
    const Record parent{set, index};
    const Value kind = parent.raw(info.morph_type);
    by_kind[kind.is_null() ? std::string{} : kind.get<std::string>()].push_back(index);
  }
  for (const auto& [kind, some] : by_kind) {
    if (kind.empty()) {
      for (const std::uint32_t index : some) set->set_loaded(name, index, {});
      continue;
    }
    const Relation one{{set, some.front()}, info, relation.related()};
    const ModelQuery base = one.unbound();
    const Keys keys = keys_of(set, some, info.parent_key);
    const std::string& key = base.data()->key();
    const Grouped grouped{
        base.records_of(rows_with(base, base.data()->qualified(key), keys.values, where), where),
        key};
    share_out(set, some, name, one, keys, grouped);
  }
}

void load_one(const Set& set, const Indexes& parents, std::string_view name,
              const std::function<void(Relation&)>& narrow, std::source_location where) {
  if (parents.empty()) return;
  Relation relation = set->model().relation(name)(Record{set, parents.front()});
  if (narrow) narrow(relation);
  if (relation.info().kind == RelationKind::morph_to) {
    return load_morph_to(set, parents, name, relation, where);
  }
  ModelQuery base = relation.unbound();
  const std::string column = relation.match_column();
  // A number of related records is meant for each parent.
  if (const auto limit = base.builder().select.limit) {
    base.builder().select.limit.reset();
    base.builder().group_limit(static_cast<std::int64_t>(*limit), column);
  }
  const Keys keys = keys_of(set, parents, relation.info().parent_key);
  const Grouped grouped{base.records_of(rows_with(base, column, keys.values, where), where),
                        relation.match_name()};
  share_out(set, parents, name, relation, keys, grouped);
}

Indexes without(const Set& set, const Indexes& all, std::string_view name) {
  Indexes missing;
  for (const std::uint32_t index : all) {
    if (set->find_loaded(name, index) == nullptr) missing.push_back(index);
  }
  return missing;
}

}  // namespace

void count_lazy_load() noexcept { lazy_count.fetch_add(1, std::memory_order_relaxed); }

void load(const Records& records, const EagerLoad& what, Loading how, std::source_location where) {
  if (records.empty()) return;
  const std::size_t dot = std::min(what.path.find('.'), what.path.size());
  const std::string name = what.path.substr(0, dot);
  const bool last = dot == what.path.size();
  const Set& set = records.set();
  Indexes parents = records.indexes();
  load_one(set, how == Loading::missing ? without(set, parents, name) : parents, name,
           last ? what.narrow : nullptr, where);
  if (last) return;
  // What one statement loaded is one set; records of several statements may have several.
  std::map<RecordSet*, std::pair<Set, Indexes>> below;
  for (const std::uint32_t index : parents) {
    const Records* const related = set->find_loaded(name, index);
    if (related == nullptr || related->empty()) continue;
    auto& [related_set, indexes] = below[related->set().get()];
    related_set = related->set();
    for (const std::uint32_t each : related->indexes()) indexes.push_back(each);
  }
  for (auto& [address, part] : below) {
    auto& [related_set, indexes] = part;
    std::ranges::sort(indexes);
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    const std::size_t count = indexes.size();
    load({related_set, std::make_shared<const Indexes>(std::move(indexes)), 0, count},
         {.path = what.path.substr(dot + 1), .narrow = what.narrow}, how, where);
  }
}

void load_count(const Records& records, std::string_view relation, std::source_location where) {
  if (records.empty()) return;
  const Set& set = records.set();
  ModelQuery query{set->data(), set->target()};
  query.with_trashed().without_global_scopes().with_count(relation);
  const Records counted = query.find_many(records.keys(), where);
  std::unordered_map<std::string, Value> counts;
  const std::string name = std::string{relation} + "_count";
  for (const Record& record : counted) counts[key_text(record.key())] = record.raw(name);
  for (Record& record : records) {
    record.set(name, counts[key_text(record.key())]);
    set->find_set(record.index(), name)->stored = record.raw(name);
  }
}

std::string key_text(const Value& key) {
  switch (key.type()) {
    case Type::text:
      return key.get<std::string>();
    case Type::uuid:
      return key.get<Uuid>().to_string();
    default:
      return key.to_string();
  }
}

}  // namespace model

Records Record::related(std::string_view relation, Where where) const {
  if (const Records* const loaded = set_->find_loaded(relation, index_)) return *loaded;
  static_cast<void>(set_->model().relation(relation));
  if (set_->model().definition.lazy_loading == LazyLoading::refused) {
    throw Error(Errc::invalid_argument, "the relation " + std::string{relation} + " of " +
                                            set_->model().table() + " was not loaded: say with(\"" +
                                            std::string{relation} +
                                            "\") where the records are read");
  }
  model::count_lazy_load();
  model::load(Records{set_}, {.path = std::string{relation}}, model::Loading::missing, where);
  return *set_->find_loaded(relation, index_);
}

std::optional<Record> Record::one(std::string_view relation, Where where) const {
  return related(relation, where).first();
}

bool Record::is_loaded(std::string_view relation) const {
  return set_->find_loaded(relation, index_) != nullptr;
}

Relation Record::relation(std::string_view name) const {
  return set_->model().relation(name)(*this);
}

namespace {
Records only(const Record& record) {
  return {record.set(), std::make_shared<const std::vector<std::uint32_t>>(1, record.index()), 0,
          1};
}
}  // namespace

Record& Record::load(std::initializer_list<std::string_view> relations, Where where) {
  only(*this).load(relations, where);
  return *this;
}

Record& Record::load_missing(std::initializer_list<std::string_view> relations, Where where) {
  only(*this).load_missing(relations, where);
  return *this;
}

Record& Record::load_count(std::string_view relation, Where where) {
  only(*this).load_count(relation, where);
  return *this;
}

}  // namespace zin
