// MariaDB: JSON is a text with functions around it.
// SPDX-License-Identifier: MIT
#include "zin/query/mariadb_grammar.hpp"

#include <algorithm>

namespace zin::query {

void MariadbGrammar::lateral(Writer&, const ast::Join&) const { refuse("lateral joins"); }

void MariadbGrammar::write_ctes(Writer&, const ast::Select& query, std::string_view verb) const {
  if (!query.ctes.empty()) refuse("common table expression of an " + std::string{verb});
}

// With an index from the end its json_contains_path() answers for the row before (10.11);
// json_exists() does not.
void MariadbGrammar::json_contains_key(Writer& out, const ast::Condition& node) const {
  const JsonPath path = JsonPath::parse(node.left.name);
  const bool from_end = std::any_of(path.steps.begin(), path.steps.end(), [](const JsonStep& step) {
    return step.index.value_or(0) < 0;
  });
  if (!from_end) return MysqlGrammar::json_contains_key(out, node);
  out << "ifnull(json_exists(";
  json_field(out, path);
  out << "), 0)";
}

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
