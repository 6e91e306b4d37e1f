// Manifests beside plugins: what they say, what they may not be.
// SPDX-License-Identifier: MIT
#include "zin/host/manifest.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scratch_folder.hpp"
#include "zin/base/error.hpp"

using zin::host::Manifest;
using zin::host::manifest_of;
using zin::host::parse_manifest;
using zin::host::PluginKind;
using zin::test::has;
using zin::test::ScratchFolder;

namespace {

const std::vector<std::string> d1_implementations{"d1-http", "d1-remote"};

std::string refusal_of(std::string_view text) {
  try {
    static_cast<void>(parse_manifest(text, "/p/zin-x.toml"));
  } catch (const zin::Error& error) {
    BOOST_TEST(to_string(error.code()) == "plugin_refused");
    return error.what();
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(manifest)

BOOST_AUTO_TEST_CASE(every_key_is_read) {
  const Manifest manifest = parse_manifest(
      "# comment\nname = \"d1-http\"\nkind = \"driver\"\naliases = [\"d1\"]\n"
      "implementations = [\"d1-http\", \"d1-remote\"]\nhomepage = \"ignored\"\n",
      "/p/zin-d1-http.toml");
  BOOST_TEST(manifest.name == "d1-http");
  BOOST_TEST((manifest.kind == PluginKind::driver));
  BOOST_TEST(manifest.implementations == d1_implementations, boost::test_tools::per_element());
  BOOST_TEST(manifest.has_alias("d1"));
  BOOST_TEST(!manifest.has_alias("d1-http"));
  BOOST_TEST(manifest.has_implementation("d1-remote"));
  BOOST_TEST(!manifest.has_implementation("d1"));
  BOOST_TEST(manifest.file == "/p/zin-d1-http.toml");
}

BOOST_AUTO_TEST_CASE(the_name_alone_will_do) {
  const Manifest manifest = parse_manifest("name = \"toy\"", "/p/zin-toy.toml");
  BOOST_TEST((manifest.kind == PluginKind::driver));
  BOOST_TEST(manifest.aliases.empty());
  BOOST_TEST(manifest.implementations.size() == 1u);
  BOOST_TEST(manifest.has_implementation("toy"));
}

BOOST_AUTO_TEST_CASE(a_store_says_so) {
  const Manifest manifest =
      parse_manifest("name = \"memory\"\nkind = \"cache\"", "/p/zin-memory.toml");
  BOOST_TEST((manifest.kind == PluginKind::cache));
  BOOST_TEST(to_string(manifest.kind) == "cache");
}

BOOST_AUTO_TEST_CASE(a_malformed_manifest_is_refused_with_file_and_line) {
  BOOST_TEST(has(refusal_of("name = \"x\"\n\nkind = = 1\n"),
                 "the manifest /p/zin-x.toml is malformed in line 3: "));
  BOOST_TEST(has(refusal_of("kind = \"driver\""), "there is no `name`"));
  BOOST_TEST(has(refusal_of("name = 5"), "line 1: `name` takes text"));
  BOOST_TEST(has(refusal_of("name = \"../x\""), "`../x` in `name` is no name of 1 to 32"));
  BOOST_TEST(has(refusal_of("name = \"x\"\nkind = \"queue\""),
                 "line 2: `kind` is \"driver\" or \"cache\""));
  BOOST_TEST(has(refusal_of("name = \"x\"\nkind = 1"), "line 2: `kind` is"));
  BOOST_TEST(has(refusal_of("name = \"x\"\naliases = \"y\""), "line 2: `aliases` takes a list"));
  BOOST_TEST(
      has(refusal_of("name = \"x\"\naliases = [\n \"y\",\n \"Z\"]"), "line 4: `Z` in `aliases`"));
  BOOST_TEST(has(refusal_of("name = \"x\"\nimplementations = [1]"),
                 "line 2: `implementations` takes text"));
  BOOST_TEST(has(refusal_of("name = \"\xFF\""), "is malformed in line 1"));
  BOOST_TEST(has(refusal_of("name = \"x\"\nJA\xC6\x99"), "is malformed in line 2"));
  BOOST_TEST(has(refusal_of("name = \"x\"\n\n[;=\nb = 1\n"), "is malformed in line 3"));
}

BOOST_AUTO_TEST_CASE(without_a_manifest_the_file_name_says_all) {
  const ScratchFolder scratch;
  const Manifest manifest = manifest_of(scratch.path() / "zin-toy.so");
  BOOST_TEST(manifest.name == "toy");
  BOOST_TEST(manifest.has_implementation("toy"));
  BOOST_TEST(manifest.file.empty());
}

BOOST_AUTO_TEST_CASE(the_manifest_beside_the_file_is_read) {
  const ScratchFolder scratch;
  const auto file = scratch.write("zin-toy.toml", "name = \"toy\"\naliases = [\"plaything\"]\n");
  const Manifest manifest = manifest_of(scratch.path() / "zin-toy.so");
  BOOST_TEST(manifest.has_alias("plaything"));
  BOOST_TEST(manifest.file == file);
}

BOOST_AUTO_TEST_CASE(a_manifest_of_another_plugin_is_refused) {
  const ScratchFolder scratch;
  scratch.write("zin-toy.toml", "name = \"tool\"\n");
  BOOST_CHECK_EXCEPTION(static_cast<void>(manifest_of(scratch.path() / "zin-toy.so")), zin::Error,
                        [](const zin::Error& error) {
                          return has(error.what(),
                                     "its `name` is `tool`, but it stands beside zin-toy.so");
                        });
}

BOOST_AUTO_TEST_CASE(a_manifest_that_others_may_write_or_that_is_huge_is_refused) {
  const ScratchFolder scratch;
  scratch.write("zin-toy.toml", "name = \"toy\"\n", 0666);
  BOOST_CHECK_EXCEPTION(static_cast<void>(manifest_of(scratch.path() / "zin-toy.so")), zin::Error,
                        [](const zin::Error& error) {
                          return error.code() == zin::Errc::plugin_refused &&
                                 has(error.what(), "zin-toy.toml is refused: ") &&
                                 has(error.what(), "is writable by everyone");
                        });
  scratch.write("zin-toy.toml", std::string(70000, '#'));
  BOOST_CHECK_EXCEPTION(
      static_cast<void>(manifest_of(scratch.path() / "zin-toy.so")), zin::Error,
      [](const zin::Error& error) { return has(error.what(), "it has more than 65536 bytes"); });
}

BOOST_AUTO_TEST_SUITE_END()
