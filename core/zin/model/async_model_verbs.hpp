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

// A twin that takes nothing but a token.
#define ZIN_DETAIL_TWIN(verb)                                                                    \
  template <detail::Token Token = detail::Awaited>                                               \
  auto async_##verb(Token&& token = {}, Here where = Here::current()) const {                    \
    return launch([where](auto& self) { return self.verb(where); }, std::forward<Token>(token)); \
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
  ZIN_DETAIL_TWIN(remove)
  ZIN_DETAIL_TWIN(delete_)
  ZIN_DETAIL_TWIN(force_delete)
  ZIN_DETAIL_TWIN(restore)

  template <detail::Token Token = detail::Awaited>
  auto async_find(Value key, Token&& token = {}, Here where = Here::current()) const {
    return launch([key = std::move(key), where](auto& self) { return self.find(key, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_find_or_fail(Value key, Token&& token = {}, Here where = Here::current()) const {
    return launch(
        [key = std::move(key), where](auto& self) { return self.find_or_fail(key, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_find_many(std::vector<Value> keys, Token&& token = {},
                       Here where = Here::current()) const {
    return launch(
        [keys = std::move(keys), where](auto& self) { return self.find_many(keys, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_destroy(std::vector<Value> keys, Token&& token = {},
                     Here where = Here::current()) const {
    return launch([keys = std::move(keys), where](auto& self) { return self.destroy(keys, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_count(Token&& token = {}, Here where = Here::current()) const {
    return launch([where](auto& self) { return self.count("*", where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_min(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](auto& self) { return self.template min<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_max(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](auto& self) { return self.template max<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_sum(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](auto& self) { return self.template sum<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = double, detail::Token Token = detail::Awaited>
  auto async_avg(std::string_view column, Token&& token = {}, Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](auto& self) { return self.template avg<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <class T = Value, detail::Token Token = detail::Awaited>
  auto async_pluck(std::string_view column, Token&& token = {},
                   Here where = Here::current()) const {
    return launch([column = std::string{column},
                   where](auto& self) { return self.template pluck<T>(column, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_paginate(std::int64_t per_page = 15, std::int64_t page = 1, Token&& token = {},
                      Here where = Here::current()) const {
    return launch(
        [per_page, page, where](auto& self) { return self.paginate(per_page, page, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_simple_paginate(std::int64_t per_page = 15, std::int64_t page = 1, Token&& token = {},
                             Here where = Here::current()) const {
    return launch(
        [per_page, page, where](auto& self) { return self.simple_paginate(per_page, page, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_cursor_paginate(std::int64_t per_page = 15, std::string_view cursor = {},
                             Token&& token = {}, Here where = Here::current()) const {
    return launch([per_page, cursor = std::string{cursor},
                   where](auto& self) { return self.cursor_paginate(per_page, cursor, where); },
                  std::forward<Token>(token));
  }
  /// `fn` runs where the operation waits: it may call the blocking verbs, which then do not block.
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_chunk_by_id(std::int64_t records, Fn fn, Token&& token = {},
                         Here where = Here::current()) const {
    return launch([records, fn = std::move(fn),
                   where](auto& self) mutable { return self.chunk_by_id(records, fn, where); },
                  std::forward<Token>(token));
  }
  template <class Fn, detail::Token Token = detail::Awaited>
  auto async_each(Fn fn, std::int64_t records = 1000, Token&& token = {},
                  Here where = Here::current()) const {
    return launch([records, fn = std::move(fn),
                   where](auto& self) mutable { return self.each(fn, records, where); },
                  std::forward<Token>(token));
  }

  template <detail::Token Token = detail::Awaited>
  auto async_create(Attributes attributes = {}, Token&& token = {},
                    Here where = Here::current()) const {
    return launch([attributes = std::move(attributes),
                   where](auto& self) { return self.create(attributes, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_create_many(std::vector<Attributes> all, Token&& token = {},
                         Here where = Here::current()) const {
    return launch(
        [all = std::move(all), where](auto& self) { return self.create_many(all, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_first_or_new(Attributes attributes, Attributes values = {}, Token&& token = {},
                          Here where = Here::current()) const {
    return launch([attributes = std::move(attributes), values = std::move(values),
                   where](auto& self) { return self.first_or_new(attributes, values, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_first_or_create(Attributes attributes, Attributes values = {}, Token&& token = {},
                             Here where = Here::current()) const {
    return launch([attributes = std::move(attributes), values = std::move(values),
                   where](auto& self) { return self.first_or_create(attributes, values, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_update_or_create(Attributes attributes, Attributes values = {}, Token&& token = {},
                              Here where = Here::current()) const {
    return launch([attributes = std::move(attributes), values = std::move(values),
                   where](auto& self) { return self.update_or_create(attributes, values, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_update(Attributes values, Token&& token = {}, Here where = Here::current()) const {
    return launch(
        [values = std::move(values), where](auto& self) { return self.update(values, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_increment(std::string_view column, Value amount = 1, Token&& token = {},
                       Here where = Here::current()) const {
    return launch([column = std::string{column}, amount = std::move(amount),
                   where](auto& self) { return self.increment(column, amount, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_decrement(std::string_view column, Value amount = 1, Token&& token = {},
                       Here where = Here::current()) const {
    return launch([column = std::string{column}, amount = std::move(amount),
                   where](auto& self) { return self.decrement(column, amount, where); },
                  std::forward<Token>(token));
  }

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

/// Of records: as AsyncModelVerbs.
template <class Self>
class AsyncRecordVerbs {
 public:
  using Here = std::source_location;

  ZIN_DETAIL_TWIN(save)
  ZIN_DETAIL_TWIN(remove)
  ZIN_DETAIL_TWIN(delete_)
  ZIN_DETAIL_TWIN(force_delete)
  ZIN_DETAIL_TWIN(restore)
  ZIN_DETAIL_TWIN(refresh)
  ZIN_DETAIL_TWIN(fresh)
  ZIN_DETAIL_TWIN(touch)

  template <detail::Token Token = detail::Awaited>
  auto async_update(Attributes values, Token&& token = {}, Here where = Here::current()) const {
    return launch(
        [values = std::move(values), where](auto& self) { return self.update(values, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_increment(std::string_view column, Value amount = 1, Token&& token = {},
                       Here where = Here::current()) const {
    return launch([column = std::string{column}, amount = std::move(amount),
                   where](auto& self) { return self.increment(column, amount, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_decrement(std::string_view column, Value amount = 1, Token&& token = {},
                       Here where = Here::current()) const {
    return launch([column = std::string{column}, amount = std::move(amount),
                   where](auto& self) { return self.decrement(column, amount, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_related(std::string_view relation, Token&& token = {},
                     Here where = Here::current()) const {
    return launch([relation = std::string{relation},
                   where](auto& self) { return self.related(relation, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_one(std::string_view relation, Token&& token = {},
                 Here where = Here::current()) const {
    return launch(
        [relation = std::string{relation}, where](auto& self) { return self.one(relation, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_load(std::string_view relation, Token&& token = {},
                  Here where = Here::current()) const {
    return launch([relation = std::string{relation},
                   where](auto& self) { return self.load(relation, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_load_count(std::string_view relation, Token&& token = {},
                        Here where = Here::current()) const {
    return launch([relation = std::string{relation},
                   where](auto& self) { return self.load_count(relation, where); },
                  std::forward<Token>(token));
  }

 protected:
  ~AsyncRecordVerbs() = default;

 private:
  template <class Fn, class Token>
  auto launch(Fn fn, Token&& token) const {
    return launch_query(static_cast<const Self&>(*this), std::move(fn), std::forward<Token>(token));
  }
};

/// Of relations: as AsyncModelVerbs.
template <class Self>
class AsyncRelationVerbs {
 public:
  using Here = std::source_location;
  using Keys = std::vector<Value>;

  ZIN_DETAIL_TWIN(get)
  ZIN_DETAIL_TWIN(first)
  ZIN_DETAIL_TWIN(count)
  ZIN_DETAIL_TWIN(exists)
  ZIN_DETAIL_TWIN(detach_all)

  template <detail::Token Token = detail::Awaited>
  auto async_create(Attributes attributes = {}, Token&& token = {},
                    Here where = Here::current()) const {
    return launch([attributes = std::move(attributes),
                   where](auto& self) { return self.create(attributes, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_attach(Keys keys, Attributes columns = {}, Token&& token = {},
                    Here where = Here::current()) const {
    return launch([keys = std::move(keys), columns = std::move(columns),
                   where](auto& self) { return self.attach(keys, columns, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_detach(Keys keys, Token&& token = {}, Here where = Here::current()) const {
    return launch([keys = std::move(keys), where](auto& self) { return self.detach(keys, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_sync(Keys keys, Attributes columns = {}, Token&& token = {},
                  Here where = Here::current()) const {
    return launch([keys = std::move(keys), columns = std::move(columns),
                   where](auto& self) { return self.sync(keys, columns, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_sync_without_detaching(Keys keys, Attributes columns = {}, Token&& token = {},
                                    Here where = Here::current()) const {
    return launch([keys = std::move(keys), columns = std::move(columns),
                   where](auto& self) { return self.sync_without_detaching(keys, columns, where); },
                  std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_toggle(Keys keys, Token&& token = {}, Here where = Here::current()) const {
    return launch([keys = std::move(keys), where](auto& self) { return self.toggle(keys, where); },
                  std::forward<Token>(token));
  }

 protected:
  ~AsyncRelationVerbs() = default;

 private:
  template <class Fn, class Token>
  auto launch(Fn fn, Token&& token) const {
    return launch_query(static_cast<const Self&>(*this), std::move(fn), std::forward<Token>(token));
  }
};

#undef ZIN_DETAIL_TWIN

}  // namespace zin
