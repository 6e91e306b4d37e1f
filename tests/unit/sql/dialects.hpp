// The dialects that speak SQL.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/sql/dialect.hpp"

inline constexpr zin::Dialect sql_dialects[] = {zin::Dialect::sqlite, zin::Dialect::postgres,
                                                zin::Dialect::mysql, zin::Dialect::mariadb};
