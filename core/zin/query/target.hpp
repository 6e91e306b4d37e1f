// Where a query runs: a session, or the name of a connection.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"
#include "zin/runtime/resolver.hpp"
#include "zin/runtime/session.hpp"

namespace zin::query {

/// Found when the query runs, so that a query may be made before its connection.
class ZIN_API Target {
 public:
  /// None.
  Target() = default;
  /// `session` must live when the query runs.
  explicit Target(Session& session) noexcept : session_(&session) {}
  /// The same; one that has ended is found out when the query runs: Errc::closed.
  [[nodiscard]] static Target watching(Session& session);
  /// A connection of `resolver`, or of the process without one.
  explicit Target(std::string_view connection, ConnectionResolver* resolver = nullptr)
      : resolver_(resolver), connection_(connection), named_(true) {}

  /// Throws Errc::unknown_connection, listing the known ones, or Errc::invalid_argument when there
  /// is none to run on.
  [[nodiscard]] Session& session() const;
  /// Where its name is looked up; nullptr: in the process.
  [[nodiscard]] ConnectionResolver* resolver() const noexcept { return resolver_; }

 private:
  Session* session_ = nullptr;
  std::shared_ptr<const std::atomic<bool>> open_;  // nullptr: nobody asks
  ConnectionResolver* resolver_ = nullptr;
  std::string connection_;
  bool named_ = false;
};

}  // namespace zin::query
