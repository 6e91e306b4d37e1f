// The asynchronous verbs of models, in coroutines and with other tokens.
// SPDX-License-Identifier: MIT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/describe/class.hpp>
#include <chrono>
#include <optional>

#include "blog.hpp"
#include "zin/async.hpp"

using namespace zin;
using namespace zin::test;
namespace asio = boost::asio;

namespace {

struct Loop {
  asio::io_context context;

  // Runs a coroutine to its end, and throws what it throws.
  template <class Fn>
  void run(Fn fn) {
    std::optional<std::exception_ptr> end;
    asio::co_spawn(context, std::move(fn), [&end](std::exception_ptr failure) { end = failure; });
    context.restart();
    context.run_for(std::chrono::seconds{60});
    BOOST_REQUIRE(end.has_value());
    if (*end) std::rethrow_exception(*end);
  }
};

struct AsyncBlog : Blog, Loop {};

struct Voter {
  std::int64_t id = 0;
  std::string name;
  int votes = 0;
};
BOOST_DESCRIBE_STRUCT(Voter, (), (id, name, votes))
const ModelOf<Voter> voters{{.table = "users"}};

BOOST_FIXTURE_TEST_SUITE(model_async, AsyncBlog)

BOOST_AUTO_TEST_CASE(records_are_stored_found_and_changed) {
  run([this]() -> asio::awaitable<void> {
    Attributes john{{"name", "John"}};
    auto made = co_await user.async_create(std::move(john));
    made.set("votes", 5);
    const bool saved = co_await made.async_save();
    BOOST_TEST(saved);
    auto query = user.where("votes", 5);
    const auto found = co_await query.async_first();
    BOOST_TEST(found->get<std::string>("name") == "John");
    const auto count = co_await user.async_count();
    BOOST_TEST(count == 1U);
    auto by_key = co_await user.async_find_or_fail(made.key());
    const bool removed = co_await by_key.async_remove();
    BOOST_TEST(removed);
    const bool any = co_await user.async_exists();
    BOOST_TEST(!any);
  });
}

BOOST_AUTO_TEST_CASE(relations_are_loaded_and_written) {
  fill();
  run([this]() -> asio::awaitable<void> {
    auto query = user.with("posts").order_by("id");
    const auto all = co_await query.async_get();
    BOOST_TEST(all.front().related("posts").size() == 2U);
    const auto ada = all.front();
    Attributes fourth{{"title", "Fourth"}};
    auto relation = ada.relation("posts");
    co_await relation.async_create(std::move(fourth));
    const auto count = co_await relation.async_count();
    BOOST_TEST(count == 3U);
    auto first = co_await post.async_first_or_fail();
    const auto comments = co_await first.async_related("comments");
    BOOST_TEST(comments.size() == 2U);
    const auto writer = co_await first.async_one("user");
    BOOST_TEST(writer->get<std::string>("name") == "Ada");
  });
}

BOOST_AUTO_TEST_CASE(pivot_rows_are_written) {
  fill();
  run([this]() -> asio::awaitable<void> {
    const auto first = co_await post.async_first_or_fail();
    auto tags_of_it = first.relation("tags");
    auto made = tag.make({{"name", "x"}});
    const bool saved = co_await tags_of_it.async_save(made);
    BOOST_TEST(saved);
    Attributes weight{{"weight", 7}};
    const auto changed = co_await tags_of_it.async_update_existing_pivot(made.key(), weight);
    BOOST_TEST(changed == 1U);
    auto again = first;
    co_await again.async_load_missing("tags");
    const auto all = co_await post.async_all();
    co_await all.async_load("comments");
    BOOST_TEST(statements([&] { BOOST_TEST(all.front().related("comments").size() == 2U); }) == 0U);
    co_await all.async_load_count("tags");
    BOOST_TEST(all.front().get<int>("tags_count") == 1);
    BOOST_TEST(again.related("tags").front().pivot<int>("weight") == 7);
    const auto gone = co_await tags_of_it.async_detach_all();
    BOOST_TEST(gone == 1U);
  });
}

BOOST_AUTO_TEST_CASE(records_come_in_pieces) {
  fill();
  run([this]() -> asio::awaitable<void> {
    std::vector<std::string> names;
    std::vector<std::size_t> pieces;
    auto query = user.order_by("id");
    const bool whole = co_await query.async_chunk(2, [&](const Records& piece) {
      pieces.push_back(piece.size());
      for (const Record& each : piece) names.push_back(each.get<std::string>("name"));
    });
    BOOST_TEST(whole);
    BOOST_TEST((pieces == std::vector<std::size_t>{2, 1}));
    BOOST_TEST(joined(names) == "Ada Bob Cy");
    names.clear();
    co_await query.async_lazy(
        [&](const Record& each) { names.push_back(each.get<std::string>("name")); });
    BOOST_TEST(joined(names) == "Ada Bob Cy");
    const auto all = co_await query.async_implode("name", "+");
    BOOST_TEST(all == "Ada+Bob+Cy");
  });
}

BOOST_AUTO_TEST_CASE(structs_are_stored_found_and_changed) {
  const ModelOf<Voter> voter = voters.on(shared());
  run([&voter]() -> asio::awaitable<void> {
    Voter given{0, "Ann", 3};
    auto ann = co_await voter.async_create(given);
    BOOST_TEST(ann.id != 0);
    ann.votes = 4;
    const bool saved = co_await voter.async_save(ann);
    BOOST_TEST(saved);
    auto query = voter.where(&Voter::votes, 4);
    const auto found = co_await query.async_get();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().name == "Ann");
    Attributes ten{{"votes", 10}};
    const auto updated = co_await query.async_update(ten);
    BOOST_TEST(updated == 1U);
    co_await voter.async_refresh(ann);
    BOOST_TEST(ann.votes == 10);
    const bool removed = co_await voter.async_remove(ann);
    BOOST_TEST(removed);
    const auto left = co_await voter.async_count();
    BOOST_TEST(left == 0U);
  });
}

BOOST_AUTO_TEST_CASE(failures_arrive_as_errors) {
  const Error failure = thrown_by(
      [&] { run([this]() -> asio::awaitable<void> { co_await user.async_find_or_fail(98765); }); });
  BOOST_TEST(failure.code() == Errc::not_found);
  auto future = user.async_count(asio::use_future);
  BOOST_TEST(future.get() == 0U);
}

BOOST_AUTO_TEST_CASE(many_go_at_once) {
  fill();
  std::size_t found = 0;
  for (int i = 0; i < 100; ++i) {
    asio::co_spawn(
        context,
        [this, &found]() -> asio::awaitable<void> {
          auto query = user.with("posts").where("name", "Ada");
          const auto ada = co_await query.async_first_or_fail();
          found += ada.related("posts").size();
        },
        asio::detached);
  }
  context.restart();
  context.run_for(std::chrono::seconds{60});
  BOOST_TEST(found == 200U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
