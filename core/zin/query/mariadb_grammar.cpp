// MariaDB: JSON is a text with functions around it.
// SPDX-License-Identifier: MIT
#include "zin/query/mariadb_grammar.hpp"

namespace zin::query {

void MariadbGrammar::lateral(Writer&, const ast::Join&) const { refuse("lateral joins"); }

void MariadbGrammar::json(Writer& out, const JsonPath& path) const {
  out << "json_value(";
  json_field(out, path);
  out << ')';
}

// It has no type to cast to.
void MariadbGrammar::document(Writer& out, Value value) const {
  out << "json_query(";
  out.parameter(std::move(value));
  out << ", '$')";
}

}  // namespace zin::query
