// Commands and their options, and the command line that is read by them.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "zin/cli/context.hpp"

namespace CLI {
class App;
}

namespace zin::cli {

class CommandLine;

/// A command line that cannot be right, found by a command itself: exit status 2.
struct UsageError {
  std::string message;
};

/// One of several options that may be mixed, in the order in which they were given.
struct OrderedValue {
  std::string option;  ///< "--param"
  std::string value;
};

/// An option with a value, as help shows it: "-c,--connection NAME  help".
struct OptionText {
  std::string names;
  std::string value_name;
  std::string help;
};

/// One command as a shell completes it.
struct CommandWords {
  struct Word {
    std::string text;
    std::string help;
  };
  std::string path;            ///< "create migration"; empty: the program.
  std::vector<Word> commands;  ///< Those below it.
  std::vector<Word> options;   ///< "--json"
};

/// One command while the command line is described. Targets must outlive the CommandLine; they are
/// written when it is parsed, and stay as they are when their option is not given. A cheap handle:
/// copies mean the same command.
class Command {
 public:
  [[nodiscard]] Command command(const std::string& name, const std::string& description) const;

  void flag(const std::string& names, bool& target, const std::string& help) const;
  /// --json, which every command has.
  void json_flag() const;
  void option(const OptionText& text, std::string& target) const;
  /// Several options whose order matters, each of which may come any number of times.
  void ordered(const std::vector<OptionText>& texts, std::vector<OrderedValue>& target) const;
  /// An argument without a name; nothing when it is not given.
  void argument(const std::string& name, std::optional<std::string>& target,
                const std::string& help) const;
  /// All further arguments, in their order; what stands behind `--` is never an option.
  void rest(const std::string& name, std::vector<std::string>& target,
            const std::string& help) const;
  void required_argument(const std::string& name, std::string& target,
                         const std::string& help) const;
  /// Of these options at most one may be given: "--csv", "--json".
  void exclusive(const std::vector<std::string>& options) const;
  /// Text behind the options in the help: examples and what else is to be known.
  void notes(const std::string& text) const;
  /// This one and all below it, once they are all described.
  [[nodiscard]] std::vector<CommandWords> words() const;
  /// What the command does; gives the exit status.
  void runs(std::function<int()> action) const;

 private:
  friend class CommandLine;
  Command(CommandLine& line, CLI::App& app) noexcept : line_(&line), app_(&app) {}
  CommandLine* line_;
  CLI::App* app_;
};

/// [one thread at a time]
class CommandLine {
 public:
  /// `context` must outlive it.
  CommandLine(Context& context, const std::string& description, const std::string& version);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// The program itself.
  [[nodiscard]] Command root();
  /// Parses `arguments` (without the program's name) and runs the command that they name; gives its
  /// exit status. Help and version go to the context's output: 0. What cannot be right is told on
  /// standard error, without the values that were given: 2.
  int run(const std::vector<std::string>& arguments);

 private:
  friend class Command;
  void add_help_command();
  [[nodiscard]] int usage_error(const std::string& message) const;
  [[nodiscard]] std::vector<std::string> spelled_out(const std::vector<std::string>& given) const;

  Context& context_;
  std::unique_ptr<CLI::App> app_;
  std::vector<std::string> value_options_;  // "--param", "-c": those that take a value
  std::vector<std::string> help_of_;
  std::vector<std::function<void()>> after_parse_;
  std::function<int()> chosen_;
};

}  // namespace zin::cli
