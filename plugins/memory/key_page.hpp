// Keys that were copied out of a shard.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/cache.h"

namespace zin::memory {

/// Owns the texts that it views.
class KeyPage {
 public:
  void add(std::string_view key);
  /// The views, once all are added; they live as long as the page, and move with it.
  [[nodiscard]] const std::vector<zin_str>& keys();

  std::string resume;  ///< Of the next page; empty: there is none.

 private:
  std::string texts_;
  std::vector<std::size_t> ends_;
  std::vector<zin_str> keys_;
};

}  // namespace zin::memory
