// The verbs that read a large result piece by piece.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/query/piece.hpp"
#include "zin/query/select_list.hpp"
#include "zin/runtime/rows.hpp"

namespace zin {

/// Each piece is a statement of its own. A function may give false to end it.
template <class Self>
class ChunkVerbs {
 public:
  using Here = std::source_location;

  /// Calls fn(rows) for each piece. Needs order_by(). Rows that come or go meanwhile move the
  /// pieces: use chunk_by_id() when the function changes what the query finds. Gives whether all
  /// were seen.
  template <class Fn>
  bool chunk(std::int64_t rows, Fn&& fn, Here where = Here::current()) const {
    query::check_chunks(self().builder(), rows, true);
    for (std::int64_t page = 1;; ++page) {
      Self piece = self();
      piece.for_page(page, rows);
      const auto found = piece.get(where);
      if (found.empty()) return true;
      if (!go_on(fn, found)) return false;
      if (found.size() < static_cast<std::size_t>(rows)) return true;
    }
  }
  /// The same by the values of a unique column, which rows that come or go do not disturb. Orders
  /// of the query are forgotten. `alias` is the column's name in the rows when it is another.
  template <class Fn>
  bool chunk_by_id(std::int64_t rows, Fn&& fn, std::string_view column = "id",
                   std::string_view alias = {}, Here where = Here::current()) const {
    return by_id(rows, fn, column, alias, false, where);
  }
  template <class Fn>
  bool chunk_by_id_desc(std::int64_t rows, Fn&& fn, std::string_view column = "id",
                        std::string_view alias = {}, Here where = Here::current()) const {
    return by_id(rows, fn, column, alias, true, where);
  }
  /// Calls fn(row) for each row, in pieces as chunk().
  template <class Fn>
  bool each(Fn&& fn, std::int64_t rows = 1000, Here where = Here::current()) const {
    return chunk(rows, each_of(fn), where);
  }
  template <class Fn>
  bool each_by_id(Fn&& fn, std::int64_t rows = 1000, std::string_view column = "id",
                  std::string_view alias = {}, Here where = Here::current()) const {
    return chunk_by_id(rows, each_of(fn), column, alias, where);
  }
  /// What fn(row) gives for each row, in pieces as chunk().
  template <class Fn>
  [[nodiscard]] auto chunk_map(Fn&& fn, std::int64_t rows = 1000,
                               Here where = Here::current()) const {
    std::vector<std::remove_cvref_t<std::invoke_result_t<Fn&, const Row&>>> all;
    chunk(
        rows,
        [&](const Rows& piece) {
          for (const Row& row : piece) all.push_back(std::invoke(fn, row));
        },
        where);
    return all;
  }
  /// A range of all rows, read in pieces as chunk_by_id(): unlike lazy() it holds no connection.
  [[nodiscard]] RowsById lazy_by_id(std::int64_t rows = 1000, std::string_view column = "id",
                                    std::string_view alias = {},
                                    Here where = Here::current()) const {
    return rows_by_id(rows, column, alias, false, where);
  }
  [[nodiscard]] RowsById lazy_by_id_desc(std::int64_t rows = 1000, std::string_view column = "id",
                                         std::string_view alias = {},
                                         Here where = Here::current()) const {
    return rows_by_id(rows, column, alias, true, where);
  }

 protected:
  ~ChunkVerbs() = default;

 private:
  [[nodiscard]] const Self& self() const noexcept { return static_cast<const Self&>(*this); }

  template <class Fn, class Rows>
  static bool go_on(Fn& fn, const Rows& rows) {
    if constexpr (std::is_void_v<std::invoke_result_t<Fn&, const Rows&>>) {
      std::invoke(fn, rows);
      return true;
    } else {
      return static_cast<bool>(std::invoke(fn, rows));
    }
  }
  template <class Fn>
  static auto each_of(Fn& fn) {
    return [&fn](const auto& rows) {
      for (const auto& row : rows) {
        if (!go_on(fn, row)) return false;
      }
      return true;
    };
  }
  [[nodiscard]] auto piece_reader(std::int64_t rows, std::string_view column, bool descending,
                                  Here where) const {
    return [whole = self(), rows, column = std::string{column}, descending,
            where](const Value* behind) {
      Self piece = whole;
      piece.builder().forget_orders_of_rows();
      query::narrow(piece.builder(),
                    {.rows = rows, .column = column, .descending = descending, .behind = behind});
      return piece.get(where);
    };
  }
  [[nodiscard]] static std::string name_of(std::string_view column, std::string_view alias) {
    return std::string{alias.empty() ? query::called_in_rows(column) : alias};
  }
  [[nodiscard]] RowsById rows_by_id(std::int64_t rows, std::string_view column,
                                    std::string_view alias, bool descending, Here where) const {
    query::check_chunks(self().builder(), rows, false);
    return {piece_reader(rows, column, descending, where), rows, name_of(column, alias)};
  }
  template <class Fn>
  bool by_id(std::int64_t rows, Fn& fn, std::string_view column, std::string_view alias,
             bool descending, Here where) const {
    query::check_chunks(self().builder(), rows, false);
    const auto read = piece_reader(rows, column, descending, where);
    const std::string name = name_of(column, alias);
    Value last;
    for (bool first = true;; first = false) {
      const Rows found = read(first ? nullptr : &last);
      if (found.empty()) return true;
      last = query::end_of(found, name);
      if (!go_on(fn, found)) return false;
      if (found.size() < static_cast<std::size_t>(rows)) return true;
    }
  }
};

}  // namespace zin
