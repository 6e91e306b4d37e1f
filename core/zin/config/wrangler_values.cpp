// From bindings to ids.
// SPDX-License-Identifier: MIT
#include "zin/config/wrangler_values.hpp"

#include "zin/base/error.hpp"
#include "zin/config/connection_reader.hpp"
#include "zin/config/variables.hpp"
#include "zin/config/words.hpp"
#include "zin/config/wrangler.hpp"
#include "zin/config/wrangler_document.hpp"

namespace zin::config {
namespace {

// The variable, or its default.
std::string setting(const Environment& environment, std::string_view name) {
  const Variable& row = *plugin_variable(name);
  const auto found = find_set(environment, row, name);
  return std::string{found ? trimmed(found->value) : row.default_value};
}

std::string chosen_file(const Environment& environment, const std::string& named) {
  if (named.empty()) return find_wrangler_file(environment.folder());
  if (named.front() == '/' || environment.folder() == ".") return named;
  return environment.folder() + '/' + named;
}

}  // namespace

WranglerValues wrangler_values(const Environment& environment, bool needed) {
  WranglerValues result;
  if (environment.secure()) return result;
  const std::string named = setting(environment, "ZIN_WRANGLER_CONFIG");
  const std::string file = chosen_file(environment, named);
  if (file.empty()) return result;
  result.values["ZIN_WRANGLER_CONFIG"] = {file, "found upwards from the working folder"};
  try {
    const WranglerConfig config = read_wrangler(file, setting(environment, "WRANGLER_ENV"));
    const auto take = [&](const char* variable, const WranglerText& text) {
      if (text.value.empty()) return;
      result.values[variable] = {text.value, wrangler_place(config.file, text.line)};
    };
    take("CLOUDFLARE_ACCOUNT_ID", config.account_id);
    if (const auto* const one = config.bound_database(setting(environment, "D1_BINDING"))) {
      take("D1_DATABASE_ID", one->id);
    }
    if (const auto* const one = config.bound_namespace(setting(environment, "KV_BINDING"))) {
      take("KV_NAMESPACE_ID", one->id);
    }
  } catch (const Error& failure) {
    if (needed || !named.empty()) throw;
    result.problem = failure.info().message;
  }
  return result;
}

}  // namespace zin::config
