// The columns of a result: what the host is told of them, and how their values are read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client.hpp"
#include "zin/abi/driver.h"

namespace zin::mysql {

/// How a value of the binary protocol is laid out, and what becomes of it ("Binary Protocol Value",
/// MySQL internals manual).
enum class Layout : std::uint8_t {
  i8,
  u8,
  i16,
  u16,
  i32,
  u32,
  i64,
  u64,
  f32,
  f64,
  date,
  time,
  timestamp,    ///< DATETIME.
  timestamptz,  ///< TIMESTAMP; the session's zone is UTC.
  bits,         ///< Big-endian bytes, eight at most.
  view,         ///< Bytes with their length before them, handed out where they lie.
  uuid,         ///< The same, 36 characters that become 16 bytes in their place.
  null
};

/// Copies what it needs: the connector's descriptions die with the next execution.
class Columns {
 public:
  /// Whether `fields` describe what is described here already. What a server says beside the type
  /// does not count: the connector loses it where the server has not sent it again.
  [[nodiscard]] bool fit(const MYSQL_FIELD* fields, std::size_t count) const noexcept;
  void describe(const MYSQL_FIELD* fields, std::size_t count);
  /// Whether the connector's own description of the statement, of which it renews neither names nor
  /// what a server says beside the type, says of `fields` what they say themselves.
  [[nodiscard]] static bool agree(const MYSQL_FIELD* kept, const MYSQL_FIELD* fields,
                                  std::size_t count) noexcept;

  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(columns_.size());
  }
  [[nodiscard]] const zin_column* data() const noexcept {
    return columns_.empty() ? nullptr : columns_.data();
  }
  [[nodiscard]] Layout layout(std::size_t column) const noexcept { return layouts_[column]; }
  [[nodiscard]] zin_type type(std::size_t column) const noexcept { return columns_[column].type; }
  [[nodiscard]] std::string_view name(std::size_t column) const noexcept;

 private:
  struct Shape {
    enum_field_types type;
    unsigned flags, charset, decimals;
    unsigned long length;
  };

  std::vector<zin_column> columns_;
  std::vector<Layout> layouts_;
  std::vector<Shape> shapes_;
  std::string text_;  // names, one behind the other
};

}  // namespace zin::mysql
