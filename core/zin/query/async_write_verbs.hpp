// The asynchronous twins of the verbs that write a query.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/query/async_verbs.hpp"
#include "zin/query/column_list.hpp"
#include "zin/query/owned_rows.hpp"
#include "zin/query/write.hpp"

namespace zin {

/// As AsyncVerbs.
template <class Self>
class AsyncWriteVerbs {
 public:
  using Here = std::source_location;

  template <detail::Token Token = detail::Awaited>
  auto async_insert(query::OwnedRows rows, Token&& token = {}, Here where = Here::current()) {
    return launch_insert(std::move(rows), ast::OnConflict::fail, std::forward<Token>(token), where);
  }
  template <detail::Token Token = detail::Awaited>
  auto async_insert_or_ignore(query::OwnedRows rows, Token&& token = {},
                              Here where = Here::current()) {
    return launch_insert(std::move(rows), ast::OnConflict::ignore, std::forward<Token>(token),
                         where);
  }
  template <class T = std::int64_t, detail::Token Token = detail::Awaited>
  auto async_insert_get_id(query::OwnedRows row, Token&& token = {}, Here where = Here::current()) {
    return launch(
        [row = std::move(row), where](Self& q) {
          query::RowList list;
          row.add_to(list);
          return query::insert_get_id(Self::write_of(q, where), list, "id").template get<T>();
        },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_insert_many(Names columns, std::vector<std::vector<Value>> rows,
                         InsertOptions options = {}, Token&& token = {},
                         Here where = Here::current()) {
    return launch(
        [columns = std::move(columns), rows = std::move(rows), options = std::move(options),
         where](Self& q) { return q.insert_many(columns, rows, options, where); },
        std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_insert_defaults(Token&& token = {}, Here where = Here::current()) {
    return launch([where](Self& q) { return q.insert_defaults(where); },
                  std::forward<Token>(token));
  }
  /// With all columns of the new row; upsert() says it in other ways.
  template <detail::Token Token = detail::Awaited>
  auto async_upsert(query::OwnedRows rows, const ColumnList& unique, Token&& token = {},
                    Here where = Here::current()) {
    return launch(
        [rows = std::move(rows), unique = owned(unique), where](Self& q) {
          query::RowList list;
          rows.add_to(list);
          const std::vector<std::string_view> keys{unique.begin(), unique.end()};
          return Self::written(query::insert(
              Self::write_of(q, where), list,
              {.action = ast::OnConflict::update, .unique = keys, .overwrite = list.columns()}));
        },
        std::forward<Token>(token));
  }
  /// Overwriting these columns.
  template <detail::Token Token = detail::Awaited>
  auto async_upsert(query::OwnedRows rows, const ColumnList& unique, const ColumnList& overwrite,
                    Token&& token = {}, Here where = Here::current()) {
    return launch(
        [rows = std::move(rows), unique = owned(unique), overwrite = owned(overwrite),
         where](Self& q) {
          query::RowList list;
          rows.add_to(list);
          const std::vector<std::string_view> keys{unique.begin(), unique.end()};
          const std::vector<std::string_view> columns{overwrite.begin(), overwrite.end()};
          if (columns.empty()) return Self::written(query::insert(Self::write_of(q, where), list));
          return Self::written(query::insert(
              Self::write_of(q, where), list,
              {.action = ast::OnConflict::update, .unique = keys, .overwrite = columns}));
        },
        std::forward<Token>(token));
  }

  template <detail::Token Token = detail::Awaited>
  auto async_update(query::OwnedRows assignments, Token&& token = {},
                    Here where = Here::current()) {
    return launch_update(std::move(assignments), query::Scope::some_rows,
                         std::forward<Token>(token), where);
  }
  template <detail::Token Token = detail::Awaited>
  auto async_update_all(query::OwnedRows assignments, Token&& token = {},
                        Here where = Here::current()) {
    return launch_update(std::move(assignments), query::Scope::all_rows, std::forward<Token>(token),
                         where);
  }
  template <detail::Token Token = detail::Awaited>
  auto async_increment(std::string_view column, Value amount = 1, Token&& token = {},
                       Here where = Here::current()) {
    return launch_sum(column, std::move(amount), false, std::forward<Token>(token), where);
  }
  template <detail::Token Token = detail::Awaited>
  auto async_decrement(std::string_view column, Value amount = 1, Token&& token = {},
                       Here where = Here::current()) {
    return launch_sum(column, std::move(amount), true, std::forward<Token>(token), where);
  }
  template <detail::Token Token = detail::Awaited>
  auto async_update_or_insert(Attributes attributes, Attributes values = {}, Token&& token = {},
                              Here where = Here::current()) {
    return launch([attributes = std::move(attributes), values = std::move(values),
                   where](Self& q) { return q.update_or_insert(attributes, values, where); },
                  std::forward<Token>(token));
  }

  template <detail::Token Token = detail::Awaited>
  auto async_remove(Token&& token = {}, Here where = Here::current()) {
    return launch([where](Self& q) { return q.remove(where); }, std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_delete_(Token&& token = {}, Here where = Here::current()) {
    return async_remove(std::forward<Token>(token), where);
  }
  template <detail::Token Token = detail::Awaited>
  auto async_delete_all(Token&& token = {}, Here where = Here::current()) {
    return launch([where](Self& q) { return q.delete_all(where); }, std::forward<Token>(token));
  }
  template <detail::Token Token = detail::Awaited>
  auto async_truncate(Token&& token = {}, Here where = Here::current()) {
    return launch([where](Self& q) { q.truncate(where); }, std::forward<Token>(token));
  }

 protected:
  ~AsyncWriteVerbs() = default;

 private:
  static std::vector<std::string> owned(const ColumnList& columns) {
    return {columns.names().begin(), columns.names().end()};
  }
  // launch_query() is found where the verb is called, behind <zin/async.hpp>.
  template <class Fn, class Token>
  auto launch(Fn fn, Token&& token) {
    return launch_query(static_cast<const Self&>(*this), std::move(fn), std::forward<Token>(token));
  }
  template <class Token>
  auto launch_insert(query::OwnedRows rows, ast::OnConflict action, Token&& token, Here where) {
    return launch(
        [rows = std::move(rows), action, where](Self& q) {
          query::RowList list;
          rows.add_to(list);
          return Self::written(query::insert(Self::write_of(q, where), list, {.action = action}));
        },
        std::forward<Token>(token));
  }
  template <class Token>
  auto launch_update(query::OwnedRows assignments, query::Scope scope, Token&& token, Here where) {
    return launch(
        [assignments = std::move(assignments), scope, where](Self& q) {
          query::AssignmentList list;
          assignments.add_to(list);
          return Self::written(query::update(Self::write_of(q, where), list.all(), scope));
        },
        std::forward<Token>(token));
  }
  template <class Token>
  auto launch_sum(std::string_view column, Value amount, bool subtract, Token&& token, Here where) {
    return launch(
        [column = std::string{column}, amount = std::move(amount), subtract, where](Self& q) {
          return subtract ? q.decrement(column, amount, {}, where)
                          : q.increment(column, amount, {}, where);
        },
        std::forward<Token>(token));
  }
};

}  // namespace zin
