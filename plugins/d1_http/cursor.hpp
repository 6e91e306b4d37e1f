// The results of one execution or batch, in memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "answer.hpp"
#include "scanned_sql.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/operation.hpp"

namespace zin::d1 {

class Connection;
class Statement;

class Cursor {
 public:
  /// What the host is told of one result.
  struct Part {
    ResultSet* set;
    std::int64_t affected;
    zin_cell last_id;
  };

  /// A cursor on the only part; `statement` may be NULL. Of several parts it stands before the
  /// first.
  Cursor(Connection& owner, Statement* statement, std::shared_ptr<Answer> answer,
         std::vector<Part> parts, bool batch);
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  [[nodiscard]] zin_result_info info() const;
  [[nodiscard]] zin_status fetch(std::uint32_t max_rows, const plugin::Operation& op,
                                 zin_rows& rows);
  [[nodiscard]] zin_status next(const plugin::Operation& op) noexcept;
  void close() noexcept;

  /// Where its connection keeps it.
  std::size_t slot = 0;

 private:
  [[nodiscard]] const Part& current() const;

  Connection& owner_;
  Statement* statement_;
  std::shared_ptr<Answer> answer_;
  std::vector<Part> parts_;
  std::size_t at_;  // parts_.size() = behind the last; before the first, one less than 0
  std::uint32_t next_row_ = 0;
  bool batch_;
};

/// What the host is told of `set`, the result of `sql`.
[[nodiscard]] Cursor::Part part_of(const ScannedSql& sql, ResultSet& set);

}  // namespace zin::d1
