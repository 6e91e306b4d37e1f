// What a blueprint says of one column.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/base/value.hpp"
#include "zin/schema/index_definition.hpp"

namespace zin::schema {

/// What a column holds, whatever a dialect calls it.
enum class ColumnType : std::uint8_t {
  none,  ///< Not said: refused when it is compiled.
  char_,
  string,
  tiny_text,
  text,
  medium_text,
  long_text,
  tiny_integer,
  small_integer,
  medium_integer,
  integer,
  big_integer,
  float_,
  double_,
  decimal,
  boolean,
  enum_,
  set,
  json,
  jsonb,
  date,
  date_time,
  date_time_tz,
  time,
  time_tz,
  timestamp,
  timestamp_tz,
  year,
  binary,
  uuid,
  ip_address,
  mac_address,
  geometry,
  geography,
  vector,
  tsvector,
  raw,  ///< ColumnDefinition::definition, as it is.
};

/// The verb of a blueprint that makes it: "big_integer", "char_". [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(ColumnType type) noexcept;
/// tiny_integer to big_integer.
[[nodiscard]] constexpr bool is_integer(ColumnType type) noexcept {
  return type >= ColumnType::tiny_integer && type <= ColumnType::big_integer;
}

/// SQL that goes into the text as it is.
struct SqlExpression {
  std::string sql;
  friend bool operator==(const SqlExpression&, const SqlExpression&) = default;
};

/// What a row gets that does not say: a value (NULL too), which is quoted, or an expression.
using DefaultValue = std::variant<Value, SqlExpression>;

/// A column's own wish for an index.
struct ColumnIndex {
  IndexKind kind = IndexKind::index;
  std::string name{};  ///< Empty: the conventional one.
  bool drop = false;   ///< It is to go: `unique(false)` beside `change()`.
  friend bool operator==(const ColumnIndex&, const ColumnIndex&) = default;
};

/// One column. Fields that a dialect has no word for and that do not change what is stored are left
/// out of its text (`unsigned_`, `after`, `first`, `comment`, `charset`); others are refused.
struct ColumnDefinition {
  std::string name;
  ColumnType type = ColumnType::none;

  // What goes with the type.
  std::optional<std::uint32_t> length{};  ///< char_, string: characters; binary: bytes.
  bool fixed = false;                     ///< binary: all values have that length.
  std::optional<std::uint32_t>
      precision{};                     ///< Digits: of float_ in bits, of times behind the second.
  std::uint32_t total = 0;             ///< decimal: all digits.
  std::uint32_t places = 0;            ///< decimal: those behind the point.
  std::vector<std::string> allowed{};  ///< enum_, set: the values, in order.
  std::string subtype{};               ///< geometry, geography: "point" ..; empty: any.
  std::uint32_t srid = 0;              ///< geometry, geography: 0: not said.
  std::uint32_t dimensions = 0;        ///< vector: 0: any.
  std::string definition{};            ///< raw: the type as the dialect writes it.

  // Modifiers.
  std::optional<bool> nullable{};  ///< Not said: not null; of a generated column, what it gives.
  std::optional<DefaultValue> default_value{};
  bool unsigned_ = false;
  bool auto_increment = false;         ///< Also the primary key, unless another one is said.
  std::optional<std::int64_t> from{};  ///< auto_increment: the first value.
  /// Empty in Blueprint::commands(), where each is a command of its own.
  std::vector<ColumnIndex> indexes{};
  std::string after{};  ///< The column behind which it is placed; empty: not said.
  bool first = false;   ///< Placed in front of all others.
  std::optional<std::string> comment{};
  std::string collation{};                 ///< Empty: that of the table.
  std::string charset{};                   ///< Empty: that of the table.
  bool use_current = false;                ///< The default is the time, date or year of the insert.
  bool use_current_on_update = false;      ///< Each update sets it anew.
  std::optional<std::string> stored_as{};  ///< Generated and stored: the expression.
  std::optional<std::string> virtual_as{};  ///< Generated when it is read: the expression.
  bool invisible = false;                   ///< No part of `select *`.
  /// PostgreSQL's identity instead of a serial: its sequence's options, which may be empty.
  std::optional<std::string> generated_as{};
  bool always = false;  ///< generated_as: `always` instead of `by default`.

  // How it is changed.
  bool change = false;   ///< The column is there and becomes this, in all that is said here.
  std::string using_{};  ///< PostgreSQL: the expression that converts what is stored.
  bool instant = false;  ///< MySQL: algorithm=instant.
  std::string lock{};    ///< MySQL: none, shared, default, exclusive; empty: not said.

  [[nodiscard]] bool is_generated() const noexcept {
    return stored_as.has_value() || virtual_as.has_value();
  }
  friend bool operator==(const ColumnDefinition&, const ColumnDefinition&) = default;
};

}  // namespace zin::schema
