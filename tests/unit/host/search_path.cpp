// The order of the folders, and what is left out of it.
// SPDX-License-Identifier: MIT
#include "zin/host/search_path.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "environment.hpp"
#include "scratch_folder.hpp"

using namespace zin::host;
using zin::test::environment_of;
using zin::test::has;
using zin::test::ScratchFolder;

namespace {

std::vector<std::string> paths_of(const SearchPath& search) {
  std::vector<std::string> paths;
  for (const SearchFolder& folder : search.folders) paths.push_back(folder.path.string());
  return paths;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(search_path)

BOOST_AUTO_TEST_CASE(the_application_comes_first_then_the_variable_then_zins_own_folders) {
  const SearchPath search =
      search_path_of({"/app/b", "/app/a"}, environment_of({{"ZIN_PLUGIN_PATH", "/env/2:/env/1"}}));
  BOOST_REQUIRE(search.folders.size() == 6u);
  const std::vector<std::string> expected{"/app/b",
                                          "/app/a",
                                          "/env/2",
                                          "/env/1",
                                          (own_folder() / "zin/plugins").string(),
                                          search.folders.back().path.string()};
  BOOST_TEST(paths_of(search) == expected, boost::test_tools::per_element());
  BOOST_TEST(search.folders[1].origin == "the application");
  BOOST_TEST(search.folders[3].origin == "ZIN_PLUGIN_PATH");
  BOOST_TEST(search.folders[4].origin == "beside zin");
  BOOST_TEST(search.folders[5].origin == "installed");
  BOOST_TEST(has(search.folders[5].path.string(), "/zin/plugins"));
  BOOST_TEST(search.notes.empty());
}

BOOST_AUTO_TEST_CASE(a_folder_is_searched_once_however_it_is_spelt) {
  const ScratchFolder scratch;
  const auto folder = scratch.folder("plugins");
  const auto link = scratch.link("plugins", "link");
  const SearchPath search =
      search_path_of({folder, folder.string() + "/", scratch.path() / "x" / ".." / "plugins", link},
                     environment_of({{"ZIN_PLUGIN_PATH", folder.string()}}));
  BOOST_TEST(search.folders.size() == 3u);
  BOOST_TEST(search.folders[0].path == folder);
}

BOOST_AUTO_TEST_CASE(a_relative_entry_is_not_searched_and_said_so) {
  const SearchPath search =
      search_path_of({"plugins"}, environment_of({{"ZIN_PLUGIN_PATH", "./here::/there:../up\n"}}));
  BOOST_TEST(search.folders[0].path == "/there");
  BOOST_REQUIRE(search.notes.size() == 3u);
  BOOST_TEST(search.notes[0] ==
             "`plugins` from the application is not searched, because it is not an absolute path");
  BOOST_TEST(has(search.notes[1], "`./here` from ZIN_PLUGIN_PATH is not searched"));
  BOOST_TEST(has(search.notes[2], "`../up ` from ZIN_PLUGIN_PATH"));
}

BOOST_AUTO_TEST_CASE(the_variable_does_not_count_in_a_process_with_more_rights_than_its_caller) {
  const SearchPath search =
      search_path_of({"/app"}, environment_of({{"ZIN_PLUGIN_PATH", "/env"}}, true));
  BOOST_TEST(search.folders.size() == 3u);
  BOOST_TEST(search.folders[0].path == "/app");
  BOOST_REQUIRE(search.notes.size() == 1u);
  BOOST_TEST(has(search.notes[0], "ZIN_PLUGIN_PATH is ignored"));
}

BOOST_AUTO_TEST_CASE(the_folder_of_the_code_is_that_of_the_program_when_it_is_linked_in) {
  BOOST_TEST(own_folder() == std::filesystem::canonical("/proc/self/exe").parent_path());
}

BOOST_AUTO_TEST_CASE(the_environment_of_the_process_is_read_when_it_is_asked) {
  const Environment environment = Environment::of_process();
  ::unsetenv("ZIN_TESTS_VARIABLE");
  BOOST_TEST(!environment.variable("ZIN_TESTS_VARIABLE"));
  ::setenv("ZIN_TESTS_VARIABLE", "value", 1);
  BOOST_TEST(environment.variable("ZIN_TESTS_VARIABLE").value() == "value");
  ::unsetenv("ZIN_TESTS_VARIABLE");
  BOOST_TEST(!environment.elevated);
}

BOOST_AUTO_TEST_SUITE_END()
