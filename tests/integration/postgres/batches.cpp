// Batches: atomic, independent and fastest; and what each item answers.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "hostile_proxy.hpp"
#include "session.hpp"

using namespace zin::test;

namespace {

struct Items {
  std::vector<zin_exec> list;
  std::vector<std::vector<zin_cell>> params;

  Items& add(std::string_view sql, std::vector<zin_cell> cells = {}, zin_stmt* stmt = nullptr) {
    params.push_back(std::move(cells));
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.sql = str(sql);
    exec.stmt = stmt;
    exec.params = params.back().data();  // vectors keep their memory when they are moved
    exec.nparams = static_cast<std::uint32_t>(params.back().size());
    list.push_back(exec);
    return *this;
  }
};

zin_status start(Connection& db, const Items& items, std::uint32_t flags,
                 std::optional<Result>& out) {
  const zin_op op = operation(0);
  zin_wait wait = empty_wait();
  zin_cursor* cursor = nullptr;
  db.fault = Fault();
  const zin_status first = driver().start_batch(db.handle(), items.list.data(),
                                                static_cast<std::uint32_t>(items.list.size()),
                                                flags, &op, &cursor, &wait, &db.fault);
  const zin_status status = complete(db.handle(), op, wait, first, &db.fault);
  if (status == ZIN_OK) out.emplace(db.handle(), cursor, op.token);
  return status;
}

// The answers of all items: the rows' first cells, "n affected" or the status and SQLSTATE.
std::vector<std::string> answers(Result& batch) {
  std::vector<std::string> out;
  for (;;) {
    const zin_status status = batch.next();
    if (status == ZIN_END) return out;
    if (status < 0) {
      out.push_back(std::to_string(status) + " " + batch.fault.state());
      BOOST_TEST(batch.fault.batch_index < 1000u);
      continue;
    }
    const zin_result_info info = batch.info();
    BOOST_TEST(info.batch_index == out.size());
    if (info.ncols == 0) {
      out.push_back(std::to_string(info.affected) + " affected");
      continue;
    }
    std::string cells;
    for (const Row& row : batch.all()) cells += row[0] + ";";
    out.push_back(cells);
  }
}

using Strings = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_batches)

BOOST_AUTO_TEST_CASE(an_atomic_batch_gives_its_results_in_order) {
  Session db;
  db.query("create temp table t (n int primary key)");
  const auto select = db.prepare("select n from t where n >= $1 order by n");
  Items items;
  items.add("insert into t values (1), (2)")
      .add("insert into t values ($1)", {i64(3)})
      .add({}, {i64(2)}, select.handle())
      .add("delete from t where n = $1", {txt("1")});
  std::optional<Result> batch;
  BOOST_REQUIRE_MESSAGE(start(db, items, ZIN_BATCH_ATOMIC, batch) == ZIN_OK, db.fault.text());
  const Strings expected{"2 affected", "1 affected", "i64 2;i64 3;", "1 affected"};
  BOOST_TEST(answers(*batch) == expected, boost::test_tools::per_element());
  BOOST_TEST(batch->next() == ZIN_END);
  batch.reset();
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select count(*) from t") == "i64 2");
}

BOOST_AUTO_TEST_CASE(a_later_item_sees_what_an_earlier_one_made) {
  Session db;
  Items items;
  items.add("create temp table made (n int)")
      .add("insert into made values ($1)", {i64(7)})
      .add("select n from made");
  std::optional<Result> batch;
  BOOST_REQUIRE(start(db, items, ZIN_BATCH_ATOMIC, batch) == ZIN_OK);
  const Strings expected{"0 affected", "1 affected", "wire 2 7;"};
  BOOST_TEST(answers(*batch) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_failure_in_an_atomic_batch_undoes_all_and_skips_the_rest) {
  Session db;
  db.query("create temp table t (n int primary key)");
  Items items;
  items.add("insert into t values (1)")
      .add("insert into t values (1)")
      .add("insert into t values (2)");
  std::optional<Result> batch;
  BOOST_REQUIRE(start(db, items, ZIN_BATCH_ATOMIC, batch) == ZIN_OK);
  const Strings expected{"1 affected", "-1 23505", "-8 "};
  BOOST_TEST(answers(*batch) == expected, boost::test_tools::per_element());
  batch.reset();
  BOOST_TEST(db.value("select count(*) from t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_failure_at_the_commit_of_an_atomic_batch_is_told_at_its_end) {
  Session db;
  db.query("create temp table t (n int unique deferrable initially deferred)");
  Items items;
  items.add("insert into t values (1)").add("insert into t values (1)");
  std::optional<Result> batch;
  BOOST_REQUIRE(start(db, items, ZIN_BATCH_ATOMIC, batch) == ZIN_OK);
  BOOST_TEST(batch->next() == ZIN_OK);
  BOOST_TEST(batch->next() == ZIN_OK);
  BOOST_TEST(batch->next() == ZIN_E_ERROR);
  BOOST_TEST(batch->fault.state() == "23505");
  BOOST_TEST(batch->next() == ZIN_END);
  batch.reset();
  BOOST_TEST(db.value("select count(*) from t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(independent_items_do_not_stop_each_other) {
  Session db;
  db.query("create temp table t (n int primary key)");
  Items items;
  items.add("insert into t values (1)")
      .add("insert into t values (1)")
      .add("insert into t values ($1)", {i64(2)})
      .add("select 1 / 0")
      .add("select count(*) from t");
  std::optional<Result> batch;
  BOOST_REQUIRE(start(db, items, ZIN_BATCH_INDEPENDENT, batch) == ZIN_OK);
  const Strings expected{"1 affected", "-1 23505", "1 affected", "-1 22012", "wire 2 2;"};
  BOOST_TEST(answers(*batch) == expected, boost::test_tools::per_element());
  batch.reset();
  BOOST_TEST(db.value("select count(*) from t") == "i64 2");
}

BOOST_AUTO_TEST_CASE(a_big_batch_arrives_whole) {
  Session db;
  const auto select = db.prepare("select repeat('x', $1)");
  Items items;
  items.params.reserve(3000);
  for (int i = 0; i < 3000; ++i) items.add({}, {i64(i)}, select.handle());
  for (const std::uint32_t flags : {0u, ZIN_BATCH_INDEPENDENT}) {
    std::optional<Result> batch;
    BOOST_REQUIRE(start(db, items, flags, batch) == ZIN_OK);
    const auto seen = answers(*batch);
    BOOST_REQUIRE(seen.size() == 3000u);
    for (std::size_t i = 0; i < seen.size(); ++i) BOOST_TEST(seen[i].size() == i + 6);
  }
}

BOOST_AUTO_TEST_CASE(a_batch_that_is_closed_early_leaves_the_connection_usable) {
  Session db;
  db.query("create temp table t (n int)");
  Items items;
  for (int i = 0; i < 100; ++i) items.add("insert into t values (1)");
  {
    std::optional<Result> batch;
    BOOST_REQUIRE(start(db, items, ZIN_BATCH_ATOMIC, batch) == ZIN_OK);
    BOOST_TEST(batch->next() == ZIN_OK);
  }
  BOOST_TEST(db.value("select count(*) from t") == "i64 100");
}

BOOST_AUTO_TEST_CASE(what_a_batch_cannot_hold_is_refused_before_anything_is_sent) {
  Session db;
  db.query("create temp table t (n int)");
  const auto insert = db.prepare("insert into t values ($1)");
  const auto refused = [&](Items& items, std::uint32_t flags, std::uint32_t index) {
    std::optional<Result> batch;
    const zin_status status = start(db, items, flags, batch);
    BOOST_TEST(status < 0);
    BOOST_TEST(db.fault.batch_index == index);
    BOOST_TEST(db.value("select count(*) from t") == "i64 0");
    return status;
  };
  Items commit;
  commit.add("insert into t values (1)").add("/* now */ commit");
  BOOST_TEST(refused(commit, ZIN_BATCH_ATOMIC, 1) == ZIN_E_UNSUPPORTED);
  Items copy;
  copy.add("insert into t values (1)").add("copy t to stdout");
  BOOST_TEST(refused(copy, 0, 1) == ZIN_E_UNSUPPORTED);
  Items range;
  range.add({}, {i64(1)}, insert.handle()).add({}, {i64(INT64_MAX)}, insert.handle());
  BOOST_TEST(refused(range, ZIN_BATCH_ATOMIC, 1) == ZIN_E_ERROR);
  Items inside;
  inside.add("insert into t values (1)");
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  BOOST_TEST(refused(inside, ZIN_BATCH_INDEPENDENT, ZIN_NO_INDEX) == ZIN_E_UNSUPPORTED);
}

BOOST_AUTO_TEST_CASE(after_a_stream_a_batch_reads_its_rows) {
  Session db;
  db.exec(Exec{.sql = "select generate_series(1, 3)", .flags = ZIN_EXEC_STREAM}).all();
  Items items;
  items.add("select generate_series(1, 3)");
  std::optional<Result> batch;
  BOOST_REQUIRE(start(db, items, 0, batch) == ZIN_OK);
  const Strings expected{"wire 2 1;wire 2 2;wire 2 3;"};
  BOOST_TEST(answers(*batch) == expected, boost::test_tools::per_element());
}

namespace {

/// A table of the test's own, which other sessions see.
struct Stored {
  Session observer;
  Stored() {
    observer.query("drop table if exists batch_writes");
    observer.query("create table batch_writes (n int primary key, v text)");
  }
  ~Stored() { observer.query("drop table batch_writes"); }
  Stored(const Stored&) = delete;
  Stored& operator=(const Stored&) = delete;
  std::size_t rows() {
    return std::stoul(observer.value("select count(*) from batch_writes").substr(4));
  }
  /// Nobody is at work on the table any more.
  void settle() {
    const std::int64_t patience = now_ns() + 20 * second;
    while (observer.value("select count(*) from pg_stat_activity where application_name = 'cut'") !=
           "i64 0")
      BOOST_REQUIRE(now_ns() < patience);
  }
};

Options through(const HostileProxy& proxy) {
  return {{"port", std::to_string(proxy.port())}, {"application_name", "cut"}};
}

/// `count` inserts of rows 0, 1, ... with `bytes` each.
struct Inserts : Items {
  Inserts(const Prepared& insert, std::uint32_t count, std::size_t bytes) : text(bytes, 'x') {
    for (std::uint32_t n = 0; n < count; ++n) add({}, {i64(n), txt(text)}, insert.handle());
  }
  std::string text;
};

constexpr std::string_view insert_text = "insert into batch_writes values ($1, $2)";

/// How a batch ends that is cut off: how many items were answered, and how the next one failed.
struct Cut {
  std::uint32_t answered = 0;
  zin_status status = ZIN_OK;
  Fault fault;
};

/// Starts the batch, calls `harm` and reads what there is to be read.
template <class Harm>
Cut run_to_the_cut(Connection& db, const Items& items, std::uint32_t flags, Harm harm) {
  Cut cut;
  std::optional<Result> batch;
  BOOST_REQUIRE_MESSAGE(start(db, items, flags, batch) == ZIN_OK, db.fault.text());
  harm();
  while ((cut.status = batch->next()) == ZIN_OK) ++cut.answered;
  cut.fault = batch->fault;
  BOOST_TEST(cut.fault.batch_index == cut.answered);
  // There is nothing more to be had.
  BOOST_TEST(batch->next() == ZIN_END);
  return cut;
}

void check_lost(const Cut& cut, bool may_be_applied) {
  BOOST_TEST(cut.status == ZIN_E_CONN_LOST, cut.fault.text());
  BOOST_TEST(((cut.fault.flags & ZIN_ERRF_MAYBE_APPLIED) != 0) == may_be_applied);
  BOOST_TEST((cut.fault.flags & ZIN_ERRF_RECONNECT) != 0u);
}

// More than the buffers between client and server hold, so that the end is never sent.
constexpr std::uint32_t many = 300;
constexpr std::size_t large = 100'000;

WireFault silent_after(std::uint64_t bytes) {
  return {.kind = WireFault::Kind::silence, .direction = Direction::to_server, .after = bytes};
}
constexpr WireFault no_answer{.kind = WireFault::Kind::close, .direction = Direction::to_client};

}  // namespace

BOOST_AUTO_TEST_CASE(an_independent_batch_that_is_cut_off_says_from_where_on_items_may_be_applied) {
  Stored table;
  HostileProxy proxy(static_cast<std::uint16_t>(std::stoi(server_value("PORT"))));
  Session db(through(proxy));
  const auto insert = db.prepare(insert_text);
  const Inserts items(insert, many, 1000);
  proxy.harm(silent_after(100'000));
  const Cut cut = run_to_the_cut(db, items, ZIN_BATCH_INDEPENDENT, [&] {
    const std::int64_t patience = now_ns() + 20 * second;
    while (table.rows() < 50) BOOST_REQUIRE(now_ns() < patience);
    proxy.reset_all();
  });
  check_lost(cut, true);
  table.settle();
  // What was answered is there, what was not may be, and what never reached the server is not.
  const std::size_t rows = table.rows();
  BOOST_TEST(rows >= cut.answered);
  BOOST_TEST(rows < 100u);
  BOOST_TEST(table.observer.value("select max(n) + 1 from batch_writes") ==
             "i64 " + std::to_string(rows));
}

BOOST_AUTO_TEST_CASE(a_batch_with_one_sync_that_was_never_sent_is_not_applied_and_says_so) {
  for (const std::uint32_t flags : {ZIN_BATCH_ATOMIC, 0u}) {
    Stored table;
    HostileProxy proxy(static_cast<std::uint16_t>(std::stoi(server_value("PORT"))));
    Session db(through(proxy));
    const auto insert = db.prepare(insert_text);
    const Inserts items(insert, many, large);
    proxy.harm(silent_after(20 * large));
    check_lost(run_to_the_cut(db, items, flags, [&] { proxy.reset_all(); }), false);
    table.settle();
    BOOST_TEST(table.rows() == 0u);
  }
}

BOOST_AUTO_TEST_CASE(the_last_item_of_an_independent_batch_is_not_applied_when_it_was_not_sent) {
  Stored table;
  HostileProxy proxy(static_cast<std::uint16_t>(std::stoi(server_value("PORT"))));
  Session db(through(proxy));
  const auto insert = db.prepare(insert_text);
  const Inserts items(insert, 1, many * large);
  proxy.harm(silent_after(20 * large));
  check_lost(run_to_the_cut(db, items, ZIN_BATCH_INDEPENDENT, [&] { proxy.reset_all(); }), false);
  table.settle();
  BOOST_TEST(table.rows() == 0u);
}

BOOST_AUTO_TEST_CASE(an_atomic_batch_whose_answer_is_lost_may_be_applied) {
  Stored table;
  HostileProxy proxy(static_cast<std::uint16_t>(std::stoi(server_value("PORT"))));
  Session db(through(proxy));
  const auto insert = db.prepare(insert_text);
  const Inserts items(insert, 20, 1000);
  proxy.harm(no_answer);
  const Cut cut = run_to_the_cut(db, items, ZIN_BATCH_ATOMIC, [] {});
  check_lost(cut, true);
  BOOST_TEST(cut.answered == 0u);
  table.settle();
  BOOST_TEST(table.rows() == 20u);  // it was
}

BOOST_AUTO_TEST_CASE(a_batch_of_reads_or_inside_a_transaction_that_is_cut_off_changed_nothing) {
  Stored table;
  HostileProxy proxy(static_cast<std::uint16_t>(std::stoi(server_value("PORT"))));
  {
    Session db(through(proxy));
    Items reads;
    for (int n = 0; n < 5; ++n) reads.add("select 1");
    for (zin_exec& item : reads.list) item.flags = ZIN_EXEC_READONLY;
    proxy.harm(no_answer);
    check_lost(run_to_the_cut(db, reads, ZIN_BATCH_INDEPENDENT, [] {}), false);
  }
  Session db(through(proxy));
  const auto insert = db.prepare(insert_text);
  const Inserts items(insert, 20, 1000);
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  proxy.harm(no_answer);
  check_lost(run_to_the_cut(db, items, 0, [] {}), false);
  table.settle();
  BOOST_TEST(table.rows() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
