// Loading of shared objects, and what the dynamic loader's texts mean.
// SPDX-License-Identifier: MIT
#include "zin/host/library.hpp"

#include <dlfcn.h>

#include <boost/test/unit_test.hpp>
#include <string>

#include "scratch_folder.hpp"

using zin::host::explain_load_failure;
using zin::host::Library;
using zin::host::LoadFailure;
using zin::test::has;
using zin::test::ScratchFolder;

namespace {

std::string reason_of(const std::filesystem::path& file) {
  try {
    static_cast<void>(Library::open(file));
  } catch (const LoadFailure& failure) {
    return failure.reason;
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(library)

BOOST_AUTO_TEST_CASE(an_opened_library_gives_its_own_symbols_only) {
  const ScratchFolder scratch;
  const Library library = Library::open(scratch.copy(ZIN_TEST_MODULES "/steady.so", "zin-lib.so"));
  BOOST_TEST((library.symbol("zin_plugin_entry_v0") != nullptr));
  BOOST_TEST((library.symbol("zin_tests_no_such_symbol") == nullptr));
  // libc, which it depends on, has it; it does not.
  BOOST_TEST((library.symbol("malloc_usable_size") == nullptr));
}

BOOST_AUTO_TEST_CASE(symbols_of_a_library_are_not_seen_by_others) {
  const ScratchFolder scratch;
  static_cast<void>(Library::open(scratch.copy(ZIN_TEST_MODULES "/steady.so", "zin-local.so")));
  BOOST_TEST((::dlsym(RTLD_DEFAULT, "zin_plugin_entry_v0") == nullptr));
}

BOOST_AUTO_TEST_CASE(an_opened_library_stays_though_nothing_holds_it) {
  const ScratchFolder scratch;
  const auto file = scratch.copy(ZIN_TEST_MODULES "/steady.so", "zin-stays.so");
  { static_cast<void>(Library::open(file)); }
  void* const handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD);
  BOOST_TEST((handle != nullptr));
}

BOOST_AUTO_TEST_CASE(a_relative_path_is_refused) {
  BOOST_TEST(has(reason_of("zin-lib.so"), "zin-lib.so is not an absolute path"));
  BOOST_TEST(has(reason_of("./zin-lib.so"), "is not an absolute path"));
}

BOOST_AUTO_TEST_CASE(the_program_itself_is_no_library) {
  BOOST_TEST(
      has(reason_of(std::filesystem::canonical("/proc/self/exe")), "is this program itself"));
}

BOOST_AUTO_TEST_CASE(the_loaders_own_text_is_kept) {
  const ScratchFolder scratch;
  const auto file = scratch.write("zin-text.so",
                                  "no ELF file, but long enough to look into it: "
                                  "the loader reads a whole header before it says so");
  BOOST_TEST(has(reason_of(file), "(" + file.string() + ": invalid ELF header)"));
}

BOOST_AUTO_TEST_CASE(a_missing_library_is_named_with_a_way_to_find_its_package) {
  const LoadFailure failure = explain_load_failure(
      "/p/zin-x.so", "libpq.so.5: cannot open shared object file: No such file or directory");
  BOOST_TEST(has(failure.reason, "the library libpq.so.5 that it depends on is missing"));
  BOOST_TEST(has(failure.next_step, "`apt-file search libpq.so.5`"));
}

BOOST_AUTO_TEST_CASE(an_undefined_symbol_is_named) {
  const LoadFailure failure =
      explain_load_failure("/p/zin-x.so", "/p/zin-x.so: undefined symbol: PQfoo, version LIBPQ");
  BOOST_TEST(has(failure.reason, "the symbol PQfoo that it needs is defined nowhere"));
}

BOOST_AUTO_TEST_CASE(a_library_for_a_newer_system_is_said_to_be_so) {
  const LoadFailure failure = explain_load_failure(
      "/p/zin-x.so", "/lib/libc.so.6: version `GLIBC_2.99' not found (required by /p/zin-x.so)");
  BOOST_TEST(has(failure.reason, "it needs GLIBC_2.99, which is newer than what is installed"));
}

BOOST_AUTO_TEST_CASE(a_file_system_without_execution_is_suspected) {
  const LoadFailure failure = explain_load_failure(
      "/p/zin-x.so",
      "/p/zin-x.so: failed to map segment from shared object: Operation not permitted");
  BOOST_TEST(has(failure.next_step, "mounted noexec"));
}

BOOST_AUTO_TEST_CASE(other_texts_are_passed_on) {
  const LoadFailure failure = explain_load_failure("/p/zin-x.so", "something\nnew");
  BOOST_TEST(has(failure.reason, "(something new)"));
  // The file itself went away: no library that it depends on.
  const LoadFailure gone = explain_load_failure(
      "/p/zin-x.so", "/p/zin-x.so: cannot open shared object file: No such file or directory");
  BOOST_TEST(has(gone.reason, "the dynamic loader does not take it"));
}

BOOST_AUTO_TEST_SUITE_END()
