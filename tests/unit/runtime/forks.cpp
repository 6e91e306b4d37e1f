// A process that forks: what its child has of a pool, and what it must leave alone.
// SPDX-License-Identifier: MIT
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "open_metrics.hpp"
#include "stub_server.hpp"
#include "zin/base/metric_text.hpp"
#include "zin/loop/workers.hpp"
#include "zin/runtime/keeper.hpp"
#include "zin/runtime/pool.hpp"
#include "zin/runtime/router.hpp"

using namespace std::chrono_literals;
using zin::Deadline;
using zin::Errc;
using zin::Error;
using zin::runtime::Connection;
using zin::runtime::Lease;
using zin::runtime::Pool;
using zin::test::StubCall;
using zin::test::StubServer;

namespace {

using Where = std::source_location;

/// What `work` gives in a forked child, which then ends without cleaning up; "" is the good answer.
/// A child that hangs is ended.
std::string in_child(const std::function<std::string()>& work) {
  std::array<int, 2> pipe{};
  BOOST_REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(20);
    std::string said;
    try {
      said = work();
    } catch (const std::exception& failure) {
      said = std::string{"threw "} + failure.what();
    }
    const bool written =
        ::write(pipe[1], said.data(), said.size()) == static_cast<ssize_t>(said.size());
    ::_exit(written ? 0 : 1);
  }
  ::close(pipe[1]);
  std::string said;
  std::array<char, 512> part{};
  for (ssize_t got = 0; (got = ::read(pipe[0], part.data(), part.size())) > 0;) {
    said.append(part.data(), static_cast<std::size_t>(got));
  }
  ::close(pipe[0]);
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status)) said += " ended by signal " + std::to_string(WTERMSIG(status));
  return said;
}

/// "" when the Error that `fn` throws has this code, and its text these words.
template <class Fn>
std::string fails(Errc code, std::string_view words, Fn fn) {
  try {
    fn();
    return "nothing was thrown";
  } catch (const Error& error) {
    const std::string_view text = error.what();
    return error.code() == code && text.find(words) != std::string_view::npos ? ""
                                                                              : std::string{text};
  }
}

struct ForkBench {
  explicit ForkBench(zin::PoolSettings settings = {}, bool closes_before_fork = false)
      : pool(std::make_unique<Pool>(
            zin::runtime::PoolOptions{
                .name = "bench", .settings = settings, .closes_before_fork = closes_before_fork},
            [this](Deadline deadline) {
              return std::make_unique<Connection>(server.driver(), zin::host::Options{},
                                                  zin::runtime::ConnectionSettings{}, deadline);
            })) {}

  Lease acquire(Deadline deadline = 10s) { return pool->acquire(Where::current(), deadline); }
  std::uint64_t number_of(const Lease& lease) {
    static_cast<void>(lease->execute({.sql = "who", .bindings = {}}));
    return server.calls().back().connection;
  }
  /// What was called on the first `count` connections since calls were forgotten.
  std::string calls_on_parents(std::uint64_t count) const {
    for (const StubCall& call : server.calls()) {
      if (call.connection <= count) return "the parent's connection was asked to " + call.verb;
    }
    return "";
  }

  StubServer server;
  std::unique_ptr<Pool> pool;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(forks)

BOOST_AUTO_TEST_CASE(a_child_opens_a_connection_of_its_own) {
  ForkBench bench;
  bench.acquire().release();
  bench.server.forget_calls();
  BOOST_TEST(in_child([&] {
               if (bench.pool->stats().idle != 0) return std::string{"it has connections"};
               if (bench.number_of(bench.acquire()) != 2) return std::string{"it took another"};
               if (bench.pool->stats().idle != 1) return std::string{"it did not keep it"};
               bench.pool->close();
               return bench.calls_on_parents(1);
             }) == "");
  BOOST_TEST(bench.number_of(bench.acquire()) == 1U);
  BOOST_TEST(bench.pool->stats().opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_child_may_destroy_the_pool_of_its_parent) {
  ForkBench bench;
  Lease held = bench.acquire();
  bench.acquire().release();
  bench.server.forget_calls();
  BOOST_TEST(in_child([&] {
               bench.pool.reset();
               held.release();
               return bench.calls_on_parents(2);
             }) == "");
  BOOST_TEST(bench.number_of(held) == 1U);
}

BOOST_AUTO_TEST_CASE(a_lease_of_the_parent_is_of_no_use_in_the_child) {
  ForkBench bench{{.max = 1}};
  Lease held = bench.acquire();
  bench.server.forget_calls();
  BOOST_TEST(in_child([&] {
               std::string said = fails(Errc::closed, "belongs to the parent process", [&] {
                 static_cast<void>(held->execute({.sql = "x", .bindings = {}}));
               });
               said += fails(Errc::closed, "belongs to the parent", [&] { held->ping({}); });
               if ((held->state() & ZIN_CONN_USABLE) != 0 || held->stands())
                 said += "it seems alive";
               held.release();
               if (bench.pool->stats().idle != 0) said += "it came back";
               // Nor does it take room.
               if (bench.number_of(bench.acquire()) != 2) said += "it was lent again";
               return said + bench.calls_on_parents(1);
             }) == "");
  BOOST_TEST(bench.number_of(held) == 1U);
  held.release();
  BOOST_TEST(bench.pool->stats().idle == 1U);
}

BOOST_AUTO_TEST_CASE(a_stream_of_the_parent_ends_in_the_child_without_a_word) {
  StubServer server{{.dialect = "postgres"}};
  server.answer("rows", {.columns = {zin::test::column("n", zin::Type::int64)},
                         .rows = {{1}, {2}, {3}, {4}, {5}}});
  zin::runtime::Router router{"streaming", {}, server.driver()};
  std::optional<zin::RowStream> stream = router.stream("rows");
  BOOST_TEST(stream->next()->get<int>(0) == 1);
  server.forget_calls();
  BOOST_TEST(in_child([&] {
               static_cast<void>(stream->next());  // is in memory still
               std::string said = fails(Errc::closed, "belongs to the parent process",
                                        [&] { static_cast<void>(stream->next()); });
               stream.reset();
               if (!server.calls().empty()) said += "the parent's server was called";
               router.execute("own");
               if (server.calls().back().connection != 2) said += "it used the parent's";
               return said;
             }) == "");
  int rows = 1;
  while (stream->next() != nullptr) ++rows;
  BOOST_TEST(rows == 5);
  stream.reset();
}

BOOST_AUTO_TEST_CASE(a_transaction_of_the_parent_fails_in_the_child_and_is_not_run_again) {
  StubServer server{{.dialect = "postgres"}};
  zin::runtime::Router router{"bank", {}, server.driver()};
  int runs = 0;
  std::string said;
  router.transaction([&](zin::Session& tx) {
    tx.execute("one");
    server.forget_calls();
    said = in_child([&] {
      return fails(Errc::closed, "belongs to the parent process", [&] { tx.execute("two"); }) +
             (server.calls().empty() ? "" : "the server was called");
    });
    tx.execute("two");
    ++runs;
  });
  BOOST_TEST(said == "");
  BOOST_TEST(runs == 1);
  BOOST_TEST(server.count("commit") == 1U);

  // And when the child goes on as if nothing had happened.
  const pid_t parent = ::getpid();
  std::array<int, 2> pipe{};
  BOOST_REQUIRE(::pipe(pipe.data()) == 0);
  pid_t child = -1;
  char verdict = '?';
  try {
    router.transaction([&](zin::Session& tx) {
      ++runs;
      child = ::fork();
      if (child == 0) runs = 100;
      tx.execute("three");
    });
  } catch (const Error& error) {
    if (::getpid() != parent) verdict = error.code() == Errc::closed && runs == 100 ? 'g' : 'b';
  }
  if (::getpid() != parent) {
    const bool written = ::write(pipe[1], &verdict, 1) == 1;
    ::_exit(written ? 0 : 1);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_REQUIRE(::read(pipe[0], &verdict, 1) == 1);
  BOOST_TEST(verdict == 'g');
  BOOST_TEST(server.count("commit") == 2U);
  ::close(pipe[0]);
  ::close(pipe[1]);
}

BOOST_AUTO_TEST_CASE(what_other_threads_were_doing_does_not_stop_the_child) {
  ForkBench bench{{.max = 2, .connection_timeout = 0ms}};
  std::atomic<bool> over{false};
  std::vector<std::thread> crowd;
  for (int at = 0; at < 4; ++at) {
    crowd.emplace_back([&] {
      while (!over) {
        const Lease lease = bench.acquire({});
        static_cast<void>(bench.pool->stats());
      }
    });
  }
  for (int at = 0; at < 20; ++at) {
    // Without the stub, whose own lock a thread may have had.
    const std::string said = in_child([&] {
      if (bench.pool->stats().waiting != 0) return std::string{"somebody waits who is not here"};
      bench.pool->evict();
      bench.pool->suspend();
      bench.pool->resume();
      static_cast<void>(zin::detail::written_metrics());
      return std::string{};
    });
    BOOST_TEST(said == "");
  }
  over = true;
  for (std::thread& thread : crowd) thread.join();
  BOOST_TEST(bench.pool->stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(who_waits_at_the_fork_waits_in_the_parent_alone) {
  ForkBench bench{{.max = 1}};
  Lease held = bench.acquire();
  std::thread waiter{[&] { bench.acquire().release(); }};
  while (bench.pool->stats().waiting == 0) std::this_thread::yield();
  BOOST_TEST(in_child([&] {
               if (bench.pool->stats().waiting != 0) return "somebody waits";
               Lease own = bench.acquire();
               own.release();
               return bench.pool->stats().idle == 1 ? ""
                                                    : "it was handed to a thread of the parent";
             }) == "");
  held.release();
  waiter.join();
}

BOOST_AUTO_TEST_CASE(the_keeper_works_in_the_child_again) {
  ForkBench bench{{.min = 2}};
  const zin::runtime::Upkeep upkeep{*bench.pool};
  while (bench.pool->stats().idle < 2) std::this_thread::yield();
  BOOST_TEST(in_child([&] {
               bench.acquire().release();
               while (bench.pool->stats().idle < 2) std::this_thread::yield();
               return "";
             }) == "");
}

BOOST_AUTO_TEST_CASE(figures_begin_anew_in_the_child) {
  ForkBench bench;
  for (int at = 0; at < 5; ++at) bench.acquire().release();
  BOOST_TEST(in_child([&] {
               bench.acquire().release();
               const auto families = zin::test::read_open_metrics(zin::detail::written_metrics());
               const double acquired = zin::test::metric(families, "zin_pool_acquired_total",
                                                         {{"connection", "bench"}});
               return acquired == 1 ? std::string{} : std::to_string(acquired);
             }) == "");
  BOOST_TEST(bench.pool->stats().acquired == 5U);
}

BOOST_AUTO_TEST_CASE(a_child_of_a_child_has_connections_of_its_own_too) {
  ForkBench bench;
  Lease held = bench.acquire();
  BOOST_TEST(in_child([&] {
               Lease mine = bench.acquire();
               return in_child([&] {
                 std::string said = fails(Errc::closed, "belongs to the parent", [&] {
                   static_cast<void>(mine->execute({.sql = "x", .bindings = {}}));
                 });
                 mine.release();
                 held.release();
                 if (bench.number_of(bench.acquire()) != 3) said += "it took another";
                 return said;
               });
             }) == "");
}

BOOST_AUTO_TEST_CASE(a_pool_that_must_not_be_inherited_is_emptied_before_the_fork) {
  ForkBench bench{{}, true};
  bench.acquire().release();
  BOOST_TEST(in_child([&] {
               if (bench.server.connections() != 0) return "it inherited a connection";
               bench.acquire().release();
               return "";
             }) == "");
  BOOST_TEST(bench.pool->stats().closes.evicted == 1U);
  BOOST_TEST(bench.number_of(bench.acquire()) == 2U);
}

BOOST_AUTO_TEST_CASE(what_must_not_be_inherited_and_was_in_use_is_refused_in_the_child) {
  ForkBench bench{{}, true};
  const Lease held = bench.acquire();
  BOOST_TEST(in_child([&] {
               return fails(Errc::closed, "was in use when this process was forked",
                            [&] { bench.acquire().release(); });
             }) == "");
  BOOST_CHECK_NO_THROW(bench.acquire().release());
}

BOOST_AUTO_TEST_CASE(a_pool_that_was_closed_stays_closed_in_the_child) {
  ForkBench bench;
  bench.pool->close();
  BOOST_TEST(in_child([&] {
               return fails(Errc::closed, "was closed", [&] { bench.acquire().release(); });
             }) == "");
}

BOOST_AUTO_TEST_CASE(workers_start_their_threads_anew_in_the_child) {
  // A fiber that says that it ran.
  struct Told final : zin::detail::Fiber {
    std::atomic<bool> over{false};
    void run() noexcept override {}
    void ended() noexcept override { over = true; }
  };
  const auto works = [](zin::detail::Workers& workers) {
    Told told;
    told.launch(workers.loop());
    while (!told.over) std::this_thread::yield();
  };
  std::optional<zin::detail::Workers> workers{1U};
  works(*workers);
  BOOST_TEST(in_child([&] {
               works(*workers);
               return "";
             }) == "");
  BOOST_TEST(in_child([&] {
               workers.reset();  // waits for no thread of the parent
               return "";
             }) == "");
  works(*workers);
}

BOOST_AUTO_TEST_CASE(a_child_watches_over_the_replicas_itself) {
  StubServer server{{.dialect = "sqlite"}};
  zin::runtime::Router router{
      "spread", {.driver = "stub", .host = "p", .read_hosts = {"a", "b"}}, server.driver()};
  server.answer("select rows", {.columns = {zin::test::column("n")}, .rows = {{1}}});
  static_cast<void>(router.select("select rows"));
  BOOST_TEST(in_child([&] {
               server.stop("a");
               for (int time = 0; time < 4; ++time) static_cast<void>(router.select("select rows"));
               const zin::runtime::Replica& first = *router.replicas()->all()[0];
               if (!first.is_ejected()) return "it is not out";
               server.start("a");
               while (!first.is_fit()) std::this_thread::yield();  // in_child() ends who hangs
               return "";
             }) == "");
  BOOST_TEST(!router.replicas()->all()[0]->is_ejected());
}

BOOST_AUTO_TEST_SUITE_END()
