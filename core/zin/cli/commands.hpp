// The commands, each of which describes itself to the command line.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/cli/command_line.hpp"

namespace zin::cli {

// `context` must outlive the command line.
void add_cache_command(Command root, Context& context);
void add_completion_command(Command root, Context& context);
void add_config_command(Command root, Context& context);
void add_create_command(Command root, Context& context);
void add_d1_learn_command(Command root, Context& context);
void add_d1_migrate_command(Command root, Context& context);
void add_doctor_command(Command root, Context& context);
void add_drivers_command(Command root, Context& context);
void add_migrate_command(Command root, Context& context);
void add_migrate_to_d1_command(Command root, Context& context);
void add_plugin_command(Command root, Context& context);
void add_schema_command(Command root, Context& context);
void add_schema_dump_command(Command root, Context& context);
void add_seed_command(Command root, Context& context);
void add_sql_command(Command root, Context& context);
void add_verify_commands(Command root, Context& context);

}  // namespace zin::cli
