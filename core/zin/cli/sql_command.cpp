// `zin sql`: runs statements and writes what they give.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "zin/cli/bound_parameters.hpp"
#include "zin/cli/commands.hpp"
#include "zin/cli/error_report.hpp"
#include "zin/cli/result_writer.hpp"
#include "zin/cli/script_connection.hpp"
#include "zin/cli/statement_source.hpp"

namespace zin::cli {
namespace {

constexpr const char* sql_examples = R"(Examples:
  zin sql "select * from users where id = ?" --param-json 42
  zin sql -c reports --csv "select day, total from sales" > sales.csv
  zin sql --json "select name from users" | jq -r '.[].name'
  zin sql < schema.sql

On a terminal rows come as a table, elsewhere as tab-separated lines with a header, `\N` for NULL.
A script stops at its first error; what it did before stays, unless it opened a transaction.)";

struct SqlOptions {
  std::string connection = "default";
  std::vector<OrderedValue> parameters;
  std::optional<std::string> sql;
  bool table = false;
  bool tsv = false;
  bool csv = false;
  bool no_header = false;
};

Format format_of(const SqlOptions& options, const Context& context) {
  if (context.json) return Format::json;
  if (options.csv) return Format::csv;
  if (options.tsv) return Format::tsv;
  return options.table || context.out.is_terminal() ? Format::table : Format::tsv;
}

class ScriptRun {
 public:
  ScriptRun(const SqlOptions& options, Context& context, std::vector<Value> values)
      : options_(options),
        context_(context),
        values_(std::move(values)),
        connection_(context.manager, options.connection),
        source_(open_source()),
        writer_(make_writer({.format = format_of(options, context), .header = !options.no_header},
                            context.out)) {}

  int run() {
    try {
      run_all();
      context_.out.flush();
      return finish();
    } catch (const OutputClosed&) {
      return stop();
    }
  }

 private:
  StatementSource open_source() {
    if (options_.sql) return {*options_.sql, connection_.dialect()};
    return {STDIN_FILENO, connection_.dialect(), [this] { context_.out.flush(); }};
  }

  // The next statement; with bound values there is only one, and that is known before it runs.
  std::optional<sql::ScriptStatement> first() {
    auto statement = source_.next();
    if (values_.empty() || !statement) return statement;
    if (source_.next()) {
      throw UsageError{"values can be bound to one statement only, and there are several"};
    }
    return statement;
  }

  void run_all() {
    for (auto statement = first(); statement; statement = source_.next()) {
      line_ = options_.sql && statement->line == 1 ? 0 : statement->line;
      write(connection_.run(statement->text, values_));
      if (context_.out.is_terminal()) context_.out.flush();
    }
    line_ = 0;
  }

  void write(ScriptConnection::Result result) {
    if (!result.rows) {
      std::optional<std::uint64_t> affected;
      if (result.counted) affected = result.result.affected;
      return writer_->done({.affected = affected, .last_insert_id = result.result.last_insert_id});
    }
    writer_->begin(result.rows->columns());
    while (const Row* const row = result.rows->next()) writer_->row(*row);
    writer_->end();
  }

  int finish() {
    if (!connection_.in_transaction()) return 0;
    connection_.roll_back();
    throw Error{Errc::invalid_argument,
                "the script ended inside a transaction, so this was rolled back; end it with "
                "COMMIT"};
  }

  // Nobody reads on. That is fine, unless statements were left.
  int stop() {
    if (!source_.next()) return 0;
    fmt::print(stderr,
               "{}: the output was closed before the last statement; the rest did not run\n",
               context_.program);
    return 1;
  }

 public:
  /// Line of the statement that is under way, 0 where it goes without saying.
  [[nodiscard]] std::uint64_t line() const noexcept { return line_; }

 private:
  const SqlOptions& options_;
  Context& context_;
  const std::vector<Value> values_;
  ScriptConnection connection_;
  StatementSource source_;
  std::unique_ptr<ResultWriter> writer_;
  std::uint64_t line_ = 0;
};

int run_sql(const SqlOptions& options, Context& context) {
  std::vector<Value> values = bound_parameters(options.parameters);
  if (!options.sql && ::isatty(STDIN_FILENO) == 1) {
    throw UsageError{"there is no SQL: give it as an argument or on standard input"};
  }
  if (options.sql && options.sql->find_first_not_of(" \t\r\n;") == std::string::npos) {
    throw UsageError{"the SQL is empty"};
  }
  ScriptRun script{options, context, std::move(values)};
  try {
    return script.run();
  } catch (const Error& error) {
    report(error, context, script.line());
    return 1;
  }
}

}  // namespace

void add_sql_command(Command root, Context& context) {
  const auto options = std::make_shared<SqlOptions>();
  const Command command = root.command("sql", "Run SQL statements");
  command.argument(
      "SQL", options->sql,
      "The statements, separated by `;`; without it they are read from standard input");
  command.option({"-c,--connection", "NAME", "Connection to use (default: default)"},
                 options->connection);
  command.ordered(
      {{text_parameter, "TEXT", "Value of the next `?`, as text"},
       {json_parameter, "VALUE",
        "Value of the next `?`, of the type of the JSON: null, true, 42, 1.5, \"text\", {...}"}},
      options->parameters);
  command.flag("--table", options->table, "Write a table (what a terminal gets)");
  command.flag("--tsv", options->tsv, "Write tab-separated lines (what all else gets)");
  command.flag("--csv", options->csv, "Write CSV as in RFC 4180");
  command.flag("--no-header", options->no_header, "Leave out the names of the columns");
  command.json_flag();
  command.exclusive({"--table", "--tsv", "--csv", "--json"});
  command.notes(sql_examples);
  command.runs([options, &context] { return run_sql(*options, context); });
}

}  // namespace zin::cli
