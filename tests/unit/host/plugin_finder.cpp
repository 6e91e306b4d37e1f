// Which file a name leads to.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_finder.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "scratch_folder.hpp"

using namespace zin::host;
using zin::test::has;
using zin::test::ScratchFolder;

namespace {

/// Two folders: `first` is searched before `second`.
struct Folders {
  ScratchFolder scratch;
  std::filesystem::path first = scratch.folder("first");
  std::filesystem::path second = scratch.folder("second");
  SearchPath search{.folders = {{first, "the application"}, {second, "installed"}}, .notes = {}};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin_finder)

BOOST_FIXTURE_TEST_CASE(the_first_folder_that_has_the_file_wins, Folders) {
  scratch.write("second/zin-toy.so", "");
  BOOST_TEST(find_plugin(search, "toy").file == second / "zin-toy.so");
  scratch.write("first/zin-toy.so", "");
  const Finding finding = find_plugin(search, "toy");
  BOOST_TEST(finding.file == first / "zin-toy.so");
  BOOST_TEST(finding.implementation == "toy");
}

BOOST_FIXTURE_TEST_CASE(a_built_in_alias_leads_to_the_file_of_its_driver, Folders) {
  scratch.write("second/zin-postgres.so", "");
  const Finding finding = find_plugin(search, "pgsql");
  BOOST_TEST(finding.file == second / "zin-postgres.so");
  BOOST_TEST(finding.implementation == "postgres");
}

BOOST_FIXTURE_TEST_CASE(a_manifest_leads_to_its_aliases_and_implementations, Folders) {
  scratch.write("first/zin-d1-http.so", "");
  scratch.write("first/zin-d1-http.toml",
                "name = \"d1-http\"\naliases = [\"cloud\"]\n"
                "implementations = [\"d1-http\", \"d1-remote\"]\n");
  const Finding remote = find_plugin(search, "d1-remote");
  BOOST_TEST(remote.file == first / "zin-d1-http.so");
  BOOST_TEST(remote.implementation == "d1-remote");
  const Finding cloud = find_plugin(search, "cloud");
  BOOST_TEST(cloud.file == first / "zin-d1-http.so");
  BOOST_TEST(cloud.implementation == "d1-http");
}

BOOST_FIXTURE_TEST_CASE(a_file_of_the_name_wins_over_a_manifest_that_claims_it, Folders) {
  scratch.write("first/zin-thief.so", "");
  scratch.write("first/zin-thief.toml", "name = \"thief\"\naliases = [\"toy\"]\n");
  scratch.write("second/zin-toy.so", "");
  BOOST_TEST(find_plugin(search, "toy").file == second / "zin-toy.so");
}

BOOST_FIXTURE_TEST_CASE(a_dangling_link_counts_as_found, Folders) {
  scratch.link("gone", "first/zin-toy.so");
  scratch.write("second/zin-toy.so", "");
  BOOST_TEST(find_plugin(search, "toy").file == first / "zin-toy.so");
}

BOOST_FIXTURE_TEST_CASE(each_place_where_it_is_not_is_told_with_the_reason, Folders) {
  search.folders.push_back({scratch.path() / "third", "ZIN_PLUGIN_PATH"});
  scratch.write("second/zin-broken.so", "");
  scratch.write("second/zin-broken.toml", "name = \n");
  const Finding finding = find_plugin(search, "toy");
  BOOST_TEST(finding.file.empty());
  BOOST_REQUIRE(finding.tried.size() == 4u);
  BOOST_TEST(finding.tried[0] ==
             (first / "zin-toy.so").string() + " (the application): there is no such file");
  BOOST_TEST(finding.tried[1] ==
             (second / "zin-toy.so").string() + " (installed): there is no such file");
  BOOST_TEST(finding.tried[2] == (scratch.path() / "third" / "zin-toy.so").string() +
                                     " (ZIN_PLUGIN_PATH): there is no such folder");
  BOOST_TEST(has(finding.tried[3], "zin-broken.toml is malformed in line 1"));
}

BOOST_FIXTURE_TEST_CASE(all_promised_names_are_listed_once_and_sorted, Folders) {
  scratch.write("first/zin-toy.so", "");
  scratch.write("second/zin-toy.so", "");
  scratch.write("second/zin-broken.so", "");
  scratch.write("second/zin-broken.toml", "name = \n");
  scratch.write("second/zin-d1-http.so", "");
  scratch.write("second/zin-d1-http.toml",
                "name = \"d1-http\"\nimplementations = [\"d1-remote\", \"d1-http\"]\n");
  scratch.write("second/zin-lonely.toml", "name = \"lonely\"\n");
  const std::vector<std::string> expected{"d1-http", "d1-remote", "toy"};
  BOOST_TEST(promised_names(search) == expected, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(plugin_files_are_those_of_the_form, Folders) {
  for (const char* name :
       {"zin-b.so", "zin-a.so", "zin-A_.so", "zin-a.toml", "libzin.so", "zin-c.so.1"}) {
    scratch.write(std::filesystem::path{"first"} / name, "");
  }
  const std::vector<std::filesystem::path> expected{first / "zin-A_.so", first / "zin-a.so",
                                                    first / "zin-b.so"};
  BOOST_TEST((plugin_files_in(first) == expected));
  BOOST_TEST(plugin_files_in(scratch.path() / "third").empty());
}

BOOST_AUTO_TEST_SUITE_END()
