// From the catalogs to what is asked for, in one order.
// SPDX-License-Identifier: MIT
#include "zin/schema/inspection.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "zin/schema/catalog.hpp"

namespace zin::schema {
namespace {

void sort_parts(TableInfo& table) {
  std::ranges::stable_sort(table.indexes, {}, [](const IndexInfo& index) {
    return std::tuple<bool, std::string_view>{!index.primary, index.name};
  });
  std::ranges::stable_sort(table.foreign_keys, [](const auto& a, const auto& b) {
    return std::tie(a.name, a.columns) < std::tie(b.name, b.columns);
  });
  std::ranges::stable_sort(table.checks, [](const auto& a, const auto& b) {
    return std::tie(a.name, a.expression) < std::tie(b.name, b.expression);
  });
}

template <class List>
List sorted(List list) {
  std::ranges::stable_sort(list, [](const auto& a, const auto& b) {
    return std::tie(a.schema, a.name) < std::tie(b.schema, b.name);
  });
  return list;
}

std::vector<TableInfo> tables_of(Catalog& catalog) {
  std::vector<TableInfo> tables = sorted(catalog.tables(nullptr));
  std::ranges::for_each(tables, sort_parts);
  return tables;
}

}  // namespace

Snapshot inspect(Session& session) {
  const auto catalog = Catalog::of(session);
  Snapshot snapshot{.dialect = session.dialect()};
  snapshot.tables = tables_of(*catalog);
  snapshot.views = sorted(catalog->views());
  snapshot.triggers = catalog->triggers();
  std::ranges::stable_sort(snapshot.triggers, [](const TriggerInfo& a, const TriggerInfo& b) {
    return std::tie(a.schema, a.name, a.table) < std::tie(b.schema, b.name, b.table);
  });
  snapshot.sequences = sorted(catalog->sequences());
  snapshot.types = sorted(catalog->types());
  return snapshot;
}

std::vector<TableInfo> tables(Session& session) { return tables_of(*Catalog::of(session)); }

std::vector<std::string> table_names(Session& session) {
  std::vector<std::string> names;
  for (const TablePlace& place : Catalog::of(session)->table_places()) {
    names.push_back(place.schema.empty() ? place.name : place.schema + '.' + place.name);
  }
  return names;
}

std::vector<ViewInfo> views(Session& session) { return sorted(Catalog::of(session)->views()); }

std::optional<TableInfo> table(Session& session, std::string_view name) {
  const auto catalog = Catalog::of(session);
  const auto place = catalog->find_table(name);
  if (!place) return std::nullopt;
  std::vector<TableInfo> found = catalog->tables(&*place);
  if (found.empty()) return std::nullopt;  // dropped meanwhile
  sort_parts(found.front());
  return std::move(found.front());
}

bool has_table(Session& session, std::string_view name) {
  return Catalog::of(session)->find_table(name).has_value();
}

bool has_view(Session& session, std::string_view name) {
  return Catalog::of(session)->find_view(name).has_value();
}

bool has_column(Session& session, std::string_view table, std::string_view column) {
  const auto catalog = Catalog::of(session);
  auto place = catalog->find_table(table);
  if (!place) place = catalog->find_view(table);
  return place && catalog->has_column(*place, column);
}

bool has_index(Session& session, std::string_view table, std::string_view index) {
  const auto found = schema::table(session, table);
  return found && found->index(index) != nullptr;
}

}  // namespace zin::schema
