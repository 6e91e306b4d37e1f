// Rows to be written that own what they hold, for operations that run later.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/query/operand.hpp"
#include "zin/query/row_list.hpp"

namespace zin::query {

/// Takes rows in every form that the writing verbs take. A copy is cheap.
class ZIN_API OwnedRows {
 public:
  OwnedRows() = default;
  OwnedRows(std::initializer_list<Assignment> row) { add({row.begin(), row.size()}); }
  OwnedRows(std::initializer_list<std::initializer_list<Assignment>> rows) {
    for (const auto& row : rows) add({row.begin(), row.size()});
  }
  OwnedRows(const Attributes& row) { add(row); }  // NOLINT(google-explicit-constructor)
  template <detail::RangeOfAttributes R>
  OwnedRows(const R& rows) {  // NOLINT(google-explicit-constructor)
    for (const Attributes& row : rows) add(row);
  }

  /// Fills a list, which views this object.
  void add_to(RowList& list) const;
  void add_to(AssignmentList& list) const;
  /// The columns of the first row as amounts.
  void add_to(AssignmentList& list, bool subtract) const;

 private:
  struct Row;
  void add(std::span<const Assignment> row);
  void add(const Attributes& row);

  std::vector<std::shared_ptr<const Row>> rows_;
};

}  // namespace zin::query
