// Loading of one file: once, again, after it was mended, from several threads, from inside a
// plugin. SPDX-License-Identifier: MIT
#include "zin/host/loader.hpp"

#include <dlfcn.h>
#include <fcntl.h>

#include <algorithm>
#include <barrier>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "modules.hpp"
#include "scratch_folder.hpp"
#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/host/file_descriptor.hpp"

using zin::host::load_plugin;
using zin::host::LoadedPlugin;
using zin::host::PluginLock;
using zin::test::has;
using zin::test::ScratchFolder;

namespace {

std::string refusal_of(const std::filesystem::path& file, const PluginLock* lock = nullptr) {
  try {
    static_cast<void>(load_plugin(file, lock));
  } catch (const zin::Error& error) {
    BOOST_TEST(to_string(error.code()) == "plugin_refused");
    return error.what();
  }
  return {};
}

std::string hash_of(const std::filesystem::path& file) {
  const zin::host::FileDescriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  return zin::host::sha256_of(descriptor.get(), file);
}

/// Calls a function for each message.
struct CallingSink final : zin::LogSink {
  std::function<void()> call;
  void write(zin::LogLevel, std::string_view, std::string_view) override { call(); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(loader)

BOOST_AUTO_TEST_CASE(the_same_file_gives_the_same_plugin) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady.so", "zin-steady.so");
  const LoadedPlugin& first = load_plugin(file, nullptr);
  BOOST_TEST(&load_plugin(file, nullptr) == &first);
  // By another way to the same file too.
  scratch.folder("other");
  const auto link = scratch.link("../zin-steady.so", "other/zin-steady.so");
  BOOST_TEST(&load_plugin(link, nullptr) == &first);
  BOOST_TEST(first.driver("steady") == first.drivers.at(0).get());
  BOOST_TEST(first.driver("other") == nullptr);
  BOOST_TEST(first.cache("steady") == nullptr);
}

BOOST_AUTO_TEST_CASE(the_origin_is_what_the_plugin_says_of_itself) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady.so", "zin-steady.so");
  const auto& origin = *load_plugin(file, nullptr).origin;
  BOOST_TEST(origin.file == file);
  BOOST_TEST(origin.name == "steady");
  BOOST_TEST(origin.version == "1.2.3");
  BOOST_TEST(origin.vendor == "zin tests");
  BOOST_TEST(origin.license == "MIT");
  BOOST_TEST(origin.build == "specimen");
  BOOST_TEST(origin.abi_version == ZIN_ABI_VERSION);
}

BOOST_AUTO_TEST_CASE(a_plugin_stays_though_its_file_is_exchanged_or_removed) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady.so", "zin-steady.so");
  const LoadedPlugin& first = load_plugin(file, nullptr);
  scratch.copy(modules / "steady_refusing.so", "zin-steady.so");
  BOOST_TEST(&load_plugin(file, nullptr) == &first);
  std::filesystem::remove(file);
  BOOST_TEST(has(refusal_of(file), "cannot be opened: No such file"));
  BOOST_TEST(first.drivers.at(0)->table().conn_state(nullptr) == 0u);
}

BOOST_AUTO_TEST_CASE(a_refused_plugin_may_be_mended_by_putting_another_in_its_place) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady_refusing.so", "zin-steady.so");
  BOOST_TEST(has(refusal_of(file), "its entry answers NULL"));
  BOOST_TEST(has(refusal_of(file), "its entry answers NULL"));
  for (const char* next : {"steady_refusing.so", "steady_refusing.so"}) {
    scratch.copy(modules / next, "zin-new.so");
    std::filesystem::rename(scratch.path() / "zin-new.so", file);
    BOOST_TEST(has(refusal_of(file), "its entry answers NULL"));
  }
  scratch.copy(modules / "steady.so", "zin-new.so");
  std::filesystem::rename(scratch.path() / "zin-new.so", file);
  BOOST_TEST(refusal_of(file) == "");
  BOOST_TEST(load_plugin(file, nullptr).driver("steady")->name() == "steady");
}

BOOST_AUTO_TEST_CASE(a_refused_plugin_that_was_changed_in_place_needs_a_restart) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady_refusing.so", "zin-steady.so");
  BOOST_TEST(!has(refusal_of(file), "restart"));
  std::ofstream{file, std::ios::app} << "a tail";
  BOOST_TEST(has(refusal_of(file), "its former content stays loaded: restart the process"));
}

BOOST_AUTO_TEST_CASE(mended_permissions_are_enough) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady.so", "zin-steady.so", 0777);
  BOOST_TEST(has(refusal_of(file), "is writable by everyone"));
  scratch.chmod("zin-steady.so", 0755);
  BOOST_TEST(refusal_of(file) == "");
  scratch.chmod("zin-steady.so", 0777);
  BOOST_TEST(has(refusal_of(file), "is writable by everyone"));
}

BOOST_AUTO_TEST_CASE(a_manifest_says_what_more_there_is) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "triple.so", "zin-triple.so");
  BOOST_TEST(has(refusal_of(file),
                 "it implements `triple-remote`, which is not its name, and it has no "
                 "manifest; name it under `implementations` in zin-triple.toml"));
  scratch.write("zin-triple.toml", "name = \"triple\"\nimplementations = [\"triple\"]\n");
  BOOST_TEST(has(refusal_of(file), "`triple-remote`, which its manifest does not list"));
  scratch.write("zin-triple.toml",
                "name = \"triple\"\nimplementations = [\"triple\", \"triple-remote\"]\n");
  const LoadedPlugin& plugin = load_plugin(file, nullptr);
  BOOST_TEST(plugin.drivers.size() == 2u);
  BOOST_TEST(plugin.driver("triple-remote")->name() == "triple-remote");
  BOOST_TEST(plugin.cache("triple")->name() == "triple");
  scratch.write("zin-triple.toml", "name =");
  BOOST_TEST(has(refusal_of(file), "zin-triple.toml is malformed in line 1"));
}

BOOST_AUTO_TEST_CASE(the_lock_is_asked_before_the_file_is_loaded_and_each_time) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady.so", "zin-steady.so");
  const PluginLock nothing = PluginLock::read(scratch.write("empty", ""));
  BOOST_TEST(has(refusal_of(file, &nothing), "does not list it"));
  void* const mapped = ::dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD);
  BOOST_TEST((mapped == nullptr));
  const PluginLock lock =
      PluginLock::read(scratch.write("lock", hash_of(file) + "  zin-steady.so\n"));
  BOOST_TEST(refusal_of(file, &lock) == "");
  BOOST_TEST(refusal_of(file, nullptr) == "");
  BOOST_TEST(has(refusal_of(file, &nothing), "does not list it"));
  // The hash is that of what is loaded, not of what lies there now.
  scratch.copy(modules / "triple.so", "zin-steady.so");
  BOOST_TEST(refusal_of(file, &lock) == "");
}

BOOST_AUTO_TEST_CASE(a_lock_that_comes_after_loading_still_counts) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(modules / "steady.so", "zin-steady.so");
  BOOST_TEST(refusal_of(file) == "");
  const PluginLock lock =
      PluginLock::read(scratch.write("lock", hash_of(file) + "  zin-steady.so\n"));
  const PluginLock nothing = PluginLock::read(scratch.write("empty", ""));
  BOOST_TEST(refusal_of(file, &lock) == "");
  BOOST_TEST(has(refusal_of(file, &nothing), "does not list it"));
  scratch.copy(modules / "triple.so", "zin-steady.so");
  BOOST_TEST(has(refusal_of(file, &lock),
                 "it was loaded without a plugin lock, and its file has changed"));
}

BOOST_AUTO_TEST_CASE(a_file_name_that_is_none_is_refused) {
  const ScratchFolder scratch;
  for (const char* name : {"steady.so", "zin-Steady.so", "zin-.so", "zin-steady.so.1"}) {
    BOOST_TEST(has(refusal_of(scratch.copy(modules / "steady.so", name)),
                   "its file name is not of the form zin-<name>.so"));
  }
}

BOOST_AUTO_TEST_CASE(loading_from_inside_a_plugin_that_is_being_loaded_is_refused) {
  const ScratchFolder scratch;
  const auto outer = scratch.copy(modules / "calling_back.so", "zin-calling-back.so");
  const auto inner = scratch.copy(modules / "steady.so", "zin-steady.so");
  std::string inner_refusal;
  const auto sink = std::make_shared<CallingSink>();
  sink->call = [&] { inner_refusal = refusal_of(inner); };
  zin::set_log_sink(sink);
  const std::string outer_refusal = refusal_of(outer);
  zin::set_log_sink(nullptr);
  BOOST_TEST(outer_refusal == "");
  BOOST_TEST(has(inner_refusal, "it was asked for while another plugin is being loaded"));
  BOOST_TEST(refusal_of(inner) == "");
}

BOOST_AUTO_TEST_CASE(two_entries_never_run_at_once_though_they_are_of_different_files) {
  const ScratchFolder one, other;
  const std::vector files{one.copy(modules / "calling_back.so", "zin-calling-back.so"),
                          other.copy(modules / "calling_back.so", "zin-calling-back.so")};
  std::mutex mutex;
  std::condition_variable changed;
  int inside = 0, most = 0, entered = 0;
  const auto sink = std::make_shared<CallingSink>();
  // Stays for a moment, in which the other would come where nothing kept it out.
  sink->call = [&] {
    std::unique_lock lock{mutex};
    ++entered;
    most = std::max(most, ++inside);
    changed.notify_all();
    changed.wait_for(lock, std::chrono::milliseconds{300}, [&] { return inside > 1; });
    --inside;
  };
  zin::set_log_sink(sink);
  std::vector<std::string> refusals(files.size());
  std::barrier start{static_cast<std::ptrdiff_t>(files.size())};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < files.size(); ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      refusals[i] = refusal_of(files[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  zin::set_log_sink(nullptr);
  for (const std::string& refusal : refusals) BOOST_TEST(refusal == "");
  BOOST_TEST(entered == 2);
  BOOST_TEST(most == 1);
}

BOOST_AUTO_TEST_CASE(threads_that_load_at_the_same_time_get_the_same_plugins) {
  const ScratchFolder scratch;
  const auto steady = scratch.copy(modules / "steady.so", "zin-steady.so");
  const auto other = scratch.copy(modules / "calling_back.so", "zin-calling-back.so");
  constexpr int count = 8;
  std::vector<const LoadedPlugin*> loaded(count);
  std::barrier start{count};
  std::vector<std::thread> threads;
  zin::set_log_sink(nullptr);
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      loaded[static_cast<std::size_t>(i)] = &load_plugin(i % 2 == 0 ? steady : other, nullptr);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 2; i < loaded.size(); ++i) BOOST_TEST(loaded[i] == loaded[i % 2]);
  BOOST_TEST(loaded[0] != loaded[1]);
}

BOOST_AUTO_TEST_SUITE_END()
