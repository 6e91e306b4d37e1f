// A wire that fails while many rows are inserted, which is one transaction: all or none.
// SPDX-License-Identifier: MIT
#include "stage.hpp"

namespace zin::test {
namespace {

constexpr int loaded = 2000;

std::vector<std::vector<Value>> rows_from(int first) {
  std::vector<std::vector<Value>> rows;
  for (int id = first; id < first + loaded; ++id) rows.push_back({id, "0123456789012345678901234"});
  return rows;
}

void load_rows(Stage& stage, int first) {
  stage.db().insert_many("wire_writes", {"id", "content"}, rows_from(first));
}

void play_load(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    const int id = new_id(loaded);
    const auto rows = rows_from(id);
    stage.harm(scenario);
    check(stage.call([&] {
      stage.db().insert_many("wire_writes", {"id", "content"}, rows);
    }),
          scenario);
    BOOST_TEST(applied(id, loaded) == scenario.applied);
  });
}

// Counts the bytes of a load that goes well, to hit its end: the request to commit, or the last
// byte of its answer. The first load of a connection sends more, since it prepares.
void play_load_commit(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    load_rows(stage, new_id(loaded));
    const Direction way = scenario.faults.front().direction;
    const std::uint64_t before = stage.proxy().carried(way);
    const Outcome dry = stage.call([&] { load_rows(stage, new_id(loaded)); });
    BOOST_REQUIRE(!dry.error.has_value());
    const std::uint64_t all = stage.proxy().carried(way) - before;

    WireFault fault = scenario.faults.front();
    fault.after = all - (way == to_server ? wire_server().commit_bytes : 1);
    stage.proxy().harm(fault);
    const int id = new_id(loaded);
    const auto rows = rows_from(id);
    check(stage.call(
              [&] {
                stage.db().insert_many("wire_writes", {"id", "content"}, rows);
              },
              deadline + dry.took),
          scenario);
    BOOST_TEST(applied(id, loaded) == scenario.applied);
  });
}

const Scenarios loading{
    "loading",
    {
        {"closed before the first byte", {wire::close(to_server)}, Errc::connection_lost},
        {"silent from the first answer on", {wire::silence(to_client)}, Errc::timeout},
        {"closed in the middle of the rows",
         {wire::close(to_server, 30'000)},
         Errc::connection_lost},
        {"reset in the middle of the rows",
         {wire::reset(to_server, 30'000)},
         Errc::connection_lost},
        {"silent in the middle of the rows", {wire::silence(to_server, 30'000)}, Errc::timeout},
    },
    &play_load,
    __FILE__};

const Scenarios committing_a_load{
    "committing a load",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::in_doubt, true, 0},
        {"the request is lost silently", {wire::silence(to_server)}, Errc::in_doubt, true, 0},
        {"the answer is lost, reset", {wire::reset(to_client)}, Errc::in_doubt, true, loaded},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::in_doubt, true, loaded},
    },
    &play_load_commit,
    __FILE__};

}  // namespace
}  // namespace zin::test
