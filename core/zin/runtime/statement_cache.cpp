// The order of use of prepared statements.
// SPDX-License-Identifier: MIT
#include "zin/runtime/statement_cache.hpp"

namespace zin::runtime {

PreparedStatement* StatementCache::find_older(std::string_view sql) {
  const auto found = by_sql_.find(sql);
  if (found == by_sql_.end()) return nullptr;
  used_.splice(used_.begin(), used_, found->second);
  return &used_.front();
}

PreparedStatement& StatementCache::keep(PreparedStatement statement) {
  used_.push_front(std::move(statement));
  by_sql_.emplace(used_.front().sql, used_.begin());
  for (auto oldest = used_.end(); used_.size() > capacity_ && oldest != used_.begin();) {
    --oldest;
    if (oldest->in_use || oldest == used_.begin()) continue;
    by_sql_.erase(oldest->sql);
    oldest = used_.erase(oldest);
  }
  return used_.front();
}

void StatementCache::drop(const PreparedStatement& statement) {
  const auto found = by_sql_.find(statement.sql);
  if (found == by_sql_.end() || &*found->second != &statement) return;
  const auto place = found->second;
  by_sql_.erase(found);
  used_.erase(place);
}

void StatementCache::clear() noexcept {
  by_sql_.clear();
  used_.clear();
}

}  // namespace zin::runtime
