// Hosts whose names are looked up: by a resolver of this program's, which may hang.
// SPDX-License-Identifier: MIT
#include <dlfcn.h>
#include <netdb.h>

#include <boost/test/unit_test.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "session.hpp"

using namespace zin::test;

namespace {

using Resolve = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

// Questions for hangs.example wait while it is closed.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  bool open = true;
  int waiting = 0;

  void set(bool to) {
    const std::lock_guard lock(mutex);
    open = to;
    changed.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex);
    ++waiting;
    changed.notify_all();
    changed.wait(lock, [this] { return open; });
    --waiting;
    changed.notify_all();
  }
  void wait_until_nobody_waits() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return waiting == 0; });
  }
};

Gate& gate() {
  static Gate gate;
  return gate;
}

struct Hanging {
  Hanging() { gate().set(false); }
  Hanging(const Hanging&) = delete;
  Hanging& operator=(const Hanging&) = delete;
  ~Hanging() {
    gate().set(true);
    gate().wait_until_nobody_waits();
  }
};

}  // namespace

// In place of libc's, for the driver too.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* host,
                                                                  const char* port,
                                                                  const addrinfo* hints,
                                                                  addrinfo** found) {
  static const auto next = reinterpret_cast<Resolve>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  const std::string_view name = host == nullptr ? "" : host;
  if (!name.ends_with(".example") || (hints->ai_flags & AI_NUMERICHOST) != 0)
    return next(host, port, hints, found);
  if (name == "missing.example") return EAI_NONAME;
  if (name == "hangs.example") gate().pass();
  return next("127.0.0.1", port, hints, found);
}

BOOST_AUTO_TEST_SUITE(postgres_looking_up)

BOOST_AUTO_TEST_CASE(a_name_is_looked_up) {
  Session db(Options{{"host", "db.example"}});
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_none_leaves_the_turn_to_the_next_host) {
  Session db(Options{{"host", "missing.example,db.example"}});
  BOOST_TEST(db.value("select 1") == "i64 1");
  Connection none(server_options({{"host", "missing.example"}}));
  BOOST_TEST(none.connect(ZIN_NEVER) == ZIN_E_CONN_LOST);
  BOOST_TEST(none.fault.text() ==
             "host \"missing.example\" has no address: " + std::string(::gai_strerror(EAI_NONAME)));
}

BOOST_AUTO_TEST_CASE(a_deadline_ends_the_look_up) {
  const Hanging hanging;
  Connection db(server_options({{"host", "hangs.example"}}));
  const std::int64_t deadline = now_ns() + second / 10;
  BOOST_TEST(db.connect(deadline) == ZIN_E_TIMEOUT);
  BOOST_TEST(now_ns() >= deadline);
  BOOST_TEST(db.state() == 0u);
}

BOOST_AUTO_TEST_CASE(a_connect_timeout_ends_it_and_says_what_it_waited_for) {
  const Hanging hanging;
  Connection db(server_options({{"host", "hangs.example"}, {"connect_timeout_ms", "100"}}));
  BOOST_TEST(db.connect(ZIN_NEVER) == ZIN_E_CONN_LOST);
  BOOST_TEST(db.fault.text() ==
             "host \"hangs.example\" has no address: the resolver did not answer in time");
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_late_is_taken) {
  std::optional<Hanging> hanging(std::in_place);
  std::thread opener([] {
    std::unique_lock lock(gate().mutex);
    gate().changed.wait(lock, [] { return gate().waiting == 1; });
    gate().open = true;
    gate().changed.notify_all();
  });
  Session db(Options{{"host", "hangs.example"}});
  opener.join();
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_SUITE_END()
