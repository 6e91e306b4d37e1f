// The two kinds of files that the example host reads.
// SPDX-License-Identifier: MIT
#include <stdlib.h>  // NOLINT: mkdtemp

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "package.hpp"

namespace {

/// What is read of a file of that name with that text.
std::vector<Package> read(std::string_view name, std::string_view text) {
  std::string pattern = (std::filesystem::temp_directory_path() / "zin-package-XXXXXX").string();
  BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
  const std::filesystem::path file = std::filesystem::path{pattern} / name;
  std::ofstream{file} << text;
  const std::vector<Package> packages = read_packages(file);
  std::filesystem::remove_all(pattern);
  return packages;
}

std::string shown(const Package& package) {
  std::string text =
      package.name + " " + package.architecture + " " + package.version + " " + package.status;
  for (const std::string& other : package.depends_on) text += " " + other;
  return text;
}

std::vector<std::string> shown(const std::vector<Package>& packages) {
  std::vector<std::string> texts;
  for (const Package& package : packages) texts.push_back(shown(package));
  return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(package_files)

BOOST_AUTO_TEST_CASE(stanzas_of_dpkg_are_packages_with_what_they_depend_on) {
  const auto packages = read("status",
                             "Package: b\nStatus: install ok installed\nArchitecture: amd64\n"
                             "Version: 1.2-3\nDepends: libc6 (>= 2.34), a | c:any\n"
                             "Pre-Depends: libc6\nDescription: text\n Depends: nothing\n\n"
                             "Package: gone\nStatus: purge ok not-installed\n\n"
                             "Package: a\nStatus: hold ok installed\nArchitecture: all\n"
                             "Version: 2\n");
  const std::vector<std::string> expected{"b amd64 1.2-3 installed a c libc6", "a all 2 installed"};
  BOOST_TEST(shown(packages) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(services_are_packages_whose_aliases_depend_on_them) {
  const auto packages = read("services",
                             "# comment\n\nssh 22/tcp # shell\nhttp\t80/tcp www web\n"
                             "http 80/udp\nbroken\nother 81/tcp www\n");
  const std::vector<std::string> expected{"http tcp 80 service",   "http udp 80 service",
                                          "other tcp 81 service",  "ssh tcp 22 service",
                                          "web tcp 80 alias http", "www tcp 80 alias http"};
  BOOST_TEST(shown(packages) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_named) {
  BOOST_CHECK_EXCEPTION(
      read_packages("/nonexistent/status"), std::exception, [](const std::exception& error) {
        return std::string_view{error.what()} == "cannot read /nonexistent/status";
      });
}

BOOST_AUTO_TEST_SUITE_END()
