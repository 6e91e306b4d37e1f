// Cache stores from variables.
// SPDX-License-Identifier: MIT
#include "zin/config/store_reader.hpp"

#include "reading.hpp"

namespace zin::test {

namespace {

CacheConfig store(Pairs variables, std::string_view name = "default") {
  return settings(variables).cache(name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_reader)

BOOST_AUTO_TEST_CASE(nothing_set_is_the_memory_store) { BOOST_TEST((store({}) == CacheConfig{})); }

BOOST_AUTO_TEST_CASE(cache_connection_comes_before_cache_driver) {
  BOOST_TEST(store({{"CACHE_DRIVER", " KV "}}).driver == "kv-http");
  BOOST_TEST(store({{"CACHE_DRIVER", "kv"}, {"CACHE_CONNECTION", "memory"}}).driver == "memory");
  BOOST_TEST(store({{"CACHE_DRIVER", "redis"}}).driver == "redis");
  says(complaint_about({{"CACHE_DRIVER", "../kv"}}),
       {"CACHE_DRIVER='../kv' (environment)", "memory, kv", "CACHE_STORES"});
}

BOOST_AUTO_TEST_CASE(the_ttl_of_a_driver_is_closer_than_everybodys) {
  BOOST_TEST(store({{"CACHE_DEFAULT_TTL", "5"}}).default_ttl.count() == 5);
  BOOST_TEST(store({{"CACHE_DEFAULT_TTL", "5"}, {"CACHE_MEMORY_TTL", "6"}}).default_ttl.count() ==
             6);
  BOOST_TEST(store({{"CACHE_DEFAULT_TTL", "5"}, {"CACHE_KV_TTL", "7"}}).default_ttl.count() == 5);
  BOOST_TEST(store({{"CACHE_DRIVER", "kv"}, {"CACHE_KV_TTL", "7"}}).default_ttl.count() == 7);
  BOOST_TEST(store({{"CACHE_DEFAULT_TTL", "0"}}).default_ttl.count() == 0);
}

BOOST_AUTO_TEST_CASE(numbers_are_checked) {
  says(complaint_about({{"CACHE_DEFAULT_TTL", "1h"}}),
       {"CACHE_DEFAULT_TTL='1h' (environment)", "whole number of seconds"});
  says(complaint_about({{"CACHE_MEMORY_TTL", "-1"}}), {"CACHE_MEMORY_TTL='-1'"});
  says(complaint_about({{"CACHE_MEMORY_MAX_BYTES", "64M"}}),
       {"CACHE_MEMORY_MAX_BYTES='64M'", "whole number of bytes"});
  says(complaint_about({{"CACHE_MEMORY_MAX_BYTES", "0"}}), {"out of range", "from 1 to"});
  BOOST_TEST(store({{"CACHE_MEMORY_MAX_BYTES", "100000"}}).max_bytes == 100000u);
}

BOOST_AUTO_TEST_CASE(the_prefix_may_be_set_to_nothing) {
  BOOST_TEST(store({}).prefix == "zin:");
  BOOST_TEST(store({{"CACHE_KEY_PREFIX", "app:"}}).prefix == "app:");
  BOOST_TEST(store({{"CACHE_KEY_PREFIX", ""}}).prefix == "");
}

BOOST_AUTO_TEST_CASE(named_stores_read_their_own_variables_first) {
  const Pairs variables = {{"CACHE_STORES", "sessions, pages"},
                           {"CACHE_SESSIONS_DRIVER", "kv"},
                           {"CACHE_SESSIONS_TTL", "60"},
                           {"CACHE_SESSIONS_KEY_PREFIX", "s:"},
                           {"CACHE_SESSIONS_OPTIONS", "ttl_round=up"},
                           {"CACHE_PAGES_DRIVER", "memory"},
                           {"CACHE_PAGES_MAX_BYTES", "70000"},
                           {"CACHE_KEY_PREFIX", "all:"},
                           {"CACHE_DEFAULT_TTL", "9"}};
  const CacheConfig sessions{.driver = "kv-http",
                             .prefix = "s:",
                             .default_ttl = std::chrono::seconds{60},
                             .options = {{"ttl_round", "up"}}};
  const CacheConfig pages{.driver = "memory",
                          .prefix = "all:",
                          .default_ttl = std::chrono::seconds{9},
                          .max_bytes = 70000};
  BOOST_TEST((store(variables, "sessions") == sessions));
  BOOST_TEST((store(variables, "pages") == pages));
  BOOST_TEST(settings(variables).caches.size() == 3u);
}

BOOST_AUTO_TEST_CASE(cache_connection_may_name_a_declared_store) {
  const auto read = settings({{"CACHE_STORES", "sessions"},
                              {"CACHE_SESSIONS_DRIVER", "kv"},
                              {"CACHE_CONNECTION", "sessions"}});
  BOOST_TEST(read.default_store == "sessions");
  BOOST_TEST(read.caches.size() == 1u);
  BOOST_TEST(read.cache().driver == "kv-http");
}

BOOST_AUTO_TEST_CASE(a_store_needs_a_driver_unless_its_name_is_one) {
  says(complaint_about({{"CACHE_STORES", "sessions"}}),
       {"store \"sessions\" has no driver", "CACHE_SESSIONS_DRIVER"});
  const Pairs variables = {
      {"CACHE_STORES", "memory,kv"}, {"CACHE_MEMORY_TTL", "3"}, {"CACHE_KV_TTL", "4"}};
  BOOST_TEST(store(variables, "memory").default_ttl.count() == 3);
  BOOST_TEST(store(variables, "kv").driver == "kv-http");
  BOOST_TEST(store(variables, "kv").default_ttl.count() == 4);
  says(complaint_about({{"CACHE_STORES", "memory"}, {"CACHE_MEMORY_DRIVER", "kv"}}),
       {"CACHE_MEMORY_DRIVER='kv'", "contradicts", "rename"});
}

BOOST_AUTO_TEST_CASE(names_that_collide_with_variables_are_refused) {
  for (const std::string name :
       {"key", "driver", "stores", "connection", "ttl", "max", "options"}) {
    says(complaint_about({{"CACHE_STORES", name}}), {"CACHE_STORES", "would share"});
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
