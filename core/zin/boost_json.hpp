// Between zin::Json and boost::json::value, and the latter as a type to read columns as.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "zin/base/convert.hpp"
#include "zin/base/decimal.hpp"
#include "zin/base/errc.hpp"
#include "zin/base/error.hpp"
#include "zin/base/json.hpp"
#include "zin/cache/cache_codec.hpp"

// Boost.JSON has code of its own: link boost_json, or include <boost/json/src.hpp> in one source.

namespace zin {

namespace detail {

/// False where Boost.JSON has no number that is exactly this one.
inline bool to_boost(const Decimal& number, boost::json::value& out) {
  if (const auto whole = number.to_int64()) {
    out = *whole;
  } else if (const auto positive = number.to_uint64()) {
    out = *positive;
  } else {
    const double nearest = number.to_double();
    if (!std::isfinite(nearest) || Decimal{Json{nearest}.dump()} != number) return false;
    out = nearest;
  }
  return true;
}

inline bool to_boost(const Json& json, boost::json::value& out) {
  switch (json.kind()) {
    case Json::Kind::null:
      out = nullptr;
      return true;
    case Json::Kind::boolean:
      out = json.as_bool();
      return true;
    case Json::Kind::int64:
      out = json.as_int64();
      return true;
    case Json::Kind::uint64:
      out = json.as_uint64();
      return true;
    case Json::Kind::float64:
      out = json.as_double();
      return true;
    case Json::Kind::decimal:
      return to_boost(json.as_decimal(), out);
    case Json::Kind::string:
      out = json.as_string();
      return true;
    case Json::Kind::array: {
      boost::json::array& items = out.emplace_array();
      items.reserve(json.size());
      for (const Json& item : json.as_array()) {
        if (!to_boost(item, items.emplace_back(nullptr))) return false;
      }
      return true;
    }
    case Json::Kind::object: {
      boost::json::object& members = out.emplace_object();
      members.reserve(json.size());
      for (const auto& [key, item] : json.as_object()) {
        if (!to_boost(item, members[key])) return false;
      }
      return true;
    }
  }
  return false;
}

template <>
inline constexpr std::string_view foreign_name<boost::json::value> = "boost::json::value";

/// What `row.get<boost::json::value>("column")` and `value.get<boost::json::value>()` read by.
inline Outcome convert(const Cell& cell, boost::json::value& out) {
  Json json;
  if (const Outcome outcome = convert(cell, json); outcome != Outcome::ok) return outcome;
  return to_boost(json, out) ? Outcome::ok : Outcome::inexact;
}

}  // namespace detail

/// The same document; the order of an object's keys stays. Throws Errc::precision_lost for a
/// number that fits neither 64 bits nor exactly a double, which is all that Boost.JSON has.
[[nodiscard]] inline boost::json::value to_boost_json(const Json& json) {
  boost::json::value out;
  if (detail::to_boost(json, out)) return out;
  throw Error{Errc::precision_lost,
              "the document holds a number that boost::json::value cannot hold exactly; use "
              "zin::Json, or write it as a text"};
}

/// The same document; numbers stay what they are. Bind it as any Json:
/// `db.execute("insert into t values (?)", {zin::from_boost_json(document)})`.
[[nodiscard]] inline Json from_boost_json(const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      return {};
    case boost::json::kind::bool_:
      return value.get_bool();
    case boost::json::kind::int64:
      return value.get_int64();
    case boost::json::kind::uint64:
      return value.get_uint64();
    case boost::json::kind::double_:
      return value.get_double();
    case boost::json::kind::string:
      return std::string{value.get_string()};
    case boost::json::kind::array: {
      Json::Array items;
      items.reserve(value.get_array().size());
      for (const auto& item : value.get_array()) items.push_back(from_boost_json(item));
      return items;
    }
    case boost::json::kind::object: {
      Json::Object members;
      members.reserve(value.get_object().size());
      for (const auto& member : value.get_object()) {
        members.emplace_back(std::string{member.key()}, from_boost_json(member.value()));
      }
      return members;
    }
  }
  return {};
}

/// `boost::json::value_from(json)`, also where a Json is a part of what is converted.
inline void tag_invoke(const boost::json::value_from_tag&, boost::json::value& out,
                       const Json& json) {
  out = to_boost_json(json);
}
/// `boost::json::value_to<zin::Json>(value)`.
[[nodiscard]] inline Json tag_invoke(const boost::json::value_to_tag<Json>&,
                                     const boost::json::value& value) {
  return from_boost_json(value);
}

namespace detail {

[[nodiscard]] inline boost::json::value boost_json_of_stored(std::string_view bytes) {
  boost::system::error_code error;
  boost::json::value document =
      boost::json::parse(boost::json::string_view{bytes.data(), bytes.size()}, error);
  if (error) refuse_stored("a JSON document");
  return document;
}

}  // namespace detail

template <>
struct CacheCodec<boost::json::value> {
  static std::string encode(const boost::json::value& value) {
    return boost::json::serialize(value);
  }
  static boost::json::value decode(std::string_view bytes) {
    return detail::boost_json_of_stored(bytes);
  }
};

/// Whatever boost::json::value_from and value_to convert: described structs, lists of them, types
/// with a tag_invoke of their own.
template <class T>
requires(!std::is_array_v<T> && !detail::HasJsonForm<T> && boost::json::has_value_from<T>::value &&
         boost::json::has_value_to<T>::value) struct CacheCodec<T> {
  static std::string encode(const T& value) {
    return boost::json::serialize(boost::json::value_from(value));
  }
  static T decode(std::string_view bytes) {
    auto value = boost::json::try_value_to<T>(detail::boost_json_of_stored(bytes));
    if (value.has_error()) detail::refuse_stored("a value of this type");
    return std::move(*value);
  }
};

}  // namespace zin
