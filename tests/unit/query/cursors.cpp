// Which query a cursor belongs to, and how unions, aliases and groups go on from one, on SQLite.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "sqlite_database.hpp"
#include "thrown.hpp"

namespace {

using zin::test::thrown_by;

using Strings = std::vector<std::string>;

// All pages of a query there and back, each row as its first column.
Strings walk(const zin::Query& query, std::int64_t per_page) {
  const auto shown = [](const zin::Row& row) {
    const zin::Value value = row.value(0);
    return value.type() == zin::Type::text ? value.get<std::string>() : value.to_string();
  };
  Strings forth, back;
  std::string cursor, last;
  for (int pages = 0; pages < 20; ++pages) {
    const auto page = query.cursor_paginate(per_page, cursor);
    for (const zin::Row& row : page.items) forth.push_back(shown(row));
    last = page.previous_cursor;
    cursor = page.next_cursor;
    if (cursor.empty()) break;
  }
  BOOST_TEST(cursor.empty(), "the pages do not end");
  for (int pages = 0; pages < 20 && !last.empty(); ++pages) {
    const auto page = query.cursor_paginate(per_page, last);
    Strings rows;
    for (const zin::Row& row : page.items) rows.push_back(shown(row));
    back.insert(back.begin(), rows.begin(), rows.end());
    last = page.previous_cursor;
  }
  BOOST_TEST(last.empty());
  // What was gone back over is what came before the last page.
  BOOST_TEST(std::equal(back.begin(), back.end(), forth.begin()));
  return forth;
}

struct Cursors : Tables {
  void refuses(const zin::Query& query, const std::string& cursor) {
    const zin::Error error = thrown_by([&] { return query.cursor_paginate(2, cursor); });
    BOOST_TEST((error.code() == zin::Errc::invalid_argument));
    BOOST_TEST(zin::test::says(error, "another query"), error.what());
  }
};

BOOST_FIXTURE_TEST_SUITE(query_cursors, Cursors)

BOOST_AUTO_TEST_CASE(a_union_goes_on_from_a_cursor) {
  const auto names = db.table("users")
                         .select("name")
                         .union_all(db.table("tags").select("name"))
                         .order_by("name", "desc");
  BOOST_TEST(walk(names, 3) == (Strings{"sql", "news", "cpp", "Eve", "Dan", "Cleo", "Bob", "Ada"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_alias_goes_on_from_a_cursor) {
  const auto users = db.table("users").select("users.name as n", "users.id as number");
  BOOST_TEST(walk(users.clone().order_by("n"), 2) == (Strings{"Ada", "Bob", "Cleo", "Dan", "Eve"}),
             boost::test_tools::per_element());
  const auto lower = db.table("users").select(zin::raw("lower(name) as n"), "id").order_by("n");
  BOOST_TEST(walk(lower, 2) == (Strings{"ada", "bob", "cleo", "dan", "eve"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(groups_go_on_from_a_cursor) {
  const auto totals = db.table("posts")
                          .select(zin::raw("sum(views) as total"), "user_id")
                          .group_by("user_id")
                          .having(zin::raw("sum(views)"), ">=", 0)
                          .order_by("total", "desc");
  BOOST_TEST(walk(totals, 1) == (Strings{"70", "15", "0"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(conditions_with_or_stay_together) {
  const auto some =
      db.table("users").select("name").add_select("id").where("id", 1).or_where("id", ">", 2);
  BOOST_TEST(walk(some.clone().order_by("id"), 1) == (Strings{"Ada", "Cleo", "Dan", "Eve"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(two_columns_of_one_name_are_told_apart) {
  const auto joined = db.table("users")
                          .join("posts", "users.id", "posts.user_id")
                          .select("posts.title", "users.id", "posts.id")
                          .order_by("users.id", "desc")
                          .order_by("posts.id");
  BOOST_TEST(walk(joined, 1) == (Strings{"Fourth", "Third", "First", "Second"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_cursor_belongs_to_its_query) {
  const auto users = db.table("users").order_by("id");
  const std::string cursor = users.cursor_paginate(2).next_cursor;
  BOOST_TEST(users.cursor_paginate(2, cursor).items.front().get<int>("id") == 3);
  BOOST_TEST(users.clone().select("id").cursor_paginate(1, cursor).size() == 1U);
  refuses(db.table("posts").order_by("id"), cursor);
  refuses(db.table("users").order_by("id", "desc"), cursor);
  refuses(db.table("users").order_by("id").order_by("name"), cursor);
  refuses(db.table("users").order_by("id").where("votes", ">", 1), cursor);
  refuses(db.table("users").join("posts", "users.id", "posts.user_id").order_by("id"), cursor);
  // Values of conditions may differ from page to page, as the time of day does.
  const auto voters = [&](int votes) {
    return db.table("users").where("votes", ">", votes).order_by("id");
  };
  const std::string strong = voters(10).cursor_paginate(1).next_cursor;
  BOOST_TEST(voters(20).cursor_paginate(1, strong).items.front().get<int>("id") == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
