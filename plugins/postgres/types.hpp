// What is known of PostgreSQL's types: how each goes over the wire and what its cells are.
// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <string_view>

#include "zin/abi/driver.h"

namespace zin::postgres {

/// The binary form of a type's values, as its send and receive functions have it
/// (src/backend/utils/adt). `native` types are exchanged as text only.
enum class Form : std::uint8_t {
  native,
  text,
  boolean,
  int2,
  int4,
  int8,
  oid,
  float4,
  float8,
  numeric,
  bytes,
  json,
  jsonb,
  uuid,
  date,
  time,
  timestamp,
  timestamptz,
  interval,
  array
};

struct TypeInfo {
  Oid oid = 0;
  Form form = Form::native;
  zin_type type = ZIN_T_NATIVE;       ///< Of its cells.
  std::string_view name{};            ///< pg_type.typname, of an array the element's with [].
  const TypeInfo* element = nullptr;  ///< Of an array.

  /// Whether values can be exchanged in binary.
  [[nodiscard]] bool binary() const noexcept {
    return form == Form::array ? element->binary() : form != Form::native;
  }
};

/// A type that every server has under this Oid; nullptr for all others. [thread-safe]
[[nodiscard]] const TypeInfo* builtin_type(Oid oid) noexcept;

}  // namespace zin::postgres
