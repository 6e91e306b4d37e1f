// A session that takes blueprints as they are, instead of their SQL.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/export.hpp"

namespace zin {

class Blueprint;

namespace schema {

/// A Session that is this too is handed each blueprint by MigrationSchema, which then compiles and
/// runs nothing: who derives the way back or prints a plan is one.
class ZIN_API BlueprintSink {
 public:
  BlueprintSink() = default;
  BlueprintSink(const BlueprintSink&) = delete;
  BlueprintSink& operator=(const BlueprintSink&) = delete;
  virtual ~BlueprintSink();

  /// The blueprint dies with the call; it has not been checked for a dialect.
  virtual void take(const Blueprint& blueprint) = 0;
};

}  // namespace schema
}  // namespace zin
