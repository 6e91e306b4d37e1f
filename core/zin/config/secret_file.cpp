// Reads a secret and says what is wrong with its file, never what is in it.
// SPDX-License-Identifier: MIT
#include "zin/config/secret_file.hpp"

#include <fmt/format.h>

#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/text_file.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

std::string read_secret(const std::string& path, std::string_view setting) {
  constexpr std::size_t largest_secret = 64 * 1024;
  const auto refuse = [&](std::string_view problem) {
    throw Error{Errc::invalid_config,
                fmt::format("{}: file '{}' {}; it must hold the secret on one line", setting,
                            shown(path), problem)};
  };
  TextFile file = read_text_file(path, largest_secret);
  if (!file.problem.empty()) refuse(file.problem);
  std::string& secret = file.text;
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) refuse("is empty");
  if (secret.find('\0') != std::string::npos) refuse("holds a NUL byte");
  if (secret.find('\n') != std::string::npos) refuse("has several lines");
  return std::move(secret);
}

std::string read_password(const DatabaseConfig& config) {
  if (config.password_file.empty()) return config.password;
  return read_secret(config.password_file, "password_file (DB_PASSWORD_FILE)");
}

}  // namespace zin::config
