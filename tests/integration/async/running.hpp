// Runs coroutines to their end, with a bound on how long they may take.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <optional>

#include "../behaviour/place.hpp"
#include "zin/async.hpp"

namespace zin::test {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// Runs them at once on one thread; what the first one throws goes to the caller.
template <class... Fns>
void run_all(Fns... fns) {
  asio::io_context context;
  std::exception_ptr failure;
  const auto spawn = [&](auto fn) {
    asio::co_spawn(context, std::move(fn), [&failure](std::exception_ptr error) {
      if (error && !failure) failure = error;
    });
  };
  (spawn(std::move(fns)), ...);
  context.run_for(60s);
  BOOST_REQUIRE_MESSAGE(context.stopped(), "the coroutines have not ended within 60 s");
  if (failure) std::rethrow_exception(failure);
}

/// The code of the Error that `awaitable` throws.
template <class T>
asio::awaitable<std::optional<Errc>> code_of(asio::awaitable<T> awaitable) {
  try {
    co_await std::move(awaitable);
  } catch (const Error& error) {
    co_return error.code();
  }
  co_return std::nullopt;
}

}  // namespace zin::test
