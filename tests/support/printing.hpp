// How Boost.Test shows values of zin when a comparison fails.
// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>

#include "zin/base/cell.hpp"
#include "zin/base/convert.hpp"
#include "zin/base/decimal.hpp"
#include "zin/base/errc.hpp"
#include "zin/base/json.hpp"
#include "zin/base/log.hpp"
#include "zin/base/uuid.hpp"
#include "zin/base/value.hpp"
#include "zin/sql/dialect.hpp"

namespace zin {

inline std::ostream& boost_test_print_type(std::ostream& out, Errc code) {
  return out << to_string(code);
}
inline std::ostream& boost_test_print_type(std::ostream& out, Type type) {
  return out << to_string(type);
}
inline std::ostream& boost_test_print_type(std::ostream& out, LogLevel level) {
  return out << to_string(level);
}
inline std::ostream& boost_test_print_type(std::ostream& out, Dialect dialect) {
  return out << to_string(dialect);
}
inline std::ostream& boost_test_print_type(std::ostream& out, Json::Kind kind) {
  return out << "kind " << static_cast<int>(kind);
}
inline std::ostream& boost_test_print_type(std::ostream& out, const Value& value) {
  return out << to_string(value.type()) << ' ' << value.to_string();
}
inline std::ostream& boost_test_print_type(std::ostream& out, const Decimal& number) {
  return out << number.to_string();
}
inline std::ostream& boost_test_print_type(std::ostream& out, const Uuid& uuid) {
  return out << uuid.to_string();
}
inline std::ostream& boost_test_print_type(std::ostream& out, const Json& json) {
  return out << json.dump();
}

namespace detail {
inline std::ostream& boost_test_print_type(std::ostream& out, Outcome outcome) {
  return out << "outcome " << static_cast<int>(outcome);
}
}  // namespace detail

}  // namespace zin
