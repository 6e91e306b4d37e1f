// Statements that take effect together or not at all, in one round trip.
// SPDX-License-Identifier: MIT
#include <deque>
#include <string>

#include "zin/host/abi_text.hpp"
#include "zin/runtime/connection.hpp"
#include "zin/runtime/connection_execution.hpp"
#include "zin/runtime/observed.hpp"
#include "zin/sql/placeholders.hpp"

namespace zin::runtime {
namespace {

detail::Call call_of(const Statement& statement, std::source_location where, Deadline deadline) {
  return {.sql = statement.sql,
          .bindings = statement.bindings,
          .intent = Intent::write,
          .where = where,
          .deadline = deadline};
}

}  // namespace

std::vector<ExecuteResult> Connection::run_batch(std::span<const Statement> statements, Where where,
                                                 Deadline deadline) {
  std::size_t values = 0;
  std::deque<std::string> texts;
  for (const Statement& statement : statements) {
    auto prepared =
        sql::rewrite_placeholders(statement.sql, traits_.dialect,
                                  traits_.numbers_parameters ? sql::PlaceholderStyle::dollar
                                                             : sql::PlaceholderStyle::question);
    check_count(prepared.parameters, statement.bindings.size(), statement.sql);
    texts.push_back(std::move(prepared.text));
    values += statement.bindings.size();
  }
  Parameters parameters{values};
  std::vector<zin_exec> items;
  for (std::size_t at = 0; at < statements.size(); ++at) {
    zin_exec item{};
    item.struct_size = sizeof item;
    item.sql = host::abi_view(texts[at]);
    item.params = parameters.cells() + parameters.size();
    item.nparams = static_cast<std::uint32_t>(statements[at].bindings.size());
    item.nrows = 1;
    parameters.add(statements[at].bindings);
    items.push_back(item);
  }

  Execution run{limited(deadline)};
  const zin_driver& table = driver_.table();
  const auto check = [&](zin_status status) {
    if (status >= 0) return status;
    const std::uint32_t index = run.failure.error.batch_index;
    const std::string_view culprit =
        index < statements.size() ? std::string_view{statements[index].sql} : std::string_view{};
    driver_.fail(status, run.failure.error,
                 {.status = {.statement = culprit, .doing = "commit", .where = &where}});
  };
  zin_cursor* made = nullptr;
  check(driver_.finish(
      run.op,
      table.start_batch(driver_.raw(), items.data(), static_cast<std::uint32_t>(items.size()),
                        ZIN_BATCH_ATOMIC, run.op.op(), &made, run.op.wait(), &run.failure.error),
      &run.failure.error));
  run.cursor = host::CursorHandle{made, host::CursorCloser{&driver_}};
  std::vector<ExecuteResult> results(statements.size());
  while (
      check(driver_.finish(
          run.op, table.next_result(made, nullptr, run.op.op(), run.op.wait(), &run.failure.error),
          &run.failure.error)) != ZIN_END) {
    zin_result_info info{};
    info.struct_size = sizeof info;
    if (table.result_info(made, &info) < 0 || info.batch_index >= results.size()) {
      throw Error(Errc::internal, "the driver does not tell which statement of a batch it answers");
    }
    results[info.batch_index] = result_of(info);
  }
  return results;
}

std::vector<ExecuteResult> Connection::run_atomically(std::span<const Statement> statements,
                                                      Where where, Deadline deadline) {
  if (statements.empty()) return {};
  const std::uint32_t most = driver_.server().max_batch_items;
  if (most != 0 && statements.size() > most) {
    throw Error(Errc::resource_exhausted,
                std::to_string(statements.size()) +
                    " statements are to take effect together, and the driver takes " +
                    std::to_string(most) +
                    " in one batch: nothing was sent; make several transactions of them, or fewer "
                    "statements with more rows each");
  }
  if (!is_observed(settings_.observation)) return run_batch(statements, where, deadline);
  std::deque<ObservedCall> told;
  for (const Statement& statement : statements) {
    told.emplace_back(settings_.observation, call_of(statement, where, deadline));
  }
  const auto results = [&] {
    try {
      return run_batch(statements, where, deadline);
    } catch (const Error& failure) {
      for (ObservedCall& one : told) one.finish(0, &failure);
      throw;
    }
  }();
  for (std::size_t at = 0; at < results.size(); ++at) {
    told[at].finish(results[at].affected, nullptr);
  }
  return results;
}

}  // namespace zin::runtime
