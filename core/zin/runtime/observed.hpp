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

/// Gives fn()'s result. Without a listener this costs one test.
template <class Fn>
auto observed(const Observation& observation, const detail::Call& call, Fn fn) {
  const Observer* const observer = observation.observer;
  if (observer == nullptr || !observer->listens()) [[likely]]
    return fn();
  QueryEvent event{.connection = {},
                   .driver = {},
                   .sql = call.sql,
                   .bindings = call.bindings,
                   .intent = call.intent,
                   .where = call.where,
                   .host = observation.host,
                   .role = observation.role};
  observer->starting(event);
  const auto started = std::chrono::steady_clock::now();
  const auto finished = [&](std::uint64_t rows, const Error* error) {
    event.duration = std::chrono::steady_clock::now() - started;
    event.rows = rows;
    event.error = error;
    observer->finished(event);
  };
  auto result = [&] {
    try {
      return fn();
    } catch (const Error& error) {
      finished(0, &error);
      throw;
    }
  }();
  finished(rows_in(result), nullptr);
  return result;
}

}  // namespace zin::runtime
