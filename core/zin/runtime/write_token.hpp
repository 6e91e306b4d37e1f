// A place in the primary's log of writes, by which a later read finds them.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// What Database::write_token() gives behind a write, for Database::with_token(): in another
/// thread, or as text in another process. Good for the servers of one cluster, and until a
/// fail-over that loses writes: no token brings these back. [one thread at a time]; copies are
/// independent.
class ZIN_API WriteToken {
 public:
  /// What a position is written in.
  enum class Kind : unsigned char {
    none,     ///< Nothing to wait for.
    lsn,      ///< PostgreSQL: a place in the write-ahead log, "16/B374D848".
    mariadb,  ///< MariaDB: global transaction ids, "0-1-42,1-7-3".
    mysql,    ///< MySQL: a set of global transaction ids, "3e11fa47-...:1-5".
  };

  /// Empty: a read with it goes to any server.
  WriteToken() = default;
  /// Throws Errc::invalid_argument when `position` is none of that kind.
  WriteToken(Kind kind, std::string position);

  /// The token of to_string()'s text. Throws Errc::invalid_argument for any other.
  [[nodiscard]] static WriteToken parse(std::string_view text);
  /// Printable ASCII without blanks; "" for an empty token.
  [[nodiscard]] std::string to_string() const;

  [[nodiscard]] bool empty() const noexcept { return kind_ == Kind::none; }
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& position() const noexcept { return position_; }

  friend bool operator==(const WriteToken&, const WriteToken&) = default;

 private:
  Kind kind_ = Kind::none;
  std::string position_;
};

}  // namespace zin
