// Pragmas on and off.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_setting.hpp"

#include <fmt/format.h>

#include <optional>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/runtime/primary_reads.hpp"

namespace zin::schema {

Rows ask_sqlite(Session& session, std::string_view sql, Bindings bindings) {
  return detail::PrimaryReads{session}.select(sql, bindings);
}

std::int64_t sqlite_number(Session& session, std::string_view sql) {
  const Rows rows = ask_sqlite(session, sql);
  return rows.empty() ? 0 : rows.front().get<std::optional<std::int64_t>>(0).value_or(0);
}

SqliteSetting::SqliteSetting(Session& session, std::string_view name, bool on)
    : session_(session), name_(name), before_(sqlite_number(session, "pragma " + name_)) {
  if ((before_ != 0) != on) set(on ? 1 : 0);
}

SqliteSetting::~SqliteSetting() {
  try {
    set(before_);
  } catch (const Error& failure) {
    log(LogLevel::warn, "schema", failure.what());
  }
}

void SqliteSetting::set(std::int64_t value) {
  session_.execute(fmt::format("pragma {} = {}", name_, value));
}

}  // namespace zin::schema
