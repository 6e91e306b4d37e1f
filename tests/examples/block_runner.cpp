// Runs each code block of the documentation in a process and a folder of its own; prints TAP.
// SPDX-License-Identifier: MIT
#include "block_runner.hpp"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <exception>
#include <filesystem>
#include <fstream>

namespace {

// Whether `text` is `pattern`, in which "..." stands for any text.
bool matches(std::string_view text, std::string_view pattern) {
  constexpr std::string_view any = "...";
  const std::size_t gap = pattern.find(any);
  if (gap == std::string_view::npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, gap))) return false;
  const std::string_view rest = pattern.substr(gap + any.size());
  for (std::size_t at = gap; at <= text.size(); ++at) {
    if (matches(text.substr(at), rest)) return true;
  }
  return false;
}

// Nothing of the caller's own settings reaches a block.
void forget_settings() {
  std::vector<std::string> names;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    const std::string_view name = variable.substr(0, variable.find('='));
    if (name.starts_with("DB_") || name.starts_with("CACHE_") || name == "DATABASE_URL" ||
        name.ends_with("_ENV") || name == "APP_NAME" || name == "ZIN_ENV_FILE") {
      names.emplace_back(name);
    }
  }
  for (const std::string& name : names) ::unsetenv(name.c_str());
}

int run(const DocumentedBlock& block) {
  try {
    block.run(zin::database());
  } catch (const zin::Error& error) {
    if (!block.thrown.empty() && matches(error.what(), block.thrown)) return 0;
    std::cerr << block.place << ": throws " << error.what() << '\n';
    return 1;
  } catch (const std::exception& error) {
    std::cerr << block.place << ": throws " << error.what() << '\n';
    return 1;
  }
  if (block.thrown.empty()) return 0;
  std::cerr << block.place << ": throws nothing\n";
  return 1;
}

bool passes(const DocumentedBlock& block, const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder);
  std::cout.flush();
  const pid_t child = ::fork();
  if (child == 0) {
    std::filesystem::current_path(folder);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);  // standard output is for TAP
    ::exit(run(block));
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

void expect(bool holds, int line) {
  if (holds) return;
  std::cerr << "line " << line << ": the check does not hold\n";
  std::exit(1);
}

void accept_settings(std::string_view text) {
  std::ofstream{".env"} << text;
  const zin::Settings settings = zin::Settings::from_env();
  expect(!settings.databases.empty());
}

int main() {
  forget_settings();
  std::string scratch = (std::filesystem::temp_directory_path() / "zin-docs-XXXXXX").string();
  if (::mkdtemp(scratch.data()) == nullptr) return 1;
  std::cout << "1.." << documented_blocks.size() << '\n';
  int number = 0;
  for (const DocumentedBlock& block : documented_blocks) {
    ++number;
    const bool good =
        !block.to_run || passes(block, std::filesystem::path{scratch} / std::to_string(number));
    std::cout << (good ? "ok " : "not ok ") << number << " - " << block.place
              << (block.to_run ? "\n" : " compiles\n");
  }
  std::filesystem::remove_all(scratch);
  return 0;
}
