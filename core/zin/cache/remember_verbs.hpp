// remember() and flexible(): making a value once. Included by cache_verbs.hpp.
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <memory>
#include <utility>

#include "zin/cache/cache_verbs.hpp"  // IWYU pragma: keep

namespace zin {

namespace detail {

/// Carries the task out.
template <class T, class Fn>
T make_value(Computation& task, Fn& make) {
  try {
    T value = make();
    task.finish(CacheCodec<T>::encode(value));
    return value;
  } catch (...) {
    task.fail(std::current_exception());
    throw;
  }
}

/// What the computation says, making it where that is to be done here.
template <class T, class Fn>
T value_of(Computation& found, Fn& make) {
  if (!found.is_task()) return CacheCodec<T>::decode(found.bytes());
  if (!found.has_value()) return make_value<T>(found, make);
  try {
    return make_value<T>(found, make);
  } catch (...) {  // there is one that still is good
    return CacheCodec<T>::decode(found.bytes());
  }
}

}  // namespace detail

template <class Fn>
auto CacheVerbs::remember(std::string_view key, Ttl ttl, Fn&& make,
                          const RememberOptions& options) const -> detail::Made<Fn> {
  using T = detail::Made<Fn>;
  static_assert(Cacheable<T>, "what the function gives cannot be cached; see zin::CacheCodec");
  detail::Computation found = begin_remember(key, ttl, options);
  return detail::value_of<T>(found, make);
}

template <class Fn>
auto CacheVerbs::flexible(std::string_view key, Freshness freshness, Fn make,
                          const RememberOptions& options) const -> detail::Made<Fn> {
  using T = detail::Made<Fn>;
  static_assert(Cacheable<T>, "what the function gives cannot be cached; see zin::CacheCodec");
  detail::Computation found = begin_flexible(key, freshness, options);
  if (!found.has_value()) return detail::value_of<T>(found, make);
  if (found.is_task()) {
    auto task = std::make_shared<detail::Computation>(found.split());
    run_aside([task, make = std::move(make)]() mutable {
      static_cast<void>(detail::make_value<T>(*task, make));
    });
  }
  return CacheCodec<T>::decode(found.bytes());
}

}  // namespace zin
