// What every scenario needs: a pool behind a proxy, a call that is measured, and a look at what is
// left.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hostile_proxy.hpp"
#include "server.hpp"
#include "zin/zin.hpp"

namespace zin::test {

using std::chrono::milliseconds;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
/// Instrumented code is three to five times slower, and it shares the machine.
inline constexpr int slowness = 5;
#else
inline constexpr int slowness = 1;
#endif
/// How long after its deadline a call may return.
inline constexpr milliseconds tolerance{100 * slowness};
/// Deadline of each statement. What is not harmed must fit into it, on a machine with much to do.
inline constexpr milliseconds deadline{slowness == 1 ? 250 : 400};
/// Longer than that.
inline constexpr milliseconds too_long = deadline + milliseconds{200};

inline constexpr Direction to_server = Direction::to_server;
inline constexpr Direction to_client = Direction::to_client;

/// Longest time to connect, where that is what is harmed; else there is more, since a log-in takes
/// many turns of several processes.
inline constexpr milliseconds connect_deadline = 2 * deadline;
inline constexpr milliseconds connect_patience{3000};

enum class Line : std::uint8_t { plain, tls };

/// A row of the table of scenarios: what goes wrong, and what must come of it.
struct Scenario {
  std::string_view name;
  std::vector<WireFault> faults;
  std::optional<Errc> code;  ///< Nothing: the call succeeds all the same.
  bool may_be_applied = false;
  /// Rows that are there afterwards.
  int applied = 0;
  Line line = Line::plain;
};

/// Adds a test case for each scenario, named "moment - name". Made before main().
class Scenarios {
 public:
  Scenarios(std::string_view moment, std::vector<Scenario> scenarios,
            std::function<void(const Scenario&)> play, const char* file);
};

namespace wire {
WireFault delay(milliseconds span, Direction way = Direction::to_client);
WireFault throttle(std::uint64_t bytes_per_second);
WireFault close(Direction way, std::uint64_t after = 0);
WireFault reset(Direction way, std::uint64_t after = 0);
WireFault silence(Direction way, std::uint64_t after = 0);
WireFault corrupt(std::uint64_t at, std::uint8_t mask = 0xFF);
}  // namespace wire

/// How a call ended.
struct Outcome {
  std::optional<Error> error;
  milliseconds took{};  ///< Without the time in which its thread waited for a processor.
};

/// A pool of one connection to the server, through a proxy of its own.
class Stage {
 public:
  Stage(Line line, milliseconds connect_timeout);

  [[nodiscard]] HostileProxy& proxy() noexcept { return proxy_; }
  [[nodiscard]] Database& db() noexcept { return db_; }
  /// The connection is open afterwards, and knows `statement` when it is an insert into
  /// wire_writes.
  void warm_up();
  /// Also inside of a call, whose time is then counted from here on.
  void harm(const Scenario& scenario);
  void harm_next(const Scenario& scenario);

  /// Calls it, and checks that it returns in time.
  Outcome call(const std::function<void()>& fn, milliseconds limit = deadline);
  /// The proxy hands on everything again: the same pool must answer, with nothing lent.
  void check_recovery();

 private:
  HostileProxy proxy_;
  Manager manager_;
  Database& db_;
  std::chrono::steady_clock::time_point started_{};
};

/// Runs `scene` on a stage, and checks that the pool works again and no descriptor is left.
void play(const std::function<void(Stage&)>& scene, Line line = Line::plain,
          milliseconds connect_timeout = connect_patience);

void check(const Outcome& outcome, const Scenario& scenario);

/// An id for wire_writes, and for `count` - 1 rows behind it, that nobody else has.
[[nodiscard]] int new_id(int count = 1);
inline constexpr std::string_view insert_text =
    "insert into wire_writes (id, content) values (?, ?)";
inline constexpr std::string_view select_text = "select id, content from wire_rows order by id";

/// Whether these are the first `count` rows of wire_rows, and right.
void check_row(const Row& row, int id);

}  // namespace zin::test
