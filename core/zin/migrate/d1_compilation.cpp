// Running them on a scratch database, and keeping what they run.
// SPDX-License-Identifier: MIT
#include "zin/migrate/d1_compilation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/migrate/d1_script.hpp"
#include "zin/migrate/migration_file.hpp"
#include "zin/migrate/pretend_session.hpp"
#include "zin/sql/lexer.hpp"
#include "zin/sql/placeholders.hpp"

namespace zin::migrate {
namespace {

namespace fs = std::filesystem;

// Behind it: the migration's name, and its checksum where it has one.
constexpr std::string_view made_from = "-- Made by zin from the migration ";

struct Origin {
  std::string name;
  std::string checksum;
};

Origin origin_of(const std::string& text) {
  const std::size_t at = text.find(made_from);
  // In the second line, or a user's own text.
  if (at == std::string::npos ||
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') > 1) {
    return {};
  }
  const std::size_t begin = at + made_from.size();
  std::string_view line{text};
  line = line.substr(begin, text.find('\n', begin) - begin);
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return {std::string{line}, {}};
  return {std::string{line.substr(0, blank)}, std::string{line.substr(blank + 1)}};
}

bool holds_word(std::string_view sql, std::string_view word) {
  for (std::size_t at = 0; at < sql.size();) {
    if (!sql::is_name_character(sql[at])) {
      const std::size_t end = sql::skip_opaque(sql, at, Dialect::sqlite);
      at = end == at ? at + 1 : end;
      continue;
    }
    std::string found;
    while (at < sql.size() && sql::is_name_character(sql[at])) found += sql::lowered(sql[at++]);
    if (found == word) return true;
  }
  return false;
}

std::string first_word(std::string_view sql) {
  std::string word;
  for (const char c : sql) {
    if (!sql::is_name_character(c)) break;
    word += sql::lowered(c);
  }
  return word;
}

// 'users' of "users".
std::string literal_of(std::string_view quoted) {
  std::string text{"'"};
  for (std::size_t at = 1; at + 1 < quoted.size(); ++at) {
    if (quoted[at] == '"') ++at;
    text += quoted[at];
    if (quoted[at] == '\'') text += '\'';
  }
  return text + '\'';
}

// A table that was made anew keeps its counter. What the run on the scratch database wrote is the
// counter of that one, and so are the statistics.
void keep_counters(std::vector<std::string>& statements) {
  constexpr std::string_view dropping = "drop table main.";
  constexpr std::string_view altering = "alter table main.";
  std::vector<std::string> kept;
  for (std::size_t at = 0; at < statements.size(); ++at) {
    const std::string& statement = statements[at];
    if (statement.starts_with("delete from main.sqlite_sequence where name = ") ||
        statement.starts_with("insert into main.sqlite_sequence (name, seq) values (") ||
        statement.starts_with("insert into main.sqlite_stat1 ")) {
      continue;
    }
    if (statement.starts_with(dropping)) {
      const std::string old_name = statement.substr(dropping.size());
      const std::string end = " rename to " + old_name;
      const auto rename = std::find_if(statements.begin() + static_cast<std::ptrdiff_t>(at),
                                       statements.end(), [&](const std::string& later) {
                                         return later.starts_with(altering) && later.ends_with(end);
                                       });
      if (rename != statements.end()) {
        const std::string new_name =
            rename->substr(altering.size(), rename->size() - altering.size() - end.size());
        const auto made = std::ranges::find_if(kept, [&](const std::string& earlier) {
          return first_word(earlier) == "create" &&
                 earlier.find(' ' + new_name + ' ') != std::string::npos &&
                 holds_word(earlier, "autoincrement");
        });
        if (made != kept.end()) {
          const std::string name = literal_of(new_name);
          kept.push_back(fmt::format(
              "insert into sqlite_sequence (name, seq) select {0}, 0 where not exists (select 1 "
              "from sqlite_sequence where name = {0})",
              name));
          kept.push_back(fmt::format(
              "update sqlite_sequence set seq = max(seq, coalesce((select seq from sqlite_sequence "
              "where name = {}), 0)) where name = {}",
              literal_of(old_name), name));
        }
      }
    }
    kept.push_back(statement);
  }
  statements = std::move(kept);
}

// What the local run took and D1 does by itself.
bool left_out(std::string_view sql) {
  return first_word(sql) == "pragma" && holds_word(sql, "foreign_keys");
}

void check_compiled(std::string_view sql, const SourceMigration& source) {
  const bool writes_schema = holds_word(sql, "writable_schema") ||
                             holds_word(sql, "sqlite_schema") || holds_word(sql, "schema_version");
  if (writes_schema && first_word(sql) != "create") {
    throw Error(Errc::unsupported,
                fmt::format("the migration \"{}\" changes a table to which others refer in a way "
                            "that makes it anew, which D1 does not allow: write it as SQL with "
                            "`zin d1:migrate --create NAME`, or change it by adding columns",
                            source.name));
  }
}

void run_file(Session& tx, const D1File& file) {
  const std::string place = file.path.string();
  for (const auto& statement : d1_statements(migration_text(file.path), place)) {
    try {
      tx.execute(sql::without_placeholders(statement.text, Dialect::sqlite));
    } catch (const Error& failure) {
      ErrorInfo info = failure.info();
      info.message = fmt::format(
          "{}, line {}: {}, when it was run on a scratch database to compile what comes after it",
          place, statement.line, info.message);
      throw Error(std::move(info));
    }
  }
}

}  // namespace

D1Compilation::D1Compilation(const fs::path& migrations, D1Folder folder)
    : source_(migrations, Dialect::sqlite), folder_(std::move(folder)) {
  if (source_.all().empty()) return;
  std::map<std::string, std::pair<Origin, std::string>, std::less<>> made;
  if (fs::exists(folder_.folder)) files_ = d1_files(folder_);
  for (const D1File& file : files_) {
    Origin origin = origin_of(migration_text(file.path));
    if (origin.name.empty()) continue;
    std::string name = origin.name;
    made.emplace(std::move(name), std::pair{std::move(origin), file.path.string()});
  }
  for (const SourceMigration& one : source_.all()) {
    const auto found = made.find(one.name);
    if (found == made.end()) {
      pending_.push_back(one.name);
      continue;
    }
    const auto& [origin, file] = found->second;
    if (one.checksum.empty() || origin.checksum.empty() || one.checksum == origin.checksum)
      continue;
    throw Error(
        Errc::stale_version,
        fmt::format("the migration \"{}\" ({}) was changed since {} was made from it: put it "
                    "back, or remove that file if no database has it yet",
                    one.name, one.origin, file));
  }
}

std::vector<D1File> D1Compilation::make_files(
    Session& scratch, const Compile& compile,
    std::chrono::sys_time<std::chrono::milliseconds> now) {
  if (const auto files = source_.uncompiled(); !files.empty()) {
    if (!compile) {
      throw Error(Errc::unsupported,
                  "migrations in C++ have to be compiled, and there is no compiler");
    }
    source_.add_compiled(compile(files));
  }
  struct Text {
    std::string name;
    std::string text;
  };
  std::vector<Text> texts;
  scratch.transaction([&](Session& tx) {
    texts.clear();
    for (const D1File& file : files_) run_file(tx, file);
    PretendSession session{tx};
    session.set_running(true);
    for (const std::string& name : pending_) {
      const SourceMigration& source = *source_.find(name);
      if (!source.migration->in_transaction()) {
        throw Error(Errc::unsupported,
                    fmt::format("the migration \"{}\" wants no transaction around it, and D1 runs "
                                "each in one",
                                name));
      }
      source.migration->up(session);
      std::string text = fmt::format("{}{} {}", made_from, name, source.checksum);
      text.erase(text.find_last_not_of(' ') + 1);
      text += '\n';
      std::vector<std::string> statements = session.take();
      keep_counters(statements);
      for (const std::string& statement : statements) {
        check_compiled(statement, source);
        if (!left_out(statement)) text += statement + ";\n";
      }
      texts.push_back({name, std::move(text)});
    }
  });
  std::vector<D1File> made;
  for (const Text& one : texts) {
    static_cast<void>(d1_statements(one.text, one.name));
    made.push_back(make_d1_file(folder_, one.name, one.text, now));
  }
  return made;
}

}  // namespace zin::migrate
