// Point selects through the asynchronous verbs.
// SPDX-License-Identifier: MIT
#include "async_points.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <string>
#include <vector>
#include <zin/async.hpp>

#include "items.hpp"
#include "measure.hpp"

namespace zin::bench {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> caller(Database& db, std::int64_t count, std::uint64_t state,
                             std::int64_t& sum) {
  const std::string sql = "select name from bench where id = ?";
  std::vector<Value> key(1);
  for (std::int64_t at = 0; at < count; ++at) {
    key[0] = next_key(state);
    const Rows found = co_await db.async_select(sql, key);
    sum += static_cast<std::int64_t>(found[0].get<std::string>(0).size());
  }
}

}  // namespace

void async_points(Database& db, std::int64_t count, unsigned callers) {
  asio::io_context context{1};
  std::exception_ptr failure;
  std::int64_t sum = 0;
  for (unsigned each = 0; each < callers; ++each) {
    asio::co_spawn(context, caller(db, count / callers, each + 1, sum),
                   [&failure](const std::exception_ptr& error) {
                     if (error) failure = error;
                   });
  }
  context.run();
  if (failure) std::rethrow_exception(failure);
  keep(sum);
}

}  // namespace zin::bench
