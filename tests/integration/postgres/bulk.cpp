// The bulk load: begin, rows, end.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "session.hpp"
#include "zin/abi/ext_bulk.h"

using namespace zin::test;

namespace {

const zin_bulk& bulk() {
  return *static_cast<const zin_bulk*>(driver().get_extension(str(ZIN_EXT_BULK)));
}

/// A load into one table; every call is completed.
class Load {
 public:
  explicit Load(Connection& db) : db_(db), op_(operation(0)) {}

  zin_status begin(std::string_view table, const std::vector<std::string_view>& columns = {},
                   std::string_view schema = {}) {
    std::vector<zin_str> names;
    for (const std::string_view column : columns) names.push_back(str(column));
    zin_bulk_target target{};
    target.struct_size = sizeof target;
    target.ncolumns = static_cast<std::uint32_t>(names.size());
    target.table = str(table);
    target.schema = str(schema);
    target.columns = names.data();
    return done([&](zin_wait* wait) {
      return bulk().start_begin(db_.handle(), &target, &op_, wait, &db_.fault);
    });
  }
  zin_status rows(const std::vector<zin_cell>& cells, std::uint32_t nrows) {
    return done([&](zin_wait* wait) {
      return bulk().start_rows(db_.handle(), cells.data(), nrows, &op_, wait, &db_.fault);
    });
  }
  zin_status end(bool commit = true) {
    return done([&](zin_wait* wait) {
      return bulk().start_end(db_.handle(), commit ? 1 : 0, &affected, &op_, wait, &db_.fault);
    });
  }
  std::int64_t affected = -1;

 private:
  template <class Call>
  zin_status done(Call call) {
    db_.fault = Fault();
    zin_wait wait = empty_wait();
    const zin_status first = call(&wait);
    return complete(db_.handle(), op_, wait, first, &db_.fault);
  }
  Connection& db_;
  zin_op op_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_bulk)

BOOST_AUTO_TEST_CASE(rows_of_every_type_are_loaded) {
  Session db;
  db.query(
      "create temp table t (a int2, b int4, c int8, d float4, e float8, f numeric, g text, h bool, "
      "i bytea, j uuid, k date, l time, m timestamp, n timestamptz, o interval, p jsonb, q "
      "int4[])");
  const zin_interval interval{5, 2, 1};
  const zin_cell items[] = {i64(1), null()};
  zin_cell list = view(ZIN_T_ARRAY, {});
  list.v.ptr = items;
  list.len = 2;
  const std::vector<zin_cell> row{
      i64(-1),
      i64(2),
      u64(3),
      f64(1.5),
      f64(0.1),
      view(ZIN_T_DECIMAL, "-12345.6789"),
      txt("tab\t and \\ and\nline"),
      inline_cell(ZIN_T_BOOL, 1),
      view(ZIN_T_BYTES, std::string_view("\0\1", 2)),
      view(ZIN_T_UUID, "0123456789abcdef"),
      inline_cell(ZIN_T_DATE, 1),
      inline_cell(ZIN_T_TIME, 1),
      inline_cell(ZIN_T_TIMESTAMP, 1),
      inline_cell(ZIN_T_TIMESTAMPTZ, 1),
      view(ZIN_T_INTERVAL, {reinterpret_cast<const char*>(&interval), sizeof interval}),
      view(ZIN_T_JSON, "{\"a\":1}"),
      list};
  Load load(db);
  BOOST_REQUIRE_MESSAGE(load.begin("t") == ZIN_OK, db.fault.text());
  BOOST_TEST((db.state() & ZIN_CONN_BUSY) != 0u);
  BOOST_REQUIRE_MESSAGE(load.rows(row, 1) == ZIN_OK, db.fault.text());
  BOOST_REQUIRE(load.rows(std::vector<zin_cell>(17, null()), 1) == ZIN_OK);
  BOOST_REQUIRE_MESSAGE(load.end() == ZIN_OK, db.fault.text());
  BOOST_TEST(load.affected == 2);
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE);
  const auto rows = db.query("select * from t order by a");
  const Row expected{"i64 -1",
                     "i64 2",
                     "i64 3",
                     "f32 1.5",
                     "f64 0.10000000000000001",
                     "decimal -12345.6789",
                     "text tab\t and \\ and\nline",
                     "bool 1",
                     "bytes 0001",
                     "uuid 30313233343536373839616263646566",
                     "date 1",
                     "time 1",
                     "timestamp 1",
                     "timestamptz 1",
                     "interval 1 mons 2 days 5 us",
                     "json {\"a\": 1}",
                     "array [i64 1, null]"};
  BOOST_TEST(rows[0] == expected, boost::test_tools::per_element());
  BOOST_TEST(rows[1] == Row(17, "null"), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(texts_become_the_columns_types) {
  Session db;
  db.query("create temp table t (a int4, b numeric, c date, d timestamptz, e uuid, f bool)");
  Load load(db);
  BOOST_REQUIRE(load.begin("t", {"a", "b", "c", "d", "e", "f"}) == ZIN_OK);
  BOOST_REQUIRE_MESSAGE(
      load.rows({txt("12"), txt("1.50"), txt("2000-01-01"), txt("1970-01-01 00:00:01Z"),
                 txt("01234567-89ab-cdef-0123-456789abcdef"), txt("true")},
                1) == ZIN_OK,
      db.fault.text());
  BOOST_REQUIRE(load.end() == ZIN_OK);
  const Row expected{"i64 12",
                     "decimal 1.50",
                     "date 10957",
                     "timestamptz 1000000",
                     "uuid 0123456789abcdef0123456789abcdef",
                     "bool 1"};
  BOOST_TEST(db.query("select * from t")[0] == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(types_without_a_binary_form_are_loaded_as_text) {
  Session db;
  db.query("create temp table t (a inet, b text, c int)");
  Load load(db);
  BOOST_REQUIRE(load.begin("t") == ZIN_OK);
  BOOST_REQUIRE(load.rows({txt("10.0.0.1"), txt("a\tb\\N\r\n"), i64(1), null(), txt(""), null()},
                          2) == ZIN_OK);
  BOOST_REQUIRE_MESSAGE(load.end() == ZIN_OK, db.fault.text());
  const auto rows = db.query("select b, c, a::text from t order by c");
  BOOST_TEST(rows[0][0] == "text a\tb\\N\r\n");
  BOOST_TEST(rows[0][2] == "text 10.0.0.1/32");
  BOOST_TEST(rows[1][0] == "text ");
}

BOOST_AUTO_TEST_CASE(names_are_quoted_and_generated_columns_left_out) {
  Session db;
  db.query("drop schema if exists \"Odd schema\" cascade");
  db.query("create schema \"Odd schema\"");
  db.query(
      "create table \"Odd schema\".\"a \"\"table\" (\"Big\" int, x int generated always as "
      "(\"Big\" * "
      "2) stored, \"select\" text)");
  Load load(db);
  BOOST_REQUIRE_MESSAGE(load.begin("a \"table", {}, "Odd schema") == ZIN_OK, db.fault.text());
  BOOST_REQUIRE(load.rows({i64(1), txt("y")}, 1) == ZIN_OK);
  BOOST_REQUIRE(load.end() == ZIN_OK);
  BOOST_TEST(db.value("select x from \"Odd schema\".\"a \"\"table\"") == "i64 2");
  db.query("drop schema \"Odd schema\" cascade");
}

BOOST_AUTO_TEST_CASE(a_value_that_cannot_be_encoded_names_its_row_and_nothing_is_loaded) {
  Session db;
  db.query("create temp table t (n int2)");
  Load load(db);
  BOOST_REQUIRE(load.begin("t") == ZIN_OK);
  BOOST_REQUIRE(load.rows({i64(1), i64(2)}, 2) == ZIN_OK);
  BOOST_TEST(load.rows({i64(3), i64(70000)}, 2) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  BOOST_TEST(db.fault.row_index == 3u);
  BOOST_TEST(db.fault.text().find("70000") == std::string::npos);
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select count(*) from t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_row_that_the_server_refuses_is_named) {
  Session db;
  db.query("create temp table t7 (n int primary key, v text)");
  Load load(db);
  BOOST_REQUIRE(load.begin("t7") == ZIN_OK);
  std::vector<zin_cell> cells;
  for (int i = 0; i < 50; ++i) {
    cells.push_back(i64(i == 42 ? 7 : i));
    cells.push_back(txt("x"));
  }
  BOOST_REQUIRE(load.rows(cells, 50) == ZIN_OK);
  BOOST_TEST(load.end() == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "23505");
  BOOST_TEST(db.fault.row_index == 42u);
  BOOST_TEST(db.value("select count(*) from t7") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_load_may_be_dropped_and_belongs_to_its_transaction) {
  Session db;
  db.query("create temp table t (n int)");
  Load load(db);
  BOOST_REQUIRE(load.begin("t") == ZIN_OK);
  BOOST_REQUIRE(load.rows({i64(1)}, 1) == ZIN_OK);
  BOOST_TEST(load.end(false) == ZIN_OK);
  BOOST_TEST(load.affected == 0);
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  BOOST_REQUIRE(load.begin("t") == ZIN_OK);
  BOOST_REQUIRE(load.rows({i64(1)}, 1) == ZIN_OK);
  BOOST_REQUIRE(load.end() == ZIN_OK);
  BOOST_REQUIRE(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);
  BOOST_TEST(db.value("select count(*) from t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(an_open_load_shuts_out_other_operations_and_a_reset_abandons_it) {
  Session db;
  db.query("create temp table t (n int)");
  Load load(db);
  BOOST_REQUIRE(load.begin("t") == ZIN_OK);
  BOOST_TEST(db.fails("select 1") == ZIN_E_MISUSE);
  BOOST_REQUIRE(load.rows({i64(1)}, 1) == ZIN_OK);
  BOOST_REQUIRE_MESSAGE(db.reset(ZIN_RESET_LIGHT) == ZIN_OK, db.fault.text());
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select count(*) from t") == "i64 0");
  BOOST_TEST(load.rows({i64(1)}, 1) == ZIN_E_MISUSE);
}

BOOST_AUTO_TEST_CASE(a_missing_table_or_column_is_not_found) {
  Session db;
  db.query("create temp table t (n int)");
  Load load(db);
  BOOST_TEST(load.begin("nowhere") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_NOT_FOUND);
  BOOST_TEST(load.begin("t", {"x"}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_NOT_FOUND);
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(where_copy_does_not_work_the_load_is_unsupported) {
  Session db;
  db.query("create temp table t (n int)");
  db.query("create temp view v as select * from t");
  Load load(db);
  BOOST_TEST(load.begin("v") == ZIN_E_UNSUPPORTED);
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(many_rows_are_loaded_in_flat_memory) {
  Session db;
  db.query("create temp table t (n int8, v text)");
  Load load(db);
  BOOST_REQUIRE(load.begin("t", {"n", "v"}) == ZIN_OK);
  const std::string value(100, 'v');
  std::vector<zin_cell> cells;
  for (int i = 0; i < 1000; ++i) {
    cells.push_back(i64(i));
    cells.push_back(txt(value));
  }
  for (int i = 0; i < 50; ++i) BOOST_REQUIRE(load.rows(cells, 1000) == ZIN_OK);
  BOOST_REQUIRE(load.end() == ZIN_OK);
  BOOST_TEST(load.affected == 50000);
  BOOST_TEST(db.value("select sum(n)::int8 from t") == "i64 24975000");
}

BOOST_AUTO_TEST_SUITE_END()
