// Reading zin_column, whose size is the driver's.
// SPDX-License-Identifier: MIT
#include "zin/runtime/result_columns.hpp"

#include "zin/host/abi_text.hpp"

namespace zin::runtime {
namespace {

using detail::ColumnSet;
using detail::Ref;

Column column_of(const zin_column* given) {
  Column column;
  column.name = host::text_of(given->name);
  column.table = host::text_of(given->table);
  column.native_type = host::text_of(given->native_type_name);
  if (ZIN_HAS(given, zin_column, type)) column.type = static_cast<Type>(given->type);
  if (ZIN_HAS(given, zin_column, nullable) && given->nullable < 2) {
    column.nullable = given->nullable == 1;
  }
  if (ZIN_HAS(given, zin_column, scale)) column.scale = given->scale;
  if (ZIN_HAS(given, zin_column, precision)) column.precision = given->precision;
  if (ZIN_HAS(given, zin_column, flags)) {
    column.is_unsigned = (given->flags & ZIN_COL_UNSIGNED) != 0;
  }
  return column;
}

}  // namespace

Ref<const ColumnSet> columns_of(const zin_result_info& info) {
  std::vector<Column> columns;
  columns.reserve(info.ncols);
  for (std::uint32_t at = 0; at < info.ncols; ++at) {
    // The driver's own size of the struct is the stride.
    columns.push_back(column_of(
        reinterpret_cast<const zin_column*>(reinterpret_cast<const char*>(info.columns) +
                                            std::size_t{at} * info.columns->struct_size)));
  }
  return Ref<const ColumnSet>{new ColumnSet(std::move(columns))};
}

const Ref<const ColumnSet>& no_columns() {
  // Leaked on purpose: results may outlive static objects.
  static const auto* const none = new Ref<const ColumnSet>{new ColumnSet({})};
  return *none;
}

}  // namespace zin::runtime
