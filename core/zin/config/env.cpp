// Takes the snapshot: environ, then the .env file.
// SPDX-License-Identifier: MIT
#include "zin/config/env.hpp"

#include <fmt/format.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/env_file.hpp"
#include "zin/config/text_file.hpp"
#include "zin/config/words.hpp"

namespace zin {

namespace {

constexpr std::size_t largest_env_file = 1 << 20;

}  // namespace

Environment Environment::from_process() {
  Variables variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    // The first of two equal names is the one that getenv answers with.
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return from(std::move(variables), ".", getauxval(AT_SECURE) != 0);
}

Environment Environment::from(Variables variables, std::string_view folder, bool secure) {
  Environment environment;
  environment.process_ = std::move(variables);
  environment.folder_ = folder;
  environment.secure_ = secure;
  if (!secure) environment.read_file();
  return environment;
}

std::optional<FoundVariable> Environment::find(std::string_view name) const {
  if (const auto found = process_.find(name); found != process_.end()) {
    return FoundVariable{.name = found->first, .value = found->second, .origin = "environment"};
  }
  if (const auto found = file_.find(name); found != file_.end()) return found->second;
  return std::nullopt;
}

void Environment::read_file() {
  const auto chosen = process_.find("ZIN_ENV_FILE");
  const bool named = chosen != process_.end() && !chosen->second.empty();
  const std::string name = named ? chosen->second : ".env";
  const bool in_folder = name.front() != '/' && folder_ != ".";
  const std::string path = in_folder ? fmt::format("{}/{}", folder_, name) : name;

  // Many a folder has a virtual Python environment of the name .env: not ours.
  if (!named && !config::is_regular_file(path)) return;
  const config::TextFile file = config::read_text_file(path, largest_env_file);
  if (!file.problem.empty()) {
    throw Error{Errc::invalid_config,
                named ? fmt::format("ZIN_ENV_FILE='{}' (environment) {}: name a readable .env file "
                                    "or unset it",
                                    config::shown(name), file.problem)
                      : fmt::format(".env in the working folder {}: make it readable or name "
                                    "another file in ZIN_ENV_FILE",
                                    file.problem)};
  }
  for (auto& entry : config::parse_env_file(file.text, name)) {
    std::string key = entry.name;
    file_.insert_or_assign(std::move(key),
                           FoundVariable{.name = std::move(entry.name),
                                         .value = std::move(entry.value),
                                         .origin = fmt::format("{} line {}", name, entry.line)});
  }
}

}  // namespace zin
