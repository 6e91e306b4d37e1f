// The words for what drivers and stores can do.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zin::cli {

/// The names of the bits of ZIN_CAP_* and ZIN_CCAP_*, in their order: "async_fd", "txn"; "bit_63"
/// for one that this build does not know.
[[nodiscard]] std::vector<std::string> capability_names(std::uint64_t capabilities);

}  // namespace zin::cli
