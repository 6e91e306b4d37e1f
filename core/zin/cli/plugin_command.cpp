// `zin plugin`: lists, installs and removes plugins.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "zin/base/json.hpp"
#include "zin/cli/commands.hpp"
#include "zin/cli/plugin_files.hpp"
#include "zin/cli/plugin_report.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/loader.hpp"
#include "zin/host/plugin_lock.hpp"
#include "zin/host/plugin_name.hpp"
#include "zin/host/registry.hpp"

namespace zin::cli {
namespace {

namespace fs = std::filesystem;
using host::valid_utf8;

constexpr const char* install_examples = R"(Examples:
  zin plugin install build/zin-postgres.so
  zin plugin install zin-postgres.so --dir ~/.local/lib/zin

Without --dir it goes to the first folder of the search path that may be written to. The file is
loaded where it is, to see whether it can be used; its manifest, zin-NAME.toml beside it, goes along.)";

constexpr const char* uninstall_examples = R"(Examples:
  zin plugin uninstall postgres)";

struct PluginOptions {
  std::string subject;  // the file, or the name
  std::string folder;
};

host::SearchPath search_path(Context& context) {
  static_cast<void>(context.manager.settings());  // names the plugin folders to the registry
  return host::Registry::of_process().search_path();
}

// Where a plugin goes: the folder that was asked for, else the first that can take it.
fs::path target_folder(const PluginOptions& options, const host::SearchPath& search) {
  if (!options.folder.empty()) {
    const fs::path folder = fs::absolute(options.folder).lexically_normal();
    std::error_code failure;
    if (fs::is_directory(folder, failure)) return folder;
    throw Error{
        Errc::invalid_argument,
        fmt::format("{} is no folder; make it, or name another one with --dir", folder.string())};
  }
  std::string tried;
  for (const auto& folder : search.folders) {
    if (is_writable_folder(folder.path)) return folder.path;
    tried += fmt::format("{}{} ({})", tried.empty() ? "" : ", ", folder.path.string(),
                         fs::exists(folder.path) ? "not writable" : "does not exist");
  }
  throw Error{
      Errc::permission_denied,
      fmt::format("no folder of the search path can take a plugin: {}; run it as a user who "
                  "may write to one, make one, or name a folder with --dir",
                  tried)};
}

bool is_searched(const fs::path& folder, const host::SearchPath& search) {
  std::error_code failure;
  for (const auto& searched : search.folders) {
    if (fs::equivalent(searched.path, folder, failure)) return true;
  }
  return false;
}

const host::PluginOrigin& checked_origin(const PluginFiles& files, Context& context) {
  const std::string& lock_file = context.manager.settings().plugin_lock;
  std::optional<host::PluginLock> lock;
  if (!lock_file.empty()) lock = host::PluginLock::read(lock_file);
  return *host::load_plugin(files.library(), lock ? &*lock : nullptr).origin;
}

int run_install(const PluginOptions& options, Context& context) {
  const PluginFiles from = files_of(options.subject);
  const host::SearchPath search = search_path(context);
  const host::PluginOrigin& origin = checked_origin(from, context);
  const PluginFiles to{.folder = target_folder(options, search), .name = from.name};
  std::error_code failure;
  if (fs::equivalent(from.library(), to.library(), failure)) {
    throw Error{Errc::invalid_argument,
                fmt::format("{} is installed already: it is this very file; name another folder "
                            "with --dir",
                            to.library().string())};
  }
  const bool replaced = fs::exists(to.library(), failure);
  install(from, to);
  const bool searched = is_searched(to.folder, search);
  if (context.json) {
    context.out.print("{}\n", Json::object({{"name", to.name},
                                            {"version", valid_utf8(origin.version)},
                                            {"path", valid_utf8(to.library().string())},
                                            {"replaced", replaced},
                                            {"in_search_path", searched}})
                                  .dump());
    return 0;
  }
  context.out.print("{} {} {} is installed as {}\n", replaced ? "replaced:" : "done:", to.name,
                    origin.version, to.library().string());
  if (!searched) {
    context.out.print("this folder is not searched: add it to ZIN_PLUGIN_PATH\n");
  }
  return 0;
}

// The first file of that name, as the loader finds it.
std::optional<PluginFiles> installed(const PluginOptions& options, const host::SearchPath& search) {
  std::error_code failure;
  if (!options.folder.empty()) {
    PluginFiles files{.folder = fs::absolute(options.folder).lexically_normal(),
                      .name = options.subject};
    if (fs::exists(files.library(), failure)) return files;
    return std::nullopt;
  }
  for (const auto& folder : search.folders) {
    PluginFiles files{.folder = folder.path, .name = options.subject};
    if (fs::exists(fs::symlink_status(files.library(), failure))) return files;
  }
  return std::nullopt;
}

int run_uninstall(const PluginOptions& options, Context& context) {
  host::require_plugin_name(options.subject);
  const host::SearchPath search = search_path(context);
  const auto files = installed(options, search);
  if (!files) {
    throw Error{Errc::not_found,
                fmt::format("no plugin `{}` is installed{}; `{} plugin list` shows what there is",
                            options.subject, options.folder.empty() ? "" : " in " + options.folder,
                            context.program)};
  }
  uninstall(*files);
  const auto next = installed({.subject = options.subject, .folder = {}}, search);
  if (context.json) {
    context.out.print(
        "{}\n",
        Json::object({{"name", files->name},
                      {"path", valid_utf8(files->library().string())},
                      {"now_used", next ? Json{valid_utf8(next->library().string())} : Json{}}})
            .dump());
    return 0;
  }
  context.out.print("done: {} is removed\n", files->library().string());
  if (next) context.out.print("{} takes its place\n", next->library().string());
  return 0;
}

}  // namespace

void add_plugin_command(Command root, Context& context) {
  const Command plugin = root.command("plugin", "List, install and remove plugins");

  const Command list = plugin.command("list", "Show every plugin: the same as `zin drivers`");
  list.json_flag();
  list.runs([&context] { return write_plugin_report(context); });

  const auto options = std::make_shared<PluginOptions>();
  const OptionText folder{"--dir", "FOLDER", "Folder to use instead of those that are searched"};

  const Command install = plugin.command("install", "Check a plugin and copy it to its folder");
  install.required_argument("FILE", options->subject, "The plugin, a file zin-<name>.so");
  install.option(folder, options->folder);
  install.json_flag();
  install.notes(install_examples);
  install.runs([options, &context] { return run_install(*options, context); });

  const Command uninstall = plugin.command("uninstall", "Remove a plugin and its manifest");
  uninstall.required_argument("NAME", options->subject, "Its name: sqlite, postgres, ...");
  uninstall.option(folder, options->folder);
  uninstall.json_flag();
  uninstall.notes(uninstall_examples);
  uninstall.runs([options, &context] { return run_uninstall(*options, context); });
}

}  // namespace zin::cli
