// The operations of a bulk load: begin, rows, end.
// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include "connection.hpp"
#include "zin/plugin/growth.hpp"

namespace zin::postgres {
namespace {

// Enough for a system call to be cheap, little enough to stay in cache.
constexpr std::size_t piece_bytes = 64U << 10;

std::string name_of(const zin_bulk_target& target) {
  std::string name;
  if (target.schema.len != 0) name = quoted_name(plugin::view(target.schema)) + '.';
  return name += quoted_name(plugin::view(target.table));
}

std::string list_of(const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    if (!list.empty()) list += ", ";
    list += quoted_name(column);
  }
  return list;
}

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out += '\'';
}

std::string literals(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) {
    if (!list.empty()) list += ", ";
    list += literal(text);
  }
  return list;
}

}  // namespace

Task<zin_status> Connection::begin_load(const zin_bulk_target* target) {
  const plugin::Whole<zin_bulk_target> given(target);
  const std::string table = name_of(*given);
  if (table.find('\0') != std::string::npos || given->table.len == 0)
    throw plugin::misuse("a bulk load needs a table's name, without a NUL byte");
  std::vector<std::string> columns;
  for (std::uint32_t i = 0; i < given->ncolumns; ++i)
    columns.emplace_back(plugin::view(given->columns[i]));
  if (!is_idle()) co_await make_idle();
  // INSERT works on views, heeds row security and rules, and refuses to fill a column that is
  // always generated as an identity; COPY does not, or says so too late.
  std::string question =
      "select relkind in ('r', 'p', 'f') and not pg_catalog.row_security_active(oid) and not "
      "relhasrules and not exists (select from pg_catalog.pg_attribute where attrelid = c.oid and "
      "attnum > 0 and attidentity = 'a'";
  if (!columns.empty()) question += " and attname in (" + literals(columns) + ")";
  question +=
      ") from pg_catalog.pg_class c where oid = pg_catalog.to_regclass(" + literal(table) + ")";
  const Result kind = co_await command(std::move(question));
  if (PQntuples(kind.get()) == 1 && std::string_view(PQgetvalue(kind.get(), 0, 0)) != "t")
    throw plugin::unsupported(
        "COPY does not write to views and tables with row security or rules, nor heeds an identity "
        "that is always generated");
  if (columns.empty()) {
    // COPY leaves generated columns out.
    const Result rows = co_await command(
        "select attname from pg_catalog.pg_attribute where attrelid = " + literal(table) +
        "::pg_catalog.regclass and attnum > 0 and not attisdropped and attgenerated = '' "
        "order by attnum");
    for (int i = 0; i < PQntuples(rows.get()); ++i)
      columns.emplace_back(PQgetvalue(rows.get(), i, 0));
  }
  const std::string list = list_of(columns);
  // Described only: that needs no right to read the table.
  co_await describe(unnamed_, "select " + list + " from " + table);
  std::vector<const TypeInfo*> types;
  for (std::uint32_t i = 0; i < unnamed_.columns.size(); ++i)
    types.push_back(unnamed_.columns.type(i));
  const std::uint8_t* const texts = given->ncolumns == 0 ? nullptr : given->texts;
  auto load = std::make_unique<BulkLoad>(std::move(types), texts,
                                         std::string(plugin::view(given->table)), session_is_utc());
  was_in_transaction_ = in_transaction();
  const std::string sql =
      "copy " + table + " (" + list + ") from stdin" + (load->binary() ? " (format binary)" : "");
  wire_.sent(PQsendQuery(wire_.get(), sql.c_str()));
  std::optional<plugin::Failure> failure;
  for (;;) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) break;
    if (PQresultStatus(result.get()) == PGRES_COPY_IN) {
      load_ = std::move(load);
      co_return ZIN_OK;
    }
    failure = failed(result.get(), sql);
    if (failure->status == ZIN_E_CONN_LOST) throw_failure(*failure);
    failure->position = -1;  // the text is the driver's own
  }
  if (!failure) throw wire_.lost("the server did not begin a COPY");
  throw plugin::Failure(*failure);
}

Task<zin_status> Connection::load_rows(const zin_cell* cells, std::uint32_t nrows) {
  std::optional<plugin::Failure> failure;
  for (std::uint32_t row = 0; row < nrows && !failure; ++row) {
    try {
      load_->add(cells + row * load_->width());
    } catch (const plugin::Failure& bad) {
      failure = bad;
    }
    if (load_->data().size() >= piece_bytes) {
      send_piece();
      while (!wire_.flushed()) co_await wire_.more();
    }
  }
  if (!failure) co_return ZIN_OK;
  // The rows before it must not stay.
  co_await end_load(false, nullptr);
  throw plugin::Failure(*failure);
}

void Connection::send_piece() {
  // One row may be longer than libpq's lengths are.
  constexpr std::size_t most = 1U << 30;
  for (std::string_view data = load_->data(); !data.empty();) {
    const std::string_view piece = data.substr(0, most);
    wire_.sent(PQputCopyData(wire_.get(), piece.data(), static_cast<int>(piece.size())));
    data.remove_prefix(piece.size());
  }
  load_->clear();
}

Task<zin_status> Connection::end_load(bool commit, std::int64_t* affected) {
  const std::unique_ptr<BulkLoad> load = std::move(load_);
  wire_.set_stands_alone(commit && !was_in_transaction_);
  if (commit) {
    load->end();
    wire_.sent(
        PQputCopyData(wire_.get(), load->data().data(), static_cast<int>(load->data().size())));
  }
  wire_.sent(PQputCopyEnd(wire_.get(), commit ? nullptr : "the load was abandoned"));
  std::optional<plugin::Failure> failure;
  std::int64_t rows = 0;
  for (;;) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) break;
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
      rows = affected_rows(result.get());
      continue;
    }
    plugin::Failure seen = failed(result.get());
    if (seen.status == ZIN_E_CONN_LOST) throw_failure(std::move(seen));
    seen.row_index = copy_row(result.get(), load->table());
    if (!failure) failure = std::move(seen);
  }
  // An abandoned COPY ends in an error of the server, by design.
  if (commit && failure) throw plugin::Failure(*failure);
  if (affected != nullptr) *affected = rows;
  co_return ZIN_OK;
}

}  // namespace zin::postgres
