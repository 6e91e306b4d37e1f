// The lock file: its format, what it allows, and that an unusable one allows nothing.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_lock.hpp"

#include <fcntl.h>

#include <boost/test/unit_test.hpp>
#include <string>

#include "scratch_folder.hpp"
#include "zin/base/error.hpp"
#include "zin/host/file_descriptor.hpp"

using namespace zin::host;
using zin::test::has;
using zin::test::ScratchFolder;

namespace {

// FIPS 180-2, appendix B.1: SHA-256 of "abc"; and of nothing.
const std::string abc_hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string empty_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
// Appendix B.3: a million times the letter a.
const std::string million_hash = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

std::string hash_of(const std::filesystem::path& file) {
  const FileDescriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  return sha256_of(descriptor.get(), file);
}

std::string refusal_of(const std::filesystem::path& lock_file, const std::filesystem::path& plugin,
                       std::string_view hash) {
  try {
    PluginLock::read(lock_file).require(plugin, hash);
  } catch (const zin::Error& error) {
    BOOST_TEST(to_string(error.code()) == "plugin_refused");
    return error.what();
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin_lock)

BOOST_AUTO_TEST_CASE(the_hash_is_sha_256) {
  const ScratchFolder scratch;
  BOOST_TEST(hash_of(scratch.write("a", "abc")) == abc_hash);
  BOOST_TEST(hash_of(scratch.write("b", "")) == empty_hash);
  BOOST_TEST(hash_of(scratch.write("c", std::string(1'000'000, 'a'))) == million_hash);
  BOOST_CHECK_THROW(static_cast<void>(sha256_of(-1, "/p/zin-x.so")), zin::Error);
}

BOOST_AUTO_TEST_CASE(the_output_of_sha256sum_is_a_lock) {
  const ScratchFolder scratch;
  const auto lock =
      scratch.write("lock", "# our plugins\n\n" + abc_hash + "  zin-a.so\n" + empty_hash +
                                " */p/zin-b.so\r\n" + million_hash + "  ./zin-c.so");
  BOOST_TEST(refusal_of(lock, "/anywhere/zin-a.so", abc_hash) == "");
  BOOST_TEST(refusal_of(lock, "/p/zin-b.so", empty_hash) == "");
  BOOST_TEST(refusal_of(lock, "/p/zin-c.so", million_hash) == "");
}

BOOST_AUTO_TEST_CASE(upper_case_digits_are_the_same_digits) {
  const ScratchFolder scratch;
  std::string upper = abc_hash;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  BOOST_TEST(refusal_of(scratch.write("lock", upper + "  zin-a.so"), "/p/zin-a.so", abc_hash) ==
             "");
}

BOOST_AUTO_TEST_CASE(one_name_may_have_several_hashes) {
  const ScratchFolder scratch;
  const auto lock = scratch.write("lock", abc_hash + "  zin-a.so\n" + empty_hash + "  zin-a.so\n");
  BOOST_TEST(refusal_of(lock, "/p/zin-a.so", abc_hash) == "");
  BOOST_TEST(refusal_of(lock, "/p/zin-a.so", empty_hash) == "");
}

BOOST_AUTO_TEST_CASE(what_is_not_listed_is_refused_with_the_line_that_would_list_it) {
  const ScratchFolder scratch;
  const auto lock = scratch.write("lock", abc_hash + "  zin-a.so\n" + abc_hash + "  /q/zin-b.so\n");
  const std::string other = refusal_of(lock, "/p/zin-x.so", abc_hash);
  BOOST_TEST(has(other, "plugin /p/zin-x.so is refused: the plugin lock " + lock.string() +
                            " does not list it; add the line `" + abc_hash + "  zin-x.so`"));
  // A path in the lock means that path alone.
  BOOST_TEST(has(refusal_of(lock, "/p/zin-b.so", abc_hash), "does not list it"));
}

BOOST_AUTO_TEST_CASE(another_hash_is_refused) {
  const ScratchFolder scratch;
  const auto lock = scratch.write("lock", abc_hash + "  zin-a.so\n");
  BOOST_TEST(has(refusal_of(lock, "/p/zin-a.so", empty_hash),
                 "its SHA-256 is " + empty_hash + ", not the one in the plugin lock"));
}

BOOST_AUTO_TEST_CASE(an_empty_lock_allows_nothing) {
  const ScratchFolder scratch;
  BOOST_TEST(
      has(refusal_of(scratch.write("lock", ""), "/p/zin-a.so", abc_hash), "does not list it"));
}

BOOST_AUTO_TEST_CASE(an_unusable_lock_allows_nothing) {
  const ScratchFolder scratch;
  BOOST_TEST(has(refusal_of(scratch.path() / "gone", "/p/zin-a.so", abc_hash),
                 "no plugin is loaded, because the plugin lock "));
  BOOST_TEST(has(refusal_of("relative", "/p/zin-a.so", abc_hash), "is not an absolute path"));
  const std::string line = abc_hash + "  zin-a.so\n";
  BOOST_TEST(has(refusal_of(scratch.write("open", line, 0666), "/p/zin-a.so", abc_hash),
                 "is writable by everyone"));
}

BOOST_AUTO_TEST_CASE(a_malformed_line_is_numbered_and_not_quoted) {
  const ScratchFolder scratch;
  for (const std::string& bad :
       {std::string{"root:secret:0:0"}, abc_hash + " zin-a.so", abc_hash.substr(1) + "  zin-a.so",
        abc_hash + "  ", "\\" + abc_hash + "  zin-a.so"}) {
    const std::string refusal =
        refusal_of(scratch.write("lock", abc_hash + "  zin-a.so\n" + bad), "/p/zin-a.so", abc_hash);
    BOOST_TEST(has(refusal, "line 2 is not `<64 hex digits>  <name>`"));
    BOOST_TEST(!has(refusal, "secret"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
