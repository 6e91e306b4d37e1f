// Host texts, and which hosts a connection has.
// SPDX-License-Identifier: MIT
#include "zin/config/hosts.hpp"

#include <random>

#include "reading.hpp"

namespace zin::test {

using config::Host;
using config::parse_host;
using config::primary_hosts;
using config::read_hosts;
using config::to_text;

namespace {

Host host(std::string_view text, bool weighted = false) {
  const auto parsed = parse_host(text, weighted);
  BOOST_TEST(parsed.problem == "", text << " is refused: " << parsed.problem);
  return parsed.host;
}

std::string problem(std::string_view text, bool weighted = false) {
  return parse_host(text, weighted).problem;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hosts)

BOOST_AUTO_TEST_CASE(a_host_is_a_name_and_perhaps_a_port) {
  BOOST_TEST((host("db.example.com") == Host{"db.example.com", 0, 1}));
  BOOST_TEST((host(" db_1:5433 ") == Host{"db_1", 5433, 1}));
  BOOST_TEST((host("10.0.0.1:1") == Host{"10.0.0.1", 1, 1}));
  BOOST_TEST((host("h:65535") == Host{"h", 65535, 1}));
}

BOOST_AUTO_TEST_CASE(ipv6_stands_bare_or_in_brackets) {
  BOOST_TEST((host("::1") == Host{"::1", 0, 1}));
  BOOST_TEST((host("[::1]") == Host{"::1", 0, 1}));
  BOOST_TEST((host("[2001:db8::7]:5432") == Host{"2001:db8::7", 5432, 1}));
  BOOST_TEST((host("[fe80::1%eth0]:5432") == Host{"fe80::1%eth0", 5432, 1}));
  BOOST_TEST((host("[::ffff:10.0.0.1]=3", true) == Host{"::ffff:10.0.0.1", 0, 3}));
}

BOOST_AUTO_TEST_CASE(a_sockets_folder_is_a_host) {
  BOOST_TEST((host("/run/postgresql") == Host{"/run/postgresql", 0, 1}));
  BOOST_TEST((host("/run/postgresql:5433") == Host{"/run/postgresql", 5433, 1}));
  BOOST_TEST((host("/run/a:b") == Host{"/run/a:b", 0, 1}));
}

BOOST_AUTO_TEST_CASE(weights_are_read_only_where_they_mean_something) {
  BOOST_TEST((host("h:1=7", true) == Host{"h", 1, 7}));
  BOOST_TEST((host("h = 1000", true) == Host{"h", 0, 1000}));
  for (const std::string_view text : {"h=0", "h=1001", "h=x", "h=", "h=-1", "h=1.5"}) {
    says(problem(text, true), {"from 1 to 1000"});
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_host_is_refused_without_being_quoted) {
  for (const std::string_view text : {"", " ", ":5432", "[]", "=3"}) {
    BOOST_TEST(problem(text, true) != "", text);
  }
  for (const std::string_view text :
       {"h:0", "h:65536", "h:", "h:x", "h:-1", "h:1:2:x", "[::1]:x"}) {
    BOOST_TEST(problem(text) != "", text);
    never_says(problem(text), "h:");
  }
  says(problem("h:hunter2"), {"port", "1 to 65535"});
  never_says(problem("h:hunter2"), "hunter2");
  says(problem("[::1"), {"not closed"});
  says(problem("[name]"), {"only an IPv6"});
  says(problem("[::1]5"), {"only :port"});
  for (const std::string_view text :
       {"a b", "a\nb", "a@b", "a,b", "a;b", "a?b", "a#b", "a'b", "a\"b"}) {
    says(problem(text), {"character"});
  }
}

BOOST_AUTO_TEST_CASE(to_text_is_read_back_as_the_same_host) {
  for (const Host& one : {Host{"h", 0, 1}, Host{"h", 5, 1}, Host{"h", 0, 9}, Host{"::1", 0, 1},
                          Host{"::1", 5, 1}, Host{"::1", 5, 2}, Host{"::1", 0, 2},
                          Host{"/run/x", 0, 1}, Host{"/run/x", 5, 2}, Host{"fe80::1%lo", 0, 1}}) {
    BOOST_TEST((host(to_text(one), true) == one), to_text(one));
  }
}

BOOST_AUTO_TEST_CASE(any_text_is_a_host_or_has_a_problem) {
  std::mt19937 random{11};
  constexpr std::string_view pieces = "ab1:[]=/.%,@ \\";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (unsigned i = 0; i < random() % 16; ++i) text += pieces[random() % pieces.size()];
    const auto parsed = parse_host(text, true);
    if (!parsed.problem.empty()) continue;
    BOOST_REQUIRE(!parsed.host.name.empty());
    BOOST_REQUIRE((host(to_text(parsed.host), true) == parsed.host));
  }
}

BOOST_AUTO_TEST_CASE(read_hosts_take_the_primarys_port_and_leave_it_out) {
  const DatabaseConfig config{.driver = "postgres",
                              .host = "DB1",
                              .port = 6000,
                              .read_hosts = {"db2", "db1", "db1:6001", "db3:6000=4", "db1:6000"}};
  const std::vector<Host> expected{{"db2", 6000, 1}, {"db1", 6001, 1}, {"db3", 6000, 4}};
  BOOST_TEST((read_hosts(config) == expected));
}

BOOST_AUTO_TEST_CASE(a_missing_port_is_the_drivers_usual_one_when_hosts_are_compared) {
  DatabaseConfig config{.driver = "pgsql", .host = "db1", .read_hosts = {"db1:5432", "db1:5433"}};
  BOOST_TEST((read_hosts(config) == std::vector<Host>{{"db1", 5433, 1}}));
  config.driver = "mariadb";
  BOOST_TEST(read_hosts(config).size() == 2u);
  config.read_hosts = {"db1:3306"};
  BOOST_TEST(read_hosts(config).empty());
}

BOOST_AUTO_TEST_CASE(the_primary_and_those_after_it_are_tried_in_order) {
  const DatabaseConfig config{
      .driver = "postgres", .host = "a", .port = 6000, .failover_hosts = {"b", "[::1]:7"}};
  const std::vector<Host> expected{{"a", 6000, 1}, {"b", 6000, 1}, {"::1", 7, 1}};
  BOOST_TEST((primary_hosts(config) == expected));
  BOOST_TEST((primary_hosts(DatabaseConfig{}) == std::vector<Host>{{"", 0, 1}}));
}

BOOST_AUTO_TEST_CASE(a_broken_host_in_code_is_an_error) {
  const DatabaseConfig config{.driver = "postgres", .read_hosts = {"a:b"}};
  says(complaint([&] { static_cast<void>(read_hosts(config)); }),
       {"read_hosts", "port", "host[:port][=weight]"});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
