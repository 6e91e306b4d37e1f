// How values become the bytes that a store keeps: the text of a JSON document.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/bytes.hpp"
#include "zin/base/decimal.hpp"
#include "zin/base/error.hpp"
#include "zin/base/export.hpp"
#include "zin/base/json.hpp"

namespace zin {

/// Encodes T for a store, and reads it back. Of the library: Json, bool, numbers, Decimal, texts,
/// std::optional, std::vector and std::map of these as JSON, so that other programs can read them,
/// and Bytes as they are. <zin/boost_json.hpp> adds boost::json::value and whatever
/// boost::json::value_from and value_to convert: described structs, your own tag_invoke.
/// A specialization has `static std::string encode(const T&)` and
/// `static T decode(std::string_view)`, which throws Errc::type_mismatch or Errc::data_error.
template <class T>
struct CacheCodec;

namespace detail {

/// Throws Errc::data_error for bytes that are no JSON document, without quoting them.
[[nodiscard]] ZIN_API Json json_of_stored(std::string_view bytes);
/// Throws Errc::data_error for a number that is not finite, which JSON does not have.
[[nodiscard]] ZIN_API Json json_of_number(double number);
/// Throws Errc::data_error for a text that is no UTF-8, which JSON cannot hold.
[[nodiscard]] ZIN_API Json json_of_text(std::string_view text);
[[noreturn]] ZIN_API void refuse_stored(std::string_view wanted);

template <class T>
struct JsonForm;  // of a type: to(value) and from(document)

template <class T>
concept HasJsonForm = requires {
  typename JsonForm<T>::Known;
};

template <>
struct JsonForm<Json> {
  using Known = void;
  static const Json& to(const Json& value) { return value; }
  static Json from(Json json) { return json; }
};
template <>
struct JsonForm<bool> {
  using Known = void;
  static Json to(bool value) { return value; }
  static bool from(const Json& json) { return json.as_bool(); }
};
template <std::integral T>
requires(!std::same_as<T, bool> && !std::same_as<T, char>) struct JsonForm<T> {
  using Known = void;
  static Json to(T value) { return value; }
  static T from(const Json& json) {
    if constexpr (std::is_unsigned_v<T>) {
      const std::uint64_t number = json.as_uint64();
      if (number > std::numeric_limits<T>::max()) refuse_stored("a smaller number");
      return static_cast<T>(number);
    } else {
      const std::int64_t number = json.as_int64();
      if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max()) {
        refuse_stored("a smaller number");
      }
      return static_cast<T>(number);
    }
  }
};
template <std::floating_point T>
struct JsonForm<T> {
  using Known = void;
  static Json to(T value) { return json_of_number(static_cast<double>(value)); }
  static T from(const Json& json) { return static_cast<T>(json.as_double()); }
};
template <>
struct JsonForm<Decimal> {
  using Known = void;
  static Json to(const Decimal& value) { return value; }
  static Decimal from(const Json& json) { return json.as_decimal(); }
};
template <>
struct JsonForm<std::string> {
  using Known = void;
  static Json to(const std::string& value) { return json_of_text(value); }
  static std::string from(const Json& json) { return json.as_string(); }
};
template <HasJsonForm T>
struct JsonForm<std::optional<T>> {
  using Known = void;
  static Json to(const std::optional<T>& value) {
    return value ? Json{JsonForm<T>::to(*value)} : Json{};
  }
  static std::optional<T> from(const Json& json) {
    if (json.is_null()) return std::nullopt;
    return JsonForm<T>::from(json);
  }
};
template <HasJsonForm T>
struct JsonForm<std::vector<T>> {
  using Known = void;
  static Json to(const std::vector<T>& value) {
    Json::Array items;
    items.reserve(value.size());
    for (const T& item : value) items.emplace_back(JsonForm<T>::to(item));
    return items;
  }
  static std::vector<T> from(const Json& json) {
    std::vector<T> value;
    value.reserve(json.size());
    for (const Json& item : json.as_array()) value.push_back(JsonForm<T>::from(item));
    return value;
  }
};
template <HasJsonForm T, class Less>
struct JsonForm<std::map<std::string, T, Less>> {
  using Known = void;
  static Json to(const std::map<std::string, T, Less>& value) {
    Json::Object members;
    for (const auto& [key, item] : value) members.emplace_back(key, JsonForm<T>::to(item));
    return members;
  }
  static std::map<std::string, T, Less> from(const Json& json) {
    std::map<std::string, T, Less> value;
    for (const auto& [key, item] : json.as_object()) value.emplace(key, JsonForm<T>::from(item));
    return value;
  }
};

}  // namespace detail

template <detail::HasJsonForm T>
struct CacheCodec<T> {
  static std::string encode(const T& value) {
    if constexpr (std::integral<T> && !std::same_as<T, bool>) {
      return std::to_string(value);
    } else {
      return Json{detail::JsonForm<T>::to(value)}.dump();
    }
  }
  static T decode(std::string_view bytes) {
    return detail::JsonForm<T>::from(detail::json_of_stored(bytes));
  }
};

template <>
struct CacheCodec<Bytes> {
  static std::string encode(const Bytes& value) { return std::string{as_text(value)}; }
  static Bytes decode(std::string_view bytes) { return to_bytes(bytes); }
};

/// What a cache can keep; for other types include <zin/boost_json.hpp>, or specialize CacheCodec.
template <class T>
concept Cacheable = requires(const T& value, std::string_view bytes) {
  { CacheCodec<T>::encode(value) } -> std::convertible_to<std::string>;
  { CacheCodec<T>::decode(bytes) } -> std::convertible_to<T>;
};

/// An encoded value: what any Cacheable converts to, for lists of values of several types.
class CacheValue {
 public:
  template <class T>
  requires(!std::convertible_to<const T&, std::string_view> && Cacheable<T>)
      CacheValue(const T& value)  // NOLINT(google-explicit-constructor)
      : bytes_(CacheCodec<T>::encode(value)) {}
  template <class T>
  requires(std::convertible_to<const T&, std::string_view>)
      CacheValue(const T& text)  // NOLINT(google-explicit-constructor)
      : bytes_(detail::json_of_text(text).dump()) {}
  CacheValue(std::nullptr_t) : bytes_("null") {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace zin
