// Describes a statement to the host.
// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <charconv>

#include "connection.hpp"

namespace zin::postgres {

void Statement::set_name(std::uint64_t number) noexcept {
  name_ = {'z', 'i', 'n'};
  std::to_chars(name_.data() + 3, name_.data() + name_.size() - 1, number);
}

void Statement::describe(const PGresult* description, Catalog& catalog, std::uint64_t id) {
  params.clear();
  param_columns_.clear();
  for (int i = 0; i < PQnparams(description); ++i) {
    params.push_back(catalog.find(PQparamtype(description, i)));
    param_columns_.push_back(column_of(*params.back()));
  }
  columns.describe(description, catalog);
  columns_id = id;
}

zin_stmt_info Statement::info() noexcept {
  zin_stmt_info info{};
  info.nparams = static_cast<std::uint32_t>(params.size());
  info.ncols = columns.size();
  info.params = param_columns_.empty() ? nullptr : param_columns_.data();
  info.columns = columns.data();
  info.columns_id = columns_id;
  return info;
}

void Statement::close() noexcept { owner_.drop(*this); }

}  // namespace zin::postgres
