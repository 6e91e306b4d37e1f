// LOAD DATA LOCAL from memory, and that a server gets nothing else.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "mysql_fixture.hpp"
#include "zin/abi/ext_local_infile.h"

using namespace zin::test;

namespace {

const zin_local_infile& extension() {
  const auto* const table =
      static_cast<const zin_local_infile*>(driver().get_extension(str(ZIN_EXT_LOCAL_INFILE)));
  BOOST_REQUIRE(table != nullptr);
  return *table;
}

struct Loaded : zin_local_loaded {
  Loaded() : zin_local_loaded{} { struct_size = sizeof(zin_local_loaded); }
};

zin_status load(Connection& db, std::string_view sql, std::string_view data, Loaded& out,
                std::int64_t deadline_ns = ZIN_NEVER) {
  static std::uint64_t last_token = 0x10AD'0000;
  const zin_op op = deadline_ns == ZIN_NEVER ? operation(++last_token)
                                             : patient_operation(++last_token, deadline_ns);
  db.fault = Fault();
  return finish(db.handle(), op, db.fault, [&](const zin_op* begun, zin_wait* wait) {
    return extension().start_load(db.handle(), str(sql), str(data), &out, begun, wait, &db.fault);
  });
}

/// With the option.
struct Loading : Server {
  Loading() : Server(Options{{"local_infile", "true"}}) {}
};

constexpr std::string_view into = "load data local infile 'memory' into table @";

std::string lines(int count) {
  std::string data;
  for (int n = 0; n < count; ++n) {
    data += std::to_string(n) + "\tit's \xC3\xA4 " + std::to_string(n * 7919) + '\n';
  }
  return data;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_local_infile)

BOOST_AUTO_TEST_CASE(ten_thousand_rows_are_loaded_from_memory) {
  Loading db;
  const Table table("n int primary key, v varchar(40)");
  Loaded loaded;
  BOOST_TEST(load(db, table.sql(into), lines(10'000), loaded) == ZIN_OK, db.fault.text());
  BOOST_TEST(loaded.affected == 10'000);
  BOOST_TEST(loaded.warnings == 0u);
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 10000");
  BOOST_TEST(db.value(table.sql("select v from @ where n = 4321")) ==
             "text it's \xC3\xA4 " + std::to_string(4321 * 7919));
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(the_words_of_the_statement_say_how_the_data_is_laid_out) {
  Loading db;
  const Table table("n int primary key, v varchar(40), twice int");
  Loaded loaded;
  BOOST_TEST(load(db,
                  table.sql("/* by hand */ LOAD DATA low_priority LOCAL INFILE '' INTO TABLE @ "
                            "FIELDS TERMINATED BY ',' IGNORE 1 LINES (n, v) SET twice = 2 * n"),
                  "n,v\n1,one\n2,\\N\n", loaded) == ZIN_OK,
             db.fault.text());
  BOOST_TEST(loaded.affected == 2);
  const std::vector<Row> expected{{"i64 1", "text one", "i64 2"}, {"i64 2", "null", "i64 4"}};
  BOOST_TEST(db.query(table.sql("select * from @ order by n")) == expected);
}

BOOST_AUTO_TEST_CASE(no_data_loads_no_rows) {
  Loading db;
  const Table table("n int");
  Loaded loaded;
  BOOST_TEST(load(db, table.sql(into), "", loaded) == ZIN_OK, db.fault.text());
  BOOST_TEST(loaded.affected == 0);
}

BOOST_AUTO_TEST_CASE(rows_that_the_server_leaves_out_are_warned_of) {
  Loading db;
  const Table table("n int primary key, v varchar(40)");
  db.query(table.sql("insert into @ values (1, 'before')"));
  Loaded loaded;
  BOOST_TEST(load(db, table.sql(into), "1\tagain\n2\tnew\n", loaded) == ZIN_OK, db.fault.text());
  BOOST_TEST(loaded.affected == 1);
  BOOST_TEST(loaded.warnings == 1u);
  BOOST_TEST(db.value(table.sql("select v from @ where n = 1")) == "text before");
}

BOOST_AUTO_TEST_CASE(a_load_in_a_transaction_is_undone_with_it) {
  Loading db;
  const Table table("n int primary key, v varchar(40)");
  Loaded loaded;
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  BOOST_TEST(load(db, table.sql(into), lines(100), loaded) == ZIN_OK, db.fault.text());
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN));
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK), ZIN_OK);
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 0");
}

BOOST_AUTO_TEST_CASE(what_the_server_refuses_is_its_error_and_the_connection_goes_on) {
  Loading db;
  Loaded loaded;
  BOOST_TEST(load(db, "load data local infile 'm' into table nowhere", lines(10), loaded) ==
             ZIN_E_ERROR);
  BOOST_TEST(db.fault.native_code == 1146);
  BOOST_TEST(db.value("select 5") == "i64 5");
}

BOOST_AUTO_TEST_CASE(a_server_that_asks_when_no_load_is_under_way_gets_nothing) {
  Loading db;
  const Table table("line text");
  // As any statement could be answered with the request for a file.
  const std::string sql = table.sql("load data local infile '/etc/passwd' into table @");
  BOOST_TEST(db.fails(sql) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION);
  BOOST_TEST(db.fault.state() == "42501");
  BOOST_TEST(db.fault.text().find("the server asked for a file of this machine: refused") == 0u);
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 0");
  // What was lent for a load that has ended is not there any more.
  Loaded loaded;
  BOOST_TEST(load(db, table.sql(into), "a line\n", loaded) == ZIN_OK, db.fault.text());
  BOOST_TEST(db.fails(sql) == ZIN_E_ERROR);
  BOOST_TEST(load(db, "load data local infile 'm' into table nowhere", "x\n", loaded) < 0);
  BOOST_TEST(db.fails(sql) == ZIN_E_ERROR);
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 1");
}

BOOST_AUTO_TEST_CASE(the_name_that_a_server_asks_for_is_of_no_account) {
  Loading db;
  const Table table("line text");
  Loaded loaded;
  BOOST_TEST(load(db, table.sql("load data local infile '/etc/passwd' into table @"), "mine\n",
                  loaded) == ZIN_OK,
             db.fault.text());
  BOOST_TEST(db.query(table.sql("select line from @")) == (std::vector<Row>{{"text mine"}}));
}

BOOST_AUTO_TEST_CASE(it_is_off_unless_the_option_asks_for_it) {
  Server db;
  const Table table("n int, v varchar(40)");
  Loaded loaded;
  BOOST_TEST(load(db, table.sql(into), lines(1), loaded) == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.fault.text().find("local_infile=true") != std::string::npos);
  BOOST_TEST(db.fails(table.sql(into)) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION, db.fault.native_code << db.fault.text());
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 0");
}

BOOST_AUTO_TEST_CASE(other_statements_are_refused_before_anything_is_sent) {
  Loading db;
  const Table table("n int");
  Loaded loaded;
  for (const std::string& sql :
       {table.sql("insert into @ values (1)"), table.sql("load data infile 'f' into table @"),
        std::string("load index into cache t"), std::string("loadx data local"), std::string()}) {
    BOOST_TEST(load(db, sql, "1\n", loaded) == ZIN_E_MISUSE, sql);
  }
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_load_that_takes_too_long_ends_and_stores_nothing) {
  Loading db;
  const Table table("n int, v varchar(40)");
  Loaded loaded;
  BOOST_TEST(load(db, table.sql(std::string(into) + " (n, v) set n = n + sleep(10)"), lines(50),
                  loaded, now_ns() + second / 5) == ZIN_E_TIMEOUT,
             db.fault.text());
  Server other;
  BOOST_TEST(other.value(table.sql("select count(*) from @")) == "i64 0");
}

BOOST_AUTO_TEST_SUITE_END()
