// Which threads run which event loops.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/export.hpp"

namespace zin::detail {

/// Notes that this thread runs `context`: what waits there goes on on it. Cheap when said again.
/// [thread-safe]
ZIN_API void note_runner(const void* context) noexcept;
/// Whether this thread runs `context`, and no other that is known.
[[nodiscard]] bool is_only_runner(const void* context) noexcept;
/// The context has ended.
ZIN_API void forget_runners(const void* context) noexcept;

}  // namespace zin::detail
