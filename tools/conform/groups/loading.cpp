// Group "load": the file, its entry, and the constant tables that it shows.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>
#include <filesystem>

#include "../check.hpp"
#include "../connection.hpp"
#include "../elf_exports.hpp"
#include "../host.hpp"
#include "../plugin_file.hpp"
#include "../process_state.hpp"
#include "../test_case.hpp"
#include "../text.hpp"
#include "zin/base/error.hpp"
#include "zin/host/loader.hpp"

namespace zin::conform {
namespace {

// Through the loader that every host uses, so that a refusal has its words.
void a_host_accepts_it(const Subject& s) {
  try {
    (void)host::load_plugin(s.options.plugin, nullptr);
  } catch (const Error& error) {
    throw Failed{error.what()};
  }
}

void it_can_be_entered(const Subject& s) {
  (void)enter_plugin(open_plugin(s.options.plugin), test_host());
}

void it_exports_one_symbol(const Subject& s) {
  const auto names = exported_symbols(s.options.plugin);
  for (const std::string& name : names) {
    require(name == ZIN_ENTRY_SYMBOL, "it exports '{}', and should export {} alone", name,
            ZIN_ENTRY_SYMBOL);
  }
  require(names.size() == 1, "it does not export {}", ZIN_ENTRY_SYMBOL);
}

void the_entry_leaves_the_process_alone(const Subject& s) {
  const auto entry = open_plugin(s.options.plugin);
  const auto before = process_state();
  (void)enter_plugin(entry, test_host());
  const auto after = process_state();
  for (const auto& [what, value] : before) {
    require(after.at(what) == value, "the entry changed the {} from '{}' to '{}'", what, value,
            after.at(what));
  }
}

void the_plugins_table_is_whole(const Subject& s) {
  const zin_plugin& p = *s.plugin;
  require(p.struct_size >= sizeof(zin_plugin) && p.struct_size < 4096,
          "zin_plugin.struct_size is {}, version 0.1 has {}", p.struct_size, sizeof(zin_plugin));
  require(p.abi_version == ZIN_ABI_VERSION, "abi_version is {:#x}, not {:#x}", p.abi_version,
          ZIN_ABI_VERSION);
  require(p.min_host_abi <= ZIN_ABI_VERSION, "min_host_abi is {:#x}, newer than its own {:#x}",
          p.min_host_abi, ZIN_ABI_VERSION);
}

void the_plugin_says_who_it_is(const Subject& s) {
  const zin_plugin& p = *s.plugin;
  const std::string file = std::filesystem::path{s.options.plugin}.filename().string();
  require(is_plugin_name(view(p.name)), "the name '{}' is not [a-z0-9-]{{1,32}}", view(p.name));
  require(file == fmt::format("zin-{}.so", view(p.name)), "the plugin '{}' lies in the file '{}'",
          view(p.name), file);
  require(p.version.len > 0, "the version is empty");
  for (const zin_str text : {p.version, p.vendor, p.license, p.build}) {
    require(is_utf8(view(text)), "a text of zin_plugin is not UTF-8");
  }
}

void its_implementations_are_constant(const Subject& s) {
  std::uint32_t i = 0;
  for (;; ++i) {
    std::uint32_t kind = 0;
    std::uint32_t again = 0;
    const void* implementation = s.plugin->get_impl(i, &kind);
    require(implementation == s.plugin->get_impl(i, &again) && kind == again,
            "get_impl({}) answers differently when it is asked again", i);
    if (!implementation) break;
    require(kind == ZIN_KIND_DRIVER || kind == ZIN_KIND_CACHE, "get_impl({}) has the kind {}", i,
            kind);
    require(i < 64, "get_impl has no end");
  }
  require(i > 0, "get_impl(0) is NULL: the plugin holds nothing");
  std::uint32_t kind = 0;
  require(!s.plugin->get_impl(i + 1, &kind) && !s.plugin->get_impl(UINT32_MAX, &kind),
          "get_impl answers behind its end");
}

void the_drivers_table_is_whole(const Subject& s) {
  require(s.driver->struct_size >= sizeof(zin_driver) && s.driver->struct_size < 4096,
          "zin_driver.struct_size is {}, version 0.1 has {}", s.driver->struct_size,
          sizeof(zin_driver));
}

void required_functions_are_there(const Subject& s) {
  const zin_driver& d = *s.driver;
  const std::pair<bool, const char*> required[] = {
      {d.conn_new, "conn_new"},           {d.conn_close, "conn_close"},
      {d.start_connect, "start_connect"}, {d.conn_state, "conn_state"},
      {d.conn_info, "conn_info"},         {d.start_exec, "start_exec"},
      {d.result_info, "result_info"},     {d.fetch, "fetch"},
      {d.next_result, "next_result"},     {d.cursor_close, "cursor_close"}};
  for (const auto& [present, name] : required) require(present, "{} is NULL", name);
}

void the_driver_says_who_it_is(const Subject& s) {
  const zin_driver& d = *s.driver;
  require(is_plugin_name(view(d.name)), "the name '{}' is not [a-z0-9-]{{1,32}}", view(d.name));
  require(is_word_list(view(d.aliases)), "the aliases '{}' are no words with single spaces",
          view(d.aliases));
  require(is_word_list(view(d.option_keys)), "option_keys '{}' are no words with single spaces",
          view(d.option_keys));
  require(d.dialect.len == 0 || is_plugin_name(view(d.dialect)), "the dialect '{}' is no name",
          view(d.dialect));
  require(d.param_style == ZIN_PARAM_QMARK || d.param_style == ZIN_PARAM_DOLLAR,
          "param_style is {}", d.param_style);
}

void capabilities_have_their_functions(const Subject& s) {
  const zin_driver& d = *s.driver;
  const auto needs = [&](std::uint64_t capability, const char* bit, bool present,
                         const char* function) {
    require(!(d.capabilities & capability) || present, "{} is declared, but {} is NULL", bit,
            function);
  };
  needs(ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE, "ASYNC", d.op_step, "op_step");
  needs(ZIN_CAP_CANCEL, "CANCEL", d.cancel, "cancel");
  needs(ZIN_CAP_CANCEL_STEP, "CANCEL_STEP", d.op_step, "op_step");
  needs(ZIN_CAP_PREPARE, "PREPARE", d.start_prepare, "start_prepare");
  needs(ZIN_CAP_PREPARE, "PREPARE", d.stmt_info, "stmt_info");
  needs(ZIN_CAP_PREPARE, "PREPARE", d.stmt_close, "stmt_close");
  needs(ZIN_CAP_BATCH, "BATCH", d.start_batch, "start_batch");
  needs(ZIN_CAP_TXN, "TXN", d.start_txn, "start_txn");
}

void capabilities_do_not_contradict(const Subject& s) {
  const std::uint64_t bits = s.driver->capabilities;
  const auto implies = [&](std::uint64_t bit, std::uint64_t other, const char* what) {
    require(!(bits & bit) || (bits & other), "capabilities {:#x}: {}", bits, what);
  };
  implies(ZIN_CAP_SAVEPOINT, ZIN_CAP_TXN, "SAVEPOINT without TXN");
  implies(ZIN_CAP_BATCH_ATOMIC, ZIN_CAP_BATCH, "BATCH_ATOMIC without BATCH");
  implies(ZIN_CAP_BATCH_INDEPENDENT, ZIN_CAP_BATCH, "BATCH_INDEPENDENT without BATCH");
  implies(ZIN_CAP_CANCEL_FAST, ZIN_CAP_CANCEL, "CANCEL_FAST without CANCEL");
  implies(ZIN_CAP_CANCEL_STEP, ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE, "CANCEL_STEP without ASYNC");
  const std::uint64_t known = (ZIN_CAP_TXN_DDL << 1) - 1;
  require((bits & ~known) == 0, "capabilities {:#x} hold bits that version 0.1 does not know",
          bits);
}

void an_unknown_extension_is_null(const Subject& s) {
  if (!s.driver->get_extension) return;
  for (const std::string_view id : {"zin.nothing/1", "", "zin.bulk/999"}) {
    require(!s.driver->get_extension(str(id)), "get_extension(\"{}\") is not NULL", id);
  }
}

void the_tables_stay_constant(const Subject& s) {
  zin_plugin plugin;
  zin_driver driver;
  std::memcpy(&plugin, s.plugin, sizeof plugin);
  std::memcpy(&driver, s.driver, sizeof driver);
  { Connection connection{s}; }
  require(std::memcmp(&plugin, s.plugin, sizeof plugin) == 0, "zin_plugin changed in use");
  require(std::memcmp(&driver, s.driver, sizeof driver) == 0, "zin_driver changed in use");
}

}  // namespace

std::span<const TestCase> loading_tests() {
  static constexpr std::string_view group = "load";
  static constexpr TestCase tests[] = {
      {group, "a_host_accepts_it", "R7", a_host_accepts_it, Needs::nothing},
      {group, "it_can_be_entered", "R7", it_can_be_entered, Needs::nothing},
      {group, "it_exports_one_symbol", "R7", it_exports_one_symbol, Needs::nothing},
      {group, "the_entry_leaves_the_process_alone", "R7", the_entry_leaves_the_process_alone,
       Needs::nothing},
      {group, "the_plugins_table_is_whole", "R2 R11", the_plugins_table_is_whole, Needs::plugin},
      {group, "the_plugin_says_who_it_is", "R7", the_plugin_says_who_it_is, Needs::plugin},
      {group, "its_implementations_are_constant", "R7", its_implementations_are_constant,
       Needs::plugin},
      {group, "the_drivers_table_is_whole", "R2", the_drivers_table_is_whole},
      {group, "required_functions_are_there", "R9", required_functions_are_there},
      {group, "the_driver_says_who_it_is", "R7", the_driver_says_who_it_is},
      {group, "capabilities_have_their_functions", "R9", capabilities_have_their_functions},
      {group, "capabilities_do_not_contradict", "R2", capabilities_do_not_contradict},
      {group, "an_unknown_extension_is_null", "R2", an_unknown_extension_is_null},
      {group, "the_tables_stay_constant", "R7", the_tables_stay_constant},
  };
  return tests;
}

}  // namespace zin::conform
