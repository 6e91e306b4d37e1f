// Tokens as text, and reads that wait for a write.
// SPDX-License-Identifier: MIT
#include "zin/runtime/write_token.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

#include "replica_bench.hpp"

using namespace std::chrono_literals;
using zin::Errc;
using zin::RoutedSession;
using zin::WriteToken;
using zin::test::code_of;
using zin::test::ReplicaBench;
using Kind = WriteToken::Kind;

namespace {

void read(RoutedSession&& session) { static_cast<void>(session.select("select n")); }

}  // namespace

BOOST_AUTO_TEST_SUITE(write_token)

BOOST_AUTO_TEST_CASE(a_token_goes_through_text) {
  for (const WriteToken& token :
       {WriteToken{}, WriteToken{Kind::lsn, "16/B374D848"},
        WriteToken{Kind::mariadb, "0-1-42,1-7-3"},
        WriteToken{Kind::mysql, "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7"}}) {
    BOOST_TEST((WriteToken::parse(token.to_string()) == token));
  }
  BOOST_TEST((WriteToken{Kind::lsn, "16/B374D848"}.to_string()) == "pg:16/B374D848");
  BOOST_TEST(WriteToken{}.to_string().empty());
  BOOST_TEST(WriteToken::parse("").empty());
}

BOOST_AUTO_TEST_CASE(other_texts_are_none) {
  for (const char* const text :
       {"x", "pg:", "pg:1", "pg:/1", "pg:1/", "pg:123456789/1", "pg:1/g", "pg:1/1'",
        "mariadb:", "mariadb:1-2", "mariadb:1-2-3,", "mariadb:1-2-x", "mariadb:1-2-3-4",
        "mysql:", "mysql:a b", "mysql:a'", "PG:1/1", " pg:1/1"}) {
    BOOST_TEST(code_of([&] { return WriteToken::parse(text); }) == Errc::invalid_argument, text);
  }
  const std::string long_text = "mysql:" + std::string(20000, 'a');
  BOOST_TEST(code_of([&] { return WriteToken::parse(long_text); }) == Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(it_is_asked_for_on_the_primary) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  const WriteToken token = bench.router.write_token(std::source_location::current());
  BOOST_TEST(token.to_string() == "pg:16/B374D848");
  BOOST_TEST(bench.connects("a") == 0);
}

BOOST_AUTO_TEST_CASE(the_header_of_a_new_page_is_not_waited_for) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  for (const auto& [told, token] :
       {std::pair{"0/2000018", "pg:0/2000018"}, std::pair{"0/2002018", "pg:0/2002000"},
        std::pair{"0/2000028", "pg:0/2000000"}, std::pair{"0/2002028", "pg:0/2002028"},
        std::pair{"0/2002118", "pg:0/2002118"}}) {
    bench.server.answer_with([told = told](const zin::test::StubCall&) {
      return zin::test::StubAnswer{.columns = {zin::test::column("lsn")}, .rows = {{told}}};
    });
    BOOST_TEST(bench.router.write_token(std::source_location::current()).to_string() == token);
  }
}

BOOST_AUTO_TEST_CASE(a_replica_that_has_it_is_read_from) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  read({bench.router, {.token = {Kind::lsn, "16/0"}, .token_wait = 1s}});
  BOOST_TEST(bench.asked("select n") == "a");
}

BOOST_AUTO_TEST_CASE(it_is_waited_for_on_the_connection_that_reads) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  bench.set("a", {.recovers = true, .has_position = false});
  std::jthread reader{[&] {
    read({bench.router, {.token = {Kind::lsn, "16/0"}, .token_wait = 1s}});
  }};
  bench.in_time("it has waited", [&] { return bench.clock.elapsed() > 500ms; });
  BOOST_TEST(bench.asked("select n").empty());
  bench.set("a", {.recovers = true});
  bench.in_time("it has read", [&] { return bench.asked("select n") == "a"; });
  reader.join();
  BOOST_TEST(bench.replica(0).endpoint().pool().stats().opened == 1U);
}

BOOST_AUTO_TEST_CASE(not_for_longer_than_is_said) {
  ReplicaBench bench{{.read_hosts = {"a", "b"}, .read = {.fallback = zin::ReadFallback::error}}};
  bench.set("a", {.recovers = true, .has_position = false});
  bench.set("b", {.recovers = true, .has_position = false});
  std::jthread reader{[&] {
    read({bench.router, {.token = {Kind::lsn, "16/0"}, .token_wait = 200ms}});
  }};
  bench.in_time("it has read", [&] { return bench.asked("select n") == "p"; });
  reader.join();
  BOOST_TEST((bench.clock.elapsed() >= 150ms));
  BOOST_TEST(bench.connects("b") <= 1);  // the watch alone
}

BOOST_AUTO_TEST_CASE(a_token_of_another_kind_of_server_is_refused) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  const auto wrong = [&] {
    read({bench.router, {.token = {Kind::mariadb, "0-1-2"}, .token_wait = 1s}});
  };
  BOOST_TEST(code_of(wrong) == Errc::invalid_argument);
  BOOST_TEST(!bench.replica(0).is_ejected());
}

BOOST_AUTO_TEST_CASE(an_empty_token_asks_for_nothing) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  read({bench.router, {.token_wait = 1s}});
  BOOST_TEST(bench.asked("select n") == "a");
  const auto calls = bench.server.calls();
  BOOST_TEST(std::ranges::none_of(calls, [](const zin::test::StubCall& call) {
    return call.verb == "exec" && call.text.find("replay_lsn() >=") != std::string::npos;
  }));
}

BOOST_AUTO_TEST_SUITE_END()
