// How an attribute is read from what is stored, and stored from what is given.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/base/value.hpp"

namespace zin {

/// A cast by name:
///
/// | name | reads as | |
/// |---|---|---|
/// | `bool`, `boolean` | bool | |
/// | `int`, `integer` | std::int64_t | |
/// | `double`, `float`, `real` | double | |
/// | `decimal:N` | Decimal with N places | rounded half away from zero |
/// | `string` | std::string | |
/// | `date` | Date | |
/// | `datetime` | Timestamp | without a zone; UTC by convention |
/// | `timestamp` | TimestampTz | stored without a zone, in UTC |
/// | `json`, `array`, `object` | Json | |
/// | `uuid` | Uuid | |
/// | `enum:a,b` | std::string | one of these |
/// | `encrypted`, `encrypted:json` | std::string, Json | see set_encryption_key() |
///
/// NULL stays NULL. [thread-safe]
class ZIN_API Cast {
 public:
  using Convert = std::function<Value(const Value&)>;

  /// Throws Errc::invalid_argument, listing the names, for one that is not known.
  Cast(std::string_view name);                                     // NOLINT(*-explicit-constructor)
  Cast(const char* name) : Cast(std::string_view{name}) {}         // NOLINT(*-explicit-constructor)
  Cast(const std::string& name) : Cast(std::string_view{name}) {}  // NOLINT(*-explicit-constructor)
  /// Of your own: from what is stored, and to it. Never called for NULL. What they throw goes on.
  Cast(Convert read, Convert write);

  /// Throws Errc::type_mismatch or Errc::data_error for a value that is none of this cast; the
  /// message does not quote it.
  [[nodiscard]] Value read(const Value& stored) const;
  [[nodiscard]] Value write(const Value& given) const;
  /// "decimal:2"; "custom" for one of your own.
  [[nodiscard]] const std::string& name() const noexcept;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

/// Columns with their casts: {{"is_admin", "boolean"}, {"meta", "json"}}.
class Casts {
 public:
  using Item = std::pair<std::string, Cast>;
  Casts() = default;
  Casts(std::initializer_list<Item> items) : items_(items) {}

  [[nodiscard]] auto begin() const noexcept { return items_.begin(); }
  [[nodiscard]] auto end() const noexcept { return items_.end(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  void add(std::string_view column, Cast cast) {
    items_.emplace_back(std::string{column}, std::move(cast));
  }
  /// nullptr where the column has none. Linear in the casts.
  [[nodiscard]] const Cast* find(std::string_view column) const noexcept {
    for (const Item& item : items_) {
      if (item.first == column) return &item.second;
    }
    return nullptr;
  }

 private:
  std::vector<Item> items_;
};

}  // namespace zin
