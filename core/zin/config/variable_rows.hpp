// The parts that the table of variables is put together from.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "zin/config/variables.hpp"

namespace zin::config {

inline constexpr std::uint64_t day_ms = 86'400'000;
inline constexpr std::uint64_t month_ms = 30 * day_ms;
inline constexpr std::uint64_t ten_years_s = 315'360'000;
inline constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;
inline constexpr std::uint64_t tebibyte = std::uint64_t{1} << 40;

[[nodiscard]] std::span<const Variable> process_rows() noexcept;
[[nodiscard]] std::span<const Variable> connection_rows() noexcept;
[[nodiscard]] std::span<const Variable> cache_rows() noexcept;
[[nodiscard]] std::span<const Variable> plugin_rows() noexcept;

}  // namespace zin::config
