// Model: the way in by the name of a table and of a connection.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/query/query.hpp"

namespace zin {

class ZIN_API Model {
 public:
  /// A query on a table of a named connection, which is looked up when the query runs: then
  /// Errc::unknown_connection is thrown for a name that nobody registered, listing the known ones.
  [[nodiscard]] static Query query(std::string_view table, std::string_view connection = "default");
};

}  // namespace zin
