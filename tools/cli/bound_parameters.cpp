// What each kind of JSON becomes when it is bound.
// SPDX-License-Identifier: MIT
#include "bound_parameters.hpp"

#include <fmt/format.h>

#include "zin/base/error.hpp"
#include "zin/base/json.hpp"

namespace zin::cli {
namespace {

Value bound(Json json) {
  switch (json.kind()) {
    case Json::Kind::null:
      return nullptr;
    case Json::Kind::boolean:
      return json.as_bool();
    case Json::Kind::int64:
      return json.as_int64();
    case Json::Kind::uint64:
      return json.as_uint64();
    case Json::Kind::float64:
      return json.as_double();
    case Json::Kind::decimal:
      return json.as_decimal();
    case Json::Kind::string:
      return json.as_string();
    case Json::Kind::array:
    case Json::Kind::object:
      break;
  }
  return json;
}

}  // namespace

std::vector<Value> bound_parameters(const std::vector<OrderedValue>& options) {
  std::vector<Value> values;
  values.reserve(options.size());
  for (const OrderedValue& option : options) {
    if (option.option == text_parameter) {
      values.emplace_back(option.value);
      continue;
    }
    try {
      values.push_back(bound(Json::parse(option.value)));
    } catch (const Error&) {
      throw UsageError{fmt::format(
          "the value of parameter {} is no JSON; give null, true, 42, 1.5, \"text\", [...] or "
          "{{...}} to {}, or use {} for a text",
          values.size() + 1, json_parameter, text_parameter)};
    }
  }
  return values;
}

}  // namespace zin::cli
