// Documents between zin::Json, boost::json::value and a database.
// SPDX-License-Identifier: MIT
#include "zin/boost_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

using zin::Errc;
using zin::Json;
using zin::test::code_of;
using zin::test::says;
using zin::test::thrown_by;

namespace {

constexpr const char* document =
    R"({"z":[1,-2,18446744073709551615,1.5,true,false,null,"\u00fc\u0000"],"a":{"b":[],"c":{}}})";

std::string there(std::string_view text) {
  return boost::json::serialize(zin::to_boost_json(Json::parse(text)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(boost_json)

BOOST_AUTO_TEST_CASE(a_document_is_the_same_there_and_back) {
  const Json json = Json::parse(document);
  const boost::json::value there = zin::to_boost_json(json);
  BOOST_TEST((there == boost::json::parse(document)));
  BOOST_TEST((zin::from_boost_json(there) == json));
  BOOST_TEST(zin::from_boost_json(there).dump() == json.dump());  // the keys in their order
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_kind) {
  const boost::json::value all = zin::to_boost_json(Json::parse("[-1, 18446744073709551615, 2.5]"));
  BOOST_TEST(all.at(0).is_int64());
  BOOST_TEST(all.at(1).as_uint64() == std::numeric_limits<std::uint64_t>::max());
  BOOST_TEST(all.at(2).as_double() == 2.5);
  BOOST_TEST((zin::from_boost_json(boost::json::value(std::uint64_t{7})) == Json{7}));
  BOOST_TEST((zin::from_boost_json(boost::json::value(0.5)).kind() == Json::Kind::float64));
}

BOOST_AUTO_TEST_CASE(a_decimal_goes_over_where_it_stays_the_same_number) {
  BOOST_TEST((zin::to_boost_json(Json{zin::Decimal{"12"}}) == boost::json::value(12)));
  BOOST_TEST((zin::to_boost_json(Json{zin::Decimal{"0.25"}}) == boost::json::value(0.25)));
  for (const char* const number : {"0.1234567890123456789", "123456789012345678901", "1e400"}) {
    BOOST_TEST(code_of([&] { return there(number); }) == Errc::precision_lost, number);
    BOOST_TEST(code_of([&] { return there(std::string{"{\"a\":["} + number + "]}"); }) ==
                   Errc::precision_lost,
               number);
  }
}

BOOST_AUTO_TEST_CASE(boost_converts_it_as_a_type_of_its_own) {
  const std::vector<Json> list{Json{1}, Json{"two"}};
  BOOST_TEST(boost::json::serialize(boost::json::value_from(list)) == "[1,\"two\"]");
  const auto back = boost::json::value_to<std::vector<Json>>(boost::json::parse("[1,\"two\"]"));
  BOOST_TEST((back == list));
}

BOOST_AUTO_TEST_CASE(values_are_read_as_it) {
  const zin::Value value{Json::parse("[1, {\"a\": 2}]")};
  BOOST_TEST(boost::json::serialize(value.get<boost::json::value>()) == R"([1,{"a":2}])");
  BOOST_TEST(zin::Value{"[3]"}.get<boost::json::value>().at(0).as_int64() == 3);
  const zin::Error error = thrown_by([] { return zin::Value{5}.get<boost::json::value>(); });
  BOOST_TEST(error.code() == Errc::type_mismatch);
  BOOST_TEST(says(error, "boost::json::value was asked for"));
  BOOST_TEST(code_of([] { return zin::Value{"{"}.get<boost::json::value>(); }) ==
             Errc::type_mismatch);
}

BOOST_AUTO_TEST_CASE(columns_are_read_as_it_and_it_is_bound) {
  zin::Manager manager;
  zin::Database& db = manager.use_database({.driver = "sqlite", .database = ":memory:"});
  db.execute("create table t (id integer primary key, j json)");
  const boost::json::value stored = boost::json::parse(document);
  db.execute("insert into t (j) values (?), (null), ('[12345678901234567890123]')",
             {zin::from_boost_json(stored)});
  const zin::Rows rows = db.select("select j from t order by id");
  BOOST_TEST((rows[0].get<boost::json::value>("j") == stored));
  BOOST_TEST((rows[0].get<std::optional<boost::json::value>>(0) == stored));
  BOOST_TEST(!rows[1].get<std::optional<boost::json::value>>("j").has_value());
  const zin::Error null = thrown_by([&] { return rows[1].get<boost::json::value>("j"); });
  BOOST_TEST(null.code() == Errc::type_mismatch);
  BOOST_TEST(says(null, "ask for std::optional<boost::json::value>"));
  BOOST_TEST(code_of([&] { return rows[2].get<boost::json::value>("j"); }) == Errc::precision_lost);
}

BOOST_AUTO_TEST_SUITE_END()
