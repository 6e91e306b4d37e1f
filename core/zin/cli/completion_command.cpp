// `zin completion`: scripts by which shells complete commands and options.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>

#include "zin/base/json.hpp"
#include "zin/cli/commands.hpp"

namespace zin::cli {
namespace {

constexpr const char* completion_notes = R"(Where the scripts belong:
  zin completion bash > ~/.local/share/bash-completion/completions/zin
  zin completion zsh > "${fpath[1]}/_zin"
  zin completion fish > ~/.config/fish/completions/zin.fish)";

using Words = std::vector<CommandWords>;

// Between single quotes; these scripts know no other way to have one in it.
std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

// The lines by which a shell follows the command line from one command to the next.
std::string steps(const Words& all) {
  std::string text;
  for (const CommandWords& command : all) {
    for (const auto& below : command.commands) {
      const std::string next = command.path.empty() ? below.text : command.path + " " + below.text;
      text += fmt::format("      {}) path={} ;;\n", single_quoted(command.path + "/" + below.text),
                          single_quoted(next));
    }
  }
  return text;
}

std::string bash_script(const Words& all, const std::string& program) {
  std::string lists;
  for (const CommandWords& command : all) {
    std::string list;
    for (const auto& word : command.commands) list += word.text + " ";
    for (const auto& word : command.options) list += word.text + " ";
    lists += fmt::format("    {}) list={} ;;\n", single_quoted(command.path), single_quoted(list));
  }
  return fmt::format(R"(# Completion of {0} for bash.
_{0}_complete() {{
  local line="${{COMP_LINE:0:COMP_POINT}}" path="" list="" word words
  read -r -a words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  local current="${{words[${{#words[@]}}-1]}}"
  for word in "${{words[@]:1:${{#words[@]}}-2}}"; do
    case "$path/$word" in
{1}    esac
  done
  case "$path" in
{2}  esac
  mapfile -t COMPREPLY < <(compgen -W "$list" -- "$current")
  # To the shell, what stands before a colon is a word of its own.
  local before="${{current%"${{current##*:}}"}}"
  if [[ $COMP_WORDBREAKS == *:* && -n $before ]]; then
    COMPREPLY=("${{COMPREPLY[@]#"$before"}}")
  fi
}}
complete -F _{0}_complete {0}
)",
                     program, steps(all), lists);
}

std::string zsh_script(const Words& all, const std::string& program) {
  const auto described = [](const CommandWords::Word& word) {
    std::string name;
    for (const char c : word.text) name += c == ':' ? "\\:" : std::string(1, c);
    return single_quoted(name + ":" + word.help) + " ";
  };
  std::string lists;
  for (const CommandWords& command : all) {
    std::string list;
    for (const auto& word : command.commands) list += described(word);
    for (const auto& word : command.options) list += described(word);
    lists += fmt::format("    {}) list=({}) ;;\n", single_quoted(command.path), list);
  }
  return fmt::format(R"(#compdef {0}
_{0}() {{
  local path="" word
  local -a list
  for word in "${{words[@]:1:$((CURRENT - 2))}}"; do
    case "$path/$word" in
{1}    esac
  done
  case "$path" in
{2}  esac
  _describe {0} list
}}
compdef _{0} {0}
)",
                     program, steps(all), lists);
}

std::string fish_script(const Words& all, const std::string& program) {
  std::string text = fmt::format("complete -c {} -f\n", program);
  for (const CommandWords& command : all) {
    std::string when = "__fish_use_subcommand";
    if (!command.path.empty()) when = "__fish_seen_subcommand_from " + command.path;
    for (const auto& word : command.commands) {
      text += fmt::format("complete -c {} -n {} -a {} -d {}\n", program, single_quoted(when),
                          single_quoted(word.text), single_quoted(word.help));
    }
    for (const auto& word : command.options) {
      text += fmt::format("complete -c {} -n {} -l {} -d {}\n", program, single_quoted(when),
                          word.text.substr(2), single_quoted(word.help));
    }
  }
  return text;
}

int run_completion(const std::string& shell, const Command& root, Context& context) {
  const Words all = root.words();
  std::string script;
  if (shell == "bash") {
    script = bash_script(all, context.program);
  } else if (shell == "zsh") {
    script = zsh_script(all, context.program);
  } else if (shell == "fish") {
    script = fish_script(all, context.program);
  } else {
    throw UsageError{"there is completion for bash, zsh and fish"};
  }
  if (context.json) {
    context.out.print("{}\n", Json::object({{"script", std::move(script)}}).dump());
  } else {
    context.out.write(script);
  }
  return 0;
}

}  // namespace

void add_completion_command(Command root, Context& context) {
  const auto shell = std::make_shared<std::string>();
  const Command command =
      root.command("completion", "Write a script that completes commands in a shell");
  command.required_argument("SHELL", *shell, "bash, zsh or fish");
  command.json_flag();
  command.notes(completion_notes);
  command.runs([shell, root, &context] { return run_completion(*shell, root, context); });
}

}  // namespace zin::cli
