// Its lines, read and written.
// SPDX-License-Identifier: MIT
#include "zin/migrate/schema_dump.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/migrate/migration_file.hpp"
#include "zin/sql/splitter.hpp"

namespace zin::migrate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view covers_word = "-- covers ";
constexpr std::string_view up_line = "-- migrate:up";

std::string text_of(Dialect dialect, const std::vector<SchemaDump::Covered>& covered,
                    const std::vector<std::string>& statements) {
  std::string text =
      "-- The schema behind the migrations below, by `zin schema:dump`. `zin migrate` runs it on\n"
      "-- a database where none of them ran, instead of them.\n";
  for (const auto& [name, checksum] : covered) {
    text += fmt::format("{}{}{}{}\n", covers_word, name, checksum.empty() ? "" : " ", checksum);
  }
  text += fmt::format("\n{}\n", up_line);
  for (const std::string& statement : statements) {
    // The body of a routine or trigger; elsewhere it is understood as it is.
    const bool has_body = speaks_mysql(dialect) && statement.find(';') != std::string::npos;
    // Behind a comment, the delimiter would be a part of it.
    const bool commented = statement.find("--", statement.rfind('\n') + 1) != std::string::npos;
    const std::string whole = commented ? statement + '\n' : statement;
    text += has_body ? fmt::format("\nDELIMITER ;;\n{};;\nDELIMITER ;\n", whole)
                     : fmt::format("\n{};\n", whole);
  }
  return text;
}

void check_readable(const std::string& text, Dialect dialect,
                    const std::vector<std::string>& statements) {
  const auto read = sql::split(text, dialect);
  for (std::size_t at = 0; at < std::max(read.size(), statements.size()); ++at) {
    if (at < read.size() && at < statements.size() && read[at].text == statements[at]) continue;
    throw Error(Errc::unsupported,
                fmt::format("a statement of the schema would not be read back as it is, so that "
                            "nothing was written: {}",
                            at < statements.size() ? statements[at] : read[at].text));
  }
}

[[noreturn]] void cannot_write(const fs::path& file, const std::error_code& failure) {
  throw Error(Errc::permission_denied,
              fmt::format("{} cannot be written: {}", file.string(), failure.message()));
}

}  // namespace

bool SchemaDump::covers(std::string_view name) const noexcept {
  return std::ranges::find(covered, name, &Covered::name) != covered.end();
}

fs::path dump_file(const fs::path& folder, Dialect dialect) {
  return folder / "schema" / fmt::format("{}.sql", to_string(dialect));
}

std::optional<SchemaDump> read_dump(const fs::path& folder, Dialect dialect) {
  const fs::path file = dump_file(folder, dialect);
  std::error_code failure;
  if (folder.empty() || !fs::exists(file, failure)) return std::nullopt;
  SchemaDump dump{.file = file, .text = migration_text(file)};
  std::istringstream lines{dump.text};
  for (std::string line; std::getline(lines, line) && line != up_line;) {
    if (!line.starts_with(covers_word)) continue;
    std::istringstream words{line.substr(covers_word.size())};
    SchemaDump::Covered& one = dump.covered.emplace_back();
    words >> one.name >> one.checksum;
  }
  if (!dump.covered.empty()) return dump;
  throw Error(Errc::invalid_argument,
              fmt::format("{} says of no migration that it stands for it (`{}NAME`): write it anew "
                          "by `zin schema:dump`",
                          file.string(), covers_word));
}

void write_dump(const fs::path& folder, Dialect dialect,
                const std::vector<SchemaDump::Covered>& covered,
                const std::vector<std::string>& statements) {
  const std::string text = text_of(dialect, covered, statements);
  check_readable(text, dialect, statements);
  const fs::path file = dump_file(folder, dialect);
  const fs::path scratch = file.string() + fmt::format(".{}", ::getpid());
  std::error_code failure;
  fs::create_directories(file.parent_path(), failure);
  if (failure) cannot_write(file, failure);
  std::ofstream out{scratch, std::ios::binary};
  out << text;
  out.close();
  if (!out) cannot_write(file, std::make_error_code(std::errc::io_error));
  fs::rename(scratch, file, failure);
  if (failure) cannot_write(file, failure);
}

}  // namespace zin::migrate
