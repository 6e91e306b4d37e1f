// One shared object that was loaded and stays loaded.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zin::host {

/// Why a file could not be loaded.
struct LoadFailure {
  std::string reason;     ///< The cause in our words, then the dynamic loader's own.
  std::string next_step;  ///< What to do about it.
};

/// A loaded shared object. It is never unloaded, so a Library is a plain value and what it hands
/// out lives until the process ends.
class Library {
 public:
  /// Loads `file`, an absolute path, binding every symbol now and showing none to other libraries.
  /// Runs the constructors of the library and of what it depends on. Throws LoadFailure; what was
  /// mapped until then may stay mapped. [blocks]
  [[nodiscard]] static Library open(const std::filesystem::path& file);

  /// The address of a symbol that this very library exports, not one of those that it depends on;
  /// nullptr if there is none. [thread-safe]
  [[nodiscard]] void* symbol(const char* name) const noexcept;

 private:
  explicit Library(void* handle) noexcept : handle_{handle} {}
  void* handle_;  // of dlopen
};

/// What the dynamic loader's text about `file` means; the text, in English, is part of the reason.
[[nodiscard]] LoadFailure explain_load_failure(const std::filesystem::path& file,
                                               std::string_view loader_text);

}  // namespace zin::host
