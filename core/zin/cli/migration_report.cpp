// Tables and JSON of migrations.
// SPDX-License-Identifier: MIT
#include "zin/cli/migration_report.hpp"

#include <fmt/format.h>

#include "zin/base/civil_time.hpp"
#include "zin/base/value.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/json_text.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/cli/value_text.hpp"

namespace zin::cli {
namespace {

using host::valid_utf8;

std::string moment(const std::optional<MigrationStatus::Moment>& time) {
  return time ? plain_text(Value{std::chrono::floor<std::chrono::seconds>(*time)}) : "";
}

Json moment_json(const std::optional<MigrationStatus::Moment>& time) {
  return time ? Json{plain_text(Value{*time})} : Json{};
}

std::string note(const MigrationStatus& status) {
  std::string text;
  const auto say = [&text](std::string_view what) {
    if (!text.empty()) text += "; ";
    text += what;
  };
  if (status.state == MigrationState::applying) {
    say(fmt::format("interrupted, {} statements done: `zin migrate` goes on", status.statements));
  }
  if (status.state == MigrationState::reverting) {
    say(fmt::format("interrupted, {} statements taken back: `zin migrate --rollback` goes on",
                    status.statements));
  }
  if (status.in_doubt) say("one more was begun");
  if (status.changed) say("its source was changed since");
  if (status.missing) say("its source is missing");
  return text;
}

double milliseconds(std::chrono::microseconds span) {
  return static_cast<double>(span.count()) / 1000.0;
}

}  // namespace

void MigrationReport::heading(const std::string& connection) {
  if (several_) context_.out.print("{}:\n", one_line(connection));
}

void MigrationReport::add(const std::string& connection, std::string_view key, Json list) {
  Json document = Json::object({{"connection", valid_utf8(connection)}});
  document[key] = std::move(list);
  documents_.push_back(std::move(document));
  if (!several_) finish();
}

void MigrationReport::status(const std::string& connection,
                             const std::vector<MigrationStatus>& all) {
  if (context_.json) {
    Json list = Json::array();
    for (const MigrationStatus& one : all) {
      list.push_back(Json::object({{"name", one.name},
                                   {"state", to_string(one.state)},
                                   {"batch", one.batch > 0 ? Json{one.batch} : Json{}},
                                   {"started_at", moment_json(one.started_at)},
                                   {"applied_at", moment_json(one.applied_at)},
                                   {"statements", one.statements},
                                   {"in_doubt", one.in_doubt},
                                   {"changed", one.changed},
                                   {"missing", one.missing},
                                   {"origin", text_or_null(one.origin)}}));
    }
    return add(connection, "migrations", std::move(list));
  }
  heading(connection);
  if (all.empty()) return context_.out.print("There are no migrations.\n");
  TextColumns table;
  table.row({"migration", "state", "batch", "applied at", ""});
  for (const MigrationStatus& one : all) {
    table.row({one_line(one.name), std::string{to_string(one.state)},
               one.batch > 0 ? std::to_string(one.batch) : "", moment(one.applied_at), note(one)});
  }
  table.write(context_.out);
}

void MigrationReport::ran(const std::string& connection, const std::vector<MigrationRun>& runs) {
  if (context_.json) {
    Json list = Json::array();
    for (const MigrationRun& run : runs) {
      list.push_back(Json::object({{"name", run.name},
                                   {"direction", run.down ? "down" : "up"},
                                   {"statements", run.statements},
                                   {"milliseconds", milliseconds(run.took)}}));
    }
    return add(connection, "ran", std::move(list));
  }
  heading(connection);
  if (runs.empty()) context_.out.print("Nothing to do.\n");
  for (const MigrationRun& run : runs) {
    context_.out.print("{} {} ({:.1f} ms)\n", run.down ? "took back" : "ran", one_line(run.name),
                       milliseconds(run.took));
  }
  context_.out.flush();
}

void MigrationReport::pretended(const std::string& connection,
                                const std::vector<PretendedMigration>& all) {
  if (context_.json) {
    Json list = Json::array();
    for (const PretendedMigration& one : all) {
      Json statements = Json::array();
      for (const std::string& sql : one.statements) statements.push_back(valid_utf8(sql));
      list.push_back(Json::object({{"name", one.name},
                                   {"direction", one.down ? "down" : "up"},
                                   {"statements", std::move(statements)}}));
    }
    return add(connection, "pretended", std::move(list));
  }
  heading(connection);
  if (all.empty()) context_.out.print("-- nothing to do\n");
  for (const PretendedMigration& one : all) {
    context_.out.print("-- {}{}\n", one_line(one.name), one.down ? ", down" : "");
    for (const std::string& sql : one.statements) context_.out.print("{};\n", sql);
    context_.out.print("\n");
  }
}

void MigrationReport::repaired(const std::string& connection,
                               const std::vector<std::string>& names) {
  if (context_.json) {
    Json list = Json::array();
    for (const std::string& name : names) list.push_back(name);
    return add(connection, "repaired", std::move(list));
  }
  if (names.empty()) context_.out.print("Nothing to repair.\n");
  for (const std::string& name : names) context_.out.print("repaired {}\n", one_line(name));
}

void MigrationReport::finish() {
  if (!context_.json || documents_.as_array().empty()) return;
  context_.out.print("{}\n", (several_ ? documents_ : documents_.as_array().front()).dump());
  documents_ = Json::array();
}

}  // namespace zin::cli
