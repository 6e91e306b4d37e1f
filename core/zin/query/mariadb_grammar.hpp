// What MariaDB says differently from MySQL.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/query/mysql_grammar.hpp"

namespace zin::query {

class MariadbGrammar final : public MysqlGrammar {
 private:
  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::mariadb; }
  void lateral(Writer& out, const ast::Join& join) const override;
  void write_ctes(Writer& out, const ast::Select& query, std::string_view verb) const override;
  void json_contains_key(Writer& out, const ast::Condition& node) const override;
  void json(Writer& out, const JsonPath& path) const override;
  void document(Writer& out, Value value) const override;
};

}  // namespace zin::query
