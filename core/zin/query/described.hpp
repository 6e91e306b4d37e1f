// Rows as plain structs.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
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

template <class List>
inline constexpr std::size_t size_of_list = 0;
template <template <class...> class List, class... Items>
inline constexpr std::size_t size_of_list<List<Items...>> = sizeof...(Items);

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

/// Reads rows of one result as a T: where each field lies is looked up once.
template <Described T>
class Fields {
 public:
  explicit Fields(const Row& shape) { find(shape, MembersOf<T>{}); }

  [[nodiscard]] T read(const Row& row) const {
    T out{};
    read(row, out, MembersOf<T>{});
    return out;
  }

 private:
  template <template <class...> class List, class... Members>
  void find(const Row& shape, List<Members...>) {
    std::size_t at = 0;
    (read_field<T>([&] { columns_[at++] = shape.index_of(Members::name); }, Members::name), ...);
  }
  template <template <class...> class List, class... Members>
  void read(const Row& row, T& out, List<Members...>) const {
    std::size_t at = 0;
    (read_field<T>(
         [&] {
           using Type = std::remove_cvref_t<decltype(out.*Members::pointer)>;
           out.*Members::pointer = row.get<Type>(columns_[at++]);
         },
         Members::name),
     ...);
  }

  std::array<std::size_t, size_of_list<MembersOf<T>>> columns_{};
};

template <class T>
[[nodiscard]] T read_one(const Row& row) {
  if constexpr (Described<T>) {
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

/// The first column.
template <class T>
[[nodiscard]] std::vector<T> read_column(const Rows& rows) {
  std::vector<T> out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.push_back(row.get<T>(0));
  return out;
}

/// The second column and the first.
template <class Key, class T>
[[nodiscard]] std::vector<std::pair<Key, T>> read_pairs(const Rows& rows) {
  std::vector<std::pair<Key, T>> out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.emplace_back(row.get<Key>(1), row.get<T>(0));
  return out;
}

/// The first column of the first row; nothing without a row and for NULL.
template <class T>
[[nodiscard]] std::optional<T> read_value(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  const Row row = rows.front();
  if (row.is_null(0)) return std::nullopt;
  return row.get<T>(0);
}

}  // namespace zin::query
