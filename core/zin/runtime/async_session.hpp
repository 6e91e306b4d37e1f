// The asynchronous verbs of sessions.
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/loop/async_operation.hpp"
#include "zin/runtime/async_read.hpp"
#include "zin/runtime/async_row_stream.hpp"
#include "zin/runtime/row_results.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

namespace detail {

/// A statement that owns its text and values.
struct OwnedCall {
  std::string sql;
  std::vector<Value> bindings;
  std::source_location where;

  OwnedCall(std::string_view text, Bindings given, std::source_location at)
      : sql(text), bindings(given.values().begin(), given.values().end()), where(at) {}
};

template <class Convert>
Read<Convert> read_of(Session& session, OwnedCall call, Convert convert) {
  Statement statement{
      .sql = std::move(call.sql), .bindings = std::move(call.bindings), .intent = Intent::read};
  return {session, std::move(statement), call.where, std::move(convert)};
}
inline auto execute_of(Session& session, OwnedCall call) {
  return [&session, call = std::move(call)] {
    return session.execute(call.sql, call.bindings, call.where);
  };
}
inline auto stream_of(Session& session, OwnedCall call) {
  return [&session, call = std::move(call)] {
    return AsyncRowStream{session, session.stream(call.sql, call.bindings, call.where)};
  };
}
inline auto run_of(Session& session, Statement statement, std::source_location where) {
  return
      [&session, statement = std::move(statement), where] { return session.run(statement, where); };
}
inline auto insert_many_of(Session& session, std::string_view table, Names columns,
                           std::vector<std::vector<Value>> rows, InsertOptions options,
                           std::source_location where) {
  return [&session, table = std::string{table}, columns = std::move(columns),
          rows = std::move(rows), options = std::move(options),
          where] { return session.insert_many(table, columns, rows, options, where); };
}

template <class Awaitable>
struct AwaitedBy;
template <class T>
struct AwaitedBy<asio::awaitable<T>> {
  using Type = T;
};

/// Ends an attempt. Gives whether there is to be another one; else `failure` is what goes to the
/// caller, if there is one.
inline bool end_attempt(OpenTransaction& transaction, std::exception_ptr& failure,
                        unsigned attempt) {
  if (!failure) {
    try {
      transaction.commit();
    } catch (...) {
      failure = std::current_exception();
    }
    if (!failure) {
      transaction.run_actions();
      return false;
    }
  }
  transaction.roll_back();
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return transaction.may_run_again(error, attempt);
  } catch (...) {
    return false;
  }
}

template <class T, class Fn>
asio::awaitable<T> transact_awaited(Session& session, Fn fn, TransactionOptions options,
                                    std::source_location where) {
  using Stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
  for (unsigned attempt = 1;; ++attempt) {
    auto beginning =
        run_awaited(session, [&session, &options, where] { return session.begin(options, where); });
    const std::unique_ptr<OpenTransaction> transaction = co_await std::move(beginning);
    std::optional<Stored> result;
    std::exception_ptr failure;
    try {
      auto running = std::invoke(fn, transaction->session());
      if constexpr (std::is_void_v<T>) {
        co_await std::move(running);
        result.emplace();
      } else {
        result.emplace(co_await std::move(running));
      }
    } catch (...) {
      failure = std::current_exception();
    }
    // What ends the transaction is awaited though its coroutine was cancelled.
    const bool throws = co_await asio::this_coro::throw_if_cancelled();
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto state = co_await asio::this_coro::cancellation_state;
    if (!failure && state.cancelled() != asio::cancellation_type::none) {
      failure = std::make_exception_ptr(
          Error(Errc::cancelled, "cancelled before it was committed; it was rolled back"));
    }
    auto ending = run_awaited(session, [&transaction, &failure, attempt] {
      return end_attempt(*transaction, failure, attempt);
    });
    bool runs_again = false;
    try {
      runs_again = co_await std::move(ending);
    } catch (...) {
      failure = std::current_exception();
    }
    co_await asio::this_coro::throw_if_cancelled(throws);
    if (runs_again) continue;
    if (failure) std::rethrow_exception(failure);
    if constexpr (std::is_void_v<T>) {
      co_return;
    } else {
      co_return std::move(*result);
    }
  }
}

/// The same as a coroutine of its own, which any cancellation ends.
template <class T, class Fn>
asio::awaitable<T> transact_alone(Session& session, Fn fn, TransactionOptions options,
                                  std::source_location where) {
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  auto transaction = transact_awaited<T>(session, std::move(fn), std::move(options), where);
  co_return co_await std::move(transaction);
}

}  // namespace detail

inline auto Session::async_select(std::string_view sql, Bindings bindings, Where where) {
  return detail::read_awaited(detail::read_of(*this, {sql, bindings, where}, detail::AllRows{}));
}
template <class Token>
auto Session::async_select(std::string_view sql, Bindings bindings, Token&& token, Where where) {
  return detail::read_with_token(detail::read_of(*this, {sql, bindings, where}, detail::AllRows{}),
                                 std::forward<Token>(token));
}
inline auto Session::async_select_one(std::string_view sql, Bindings bindings, Where where) {
  return detail::read_awaited(detail::read_of(*this, {sql, bindings, where}, detail::FirstRow{}));
}
template <class Token>
auto Session::async_select_one(std::string_view sql, Bindings bindings, Token&& token,
                               Where where) {
  return detail::read_with_token(detail::read_of(*this, {sql, bindings, where}, detail::FirstRow{}),
                                 std::forward<Token>(token));
}
inline auto Session::async_execute(std::string_view sql, Bindings bindings, Where where) {
  return detail::run_awaited(*this, detail::execute_of(*this, {sql, bindings, where}));
}
template <class Token>
auto Session::async_execute(std::string_view sql, Bindings bindings, Token&& token, Where where) {
  return detail::run_with_token(*this, detail::execute_of(*this, {sql, bindings, where}),
                                std::forward<Token>(token));
}
inline auto Session::async_stream(std::string_view sql, Bindings bindings, Where where) {
  return detail::run_awaited(*this, detail::stream_of(*this, {sql, bindings, where}));
}
template <class Token>
auto Session::async_stream(std::string_view sql, Bindings bindings, Token&& token, Where where) {
  return detail::run_with_token(*this, detail::stream_of(*this, {sql, bindings, where}),
                                std::forward<Token>(token));
}
inline auto Session::async_run(Statement statement, Where where) {
  return detail::run_awaited(*this, detail::run_of(*this, std::move(statement), where));
}
template <class Token>
auto Session::async_run(Statement statement, Token&& token, Where where) {
  return detail::run_with_token(*this, detail::run_of(*this, std::move(statement), where),
                                std::forward<Token>(token));
}
inline auto Session::async_insert_many(std::string_view table, Names columns,
                                       std::vector<std::vector<Value>> rows, InsertOptions options,
                                       Where where) {
  return detail::run_awaited(
      *this, detail::insert_many_of(*this, table, std::move(columns), std::move(rows),
                                    std::move(options), where));
}
template <class Token>
auto Session::async_insert_many(std::string_view table, Names columns,
                                std::vector<std::vector<Value>> rows, InsertOptions options,
                                Token&& token, Where where) {
  return detail::run_with_token(*this,
                                detail::insert_many_of(*this, table, std::move(columns),
                                                       std::move(rows), std::move(options), where),
                                std::forward<Token>(token));
}
template <class Fn>
auto Session::async_transaction(Fn fn, TransactionOptions options, Where where) {
  using T = typename detail::AwaitedBy<std::invoke_result_t<Fn&, Session&>>::Type;
  return detail::transact_awaited<T>(*this, std::move(fn), std::move(options), where);
}
template <class Fn, class Token>
auto Session::async_transaction(Fn fn, TransactionOptions options, Token&& token, Where where) {
  using T = typename detail::AwaitedBy<std::invoke_result_t<Fn&, Session&>>::Type;
  return detail::spawn_with_token(
      detail::transact_alone<T>(*this, std::move(fn), std::move(options), where),
      std::forward<Token>(token));
}

}  // namespace zin
