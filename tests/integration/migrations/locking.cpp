// Two migrators at once, and one that died while it held the lock.
// SPDX-License-Identifier: MIT
#include <signal.h>  // NOLINT(*-deprecated-headers): kill
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <thread>

#include "printing.hpp"
#include "site.hpp"
#include "thrown.hpp"
#include "zin/testing/fake_clock.hpp"

using namespace zin;
using namespace zin::test;

namespace {

// A migrator in another process that stops in the midst of its migration and waits for its end.
class Holder {
 public:
  explicit Holder(const Site& site) {
    BOOST_REQUIRE(::pipe(reached_.data()) == 0);
    process_ = ::fork();
    BOOST_REQUIRE(process_ >= 0);
    if (process_ == 0) hold(site);
    ::close(reached_[1]);
    char byte = 0;
    BOOST_REQUIRE(::read(reached_[0], &byte, 1) == 1);
  }
  ~Holder() {
    kill();
    ::close(reached_[0]);
  }
  void kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
  }
  [[nodiscard]] pid_t process() const { return process_; }

 private:
  [[noreturn]] void hold(const Site& site) {
    try {
      auto* const manager = new Manager;
      MigratorSettings settings = site.settings();
      settings.progress = [this](const MigrationProgress& progress) {
        if (progress.event != MigrationProgress::Event::begins) return;
        static_cast<void>(::write(reached_[1], "x", 1));
        for (;;) ::pause();
      };
      static_cast<void>(Migrator{manager->use_database(place().config), settings}.migrate());
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "%s\n", failure.what());
    }
    ::_exit(1);
  }

  std::array<int, 2> reached_{};
  pid_t process_ = 0;
};

struct One : Site {
  One() { write("01_a.sql", "-- migrate:up\ncreate table a (id integer primary key);\n"); }
};

BOOST_FIXTURE_TEST_SUITE(migration_locking, One)

BOOST_AUTO_TEST_CASE(a_second_migrator_is_told_who_holds_the_lock_since_when) {
  const Holder holder{*this};
  const Error refused = thrown_by([this] { return migrator().migrate(); });
  BOOST_TEST(refused.code() == Errc::busy);
  BOOST_TEST(says(refused, "process " + std::to_string(holder.process())));
  BOOST_TEST(says(refused, " since 2"));
  BOOST_TEST(says(refused, " UTC"));
  BOOST_TEST(standing() == "01_a pending");
}

BOOST_AUTO_TEST_CASE(a_holder_that_died_keeps_nobody_from_it) {
  Holder holder{*this};
  holder.kill();
  MigratorSettings patient = settings();
  patient.lock_timeout = std::chrono::seconds{10};
  BOOST_TEST(names(Migrator{shared(), patient}.migrate()) == "01_a");
}

BOOST_AUTO_TEST_CASE(a_second_migrator_waits_and_finds_the_work_done) {
  MigratorSettings first = settings();
  MigratorSettings second = settings();
  second.lock_timeout = std::chrono::seconds{30};
  std::string waited_for;
  std::atomic<bool> waits{false};
  second.progress = [&](const MigrationProgress& progress) {
    if (progress.event != MigrationProgress::Event::waiting) return;
    waited_for = progress.detail;
    waits = true;
  };
  std::string ran_second;
  std::thread other;
  first.progress = [&](const MigrationProgress& progress) {
    if (progress.event != MigrationProgress::Event::begins) return;
    other = std::thread{[&] {
      try {
        Fresh db;
        ran_second = names(Migrator{*db, second}.migrate());
      } catch (const Error& failure) {
        ran_second = failure.what();
      }
      waits = true;
    }};
    while (!waits) std::this_thread::yield();
  };
  const std::string ran_first = names(Migrator{shared(), first}.migrate());
  other.join();
  BOOST_TEST(ran_first == "01_a");
  BOOST_TEST(ran_second == "");
  BOOST_TEST(waited_for.find("process " + std::to_string(::getpid())) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_lock_is_free_behind_a_failure) {
  write("02_bad.sql", "-- migrate:up\ninsert into absent values (1);");
  BOOST_TEST((code_of([this] { return migrator().migrate(); }) == Errc::undefined_table));
  write("02_bad.sql", "-- migrate:up\ninsert into a values (1);");
  BOOST_TEST(names(migrator().migrate()) == "02_bad");
}

// A lease of another machine, of which nobody knows whether it lives.
struct Lease {
  Lease() {
    shared().execute(
        "create table migrations_lock (id integer not null primary key, host varchar(255) not "
        "null, machine varchar(64) not null, process bigint not null, process_started bigint not "
        "null, token varchar(64) not null, held_since bigint not null, held_until bigint not "
        "null)");
    shared().execute("insert into migrations_lock values (1, 'web1', 'another', 7, 8, 't', ?, ?)",
                     {since.time_since_epoch().count(),
                      (since + std::chrono::seconds{60}).time_since_epoch().count()});
  }
  MigrationStatus::Moment since{std::chrono::sys_days{std::chrono::year{2026} / 1 / 2}};
};

BOOST_AUTO_TEST_CASE(a_lease_of_another_machine_is_waited_for_until_it_ends) {
  if (!place().config.host.empty()) return;
  const Lease lease;
  testing::FakeClock clock{testing::FakeClock::Waits::move_clock};
  MigratorSettings timed = settings();
  timed.clock = &clock;
  timed.now = [&] {
    return lease.since + std::chrono::floor<std::chrono::microseconds>(clock.elapsed());
  };
  timed.lock_timeout = std::chrono::seconds{59};
  const Error refused = thrown_by([&] { return Migrator{shared(), timed}.migrate(); });
  BOOST_TEST(refused.code() == Errc::busy);
  BOOST_TEST(says(refused,
                  "process 7 on web1, since 2026-01-02 00:00:00 UTC; its lease ends at 2026-01-02 "
                  "00:01:00 UTC"));
  timed.lock_timeout = std::chrono::seconds{2};
  BOOST_TEST(names(Migrator{shared(), timed}.migrate()) == "01_a");
}

BOOST_AUTO_TEST_CASE(who_has_lost_the_lease_changes_nothing_more) {
  if (!place().config.host.empty()) return;
  write("02_b.sql", "-- migrate:up\ncreate table b (id integer primary key);\n");
  MigratorSettings robbed = settings();
  robbed.progress = [](const MigrationProgress& progress) {
    if (progress.event == MigrationProgress::Event::done) {
      shared().execute("update migrations_lock set token = 'another'");
    }
  };
  const Error refused = thrown_by([&] { return Migrator{shared(), robbed}.migrate(); });
  BOOST_TEST(refused.code() == Errc::stale_version);
  if (differences().interactive) BOOST_TEST(says(refused, "the lock of the migrations was lost"));
  BOOST_TEST(!exists("b"));
  BOOST_TEST(number("select count(*) from migrations_lock where token = 'another'") == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
