// `zin config`: the settings in force, and what there is to set.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "zin/cli/commands.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/config/reference.hpp"
#include "zin/host/abi_text.hpp"

namespace zin::cli {
namespace {

constexpr const char* config_examples = R"(Examples:
  zin config                           every value in force and who set it
  zin config --json | jq '.[] | select(.origin != "default")'
  zin config --template postgres > .env
  zin config --reference               every variable: meaning, default, what it takes

Secrets are shown as ***, also inside DATABASE_URL.)";

struct ConfigOptions {
  bool reference = false;
  std::string backend;
};

// Also the connections that were registered in code.
std::vector<EffectiveValue> all_values(Manager& manager) {
  const Settings& settings = manager.settings();
  std::vector<EffectiveValue> values = effective_values(settings);
  for (const std::string& name : manager.names()) {
    if (settings.databases.contains(name)) continue;
    const auto more = effective_values(manager.database(name).config(), name);
    values.insert(values.end(), more.begin(), more.end());
  }
  return values;
}

void write_values(const std::vector<EffectiveValue>& values, Context& context) {
  if (context.json) {
    Json list = Json::array();
    for (const EffectiveValue& value : values) {
      list.push_back(Json::object({{"group", host::valid_utf8(value.group)},
                                   {"variable", host::valid_utf8(value.variable)},
                                   {"value", host::valid_utf8(value.value)},
                                   {"origin", host::valid_utf8(value.origin)},
                                   {"secret", value.secret}}));
    }
    context.out.print("{}\n", list.dump());
    return;
  }
  TextColumns table;
  const std::string* group = nullptr;
  for (const EffectiveValue& value : values) {
    if (group == nullptr || *group != value.group) {
      if (group != nullptr) table.line("");
      table.line(one_line(value.group));
    }
    group = &value.group;
    table.row({"  " + one_line(value.variable), one_line(value.value), one_line(value.origin)});
  }
  table.write(context.out);
}

void write_document(std::string_view key, const std::string& text, Context& context) {
  if (context.json) {
    context.out.print("{}\n", Json::object({{std::string{key}, text}}).dump());
  } else {
    context.out.write(text);
  }
}

int run_config(const ConfigOptions& options, Context& context) {
  if (options.reference) {
    write_document("reference", config::reference_markdown(), context);
  } else if (!options.backend.empty()) {
    const auto known = config::template_backends();
    if (std::find(known.begin(), known.end(), options.backend) == known.end()) {
      throw UsageError{
          fmt::format("there is no template of that name; there are {}", fmt::join(known, ", "))};
    }
    write_document("template", config::env_template(options.backend), context);
  } else {
    write_values(all_values(context.manager), context);
  }
  return 0;
}

}  // namespace

void add_config_command(Command root, Context& context) {
  const auto options = std::make_shared<ConfigOptions>();
  const Command command =
      root.command("config", "Show every setting in force and where it is from");
  command.flag("--reference", options->reference, "Show the reference of all variables instead");
  command.option({"--template", "BACKEND",
                  fmt::format("Write a .env file to start from: {}",
                              fmt::join(config::template_backends(), ", "))},
                 options->backend);
  command.json_flag();
  command.exclusive({"--reference", "--template"});
  command.notes(config_examples);
  command.runs([options, &context] { return run_config(*options, context); });
}

}  // namespace zin::cli
