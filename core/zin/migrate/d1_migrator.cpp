// One transaction a file.
// SPDX-License-Identifier: MIT
#include "zin/migrate/d1_migrator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/migrate/d1_bookkeeping.hpp"
#include "zin/migrate/d1_script.hpp"
#include "zin/migrate/migration_file.hpp"
#include "zin/runtime/primary_reads.hpp"
#include "zin/sql/lexer.hpp"
#include "zin/sql/placeholders.hpp"

namespace zin::migrate {
namespace {

using Statements = std::vector<sql::ScriptStatement>;

[[noreturn]] void fail_in(const std::string& file, std::uint64_t line, const Error& failure) {
  ErrorInfo info = failure.info();
  const std::string place = line == 0 ? file : fmt::format("{}, line {}", file, line);
  info.message = fmt::format(
      "{}: {}; nothing of this migration is left, and what ran before it "
      "stays",
      place, info.message);
  throw Error(std::move(info));
}

}  // namespace

D1Migrator::D1Migrator(Session& db, std::string table) : db_(db), table_(std::move(table)) {
  const bool plain = !table_.empty() && table_.size() <= 100 &&
                     !(table_.front() >= '0' && table_.front() <= '9') &&
                     std::ranges::all_of(table_, sql::is_name_character);
  if (plain) return;
  throw Error(Errc::invalid_argument,
              "`migrations_table` is not accepted: use letters, digits and `_`, as in "
              "d1_migrations");
}

bool D1Migrator::has_table() {
  return !detail::PrimaryReads{db_}
              .select(
                  "select 1 from sqlite_master where type = 'table' and name = ? collate nocase",
                  {table_})
              .empty();
}

std::vector<D1Migrator::Noted> D1Migrator::noted() {
  std::vector<Noted> all;
  if (!has_table()) return all;
  const std::string query = fmt::format(
      "select name, cast(applied_at as text) from \"{}\" where name is not null order by id",
      table_);
  for (const Row& row : detail::PrimaryReads{db_}.select(query)) {
    all.push_back({row.get<std::string>(0), row.get<std::optional<std::string>>(1).value_or("")});
  }
  return all;
}

std::vector<D1Status> D1Migrator::status(const std::vector<D1File>& files) {
  std::vector<Noted> ran = noted();
  std::vector<D1Status> all;
  for (const D1File& file : files) {
    D1Status& one = all.emplace_back(D1Status{.name = file.name});
    const auto found = std::ranges::find(ran, file.name, &Noted::name);
    if (found == ran.end()) continue;
    one.applied = true;
    one.applied_at = std::move(found->applied_at);
    ran.erase(found);
  }
  for (Noted& one : ran) {
    all.push_back({.name = std::move(one.name),
                   .applied = true,
                   .applied_at = std::move(one.applied_at),
                   .missing = true});
  }
  return all;
}

std::vector<D1Run> D1Migrator::migrate(const std::vector<D1File>& files,
                                       const std::function<void(const std::string&)>& begins) {
  struct Pending {
    const D1File* file;
    Statements statements;
  };
  std::vector<Pending> pending;
  const std::vector<D1Status> before = status(files);
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (before[at].applied) continue;
    const std::string text = migration_text(files[at].path);
    pending.push_back({&files[at], d1_statements(text, files[at].path.string())});
  }
  std::vector<D1Run> runs;
  if (pending.empty()) return runs;
  db_.execute(d1_table_statement(table_));
  for (const Pending& one : pending) {
    const std::string& name = one.file->name;
    if (begins) begins(name);
    const auto start = std::chrono::steady_clock::now();
    bool done_by_another = false;
    std::uint64_t line = 0;
    try {
      db_.transaction([&](Session& tx) {
        // A batch cannot ask first: there the name's UNIQUE refuses it as a whole.
        done_by_another =
            !tx.defers_writes() &&
            !tx.select(fmt::format("select 1 from \"{}\" where name = ?", table_), {name}).empty();
        if (done_by_another) return;
        for (const sql::ScriptStatement& statement : one.statements) {
          line = tx.defers_writes() ? 0 : statement.line;
          tx.execute(sql::without_placeholders(statement.text, Dialect::sqlite));
        }
        line = 0;
        tx.execute(sql::without_placeholders(d1_note_statement(table_, name), Dialect::sqlite));
      });
    } catch (const Error& failure) {
      fail_in(one.file->path.string(), line, failure);
    }
    if (done_by_another) continue;
    runs.push_back({.name = name,
                    .statements = one.statements.size(),
                    .took = std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::steady_clock::now() - start)});
  }
  return runs;
}

}  // namespace zin::migrate
