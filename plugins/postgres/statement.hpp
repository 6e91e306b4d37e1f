// One prepared statement.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "columns.hpp"
#include "sql_text.hpp"
#include "types.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

class Connection;

/// Made and described by Connection::prepare(); the server knows it by name().
class Statement {
 public:
  explicit Statement(Connection& owner) noexcept : owner_(owner) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  [[nodiscard]] zin_stmt_info info() noexcept;
  /// Ends the life of this object; the server hears of it with a later operation.
  void close() noexcept;

  /// What the answer to Describe says.
  void describe(const PGresult* description, Catalog& catalog, std::uint64_t columns_id);
  /// "" is the server's unnamed statement.
  [[nodiscard]] const char* name() const noexcept { return name_.data(); }
  void set_name(std::uint64_t number) noexcept;

  std::string sql{};
  Verb verb = Verb::none;
  bool changes_session = false;
  std::vector<const TypeInfo*> params{};
  Columns columns{};
  std::uint64_t columns_id = 0;
  bool on_server = false;
  bool gone = false;      ///< The server has forgotten it, or will not run it any more.
  bool executed = false;  ///< With success, so that what it expects was right once.
  bool cursor_open = false;
  std::size_t slot = 0;  ///< Where its connection keeps it.

 private:
  Connection& owner_;
  std::array<char, 24> name_{};
  std::vector<zin_column> param_columns_;
};

}  // namespace zin::postgres
