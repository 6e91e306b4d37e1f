// A disk that has no room left while a migration runs.
// SPDX-License-Identifier: MIT
#include <signal.h>  // NOLINT(*-deprecated-headers): SIGXFSZ
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "printing.hpp"
#include "server_control.hpp"
#include "site.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

// Some 16 MB between two statements that need little.
std::string filling() {
  const std::string_view rows =
      place().name.starts_with("sqlite")
          ? "with recursive s(i) as (select 1 union all select i + 1 from s where i < 100000) "
            "select i, hex(randomblob(64)) from s"
      : on_postgres() ? "select i, repeat(md5(i::text), 4) from generate_series(1, 100000) as s(i)"
                      : "select seq, repeat(md5(seq), 4) from seq_1_to_100000";
  return "-- migrate:up\ncreate table filled (i integer, t text);\ninsert into filled " +
         std::string{rows} + ";\ncreate table behind (i integer);\n-- migrate:down\n";
}

void check_that_it_goes_on(const Site& site) {
  BOOST_TEST(Site::names(Migrator{shared(), site.settings()}.migrate()) == "20_fill");
  BOOST_TEST(number("select count(*) from filled") == 100000);
  BOOST_TEST(exists("behind"));
  BOOST_TEST(site.standing() == "10_kept applied 1, 20_fill applied 2");
  BOOST_TEST(number("select i from kept") == 7);
}

struct Filling : Site {
  Filling() {
    write("10_kept.sql",
          "-- migrate:up\ncreate table kept (i integer);\ninsert into kept values (7);\n");
    static_cast<void>(migrator().migrate());
    write("20_fill.sql", filling());
  }
};

BOOST_AUTO_TEST_SUITE(a_full_disk)

// The file may not grow any more, which is what a full disk is to SQLite.
BOOST_AUTO_TEST_CASE(leaves_a_file_as_it_was) {
  if (!place().config.host.empty()) return;
  const Filling site;
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{.rlim_cur = 4'000'000, .rlim_max = 4'000'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    int status = 3;
    try {
      auto* const manager = new Manager;
      static_cast<void>(Migrator{manager->use_database(place().config), site.settings()}.migrate());
    } catch (const Error& failure) {
      status = failure.code() == Errc::resource_exhausted ? 0 : 2;
      if (status != 0) std::fprintf(stderr, "%s\n", failure.what());
    }
    ::_exit(status);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_TEST(WIFEXITED(status));
  BOOST_TEST(WEXITSTATUS(status) == 0);
  BOOST_TEST(!exists("filled"));
  BOOST_TEST(site.standing() == "10_kept applied 1, 20_fill pending");
  check_that_it_goes_on(site);
}

// The server that tests/servers/run.py has started beside these tests, if its disk can be filled.
std::string small_disk() {
  for (const char* const name : {"postgres_small_disk", "mariadb_small_disk"}) {
    std::string variable = std::string{"ZIN_TEST_"} + (name[0] == 'p' ? "POSTGRES" : "MARIADB") +
                           "_SMALL_DISK_CONTROL";
    if (std::getenv(variable.c_str()) != nullptr) return name;
  }
  return {};
}

// Its disk is full while it lives.
class FullDisk {
 public:
  explicit FullDisk(const ServerControl& server) : server_(server) { server_.tell("fill"); }
  ~FullDisk() { server_.tell("free"); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  const ServerControl& server_;
};

BOOST_AUTO_TEST_CASE(leaves_a_server_where_status_says) {
  if (small_disk().empty()) return;
  const ServerControl server{small_disk()};
  const Filling site;
  {
    const FullDisk full{server};
    const Error failure = thrown_by([&] { return site.migrator().migrate(); });
    BOOST_TEST(failure.code() == Errc::resource_exhausted);
    BOOST_TEST(says(failure, "20_fill"));
    const std::string before = site.standing();
    if (ddl_rolls_back()) {
      BOOST_TEST(before == "10_kept applied 1, 20_fill pending");
      BOOST_TEST(!exists("filled"));
    } else {
      BOOST_TEST(before == "10_kept applied 1, 20_fill applying 2 behind 1");
      BOOST_TEST(number("select count(*) from filled") == 0);
    }
    // It is as full as it was: nothing changes.
    BOOST_TEST((code_of([&] { return site.migrator().migrate(); }) == Errc::resource_exhausted));
    BOOST_TEST(site.standing() == before);
  }
  check_that_it_goes_on(site);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
