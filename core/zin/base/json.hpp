// JSON documents as values that own their parts.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "zin/base/decimal.hpp"
#include "zin/base/export.hpp"

namespace zin {

/// A JSON document. Objects keep the order of their keys. Numbers stay what they were: integers
/// exact, in 64 bits or as Decimal, others as double, and those that a double would change as
/// Decimal.
/// [one thread at a time] while it is changed.
class ZIN_API Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;
  enum class Kind : std::uint8_t {
    null,
    boolean,
    int64,
    uint64,
    float64,
    decimal,
    string,
    array,
    object
  };

  /// null
  Json() noexcept = default;
  Json(std::nullptr_t) noexcept {}                      // NOLINT(google-explicit-constructor)
  Json(std::same_as<bool> auto flag) : state_(flag) {}  // NOLINT(google-explicit-constructor)
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>)
      Json(T number) {  // NOLINT(google-explicit-constructor)
    if constexpr (std::is_signed_v<T>) {
      state_ = static_cast<std::int64_t>(number);
    } else {
      assign_unsigned(number);
    }
  }
  Json(std::floating_point auto number)
      : state_(static_cast<double>(number)) {}                // NOLINT(google-explicit-constructor)
  Json(Decimal number) : state_(std::move(number)) {}         // NOLINT(google-explicit-constructor)
  Json(const char* text) : state_(std::string{text}) {}       // NOLINT(google-explicit-constructor)
  Json(std::string_view text) : state_(std::string{text}) {}  // NOLINT(google-explicit-constructor)
  Json(std::string text) : state_(std::move(text)) {}         // NOLINT(google-explicit-constructor)
  Json(Array items) : state_(std::move(items)) {}             // NOLINT(google-explicit-constructor)
  Json(Object members) : state_(std::move(members)) {}        // NOLINT(google-explicit-constructor)

  /// Json::array({1, "two"}) and Json::object({{"key", 1}}).
  [[nodiscard]] static Json array(std::initializer_list<Json> items = {});
  [[nodiscard]] static Json object(std::initializer_list<Member> members = {});

  /// Reads exactly one document of RFC 8259. Throws Errc::data_error with the byte offset, also
  /// for nesting deeper than 512 and for numbers beyond 10^1000. A key that comes twice keeps its
  /// last value.
  [[nodiscard]] static Json parse(std::string_view text);
  /// Compact text; a double that is not finite is null, as in JavaScript.
  [[nodiscard]] std::string dump() const;

  [[nodiscard]] Kind kind() const noexcept { return static_cast<Kind>(state_.index()); }
  [[nodiscard]] bool is_null() const noexcept { return kind() == Kind::null; }
  [[nodiscard]] bool is_array() const noexcept { return kind() == Kind::array; }
  [[nodiscard]] bool is_object() const noexcept { return kind() == Kind::object; }
  [[nodiscard]] bool is_string() const noexcept { return kind() == Kind::string; }

  /// Each throws Errc::type_mismatch when the document is of another kind or does not fit.
  [[nodiscard]] bool as_bool() const;
  [[nodiscard]] std::int64_t as_int64() const;
  [[nodiscard]] std::uint64_t as_uint64() const;
  [[nodiscard]] double as_double() const;
  [[nodiscard]] Decimal as_decimal() const;
  [[nodiscard]] const std::string& as_string() const;
  [[nodiscard]] const Array& as_array() const;
  [[nodiscard]] Array& as_array();
  [[nodiscard]] const Object& as_object() const;
  [[nodiscard]] Object& as_object();

  /// Members of an object, items of an array, else 0.
  [[nodiscard]] std::size_t size() const noexcept;
  /// The member, or nullptr when there is none or this is no object. Linear in the members.
  [[nodiscard]] const Json* find(std::string_view key) const noexcept;
  /// The member or item; throws Errc::not_found, or Errc::type_mismatch for another kind.
  [[nodiscard]] const Json& at(std::string_view key) const;
  [[nodiscard]] const Json& at(std::size_t index) const;
  /// The member, made when it is missing; null becomes an object. Else Errc::type_mismatch.
  Json& operator[](std::string_view key);
  /// The item; Errc::not_found when there is none, Errc::type_mismatch for another kind.
  Json& operator[](std::size_t index);
  /// Appends an item; null becomes an array. Else Errc::type_mismatch.
  void push_back(Json item);

  /// Equal kinds and parts; the order of an object's keys counts.
  friend ZIN_API bool operator==(const Json& a, const Json& b);

 private:
  void assign_unsigned(std::uint64_t number);

  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, Decimal, std::string,
               Array, Object>
      state_;
};

}  // namespace zin
