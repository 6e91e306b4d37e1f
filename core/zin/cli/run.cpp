// From the command line of a process to an exit status.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <signal.h>  // NOLINT(*-deprecated-headers): sigaction
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <filesystem>

#include "zin/abi/driver.h"
#include "zin/cli.hpp"
#include "zin/cli/commands.hpp"
#include "zin/cli/error_report.hpp"

namespace zin::cli {
namespace {

constexpr const char* description =
    "zin: databases through drivers that are found at run time.\n"
    "Connections come from the environment and .env files: see `zin config --reference`.\n"
    "Exit status: 0 good, 1 the operation failed, 2 the command line cannot be right.";

// A reader that goes away is an error of the write, and not the end of the process: connections are
// closed, and an application that runs this goes on.
class IgnoredSigpipe {
 public:
  IgnoredSigpipe() noexcept {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &before_);
  }
  ~IgnoredSigpipe() { ::sigaction(SIGPIPE, &before_, nullptr); }
  IgnoredSigpipe(const IgnoredSigpipe&) = delete;
  IgnoredSigpipe& operator=(const IgnoredSigpipe&) = delete;

 private:
  struct sigaction before_ {};
};

std::string program_name(int argc, const char* const* argv) {
  if (argc < 1 || argv[0] == nullptr) return "zin";
  return std::filesystem::path{argv[0]}.filename().string();
}

int run_command(Context& context, const std::vector<std::string>& arguments) {
  CommandLine line{context, description,
                   fmt::format("{} {} (driver ABI {}.{})", context.program, ZIN_VERSION,
                               ZIN_ABI_MAJOR, ZIN_ABI_MINOR)};
  add_sql_command(line.root(), context);
  add_migrate_command(line.root(), context);
  add_verify_commands(line.root(), context);
  add_d1_migrate_command(line.root(), context);
  add_d1_learn_command(line.root(), context);
  add_migrate_to_d1_command(line.root(), context);
  add_create_command(line.root(), context);
  add_schema_command(line.root(), context);
  add_schema_dump_command(line.root(), context);
  add_seed_command(line.root(), context);
  add_cache_command(line.root(), context);
  add_doctor_command(line.root(), context);
  add_config_command(line.root(), context);
  add_drivers_command(line.root(), context);
  add_plugin_command(line.root(), context);
  add_completion_command(line.root(), context);
  const int status = line.run(arguments);
  context.out.flush();
  return status;
}

}  // namespace

int run(int argc, const char* const* argv, Manager& manager) noexcept {
  const IgnoredSigpipe guard;
  try {
    Output out{STDOUT_FILENO};
    Context context{.manager = manager, .out = out, .program = program_name(argc, argv)};
    try {
      return run_command(context, {argv + std::min(argc, 1), argv + argc});
    } catch (const OutputClosed&) {
      return 0;
    } catch (const Error& error) {
      report(error, context);
    } catch (const std::exception& error) {
      report(Error{Errc::internal, error.what()}, context);
    }
  } catch (...) {  // the output or its message cannot be written
  }
  return 1;
}

}  // namespace zin::cli
