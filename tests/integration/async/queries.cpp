// The asynchronous verbs of queries.
// SPDX-License-Identifier: MIT
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/describe.hpp>

#include "running.hpp"

namespace zin::test {
namespace {

using Awaitable = asio::awaitable<void>;

struct Member {
  std::int64_t id;
  std::string name;
  int votes;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, name, votes))

struct Members {
  Table table{"async_members",
              "id integer primary key, name varchar(40) not null, votes integer not null"};
  Members() {
    shared()
        .table("async_members")
        .insert({{{"id", 1}, {"name", "Ann"}, {"votes", 3}},
                 {{"id", 2}, {"name", "Ben"}, {"votes", 5}},
                 {{"id", 3}, {"name", "Cid"}, {"votes", 8}}});
  }
  [[nodiscard]] static Query all() { return shared().table("async_members"); }
};

// Outside of the coroutine, in which gcc 12 does not compile lists in braces.
auto add_ten_votes(int id) {
  return Members::all().where("id", id).async_update({{"votes", raw("votes + 10")}});
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(async_queries, Members)

BOOST_AUTO_TEST_CASE(reads_give_what_their_twins_give) {
  run_all([]() -> Awaitable {
    const Rows rows = co_await all().where("votes", ">", 3).order_by("id").async_get();
    BOOST_TEST(rows.size() == 2U);
    const auto members = co_await all().order_by("id").async_get<Member>();
    BOOST_TEST(members.at(2).name == "Cid");
    const auto first = co_await all().order_by_desc("id").async_first();
    BOOST_TEST(first->get<int>("id") == 3);
    const Row must = co_await all().where("id", 1).async_first_or_fail();
    BOOST_TEST(must.get<std::string>("name") == "Ann");
    const auto found = co_await all().async_find(2);
    BOOST_TEST(found->get<std::string>("name") == "Ben");
    const auto none = co_await code_of(all().where("id", 9).async_sole());
    BOOST_TEST((none == Errc::not_found));
    const auto name = co_await all().where("id", 2).async_value<std::string>("name");
    BOOST_TEST(*name == "Ben");
    const auto names = co_await all().order_by("id").async_pluck<std::string>("name");
    BOOST_TEST(names == (std::vector<std::string>{"Ann", "Ben", "Cid"}),
               boost::test_tools::per_element());
    BOOST_TEST(co_await all().async_exists());
    BOOST_TEST(co_await all().async_count() == 3U);
    BOOST_TEST(*co_await all().async_max<int>("votes") == 8);
    BOOST_TEST(*co_await all().async_min<int>("votes") == 3);
    BOOST_TEST(co_await all().async_sum<int>("votes") == 16);
    const auto page = co_await all().order_by("id").async_paginate(2, 2);
    BOOST_TEST(page.total == 3U);
    BOOST_TEST(page.items.size() == 1U);
    const auto pages = co_await all().order_by("id").async_cursor_paginate(2);
    BOOST_TEST(pages.has_more());
  });
}

BOOST_AUTO_TEST_CASE(the_query_may_be_gone_when_it_runs) {
  run_all([]() -> Awaitable {
    auto operation = [] {
      const std::string column = "name";
      return all().where(column, std::string(60, 'n')).or_where("id", 3).async_get();
    }();
    const Rows rows = co_await std::move(operation);
    BOOST_TEST(rows.size() == 1U);
  });
}

BOOST_AUTO_TEST_CASE(pieces_are_read_where_blocking_verbs_do_not_block) {
  run_all([]() -> Awaitable {
    std::uint64_t seen = 0;
    const auto count = [&](const Rows& rows) {
      seen += rows.size() + shared().select("select 1").size();
    };
    BOOST_TEST(co_await all().async_chunk_by_id(2, count));
    BOOST_TEST(seen == 5U);
    auto stream = co_await all().order_by("id").async_lazy();
    const Rows rows = co_await stream.async_next();
    BOOST_TEST(rows.size() == 3U);
  });
}

BOOST_AUTO_TEST_CASE(writes_do_what_their_twins_do) {
  run_all([]() -> Awaitable {
    const Attributes dan{{"id", 4}, {"name", "Dan"}, {"votes", 1}};
    BOOST_TEST(co_await all().async_insert(dan) == 1U);
    const std::vector<Attributes> more{{{"id", 5}, {"name", "Eve"}, {"votes", 1}},
                                       {{"id", 6}, {"name", "Fay"}, {"votes", 1}}};
    BOOST_TEST(co_await all().async_insert(more) == 2U);
    BOOST_TEST(co_await all().async_insert_or_ignore(dan) == 0U);
    const auto twice = co_await code_of(all().async_insert(dan));
    BOOST_TEST((twice == Errc::unique_violation));

    BOOST_TEST(co_await add_ten_votes(4) == 1U);
    BOOST_TEST(co_await all().where("id", 4).async_increment("votes", 5) == 1U);
    BOOST_TEST(*co_await all().where("id", 4).async_value<int>("votes") == 16);

    const Attributes renamed{{"id", 4}, {"name", "Don"}, {"votes", 0}};
    const ColumnList overwritten{"name"};
    co_await all().async_upsert(renamed, "id", overwritten);
    const auto don = co_await all().async_find<Member>(4);
    BOOST_TEST(don->name == "Don");
    BOOST_TEST(don->votes == 16);

    const std::vector<std::vector<Value>> rows{{7, "Gus", 1}, {8, "Hal", 2}};
    const Names columns{"id", "name", "votes"};
    BOOST_TEST(co_await all().async_insert_many(columns, rows) == 2U);
    BOOST_TEST(co_await all().where("id", ">", 6).order_by("id").async_implode("name", "+") ==
               "Gus+Hal");

    BOOST_TEST(co_await all().where("id", ">", 3).async_remove() == 5U);
    const auto forgotten = co_await code_of(all().async_remove());
    BOOST_TEST((forgotten == Errc::invalid_argument));
    BOOST_TEST(co_await all().async_delete_all() == 3U);
  });
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_CASE(they_take_every_token) {
  BOOST_TEST(all().async_count(asio::use_future).get() == 3U);
  BOOST_TEST(all().async_get(asio::use_future).get().size() == 3U);
  BOOST_TEST(all().async_get<Member>(asio::use_future).get().size() == 3U);
  BOOST_TEST(all().where("id", 1).async_update({{"votes", 9}}, asio::use_future).get() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
