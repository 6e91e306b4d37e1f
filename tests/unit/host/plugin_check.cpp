// Checks of tables; those that only a whole plugin shows are in tests/bad_plugins.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_check.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <string>

#include "sample_tables.hpp"
#include "scratch_folder.hpp"
#include "zin/base/error.hpp"

using namespace zin::host;
using zin::test::has;
using zin::test::sample_driver;
using zin::test::sample_store;
using zin::test::text;

namespace {

template <class Check>
std::string refusal_from(Check&& check) {
  try {
    check();
  } catch (const zin::Error& error) {
    BOOST_TEST(to_string(error.code()) == "plugin_refused");
    return error.what();
  }
  return {};
}

std::string refusal_of(const zin_driver& driver) {
  return refusal_from([&] { check_driver(&driver, "/p/zin-sample.so"); });
}

std::string refusal_of(const zin_cache_driver& store) {
  return refusal_from([&] { check_cache_driver(&store, "/p/zin-sample.so"); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin_check)

BOOST_AUTO_TEST_CASE(a_whole_table_passes) {
  BOOST_TEST(refusal_of(sample_driver("sample", "one two")) == "");
  BOOST_TEST(refusal_of(sample_store()) == "");
}

BOOST_AUTO_TEST_CASE(a_table_that_ends_after_the_last_required_function_passes) {
  zin_driver driver = sample_driver();
  driver.struct_size = offsetof(zin_driver, error_detail);
  BOOST_TEST(refusal_of(driver) == "");
}

BOOST_AUTO_TEST_CASE(each_required_function_of_a_driver_is_required) {
  const auto without = [](auto member, const char* name) {
    zin_driver driver = sample_driver();
    driver.*member = nullptr;
    BOOST_TEST(has(refusal_of(driver), "the required function " + std::string{name} + " of its"));
  };
  without(&zin_driver::conn_new, "conn_new");
  without(&zin_driver::conn_close, "conn_close");
  without(&zin_driver::start_connect, "start_connect");
  without(&zin_driver::conn_state, "conn_state");
  without(&zin_driver::conn_info, "conn_info");
  without(&zin_driver::start_exec, "start_exec");
  without(&zin_driver::result_info, "result_info");
  without(&zin_driver::fetch, "fetch");
  without(&zin_driver::next_result, "next_result");
  without(&zin_driver::cursor_close, "cursor_close");
  zin_driver driver = sample_driver();
  driver.capabilities = ZIN_CAP_ASYNC_WAKE;
  BOOST_TEST(has(refusal_of(driver), "the required function op_step"));
}

BOOST_AUTO_TEST_CASE(each_required_function_of_a_store_is_required) {
  const auto without = [](auto member, const char* name) {
    zin_cache_driver store = sample_store();
    store.*member = nullptr;
    BOOST_TEST(has(refusal_of(store), "the required function " + std::string{name} + " of its"));
  };
  without(&zin_cache_driver::cache_open, "cache_open");
  without(&zin_cache_driver::cache_close, "cache_close");
  without(&zin_cache_driver::cache_info, "cache_info");
  without(&zin_cache_driver::start_get, "start_get");
  without(&zin_cache_driver::unpin, "unpin");
  without(&zin_cache_driver::start_set, "start_set");
  without(&zin_cache_driver::start_del, "start_del");
  zin_cache_driver store = sample_store();
  store.capabilities = ZIN_CAP_ASYNC_FD;
  BOOST_TEST(has(refusal_of(store), "the required function op_step"));
}

BOOST_AUTO_TEST_CASE(a_size_that_does_not_cover_the_name_is_refused) {
  zin_driver driver = sample_driver();
  driver.struct_size = 16;
  BOOST_TEST(has(refusal_of(driver), "struct_size of its zin_driver is 16, which does not even"));
  driver.struct_size = 84;
  BOOST_TEST(has(refusal_of(driver), "is 84, which is no multiple of 8"));
}

BOOST_AUTO_TEST_CASE(names_that_are_none_are_refused) {
  BOOST_TEST(has(refusal_of(sample_driver("")), "the name of its implementation ``"));
  BOOST_TEST(has(refusal_of(sample_driver("a/b")), "the name of its implementation `a/b`"));
  BOOST_TEST(has(refusal_of(sample_driver("sample", "good BAD")), "its alias `BAD`"));
  zin_driver driver = sample_driver();
  driver.name = {nullptr, 3};
  BOOST_TEST(
      has(refusal_of(driver), "the name of its implementation is no readable text (3 bytes)"));
  driver = sample_driver();
  driver.option_keys.len = 1ull << 40;
  BOOST_TEST(has(refusal_of(driver), "`option_keys` of its implementation is no readable text"));
}

BOOST_AUTO_TEST_CASE(a_table_at_an_odd_address_is_refused) {
  alignas(zin_driver) std::byte room[sizeof(zin_driver) + 1];
  const auto* const odd = reinterpret_cast<const zin_driver*>(static_cast<const void*>(room + 1));
  BOOST_TEST(has(refusal_from([&] { check_driver(odd, "/p/zin-sample.so"); }),
                 "its zin_driver is at an address that is not a multiple of 8"));
}

BOOST_AUTO_TEST_CASE(a_plugin_is_copied_up_to_its_size) {
  zin_plugin plugin{};
  plugin.magic = ZIN_MAGIC;
  plugin.struct_size = offsetof(zin_plugin, shutdown);
  plugin.abi_version = ZIN_ABI_VERSION;
  plugin.name = text("sample");
  plugin.get_impl = [](std::uint32_t, std::uint32_t*) -> const void* { return nullptr; };
  plugin.shutdown = [] {};
  const zin_plugin checked = checked_plugin(&plugin, "/p/zin-sample.so");
  BOOST_TEST((checked.get_impl == plugin.get_impl));
  BOOST_TEST((checked.shutdown == nullptr));
}

BOOST_AUTO_TEST_CASE(a_driver_of_the_process_is_spoken_of_as_such) {
  zin_driver driver = sample_driver();
  driver.fetch = nullptr;
  BOOST_TEST(has(refusal_from([&] { check_driver(&driver, {}); }),
                 "the driver given to register_driver is refused: the required function fetch"));
}

BOOST_AUTO_TEST_SUITE_END()
