// Loading relations for many records at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <source_location>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"
#include "zin/model/records.hpp"

namespace zin {

/// How often relations were loaded because a record was asked for one that was not, since the
/// process began: 0 in a program that says with() everywhere. [thread-safe]
[[nodiscard]] ZIN_API std::uint64_t lazy_loads() noexcept;

namespace model {

/// A relation to load, and what narrows it: the last part of a path as "posts.comments".
struct EagerLoad {
  std::string path;
  std::function<void(Relation&)> narrow{};
};

enum class Loading : std::uint8_t {
  anew,
  missing,  ///< What was loaded before stays.
};

/// One statement for each part of the path, or a few where a statement takes fewer keys than there
/// are. [blocks]
void load(const Records& records, const EagerLoad& what, Loading how, std::source_location where);
/// Sets NAME_count of each.
void load_count(const Records& records, std::string_view relation, std::source_location where);
void count_lazy_load() noexcept;

/// A key as text, so that keys of different types that mean the same are equal.
[[nodiscard]] std::string key_text(const Value& key);

}  // namespace model
}  // namespace zin
