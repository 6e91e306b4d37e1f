// Pages of a result.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "zin/base/export.hpp"

namespace zin {

/// What paginate() gives. A range of its items.
template <class Items>
struct Page {
  Items items;
  std::uint64_t total = 0;  ///< Rows of all pages.
  std::int64_t per_page = 0;
  std::int64_t current_page = 1;  ///< From 1.

  /// At least 1.
  [[nodiscard]] std::int64_t last_page() const noexcept {
    const auto pages =
        (total + static_cast<std::uint64_t>(per_page) - 1) / static_cast<std::uint64_t>(per_page);
    return pages == 0 ? 1 : static_cast<std::int64_t>(pages);
  }
  [[nodiscard]] bool has_more() const noexcept { return current_page < last_page(); }
  [[nodiscard]] std::size_t size() const noexcept { return items.size(); }
  [[nodiscard]] bool empty() const noexcept { return items.empty(); }
  [[nodiscard]] auto begin() const { return items.begin(); }
  [[nodiscard]] auto end() const { return items.end(); }

  /// The same page of other items.
  template <class Fn>
  [[nodiscard]] auto map(Fn fn) const {
    return Page<decltype(fn(items))>{fn(items), total, per_page, current_page};
  }
};

/// What simple_paginate() gives: nobody counted the rows.
template <class Items>
struct SimplePage {
  Items items;
  std::int64_t per_page = 0;
  std::int64_t current_page = 1;
  bool more = false;

  [[nodiscard]] bool has_more() const noexcept { return more; }
  [[nodiscard]] std::size_t size() const noexcept { return items.size(); }
  [[nodiscard]] bool empty() const noexcept { return items.empty(); }
  [[nodiscard]] auto begin() const { return items.begin(); }
  [[nodiscard]] auto end() const { return items.end(); }
};

/// What cursor_paginate() gives. A cursor is a text that may go through a URL.
template <class Items>
struct CursorPage {
  Items items;
  std::int64_t per_page = 0;
  std::string next_cursor{};      ///< Empty on the last page.
  std::string previous_cursor{};  ///< Empty on the first page.

  [[nodiscard]] bool has_more() const noexcept { return !next_cursor.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return items.size(); }
  [[nodiscard]] bool empty() const noexcept { return items.empty(); }
  [[nodiscard]] auto begin() const { return items.begin(); }
  [[nodiscard]] auto end() const { return items.end(); }
};

/// The key with which cursors are signed from now on: the same in all processes that are to take
/// each other's, and secret. Without it each process makes a key of its own when it starts.
/// [thread-safe]
ZIN_API void set_cursor_key(std::string_view key);

}  // namespace zin
