// What all kinds of pages have in common.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace zin::query {

/// Throws Errc::invalid_argument for pages of no rows, and for numbers of pages below 1.
void check_page(std::int64_t per_page, std::int64_t page);
/// One row more than a page has, which tells whether there is a next one.
[[nodiscard]] std::int64_t one_more(std::int64_t per_page) noexcept;

}  // namespace zin::query
