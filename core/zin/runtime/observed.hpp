// Tells an observer of a call before and behind it.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

#include "zin/base/error.hpp"
#include "zin/runtime/observer.hpp"
#include "zin/runtime/session.hpp"

namespace zin::runtime {

/// The rows that an event counts.
inline std::uint64_t rows_in(const Rows& rows) { return rows.size(); }
inline std::uint64_t rows_in(const ExecuteResult& result) { return result.affected; }
inline std::uint64_t rows_in(const RowStream&) { return 0; }
inline std::uint64_t rows_in(std::uint64_t affected) { return affected; }

/// One call of which a listener hears. Views what `call` does.
class ObservedCall {
 public:
  /// Tells that it begins. Requires: observation.observer. Throws what a listener throws.
  ObservedCall(const Observation& observation, const detail::Call& call)
      : observer_(observation.observer),
        event_{.connection = {},
               .driver = {},
               .sql = call.sql,
               .bindings = call.bindings,
               .intent = call.intent,
               .where = call.where,
               .host = observation.host,
               .role = observation.role} {
    observer_->starting(event_);
    started_ = std::chrono::steady_clock::now();
  }
  /// Tells how it ended. Throws what a listener throws.
  void finish(std::uint64_t rows, const Error* error) {
    event_.duration = std::chrono::steady_clock::now() - started_;
    event_.rows = rows;
    event_.error = error;
    observer_->finished(event_);
  }

 private:
  const Observer* observer_;
  QueryEvent event_;
  std::chrono::steady_clock::time_point started_;
};

[[nodiscard]] inline bool is_observed(const Observation& observation) noexcept {
  return observation.observer != nullptr && observation.observer->listens();
}

/// Gives fn()'s result. Without a listener this costs one test.
template <class Fn>
auto observed(const Observation& observation, const detail::Call& call, Fn fn) {
  if (!is_observed(observation)) [[likely]]
    return fn();
  ObservedCall told{observation, call};
  auto result = [&] {
    try {
      return fn();
    } catch (const Error& error) {
      told.finish(0, &error);
      throw;
    }
  }();
  told.finish(rows_in(result), nullptr);
  return result;
}

}  // namespace zin::runtime
