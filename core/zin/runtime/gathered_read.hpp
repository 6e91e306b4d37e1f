// A read that may share its round trip with others.
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <source_location>
#include <utility>

#include "zin/runtime/rows.hpp"
#include "zin/sql/statement.hpp"

namespace zin::detail {

/// Belongs to whoever asks; must live until told() was called.
class GatheredRead {
 public:
  GatheredRead(Statement what, std::source_location at) : statement(std::move(what)), where(at) {}
  GatheredRead(const GatheredRead&) = delete;
  GatheredRead& operator=(const GatheredRead&) = delete;

  /// `rows` or `error` stands now. Called once, on a thread of the loop of one of those that
  /// share the round trip, outside of fibers. May destroy the object.
  virtual void told() noexcept = 0;

  const Statement statement;
  const std::source_location where;
  Rows rows;
  std::exception_ptr error;

 protected:
  ~GatheredRead() = default;
};

}  // namespace zin::detail
