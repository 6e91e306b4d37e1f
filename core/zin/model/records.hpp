// Records: those that a query gave, in order.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <source_location>
#include <string_view>
#include <vector>

#include "zin/model/async_model_verbs.hpp"
#include "zin/model/record.hpp"
#include "zin/runtime/rows.hpp"

namespace zin {

/// A range of Record. Copies share the records. [one thread at a time]
class ZIN_API Records : public AsyncLoadVerbs<Records> {
 public:
  using Where = std::source_location;
  class Iterator;
  using value_type = Record;
  using iterator = Iterator;
  using const_iterator = Iterator;

  /// None.
  Records() = default;

  [[nodiscard]] std::size_t size() const noexcept { return end_ - begin_; }
  [[nodiscard]] bool empty() const noexcept { return begin_ == end_; }
  /// Throws Errc::not_found when there is no such record.
  [[nodiscard]] Record operator[](std::size_t at) const;
  [[nodiscard]] Record at(std::size_t at) const { return (*this)[at]; }
  [[nodiscard]] Record front() const { return (*this)[0]; }
  [[nodiscard]] Record back() const { return (*this)[empty() ? 0 : size() - 1]; }
  /// Nothing when there is none.
  [[nodiscard]] std::optional<Record> first() const;
  /// The record with that key.
  [[nodiscard]] std::optional<Record> find(const Value& key) const;
  [[nodiscard]] bool contains(const Value& key) const { return find(key).has_value(); }
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  /// One attribute of each.
  template <query::OwningResult T = Value>
  [[nodiscard]] std::vector<T> pluck(std::string_view name) const;
  [[nodiscard]] std::vector<Value> keys() const;
  /// Those for which `keep` gives true.
  [[nodiscard]] Records filter(const std::function<bool(const Record&)>& keep) const;
  /// The rows as they were read.
  [[nodiscard]] Rows rows() const;

  /// Loads relations for all of them, each by one query more whatever their number.
  const Records& load(std::initializer_list<std::string_view> relations,
                      Where where = Where::current()) const;
  const Records& load(std::string_view relation, Where where = Where::current()) const {
    return load({relation}, where);
  }
  const Records& load_missing(std::initializer_list<std::string_view> relations,
                              Where where = Where::current()) const;
  const Records& load_missing(std::string_view relation, Where where = Where::current()) const {
    return load_missing({relation}, where);
  }
  const Records& load_count(std::string_view relation, Where where = Where::current()) const;

  [[nodiscard]] Json to_json() const;

  // For the library.
  /// All of a set.
  explicit Records(std::shared_ptr<model::RecordSet> set);
  using Order = std::shared_ptr<const std::vector<std::uint32_t>>;
  /// Some of a set: those from `begin` to `end` of an order.
  Records(std::shared_ptr<model::RecordSet> set, Order order, std::size_t begin, std::size_t end)
      : set_(std::move(set)), order_(std::move(order)), begin_(begin), end_(end) {}
  [[nodiscard]] const std::shared_ptr<model::RecordSet>& set() const noexcept { return set_; }
  [[nodiscard]] std::vector<std::uint32_t> indexes() const;
  /// Where they were read.
  [[nodiscard]] const query::Target& target() const;

 private:
  [[nodiscard]] std::uint32_t index_at(std::size_t at) const noexcept {
    return order_ == nullptr ? static_cast<std::uint32_t>(at) : (*order_)[at];
  }

  std::shared_ptr<model::RecordSet> set_;
  Order order_;  // nullptr: as they are
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// What it refers to is good until its next step; a copy of the Record is good for itself.
class ZIN_API Records::Iterator {
 public:
  using iterator_concept = std::input_iterator_tag;
  using iterator_category = std::input_iterator_tag;
  using value_type = Record;
  using difference_type = std::ptrdiff_t;
  using pointer = Record*;
  using reference = Record&;

  Iterator() noexcept = default;
  [[nodiscard]] Record& operator*() const noexcept { return record_; }
  [[nodiscard]] Record* operator->() const noexcept { return &record_; }
  Iterator& operator++() {
    ++at_;
    seek();
    return *this;
  }
  Iterator operator++(int) {
    Iterator before{*this};
    ++*this;
    return before;
  }
  friend bool operator==(const Iterator& a, const Iterator& b) noexcept { return a.at_ == b.at_; }

 private:
  friend class Records;
  Iterator(const Records& records, std::size_t at) : records_(&records), at_(at) { seek(); }
  void seek() {
    if (at_ < records_->end_) record_ = Record{records_->set_, records_->index_at(at_)};
  }

  const Records* records_ = nullptr;
  std::size_t at_ = 0;
  mutable Record record_{nullptr, 0};
};

template <query::OwningResult T>
std::vector<T> Records::pluck(std::string_view name) const {
  std::vector<T> all;
  all.reserve(size());
  for (const Record& record : *this) all.push_back(record.get<T>(name));
  return all;
}

}  // namespace zin
