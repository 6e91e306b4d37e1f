// Offers every bad plugin to a Registry: each is refused with its own code and words.
// SPDX-License-Identifier: MIT
#include <elf.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "scratch_folder.hpp"
#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/host/registry.hpp"

namespace {

using zin::Errc;
using zin::host::Registry;
using zin::test::has;
using zin::test::ScratchFolder;

const std::filesystem::path modules{ZIN_TEST_MODULES};

/// A Registry that looks into one folder and knows no environment.
Registry registry_of(const std::filesystem::path& folder) {
  return Registry{{.directories = {folder},
                   .lock_file = {},
                   .environment = {.variable = [](const char*) { return std::nullopt; }}}};
}

/// The Error that asking for `name` throws; fails the test if it throws none.
zin::Error refusal_of(const std::filesystem::path& folder, std::string_view name) {
  Registry registry = registry_of(folder);
  try {
    static_cast<void>(registry.driver(name));
  } catch (const zin::Error& error) {
    return error;
  }
  BOOST_FAIL("the driver " << name << " was accepted");
  throw 0;  // not reached
}

/// Asks for `name` in `folder`; the refusal has this code, names the file and all of `words`.
void check_refusal(const std::filesystem::path& folder, std::string_view name, Errc code,
                   const std::vector<std::string_view>& words) {
  const zin::Error error = refusal_of(folder, name);
  BOOST_TEST(to_string(error.code()) == to_string(code));
  for (const std::string_view word : words) BOOST_TEST(has(error.what(), word));
}

std::string file_of(std::string_view name) { return "zin-" + std::string{name} + ".so"; }

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

struct Specimen {
  std::string_view module;  // its file in the build folder
  std::string_view name;    // it is offered as
  Errc code;
  std::vector<std::string_view> words;
  friend std::ostream& operator<<(std::ostream& out, const Specimen& specimen) {
    return out << specimen.module;
  }
};

const std::vector<Specimen> specimens{
    {"no_entry",
     "no-entry",
     Errc::plugin_refused,
     {"no entry symbol zin_plugin_entry_v0", "export that function"}},
    {"null_entry",
     "null-entry",
     Errc::plugin_refused,
     {"its entry answers NULL", "the client library is too old: 3.1 < 3.3"}},
    {"silent_null_entry",
     "silent-null-entry",
     Errc::plugin_refused,
     {"its entry answers NULL and gives no reason"}},
    {"wrong_magic",
     "wrong-magic",
     Errc::plugin_refused,
     {"magic number is 0xdeadbeef", "0x504e495a"}},
    {"other_byte_order",
     "other-byte-order",
     Errc::plugin_refused,
     {"magic number", "the other byte order"}},
    {"other_major",
     "other-major",
     Errc::abi_mismatch,
     {"built for version 7.3 of the driver ABI", "this zin speaks 0.1", "build it anew"}},
    {"other_minor",
     "other-minor",
     Errc::abi_mismatch,
     {"built for version 0.2 of the driver ABI", "this zin speaks 0.1"}},
    {"later_entry",
     "later-entry",
     Errc::abi_mismatch,
     {"built for version 3 of the driver ABI", "this zin speaks 0"}},
    {"plugin_size_zero",
     "plugin-size-zero",
     Errc::plugin_refused,
     {"struct_size of its zin_plugin is 0"}},
    {"plugin_size_huge",
     "plugin-size-huge",
     Errc::plugin_refused,
     {"struct_size of its zin_plugin is 2147483640", "too huge"}},
    {"plugin_size_odd",
     "plugin-size-odd",
     Errc::plugin_refused,
     {"struct_size of its zin_plugin is 107", "no multiple of 8"}},
    {"driver_size_zero",
     "driver-size-zero",
     Errc::plugin_refused,
     {"struct_size of its zin_driver is 0"}},
    {"driver_size_huge",
     "driver-size-huge",
     Errc::plugin_refused,
     {"struct_size of its zin_driver is 4294967288", "too huge"}},
    {"driver_cut_short",
     "driver-cut-short",
     Errc::plugin_refused,
     {"the required function fetch of its zin_driver is missing"}},
    {"required_function_missing",
     "required-function-missing",
     Errc::plugin_refused,
     {"the required function fetch of its zin_driver is missing", "fill it in"}},
    {"async_without_step",
     "async-without-step",
     Errc::plugin_refused,
     {"the required function op_step of its zin_driver is missing"}},
    {"no_get_impl",
     "no-get-impl",
     Errc::plugin_refused,
     {"the required function get_impl of its zin_plugin is missing"}},
    {"no_implementation", "no-implementation", Errc::plugin_refused, {"it has no implementation"}},
    {"endless_implementations",
     "endless-implementations",
     Errc::plugin_refused,
     {"its get_impl has no end"}},
    {"doubled_driver",
     "doubled-driver",
     Errc::plugin_refused,
     {"two drivers named `doubled-driver`"}},
    {"other_name",
     "other-name",
     Errc::plugin_refused,
     {"it calls itself `somebody-else`", "its file is named for `other-name`",
      "rename it to zin-somebody-else.so"}},
    {"name_with_slash",
     "name-with-slash",
     Errc::plugin_refused,
     {"its name `../evil` is no name of 1 to 32 characters"}},
    {"undeclared_driver",
     "undeclared-driver",
     Errc::plugin_refused,
     {"it implements `postgres`", "it has no manifest", "zin-undeclared-driver.toml"}},
    {"throwing_entry",
     "throwing-entry",
     Errc::plugin_refused,
     {"its entry threw an exception (no licence [31m found)"}},
    {"throwing_number",
     "throwing-number",
     Errc::plugin_refused,
     {"its entry threw an exception that is no std::exception"}},
    {"foreign_exception",
     "foreign-exception",
     Errc::plugin_refused,
     {"its entry threw an exception that is no std::exception"}},
    {"undefined_symbol",
     "undefined-symbol",
     Errc::plugin_refused,
     {"the symbol zin_tests_nobody_defines_this that it needs is defined nowhere", "link that"}},
    {"missing_library",
     "missing-library",
     Errc::plugin_refused,
     {"the library libzin-tests-absent-client.so that it depends on is missing",
      "apt-file search libzin-tests-absent-client.so"}},
};

/// The messages of skipped implementations would fill the report.
struct SilentLog {
  SilentLog() { zin::set_log_level(zin::LogLevel::off); }
  ~SilentLog() { zin::set_log_level(zin::LogLevel::info); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_plugins)

BOOST_AUTO_TEST_CASE(the_sound_specimen_is_accepted) {
  const ScratchFolder scratch;
  scratch.copy(modules / "sound.so", "zin-sound.so");
  Registry registry = registry_of(scratch.path());
  const auto& driver = registry.driver("sound");
  BOOST_TEST(driver.name() == "sound");
  BOOST_TEST(driver.origin().version == "1.2.3");
  BOOST_TEST((driver.table().fetch != nullptr));
}

BOOST_DATA_TEST_CASE(each_specimen_is_refused_in_its_own_words,
                     boost::unit_test::data::make(specimens), specimen) {
  const SilentLog silent;
  const ScratchFolder scratch;
  const auto file =
      scratch.copy(modules / (std::string{specimen.module} + ".so"), file_of(specimen.name));
  check_refusal(scratch.path(), specimen.name, specimen.code, specimen.words);
  // Asking again is refused again, and says the same.
  const zin::Error again = refusal_of(scratch.path(), specimen.name);
  BOOST_TEST(to_string(again.code()) == to_string(specimen.code));
  BOOST_TEST(has(again.what(), "plugin " + file.string() + " is refused: "));
}

BOOST_AUTO_TEST_CASE(a_text_file_is_no_elf_file) {
  const ScratchFolder scratch;
  scratch.write("zin-text.so", "#!/bin/sh\necho hello\n", 0755);
  check_refusal(scratch.path(), "text", Errc::plugin_refused, {"it is not an ELF file"});
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_no_elf_file) {
  const ScratchFolder scratch;
  scratch.write("zin-empty.so", "");
  check_refusal(scratch.path(), "empty", Errc::plugin_refused, {"it is not an ELF file"});
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_off_is_refused) {
  const ScratchFolder scratch;
  const std::string content = content_of(modules / "sound.so");
  scratch.write("zin-head.so", content.substr(0, 40));
  check_refusal(scratch.path(), "head", Errc::plugin_refused, {"its ELF header is incomplete"});
  scratch.write("zin-half.so", content.substr(0, 600));
  check_refusal(scratch.path(), "half", Errc::plugin_refused,
                {"it is cut off: it has 600 bytes", "install the plugin"});
}

BOOST_AUTO_TEST_CASE(another_architecture_is_named) {
  const ScratchFolder scratch;
  std::string content = content_of(modules / "sound.so");
  auto* const head = reinterpret_cast<Elf64_Ehdr*>(content.data());
  head->e_machine = head->e_machine == EM_S390 ? EM_RISCV : EM_S390;
  const std::string_view name = head->e_machine == EM_S390 ? "s390" : "RISC-V";
  scratch.write("zin-foreign.so", content);
  check_refusal(scratch.path(), "foreign", Errc::plugin_refused,
                {"built for another architecture (" + std::string{name}, "this process runs on"});
}

BOOST_AUTO_TEST_CASE(a_program_is_no_plugin) {
  const ScratchFolder scratch;
  scratch.link("/proc/self/exe", "zin-program.so");
  check_refusal(scratch.path(), "program", Errc::plugin_refused, {"is refused"});
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_write_is_refused) {
  const ScratchFolder scratch;
  scratch.copy(modules / "sound.so", "zin-sound.so", 0757);
  check_refusal(scratch.path(), "sound", Errc::plugin_refused,
                {"the file ", "(mode 0757", "is writable by everyone", "`chmod go-w "});
}

BOOST_AUTO_TEST_CASE(a_folder_that_others_may_write_is_refused_even_if_it_is_sticky) {
  const ScratchFolder scratch;
  const auto folder = scratch.folder("plugins");
  scratch.copy(modules / "sound.so", "plugins/zin-sound.so");
  scratch.chmod("plugins", 0777);
  check_refusal(folder, "sound", Errc::plugin_refused,
                {"the folder " + folder.string() + " (mode 0777", "is writable by everyone"});
  scratch.chmod("plugins", 01777);
  check_refusal(folder, "sound", Errc::plugin_refused, {"(mode 1777", "is writable by everyone"});
}

BOOST_AUTO_TEST_CASE(a_link_to_a_folder_that_others_may_write_is_refused) {
  const ScratchFolder scratch;
  const auto open_folder = scratch.folder("open");
  scratch.folder("plugins");
  scratch.copy(modules / "sound.so", "open/zin-sound.so");
  scratch.chmod("open", 0777);
  scratch.link("../open/zin-sound.so", "plugins/zin-sound.so");
  check_refusal(scratch.path() / "plugins", "sound", Errc::plugin_refused,
                {"the folder " + open_folder.string(), "is writable by everyone"});
  scratch.link("open", "linked");
  check_refusal(scratch.path() / "linked", "sound", Errc::plugin_refused,
                {"the folder " + open_folder.string(), "is writable by everyone"});
}

BOOST_AUTO_TEST_CASE(a_link_that_leads_nowhere_is_an_error_and_not_absence) {
  const ScratchFolder scratch;
  const auto second = scratch.folder("second");
  scratch.copy(modules / "sound.so", "second/zin-sound.so");
  const auto first = scratch.folder("first");
  scratch.link("gone.so", "first/zin-sound.so");
  Registry registry{{.directories = {first, second},
                     .lock_file = {},
                     .environment = {.variable = [](const char*) { return std::nullopt; }}}};
  BOOST_CHECK_EXCEPTION(static_cast<void>(registry.driver("sound")), zin::Error,
                        [](const zin::Error& error) {
                          return error.code() == Errc::plugin_refused &&
                                 has(error.what(), "gone.so cannot be opened");
                        });
}

BOOST_AUTO_TEST_CASE(a_path_is_no_name) {
  const ScratchFolder scratch;
  const std::string longest(32, 'x');
  for (const std::string& name :
       {std::string{"../x"}, std::string{"a/b"}, longest + 'x', std::string{}, std::string{"Sound"},
        std::string{"sound.so"}, std::string{"so\0und", 6}, std::string{"s\xC3\xB6und"}}) {
    check_refusal(scratch.path(), name, Errc::invalid_argument,
                  {"a name has 1 to 32 characters of a-z, 0-9 and `-`"});
  }
  check_refusal(scratch.path(), longest, Errc::unknown_driver, {"there is no such file"});
}

BOOST_AUTO_TEST_SUITE_END()
