// Bulk inserts as statements with many rows of placeholders.
// SPDX-License-Identifier: MIT
#include "zin/runtime/bulk_insert.hpp"

#include <algorithm>

namespace zin::runtime {
namespace {

// More rows per statement gain nothing (measured on SQLite), but their values must lie in memory.
constexpr std::size_t most_rows = 128;
// Fewer rows are not worth the round trips that begin and end a load.
constexpr std::size_t fewest_loaded = 32;
// What every database takes, for drivers that do not know their limit.
constexpr std::size_t usual_parameters = 999;

std::string insert_text(const detail::BulkInsert& bulk, Dialect dialect, std::size_t rows) {
  std::string sql = "insert into " + quote_identifier(bulk.table, dialect) + " (";
  std::string placeholders = "(";
  for (std::size_t at = 0; at < bulk.columns.size(); ++at) {
    if (at > 0) {
      sql += ", ";
      placeholders += ", ";
    }
    sql += quote_identifier(bulk.columns[at], dialect);
    placeholders += '?';
  }
  placeholders += ')';
  sql += ") values ";
  for (std::size_t row = 0; row < rows; ++row) {
    if (row > 0) sql += ", ";
    sql += placeholders;
  }
  return sql;
}

// The Error with the failing row, as far as it is known, counted over all chunks.
[[noreturn]] void rethrow_with_row(const Error& failure, const detail::BulkInsert& bulk,
                                   std::size_t first, std::size_t rows) {
  ErrorInfo info = failure.info();
  if (info.row || rows == 1) info.row = info.row.value_or(0) + first;
  info.message += "; it was among rows " + std::to_string(first) + " to " +
                  std::to_string(first + rows - 1) + " of the bulk insert into " +
                  std::string{bulk.table};
  throw Error(std::move(info));
}

}  // namespace

void check_rows(const detail::BulkInsert& bulk) {
  if (bulk.columns.empty()) {
    throw Error(Errc::invalid_argument, "insert_many() got no columns; name at least one");
  }
  for (std::size_t row = 0; row < bulk.rows; ++row) {
    const std::size_t width = bulk.row(row).size();
    if (width == bulk.columns.size()) continue;
    throw Error(Errc::invalid_argument, "row " + std::to_string(row) + " of insert_many() has " +
                                            std::to_string(width) + " values for " +
                                            std::to_string(bulk.columns.size()) +
                                            " columns; give one value for each column");
  }
}

namespace {

// Statements with as many rows of placeholders as the server takes.
std::uint64_t insert_by_statements(Connection& connection, const detail::BulkInsert& bulk,
                                   const detail::Call& call) {
  const std::size_t limit =
      connection.server().max_params == 0 ? usual_parameters : connection.server().max_params;
  const std::size_t chunk = std::clamp<std::size_t>(limit / bulk.columns.size(), 1, most_rows);
  Parameters parameters{std::min(chunk, bulk.rows) * bulk.columns.size()};
  std::string sql;
  std::size_t sql_rows = 0;
  for (std::size_t first = 0; first < bulk.rows; first += chunk) {
    const std::size_t rows = std::min(chunk, bulk.rows - first);
    if (rows != sql_rows) sql = insert_text(bulk, connection.dialect(), sql_rows = rows);
    parameters.clear();
    for (std::size_t row = first; row < first + rows; ++row) parameters.add(bulk.row(row));
    detail::Call insert = call;
    insert.sql = sql;
    try {
      connection.execute_rows(insert, parameters, 1);
    } catch (const Error& failure) {
      rethrow_with_row(failure, bulk, first, rows);
    }
  }
  return bulk.rows;
}

}  // namespace

std::uint64_t insert_rows(Connection& connection, const detail::BulkInsert& bulk,
                          const detail::Call& call) {
  check_rows(bulk);
  if (bulk.rows >= fewest_loaded) {
    try {
      if (const auto loaded = connection.load(bulk, call)) return *loaded;
    } catch (const Error& failure) {
      rethrow_with_row(failure, bulk, 0, bulk.rows);
    }
  }
  return insert_by_statements(connection, bulk, call);
}

}  // namespace zin::runtime
