// The C++ layer for driver authors: texts, failures, options, structs of other sizes.
// SPDX-License-Identifier: MIT
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

#include "zin/plugin/blocking_driver.hpp"
#include "zin/plugin/cell.hpp"
#include "zin/plugin/civil.hpp"
#include "zin/plugin/decimal_text.hpp"
#include "zin/plugin/entry.hpp"
#include "zin/plugin/uuid_text.hpp"

using namespace zin::plugin;

namespace {

zin_error blank() {
  zin_error err;
  std::memset(&err, 0x7E, sizeof(err));
  err.struct_size = sizeof(err);
  return err;
}

std::string message(const zin_error& err) { return {err.message, err.message_len}; }

std::string date_text(std::int64_t days) {
  char out[civil_text_size];
  return {out, write_date(out, days)};
}
std::string time_text(std::int64_t us) {
  char out[civil_text_size];
  return {out, write_time(out, us)};
}
std::string timestamp_text(std::int64_t us, bool utc) {
  char out[civil_text_size];
  return {out, write_timestamp(out, us, utc)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin_layer)

BOOST_AUTO_TEST_CASE(every_day_from_year_0_to_9999_survives_text_and_back) {
  for (std::int64_t days = -719'528; days <= 2'932'896; days += 1) {
    char out[civil_text_size];
    const auto parsed = parse_date({out, write_date(out, days)});
    if (!parsed || *parsed != days) BOOST_FAIL("day " << days << " became " << out);
  }
  BOOST_TEST(date_text(-719'529) == "");
  BOOST_TEST(date_text(2'932'897) == "");
  BOOST_TEST(date_text(-719'528) == "0000-01-01");
}

BOOST_AUTO_TEST_CASE(times_survive_text_and_back) {
  for (const std::int64_t us : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, us_per_day - 1,
                                us_per_day, std::int64_t{3'020'399} * us_per_second,
                                std::int64_t{-3'020'399} * us_per_second - 999'999})
    BOOST_TEST(parse_time(time_text(us)).value() == us);
  BOOST_TEST(time_text(std::int64_t{839} * 3600 * us_per_second) == "");
  BOOST_TEST(time_text(360'000 * us_per_second) == "100:00:00");
  for (const char* const bad : {"", "1:00", "00:60", "00:00:60", "00:00:00.", "839:00:00", "00:00 ",
                                "--01:00:00", "0a:00", "00:00:00.0000001"})
    BOOST_TEST(!parse_time(bad).has_value());
}

BOOST_AUTO_TEST_CASE(timestamps_survive_text_and_back) {
  for (const std::int64_t us : {std::int64_t{0}, std::int64_t{-1}, us_per_day, -us_per_day,
                                -us_per_day - 1, std::int64_t{1'709'208'000'123'456}}) {
    const auto plain = parse_timestamp(timestamp_text(us, false));
    BOOST_TEST((plain && plain->us == us && !plain->zoned));
    const auto zoned = parse_timestamp(timestamp_text(us, true));
    BOOST_TEST((zoned && zoned->us == us && zoned->zoned));
  }
  BOOST_TEST(timestamp_text(INT64_MAX, false) == "");
  BOOST_TEST(timestamp_text(INT64_MIN, false) == "");
  BOOST_TEST(parse_timestamp("2024-02-29T00:00-15:59")->us -
                 parse_timestamp("2024-02-29T00:00Z")->us ==
             (15 * 60 + 59) * 60 * us_per_second);
  for (const char* const bad :
       {"2024-02-29", "2024-02-29 ", "2024-02-29 1:00", "2024-02-29 24:00:00", "2024-02-29 00:00+",
        "2024-02-29 00:00+1", "2024-02-29 00:00+16:00",
        "2024-02-29 00:00+01:", "2024-02-29 00:00ZZ", "2024-02-29_00:00", "2024-02-30 00:00"})
    BOOST_TEST(!parse_timestamp(bad).has_value());
}

BOOST_AUTO_TEST_CASE(a_decimal_is_digits_with_at_most_one_point_inside) {
  for (const char* const good : {"0", "-0", "12", "-12.50", "0.000", "00"})
    BOOST_TEST(is_decimal(good));
  for (const char* const bad :
       {"", "-", ".", "1.", ".1", "+1", "1e5", " 1", "1 ", "1.2.3", "--1", "1,5"})
    BOOST_TEST(!is_decimal(bad));
}

BOOST_AUTO_TEST_CASE(a_uuid_survives_text_and_back) {
  std::array<std::uint8_t, uuid_bytes> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 17);
  char text[uuid_chars];
  write_uuid(bytes.data(), text);
  BOOST_TEST(std::string(text, uuid_chars) == "00112233-4455-6677-8899-aabbccddeeff");
  std::array<std::uint8_t, uuid_bytes> back{};
  BOOST_TEST(parse_uuid({text, uuid_chars}, back.data()));
  BOOST_TEST(back == bytes);
}

BOOST_AUTO_TEST_CASE(a_message_is_never_cut_inside_a_character) {
  BOOST_TEST(whole_utf8("abc", 3) == 3u);
  BOOST_TEST(whole_utf8("abc", 2) == 2u);
  BOOST_TEST(whole_utf8("\xC3\xBC", 1) == 0u);
  BOOST_TEST(whole_utf8("a\xE2\x82\xAC", 3) == 1u);
  BOOST_TEST(whole_utf8("a\xE2\x82\xAC", 4) == 4u);
  BOOST_TEST(whole_utf8("\xF0\x9F\x98\x80"
                        "b",
                        4) == 4u);
}

BOOST_AUTO_TEST_CASE(a_failure_reaches_every_field_of_the_error) {
  zin_error err = blank();
  const zin_status status = guard(&err, []() -> zin_status {
    Failure failure(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT, "too late");
    failure.flags = ZIN_ERRF_RECONNECT;
    failure.native_code = -7;
    failure.position = 12;
    failure.retry_after_ns = 99;
    failure.batch_index = 1;
    failure.row_index = 2;
    failure.sqlstate = "57014";
    throw failure;
  });
  BOOST_TEST(status == ZIN_E_TIMEOUT);
  BOOST_TEST(err.status == ZIN_E_TIMEOUT);
  BOOST_TEST(err.category == ZIN_CAT_TIMEOUT);
  BOOST_TEST(err.flags == ZIN_ERRF_RECONNECT);
  BOOST_TEST(err.native_code == -7);
  BOOST_TEST(err.position == 12);
  BOOST_TEST(err.retry_after_ns == 99);
  BOOST_TEST(err.batch_index == 1u);
  BOOST_TEST(err.row_index == 2u);
  BOOST_TEST(std::string(err.sqlstate) == "57014");
  BOOST_TEST(message(err) == "too late");
  BOOST_TEST(err.struct_size == sizeof(err));
}

BOOST_AUTO_TEST_CASE(absent_parts_of_a_failure_say_that_they_are_unknown) {
  zin_error err = blank();
  guard(&err, []() -> zin_status { throw misuse("no"); });
  BOOST_TEST(err.status == ZIN_E_MISUSE);
  BOOST_TEST(err.position == -1);
  BOOST_TEST(err.retry_after_ns == -1);
  BOOST_TEST(err.batch_index == ZIN_NO_INDEX);
  BOOST_TEST(err.row_index == ZIN_NO_INDEX);
  BOOST_TEST(std::string(err.sqlstate) == "");
}

BOOST_AUTO_TEST_CASE(no_exception_leaves_a_guard) {
  zin_error err = blank();
  BOOST_TEST(guard(&err, []() -> zin_status { throw std::bad_alloc(); }) == ZIN_E_NOMEM);
  BOOST_TEST(err.category == ZIN_CAT_RESOURCE);
  BOOST_TEST(guard(&err, []() -> zin_status { throw std::runtime_error("odd"); }) == ZIN_E_ERROR);
  BOOST_TEST(message(err) == "odd");
  BOOST_TEST(guard(&err, []() -> zin_status { throw 5; }) == ZIN_E_ERROR);
  BOOST_TEST(guard(nullptr, []() -> zin_status { throw 5; }) == ZIN_E_ERROR);
}

BOOST_AUTO_TEST_CASE(success_leaves_the_error_alone) {
  zin_error err = blank();
  BOOST_TEST(guard(&err, [] { return ZIN_OK; }) == ZIN_OK);
  BOOST_TEST(err.status == 0x7E7E7E7E);
}

BOOST_AUTO_TEST_CASE(an_error_of_any_size_is_filled_exactly_so_far) {
  for (std::uint32_t size = 0; size <= sizeof(zin_error); ++size) {
    zin_error err = blank();
    err.struct_size = size;
    guard(&err, []() -> zin_status { throw bad_data(std::string(600, 'm')); });
    BOOST_TEST(err.struct_size == size);
    const auto* const bytes = reinterpret_cast<const unsigned char*>(&err);
    for (std::size_t i = std::max<std::size_t>(size, 4); i < sizeof(err); ++i)
      if (bytes[i] != 0x7E) BOOST_FAIL("size " << size << ": byte " << i << " was written");
    if (size >= offsetof(zin_error, message))
      BOOST_TEST(err.message_len == size - offsetof(zin_error, message));
  }
}

BOOST_AUTO_TEST_CASE(a_longer_error_of_a_newer_host_keeps_its_tail) {
  struct Newer {
    zin_error known;
    std::uint64_t added;
  } newer;
  std::memset(&newer, 0x7E, sizeof(newer));
  newer.known.struct_size = sizeof(newer);
  guard(&newer.known, []() -> zin_status { throw misuse("x"); });
  BOOST_TEST(newer.known.status == ZIN_E_MISUSE);
  BOOST_TEST(newer.added == 0x7E7E7E7E7E7E7E7Eu);
  BOOST_TEST(newer.known.struct_size == sizeof(newer));
}

BOOST_AUTO_TEST_CASE(a_short_struct_reads_as_zeros_where_it_ends) {
  zin_exec exec;
  std::memset(&exec, 0x7E, sizeof(exec));
  exec.struct_size = offsetof(zin_exec, params);
  const Whole<zin_exec> whole(&exec);
  BOOST_TEST(whole->flags == 0x7E7E7E7Eu);
  BOOST_TEST(whole->params == nullptr);
  BOOST_TEST(whole->nrows == 0u);
  BOOST_TEST(whole->column_mask == 0u);
  exec.struct_size = sizeof(exec);
  const Whole<zin_exec> same(&exec);
  BOOST_TEST(&*same == &exec);
  const Whole<zin_exec> none(nullptr);
  BOOST_TEST(none->flags == 0u);
}

BOOST_AUTO_TEST_CASE(an_operation_that_is_absent_is_synchronous_and_endless) {
  const Operation none(nullptr);
  BOOST_TEST(none.synchronous());
  BOOST_TEST(none.token() == 0u);
  BOOST_TEST(none.deadline_ns() == ZIN_NEVER);
  BOOST_TEST(!none.has_deadline());
  zin_op op{};
  op.struct_size = offsetof(zin_op, deadline_ns);
  op.token = 5;
  op.deadline_ns = 1;
  const Operation brief(&op);
  BOOST_TEST(!brief.synchronous());
  BOOST_TEST(brief.token() == 5u);
  BOOST_TEST(brief.deadline_ns() == ZIN_NEVER);
}

BOOST_AUTO_TEST_CASE(options_are_typed_and_unknown_ones_are_named) {
  const std::array<zin_kv, 4> given = {{{str("port"), str("5432")},
                                        {str("tls"), str("on")},
                                        {str("mode"), str("fast")},
                                        {str("port"), str("1")}}};
  const Options options(given.data(), 4, "host port tls mode");
  BOOST_TEST(options.number("port", 1, 65535).value() == 1);  // the last one counts
  BOOST_TEST(options.flag("tls", false));
  BOOST_TEST(options.choice("mode", {"slow", "fast"}).value() == "fast");
  BOOST_TEST(!options.find("host").has_value());
  BOOST_TEST(options.flag("host", true));
  const auto fails = [](auto&& body) -> std::string {
    zin_error err = blank();
    return guard(&err, [&] { return body(), ZIN_OK; }) == ZIN_OK ? "" : message(err);
  };
  BOOST_TEST(fails([&] { Options(given.data(), 4, "port tls"); }) ==
             "unknown option 'mode'; known are: port tls");
  BOOST_TEST(fails([&] { Options(given.data(), 4, "ports tls mode"); }) ==
             "unknown option 'port'; known are: ports tls mode");
  BOOST_TEST(fails([&] { static_cast<void>(options.number("port", 2, 9)); }) ==
             "option port is '1', but takes a whole number from 2 to 9");
  BOOST_TEST(fails([&] { static_cast<void>(options.flag("mode", false)); }) ==
             "option mode is 'fast', but takes true or false");
  BOOST_TEST(fails([&] {
               static_cast<void>(options.choice("mode", {"a", "b"}));
             }) == "option mode is 'fast', but takes one of: a, b");
}

BOOST_AUTO_TEST_SUITE_END()
