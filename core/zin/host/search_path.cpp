// Puts the search path together and leaves out what is relative or named twice.
// SPDX-License-Identifier: MIT
#include "zin/host/search_path.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <link.h>
#include <sys/auxv.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "zin/host/abi_text.hpp"
#include "zin/host/build_config.hpp"

namespace zin::host {
namespace {

constexpr const char* path_variable = "ZIN_PLUGIN_PATH";

void add(SearchPath& search, std::filesystem::path path, std::string_view origin) {
  path = path.lexically_normal();
  if (!path.has_filename() && path.has_relative_path()) path = path.parent_path();
  std::error_code ignored;
  const bool known = std::ranges::any_of(search.folders, [&](const SearchFolder& folder) {
    return folder.path == path || std::filesystem::equivalent(folder.path, path, ignored);
  });
  if (!known) search.folders.push_back({std::move(path), origin});
}

void add_named(SearchPath& search, const std::filesystem::path& path, std::string_view origin) {
  if (path.is_absolute()) {
    add(search, path, origin);
  } else {
    search.notes.push_back(
        fmt::format("`{}` from {} is not searched, because it is not an absolute path",
                    printable(path.native()), origin));
  }
}

void add_variable(SearchPath& search, const Environment& environment) {
  const std::optional<std::string> value = environment.variable(path_variable);
  if (!value || value->empty()) return;
  if (environment.elevated) {
    search.notes.push_back(fmt::format(
        "{} is ignored, because this process has more rights than the user who started it",
        path_variable));
    return;
  }
  std::string_view rest = *value;
  for (;;) {
    const std::size_t end = rest.find(':');
    const std::string_view entry = rest.substr(0, end);
    if (!entry.empty()) add_named(search, std::filesystem::path{entry}, path_variable);
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

Environment Environment::of_process() {
  return {.variable = [](const char* name) -> std::optional<std::string> {
            const char* const value = std::getenv(name);
            if (value == nullptr) return std::nullopt;
            return std::string{value};
          },
          .elevated = getauxval(AT_SECURE) != 0};
}

std::filesystem::path own_folder() {
  Dl_info info{};
  link_map* map = nullptr;
  const auto address = reinterpret_cast<const void*>(&own_folder);
  if (::dladdr1(address, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) == 0) return {};
  std::filesystem::path file;
  if (map != nullptr && map->l_name != nullptr && map->l_name[0] != '\0') {
    file = map->l_name;
  } else {
    // The program itself: dladdr would give argv[0], which anyone can set.
    std::error_code error;
    file = std::filesystem::read_symlink("/proc/self/exe", error);
  }
  return file.is_absolute() ? file.parent_path() : std::filesystem::path{};
}

SearchPath search_path_of(const std::vector<std::filesystem::path>& directories,
                          const Environment& environment) {
  SearchPath search;
  for (const auto& directory : directories) add_named(search, directory, "the application");
  add_variable(search, environment);
  if (const auto own = own_folder(); !own.empty()) {
    add(search, own / "zin" / "plugins", "beside zin");
  }
  add(search, ZIN_PLUGIN_DIR, "installed");
  return search;
}

}  // namespace zin::host
