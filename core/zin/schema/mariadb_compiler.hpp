// MariaDB: what it says differently from MySQL.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/schema/mysql_compiler.hpp"

namespace zin::schema {

/// As of MariaDB 10.7, which has a type for UUIDs.
class MariadbCompiler final : public MysqlCompiler {
 public:
  MariadbCompiler() : MysqlCompiler(Dialect::mariadb) {}

  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::mariadb; }

 protected:
  [[nodiscard]] std::string_view uuid_words() const noexcept override { return "uuid"; }
  [[nodiscard]] std::string_view srid_words() const noexcept override { return " ref_system_id="; }
  [[nodiscard]] bool takes_long_literals() const noexcept override { return true; }
};

}  // namespace zin::schema
