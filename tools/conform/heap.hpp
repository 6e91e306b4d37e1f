// How much memory is in use.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace zin::conform {

/// Bytes allocated on the heap now; 0 where the allocator does not tell (AddressSanitizer's).
[[nodiscard]] std::size_t heap_bytes() noexcept;
/// LeakSanitizer found memory that nothing points to any more; false without LeakSanitizer.
[[nodiscard]] bool heap_has_leaks() noexcept;

}  // namespace zin::conform
