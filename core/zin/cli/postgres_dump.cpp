// pg_dump, and what of its text is of use here.
// SPDX-License-Identifier: MIT
#include "zin/cli/postgres_dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <string_view>

#include "zin/base/error.hpp"
#include "zin/cli/scratch_folder.hpp"
#include "zin/config/secret_file.hpp"
#include "zin/config/text_file.hpp"
#include "zin/migrate/child_process.hpp"
#include "zin/sql/splitter.hpp"

namespace zin::cli {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::size_t most_bytes = std::size_t{256} << 20U;
constexpr std::string_view bodies_unchecked = "set local check_function_bodies = false";

std::string ssl_mode(const std::string& ssl) {
  if (ssl.empty() || ssl == "false") return "disable";
  return ssl == "true" ? "verify-full" : ssl;
}

// libpq's variables, which are the same for all of its programs.
Words environment_of(const DatabaseConfig& config) {
  Words all{"PGSSLMODE=" + ssl_mode(config.ssl), "PGCLIENTENCODING=UTF8"};
  const auto say = [&all](const char* name, const std::string& value) {
    if (!value.empty()) all.push_back(fmt::format("{}={}", name, value));
  };
  say("PGHOST", config.host.empty() ? "localhost" : config.host);
  say("PGPORT", config.port == 0 ? "" : std::to_string(config.port));
  say("PGDATABASE", config.database);
  say("PGUSER", config.username);
  say("PGPASSWORD", config::read_password(config));
  const bool verified = ssl_mode(config.ssl).starts_with("verify");
  say("PGSSLROOTCERT",
      config.ssl_ca.empty() && verified ? "/etc/ssl/certs/ca-certificates.crt" : config.ssl_ca);
  say("PGSSLCERT", config.ssl_cert);
  say("PGSSLKEY", config.ssl_key);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(config.connect_timeout).count();
  say("PGCONNECT_TIMEOUT", std::to_string(seconds));
  return all;
}

// "audit.migrations", or of the schema in which it is made when nothing is said.
std::string pattern_of(Database& db, const std::string& table) {
  const std::size_t dot = table.find('.');
  const std::string schema = dot == std::string::npos
                                 ? db.select_one("select current_schema()")->get<std::string>(0)
                                 : table.substr(0, dot);
  const std::string name = dot == std::string::npos ? table : table.substr(dot + 1);
  return quote_identifier(schema, Dialect::postgres) + '.' +
         quote_identifier(name, Dialect::postgres);
}

// Settings of its session, what is there in every database, and what is the owner's to say.
bool is_left_out(std::string_view statement) {
  static constexpr std::array<std::string_view, 4> beginnings = {
      "SET ", "SELECT pg_catalog.set_config(", "COMMENT ON EXTENSION ",
      "COMMENT ON SCHEMA public "};
  return statement == "CREATE SCHEMA public" ||
         std::ranges::any_of(beginnings, [statement](std::string_view beginning) {
           return statement.starts_with(beginning);
         });
}

// Without the lines by which psql refuses to run what a dump smuggles in.
std::string without_restrict(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = std::string_view{text}.substr(at, end - at);
    if (!line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ")) out += line;
    at = end;
  }
  return out;
}

}  // namespace

std::vector<std::string> postgres_statements(Database& db,
                                             const std::vector<std::string>& without) {
  const ScratchFolder scratch;
  const fs::path file = scratch.file("schema.sql");
  Words words{
      "pg_dump",          "--schema-only",          "--no-owner",        "--no-privileges",
      "--no-tablespaces", "--no-security-labels",   "--no-publications", "--no-subscriptions",
      "--no-password",    "--file=" + file.string()};
  for (const std::string& table : without) {
    words.push_back("--exclude-table=" + pattern_of(db, table));
  }
  const auto ended =
      migrate::ChildProcess{
          {.words = words,
           .environment = environment_of(db.config()),
           .remedy = "install PostgreSQL's client programs (Debian: postgresql-client)"},
          scratch.file("said")}
          .wait();
  if (!ended.good) {
    throw Error{Errc::connection_failed, "pg_dump failed: " + ended.output};
  }
  const config::TextFile text = config::read_text_file(file.string(), most_bytes);
  if (!text.problem.empty()) {
    throw Error{Errc::internal, fmt::format("the output of pg_dump {}", text.problem)};
  }
  std::vector<std::string> statements;
  for (sql::ScriptStatement& one : sql::split(without_restrict(text.text), Dialect::postgres)) {
    if (!is_left_out(one.text)) statements.push_back(std::move(one.text));
  }
  // Functions may speak of what comes later.
  if (!statements.empty()) statements.insert(statements.begin(), std::string{bodies_unchecked});
  return statements;
}

}  // namespace zin::cli
