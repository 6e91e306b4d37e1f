// What the catalogs of all dialects have in common.
// SPDX-License-Identifier: MIT
#include "zin/schema/catalog.hpp"

#include <algorithm>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/runtime/primary_reads.hpp"

namespace zin::schema {

std::unique_ptr<Catalog> Catalog::of(Session& session) {
  switch (session.dialect()) {
    case Dialect::sqlite:
      return sqlite_catalog(session);
    case Dialect::postgres:
      return postgres_catalog(session);
    case Dialect::mysql:
    case Dialect::mariadb:
      return mysql_catalog(session);
    case Dialect::none:
      break;
  }
  throw Error(
      Errc::unsupported,
      "the driver of this connection speaks no SQL, so that there are no tables to ask for");
}

Rows Catalog::ask(std::string_view sql, std::initializer_list<Value> bindings) {
  return detail::PrimaryReads{session_}.select(sql, bindings);
}

std::optional<TablePlace> Catalog::find(std::string_view sql, const Value& schema,
                                        std::string_view name) {
  const Rows rows = ask(sql, {schema, Value{name}});
  if (rows.empty()) return std::nullopt;
  return TablePlace{rows.front().get<std::string>(0), rows.front().get<std::string>(1)};
}

std::optional<TablePlace> Catalog::find(std::string_view sql, std::string_view name) {
  auto found = find(sql, Value{}, name);
  const auto dot = name.find('.');
  if (!found && dot != std::string_view::npos) {
    found = find(sql, Value{name.substr(0, dot)}, name.substr(dot + 1));
  }
  return found;
}

TableInfo& TableList::add(TablePlace place, Dialect dialect) {
  TableInfo table;
  table.schema = std::move(place.schema);
  table.name = std::move(place.name);
  table.dialect = dialect;
  return tables_.emplace_back(std::move(table));
}

TableInfo* TableList::find(std::string_view schema, std::string_view name) noexcept {
  const auto is_it = [&](const TableInfo& table) {
    return table.name == name && table.schema == schema;
  };
  // All questions give their rows in one order, so that the next table is mostly near.
  for (std::size_t step = 0; step < tables_.size(); ++step) {
    const std::size_t at = (last_ + step) % tables_.size();
    if (!is_it(tables_[at])) continue;
    last_ = at;
    return &tables_[at];
  }
  return nullptr;
}

}  // namespace zin::schema
