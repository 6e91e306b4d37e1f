// The stacks of fibers.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/context/stack_context.hpp>

namespace zin::detail {

/// A stack allocator as Boost.Context asks for: 256 KiB above a page that nobody may touch, so that
/// an overflow is a fault and not a damage. Threads keep some for the next fiber.
class FiberStack {
 public:
  /// Throws std::bad_alloc.
  boost::context::stack_context allocate();
  void deallocate(boost::context::stack_context& stack) noexcept;
};

}  // namespace zin::detail
