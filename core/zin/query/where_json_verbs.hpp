// Conditions on JSON columns: where_json_contains and its kin.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "zin/query/conditions.hpp"

namespace zin {

/// Part of WhereVerbs.
template <class Self>
class WhereJsonVerbs {
 public:
  /// The JSON list at `column` ("tags", "meta->tags") has the value, or all values of a list.
  Self& where_json_contains(std::string_view column, Value value) {
    conditions().json_contains({}, column, std::move(value));
    return self();
  }
  Self& where_json_contains(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_contains(std::string_view column, Value value) {
    conditions().json_contains({.either = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_contains(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({.either = true}, column, Value::Array(values));
    return self();
  }
  Self& where_json_doesnt_contain(std::string_view column, Value value) {
    conditions().json_contains({.negated = true}, column, std::move(value));
    return self();
  }
  Self& where_json_doesnt_contain(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({.negated = true}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_doesnt_contain(std::string_view column, Value value) {
    conditions().json_contains({.either = true, .negated = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_doesnt_contain(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({.either = true, .negated = true}, column, Value::Array(values));
    return self();
  }

  /// They have a member in common.
  Self& where_json_overlaps(std::string_view column, Value value) {
    conditions().json_overlaps({}, column, std::move(value));
    return self();
  }
  Self& where_json_overlaps(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_overlaps(std::string_view column, Value value) {
    conditions().json_overlaps({.either = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_overlaps(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({.either = true}, column, Value::Array(values));
    return self();
  }
  Self& where_json_doesnt_overlap(std::string_view column, Value value) {
    conditions().json_overlaps({.negated = true}, column, std::move(value));
    return self();
  }
  Self& where_json_doesnt_overlap(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({.negated = true}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_doesnt_overlap(std::string_view column, Value value) {
    conditions().json_overlaps({.either = true, .negated = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_doesnt_overlap(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({.either = true, .negated = true}, column, Value::Array(values));
    return self();
  }

  /// There is something at the path, NULL too: "meta->tags".
  Self& where_json_contains_key(std::string_view path) {
    conditions().json_contains_key({}, path);
    return self();
  }
  Self& or_where_json_contains_key(std::string_view path) {
    conditions().json_contains_key({.either = true}, path);
    return self();
  }
  Self& where_json_doesnt_contain_key(std::string_view path) {
    conditions().json_contains_key({.negated = true}, path);
    return self();
  }
  Self& or_where_json_doesnt_contain_key(std::string_view path) {
    conditions().json_contains_key({.either = true, .negated = true}, path);
    return self();
  }

  /// Of the JSON list at `column`.
  Self& where_json_length(std::string_view column, Operand value) {
    conditions().json_length({}, column, "=", std::move(value));
    return self();
  }
  Self& or_where_json_length(std::string_view column, Operand value) {
    conditions().json_length({.either = true}, column, "=", std::move(value));
    return self();
  }

  Self& where_json_length(std::string_view column, std::string_view op, Operand value) {
    conditions().json_length({}, column, op, std::move(value));
    return self();
  }
  Self& or_where_json_length(std::string_view column, std::string_view op, Operand value) {
    conditions().json_length({.either = true}, column, op, std::move(value));
    return self();
  }

 protected:
  ~WhereJsonVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  [[nodiscard]] query::Conditions conditions() { return self().where_conditions(); }
};

}  // namespace zin
