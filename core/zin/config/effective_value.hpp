// One setting as it is in force, for people to look at.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace zin {

/// A variable, the value that counts and who set it. Never holds a secret.
struct EffectiveValue {
  /// "process", "connection reports", "store default" or "plugins".
  std::string group{};
  /// The variable that was read, or the one to set: "DB_REPORTS_PORT".
  std::string variable{};
  /// As one would write it; a secret that is set is "***", one that is not is "".
  std::string value{};
  /// "environment", ".env line 3", "DATABASE_URL (environment)", "default", "in code".
  std::string origin{};
  bool secret = false;

  bool operator==(const EffectiveValue&) const = default;
};

}  // namespace zin
