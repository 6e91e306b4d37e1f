// ModelFactory: records with made-up values, with what belongs to them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/model/factory.hpp"
#include "zin/model/model.hpp"

namespace zin {

/// Says how records of a model are made up: for tests and seeders. The same seed and the same calls
/// give the same records. Each verb gives a copy with one thing more, so that one factory is kept
/// and varied: `users.count(3).state("admin").create()`. Attributes are set whether or not they are
/// fillable. [thread-safe]
class ZIN_API ModelFactory {
 public:
  using Where = std::source_location;
  using Definition = Factory::Definition;
  using State = std::function<void(Factory&, Attributes&)>;

  ModelFactory(Model model, Definition definition);

  /// How many; 1 unless it is said.
  [[nodiscard]] ModelFactory count(std::uint64_t records) const;
  /// Where the values begin; 0 unless it is said.
  [[nodiscard]] ModelFactory seed(std::uint64_t seed) const;
  /// Names a change of the attributes.
  [[nodiscard]] ModelFactory with_state(std::string_view name, State change) const;
  /// Applies it. Throws Errc::invalid_argument, listing those that there are, for another name.
  [[nodiscard]] ModelFactory state(std::string_view name) const;
  /// A change for this time.
  [[nodiscard]] ModelFactory state(State change) const;
  /// These attributes, over those of the definition and of the states before.
  [[nodiscard]] ModelFactory state(const Attributes& attributes) const;
  /// The values in turn: the first record has the first one.
  [[nodiscard]] ModelFactory sequence(std::string_view attribute, std::vector<Value> values) const;
  /// Each record has that many of another factory, through its relation.
  [[nodiscard]] ModelFactory has(const ModelFactory& others, std::string_view relation) const;
  /// Each record belongs to a new one of another factory, through its relation.
  [[nodiscard]] ModelFactory for_(const ModelFactory& owner, std::string_view relation) const;
  /// All records belong to that one.
  [[nodiscard]] ModelFactory for_(const Record& owner, std::string_view relation) const;
  [[nodiscard]] ModelFactory after_making(std::function<void(Record&)> then) const;
  [[nodiscard]] ModelFactory after_creating(std::function<void(Record&)> then) const;
  /// On a session: a transaction's, or the one that a seeder is given.
  [[nodiscard]] ModelFactory on(Session& session) const;

  /// Not stored, without what belongs to them.
  [[nodiscard]] std::vector<Record> make() const;
  /// Stored, with what belongs to them. Throws what Record::save() throws, and Errc::unknown_column
  /// for a relation that there is not.
  std::vector<Record> create(Where where = Where::current()) const;
  Record create_one(Where where = Where::current()) const { return count(1).create(where).front(); }

 private:
  struct Named {
    std::string name;
    State change;
  };
  struct Related {
    std::string relation;
    std::vector<ModelFactory> others;  // one, or none where `record` is it
    std::vector<Record> record;
  };
  [[nodiscard]] Record make(Factory& factory) const;
  [[nodiscard]] Record store(Factory& factory, const std::function<bool(Record&)>& save,
                             Where where) const;

  Model model_;
  Definition definition_;
  std::uint64_t count_ = 1;
  std::uint64_t seed_ = 0;
  std::vector<Named> known_;
  std::vector<State> changes_;
  std::vector<Related> children_;
  std::vector<Related> owners_;
  std::vector<std::function<void(Record&)>> made_;
  std::vector<std::function<void(Record&)>> created_;
};

}  // namespace zin
