// Binary where the type is known, text otherwise.
// SPDX-License-Identifier: MIT
#include "parameters.hpp"

#include <libpq-fe.h>

#include <string>

#include "cell_text.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::postgres {
namespace {

constexpr int text_format = 0, binary_format = 1;
constexpr std::uint32_t most_parameters = 65535;

[[noreturn, gnu::cold]] void rethrow_for(plugin::Failure& failure, std::uint32_t index) {
  failure.message = "parameter " + std::to_string(index + 1) + ": " + failure.message;
  throw failure;
}

}  // namespace

std::uint32_t max_parameters() noexcept {
  const int version = PQlibVersion();
  return version >= 150020 && version < 160000 ? most_parameters : 7498;
}

void Parameters::start(std::uint32_t n) {
  if (n > most_parameters) throw_bad_value("PostgreSQL takes at most 65535 parameters");
  arena_.clear();
  values_.resize(n);
  lengths_.resize(n);
  formats_.resize(n);
}

void Parameters::set_text(std::uint32_t index, const zin_cell& cell) {
  const std::string_view text = text_of(cell, arena_);
  // libpq would end it there.
  if (text.find('\0') != std::string_view::npos) throw_bad_value("a text holds a 0 byte");
  values_[index] = text.data();
  lengths_[index] = static_cast<int>(text.size());
  formats_[index] = text_format;
}

void Parameters::bind(const TypeInfo* const* types, const zin_cell* cells, std::uint32_t n,
                      const Encoding& how) {
  start(n);
  std::uint32_t i = 0;
  try {
    for (; i < n; ++i) {
      values_[i] = nullptr;
      formats_[i] = binary_format;
      if (cells[i].type == ZIN_T_NULL) continue;
      const auto wire = encode(cells[i], *types[i], how, arena_);
      if (!wire) {
        set_text(i, cells[i]);
        continue;
      }
      values_[i] = wire->data() == nullptr ? "" : wire->data();  // NULL would be a NULL
      lengths_[i] = static_cast<int>(wire->size());
      if (wire->size() > 0x3FFFFFFFu) throw_bad_value("a value has more than 1 GiB");
    }
  } catch (plugin::Failure& failure) {
    rethrow_for(failure, i);
  }
}

void Parameters::bind_texts(const zin_cell* cells, std::uint32_t n) {
  start(n);
  std::uint32_t i = 0;
  try {
    for (; i < n; ++i) {
      values_[i] = nullptr;
      formats_[i] = text_format;
      if (cells[i].type != ZIN_T_NULL) set_text(i, cells[i]);
    }
  } catch (plugin::Failure& failure) {
    rethrow_for(failure, i);
  }
}

void check_rows(const zin_cell* params, std::uint32_t nparams, std::uint32_t nrows) {
  std::vector<zin_type> types(nparams, ZIN_T_NULL);
  for (std::uint32_t row = 0; row < nrows; ++row) {
    for (std::uint32_t i = 0; i < nparams; ++i) {
      const zin_type type = params[std::size_t{row} * nparams + i].type;
      if (type == ZIN_T_NULL || type == types[i]) continue;
      if (types[i] != ZIN_T_NULL) {
        plugin::Failure failure =
            plugin::misuse("parameter " + std::to_string(i + 1) +
                           " changes its type from row to row: give one type, or NULL");
        failure.row_index = row;
        throw failure;
      }
      types[i] = type;
    }
  }
}

}  // namespace zin::postgres
