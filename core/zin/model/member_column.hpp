// The column that a member of a described struct stands for.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

#include "zin/base/attributes.hpp"
#include "zin/query/described.hpp"

namespace zin::model {

template <class M>
struct Plain {
  using Type = M;
};
template <class M>
struct Plain<std::optional<M>> {
  using Type = M;
};

/// What a member may be compared with, or become: what its own type takes, or nullptr where it may
/// be missing.
template <class V, class M>
concept FitsMember = std::constructible_from<Value, V> &&
    (std::convertible_to<V, typename Plain<M>::Type> || std::convertible_to<V, M> ||
     (detail::is_optional<M> && std::same_as<std::remove_cvref_t<V>, std::nullptr_t>));

namespace parts {
template <class Descriptor, class Owner, class M>
void find_column(M Owner::*wanted, std::string_view& name) {
  if constexpr (std::is_same_v<std::remove_cv_t<decltype(Descriptor::pointer)>, M Owner::*>) {
    if (Descriptor::pointer == wanted) name = Descriptor::name;
  }
}
template <template <class...> class List, class... Descriptors, class Owner, class M>
std::string_view column_in(List<Descriptors...>, M Owner::*wanted) {
  std::string_view name;
  (find_column<Descriptors>(wanted, name), ...);
  return name;
}
template <template <class...> class List, class... Descriptors, class T, class Fn>
void each_in(List<Descriptors...>, T& object, Fn& fn) {
  (fn(std::string_view{Descriptors::name}, object.*Descriptors::pointer), ...);
}
template <template <class...> class List, class... Bases, class T, class Fn>
void each_of_bases(List<Bases...>, T& object, Fn& fn);
}  // namespace parts

/// `&User::votes` is "votes". The struct that declares the member has to be described.
template <query::Described Owner, class M>
[[nodiscard]] std::string_view column_of(M Owner::*member) {
  return parts::column_in(query::MembersOf<Owner>{}, member);
}

/// Calls fn(name, member) for each member, those of described public bases first.
template <class T, class Fn>
void each_member(T& object, Fn&& fn) {
  using Plain = std::remove_const_t<T>;
  parts::each_of_bases(query::BasesOf<Plain>{}, object, fn);
  parts::each_in(query::MembersOf<Plain>{}, object, fn);
}

namespace parts {
template <template <class...> class List, class... Bases, class T, class Fn>
void each_of_bases(List<Bases...>, T& object, Fn& fn) {
  [[maybe_unused]] const auto visit = [&]<class Base>(const Base*) {
    if constexpr (query::is_public_base<Base>) {
      using Type =
          std::conditional_t<std::is_const_v<T>, const typename Base::type, typename Base::type>;
      each_member(static_cast<Type&>(object), fn);
    }
  };
  (visit(static_cast<const Bases*>(nullptr)), ...);
}
}  // namespace parts

/// The members as attributes, in their order.
template <query::Described T>
[[nodiscard]] Attributes attributes_of(const T& object) {
  Attributes all;
  each_member(object, [&all](std::string_view name, const auto& member) {
    using M = std::remove_cvref_t<decltype(member)>;
    static_assert(std::constructible_from<Value, const M&>,
                  "a field must be of a type that a column can hold: see zin::Value");
    all.set(name, Value{member});
  });
  return all;
}

}  // namespace zin::model
