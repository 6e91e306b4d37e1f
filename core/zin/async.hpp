// The asynchronous verbs, on Boost.Asio: include it where they are called.
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "zin/cache/async_cache.hpp"
#include "zin/query/async_query.hpp"
#include "zin/runtime/async_session.hpp"
#include "zin/zin.hpp"

namespace zin {

inline auto Database::async_write_token(Where where) {
  return detail::run_awaited(*this, [this, where] { return write_token(where); });
}
template <class Token>
auto Database::async_write_token(Token&& token, Where where) {
  return detail::run_with_token(
      *this, [this, where] { return write_token(where); }, std::forward<Token>(token));
}

}  // namespace zin
