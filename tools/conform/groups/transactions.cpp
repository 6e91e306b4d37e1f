// Group "transactions": BEGIN to COMMIT or ROLLBACK, and savepoints between them.
// SPDX-License-Identifier: MIT
#include "../check.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"

namespace zin::conform {
namespace {

void needs_transactions(const Subject& s) {
  if (!s.can(ZIN_CAP_TXN)) skip("the driver has no CAP_TXN");
}

void needs_savepoints(const Subject& s) {
  needs_transactions(s);
  if (!s.can(ZIN_CAP_SAVEPOINT)) skip("the driver has no CAP_SAVEPOINT");
}

void require_no_transaction(const Connection& c, std::string_view when) {
  require((c.state() & (ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED)) == 0, "{} conn_state is {:#x}",
          when, c.state());
}

void without_the_capability_it_is_unsupported(const Subject& s) {
  if (s.can(ZIN_CAP_TXN)) skip("the driver declares TXN");
  if (!s.driver->start_txn) return;  // NULL says the same
  Connection c{s};
  for (const std::uint32_t verb : {ZIN_TXN_BEGIN, ZIN_TXN_COMMIT, ZIN_TXN_SAVEPOINT}) {
    const Reply reply = c.transaction(verb, 0, "s");
    require(reply.status == ZIN_E_UNSUPPORTED, "verb {} answered {}, not UNSUPPORTED", verb,
            reply.text());
  }
}

void the_state_tells_of_a_transaction(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  require_no_transaction(c, "before BEGIN");
  c.must(ZIN_TXN_BEGIN);
  require(c.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN), "after BEGIN conn_state is {:#x}",
          c.state());
  c.must(ZIN_TXN_COMMIT);
  require_no_transaction(c, "after COMMIT");
  c.must(ZIN_TXN_BEGIN);
  c.must(ZIN_TXN_ROLLBACK);
  require_no_transaction(c, "after ROLLBACK");
}

void commit_keeps(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  ScratchTable table{c};
  c.must(ZIN_TXN_BEGIN);
  table.fill(2);
  c.must(ZIN_TXN_COMMIT);
  table.require_ids({1, 2}, "after COMMIT");
  c.must(ZIN_TXN_ROLLBACK);  // of nothing
  table.require_ids({1, 2}, "after COMMIT, then ROLLBACK");
}

void rollback_takes_everything_back(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(2);
  c.must(ZIN_TXN_BEGIN);
  table.insert(3, "v3");
  c.run(table.delete_sql(), {Value::integer(1)});
  table.insert(4, "v4");
  table.require_ids({2, 3, 4}, "inside the transaction");
  c.must(ZIN_TXN_ROLLBACK);
  table.require_ids({1, 2}, "after ROLLBACK");
  require(table.rows().at(0).at(1).canonical() == Value::text("v1"),
          "ROLLBACK brought another row back");
}

void rollback_outside_is_ok(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  c.must(ZIN_TXN_ROLLBACK);
  require_no_transaction(c, "after ROLLBACK outside a transaction");
}

void an_unknown_verb_is_unsupported(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  for (const std::uint32_t verb : {0u, 7u, UINT32_MAX}) {
    const Reply reply = c.transaction(verb);
    require(reply.status == ZIN_E_UNSUPPORTED, "verb {} answered {}, not UNSUPPORTED", verb,
            reply.text());
  }
  require_no_transaction(c, "after unknown verbs");
}

void an_isolation_level_is_given_or_unsupported(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  ScratchTable table{c};
  std::int64_t id = 0;
  for (const std::uint32_t mode :
       {ZIN_TX_READ_COMMITTED, ZIN_TX_REPEATABLE_READ, ZIN_TX_SERIALIZABLE,
        ZIN_TX_DEFAULT | ZIN_TX_WRITE_NOW, ZIN_TX_SERIALIZABLE | ZIN_TX_WRITE_NOW}) {
    const Reply reply = c.transaction(ZIN_TXN_BEGIN, mode);
    require(reply.ok() || reply.status == ZIN_E_UNSUPPORTED, "mode {:#x} answered {}", mode,
            reply.text());
    if (!reply.ok()) {
      require_no_transaction(c, "after an unsupported mode");
      continue;
    }
    table.insert(++id, "x");
    c.must(ZIN_TXN_COMMIT);
  }
  require(c.transaction(ZIN_TXN_BEGIN, 0x7F).status == ZIN_E_UNSUPPORTED,
          "the unknown isolation level 0x7f is not UNSUPPORTED");
  require_no_transaction(c, "after an unknown isolation level");
}

void read_only_refuses_writes(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  const Reply reply = c.transaction(ZIN_TXN_BEGIN, ZIN_TX_READ_ONLY);
  if (reply.status == ZIN_E_UNSUPPORTED) {
    require_no_transaction(c, "after an unsupported mode");
    return;
  }
  require(reply.ok(), "BEGIN with READ_ONLY answered {}", reply.text());
  table.require_ids({1}, "in a read-only transaction");
  c.refuse(table.insert_sql(), {Value::integer(2), Value::text("v2")});
  c.must(ZIN_TXN_ROLLBACK);
  table.insert(3, "v3");
  table.require_ids({1, 3}, "after a read-only transaction");
}

void a_failed_statement_can_be_rolled_back(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  c.must(ZIN_TXN_BEGIN);
  table.insert(2, "v2");
  c.refuse(table.insert_sql(), {Value::integer(1), Value::text("twice")});
  require((c.state() & ZIN_CONN_IN_TXN) != 0,
          "after a failed statement conn_state is {:#x}, without IN_TXN", c.state());
  if (c.state() & ZIN_CONN_TXN_FAILED) {
    c.refuse(table.select_sql());
  } else {
    table.require_ids({1, 2}, "after a failed statement");
  }
  c.must(ZIN_TXN_ROLLBACK);
  require_no_transaction(c, "after ROLLBACK");
  table.require_ids({1}, "after ROLLBACK of a failed transaction");
}

void commit_of_a_failed_transaction_says_so(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  c.must(ZIN_TXN_BEGIN);
  table.insert(2, "v2");
  c.refuse(table.insert_sql(), {Value::integer(1), Value::text("twice")});
  const bool failed = (c.state() & ZIN_CONN_TXN_FAILED) != 0;
  const Reply reply = c.transaction(ZIN_TXN_COMMIT);
  require_no_transaction(c, "after COMMIT");
  if (failed) {
    require(reply.status == ZIN_E_TXN_ROLLED_BACK,
            "COMMIT of a failed transaction answered {}, not TXN_ROLLED_BACK", reply.text());
    table.require_ids({1}, "after COMMIT of a failed transaction");
  } else {
    require(reply.ok(), "COMMIT of a transaction that had not failed answered {}", reply.text());
    table.require_ids({1, 2}, "after COMMIT");
  }
}

void reset_rolls_back(const Subject& s) {
  needs_transactions(s);
  if (!s.driver->start_reset) skip("the driver has no start_reset");
  Connection c{s};
  ScratchTable table{c};
  for (const std::uint32_t level : {ZIN_RESET_LIGHT, ZIN_RESET_FULL}) {
    c.must(ZIN_TXN_BEGIN);
    table.insert(1, "v1");
    const Reply reply = c.reset(level);
    require(reply.ok(), "start_reset({}) answered {}", level, reply.text());
    require(c.state() == ZIN_CONN_USABLE, "after start_reset({}) conn_state is {:#x}", level,
            c.state());
    table.require_ids({}, "after start_reset");
  }
}

void ddl_rolls_back_if_declared(const Subject& s) {
  needs_transactions(s);
  if (!s.can(ZIN_CAP_TXN_DDL)) skip("the driver has no CAP_TXN_DDL");
  Connection c{s};
  ScratchTable table{c};
  table.fill(2);
  c.must(ZIN_TXN_BEGIN);
  c.run(fmt::format("drop table {}", ScratchTable::name));
  c.must(ZIN_TXN_ROLLBACK);
  table.require_ids({1, 2}, "after DROP TABLE was rolled back");
}

void others_see_only_what_was_committed(const Subject& s) {
  needs_transactions(s);
  Connection c{s};
  ScratchTable table{c};
  Connection other{s};
  if (!other.attempt(table.select_sql()).ok()) {
    skip("each connection is a database of its own");
  }
  const auto seen = [&] { return other.rows(table.select_sql()).size(); };
  c.must(ZIN_TXN_BEGIN);
  table.insert(1, "v1");
  require(seen() == 0, "another connection sees what was not committed");
  c.must(ZIN_TXN_COMMIT);
  require(seen() == 1, "another connection does not see what was committed");
}

void rollback_to_takes_back_what_came_after(const Subject& s) {
  needs_savepoints(s);
  Connection c{s};
  ScratchTable table{c};
  c.must(ZIN_TXN_BEGIN);
  table.insert(1, "v1");
  c.must(ZIN_TXN_SAVEPOINT, 0, "a");
  table.insert(2, "v2");
  c.must(ZIN_TXN_ROLLBACK_TO, 0, "a");
  table.require_ids({1}, "after ROLLBACK_TO");
  table.insert(3, "v3");
  c.must(ZIN_TXN_ROLLBACK_TO, 0, "a");  // it is still there
  table.require_ids({1}, "after a second ROLLBACK_TO");
  require((c.state() & ZIN_CONN_IN_TXN) != 0, "ROLLBACK_TO ended the transaction");
  c.must(ZIN_TXN_COMMIT);
  table.require_ids({1}, "after COMMIT");
}

void release_keeps_what_came_after(const Subject& s) {
  needs_savepoints(s);
  Connection c{s};
  ScratchTable table{c};
  c.must(ZIN_TXN_BEGIN);
  c.must(ZIN_TXN_SAVEPOINT, 0, "a");
  table.insert(1, "v1");
  c.must(ZIN_TXN_RELEASE, 0, "a");
  require((c.state() & ZIN_CONN_IN_TXN) != 0, "RELEASE ended the transaction");
  require(!c.transaction(ZIN_TXN_ROLLBACK_TO, 0, "a").ok(), "a released savepoint is still there");
  c.must(ZIN_TXN_ROLLBACK);
  table.require_ids({}, "after RELEASE, then ROLLBACK");
  c.must(ZIN_TXN_BEGIN);
  c.must(ZIN_TXN_SAVEPOINT, 0, "a");
  table.insert(2, "v2");
  c.must(ZIN_TXN_RELEASE, 0, "a");
  c.must(ZIN_TXN_COMMIT);
  table.require_ids({2}, "after RELEASE, then COMMIT");
}

void savepoints_nest(const Subject& s) {
  needs_savepoints(s);
  Connection c{s};
  ScratchTable table{c};
  c.must(ZIN_TXN_BEGIN);
  c.must(ZIN_TXN_SAVEPOINT, 0, "outer");
  table.insert(1, "v1");
  c.must(ZIN_TXN_SAVEPOINT, 0, "inner");
  table.insert(2, "v2");
  c.must(ZIN_TXN_ROLLBACK_TO, 0, "inner");
  table.insert(3, "v3");
  c.must(ZIN_TXN_RELEASE, 0, "inner");
  table.require_ids({1, 3}, "after the inner savepoint");
  c.must(ZIN_TXN_ROLLBACK_TO, 0, "outer");
  table.require_ids({}, "after the outer savepoint");
  c.must(ZIN_TXN_COMMIT);
}

void a_savepoints_name_is_quoted(const Subject& s) {
  needs_savepoints(s);
  Connection c{s};
  ScratchTable table{c};
  for (const std::string_view name :
       {"two words", "Upper", "a\"b", "a`b", "x; rollback", "select"}) {
    c.must(ZIN_TXN_BEGIN);
    table.insert(1, "v1");
    c.must(ZIN_TXN_SAVEPOINT, 0, name);
    table.insert(2, "v2");
    c.must(ZIN_TXN_ROLLBACK_TO, 0, name);
    c.must(ZIN_TXN_RELEASE, 0, name);
    table.require_ids({1}, fmt::format("after the savepoint '{}'", name));
    c.must(ZIN_TXN_ROLLBACK);
  }
}

void an_unknown_savepoint_is_an_error(const Subject& s) {
  needs_savepoints(s);
  Connection c{s};
  c.must(ZIN_TXN_BEGIN);
  require(!c.transaction(ZIN_TXN_ROLLBACK_TO, 0, "nowhere").ok(),
          "ROLLBACK_TO a savepoint that does not exist is OK");
  c.must(ZIN_TXN_ROLLBACK);
  require_no_transaction(c, "after ROLLBACK");
}

void an_undeclared_savepoint_is_unsupported(const Subject& s) {
  needs_transactions(s);
  if (s.can(ZIN_CAP_SAVEPOINT)) skip("the driver declares SAVEPOINT");
  Connection c{s};
  c.must(ZIN_TXN_BEGIN);
  const Reply reply = c.transaction(ZIN_TXN_SAVEPOINT, 0, "a");
  require(reply.status == ZIN_E_UNSUPPORTED, "a savepoint answered {}", reply.text());
  c.must(ZIN_TXN_ROLLBACK);
}

}  // namespace

std::span<const TestCase> transaction_tests() {
  static constexpr std::string_view group = "transactions";
  static constexpr TestCase tests[] = {
      {group, "without_the_capability_it_is_unsupported", "R2",
       without_the_capability_it_is_unsupported},
      {group, "the_state_tells_of_a_transaction", "conn_state", the_state_tells_of_a_transaction},
      {group, "commit_keeps", "start_txn", commit_keeps},
      {group, "rollback_takes_everything_back", "start_txn", rollback_takes_everything_back},
      {group, "rollback_outside_is_ok", "start_txn", rollback_outside_is_ok},
      {group, "an_unknown_verb_is_unsupported", "R6", an_unknown_verb_is_unsupported},
      {group, "an_isolation_level_is_given_or_unsupported", "start_txn",
       an_isolation_level_is_given_or_unsupported},
      {group, "read_only_refuses_writes", "start_txn", read_only_refuses_writes},
      {group, "a_failed_statement_can_be_rolled_back", "start_txn",
       a_failed_statement_can_be_rolled_back},
      {group, "commit_of_a_failed_transaction_says_so", "start_txn",
       commit_of_a_failed_transaction_says_so},
      {group, "reset_rolls_back", "start_reset", reset_rolls_back},
      {group, "ddl_rolls_back_if_declared", "start_txn", ddl_rolls_back_if_declared},
      {group, "others_see_only_what_was_committed", "start_txn",
       others_see_only_what_was_committed},
      {group, "rollback_to_takes_back_what_came_after", "start_txn",
       rollback_to_takes_back_what_came_after},
      {group, "release_keeps_what_came_after", "start_txn", release_keeps_what_came_after},
      {group, "savepoints_nest", "start_txn", savepoints_nest},
      {group, "a_savepoints_name_is_quoted", "start_txn", a_savepoints_name_is_quoted},
      {group, "an_unknown_savepoint_is_an_error", "start_txn", an_unknown_savepoint_is_an_error},
      {group, "an_undeclared_savepoint_is_unsupported", "start_txn",
       an_undeclared_savepoint_is_unsupported},
  };
  return tests;
}

}  // namespace zin::conform
