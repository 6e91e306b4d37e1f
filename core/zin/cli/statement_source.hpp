// The statements of one `zin sql`: of its argument or of standard input.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "zin/sql/splitter.hpp"

namespace zin::cli {

/// Gives statements one by one; of a pipe each as soon as it is complete. [blocks]
class StatementSource {
 public:
  /// The statements of a text.
  StatementSource(std::string_view script, Dialect dialect);
  /// Those that come through a file descriptor, which must outlive the object. `before_read` is
  /// called before it waits for more.
  StatementSource(int descriptor, Dialect dialect, std::function<void()> before_read);

  /// The next one; nothing when there is none. Throws Errc::invalid_argument when the input cannot
  /// be read.
  [[nodiscard]] std::optional<sql::ScriptStatement> next();

 private:
  static constexpr int no_descriptor = -1;
  void read_more();

  sql::Splitter splitter_;
  int descriptor_ = no_descriptor;
  std::function<void()> before_read_;
};

}  // namespace zin::cli
