// The asynchronous verbs of models, in coroutines and with other tokens.
// SPDX-License-Identifier: MIT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
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
