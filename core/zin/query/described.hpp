// Rows as plain structs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/runtime/rows.hpp"

namespace zin::query {

// BOOST_DESCRIBE_STRUCT puts this function beside the struct: what it gives is a list of types,
// each with a `pointer` to the member and its `name` (Boost.Describe, "Reflection primitives").
// Found by its argument, so that this header needs none of Boost's.
template <class T>
concept Described = std::is_class_v<T> && requires {
  boost_public_member_descriptor_fn(static_cast<T**>(nullptr));
};

template <class T>
using MembersOf = decltype(boost_public_member_descriptor_fn(static_cast<T**>(nullptr)));
template <class T>
using BasesOf = decltype(boost_base_descriptor_fn(static_cast<T**>(nullptr)));

// A base that a described struct names; see modifiers.hpp of Boost.Describe for the 1: public.
template <class Base>
inline constexpr bool is_public_base = (Base::modifiers & 1U) != 0;

template <class T>
class Fields;

/// Throws the error again, saying which field of the struct it is about.
[[noreturn]] ZIN_API void rethrow_for_field(std::string_view field);

template <class T, class Fn>
void read_field(Fn read, std::string_view field) {
  try {
    read();
  } catch (...) {
    rethrow_for_field(field);
  }
}

/// What a read may give: a view of the rows, which are gone by then, is none of it.
template <class T>
inline constexpr bool is_view = false;
template <>
inline constexpr bool is_view<std::string_view> = true;
template <class Item, std::size_t size>
inline constexpr bool is_view<std::span<Item, size>> = true;
template <class T>
inline constexpr bool is_view<std::optional<T>> = is_view<T>;
template <class T>
inline constexpr bool is_view<std::vector<T>> = is_view<T>;

template <class T>
concept OwningResult = !is_view<std::remove_cvref_t<T>>;

/// Reads rows of one result as a T: where each field lies is looked up once. Fields of public bases
/// are read as those of T itself; the bases have to be described, too.
template <Described T>
class Fields<T> {
 public:
  explicit Fields(const Row& shape) { add_all(shape, BasesOf<T>{}, MembersOf<T>{}); }

  [[nodiscard]] T read(const Row& row) const {
    T out{};
    std::size_t at = 0;
    read_all(row, out, at);
    return out;
  }

 private:
  template <class>
  friend class Fields;

  template <template <class...> class List, class... Bases, class... Members>
  void add_all(const Row& shape, List<Bases...>, List<Members...>) {
    (add_base<Bases>(shape), ...);
    (read_field<T>([&] { columns_.push_back(shape.index_of(Members::name)); }, Members::name), ...);
  }
  template <class Base>
  void add_base(const Row& shape) {
    if constexpr (is_public_base<Base>) {
      static_assert(Described<typename Base::type>, "describe the base with BOOST_DESCRIBE_STRUCT");
      const Fields<typename Base::type> base{shape};
      columns_.insert(columns_.end(), base.columns_.begin(), base.columns_.end());
    }
  }
  template <class Out>
  void read_all(const Row& row, Out& out, std::size_t& at) const {
    read_bases(row, out, at, BasesOf<Out>{});
    read_members(row, out, at, MembersOf<Out>{});
  }
  template <class Out, template <class...> class List, class... Bases>
  void read_bases(const Row& row, Out& out, std::size_t& at, List<Bases...>) const {
    (read_base<Bases>(row, out, at), ...);
  }
  template <class Base, class Out>
  void read_base(const Row& row, Out& out, std::size_t& at) const {
    if constexpr (is_public_base<Base>) {
      read_all(row, static_cast<typename Base::type&>(out), at);
    }
  }
  template <class Out, template <class...> class List, class... Members>
  void read_members(const Row& row, Out& out, std::size_t& at, List<Members...>) const {
    (read_field<T>(
         [&] {
           using Type = std::remove_cvref_t<decltype(out.*Members::pointer)>;
           static_assert(!is_view<Type>,
                         "a field must own what it holds: the rows are gone when "
                         "it is read");
           out.*Members::pointer = row.get<Type>(columns_[at++]);
         },
         Members::name),
     ...);
  }

  std::vector<std::size_t> columns_;
};

template <class T>
[[nodiscard]] T read_one(const Row& row) {
  if constexpr (std::is_same_v<T, Row>) {
    return row;
  } else if constexpr (Described<T>) {
    return Fields<T>{row}.read(row);
  } else {
    return row.get<T>(0);
  }
}

template <class T>
[[nodiscard]] std::vector<T> read_all(const Rows& rows) {
  std::vector<T> out;
  if (rows.empty()) return out;
  out.reserve(rows.size());
  if constexpr (Described<T>) {
    const Fields<T> fields{*rows.begin()};
    for (const Row& row : rows) out.push_back(fields.read(row));
  } else {
    for (const Row& row : rows) out.push_back(row.get<T>(0));
  }
  return out;
}

template <class T>
[[nodiscard]] std::vector<T> read_column(const Rows& rows, std::size_t column) {
  std::vector<T> out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.push_back(row.get<T>(column));
  return out;
}

/// Two columns.
template <class Key, class T>
[[nodiscard]] std::vector<std::pair<Key, T>> read_pairs(const Rows& rows, std::size_t key,
                                                        std::size_t column) {
  std::vector<std::pair<Key, T>> out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.emplace_back(row.get<Key>(key), row.get<T>(column));
  return out;
}

/// A column of the first row; nothing without a row and for NULL.
template <class T>
[[nodiscard]] std::optional<T> read_value(const Rows& rows, std::size_t column) {
  if (rows.empty()) return std::nullopt;
  const Row row = rows.front();
  if (row.is_null(column)) return std::nullopt;
  return row.get<T>(column);
}

/// Throws Errc::not_found: a row that must exist does not.
[[noreturn]] ZIN_API void none_found();

}  // namespace zin::query
