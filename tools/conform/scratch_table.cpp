// CREATE, INSERT, SELECT, DELETE and DROP of the tests' table.
// SPDX-License-Identifier: MIT
#include "scratch_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check.hpp"

namespace zin::conform {

ScratchTable::ScratchTable(Connection& connection)
    : ScratchTable{connection, fmt::format("id {} primary key, v {}", connection.quirks().integer,
                                           connection.quirks().text)} {}

ScratchTable::ScratchTable(Connection& connection, std::string_view columns)
    : connection_{&connection} {
  connection.attempt(fmt::format("drop table {}", name));  // of a test that was killed
  connection.run(fmt::format("create table {} ({})", name, columns));
}

ScratchTable::~ScratchTable() {
  if (!connection_->get()) return;
  try {
    connection_->attempt(fmt::format("drop table {}", name));
  } catch (const Failed&) {  // the test has said what is wrong
  }
}

void ScratchTable::fill(std::int64_t n) {
  for (std::int64_t id = 1; id <= n; ++id) insert(id, fmt::format("v{}", id));
}

void ScratchTable::insert(std::int64_t id, std::string_view text) {
  connection_->run(insert_sql(), {Value::integer(id), Value::text(text)});
}

std::string ScratchTable::insert_sql() const {
  return fmt::format("insert into {} values (?, ?)", name);
}
std::string ScratchTable::select_sql() const {
  return fmt::format("select * from {}{}", name, connection_->quirks().order);
}
std::string ScratchTable::select_one_sql() const {
  return fmt::format("select * from {} where id = ?", name);
}
std::string ScratchTable::delete_sql() const {
  return fmt::format("delete from {} where id = ?", name);
}

std::vector<Row> ScratchTable::rows() const { return connection_->rows(select_sql()); }

std::vector<std::int64_t> ScratchTable::ids() const {
  std::vector<std::int64_t> ids;
  for (const Row& row : rows()) {
    ids.push_back(static_cast<std::int64_t>(row.at(0).canonical().bits));
  }
  return ids;
}

void ScratchTable::require_ids(std::vector<std::int64_t> expected, std::string_view when) const {
  const auto seen = ids();
  require(seen == expected, "{} the table holds the ids [{}], not [{}]", when,
          fmt::join(seen, ", "), fmt::join(expected, ", "));
}

Row row_of(std::int64_t id) { return {Value::integer(id), Value::text(fmt::format("v{}", id))}; }

}  // namespace zin::conform
