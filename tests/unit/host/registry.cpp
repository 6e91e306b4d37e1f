// Names to drivers: found, registered, unknown, listed.
// SPDX-License-Identifier: MIT
#include "zin/host/registry.hpp"

#include <fcntl.h>

#include <barrier>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "environment.hpp"
#include "modules.hpp"
#include "sample_tables.hpp"
#include "scratch_folder.hpp"
#include "zin/host/file_descriptor.hpp"
#include "zin/host/plugin_lock.hpp"
#include "zin/host/register_driver.hpp"

using namespace zin::host;
using zin::test::environment_of;
using zin::test::has;
using zin::test::sample_driver;
using zin::test::ScratchFolder;
using zin::test::Variables;

namespace {

LoaderOptions options_of(const std::filesystem::path& folder, Variables variables = {}) {
  return {.directories = {folder}, .lock_file = {}, .environment = environment_of(variables)};
}

/// Text of the Error that `call` throws, after its code; empty if it throws none.
template <class Call>
std::string error_of(Call&& call) {
  try {
    static_cast<void>(call());
  } catch (const zin::Error& error) {
    return error.what();
  }
  return {};
}

std::string line_of_lock(const std::filesystem::path& file) {
  const FileDescriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  return sha256_of(descriptor.get(), file) + "  " + file.filename().string() + "\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(registry)

BOOST_AUTO_TEST_CASE(a_driver_is_found_loaded_and_found_again) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady.so", "zin-steady.so");
  Registry first{options_of(scratch.path())};
  const DriverHandle& driver = first.driver("steady");
  BOOST_TEST(driver.name() == "steady");
  BOOST_TEST(driver.origin().file == file);
  BOOST_TEST(&first.driver("steady") == &driver);
  Registry second{options_of(scratch.path())};
  BOOST_TEST(&second.driver("steady") == &driver);
  // What was found needs its file no more.
  std::filesystem::remove(file);
  BOOST_TEST(&first.driver("steady") == &driver);
}

BOOST_AUTO_TEST_CASE(implementations_and_aliases_come_from_the_manifest) {
  const ScratchFolder scratch;
  scratch.copy(modules / "triple.so", "zin-triple.so");
  scratch.write("zin-triple.toml",
                "name = \"triple\"\naliases = [\"threefold\"]\n"
                "implementations = [\"triple\", \"triple-remote\"]\n");
  Registry registry{options_of(scratch.path())};
  BOOST_TEST(registry.driver("triple-remote").name() == "triple-remote");
  BOOST_TEST(registry.driver("threefold").name() == "triple");
  BOOST_TEST(&registry.driver("threefold") == &registry.driver("triple"));
  BOOST_TEST(registry.cache("triple").name() == "triple");
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.cache("triple-remote"); }),
                 "unknown_driver: there is no cache store `triple-remote`: plugin "));
}

BOOST_AUTO_TEST_CASE(the_variable_names_further_folders) {
  const ScratchFolder scratch;
  scratch.folder("app");
  scratch.folder("env");
  scratch.copy(modules / "steady.so", "env/zin-steady.so");
  Registry registry{
      options_of(scratch.path() / "app", {{"ZIN_PLUGIN_PATH", (scratch.path() / "env").string()}})};
  BOOST_TEST(registry.driver("steady").origin().file == scratch.path() / "env" / "zin-steady.so");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_refused_is_told_with_every_path_tried_before_it) {
  const ScratchFolder without, with;
  const auto file = with.write("zin-broken.so", "no library at all");
  Registry registry{{.directories = {without.path(), with.path()},
                     .lock_file = {},
                     .environment = environment_of({{"ZIN_PLUGIN_PATH", "relative"}})}};
  const std::string error = error_of([&] { return registry.driver("broken").name(); });
  BOOST_TEST(has(error, "plugin_refused: "), error);
  BOOST_TEST(has(error, "plugin " + file.string() + " is refused"), error);
  BOOST_TEST(has(error, ". Tried before it: " + without.path().string() + "/zin-broken.so"), error);
  BOOST_TEST(has(error, "relative"), error);  // a note on the search path
  // Where it lies in the first folder, there is nothing to add.
  Registry first{options_of(with.path())};
  BOOST_TEST(!has(error_of([&] { return first.driver("broken").name(); }), "Tried"));
}

BOOST_AUTO_TEST_CASE(an_unknown_driver_is_told_with_every_path_tried_and_what_is_known) {
  const ScratchFolder scratch;
  scratch.copy(modules / "steady.so", "zin-steady.so");
  Registry registry{options_of(scratch.path(), {{"ZIN_PLUGIN_PATH", "/no/such:relative"}})};
  static const zin_driver table = sample_driver("registered");
  registry.register_driver(&table);
  const std::string error = error_of([&]() -> auto& { return registry.driver("pgsql"); });
  BOOST_TEST(
      has(error, "unknown_driver: there is no driver `pgsql`. Tried: " + scratch.path().string() +
                     "/zin-postgres.so (the application): there is no such file; "
                     "/no/such/zin-postgres.so (ZIN_PLUGIN_PATH): there is no such folder; "));
  BOOST_TEST(has(error, "(beside zin): "));
  BOOST_TEST(has(error, "(installed): "));
  BOOST_TEST(has(error, "`relative` from ZIN_PLUGIN_PATH is not searched"));
  BOOST_TEST(has(error, "Known: "));
  BOOST_TEST(has(error, "registered, steady"));
  BOOST_TEST(has(error,
                 "Install the package that has zin-postgres.so, or name the folder that it is "
                 "in (absolute) in ZIN_PLUGIN_PATH"));
}

BOOST_AUTO_TEST_CASE(a_found_file_that_does_not_load_hides_no_later_one) {
  const ScratchFolder scratch;
  scratch.folder("first");
  scratch.folder("second");
  scratch.write("first/zin-steady.so", "no plugin");
  scratch.copy(modules / "steady.so", "second/zin-steady.so");
  Registry registry{{.directories = {scratch.path() / "first", scratch.path() / "second"},
                     .lock_file = {},
                     .environment = environment_of()}};
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.driver("steady"); }),
                 "plugin_refused: plugin " + (scratch.path() / "first/zin-steady.so").string()));
  // A failure is not remembered: the operator takes the broken one away.
  std::filesystem::remove(scratch.path() / "first/zin-steady.so");
  BOOST_TEST(registry.driver("steady").name() == "steady");
}

BOOST_AUTO_TEST_CASE(the_lock_of_the_variable_refuses_what_it_does_not_list) {
  const ScratchFolder scratch;
  const auto steady = scratch.copy(modules / "steady.so", "zin-steady.so");
  const auto other = scratch.copy(modules / "calling_back.so", "zin-calling-back.so");
  const auto lock = scratch.write("lock", line_of_lock(steady));
  Registry registry{options_of(scratch.path(), {{"ZIN_PLUGIN_LOCK", lock.string()}})};
  BOOST_TEST(registry.driver("steady").name() == "steady");
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.driver("calling-back"); }),
                 "plugin_refused: plugin " + other.string() + " is refused: the plugin lock"));
}

BOOST_AUTO_TEST_CASE(a_missing_lock_refuses_everything_and_the_applications_lock_wins) {
  const ScratchFolder scratch;
  const auto steady = scratch.copy(modules / "steady.so", "zin-steady.so");
  LoaderOptions options = options_of(scratch.path(), {{"ZIN_PLUGIN_LOCK", "/no/such/lock"}});
  Registry registry{options};
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.driver("steady"); }),
                 "no plugin is loaded, because the plugin lock /no/such/lock cannot be used"));
  options.lock_file = scratch.write("lock", line_of_lock(steady));
  registry.set_options(options);
  BOOST_TEST(registry.driver("steady").name() == "steady");
}

BOOST_AUTO_TEST_CASE(a_registered_driver_comes_before_any_file) {
  const ScratchFolder scratch;
  scratch.copy(modules / "steady.so", "zin-steady.so");
  Registry registry{options_of(scratch.path())};
  static const zin_driver table = sample_driver("steady", "alpha beta");
  const DriverHandle& driver = registry.register_driver(&table);
  BOOST_TEST(&registry.driver("steady") == &driver);
  BOOST_TEST(&registry.driver("beta") == &driver);
  BOOST_TEST(driver.origin().file.empty());
  BOOST_TEST(driver.origin().name == "steady");
}

BOOST_AUTO_TEST_CASE(a_registered_driver_is_found_by_the_aliases_that_users_know) {
  Registry registry{options_of("/no/such")};
  static const zin_driver table = sample_driver("postgres");
  const DriverHandle& driver = registry.register_driver(&table);
  BOOST_TEST(&registry.driver("pgsql") == &driver);
}

BOOST_AUTO_TEST_CASE(registering_the_same_table_again_changes_nothing) {
  Registry registry{options_of("/no/such")};
  static const zin_driver table = sample_driver("same", "alias-of-same");
  BOOST_TEST(&registry.register_driver(&table) == &registry.register_driver(&table));
}

BOOST_AUTO_TEST_CASE(a_name_or_alias_that_is_taken_is_already_registered) {
  const ScratchFolder scratch;
  scratch.copy(modules / "steady.so", "zin-steady.so");
  Registry registry{options_of(scratch.path())};
  static const zin_driver first = sample_driver("first", "shared");
  static const zin_driver same_name = sample_driver("first");
  static const zin_driver same_alias = sample_driver("second", "other shared");
  static const zin_driver loaded = sample_driver("steady");
  registry.register_driver(&first);
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.register_driver(&same_name); }),
                 "already_registered: the driver `first` cannot be registered: the name `first`"));
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.register_driver(&same_alias); }),
                 "the name `shared` belongs to the driver `first` already"));
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.driver("second"); }), "unknown_driver"));
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.driver("other"); }), "unknown_driver"));
  static_cast<void>(registry.driver("steady"));
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.register_driver(&loaded); }),
                 "already_registered"));
}

BOOST_AUTO_TEST_CASE(a_registered_driver_must_pass_the_checks_of_a_plugin) {
  Registry registry{options_of("/no/such")};
  static zin_driver table = sample_driver("broken");
  table.fetch = nullptr;
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.register_driver(&table); }),
                 "plugin_refused: the driver given to register_driver is refused"));
  BOOST_TEST(has(error_of([&]() -> auto& { return registry.register_driver(nullptr); }),
                 "invalid_argument: register_driver was given NULL"));
}

BOOST_AUTO_TEST_CASE(the_public_function_registers_with_the_process) {
  static const zin_driver table = sample_driver("of-the-process");
  zin::register_driver(&table);
  zin::register_driver(&table);
  BOOST_TEST(Registry::of_process().driver("of-the-process").name() == "of-the-process");
}

BOOST_AUTO_TEST_CASE(a_handle_outlives_its_registry) {
  const DriverHandle* handle = nullptr;
  static const zin_driver table = sample_driver("outliving");
  {
    Registry registry{options_of("/no/such")};
    handle = &registry.register_driver(&table);
  }
  BOOST_TEST(handle->name() == "outliving");
}

BOOST_AUTO_TEST_CASE(the_list_has_every_file_its_data_or_why_it_is_refused) {
  const ScratchFolder scratch;
  scratch.folder("first");
  scratch.folder("second");
  scratch.copy(modules / "steady.so", "first/zin-steady.so");
  scratch.write("first/zin-text.so", "no plugin");
  scratch.write("first/zin-Bad_Name.so", "");
  scratch.copy(modules / "steady.so", "second/zin-steady.so");
  scratch.copy(modules / "triple.so", "second/zin-triple.so");
  scratch.write("second/zin-triple.toml",
                "name = \"triple\"\nimplementations = [\"triple\", \"triple-remote\"]\n");
  Registry registry{{.directories = {scratch.path() / "first", scratch.path() / "second"},
                     .lock_file = {},
                     .environment = environment_of()}};
  static const zin_driver table = sample_driver("listed");
  registry.register_driver(&table);
  std::vector<PluginListing> list = registry.list();
  BOOST_REQUIRE(list.size() >= 6u);
  BOOST_TEST(list[0].name == "listed");
  BOOST_TEST(list[0].file.empty());
  BOOST_TEST(list[0].drivers.size() == 1u);

  BOOST_TEST(list[1].name == "Bad_Name");
  BOOST_REQUIRE(list[1].refusal.has_value());
  BOOST_TEST(has(list[1].refusal->what(), "not of the form zin-<name>.so"));

  BOOST_TEST(list[2].file == scratch.path() / "first/zin-steady.so");
  BOOST_TEST(!list[2].refusal.has_value());
  BOOST_TEST(list[2].drivers.at(0) == &registry.driver("steady"));
  BOOST_TEST(list[2].manifest->file.empty());

  BOOST_TEST(list[3].name == "text");
  BOOST_TEST(has(list[3].refusal->what(), "is not an ELF file"));

  BOOST_TEST(list[4].file == scratch.path() / "second/zin-steady.so");
  BOOST_TEST(list[4].shadowed_by == scratch.path() / "first/zin-steady.so");
  BOOST_TEST(list[4].drivers.empty());

  BOOST_TEST(list[5].name == "triple");
  BOOST_TEST(list[5].drivers.size() == 2u);
  BOOST_TEST(list[5].caches.size() == 1u);
  BOOST_TEST(list[5].manifest->implementations.size() == 2u);
}

BOOST_AUTO_TEST_CASE(under_an_unusable_lock_every_listed_file_is_refused) {
  const ScratchFolder scratch;
  scratch.copy(modules / "steady.so", "zin-steady.so");
  Registry registry{options_of(scratch.path(), {{"ZIN_PLUGIN_LOCK", "/no/such/lock"}})};
  const std::vector<PluginListing> list = registry.list();
  BOOST_REQUIRE(!list.empty());
  BOOST_TEST(has(list[0].refusal->what(), "the plugin lock /no/such/lock cannot be used"));
}

BOOST_AUTO_TEST_CASE(threads_that_ask_and_register_at_the_same_time_agree) {
  const ScratchFolder scratch;
  scratch.copy(modules / "steady.so", "zin-steady.so");
  Registry registry{options_of(scratch.path())};
  static const zin_driver table = sample_driver("threaded", "thread-alias");
  constexpr int count = 8;
  constexpr int rounds = 200;
  std::vector<const DriverHandle*> steady(count);
  std::vector<const DriverHandle*> threaded(count);
  std::barrier start{count};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      for (int round = 0; round < rounds; ++round) {
        steady[i] = &registry.driver("steady");
        threaded[i] = &registry.register_driver(&table);
        static_cast<void>(registry.driver("thread-alias"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 1; i < count; ++i) {
    BOOST_TEST(steady[i] == steady[0]);
    BOOST_TEST(threaded[i] == threaded[0]);
  }
}

BOOST_AUTO_TEST_SUITE_END()
