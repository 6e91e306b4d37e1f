// The rows that are read once per process.
// SPDX-License-Identifier: MIT
#include <array>

#include "zin/config/variable_rows.hpp"

namespace zin::config {

namespace {

constexpr std::array process_table{
    Variable{.name = "ZIN_ENV",
             .default_value = "development",
             .meaning = "Stage: `production` (or `prod`) wants `--force` for destructive commands "
                        "and makes no default SQLite file; any other word is free"},
    Variable{.name = "APP_ENV", .meaning = "Stage, where ZIN_ENV is not set"},
    Variable{.name = "NODE_ENV", .meaning = "Stage, where neither ZIN_ENV nor APP_ENV is set"},
    Variable{.name = "APP_NAME",
             .default_value = "zin",
             .meaning = "Names the default SQLite file; key id of the signed proxies where they "
                        "have none of their own"},
    Variable{.name = "APP_KEY",
             .secret = true,
             .backends = cloudflare_backends,
             .meaning = "Key of encrypted attributes, and of signed proxies that have none"},
    Variable{.name = "ZIN_ENV_FILE",
             .type = Type::path,
             .default_value = ".env",
             .guarded = true,
             .meaning = "File of further variables, which never override the environment; the "
                        "default may be missing, a file that is named here must exist"},
    Variable{.name = "ZIN_PLUGIN_PATH",
             .type = Type::folders,
             .guarded = true,
             .meaning = "Folders that are searched for plugins first"},
    Variable{.name = "ZIN_PLUGIN_LOCK",
             .type = Type::path,
             .guarded = true,
             .meaning = "File of allowed plugins and their SHA-256: any other plugin is refused; "
                        "empty = no such list"},
    Variable{.name = "DB_CONNECTIONS",
             .type = Type::names,
             .backends = database_backends,
             .meaning = "Further named connections; `reports` reads DB_REPORTS_DRIVER, "
                        "DB_REPORTS_HOST, ..."},
};

}  // namespace

std::span<const Variable> process_rows() noexcept { return process_table; }

}  // namespace zin::config
