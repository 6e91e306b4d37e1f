// Making records up.
// SPDX-License-Identifier: MIT
#include "zin/model/model_factory.hpp"

#include <fmt/format.h>

#include <limits>

#include "zin/base/error.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"

namespace zin {

ModelFactory::ModelFactory(Model model, Definition definition)
    : model_(std::move(model)), definition_(std::move(definition)) {}

ModelFactory ModelFactory::count(std::uint64_t records) const {
  ModelFactory copy{*this};
  copy.count_ = records;
  return copy;
}

ModelFactory ModelFactory::seed(std::uint64_t seed) const {
  ModelFactory copy{*this};
  copy.seed_ = seed;
  return copy;
}

ModelFactory ModelFactory::with_state(std::string_view name, State change) const {
  ModelFactory copy{*this};
  copy.known_.push_back({std::string{name}, std::move(change)});
  return copy;
}

ModelFactory ModelFactory::state(std::string_view name) const {
  std::string known;
  for (const Named& each : known_) {
    if (each.name == name) return state(each.change);
    known += (known.empty() ? "" : ", ") + each.name;
  }
  throw Error(Errc::invalid_argument,
              fmt::format("the factory of {} has no state \"{}\"; there are: {}", model_.table(),
                          name, known.empty() ? "none" : known));
}

ModelFactory ModelFactory::state(State change) const {
  ModelFactory copy{*this};
  copy.changes_.push_back(std::move(change));
  return copy;
}

ModelFactory ModelFactory::state(const Attributes& attributes) const {
  return state([attributes](Factory&, Attributes& made) {
    for (const auto& item : attributes) made.set(item.name, item.value);
  });
}

ModelFactory ModelFactory::sequence(std::string_view attribute, std::vector<Value> values) const {
  if (values.empty()) {
    throw Error(Errc::invalid_argument, fmt::format("a sequence of {} needs a value", attribute));
  }
  return state([name = std::string{attribute}, values = std::move(values)](Factory& factory,
                                                                           Attributes& made) {
    made.set(name, values[(factory.row() - 1) % values.size()]);
  });
}

ModelFactory ModelFactory::has(const ModelFactory& others, std::string_view relation) const {
  ModelFactory copy{*this};
  copy.children_.push_back({std::string{relation}, {others}, {}});
  return copy;
}

ModelFactory ModelFactory::for_(const ModelFactory& owner, std::string_view relation) const {
  ModelFactory copy{*this};
  copy.owners_.push_back({std::string{relation}, {owner}, {}});
  return copy;
}

ModelFactory ModelFactory::for_(const Record& owner, std::string_view relation) const {
  ModelFactory copy{*this};
  copy.owners_.push_back({std::string{relation}, {}, {owner}});
  return copy;
}

ModelFactory ModelFactory::after_making(std::function<void(Record&)> then) const {
  ModelFactory copy{*this};
  copy.made_.push_back(std::move(then));
  return copy;
}

ModelFactory ModelFactory::after_creating(std::function<void(Record&)> then) const {
  ModelFactory copy{*this};
  copy.created_.push_back(std::move(then));
  return copy;
}

ModelFactory ModelFactory::on(Session& session) const {
  ModelFactory copy{*this};
  copy.model_ = model_.on(session);
  for (auto* const related : {&copy.children_, &copy.owners_}) {
    for (Related& each : *related) {
      for (ModelFactory& other : each.others) other = other.on(session);
    }
  }
  return copy;
}

Record ModelFactory::make(Factory& factory) const {
  Attributes attributes = factory.make(1, definition_).front();
  for (const State& change : changes_) change(factory, attributes);
  Record record = model_.make();
  record.force_fill(attributes);
  for (const auto& then : made_) then(record);
  return record;
}

std::vector<Record> ModelFactory::make() const {
  Factory factory{seed_};
  std::vector<Record> all;
  for (std::uint64_t at = 0; at < count_; ++at) all.push_back(make(factory));
  return all;
}

// Of those that belong to it, each has values of its own.
Record ModelFactory::store(Factory& factory, const std::function<bool(Record&)>& save,
                           Where where) const {
  const auto next_seed = [&factory] {
    return static_cast<std::uint64_t>(
        factory.integer(0, std::numeric_limits<std::int64_t>::max() - 1));
  };
  Record record = make(factory);
  for (const Related& owner : owners_) {
    const Record one = owner.record.empty()
                           ? owner.others.front().seed(next_seed()).create_one(where)
                           : owner.record.front();
    static_cast<void>(record.relation(owner.relation).associate(one));
  }
  save(record);
  for (const Related& child : children_) {
    const ModelFactory& others = child.others.front();
    Factory values{next_seed()};
    const Relation relation = record.relation(child.relation);
    for (std::uint64_t at = 0; at < others.count_; ++at) {
      static_cast<void>(others.store(
          values, [&](Record& one) { return relation.save(one, where); }, where));
    }
  }
  for (const auto& then : created_) then(record);
  return record;
}

std::vector<Record> ModelFactory::create(Where where) const {
  Factory factory{seed_};
  std::vector<Record> all;
  for (std::uint64_t at = 0; at < count_; ++at) {
    all.push_back(store(
        factory, [where](Record& one) { return one.save(where); }, where));
  }
  return all;
}

}  // namespace zin
