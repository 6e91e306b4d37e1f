// Pages by number and by cursor, on SQLite.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <limits>

#include "printing.hpp"
#include "sqlite_database.hpp"
#include "thrown.hpp"

namespace {

using zin::test::code_of;

using Ints = std::vector<int>;

Ints ids_of(const zin::Rows& rows) {
  Ints ids;
  for (const zin::Row& row : rows) ids.push_back(row.get<int>("id"));
  return ids;
}

struct UsersByVotes : Tables {
  zin::Query by_votes() { return db.table("users").order_by("votes", "desc").order_by("id"); }
};

BOOST_FIXTURE_TEST_SUITE(query_pages, UsersByVotes)

BOOST_AUTO_TEST_CASE(a_page_knows_how_many_there_are) {
  const auto page = by_votes().paginate(2, 2);
  BOOST_TEST(ids_of(page.items) == (Ints{3, 4}), boost::test_tools::per_element());
  BOOST_TEST(page.total == 5U);
  BOOST_TEST(page.last_page() == 3);
  BOOST_TEST(page.has_more());
  BOOST_TEST(!by_votes().paginate(2, 3).has_more());
  BOOST_TEST(by_votes().paginate(2, 4).empty());
  const auto none = db.table("users").where("id", 99).paginate();
  BOOST_TEST(none.total == 0U);
  BOOST_TEST(none.last_page() == 1);
  BOOST_TEST(none.empty());
}

BOOST_AUTO_TEST_CASE(groups_are_counted_not_rows) {
  const auto page =
      db.table("users").select("votes").group_by("votes").order_by("votes").paginate(2);
  BOOST_TEST(page.total == 4U);
  BOOST_TEST(page.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_simple_page_knows_whether_more_follows) {
  const auto page = by_votes().simple_paginate(2, 2);
  BOOST_TEST(ids_of(page.items) == (Ints{3, 4}), boost::test_tools::per_element());
  BOOST_TEST(page.has_more());
  BOOST_TEST(!by_votes().simple_paginate(5).has_more());
}

BOOST_AUTO_TEST_CASE(pages_that_cannot_be_are_refused) {
  for (const auto& [rows, page] : {std::pair{0, 1}, {-1, 1}, {1, 0}}) {
    BOOST_TEST(code_of([&] { static_cast<void>(by_votes().paginate(rows, page)); }) ==
               zin::Errc::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(cursors_go_there_and_back) {
  const auto first = by_votes().cursor_paginate(2);
  BOOST_TEST(ids_of(first.items) == (Ints{1, 2}), boost::test_tools::per_element());
  BOOST_TEST(first.previous_cursor.empty());
  const auto second = by_votes().cursor_paginate(2, first.next_cursor);
  BOOST_TEST(ids_of(second.items) == (Ints{3, 4}), boost::test_tools::per_element());
  const auto third = by_votes().cursor_paginate(2, second.next_cursor);
  BOOST_TEST(ids_of(third.items) == (Ints{5}), boost::test_tools::per_element());
  BOOST_TEST(!third.has_more());
  const auto back = by_votes().cursor_paginate(2, third.previous_cursor);
  BOOST_TEST(ids_of(back.items) == (Ints{3, 4}), boost::test_tools::per_element());
  const auto start = by_votes().cursor_paginate(2, back.previous_cursor);
  BOOST_TEST(ids_of(start.items) == (Ints{1, 2}), boost::test_tools::per_element());
  BOOST_TEST(start.previous_cursor.empty());
  BOOST_TEST(!start.next_cursor.empty());
}

BOOST_AUTO_TEST_CASE(a_new_row_does_not_move_what_follows_a_cursor) {
  const auto first = by_votes().cursor_paginate(2);
  db.table("users").insert({{"id", 9}, {"name", "Zoe"}, {"votes", 500}});
  const auto second = by_votes().cursor_paginate(2, first.next_cursor);
  BOOST_TEST(ids_of(second.items) == (Ints{3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_cursor_that_was_changed_is_refused) {
  std::string cursor = by_votes().cursor_paginate(2).next_cursor;
  BOOST_TEST(cursor.find_first_not_of(
                 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
             std::string::npos);
  for (const std::size_t at : {std::size_t{0}, cursor.size() / 2, cursor.size() - 1}) {
    std::string changed = cursor;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    BOOST_TEST(code_of([&] { static_cast<void>(by_votes().cursor_paginate(2, changed)); }) ==
               zin::Errc::invalid_argument);
  }
  BOOST_TEST(code_of([&] { static_cast<void>(by_votes().cursor_paginate(2, "x")); }) ==
             zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_cursor_of_another_key_or_order_is_refused) {
  zin::set_cursor_key("sixteen bytes or more");
  const std::string cursor = by_votes().cursor_paginate(2).next_cursor;
  BOOST_TEST(code_of([&] {
               static_cast<void>(db.table("users").order_by("name").cursor_paginate(2, cursor));
             }) == zin::Errc::invalid_argument);
  zin::set_cursor_key("another key, as long");
  BOOST_TEST(code_of([&] { static_cast<void>(by_votes().cursor_paginate(2, cursor)); }) ==
             zin::Errc::invalid_argument);
  BOOST_TEST(code_of([] { zin::set_cursor_key("short"); }) == zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_union_is_counted_as_a_whole) {
  const auto names = db.table("users").select("name").union_(db.table("accounts").select("owner"));
  auto all = names.clone().union_all(db.table("tags").select("name")).order_by("name");
  const auto page = all.paginate(3, 3);
  BOOST_TEST(page.total == 8U);
  BOOST_TEST(page.size() == 2U);
  BOOST_TEST(page.items.front().get<std::string>("name") == "news");
}

BOOST_AUTO_TEST_CASE(distinct_rows_are_counted_once) {
  db.execute("create table twice (n integer)");
  db.insert_many("twice", {"n"}, {{1}, {1}, {2}});
  const auto page = db.table("twice").distinct().order_by("n").paginate(1, 2);
  BOOST_TEST(page.total == 2U);
  BOOST_TEST(page.items.front().get<int>("n") == 2);
  BOOST_TEST(db.table("twice").distinct().count() == 2U);
}

BOOST_AUTO_TEST_CASE(numbers_of_pages_from_outside_do_not_overflow) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  BOOST_TEST(by_votes().paginate(2, most).empty());
  BOOST_TEST(by_votes().paginate(2, most).total == 5U);
  BOOST_TEST(by_votes().simple_paginate(most, most).empty());
  BOOST_TEST(by_votes().simple_paginate(most).size() == 5U);
  BOOST_TEST(by_votes().cursor_paginate(most).size() == 5U);
  BOOST_TEST(by_votes().for_page(most, most).get().empty());
}

BOOST_AUTO_TEST_CASE(cursors_need_an_order_without_nulls) {
  BOOST_TEST(code_of([&] { static_cast<void>(db.table("users").cursor_paginate(2)); }) ==
             zin::Errc::invalid_argument);
  BOOST_TEST(code_of([&] {
               static_cast<void>(db.table("users").order_by("email").cursor_paginate(1));
             }) == zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
