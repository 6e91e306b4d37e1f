// What each kind of JSON becomes when it is bound.
// SPDX-License-Identifier: MIT
#include "zin/cli/bound_parameters.hpp"

#include <fmt/format.h>

#include "zin/base/error.hpp"
#include "zin/base/json.hpp"

namespace zin::cli {

std::vector<Value> bound_parameters(const std::vector<OrderedValue>& options) {
  std::vector<Value> values;
  values.reserve(options.size());
  for (const OrderedValue& option : options) {
    if (option.option == text_parameter) {
      values.emplace_back(option.value);
      continue;
    }
    try {
      values.push_back(Value::from_json(Json::parse(option.value)));
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
