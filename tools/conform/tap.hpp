// Test Anything Protocol, version 13.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace zin::conform {

/// Writes to standard output, a line at a time.
class Tap {
 public:
  explicit Tap(std::size_t planned);
  void ok(std::size_t number, std::string_view name);
  void skipped(std::size_t number, std::string_view name, std::string_view reason);
  void not_ok(std::size_t number, std::string_view name, std::string_view message);
  /// Ends the run: nothing that follows can be tested.
  void bail_out(std::string_view reason);

  [[nodiscard]] std::size_t failures() const noexcept { return failures_; }

 private:
  std::size_t failures_ = 0;
};

}  // namespace zin::conform
