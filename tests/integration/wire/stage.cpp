// Builds the stage, measures and looks around afterwards.
// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "eventually.hpp"
#include "printing.hpp"

namespace zin::test {
namespace {

std::size_t open_descriptors() {
  using Entries = std::filesystem::directory_iterator;
  return static_cast<std::size_t>(std::distance(Entries{"/proc/self/fd"}, Entries{}));
}

// How long this thread has waited for a processor, which is nobody's fault but the machine's: the
// second number of the kernel's Documentation/scheduler/sched-stats.rst. 0 where it is not counted.
std::chrono::nanoseconds waited_for_processor() {
  std::uint64_t ran = 0, waited = 0;
  std::ifstream{"/proc/thread-self/schedstat"} >> ran >> waited;
  return std::chrono::nanoseconds{waited};
}

DatabaseConfig behind(const HostileProxy& proxy, Line line, milliseconds connect_timeout) {
  DatabaseConfig config = wire_server().config;
  config.port = proxy.port();
  if (line == Line::tls) {
    config.ssl = "verify-ca";
    config.ssl_ca = wire_server().authority;
  }
  config.connect_timeout = connect_timeout;
  config.query_timeout = deadline;
  config.retries = 1;  // what fails is to be seen
  // A connection that is not given back would show at the next call.
  config.pool.max = 1;
  config.pool.connection_timeout = connect_patience;
  return config;
}

}  // namespace

Scenarios::Scenarios(std::string_view moment, std::vector<Scenario> scenarios,
                     std::function<void(const Scenario&)> play, const char* file) {
  for (Scenario& scenario : scenarios) {
    std::string name = std::string{moment} + " - " + std::string{scenario.name};
    std::erase(name, ',');
    auto shared = std::make_shared<const Scenario>(std::move(scenario));
    boost::unit_test::framework::current_auto_test_suite().add(
        boost::unit_test::make_test_case([play, shared] { play(*shared); }, name, file, 0));
  }
}

namespace wire {

WireFault delay(milliseconds span, Direction way) {
  return {.kind = WireFault::Kind::delay, .direction = way, .delay = span};
}
WireFault throttle(std::uint64_t bytes_per_second) {
  return {.kind = WireFault::Kind::throttle, .bytes_per_second = bytes_per_second};
}
WireFault close(Direction way, std::uint64_t after) {
  return {.kind = WireFault::Kind::close, .direction = way, .after = after};
}
WireFault reset(Direction way, std::uint64_t after) {
  return {.kind = WireFault::Kind::reset, .direction = way, .after = after};
}
WireFault silence(Direction way, std::uint64_t after) {
  return {.kind = WireFault::Kind::silence, .direction = way, .after = after};
}
WireFault corrupt(std::uint64_t at, std::uint8_t mask) {
  return {.kind = WireFault::Kind::corrupt, .after = at, .mask = mask};
}

}  // namespace wire

Stage::Stage(Line line, milliseconds connect_timeout)
    : proxy_(wire_server().config.port),
      db_(manager_.use_database(behind(proxy_, line, connect_timeout))) {}

void Stage::warm_up() {
  db_.execute(insert_text, {new_id(), "before"});
  static_cast<void>(db_.select("select 1"));
  static_cast<void>(db_.select(select_text));
}

void Stage::harm(const Scenario& scenario) {
  for (const WireFault& fault : scenario.faults) proxy_.harm(fault);
  started_ = std::chrono::steady_clock::now();
}

void Stage::harm_next(const Scenario& scenario) {
  for (const WireFault& fault : scenario.faults) proxy_.harm_next(fault);
}

Outcome Stage::call(const std::function<void()>& fn, milliseconds limit) {
  Outcome outcome;
  const auto waited = waited_for_processor();
  started_ = std::chrono::steady_clock::now();
  try {
    fn();
  } catch (const Error& error) {
    outcome.error = error;
  }
  outcome.took = std::chrono::duration_cast<milliseconds>(
      std::chrono::steady_clock::now() - started_ - (waited_for_processor() - waited));
  BOOST_TEST(outcome.took.count() <= (limit + tolerance).count());
  return outcome;
}

void Stage::check_recovery() {
  proxy_.heal();
  const Rows rows = db_.select("select content from wire_rows where id = ?", {42});
  BOOST_TEST(rows[0].get<std::string>(0) == row_text(42));
  const PoolStats stats = db_.stats();
  BOOST_TEST(stats.active == 0U);
  BOOST_TEST(stats.idle == 1U);
  BOOST_TEST(stats.opening == 0U);
  BOOST_TEST(stats.waiting == 0U);
}

void play(const std::function<void(Stage&)>& scene, Line line, milliseconds connect_timeout) {
  direct().ping();
  const std::size_t before = open_descriptors();
  {
    Stage stage{line, connect_timeout};
    scene(stage);
    stage.check_recovery();
  }
  // A request to cancel may still be on its way, on a thread that the driver has let go.
  eventually("every descriptor is closed", [&] { return open_descriptors() <= before; });
}

void check(const Outcome& outcome, const Scenario& scenario) {
  if (!scenario.code) {
    if (outcome.error) BOOST_ERROR("it failed: " << outcome.error->what());
    return;
  }
  if (!outcome.error) {
    BOOST_ERROR("it succeeded");
    return;
  }
  BOOST_TEST_CONTEXT(outcome.error->what()) {
    BOOST_TEST(outcome.error->code() == *scenario.code);
    BOOST_TEST(outcome.error->may_be_applied() == scenario.may_be_applied);
    BOOST_TEST(!(outcome.error->may_be_applied() && outcome.error->retryable()));
  }
}

int new_id(int count) {
  static int next = 100'000'000;
  return std::exchange(next, next + count);
}

void check_row(const Row& row, int id) {
  BOOST_REQUIRE_EQUAL(row.get<int>(0), id);
  BOOST_REQUIRE_EQUAL(row.get<std::string>(1), row_text(id));
}

}  // namespace zin::test
