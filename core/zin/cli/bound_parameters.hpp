// From --param and --param-json to bound values.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/base/value.hpp"
#include "zin/cli/command_line.hpp"

namespace zin::cli {

inline constexpr const char* text_parameter = "--param";
inline constexpr const char* json_parameter = "--param-json";

/// The values in the order of the options: --param is text; --param-json is what the JSON is: null,
/// a boolean, an integer, a double (a decimal where a double would change it), text, and a document
/// for an array or an object. Throws UsageError, which never holds the value.
[[nodiscard]] std::vector<Value> bound_parameters(const std::vector<OrderedValue>& options);

}  // namespace zin::cli
