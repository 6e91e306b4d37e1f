// The SQLite driver as a plugin.
// SPDX-License-Identifier: MIT
#include <sqlite3.h>

#include "capabilities.hpp"
#include "connection.hpp"
#include "cursor.hpp"
#include "open_options.hpp"
#include "statement.hpp"
#include "zin/plugin/blocking_driver.hpp"
#include "zin/plugin/entry.hpp"

namespace zin::sqlite {
namespace {

struct Driver {
  using Connection = sqlite::Connection;
  using Statement = sqlite::Statement;
  using Cursor = sqlite::Cursor;
  static constexpr std::uint32_t param_style = ZIN_PARAM_QMARK;
  static constexpr std::uint64_t capabilities = all_capabilities;
  static constexpr std::string_view name = "sqlite";
  static constexpr std::string_view aliases = "sqlite3";
  static constexpr std::string_view dialect = "sqlite";
  static constexpr std::string_view option_keys = sqlite::option_keys;
};

constexpr zin_plugin description = plugin::describe(
    {
        .name = "sqlite",
        .version = ZIN_PLUGIN_VERSION,
        .vendor = "zin",
        .license = "MIT",
        .build = "compiler " __VERSION__ ", sqlite " SQLITE_VERSION,
    },
    &plugin::only_driver<plugin::BlockingDriver<Driver>::table>);

}  // namespace
}  // namespace zin::sqlite

ZIN_PLUGIN_ENTRY(zin::sqlite::description)
