// `zin d1:learn`: writes the list of statements that a signed proxy lets through.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "zin/cli/commands.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/scratch_folder.hpp"
#include "zin/config/text_file.hpp"
#include "zin/migrate/digest.hpp"
#include "zin/migrate/migration_file.hpp"
#include "zin/runtime/statement_learning.hpp"
#include "zin/sql/splitter.hpp"

namespace zin::cli {
namespace {

constexpr std::size_t largest_list = std::size_t{64} << 20U;

constexpr const char* d1_learn_examples = R"(Examples:
  zin d1:learn --out statements.json -- ./app --self-test
  zin d1:learn --out statements.json --sql queries.sql

The program runs with D1_REMOTE_MODE=sql, and each statement that it sends by a connection of
d1-remote is added to FILE: {"<SHA-256 of the SQL>": "<SQL>"}, the value of the proxy's
ZT_D1_STATEMENTS_JSON. What is in FILE already stays. Values are bound and not part of it. The
status is the program's.)";

struct LearnOptions {
  std::string out;
  std::string sql;
  std::vector<std::string> program;
};

using StatementList = std::map<std::string, std::string>;

void add_statement(StatementList& list, std::string sql) {
  std::string id = migrate::digest(sql);
  list.emplace(std::move(id), std::move(sql));
}

[[noreturn]] void not_a_list(const std::string& file) {
  throw Error(Errc::invalid_argument,
              fmt::format("{} is no list of statements: it takes an object of texts; name another "
                          "file with --out",
                          file));
}

StatementList read_list(const std::string& file) {
  StatementList list;
  std::error_code failure;
  if (!std::filesystem::exists(file, failure)) return list;
  const config::TextFile read = config::read_text_file(file, largest_list);
  if (!read.problem.empty()) {
    throw Error(Errc::permission_denied, fmt::format("{} {}", file, read.problem));
  }
  if (read.text.find_first_not_of(" \t\r\n") == std::string::npos) return list;
  try {
    const Json document = Json::parse(read.text);
    for (const auto& [id, sql] : document.as_object()) list.emplace(id, sql.as_string());
  } catch (const Error&) {
    not_a_list(file);
  }
  return list;
}

// By id, so that two runs give the same file.
void write_list(const std::string& file, const StatementList& list) {
  std::string text = "{";
  for (const auto& [id, sql] : list) {
    text += fmt::format("{}\n  \"{}\": {}", text.size() == 1 ? "" : ",", id, Json{sql}.dump());
  }
  text += "\n}\n";
  const std::string next = file + ".new";
  std::ofstream out{next, std::ios::binary | std::ios::trunc};
  out << text;
  out.close();
  std::error_code failure;
  if (out) std::filesystem::rename(next, file, failure);
  if (!out || failure) {
    throw Error(Errc::permission_denied, fmt::format("{} cannot be written", file));
  }
}

int run_learning(const std::vector<std::string>& words, const std::string& learned) {
  std::vector<std::string> variables{fmt::format("{}={}", runtime::learning_variable, learned),
                                     "D1_REMOTE_MODE=sql"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const bool ours = text.starts_with(fmt::format("{}=", runtime::learning_variable)) ||
                      text.starts_with("D1_REMOTE_MODE=");
    if (!ours) variables.emplace_back(text);
  }
  const auto pointers = [](const std::vector<std::string>& texts) {
    std::vector<char*> all;
    // execve() takes them without const and changes nothing.
    for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
    all.push_back(nullptr);
    return all;
  };
  pid_t child = -1;
  const int failure = ::posix_spawnp(&child, words.front().c_str(), nullptr, nullptr,
                                     pointers(words).data(), pointers(variables).data());
  if (failure != 0) {
    throw Error(Errc::not_found, fmt::format("{} cannot be run: {}", one_line(words.front()),
                                             std::strerror(failure)));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  constexpr int by_signal = 128;
  return WIFEXITED(status) ? WEXITSTATUS(status) : by_signal + WTERMSIG(status);
}

void take_learned(StatementList& list, const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  for (std::string line; std::getline(in, line);) {
    try {
      add_statement(list, Json::parse(line).as_string());
    } catch (const Error&) {  // cut short by the end of the program
    }
  }
}

int run_d1_learn(const LearnOptions& options, Context& context) {
  if (options.program.empty() == options.sql.empty()) {
    throw UsageError{"name a program behind `--`, or a file with --sql"};
  }
  if (options.out.empty()) throw UsageError{"say where the list goes: --out FILE"};
  StatementList list = read_list(options.out);
  const std::size_t before = list.size();
  int status = 0;
  if (!options.sql.empty()) {
    const std::string text = migrate::migration_text(options.sql);
    for (const auto& statement : sql::split(text, Dialect::sqlite)) {
      add_statement(list, statement.text);
    }
  } else {
    const ScratchFolder folder;
    const std::string learned = folder.file("learned").string();
    context.out.flush();
    status = run_learning(options.program, learned);
    take_learned(list, learned);
  }
  write_list(options.out, list);
  fmt::print(stderr, "{}: {} new statements, {} in all\n", one_line(options.out),
             list.size() - before, list.size());
  return status;
}

}  // namespace

void add_d1_learn_command(Command root, Context& context) {
  const auto options = std::make_shared<LearnOptions>();
  const Command command =
      root.command("d1:learn", "Write the list of statements that a signed proxy lets through");
  command.option({"--out", "FILE", "The list; what is in it stays"}, options->out);
  command.option({"--sql", "FILE", "Take the statements of this file and run nothing"},
                 options->sql);
  command.rest("PROGRAM", options->program, "The program and its arguments, behind `--`");
  command.json_flag();
  command.notes(d1_learn_examples);
  command.runs([options, &context] { return run_d1_learn(*options, context); });
}

}  // namespace zin::cli
