// Questions to a connection of SQLite, and settings of it that no roll back undoes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/runtime/session.hpp"

namespace zin::schema {

/// Asks where the tables are changed.
[[nodiscard]] Rows ask_sqlite(Session& session, std::string_view sql, Bindings bindings = {});
/// The first value of the first row; 0 for NULL and where there is none.
[[nodiscard]] std::int64_t sqlite_number(Session& session, std::string_view sql);

/// A pragma that is on or off: set while it lives, then as it was before. [one thread at a time]
class SqliteSetting {
 public:
  SqliteSetting(Session& session, std::string_view name, bool on);
  SqliteSetting(const SqliteSetting&) = delete;
  SqliteSetting& operator=(const SqliteSetting&) = delete;
  /// What fails here is logged: the pool clears the connection up, too.
  ~SqliteSetting();

 private:
  void set(std::int64_t value);

  Session& session_;
  std::string name_;
  std::int64_t before_;
};

}  // namespace zin::schema
