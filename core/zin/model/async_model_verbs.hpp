// The asynchronous twins of the verbs that read and write records.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/attributes.hpp"
#include "zin/query/async_verbs.hpp"

namespace zin {

// A twin of a verb that takes nothing; one thing or two by value, `usual` being their default; a
// name; the name of a column, giving a T; a column and an amount; a function that is called for
// pieces; a page.
#define ZIN_DETAIL_TWIN(verb)                                                 \
  template <detail::Token Token = detail::Awaited>                            \
  auto async_##verb(Token&& token = {}, Here where = Here::current()) const { \
    return this->launch([where](auto& self) { return self.verb(where); },     \
                        std::forward<Token>(token));                          \
  }
#define ZIN_DETAIL_TWIN_OF(verb, Type, thing, usual)                                            \
  template <detail::Token Token = detail::Awaited>                                              \
  auto async_##verb(Type thing usual, Token&& token = {}, Here where = Here::current()) const { \
    return this->launch(                                                                        \
        [thing = std::move(thing), where](auto& self) { return self.verb(thing, where); },      \
        std::forward<Token>(token));                                                            \
  }
#define ZIN_DETAIL_TWIN_OF_TWO(verb, First, first, Second, second, usual)                \
  template <detail::Token Token = detail::Awaited>                                       \
  auto async_##verb(First first, Second second usual, Token&& token = {},                \
                    Here where = Here::current()) const {                                \
    return this->launch([first = std::move(first), second = std::move(second),           \
                         where](auto& self) { return self.verb(first, second, where); }, \
                        std::forward<Token>(token));                                     \
  }
#define ZIN_DETAIL_TWIN_OF_NAME(verb)                                                        \
  template <detail::Token Token = detail::Awaited>                                           \
  auto async_##verb(std::string_view name, Token&& token = {}, Here where = Here::current()) \
      const {                                                                                \
    return this->launch(                                                                     \
        [name = std::string{name}, where](auto& self) { return self.verb(name, where); },    \
        std::forward<Token>(token));                                                         \
  }
#define ZIN_DETAIL_TWIN_OF_COLUMN(verb, Usual)                                                 \
  template <class T = Usual, detail::Token Token = detail::Awaited>                            \
  auto async_##verb(std::string_view column, Token&& token = {}, Here where = Here::current()) \
      const {                                                                                  \
    return this->launch([column = std::string{column},                                         \
                         where](auto& self) { return self.template verb<T>(column, where); },  \
                        std::forward<Token>(token));                                           \
  }
#define ZIN_DETAIL_TWIN_OF_SUM(verb)                                                      \
  template <detail::Token Token = detail::Awaited>                                        \
  auto async_##verb(std::string_view column, Value amount = 1, Token && token = {},       \
                    Here where = Here::current()) const {                                 \
    return this->launch([column = std::string{column}, amount = std::move(amount),        \
                         where](auto& self) { return self.verb(column, amount, where); }, \
                        std::forward<Token>(token));                                      \
  }
#define ZIN_DETAIL_TWIN_OF_PIECES(verb)                                                            \
  template <class Fn, detail::Token Token = detail::Awaited>                                       \
  auto async_##verb(std::int64_t records, Fn fn, Token&& token = {}, Here where = Here::current()) \
      const {                                                                                      \
    return this->launch([records, fn = std::move(fn),                                              \
                         where](auto& self) mutable { return self.verb(records, fn, where); },     \
                        std::forward<Token>(token));                                               \
  }

#define ZIN_DETAIL_TWIN_OF_PAGES(verb)                                                      \
  template <detail::Token Token = detail::Awaited>                                          \
  auto async_##verb(std::int64_t per_page = 15, std::int64_t page = 1, Token && token = {}, \
                    Here where = Here::current()) const {                                   \
    return this->launch(                                                                    \
        [per_page, page, where](auto& self) { return self.verb(per_page, page, where); },   \
        std::forward<Token>(token));                                                        \
  }

/// Of queries and models. Each is its twin without async_, run on an Asio executor: needs
/// <zin/async.hpp>. It works on a copy, and what it needs of others is copied too. Completes with
/// void(std::exception_ptr, T), T being what the twin gives. See Session.
template <class Self>
class AsyncModelVerbs {
 public:
  using Here = std::source_location;

  ZIN_DETAIL_TWIN(get)
  ZIN_DETAIL_TWIN(all)
  ZIN_DETAIL_TWIN(rows)
  ZIN_DETAIL_TWIN(first)
  ZIN_DETAIL_TWIN(first_or_fail)
  ZIN_DETAIL_TWIN(sole)
  ZIN_DETAIL_TWIN(exists)
  ZIN_DETAIL_TWIN(doesnt_exist)
  ZIN_DETAIL_TWIN(explain)
  ZIN_DETAIL_TWIN_OF(find, Value, key, )
  ZIN_DETAIL_TWIN_OF(find_or_fail, Value, key, )
  ZIN_DETAIL_TWIN_OF(find_many, std::vector<Value>, keys, )
  template <detail::Token Token = detail::Awaited>
  auto async_count(Token&& token = {}, Here where = Here::current()) const {
    return launch([where](auto& self) { return self.count("*", where); },
                  std::forward<Token>(token));
  }
  ZIN_DETAIL_TWIN_OF_COLUMN(min, Value)
  ZIN_DETAIL_TWIN_OF_COLUMN(max, Value)
  ZIN_DETAIL_TWIN_OF_COLUMN(sum, Value)
  ZIN_DETAIL_TWIN_OF_COLUMN(avg, double)
  ZIN_DETAIL_TWIN_OF_COLUMN(value, Value)
  ZIN_DETAIL_TWIN_OF_COLUMN(sole_value, Value)
  ZIN_DETAIL_TWIN_OF_COLUMN(pluck, Value)
  template <detail::Token Token = detail::Awaited>
  auto async_implode(std::string_view column, std::string_view glue = {}, Token&& token = {},
                     Here where = Here::current()) const {
    return launch([column = std::string{column}, glue = std::string{glue},
                   where](auto& self) { return self.implode(column, glue, where); },
                  std::forward<Token>(token));
  }
  ZIN_DETAIL_TWIN_OF_PAGES(paginate)
  ZIN_DETAIL_TWIN_OF_PAGES(simple_paginate)
  template <detail::Token Token = detail::Awaited>
  auto async_cursor_paginate(std::int64_t per_page = 15, std::string_view cursor = {},
                             Token&& token = {}, Here where = Here::current()) const {
    return launch([per_page, cursor = std::string{cursor},
                   where](auto& self) { return self.cursor_paginate(per_page, cursor, where); },
                  std::forward<Token>(token));
  }
  /// `fn` runs where the operation waits: it may call the blocking verbs, which then do not block.
  ZIN_DETAIL_TWIN_OF_PIECES(chunk)
  ZIN_DETAIL_TWIN_OF_PIECES(chunk_by_id)
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_each(Fn fn, std::int64_t records = 1000, Token&& token = {},
                  Here where = Here::current()) const {
    return launch([records, fn = std::move(fn),
                   where](auto& self) mutable { return self.each(fn, records, where); },
                  std::forward<Token>(token));
  }
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_lazy(Fn fn, Token&& token = {}, Here where = Here::current()) const {
    return launch([fn = std::move(fn), where](auto& self) mutable { self.lazy(fn, where); },
                  std::forward<Token>(token));
  }

  ZIN_DETAIL_TWIN_OF(create, Attributes, attributes, = {})
  ZIN_DETAIL_TWIN_OF(create_many, std::vector<Attributes>, all, )
  ZIN_DETAIL_TWIN_OF_TWO(first_or_new, Attributes, attributes, Attributes, values, = {})
  ZIN_DETAIL_TWIN_OF_TWO(first_or_create, Attributes, attributes, Attributes, values, = {})
  ZIN_DETAIL_TWIN_OF_TWO(update_or_create, Attributes, attributes, Attributes, values, = {})
  ZIN_DETAIL_TWIN_OF(update, Attributes, values, )
  ZIN_DETAIL_TWIN_OF_SUM(increment)
  ZIN_DETAIL_TWIN_OF_SUM(decrement)
  ZIN_DETAIL_TWIN(remove)
  ZIN_DETAIL_TWIN(delete_)
  ZIN_DETAIL_TWIN(force_delete)
  ZIN_DETAIL_TWIN(restore)
  ZIN_DETAIL_TWIN_OF(destroy, std::vector<Value>, keys, )

 protected:
  ~AsyncModelVerbs() = default;

 private:
  // launch_query() is found where the verb is called, behind <zin/async.hpp>. A model's verbs are
  // those of the query that it begins.
  template <class Fn, class Token>
  auto launch(Fn fn, Token&& token) const {
    return launch_query(static_cast<const Self&>(*this).clone(), std::move(fn),
                        std::forward<Token>(token));
  }
};

/// Runs a verb on a copy of the object. launch_query(): as above.
template <class Self>
class AsyncLauncher {
 protected:
  ~AsyncLauncher() = default;
  template <class Fn, class Token>
  auto launch(Fn fn, Token&& token) const {
    return launch_query(static_cast<const Self&>(*this), std::move(fn), std::forward<Token>(token));
  }
};

/// Of records, and of several: as AsyncModelVerbs.
template <class Self>
class AsyncLoadVerbs : public AsyncLauncher<Self> {
 public:
  using Here = std::source_location;

  ZIN_DETAIL_TWIN_OF_NAME(load)
  ZIN_DETAIL_TWIN_OF_NAME(load_missing)
  ZIN_DETAIL_TWIN_OF_NAME(load_count)

 protected:
  ~AsyncLoadVerbs() = default;
};

template <class Self>
class AsyncRecordVerbs : public AsyncLoadVerbs<Self> {
 public:
  using Here = std::source_location;

  ZIN_DETAIL_TWIN(save)
  ZIN_DETAIL_TWIN_OF(update, Attributes, values, )
  ZIN_DETAIL_TWIN_OF_SUM(increment)
  ZIN_DETAIL_TWIN_OF_SUM(decrement)
  ZIN_DETAIL_TWIN(remove)
  ZIN_DETAIL_TWIN(delete_)
  ZIN_DETAIL_TWIN(force_delete)
  ZIN_DETAIL_TWIN(restore)
  ZIN_DETAIL_TWIN(refresh)
  ZIN_DETAIL_TWIN(fresh)
  ZIN_DETAIL_TWIN(touch)
  ZIN_DETAIL_TWIN_OF_NAME(related)
  ZIN_DETAIL_TWIN_OF_NAME(one)

 protected:
  ~AsyncRecordVerbs() = default;
};

/// Of relations: as AsyncModelVerbs.
template <class Self>
class AsyncRelationVerbs : public AsyncLauncher<Self> {
 public:
  using Here = std::source_location;
  using Keys = std::vector<Value>;

  ZIN_DETAIL_TWIN(get)
  ZIN_DETAIL_TWIN(first)
  ZIN_DETAIL_TWIN(count)
  ZIN_DETAIL_TWIN(exists)
  ZIN_DETAIL_TWIN_OF(create, Attributes, attributes, = {})
  /// The record gets its key: a handle, whose copies mean the same one.
  template <class R, detail::Token Token = detail::Awaited>
  auto async_save(R record, Token&& token = {}, Here where = Here::current()) const {
    return this->launch([record = std::move(record),
                         where](auto& self) mutable { return self.save(record, where); },
                        std::forward<Token>(token));
  }
  ZIN_DETAIL_TWIN_OF_TWO(attach, Keys, keys, Attributes, columns, = {})
  ZIN_DETAIL_TWIN_OF(detach, Keys, keys, )
  ZIN_DETAIL_TWIN(detach_all)
  ZIN_DETAIL_TWIN_OF_TWO(sync, Keys, keys, Attributes, columns, = {})
  ZIN_DETAIL_TWIN_OF_TWO(sync_without_detaching, Keys, keys, Attributes, columns, = {})
  ZIN_DETAIL_TWIN_OF(toggle, Keys, keys, )
  ZIN_DETAIL_TWIN_OF_TWO(update_existing_pivot, Value, key, Attributes, columns, )

 protected:
  ~AsyncRelationVerbs() = default;
};

/// Of typed models and their queries: as AsyncModelVerbs.
template <class Self>
class AsyncTypedVerbs : public AsyncLauncher<Self> {
 public:
  using Here = std::source_location;

  ZIN_DETAIL_TWIN(first)
  ZIN_DETAIL_TWIN(count)
  ZIN_DETAIL_TWIN(exists)
  ZIN_DETAIL_TWIN_OF(find, Value, key, )
  ZIN_DETAIL_TWIN_OF(find_or_fail, Value, key, )

 protected:
  ~AsyncTypedVerbs() = default;
};

template <class Self>
class AsyncTypedQueryVerbs : public AsyncTypedVerbs<Self> {
 public:
  using Here = std::source_location;

  ZIN_DETAIL_TWIN(get)
  ZIN_DETAIL_TWIN(first_or_fail)
  ZIN_DETAIL_TWIN_OF_PAGES(paginate)
  ZIN_DETAIL_TWIN_OF_PIECES(chunk_by_id)
  ZIN_DETAIL_TWIN_OF(update, Attributes, values, )
  ZIN_DETAIL_TWIN(remove)

 protected:
  ~AsyncTypedQueryVerbs() = default;
};

/// Objects that are changed (save(), refresh()) must live until the verb completes.
template <class Self, class T>
class AsyncObjectVerbs : public AsyncTypedVerbs<Self> {
 public:
  using Here = std::source_location;

  ZIN_DETAIL_TWIN(all)
  ZIN_DETAIL_TWIN_OF(create, T, object, )
  ZIN_DETAIL_TWIN_OF(remove, T, object, )
  template <detail::Token Token = detail::Awaited>
  auto async_save(T& object, Token&& token = {}, Here where = Here::current()) const {
    return this->launch([&object, where](auto& self) { return self.save(object, where); },
                        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_refresh(T& object, Token&& token = {}, Here where = Here::current()) const {
    return this->launch([&object, where](auto& self) { self.refresh(object, where); },
                        std::forward<Token>(token));
  }

 protected:
  ~AsyncObjectVerbs() = default;
};

#undef ZIN_DETAIL_TWIN
#undef ZIN_DETAIL_TWIN_OF
#undef ZIN_DETAIL_TWIN_OF_TWO
#undef ZIN_DETAIL_TWIN_OF_NAME
#undef ZIN_DETAIL_TWIN_OF_COLUMN
#undef ZIN_DETAIL_TWIN_OF_SUM
#undef ZIN_DETAIL_TWIN_OF_PIECES
#undef ZIN_DETAIL_TWIN_OF_PAGES

}  // namespace zin
