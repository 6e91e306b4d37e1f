// The one file that knows CLI11.
// SPDX-License-Identifier: MIT
#include "zin/cli/command_line.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <map>

namespace zin::cli {
namespace {

constexpr int usage_status = 2;
constexpr std::size_t option_column = 32;

// The options among arguments that nobody expected; values may be secrets.
std::string unexpected(const std::vector<std::string>& arguments) {
  std::string names;
  for (const std::string& argument : arguments) {
    if (argument.size() < 2 || argument.front() != '-') continue;
    names += (names.empty() ? "" : ", ") + argument.substr(0, argument.find('='));
  }
  if (names.empty()) return "there are more arguments than this command takes";
  return "unknown option " + names;
}

// Where the parse ended: the innermost command that was named.
const CLI::App& named_command(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : named_command(*chosen.front());
}

std::string full_name(const CLI::App& app) {
  const CLI::App* const parent = app.get_parent();
  return parent == nullptr ? app.get_name() : full_name(*parent) + " " + app.get_name();
}

std::string help_text(const CLI::App& app) {
  return app.get_formatter()->make_help(&app, full_name(app), CLI::AppFormatMode::Normal);
}

// The first sentence of a help text, on one line.
std::string short_help(const std::string& help) { return help.substr(0, help.find('\n')); }

void collect_words(const CLI::App& app, const std::string& path, std::vector<CommandWords>& all) {
  CommandWords own{.path = path, .commands = {}, .options = {}};
  for (const CLI::Option* const option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      own.options.push_back({"--" + name, short_help(option->get_description())});
    }
  }
  const auto below = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* const child : below) {
    own.commands.push_back({child->get_name(), short_help(child->get_description())});
  }
  all.push_back(std::move(own));
  for (const CLI::App* const child : below) {
    collect_words(*child, path.empty() ? child->get_name() : path + " " + child->get_name(), all);
  }
}

}  // namespace

std::vector<CommandWords> Command::words() const {
  std::vector<CommandWords> all;
  collect_words(*app_, {}, all);
  return all;
}

Command Command::command(const std::string& name, const std::string& description) const {
  // CLI11 refuses a colon when a command is made, and takes it for its name afterwards.
  std::string plain = name;
  std::replace(plain.begin(), plain.end(), ':', '_');
  CLI::App* const child = app_->add_subcommand(plain, description);
  child->name(name);
  app_->require_subcommand(1);
  child->get_formatter()->column_width(option_column);
  return {*line_, *child};
}

void Command::flag(const std::string& names, bool& target, const std::string& help) const {
  app_->add_flag(names, target, help);
}

void Command::json_flag() const {
  flag("--json", line_->context_.json, "Write JSON instead of text, errors too");
}

void Command::option(const OptionText& text, std::string& target) const {
  CLI::Option* const made = app_->add_option(text.names, target, text.help);
  made->type_name(text.value_name)->take_last();
  for (const auto& name : made->get_lnames()) line_->value_options_.push_back("--" + name);
  for (const auto& name : made->get_snames()) line_->value_options_.push_back("-" + name);
}

void Command::ordered(const std::vector<OptionText>& texts,
                      std::vector<OrderedValue>& target) const {
  std::vector<const CLI::Option*> options;
  for (const OptionText& text : texts) {
    // Unbound: CLI11 keeps the values by option, the order is taken from parse_order() below.
    CLI::Option* const made = app_->add_option(text.names, text.help);
    made->type_name(text.value_name)->expected(1)->allow_extra_args(false);
    made->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    for (const auto& name : made->get_lnames()) line_->value_options_.push_back("--" + name);
    options.push_back(made);
  }
  line_->after_parse_.push_back([app = app_, options, &target] {
    std::map<const CLI::Option*, std::size_t> taken;
    for (const CLI::Option* const option : app->parse_order()) {
      if (std::find(options.begin(), options.end(), option) == options.end()) continue;
      target.push_back({option->get_name(), option->results().at(taken[option]++)});
    }
  });
}

void Command::argument(const std::string& name, std::optional<std::string>& target,
                       const std::string& help) const {
  const auto take = [&target](const std::string& value) { target = value; };
  app_->add_option_function<std::string>(name, take, help)->type_name("");
}

void Command::rest(const std::string& name, std::vector<std::string>& target,
                   const std::string& help) const {
  app_->add_option(name, target, help)->type_name("");
}

void Command::required_argument(const std::string& name, std::string& target,
                                const std::string& help) const {
  app_->add_option(name, target, help)->type_name("")->required();
}

void Command::exclusive(const std::vector<std::string>& options) const {
  for (const auto& one : options) {
    for (const auto& other : options) {
      if (one != other) app_->get_option(one)->excludes(app_->get_option(other));
    }
  }
}

void Command::notes(const std::string& text) const { app_->footer("\n" + text); }

void Command::runs(std::function<int()> action) const {
  app_->final_callback([line = line_, action = std::move(action)] { line->chosen_ = action; });
}

CommandLine::CommandLine(Context& context, const std::string& description,
                         const std::string& version)
    : context_(context), app_(std::make_unique<CLI::App>(description, context.program)) {
  app_->get_formatter()->column_width(option_column);
  app_->set_version_flag("--version", version, "Show the version");
}

CommandLine::~CommandLine() = default;

Command CommandLine::root() { return {*this, *app_}; }

void CommandLine::add_help_command() {
  CLI::App* const help = app_->add_subcommand("help", "Show the help of a command");
  help->add_option("COMMAND", help_of_, "The command")->type_name("");
  help->final_callback([this] {
    chosen_ = [this] {
      const CLI::App* wanted = app_.get();
      for (const std::string& name : help_of_) {
        const auto children = wanted->get_subcommands(
            [&name](const CLI::App* child) { return child->get_name() == name; });
        if (children.empty()) return usage_error("there is no such command");
        wanted = children.front();
      }
      context_.out.write(help_text(*wanted));
      return 0;
    };
  });
}

int CommandLine::usage_error(const std::string& message) const {
  fmt::print(stderr, "{}: {}; see `{} --help`\n", context_.program, message,
             full_name(named_command(*app_)));
  return usage_status;
}

// CLI11 takes the next argument for the value of `--param=`: an empty value is given to it as an
// argument of its own.
std::vector<std::string> CommandLine::spelled_out(const std::vector<std::string>& given) const {
  const auto takes_value = [this](std::string_view name) {
    return std::find(value_options_.begin(), value_options_.end(), name) != value_options_.end();
  };
  std::vector<std::string> out;
  for (auto at = given.begin(); at != given.end(); ++at) {
    if (*at == "--") {
      out.insert(out.end(), at, given.end());
      break;
    }
    if (takes_value(*at) && at + 1 != given.end()) {
      out.push_back(*at);
      out.push_back(*++at);
    } else if (!at->empty() && at->back() == '=' && takes_value(at->substr(0, at->size() - 1))) {
      out.push_back(at->substr(0, at->size() - 1));
      out.emplace_back();
    } else {
      out.push_back(*at);
    }
  }
  return out;
}

int CommandLine::run(const std::vector<std::string>& arguments) {
  add_help_command();
  try {
    if (arguments.empty()) {
      fmt::print(stderr, "{}", help_text(*app_));
      return usage_status;
    }
    std::vector<std::string> reversed = spelled_out(arguments);
    std::reverse(reversed.begin(), reversed.end());
    app_->parse(std::move(reversed));
    if (!chosen_) return usage_error("no command is named");
    for (const auto& finish : after_parse_) finish();
    return chosen_();
  } catch (const CLI::CallForHelp&) {
    context_.out.write(help_text(named_command(*app_)));
    return 0;
  } catch (const CLI::CallForVersion& version) {
    context_.out.print("{}\n", version.what());
    return 0;
  } catch (const CLI::ExtrasError&) {
    return usage_error(unexpected(app_->remaining(true)));
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  } catch (const UsageError& error) {
    return usage_error(error.message);
  }
}

}  // namespace zin::cli
