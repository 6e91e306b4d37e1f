// The stub's script and the record of what it was asked.
// SPDX-License-Identifier: MIT
#include "stub_server.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "stub_driver.hpp"

namespace zin::test {
namespace faults {

StubFault connection_lost(std::uint32_t flags) {
  return {.status = ZIN_E_CONN_LOST,
          .category = ZIN_CAT_CONNECTION,
          .flags = flags | ZIN_ERRF_RECONNECT,
          .message = "the server hung up",
          .leaves = StubFault::Leaves::dead};
}

StubFault refused() {
  return {.category = ZIN_CAT_CONNECTION,
          .message = "nobody listens there",
          .leaves = StubFault::Leaves::dead};
}

StubFault busy() {
  return {.category = ZIN_CAT_BUSY, .flags = ZIN_ERRF_RETRY_TXN, .message = "locked"};
}

StubFault deadlock() {
  return {.category = ZIN_CAT_SERIALIZATION,
          .flags = ZIN_ERRF_RETRY_TXN,
          .sqlstate = "40P01",
          .message = "deadlock detected",
          .leaves = StubFault::Leaves::no_transaction};
}

StubFault broken(StubFault::Leaves leaves) {
  return {.category = ZIN_CAT_INTERNAL, .message = "broken", .leaves = leaves};
}

}  // namespace faults

StubServer::StubServer(StubTraits traits) : traits_(std::move(traits)) {
  table_ = StubDriver::table_for(traits_);
  driver_ = std::make_unique<host::DriverHandle>(
      table_, std::make_shared<const host::PluginOrigin>(
                  host::PluginOrigin{.file = {},
                                     .name = "stub",
                                     .version = "1",
                                     .vendor = {},
                                     .license = {},
                                     .build = {},
                                     .abi_version = ZIN_ABI_VERSION}));
  StubDriver::serve(this);
}

StubServer::~StubServer() {
  StubDriver::serve(nullptr);
  for (const std::string& violation : violations_) BOOST_ERROR("against the ABI: " << violation);
  BOOST_TEST(open_.size() == 0U, "connections were left open: " << open_.size());
  for (const auto& planned : faults_) {
    if (planned.times > 0) BOOST_ERROR("never happened: a fault of " << planned.verb);
  }
}

void StubServer::answer(std::string sql, StubAnswer answer) {
  const std::lock_guard lock{mutex_};
  answers_.insert_or_assign(std::move(sql), std::move(answer));
}

void StubServer::answer_with(std::function<std::optional<StubAnswer>(const StubCall&)> answer) {
  const std::lock_guard lock{mutex_};
  answer_with_ = std::move(answer);
}

void StubServer::fail(std::string verb, StubFault fault, unsigned times, std::string text) {
  const std::lock_guard lock{mutex_};
  faults_.push_back({std::move(verb), std::move(text), std::move(fault), times});
}

void StubServer::before_each(std::function<void(const StubCall&)> hook) {
  const std::lock_guard lock{mutex_};
  hook_ = std::move(hook);
}

std::vector<StubCall> StubServer::calls() const {
  const std::lock_guard lock{mutex_};
  return calls_;
}

std::vector<std::string> StubServer::log() const {
  std::vector<std::string> lines;
  for (const StubCall& call : calls()) {
    std::string line = std::to_string(call.connection) + ' ' + call.verb;
    if (!call.text.empty()) line += ' ' + call.text;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::size_t StubServer::count(std::string_view verb) const {
  const std::lock_guard lock{mutex_};
  return static_cast<std::size_t>(std::count_if(
      calls_.begin(), calls_.end(), [&](const StubCall& call) { return call.verb == verb; }));
}

void StubServer::forget_calls() {
  const std::lock_guard lock{mutex_};
  calls_.clear();
}

std::size_t StubServer::connections() const {
  const std::lock_guard lock{mutex_};
  return open_.size();
}

void StubServer::hang_up() {
  const std::lock_guard lock{mutex_};
  for (const auto& [id, connection] : open_) connection->hung_up = true;
}

void StubServer::hang_up(std::uint64_t connection) {
  const std::lock_guard lock{mutex_};
  open_.at(connection)->hung_up = true;
}

void StubServer::forget_statements() {
  const std::lock_guard lock{mutex_};
  for (const auto& [id, connection] : open_) ++connection->forgotten;
}

void StubServer::change_columns() {
  const std::lock_guard lock{mutex_};
  ++columns_generation_;
}

void StubServer::violation(std::string what) {
  const std::lock_guard lock{mutex_};
  violations_.push_back(std::move(what));
}

void StubServer::stop(std::string host) {
  const std::lock_guard lock{mutex_};
  for (const auto& [id, connection] : open_) {
    if (connection->host == host) connection->hung_up = true;
  }
  stopped_.insert(std::move(host));
}

void StubServer::start(const std::string& host) {
  const std::lock_guard lock{mutex_};
  stopped_.erase(host);
}

std::string StubServer::host_of(std::uint64_t connection) const {
  const auto found = open_.find(connection);
  return found == open_.end() ? std::string{} : found->second->host;
}

std::optional<StubFault> StubServer::enter(StubCall call) {
  std::function<void(const StubCall&)> hook;
  {
    const std::lock_guard lock{mutex_};
    call.host = host_of(call.connection);
    calls_.push_back(call);
    hook = hook_;
  }
  if (hook) hook(call);
  const std::lock_guard lock{mutex_};
  if (call.verb == "connect" && stopped_.contains(call.host)) return faults::refused();
  for (PlannedFault& planned : faults_) {
    if (planned.times == 0 || planned.verb != call.verb) continue;
    if (!planned.text.empty() && planned.text != call.text) continue;
    --planned.times;
    return planned.fault;
  }
  return std::nullopt;
}

StubAnswer StubServer::answer_for(StubCall call) {
  std::function<std::optional<StubAnswer>(const StubCall&)> answer;
  {
    const std::lock_guard lock{mutex_};
    call.host = host_of(call.connection);
    answer = answer_with_;
  }
  if (answer) {
    if (auto given = answer(call)) return std::move(*given);
  }
  const std::lock_guard lock{mutex_};
  const auto found = answers_.find(call.text);
  return found == answers_.end() ? StubAnswer{.affected = 1} : found->second;
}

}  // namespace zin::test
