// Telling listeners, and the lines of the query logs.
// SPDX-License-Identifier: MIT
#include "zin/runtime/observer.hpp"

#include <fmt/format.h>

#include "zin/base/log.hpp"

namespace zin::runtime {

Observer::Observer(std::string connection, std::string driver, const LogSettings& log)
    : connection_(std::move(connection)),
      driver_(std::move(driver)),
      log_(log),
      listens_(log.queries || log.slow_query.count() > 0) {}

void Observer::before_query(QueryListener listener) { add(before_, std::move(listener)); }
void Observer::after_query(QueryListener listener) { add(after_, std::move(listener)); }

void Observer::add(std::shared_ptr<const Listeners>& list, QueryListener listener) {
  const std::lock_guard lock{mutex_};
  auto longer = list ? std::make_shared<Listeners>(*list) : std::make_shared<Listeners>();
  longer->push_back(std::move(listener));
  list = std::move(longer);
  listens_.store(true, std::memory_order_relaxed);
}

std::shared_ptr<const Observer::Listeners> Observer::snapshot(
    const std::shared_ptr<const Listeners>& list) const {
  const std::lock_guard lock{mutex_};
  return list;
}

void Observer::starting(QueryEvent& event) const {
  event.connection = connection_;
  event.driver = driver_;
  if (const auto listeners = snapshot(before_)) {
    for (const QueryListener& listener : *listeners) listener(event);
  }
}

void Observer::finished(const QueryEvent& event) const {
  write_log(event);
  if (const auto listeners = snapshot(after_)) {
    for (const QueryListener& listener : *listeners) listener(event);
  }
}

void Observer::write_log(const QueryEvent& event) const {
  const bool slow = log_.slow_query.count() > 0 && event.duration >= log_.slow_query;
  const LogLevel level = slow ? LogLevel::warn : LogLevel::info;
  if ((!slow && !log_.queries) || level < log_.level || !log_enabled(level)) return;
  std::string line =
      fmt::format("{}{} on {}{} took {:.3f} ms, {}: {}", slow ? "slow " : "",
                  event.intent == Intent::read ? "read" : "write", connection_,
                  event.role == Role::replica ? fmt::format(", replica {},", event.host) : "",
                  std::chrono::duration<double, std::milli>(event.duration).count(),
                  event.error != nullptr ? std::string{to_string(event.error->code())}
                                         : fmt::format("{} rows", event.rows),
                  event.sql);
  if (log_.bindings) {
    line += " with";
    for (const Value& value : event.bindings) line += ' ' + value.to_string();
  }
  if (event.where.line() != 0)
    line += fmt::format(" at {}:{}", event.where.file_name(), event.where.line());
  log(level, "query", line);
}

}  // namespace zin::runtime
