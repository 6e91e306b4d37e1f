// A list of names: of columns, of tables.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zin {

/// Names in order. A type of its own, since `{{"a", "b"}}` would call the iterator constructor of
/// std::vector<std::string>.
class Names {
 public:
  /// One name of a braced list; takes what text comes as, and nothing in two parts.
  class Item {
   public:
    Item(const char* text) : text_(text) {}             // NOLINT(google-explicit-constructor)
    Item(std::string_view text) : text_(text) {}        // NOLINT(google-explicit-constructor)
    Item(std::string text) : text_(std::move(text)) {}  // NOLINT(google-explicit-constructor)
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

   private:
    std::string text_;
  };

  Names() = default;
  Names(std::initializer_list<Item> names) {
    names_.reserve(names.size());
    for (const Item& name : names) names_.push_back(name.text());
  }
  Names(std::vector<std::string> names)
      : names_(std::move(names)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
  [[nodiscard]] bool empty() const noexcept { return names_.empty(); }
  [[nodiscard]] const std::string& operator[](std::size_t index) const { return names_[index]; }
  [[nodiscard]] auto begin() const noexcept { return names_.begin(); }
  [[nodiscard]] auto end() const noexcept { return names_.end(); }
  void push_back(std::string name) { names_.push_back(std::move(name)); }

  friend bool operator==(const Names&, const Names&) = default;

 private:
  std::vector<std::string> names_;
};

}  // namespace zin
