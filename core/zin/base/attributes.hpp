// Names with their values, in order.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/value.hpp"

namespace zin {

/// Attributes of a row or a record: `{{"name", "John"}, {"active", true}}`. The order is kept; a
/// name that is set again keeps its place. [one thread at a time] while it is changed.
class Attributes {
 public:
  /// One name with its value.
  struct Item {
    template <class Name, class T>
    requires(std::convertible_to<Name, std::string_view>&& std::convertible_to<T, Value>)
        Item(const Name& key, T&& what)
        : name(std::string_view(key)), value(std::forward<T>(what)) {}
    std::string name;
    Value value;
    friend bool operator==(const Item&, const Item&) = default;
  };

  Attributes() = default;
  Attributes(std::initializer_list<Item> items) : items_(items) {}

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] auto begin() const noexcept { return items_.begin(); }
  [[nodiscard]] auto end() const noexcept { return items_.end(); }
  /// The value of that name; nullptr when there is none. Linear in the names.
  [[nodiscard]] const Value* find(std::string_view name) const noexcept {
    for (const Item& item : items_) {
      if (item.name == name) return &item.value;
    }
    return nullptr;
  }
  [[nodiscard]] bool has(std::string_view name) const noexcept { return find(name) != nullptr; }
  void set(std::string_view name, Value value) {
    for (Item& item : items_) {
      if (item.name != name) continue;
      item.value = std::move(value);
      return;
    }
    items_.emplace_back(name, std::move(value));
  }
  /// Gives whether it was there.
  bool erase(std::string_view name) {
    return std::erase_if(items_, [&](const Item& item) { return item.name == name; }) > 0;
  }

  friend bool operator==(const Attributes&, const Attributes&) = default;

 private:
  std::vector<Item> items_;
};

}  // namespace zin
