// The order in which prepared statements leave.
// SPDX-License-Identifier: MIT
#include "zin/runtime/statement_cache.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using zin::runtime::PreparedStatement;
using zin::runtime::StatementCache;

namespace {

PreparedStatement statement(std::string sql) {
  PreparedStatement made;
  made.sql = std::move(sql);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(statement_cache)

BOOST_AUTO_TEST_CASE(a_statement_is_found_by_exactly_its_text) {
  StatementCache cache{2};
  BOOST_TEST((cache.find("a") == nullptr));
  PreparedStatement& kept = cache.keep(statement("a"));
  BOOST_TEST((cache.find("a") == &kept));
  BOOST_TEST((cache.find("A") == nullptr));
  BOOST_TEST((cache.find("a ") == nullptr));
}

BOOST_AUTO_TEST_CASE(the_least_recently_used_leaves_first) {
  StatementCache cache{2};
  cache.keep(statement("a"));
  cache.keep(statement("b"));
  BOOST_TEST((cache.find("a") != nullptr));
  cache.keep(statement("c"));
  BOOST_TEST(cache.size() == 2U);
  BOOST_TEST((cache.find("b") == nullptr));
  BOOST_TEST((cache.find("a") != nullptr));
  BOOST_TEST((cache.find("c") != nullptr));
}

BOOST_AUTO_TEST_CASE(a_statement_in_use_stays) {
  StatementCache cache{1};
  PreparedStatement& first = cache.keep(statement("a"));
  first.in_use = true;
  PreparedStatement& second = cache.keep(statement("b"));
  BOOST_TEST((cache.find("a") == &first));
  second.in_use = true;
  cache.keep(statement("c"));
  BOOST_TEST(cache.size() == 3U);
  first.in_use = second.in_use = false;
  cache.keep(statement("d"));
  BOOST_TEST(cache.size() == 1U);
  BOOST_TEST((cache.find("d") != nullptr));
}

BOOST_AUTO_TEST_CASE(a_dropped_statement_is_gone) {
  StatementCache cache{2};
  PreparedStatement& kept = cache.keep(statement("a"));
  const PreparedStatement other = statement("a");
  cache.drop(other);  // the same text, but not the one that is kept
  BOOST_TEST((cache.find("a") == &kept));
  cache.drop(kept);
  BOOST_TEST((cache.find("a") == nullptr));
  BOOST_TEST(cache.size() == 0U);
}

BOOST_AUTO_TEST_CASE(clearing_leaves_nothing) {
  StatementCache cache{4};
  cache.keep(statement("a"));
  cache.keep(statement("b"));
  cache.clear();
  BOOST_TEST(cache.size() == 0U);
  BOOST_TEST((cache.find("a") == nullptr));
  cache.keep(statement("a"));
  BOOST_TEST((cache.find("a") != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
