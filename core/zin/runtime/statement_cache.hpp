// The prepared statements of one connection, the least recently used leaving first.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "zin/host/driver_connection.hpp"
#include "zin/runtime/column.hpp"

namespace zin::runtime {

/// A statement as it was prepared, and what is worth keeping of its results.
struct PreparedStatement {
  std::string sql;   ///< As the application wrote it: the key.
  std::string text;  ///< With the driver's placeholders; only for drivers that prepare nothing.
  host::StatementHandle handle{nullptr, {}};
  std::uint32_t parameters = 0;
  bool in_use = false;  ///< A cursor is open on it.
  std::uint64_t columns_id = 0;
  detail::Ref<const detail::ColumnSet> columns{};
};

/// [one thread at a time]
class StatementCache {
 public:
  /// Keeps up to `capacity` statements; 0 = none.
  explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}

  /// The statement of exactly this text, which becomes the most recently used; else nullptr.
  [[nodiscard]] PreparedStatement* find(std::string_view sql) {
    if (!used_.empty() && used_.front().sql == sql) return &used_.front();
    return find_older(sql);
  }
  /// Keeps it, and closes the oldest that is not in use when there are too many. Requires: its
  /// text is not in the cache, and capacity() > 0.
  PreparedStatement& keep(PreparedStatement statement);
  /// Forgets and closes one.
  void drop(const PreparedStatement& statement);
  void clear() noexcept;
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] std::size_t size() const noexcept { return used_.size(); }

 private:
  using Used = std::list<PreparedStatement>;
  PreparedStatement* find_older(std::string_view sql);

  std::size_t capacity_;
  Used used_;  // the most recent one first
  std::unordered_map<std::string_view, Used::iterator> by_sql_;
};

}  // namespace zin::runtime
