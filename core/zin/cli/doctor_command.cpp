// `zin doctor`: opens a connection and says what is wrong and what to do.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "zin/base/json.hpp"
#include "zin/cli/commands.hpp"
#include "zin/cli/diagnosis.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/host/abi_text.hpp"

namespace zin::cli {
namespace {

constexpr const char* doctor_examples = R"(Examples:
  zin doctor
  zin doctor -c reports --json

The status is 1 when a check fails. A SQLite file that does not exist is made, as by any first use.)";

void write_text(const std::vector<Check>& checks, std::int64_t failures, Output& out) {
  TextColumns text;
  for (const Check& check : checks) {
    text.row({std::string{to_string(check.status)}, check.name, one_line(check.detail)});
    if (!check.next_step.empty()) text.row({"", "", "-> " + one_line(check.next_step)});
  }
  text.line("");
  text.line(failures == 0
                ? "all is well"
                : fmt::format("{} {} failed", failures, failures == 1 ? "check" : "checks"));
  text.write(out);
}

void write_json(const std::vector<Check>& checks, const std::string& connection, bool healthy,
                Output& out) {
  using host::valid_utf8;
  Json list = Json::array();
  for (const Check& check : checks) {
    list.push_back(Json::object(
        {{"name", check.name},
         {"status", to_string(check.status)},
         {"detail", valid_utf8(check.detail)},
         {"next_step", check.next_step.empty() ? Json{} : Json{valid_utf8(check.next_step)}}}));
  }
  out.print("{}\n", Json::object({{"connection", valid_utf8(connection)},
                                  {"ok", healthy},
                                  {"checks", std::move(list)}})
                        .dump());
}

int run_doctor(const std::string& connection, Context& context) {
  const std::vector<Check> checks = diagnose(context.manager, connection);
  const auto failures = std::count_if(checks.begin(), checks.end(), [](const Check& check) {
    return check.status == CheckStatus::fail;
  });
  if (context.json) {
    write_json(checks, connection, failures == 0, context.out);
  } else {
    write_text(checks, failures, context.out);
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace

void add_doctor_command(Command root, Context& context) {
  const auto connection = std::make_shared<std::string>("default");
  const Command command = root.command("doctor", "Open a connection and say what is wrong");
  command.option({"-c,--connection", "NAME", "Connection to look at (default: default)"},
                 *connection);
  command.json_flag();
  command.notes(doctor_examples);
  command.runs([connection, &context] { return run_doctor(*connection, context); });
}

}  // namespace zin::cli
