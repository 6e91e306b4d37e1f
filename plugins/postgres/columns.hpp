// The columns of a result, or of a statement's parameters.
// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <string>
#include <vector>

#include "catalog.hpp"
#include "types.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

class Columns {
 public:
  /// Reads what the server says of a result's columns.
  void describe(const PGresult* result, Catalog& catalog);
  /// One column called `name` whose cells are of `type`.
  void describe_single(const char* name, const TypeInfo& type);
  void clear() noexcept;

  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(types_.size());
  }
  [[nodiscard]] const zin_column* data() const noexcept {
    return columns_.empty() ? nullptr : columns_.data();
  }
  [[nodiscard]] const TypeInfo* type(std::uint32_t column) const noexcept { return types_[column]; }
  /// Whether all of them can be sent in binary: PostgreSQL's driver asks for one form of all.
  [[nodiscard]] bool binary() const noexcept { return binary_; }

 private:
  void add(const std::string& name, const TypeInfo* type, int modifier);

  std::vector<zin_column> columns_;
  std::vector<const TypeInfo*> types_;
  std::vector<std::string> names_;
  bool binary_ = true;
};

/// A column of the ABI for a type.
[[nodiscard]] zin_column column_of(const TypeInfo& type) noexcept;

}  // namespace zin::postgres
