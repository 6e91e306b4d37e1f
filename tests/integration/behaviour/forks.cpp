// A process that forks: its child has sessions of its own, and the parent's go on.
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>

#include "place.hpp"
#include "printing.hpp"

using namespace zin;
using namespace zin::test;

namespace {

constexpr int good = 42;

/// The exit code of a child that does `work` and ends with what it gives, at once or, for
/// `by_exit`, with all that the end of a process does. A child that hangs is ended.
int in_child(const std::function<int()>& work, bool by_exit = false) {
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(60);
    int code = 1;
    try {
      code = work();
    } catch (const std::exception& failure) {
      const std::string text = std::string{"in the child: "} + failure.what() + '\n';
      if (::write(STDERR_FILENO, text.data(), text.size()) < 0) code = 2;
    }
    if (!by_exit) ::_exit(code);
    // What the parent had not written yet is the parent's to write.
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    std::exit(code);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// The server's number of the session; the same for all where there is no server.
std::string session_of(Session& db) {
  const std::string& driver = place().config.driver;
  if (driver == "sqlite") return "none";
  const char* const sql =
      driver == "postgres" ? "select pg_backend_pid()" : "select connection_id()";
  return std::to_string(db.select_one(sql)->get<std::int64_t>(0));
}
bool has_sessions() { return place().config.driver != "sqlite"; }

}  // namespace

BOOST_AUTO_TEST_SUITE(forks)

BOOST_AUTO_TEST_CASE(a_child_works_in_a_session_of_its_own) {
  const Table table("kept", "n integer");
  std::optional<Fresh> db{one_connection()};
  const std::string session = session_of(**db);
  (*db)->execute("insert into kept values (1)");
  const int code = in_child([&] {
    if (has_sessions() && session_of(**db) == session) return 3;
    (*db)->execute("insert into kept values (2)");
    (*db)->transaction([](Session& tx) { tx.execute("insert into kept values (3)"); });
    if ((*db)->stats().opened != 1) return 4;
    db.reset();
    return good;
  });
  BOOST_TEST(code == good);
  BOOST_TEST(session_of(**db) == session);
  BOOST_TEST(table.count() == 3);
  (*db)->execute("insert into kept values (4)");
  BOOST_TEST(table.count() == 4);
}

BOOST_AUTO_TEST_CASE(a_child_that_exits_does_not_end_its_parents_session) {
  const Table table("kept", "n integer");
  Fresh db{one_connection()};
  const std::string session = session_of(*db);
  for (const bool uses_it : {true, false}) {
    const int code = in_child(
        [&] {
          if (uses_it) db->execute("insert into kept values (1)");
          return good;
        },
        true);
    BOOST_TEST(code == good);
    BOOST_TEST(session_of(*db) == session);
  }
  BOOST_TEST(table.count() == 1);
}

BOOST_AUTO_TEST_CASE(a_transaction_that_is_open_at_the_fork_is_the_parents) {
  const Table table("kept", "n integer");
  Fresh db{one_connection()};
  db->transaction([&](Session& tx) {
    tx.execute("insert into kept values (1)");
    const std::string session = session_of(tx);
    const int code = in_child([&] {
      try {
        tx.execute("insert into kept values (2)");
        return 3;
      } catch (const Error& error) {
        return error.code() == Errc::closed && !error.retryable() ? good : 4;
      }
    });
    BOOST_TEST(code == good);
    BOOST_TEST(session_of(tx) == session);
    tx.execute("insert into kept values (3)");
  });
  BOOST_TEST(table.count() == 2);
}

BOOST_AUTO_TEST_CASE(a_stream_that_is_open_at_the_fork_is_the_parents) {
  Fresh db{one_connection()};
  std::optional<RowStream> stream =
      db->stream("select 1 union all select 2 union all select 3 order by 1");
  BOOST_TEST(stream->next()->get<int>(0) == 1);
  const int code = in_child([&] {
    stream.reset();
    try {
      static_cast<void>(db->select("select 1"));
      return has_sessions() ? good : 3;
    } catch (const Error& error) {
      // SQLite's locks are those of the process: nothing can be opened beside the parent's file.
      return !has_sessions() && error.code() == Errc::closed ? good : 4;
    }
  });
  BOOST_TEST(code == good);
  BOOST_TEST(stream->next()->get<int>(0) == 2);
  BOOST_TEST(stream->next()->get<int>(0) == 3);
  BOOST_TEST(stream->next() == nullptr);
}

BOOST_AUTO_TEST_CASE(many_children_write_beside_their_parent) {
  const Table table("kept", "n integer");
  Fresh db;
  db->execute("insert into kept values (0)");
  for (int child = 1; child <= 5; ++child) {
    BOOST_TEST(in_child([&] {
                 db->execute("insert into kept values (?)", {child});
                 return good;
               }) == good);
    db->execute("insert into kept values (?)", {-child});
  }
  BOOST_TEST(table.count() == 11);
}

BOOST_AUTO_TEST_SUITE_END()
