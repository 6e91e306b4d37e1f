// Queries by name.
// SPDX-License-Identifier: MIT
#include "zin/model/model.hpp"

namespace zin {

Query Model::query(std::string_view table, std::string_view connection) {
  return Query{table, zin::query::Target{connection}};
}

}  // namespace zin
