// From values to documents.
// SPDX-License-Identifier: MIT
#include "zin/query/json_document.hpp"

#include "zin/base/error.hpp"
#include "zin/query/json_path.hpp"

namespace zin::query {

Json json_of(const Value& value) {
  switch (value.type()) {
    case Type::null:
      return nullptr;
    case Type::boolean:
      return value.get<bool>();
    case Type::int64:
      return value.get<std::int64_t>();
    case Type::uint64:
      return value.get<std::uint64_t>();
    case Type::float32:
    case Type::float64:
      return value.get<double>();
    case Type::decimal:
      return value.get<Decimal>();
    case Type::json:
      return value.get<Json>();
    case Type::array:
      return [&] {
        Json list = Json::array();
        for (const Value& item : value.get<Value::Array>()) list.push_back(json_of(item));
        return list;
      }();
    case Type::bytes:
    case Type::interval:
      throw Error(
          Errc::invalid_argument,
          "JSON has no form for " + std::string{to_string(value.type())} + "; give it as a text");
    default:
      return value.get<std::string>();
  }
}

Value json_list(std::span<const Value> values) {
  Json list = Json::array();
  for (const Value& value : values) list.push_back(json_of(value));
  return Value{std::move(list)};
}

std::vector<const ast::Assignment*> paths_into(const ast::Update& update, std::string_view column) {
  std::vector<const ast::Assignment*> paths;
  for (const ast::Assignment& each : update.assignments) {
    if (JsonPath::is(each.column) && JsonPath::parse(each.column).column == column) {
      paths.push_back(&each);
    }
  }
  return paths;
}

std::optional<Value> json_patch(std::span<const ast::Assignment* const> assignments) {
  Json patch = Json::object();
  for (const ast::Assignment* assignment : assignments) {
    if (!assignment->expression.is(ast::Expression::Kind::value)) return std::nullopt;
    const Value& value = assignment->expression.values.front();
    // A merge goes down into objects and drops their NULLs.
    if (value.is_null() || value.type() == Type::json) return std::nullopt;
    Json* place = &patch;
    for (const JsonStep& step : JsonPath::parse(assignment->column).steps) {
      if (step.index) return std::nullopt;
      if (!place->is_null() && !place->is_object()) return std::nullopt;
      place = &(*place)[step.key];
    }
    *place = json_of(value);
  }
  return Value{std::move(patch)};
}

}  // namespace zin::query
