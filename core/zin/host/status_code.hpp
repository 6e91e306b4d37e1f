// Which Errc a driver's failure is.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/base/errc.hpp"

namespace zin::host {

/// What the caller was about when the driver failed; it decides between codes.
enum class Doing : std::uint8_t {
  configure,  ///< conn_new: the options were handed over.
  connect,
  commit,  ///< Its lost answer is Errc::in_doubt. A batch or statement that commits by itself is
           ///< not meant.
  other,
};

/// What a driver said of a failure, checked: nothing in it can be out of its range.
struct Failure {
  zin_status status = ZIN_E_ERROR;  ///< What the function returned.
  zin_category category = ZIN_CAT_UNKNOWN;
  std::uint32_t flags = 0;
  std::int64_t native_code = 0;
  std::string_view sqlstate{};    ///< Five of [0-9A-Z], or empty.
  bool names_column = false;      ///< error_detail named a column ...
  bool names_constraint = false;  ///< ... or a constraint
};

/// The most exact code: facts about the connection first (lost, timed out, cancelled), then
/// SQLSTATE, then the category, then the status. [thread-safe]
[[nodiscard]] Errc errc_of(const Failure& failure, Doing doing) noexcept;

}  // namespace zin::host
