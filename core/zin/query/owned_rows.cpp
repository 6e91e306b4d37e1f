// Rows to be written that own what they hold.
// SPDX-License-Identifier: MIT
#include "zin/query/owned_rows.hpp"

#include <deque>
#include <string>

#include "zin/query/query.hpp"

namespace zin::query {

// Assignments view what lies beside them.
struct OwnedRows::Row {
  std::deque<std::string> names;
  std::deque<Raw> raws;
  std::deque<Query> queries;
  std::vector<Assignment> assignments;

  void add(std::string_view name, const Operand& operand) {
    const std::string& column = names.emplace_back(name);
    if (operand.raw() != nullptr) {
      assignments.emplace_back(column, raws.emplace_back(*operand.raw()));
    } else if (operand.query() != nullptr) {
      assignments.emplace_back(column, queries.emplace_back(*operand.query()));
    } else {
      assignments.emplace_back(column, operand.value());
    }
  }
};

void OwnedRows::add(std::span<const Assignment> row) {
  auto owned = std::make_shared<Row>();
  for (const Assignment& each : row) owned->add(each.column, each.operand);
  rows_.push_back(std::move(owned));
}

void OwnedRows::add(const Attributes& row) {
  auto owned = std::make_shared<Row>();
  for (const auto& each : row) owned->add(each.name, Operand{each.value});
  rows_.push_back(std::move(owned));
}

void OwnedRows::add_to(RowList& list) const {
  for (const auto& row : rows_) list.add(row->assignments);
}

void OwnedRows::add_to(AssignmentList& list) const {
  for (const auto& row : rows_) list.add(row->assignments);
}

void OwnedRows::add_to(AssignmentList& list, bool subtract) const {
  for (const auto& row : rows_) {
    for (const Assignment& one : row->assignments) {
      list.add_to(one.column, one.operand, subtract);
    }
  }
}

}  // namespace zin::query
