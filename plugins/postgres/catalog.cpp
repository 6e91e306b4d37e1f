// Reads pg_type.
// SPDX-License-Identifier: MIT
#include "catalog.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace zin::postgres {
namespace {

std::string_view value(const PGresult* rows, int row, int column) {
  return {PQgetvalue(rows, row, column), static_cast<std::size_t>(PQgetlength(rows, row, column))};
}

Oid oid_of(std::string_view text) {
  Oid oid = 0;
  std::from_chars(text.data(), text.data() + text.size(), oid);
  return oid;
}

// Types whose binary form is their text: enums, and what extensions build on text.
bool sends_text(std::string_view function) {
  constexpr std::array names{"enum_send", "textsend", "varcharsend", "bpcharsend", "namesend"};
  return std::ranges::find(names, function) != names.end();
}

}  // namespace

const TypeInfo* Catalog::find(Oid oid) {
  if (const TypeInfo* const builtin = builtin_type(oid)) [[likely]]
    return builtin;
  auto& entry = types_[oid];
  if (!entry) {
    entry = std::make_unique<Entry>();
    entry->info.oid = oid;
    unresolved_.push_back(oid);
  }
  return &entry->info;
}

bool Catalog::knows(Oid oid) const noexcept {
  if (builtin_type(oid) != nullptr) [[likely]]
    return true;
  return types_.contains(oid) && std::ranges::find(unresolved_, oid) == unresolved_.end();
}

std::string Catalog::query(const std::vector<Oid>& oids) {
  // The send function tells the binary form; types without one have none.
  std::string sql =
      "select t.oid, t.typname, t.typtype, t.typelem, t.typbasetype, p.proname "
      "from pg_catalog.pg_type t left join pg_catalog.pg_proc p "
      "on p.oid = t.typsend::pg_catalog.oid where t.oid in (";
  for (std::size_t i = 0; i < oids.size(); ++i) {
    if (i != 0) sql += ',';
    sql += std::to_string(oids[i]);
  }
  return sql += ')';
}

std::vector<Oid> Catalog::learn(const PGresult* rows, const std::vector<Oid>& asked) {
  for (int row = 0; row < PQntuples(rows); ++row) {
    const Oid oid = oid_of(value(rows, row, 0));
    static_cast<void>(find(oid));
    Entry& entry = *types_.at(oid);
    entry.name = value(rows, row, 1);
    const std::string_view kind = value(rows, row, 2);
    const std::string_view sends = value(rows, row, 5);
    if (kind == "d") {
      entry.refers_to = oid_of(value(rows, row, 4));
      entry.domain = true;
    } else if (sends == "array_send") {
      entry.refers_to = oid_of(value(rows, row, 3));
    } else if (sends_text(sends)) {
      entry.info.form = Form::text;
      entry.info.type = ZIN_T_TEXT;
    }
    entry.info.name = entry.name;
  }
  // Those that were asked for are known now, whatever the server said.
  std::erase_if(unresolved_, [&](Oid oid) { return std::ranges::find(asked, oid) != asked.end(); });
  std::vector<Oid> wanted;
  for (const auto& [oid, entry] : types_)
    if (entry->refers_to != 0 && !knows(entry->refers_to)) {
      static_cast<void>(find(entry->refers_to));
      wanted.push_back(entry->refers_to);
    }
  // A domain over a domain, or an array of one, takes as many rounds as it has levels.
  if (wanted.empty())
    for (const auto& [oid, entry] : types_) resolve(*entry);
  return wanted;
}

void Catalog::resolve(Entry& entry) {
  if (entry.refers_to == 0) return;
  const Oid referred = std::exchange(entry.refers_to, 0);
  if (const auto found = types_.find(referred); found != types_.end()) resolve(*found->second);
  const TypeInfo* const other = find(referred);
  if (entry.domain) {
    entry.info.form = other->form;
    entry.info.type = other->type;
    entry.info.element = other->element;
  } else {
    entry.info.form = Form::array;
    entry.info.type = ZIN_T_ARRAY;
    entry.info.element = other;
    if (!other->name.empty()) entry.name = std::string(other->name) + "[]";
    entry.info.name = entry.name;
  }
}

}  // namespace zin::postgres
