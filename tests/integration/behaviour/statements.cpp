// Statements one by one: placeholders, what they tell, and a cache that follows DDL.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

BOOST_AUTO_TEST_SUITE(statements)

BOOST_AUTO_TEST_CASE(a_question_mark_is_a_placeholder_outside_of_texts_and_comments_only) {
  const auto row =
      shared().select_one("select ? as a, 'what?' as b, /* why? */ ? as c -- who?\n, 'it''s?' as d",
                          {"first", "second"});
  BOOST_REQUIRE(row.has_value());
  BOOST_TEST(row->get<std::string>("a") == "first");
  BOOST_TEST(row->get<std::string>("b") == "what?");
  BOOST_TEST(row->get<std::string>("c") == "second");
  BOOST_TEST(row->get<std::string>("d") == "it's?");
}

BOOST_AUTO_TEST_CASE(two_question_marks_are_a_literal_one) {
  if (differences().question_operator.empty()) {
    // Where statements are not prepared on the server, the missing value is seen first.
    const Errc code = code_of([] { return shared().select("select 1 ?\? 2"); });
    BOOST_TEST((code == Errc::syntax || code == Errc::invalid_argument));
  } else {
    BOOST_TEST(shared().select_one(differences().question_operator, {"a"})->get<bool>(0));
  }
  BOOST_TEST(shared().select_one("select '?\?' as a")->get<std::string>("a") == "??");
}

BOOST_AUTO_TEST_CASE(a_wrong_number_of_values_is_refused_before_anything_is_sent) {
  const Table table("kept", "a integer, b integer");
  const auto insert = [](Bindings values) {
    return code_of([&] { return shared().execute("insert into kept values (?, ?)", values); });
  };
  BOOST_TEST(insert({1}) == Errc::invalid_argument);
  BOOST_TEST(insert({1, 2, 3}) == Errc::invalid_argument);
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_CASE(affected_counts_inserted_matched_and_deleted_rows) {
  const Table table("kept", "a integer, b integer");
  BOOST_TEST(shared().execute("insert into kept values (1, 0), (2, 0), (3, 0)").affected == 3U);
  BOOST_TEST(shared().execute("update kept set b = ? where a > ?", {5, 1}).affected == 2U);
  // Again: matched, though nothing changes.
  BOOST_TEST(shared().execute("update kept set b = ? where a > ?", {5, 1}).affected == 2U);
  BOOST_TEST(shared().execute("delete from kept where a = ?", {99}).affected == 0U);
  BOOST_TEST(shared().execute("delete from kept").affected == 3U);
}

BOOST_AUTO_TEST_CASE(the_id_of_an_inserted_row_is_known) {
  const Table table("kept", "id " + std::string{differences().id} + ", a integer");
  const ExecuteResult first = shared().execute("insert into kept (a) values (?)", {1});
  const ExecuteResult second = shared().execute("insert into kept (a) values (?)", {2});
  BOOST_TEST(first.affected == 1U);
  BOOST_TEST(first.last_insert_id == (differences().tells_last_id ? 1 : 0));
  BOOST_TEST(second.last_insert_id == (differences().tells_last_id ? 2 : 0));
  // The builder knows it everywhere.
  BOOST_TEST(shared().table("kept").insert_get_id({{"a", 3}}) == 3);
}

BOOST_AUTO_TEST_CASE(select_one_gives_the_first_row_or_nothing) {
  const Table table("kept", "a integer");
  BOOST_TEST(!shared().select_one("select a from kept").has_value());
  shared().execute("insert into kept values (1), (2)");
  BOOST_TEST(shared().select_one("select a from kept order by a desc")->get<int>("a") == 2);
}

BOOST_AUTO_TEST_CASE(an_empty_result_has_its_columns_all_the_same) {
  const Table table("kept", "a integer, b integer");
  const Rows rows = shared().select("select b, a from kept");
  BOOST_TEST(rows.empty());
  BOOST_TEST(rows.names() == (Names{"b", "a"}), boost::test_tools::per_element());
  BOOST_TEST(code_of([&] { return rows[0]; }) == Errc::not_found);
}

BOOST_AUTO_TEST_CASE(a_column_that_is_not_there_lists_those_that_are) {
  const auto row = shared().select_one("select 1 as a, 2 as b");
  const Error error = thrown_by([&] { return row->get<int>("c"); });
  BOOST_TEST(error.code() == Errc::unknown_column);
  BOOST_TEST(says(error, "a, b"));
}

BOOST_AUTO_TEST_CASE(a_statement_that_is_known_follows_the_columns_of_its_table) {
  const Table table("kept", "a integer, b integer");
  shared().execute("insert into kept values (1, 2)");
  const auto names = [] { return shared().select("select * from kept").names(); };
  for (int again = 0; again < 3; ++again) BOOST_TEST(names() == (Names{"a", "b"}));
  shared().execute("alter table kept add column c integer default 7");
  for (int again = 0; again < 2; ++again) {
    const Rows rows = shared().select("select * from kept");
    BOOST_TEST(rows.names() == (Names{"a", "b", "c"}));
    BOOST_TEST(rows[0].get<int>("c") == 7);
  }
  shared().execute("alter table kept drop column b");
  BOOST_TEST(names() == (Names{"a", "c"}));
  BOOST_TEST(shared().select("select * from kept")[0].get<int>("a") == 1);
}

BOOST_AUTO_TEST_CASE(
    a_statement_on_a_column_that_was_dropped_fails_and_works_again_when_it_is_back) {
  const Table table("kept", "a integer, b integer");
  const std::string sql = "select b from kept where a = ?";
  shared().execute("insert into kept values (1, 2)");
  BOOST_TEST(shared().select_one(sql, {1})->get<int>(0) == 2);
  shared().execute("alter table kept drop column b");
  BOOST_TEST(code_of([&] { return shared().select(sql, {1}); }) == Errc::undefined_column);
  shared().execute("alter table kept add column b integer default 9");
  BOOST_TEST(shared().select_one(sql, {1})->get<int>(0) == 9);
}

BOOST_AUTO_TEST_CASE(a_statement_follows_its_table_when_it_is_made_anew) {
  const std::string sql = "select v from kept";
  {
    const Table table("kept", "v integer");
    shared().execute("insert into kept values (1)");
    BOOST_TEST(shared().select_one(sql)->value(0) == Value(1));
  }
  BOOST_TEST(code_of([&] { return shared().select(sql); }) == Errc::undefined_table);
  const Table table("kept", "v text");
  shared().execute("insert into kept values (?)", {"one"});
  BOOST_TEST(shared().select_one(sql)->value(0) == Value("one"));
}

BOOST_AUTO_TEST_CASE(a_statement_takes_what_the_columns_of_its_table_take_now) {
  const std::string insert = "insert into kept (v) values (?)";
  const std::string find = "select v from kept where v = ?";
  const auto check = [&](const std::string& type, std::initializer_list<Value> values) {
    const Table table("kept", "v " + type);
    for (const Value& value : values) {
      BOOST_TEST_CONTEXT(type << ' ' << value.to_string()) {
        BOOST_TEST(shared().execute(insert, {value}).affected == 1U);
        if (differences().tells_types || value.type() != Type::date)
          BOOST_TEST(shared().select_one(find, {value})->value(0) == value);
      }
    }
  };
  check("integer", {1, 2});
  check("varchar(20)", {"one", "two"});
  check("bigint", {std::int64_t{1} << 40, 2});
  check(std::string{differences().binary}, {to_bytes("a"), to_bytes("b")});
  check("date", {Date{std::chrono::year{2026} / 5 / 1}});
  check("integer", {7});
}

BOOST_AUTO_TEST_CASE(a_statement_in_a_transaction_takes_what_the_columns_take_now) {
  const std::string insert = "insert into kept (v) values (?)";
  {
    const Table table("kept", "v integer");
    for (const int n : {1, 2}) shared().execute(insert, {n});
  }
  const Table table("kept", "v varchar(20)");
  // The server may fail the first attempt, which is then run again.
  shared().transaction([&](Session& tx) { tx.execute(insert, {"one"}); });
  BOOST_TEST(shared().select_one("select v from kept")->value(0) == Value("one"));
}

BOOST_AUTO_TEST_CASE(a_renamed_column_goes_by_its_new_name) {
  const Table table("kept", "a integer, b integer");
  shared().execute("insert into kept values (1, 2)");
  const std::string sql = "select * from kept";
  BOOST_TEST(shared().select_one(sql)->get<int>("b") == 2);
  shared().execute("alter table kept rename column b to c");
  for (int again = 0; again < 3; ++again) {
    BOOST_TEST(shared().select_one(sql)->get<int>("c") == 2);
    BOOST_TEST(!shared().select_one(sql)->has("b"));
  }
}

BOOST_AUTO_TEST_CASE(more_statements_than_are_kept_all_work) {
  DatabaseConfig config = place().config;
  config.statement_cache = 4;
  config.pool.max = 1;
  Fresh db{config};
  for (int round = 0; round < 2; ++round) {
    for (int at = 0; at < 20; ++at) {
      const std::string sql = "select " + std::to_string(at) + " + ?";
      BOOST_TEST(db->select_one(sql, {1})->get<int>(0) == at + 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_second_statement_in_one_text_is_refused_and_not_run) {
  const Table table("kept", "a integer");
  BOOST_TEST(code_of([] {
               return shared().execute("insert into kept values (1); insert into kept values (2)");
             }) == Errc::syntax);
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
