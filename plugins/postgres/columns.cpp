// Describes columns to the host.
// SPDX-License-Identifier: MIT
#include "columns.hpp"

#include "zin/plugin/text_view.hpp"

namespace zin::postgres {

zin_column column_of(const TypeInfo& type) noexcept {
  zin_column column{};
  column.struct_size = sizeof column;
  column.native_type = type.oid;
  column.native_type_name = plugin::str(type.name);
  column.type = type.type;
  column.nullable = 2;
  return column;
}

void Columns::clear() noexcept {
  columns_.clear();
  types_.clear();
  names_.clear();
  binary_ = true;
}

void Columns::add(const std::string& name, const TypeInfo* type, int modifier) {
  names_.push_back(name);
  types_.push_back(type);
  binary_ = binary_ && type->binary();
  zin_column column = column_of(*type);
  column.name = plugin::str(names_.back());
  // atttypmod: numeric packs both (numeric.c), varchar counts its own four bytes, -1 is none.
  if (type->form == Form::numeric && modifier >= 4) {
    column.precision = static_cast<std::uint32_t>(modifier - 4) >> 16 & 0xFFFFu;
    column.scale = static_cast<std::uint16_t>((modifier - 4) & 0x7FF);
  } else if (type->form == Form::text && modifier >= 4) {
    column.precision = static_cast<std::uint32_t>(modifier - 4);
  }
  columns_.push_back(column);
}

void Columns::describe(const PGresult* result, Catalog& catalog) {
  clear();
  const int size = PQnfields(result);
  names_.reserve(static_cast<std::size_t>(size));  // the views into them stay
  for (int i = 0; i < size; ++i)
    add(PQfname(result, i), catalog.find(PQftype(result, i)), PQfmod(result, i));
}

void Columns::describe_single(const char* name, const TypeInfo& type) {
  clear();
  names_.reserve(1);
  add(name, &type, -1);
}

}  // namespace zin::postgres
