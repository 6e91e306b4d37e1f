// What a module that was compiled against these headers must share with the library.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "zin/base/attributes.hpp"
#include "zin/base/error.hpp"
#include "zin/base/value.hpp"
#include "zin/migrate/migration.hpp"
#include "zin/query/query.hpp"
#include "zin/runtime/rows.hpp"
#include "zin/runtime/session.hpp"
#include "zin/schema/blueprint.hpp"

namespace zin::detail {

/// A number that changes when the layout of a type that a migration uses does, or the standard
/// library's ABI. Computed on both sides, by the headers of each.
constexpr std::uint64_t layout_stamp() noexcept {
  std::uint64_t stamp = 14695981039346656037ULL;  // FNV-1a, 64 bits
  for (const std::size_t part :
       {sizeof(Session), sizeof(Migration), sizeof(Value), sizeof(Error), sizeof(ErrorInfo),
        sizeof(Attributes), sizeof(Rows), sizeof(Row), sizeof(Query), sizeof(Blueprint),
        sizeof(DialectTraits), alignof(Value), alignof(Query), sizeof(long double),
        std::size_t{_GLIBCXX_USE_CXX11_ABI}}) {
    stamp = (stamp ^ part) * 1099511628211ULL;
  }
  return stamp;
}

}  // namespace zin::detail
