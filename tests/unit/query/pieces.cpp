// Large results piece by piece, on SQLite.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "sqlite_database.hpp"
#include "thrown.hpp"

namespace {

using zin::test::code_of;

using Ints = std::vector<int>;

struct Numbers : Tables {
  Numbers() {
    db.execute("create table a (id integer, n text)");
    db.execute("create table b (id integer, n text)");
    db.insert_many("a", {"id", "n"}, {{1, "a"}, {4, "a"}, {5, "a"}});
    db.insert_many("b", {"id", "n"}, {{2, "b"}, {3, "b"}, {6, "b"}, {7, "b"}});
  }
  zin::Query both() { return db.table("a").union_all(db.table("b")); }
};

template <class Rows>
void add_ids(Ints& seen, const Rows& rows) {
  for (const zin::Row& row : rows) seen.push_back(row.get<int>("id"));
}

BOOST_FIXTURE_TEST_SUITE(query_pieces, Numbers)

BOOST_AUTO_TEST_CASE(pieces_of_a_union_by_id_end_and_give_each_row_once) {
  Ints seen;
  int calls = 0;
  const bool all = both().chunk_by_id(2, [&](const zin::Rows& rows) {
    add_ids(seen, rows);
    return ++calls < 10;
  });
  BOOST_TEST(all);
  BOOST_TEST(seen == (Ints{1, 2, 3, 4, 5, 6, 7}), boost::test_tools::per_element());
  Ints down;
  both().chunk_by_id_desc(3, [&](const zin::Rows& rows) { add_ids(down, rows); });
  BOOST_TEST(down == (Ints{7, 6, 5, 4, 3, 2, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(pieces_of_a_union_by_place_give_each_row_once) {
  Ints seen;
  both().order_by("id").chunk(3, [&](const zin::Rows& rows) { add_ids(seen, rows); });
  BOOST_TEST(seen == (Ints{1, 2, 3, 4, 5, 6, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_limit_of_a_union_is_no_limit_of_a_piece) {
  const auto nothing = [](const zin::Rows&) {};
  BOOST_TEST(code_of([&] { return both().limit(5).order_by("id").chunk(2, nothing); }) ==
             zin::Errc::invalid_argument);
  BOOST_TEST(code_of([&] { return both().offset(1).chunk_by_id(2, nothing); }) ==
             zin::Errc::invalid_argument);
  // Of all rows it would be no order.
  BOOST_TEST(code_of([&] {
               return db.table("a").order_by("id").union_all(db.table("b")).chunk(2, nothing);
             }) == zin::Errc::invalid_argument);
  // Of one of the queries it is a limit like others.
  Ints seen;
  db.table("a")
      .order_by("id")
      .limit(1)
      .union_all(db.table("b"))
      .chunk_by_id(2, [&](const zin::Rows& rows) { add_ids(seen, rows); });
  BOOST_TEST(seen == (Ints{1, 2, 3, 6, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_piece_does_not_go_on_from_null) {
  db.table("a").insert({{"id", nullptr}, {"n", "none"}});
  BOOST_TEST(code_of([&] { return db.table("a").chunk_by_id(1, [](const zin::Rows&) {}); }) ==
             zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(rows_by_id_are_read_piece_by_piece) {
  int statements = 0;
  db.after_query([&](const zin::QueryEvent&) { ++statements; });
  Ints seen;
  for (const zin::Row& row : db.table("b").lazy_by_id(2)) seen.push_back(row.get<int>("id"));
  BOOST_TEST(seen == (Ints{2, 3, 6, 7}), boost::test_tools::per_element());
  BOOST_TEST(statements == 3);  // whether there is more after four of them only a third one tells
  statements = 0;
  Ints down;
  for (const zin::Row& row : both().lazy_by_id_desc(5)) down.push_back(row.get<int>("id"));
  BOOST_TEST(down == (Ints{7, 6, 5, 4, 3, 2, 1}), boost::test_tools::per_element());
  BOOST_TEST(statements == 2);
  for (const zin::Row& row : db.table("a").where("id", 99).lazy_by_id()) {
    BOOST_ERROR("there is no such row: " << row.get<int>("id"));
  }
  BOOST_TEST(code_of([&] { return db.table("a").limit(1).lazy_by_id(2); }) ==
             zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(what_a_function_makes_of_each_row_is_gathered) {
  const auto ids = db.table("b").order_by_desc("id").chunk_map(
      [](const zin::Row& row) { return row.get<int>("id") * 10; }, 2);
  BOOST_TEST(ids == (Ints{70, 60, 30, 20}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_page_goes_on_behind_an_id) {
  Ints seen;
  add_ids(seen, both().for_page_after_id(3, 2).get());
  BOOST_TEST(seen == (Ints{3, 4, 5}), boost::test_tools::per_element());
  seen.clear();
  add_ids(seen, db.table("b").where("id", 6).or_where("id", 7).for_page_before_id(5, 7).get());
  BOOST_TEST(seen == (Ints{6}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
