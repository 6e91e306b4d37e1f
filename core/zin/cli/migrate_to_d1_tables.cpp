// An order that foreign keys allow.
// SPDX-License-Identifier: MIT
#include "zin/cli/migrate_to_d1_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "zin/base/error.hpp"

namespace zin::cli {
namespace {

// What has to be in before it: the tables of its foreign keys that are not written later.
bool is_ready(const D1Table& table, const std::set<std::string>& placed) {
  return std::ranges::all_of(table.after,
                             [&](const std::string& name) { return placed.contains(name); });
}

[[noreturn]] void refuse_ring(const D1ForeignKey& key, std::string_view why) {
  throw Error(
      Errc::unsupported,
      fmt::format("the tables {} and {} refer to each other, or one to itself, by {}, which "
                  "{}; D1 checks foreign keys at the end of each batch: copy with --local, "
                  "where they are checked at the end",
                  key.table, key.target, fmt::join(key.columns, ", "), why));
}

void write_later(D1Table& table, const D1ForeignKey& key) {
  if (!key.nullable) refuse_ring(key, "may not be NULL");
  if (table.key.empty()) refuse_ring(key, "belongs to a table without a primary key");
  for (const std::string& name : key.columns) {
    const auto found = std::ranges::find(table.columns, name, &D1Column::name);
    if (found == table.columns.end()) continue;
    const auto index = static_cast<std::size_t>(found - table.columns.begin());
    if (std::ranges::find(table.key, index) != table.key.end()) {
      refuse_ring(key, "is part of the primary key");
    }
    if (std::ranges::find(table.later, index) == table.later.end()) table.later.push_back(index);
  }
  std::erase(table.after, key.target);
}

}  // namespace

void order_tables(D1Plan& plan, const std::vector<D1ForeignKey>& keys, bool keys_are_checked) {
  std::vector<D1Table> left = std::move(plan.tables);
  plan.tables.clear();
  for (D1Table& table : left) {
    for (const D1ForeignKey& key : keys) {
      const bool known = std::ranges::find(left, key.target, &D1Table::name) != left.end();
      if (key.table != table.name || !known) continue;
      if (key.target != table.name) {
        table.after.push_back(key.target);
      } else if (keys_are_checked) {
        write_later(table, key);
      }
    }
  }
  std::set<std::string> placed;
  while (!left.empty()) {
    auto next =
        std::ranges::find_if(left, [&](const D1Table& table) { return is_ready(table, placed); });
    if (next == left.end()) {
      // A ring: the first table whose keys into it may wait is taken out of it.
      next = left.begin();
      if (keys_are_checked) {
        const auto may_wait = [&](const D1Table& table) {
          return !table.key.empty() && std::ranges::all_of(keys, [&](const D1ForeignKey& key) {
            return key.table != table.name || placed.contains(key.target) || key.nullable ||
                   std::ranges::find(table.after, key.target) == table.after.end();
          });
        };
        const auto found = std::ranges::find_if(left, may_wait);
        if (found != left.end()) next = found;
        for (const D1ForeignKey& key : keys) {
          const bool waits = key.table == next->name && !placed.contains(key.target) &&
                             std::ranges::find(next->after, key.target) != next->after.end();
          if (waits) write_later(*next, key);
        }
      }
    }
    placed.insert(next->name);
    plan.tables.push_back(std::move(*next));
    left.erase(next);
  }
}

}  // namespace zin::cli
