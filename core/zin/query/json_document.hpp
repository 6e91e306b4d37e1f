// Values as JSON, for the functions that take documents.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "zin/base/json.hpp"
#include "zin/base/value.hpp"
#include "zin/query/ast.hpp"

namespace zin::query {

/// The value as a document: lists as arrays, dates and numbers without a form of their own as
/// texts. Throws Errc::invalid_argument for bytes, which JSON has no form for.
[[nodiscard]] Json json_of(const Value& value);
/// The same, to be bound.
[[nodiscard]] inline Value json_document(const Value& value) { return Value{json_of(value)}; }
[[nodiscard]] Value json_list(std::span<const Value> values);

/// The assignments to paths into one column, in order.
[[nodiscard]] std::vector<const ast::Assignment*> paths_into(const ast::Update& update,
                                                             std::string_view column);
/// Assignments to paths of one column as one document to be merged into it. Nothing when merging
/// would do something else: for NULLs, for indices of lists, and for what is no value.
[[nodiscard]] std::optional<Value> json_patch(std::span<const ast::Assignment* const> assignments);

}  // namespace zin::query
