// Handles copy a table, and see nothing past its struct_size.
// SPDX-License-Identifier: MIT
#include "zin/host/driver_handle.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "sample_tables.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/cache_handle.hpp"

using zin::host::CacheHandle;
using zin::host::DriverHandle;
using zin::host::PluginOrigin;
using zin::test::sample_driver;
using zin::test::sample_store;

namespace {

std::shared_ptr<const PluginOrigin> some_origin() {
  return std::make_shared<const PluginOrigin>(PluginOrigin{.file = "/p/zin-sample.so",
                                                           .name = "sample",
                                                           .version = "1",
                                                           .vendor = "",
                                                           .license = "",
                                                           .build = "",
                                                           .abi_version = ZIN_ABI_VERSION});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(driver_handle)

BOOST_AUTO_TEST_CASE(a_handle_says_what_the_driver_declared) {
  zin_driver table = sample_driver("sample", "one two");
  table.capabilities = ZIN_CAP_TXN | ZIN_CAP_SAVEPOINT;
  table.param_style = ZIN_PARAM_DOLLAR;
  const DriverHandle handle{table, some_origin()};
  BOOST_TEST(handle.name() == "sample");
  BOOST_TEST(handle.dialect() == "sqlite");
  const std::vector<std::string> aliases{"one", "two"};
  BOOST_TEST(handle.aliases() == aliases, boost::test_tools::per_element());
  BOOST_TEST(handle.can(ZIN_CAP_TXN));
  BOOST_TEST(!handle.can(ZIN_CAP_TXN | ZIN_CAP_BATCH));
  BOOST_TEST(handle.takes_option("password"));
  BOOST_TEST(!handle.takes_option("pass"));
  BOOST_TEST(!handle.takes_option(""));
  BOOST_TEST(handle.table().param_style == ZIN_PARAM_DOLLAR);
  BOOST_TEST(handle.origin().file == "/p/zin-sample.so");
}

BOOST_AUTO_TEST_CASE(a_handle_needs_neither_the_table_nor_its_texts) {
  auto name = std::make_unique<std::string>("a-name-that-does-not-fit-in-place");
  auto table = std::make_unique<zin_driver>(sample_driver(*name));
  const DriverHandle handle{*table, some_origin()};
  table.reset();
  name.reset();
  BOOST_TEST(handle.name() == "a-name-that-does-not-fit-in-place");
  BOOST_TEST(zin::host::text_of(handle.table().name) == handle.name());
  BOOST_TEST((handle.table().fetch != nullptr));
}

BOOST_AUTO_TEST_CASE(what_lies_past_struct_size_is_absent) {
  // The tail that an older driver does not have is poisoned, and lies outside of what it owns.
  constexpr std::size_t size = offsetof(zin_driver, error_detail);
  zin_driver whole = sample_driver();
  whole.struct_size = size;
  std::memset(reinterpret_cast<char*>(&whole) + size, 0xA5, sizeof whole - size);
  const DriverHandle handle{whole, some_origin()};
  BOOST_TEST((handle.table().cursor_close != nullptr));
  BOOST_TEST((handle.table().error_detail == nullptr));
  BOOST_TEST((handle.table().get_extension == nullptr));
  BOOST_TEST(handle.table().struct_size == sizeof(zin_driver));

  // AddressSanitizer sees a read past the end of this one.
  const std::unique_ptr<std::max_align_t[]> cut{
      new std::max_align_t[(size + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t)]};
  std::memcpy(cut.get(), &whole, size);
  const DriverHandle from_cut{*reinterpret_cast<const zin_driver*>(cut.get()), some_origin()};
  BOOST_TEST((from_cut.table().cursor_close != nullptr));
  BOOST_TEST((from_cut.table().error_detail == nullptr));
}

BOOST_AUTO_TEST_CASE(what_a_newer_driver_has_more_is_not_read) {
  struct {
    zin_driver known = sample_driver();
    void* later = nullptr;
  } newer;
  newer.known.struct_size = sizeof newer;
  const DriverHandle handle{newer.known, some_origin()};
  BOOST_TEST(handle.table().struct_size == sizeof(zin_driver));
}

BOOST_AUTO_TEST_CASE(a_store_handle_does_the_same) {
  zin_cache_driver table = sample_store("memory");
  table.struct_size = offsetof(zin_cache_driver, start_scan);
  table.capabilities = ZIN_CCAP_TTL;
  table.start_scan = reinterpret_cast<decltype(table.start_scan)>(std::uintptr_t{0xA5A5A5A5});
  const CacheHandle handle{table, some_origin()};
  BOOST_TEST(handle.name() == "memory");
  BOOST_TEST(handle.aliases().empty());
  BOOST_TEST(handle.can(ZIN_CCAP_TTL));
  BOOST_TEST(handle.takes_option("prefix"));
  BOOST_TEST((handle.table().start_get != nullptr));
  BOOST_TEST((handle.table().start_scan == nullptr));
  BOOST_TEST(handle.table().struct_size == sizeof(zin_cache_driver));
}

BOOST_AUTO_TEST_SUITE_END()
