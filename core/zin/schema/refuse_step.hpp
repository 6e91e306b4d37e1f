// Refusing a step of a blueprint, with the table and the column named.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "zin/base/errc.hpp"

namespace zin::schema {

/// What a step is about.
struct Place {
  std::string_view table;
  std::string_view column{};  ///< Empty: the table as a whole.
};

/// Throws `table "users", column "email": ` and the text, which says the cause and the next step.
[[noreturn]] void refuse(Errc code, Place place, const std::string& text);

/// A name as messages show it: between double quotes, and a NUL byte as \0.
[[nodiscard]] std::string shown(std::string_view name);

}  // namespace zin::schema
