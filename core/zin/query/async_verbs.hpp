// The asynchronous twins of the verbs that read a query.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/value.hpp"
#include "zin/query/column_list.hpp"
#include "zin/query/described.hpp"
#include "zin/runtime/row_results.hpp"

namespace zin {

namespace detail {

/// The token of who gives none: asio::use_awaitable, and a coroutine that does not suspend when
/// nothing has to be waited for.
struct Awaited {};

/// A token is no name and no list of them: that is the next parameter.
template <class T>
concept Token = !std::convertible_to<T, std::string_view> && !std::convertible_to<T, ColumnList>;

}  // namespace detail

namespace query {

// What becomes of the rows of a read.
template <OwningResult T>
struct AllAs {
  std::vector<T> operator()(const Rows& rows) const { return read_all<T>(rows); }
};
template <OwningResult T>
struct FirstAs {
  std::optional<T> operator()(const Rows& rows) const {
    if (rows.empty()) return std::nullopt;
    return read_one<T>(rows.front());
  }
};

}  // namespace query

/// Each is its twin without async_, run on an Asio executor: needs <zin/async.hpp>. It works on a
/// copy of the query, which may be gone by then; what it needs of others is copied too. Completes
/// with void(std::exception_ptr, T), T being what the twin gives. See Session.
template <class Self>
class AsyncVerbs {
 public:
  using Here = std::source_location;

 private:
  [[nodiscard]] const Self& self() const noexcept { return static_cast<const Self&>(*this); }
  [[nodiscard]] Self one() const {
    Self first = self();
    first.limit(1);
    return first;
  }
  [[nodiscard]] Self one(const Value& id, std::string_view key) const {
    Self found = one();
    found.builder().enclose_wheres();
    found.where(key, id);
    return found;
  }
  // launch_read() and launch_query() are found where the verb is called, behind <zin/async.hpp>.
  template <class Convert, class Token>
  auto read(const Self& query, Convert convert, Here where, Token&& token) const {
    return launch_read(query, std::move(convert), where, std::forward<Token>(token));
  }

 public:
  auto async_get(Here where = Here::current()) const {
    return read(self(), detail::AllRows{}, where, detail::Awaited{});
  }
  template <detail::Token Token>
  auto async_get(Token&& token, Here where = Here::current()) const {
    return read(self(), detail::AllRows{}, where, std::forward<Token>(token));
  }
  template <class T>
  auto async_get(Here where = Here::current()) const {
    return read(self(), query::AllAs<T>{}, where, detail::Awaited{});
  }
  template <class T, detail::Token Token>
  auto async_get(Token&& token, Here where = Here::current()) const {
    return read(self(), query::AllAs<T>{}, where, std::forward<Token>(token));
  }
  auto async_first(Here where = Here::current()) const {
    return read(one(), detail::FirstRow{}, where, detail::Awaited{});
  }
  template <detail::Token Token>
  auto async_first(Token&& token, Here where = Here::current()) const {
    return read(one(), detail::FirstRow{}, where, std::forward<Token>(token));
  }
  template <class T>
  auto async_first(Here where = Here::current()) const {
    return read(one(), query::FirstAs<T>{}, where, detail::Awaited{});
  }
  template <class T, detail::Token Token>
  auto async_first(Token&& token, Here where = Here::current()) const {
    return read(one(), query::FirstAs<T>{}, where, std::forward<Token>(token));
  }
  auto async_sole(Here where = Here::current()) const {
    return launch([where](Self& q) { return q.sole(where); }, detail::Awaited{});
  }
  template <detail::Token Token>
  auto async_sole(Token&& token, Here where = Here::current()) const {
    return launch([where](Self& q) { return q.sole(where); }, std::forward<Token>(token));
  }
  template <class T>
  auto async_sole(Here where = Here::current()) const {
    return launch([where](Self& q) { return q.template sole<T>(where); }, detail::Awaited{});
  }
  template <class T, detail::Token Token>
  auto async_sole(Token&& token, Here where = Here::current()) const {
    return launch([where](Self& q) { return q.template sole<T>(where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_first_or_fail(Token&& token = {}, Here where = Here::current()) const {
    return launch([where](Self& q) { return q.first_or_fail(where); }, std::forward<Token>(token));
  }
  auto async_find(const Value& id, std::string_view key = "id",
                  Here where = Here::current()) const {
    return read(one(id, key), detail::FirstRow{}, where, detail::Awaited{});
  }
  template <detail::Token Token>
  auto async_find(const Value& id, Token&& token, Here where = Here::current()) const {
    return read(one(id, "id"), detail::FirstRow{}, where, std::forward<Token>(token));
  }
  template <detail::Token Token>
  auto async_find(const Value& id, std::string_view key, Token&& token,
                  Here where = Here::current()) const {
    return read(one(id, key), detail::FirstRow{}, where, std::forward<Token>(token));
  }
  template <class T>
  auto async_find(const Value& id, std::string_view key = "id",
                  Here where = Here::current()) const {
    return read(one(id, key), query::FirstAs<T>{}, where, detail::Awaited{});
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_value(std::string_view column, Token&& token = {},
                   Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](Self& q) { return q.template value<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_sole_value(std::string_view column, Token&& token = {},
                        Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](Self& q) { return q.template sole_value<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_pluck(std::string_view column, Token&& token = {},
                   Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](Self& q) { return q.template pluck<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, class Key = Value, detail::Token Token = detail::Awaited>
  auto async_pluck(std::string_view column, std::string_view key, Token&& token = {},
                   Here where = Here::current()) const {
    return launch([column = std::string{column}, key = std::string{key},
                   where](Self& q) { return q.template pluck<T, Key>(column, key, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_implode(std::string_view column, std::string_view glue = {}, Token&& token = {},
                     Here where = Here::current()) const {
    return launch([column = std::string{column}, glue = std::string{glue},
                   where](Self& q) { return q.implode(column, glue, where); },
                  std::forward<Token>(token));
  }
  /// Completes with an AsyncRowStream.
  template <detail::Token Token = detail::Awaited>
  auto async_lazy(Token&& token = {}, Here where = Here::current()) const {
    return launch([where](Self& q) { return async_stream_of(q, q.lazy(where)); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_explain(Token&& token = {}, Here where = Here::current()) const {
    return launch([where](Self& q) { return q.explain(where); }, std::forward<Token>(token));
  }

  template <detail::Token Token = detail::Awaited>
  auto async_exists(Token&& token = {}, Here where = Here::current()) const {
    return launch([where](Self& q) { return q.exists(where); }, std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_doesnt_exist(Token&& token = {}, Here where = Here::current()) const {
    return launch([where](Self& q) { return q.doesnt_exist(where); }, std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_count(Token&& token = {}, Here where = Here::current()) const {
    return async_count("*", std::forward<Token>(token), where);
  }
  template <detail::Token Token = detail::Awaited>
  auto async_count(std::string_view column, Token&& token = {},
                   Here where = Here::current()) const {
    return launch([column = std::string{column}, where](Self& q) { return q.count(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_min(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch(
        [column = std::string{column}, where](Self& q) {
          if constexpr (std::same_as<T, Value>) {
            return q.min(column, where);
          } else {
            return q.template min<T>(column, where);
          }
        },
        std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_max(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch(
        [column = std::string{column}, where](Self& q) {
          if constexpr (std::same_as<T, Value>) {
            return q.max(column, where);
          } else {
            return q.template max<T>(column, where);
          }
        },
        std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_sum(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch(
        [column = std::string{column}, where](Self& q) {
          if constexpr (std::same_as<T, Value>) {
            return q.sum(column, where);
          } else {
            return q.template sum<T>(column, where);
          }
        },
        std::forward<Token>(token));
  }
  template <class T = double, detail::Token Token = detail::Awaited>
  auto async_avg(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch(
        [column = std::string{column}, where](Self& q) { return q.template avg<T>(column, where); },
        std::forward<Token>(token));
  }
  template <class T = double, detail::Token Token = detail::Awaited>
  auto async_average(std::string_view column, Token&& token = {},
                     Here where = Here::current()) const {
    return async_avg<T>(column, std::forward<Token>(token), where);
  }

  template <detail::Token Token = detail::Awaited>
  auto async_paginate(std::int64_t per_page = 15, std::int64_t page = 1, Token&& token = {},
                      Here where = Here::current()) const {
    return launch([per_page, page, where](Self& q) { return q.paginate(per_page, page, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_simple_paginate(std::int64_t per_page = 15, std::int64_t page = 1, Token&& token = {},
                             Here where = Here::current()) const {
    return launch(
        [per_page, page, where](Self& q) { return q.simple_paginate(per_page, page, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_cursor_paginate(std::int64_t per_page = 15, std::string_view cursor = {},
                             Token&& token = {}, Here where = Here::current()) const {
    return launch([per_page, cursor = std::string{cursor},
                   where](Self& q) { return q.cursor_paginate(per_page, cursor, where); },
                  std::forward<Token>(token));
  }

  /// `fn` runs where the operation waits: it may call the blocking verbs, which then do not block.
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_chunk(std::int64_t rows, Fn fn, Token&& token = {},
                   Here where = Here::current()) const {
    return launch(
        [rows, fn = std::move(fn), where](Self& q) mutable { return q.chunk(rows, fn, where); },
        std::forward<Token>(token));
  }
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_chunk_by_id(std::int64_t rows, Fn fn, Token&& token = {},
                         Here where = Here::current()) const {
    return async_chunk_by_id(rows, std::move(fn), "id", std::forward<Token>(token), where);
  }
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_chunk_by_id(std::int64_t rows, Fn fn, std::string_view column, Token&& token = {},
                         Here where = Here::current()) const {
    return launch([rows, fn = std::move(fn), column = std::string{column},
                   where](Self& q) mutable { return q.chunk_by_id(rows, fn, column, {}, where); },
                  std::forward<Token>(token));
  }
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_each(Fn fn, std::int64_t rows = 1000, Token&& token = {},
                  Here where = Here::current()) const {
    return launch(
        [rows, fn = std::move(fn), where](Self& q) mutable { return q.each(fn, rows, where); },
        std::forward<Token>(token));
  }

 protected:
  ~AsyncVerbs() = default;

 private:
  template <class Fn, class Token>
  auto launch(Fn fn, Token&& token) const {
    return launch_query(self(), std::move(fn), std::forward<Token>(token));
  }
};

}  // namespace zin
