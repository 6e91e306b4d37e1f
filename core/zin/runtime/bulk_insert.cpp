// Bulk inserts: statements with many rows of placeholders, or one row of them and many of values.
// SPDX-License-Identifier: MIT
#include "zin/runtime/bulk_insert.hpp"

#include <algorithm>

namespace zin::runtime {
namespace {

// More rows per statement gain nothing (measured on SQLite), but their values must lie in memory.
constexpr std::size_t most_rows = 128;
// Fewer rows are not worth the round trips that begin and end a load.
constexpr std::size_t fewest_loaded = 32;
// Rows per request where a statement takes many rows of values (measured on MariaDB: from 1,000 on
// it makes no difference).
constexpr std::size_t array_rows = 4096;
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
  if (info.row || rows == 1) info.row = info.row.value_or(0) + bulk.first + first;
  info.message += "; it was among rows " + std::to_string(bulk.first + first) + " to " +
                  std::to_string(bulk.first + first + rows - 1) + " of the bulk insert into " +
                  std::string{bulk.table};
  throw Error(std::move(info));
}

// SQLite binds row after row either way, and a text with many rows is the faster one there.
bool takes_arrays(const Connection& connection) noexcept {
  return connection.can(ZIN_CAP_BULK) && connection.dialect() != Dialect::sqlite;
}

// The rule of the ABI for many rows of values: within a column one type, or NULL.
bool one_type_a_column(const Parameters& parameters, std::size_t columns) noexcept {
  for (std::size_t column = 0; column < columns; ++column) {
    const zin_cell* first = nullptr;
    for (std::size_t at = column; at < parameters.size(); at += columns) {
      const zin_cell& cell = parameters.cells()[at];
      if (cell.type == ZIN_T_NULL) continue;
      if (first == nullptr) first = &cell;
      if (cell.type != first->type || cell.enc != first->enc) return false;
    }
  }
  return true;
}

// Inserts rows from `first` on in one request; false, with nothing done, when their types are
// mixed.
bool insert_array(Connection& connection, const detail::BulkInsert& bulk, detail::Call insert,
                  std::size_t first, std::size_t rows, Parameters& parameters,
                  const std::string& sql) {
  parameters.clear();
  for (std::size_t row = first; row < first + rows; ++row) parameters.add(bulk.row(row));
  if (!one_type_a_column(parameters, bulk.columns.size())) return false;
  insert.sql = sql;
  try {
    connection.execute_rows(insert, parameters, static_cast<std::uint32_t>(rows));
  } catch (const Error& failure) {
    rethrow_with_row(failure, bulk, first, rows);
  }
  return true;
}

// Returns how many rows it has inserted: all, or those before a chunk with mixed types.
std::size_t insert_arrays(Connection& connection, const detail::BulkInsert& bulk,
                          const detail::Call& call) {
  const std::string sql = insert_text(bulk, connection.dialect(), 1);
  Parameters parameters{std::min(array_rows, bulk.rows) * bulk.columns.size()};
  std::size_t done = 0;
  while (done < bulk.rows) {
    const std::size_t rows = std::min(array_rows, bulk.rows - done);
    if (!insert_array(connection, bulk, call, done, rows, parameters, sql)) break;
    bulk.tell(done += rows);
  }
  return done;
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

std::size_t rows_of_one(const Connection& connection, const detail::BulkInsert& bulk) {
  const std::size_t limit =
      connection.server().max_params == 0 ? usual_parameters : connection.server().max_params;
  return std::clamp<std::size_t>(limit / bulk.columns.size(), 1, most_rows);
}

// Arrays where the server takes them; for the rest statements with as many rows of placeholders as
// it takes.
std::uint64_t insert_by_statements(Connection& connection, const detail::BulkInsert& bulk,
                                   const detail::Call& call) {
  const std::size_t done = takes_arrays(connection) ? insert_arrays(connection, bulk, call) : 0;
  const std::size_t chunk = rows_of_one(connection, bulk);
  Parameters parameters{std::min(chunk, bulk.rows) * bulk.columns.size()};
  std::string sql;
  std::size_t sql_rows = 0;
  for (std::size_t first = done; first < bulk.rows; first += chunk) {
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
    bulk.tell(first + rows);
  }
  return bulk.rows;
}

}  // namespace

std::vector<Statement> insert_statements(const Connection& connection,
                                         const detail::BulkInsert& bulk) {
  check_rows(bulk);
  std::vector<Statement> statements;
  const std::size_t chunk = rows_of_one(connection, bulk);
  for (std::size_t first = 0; first < bulk.rows; first += chunk) {
    const std::size_t rows = std::min(chunk, bulk.rows - first);
    Statement statement{.sql = insert_text(bulk, connection.dialect(), rows),
                        .intent = Intent::write};
    statement.bindings.reserve(rows * bulk.columns.size());
    for (std::size_t row = first; row < first + rows; ++row) {
      const std::span<const Value> values = bulk.row(row);
      statement.bindings.insert(statement.bindings.end(), values.begin(), values.end());
    }
    statements.push_back(std::move(statement));
  }
  return statements;
}

std::uint64_t insert_rows(Connection& connection, const detail::BulkInsert& bulk,
                          const detail::Call& call) {
  check_rows(bulk);
  if (bulk.rows >= fewest_loaded) {
    std::optional<std::uint64_t> loaded;
    try {
      loaded = connection.load(bulk, call);
    } catch (const Error& failure) {
      rethrow_with_row(failure, bulk, 0, bulk.rows);
    }
    if (loaded) {
      bulk.tell(bulk.rows);
      return *loaded;
    }
  }
  return insert_by_statements(connection, bulk, call);
}

std::uint64_t insert_without_transaction(Connection& connection, const detail::BulkInsert& bulk,
                                         const detail::Call& call) {
  const std::size_t most = rows_of_one(connection, bulk);
  if (bulk.options.atomic && bulk.rows > most) {
    throw Error(Errc::unsupported,
                "the driver has no transactions, so that more than " + std::to_string(most) +
                    " rows of these columns could be stored by half; insert fewer at a time, or "
                    "say {.atomic = false}");
  }
  return insert_by_statements(connection, bulk, call);
}

}  // namespace zin::runtime
