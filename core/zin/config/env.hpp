// Where variables come from: the process environment, then a .env file that never overrides it.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// A variable that somebody set.
struct FoundVariable {
  std::string name{};
  std::string value{};
  /// "environment" or ".env line 3".
  std::string origin{};

  bool operator==(const FoundVariable&) const = default;
};

/// A snapshot of all variables. Later changes of the environment or the file are not seen.
/// [thread-safe] once it is made.
class ZIN_API Environment {
 public:
  using Variables = std::map<std::string, std::string, std::less<>>;

  /// The variables of this process and the .env file that ZIN_ENV_FILE names, else `.env` in the
  /// working folder if there is one. In a setuid process no file is read: its name or the working
  /// folder are the caller's choice.
  /// Throws Errc::invalid_config when the file is malformed, cannot be read or, being named by
  /// ZIN_ENV_FILE, does not exist.
  /// Requires: no other thread changes the environment meanwhile. [blocks]
  static Environment from_process();
  /// The same over given variables and a given working folder: for tests and for hosts with an
  /// environment of their own. `secure` = behave as in a setuid process. [blocks]
  static Environment from(Variables variables, std::string_view folder = ".", bool secure = false);

  /// The variable of that name, also when its value is empty: an empty variable of the process
  /// hides the file's. Nothing when nobody set it.
  [[nodiscard]] std::optional<FoundVariable> find(std::string_view name) const;
  /// Whether the process runs with other rights than its caller's (setuid, file capabilities), as
  /// secure_getenv sees it: variables that choose files and code are then ignored.
  [[nodiscard]] bool secure() const noexcept { return secure_; }
  /// The working folder that it was made for: "." for the process's own.
  [[nodiscard]] const std::string& folder() const noexcept { return folder_; }

 private:
  Environment() = default;
  void read_file();

  Variables process_;
  std::map<std::string, FoundVariable, std::less<>> file_;
  std::string folder_;
  bool secure_ = false;
};

}  // namespace zin
