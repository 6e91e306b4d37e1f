// Runs the asynchronous verbs of queries.
// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>
#include <type_traits>
#include <utility>

#include "zin/query/query.hpp"
#include "zin/runtime/async_read.hpp"
#include "zin/runtime/async_row_stream.hpp"

namespace zin {

/// What AsyncVerbs call. Throws Errc::unknown_connection at once.
template <class Q, class Fn, class Token>
auto launch_query(const Q& query, Fn fn, Token&& token) {
  Session& session = query.target().session();
  auto body = [copy = Q{query}, fn = std::move(fn)]() mutable { return fn(copy); };
  if constexpr (std::is_same_v<std::remove_cvref_t<Token>, detail::Awaited>) {
    return detail::run_awaited(session, std::move(body));
  } else {
    return detail::run_with_token(session, std::move(body), std::forward<Token>(token));
  }
}

/// A read whose rows become what `convert` gives. Compiled here and now where the dialect is known,
/// so that it may share its round trip; else all of it is done on a fiber.
template <class Q, class Convert, class Token>
auto launch_read(const Q& query, Convert convert, std::source_location where, Token&& token) {
  Session& session = query.target().session();
  const DialectTraits* const traits = session.known_traits();
  if (traits == nullptr) {
    auto body = [convert = std::move(convert), where](Q& q) mutable {
      return convert(q.get(where));
    };
    return launch_query(query, std::move(body), std::forward<Token>(token));
  }
  detail::Read<Convert> read{session, query.statement(*traits), where, std::move(convert)};
  if constexpr (std::is_same_v<std::remove_cvref_t<Token>, detail::Awaited>) {
    return detail::read_awaited(std::move(read));
  } else {
    return detail::read_with_token(std::move(read), std::forward<Token>(token));
  }
}

template <class Q>
AsyncRowStream async_stream_of(Q& query, RowStream stream) {
  return AsyncRowStream{query.target().session(), std::move(stream)};
}

}  // namespace zin
