// Where variables come from, and that a file never overrides the environment.
// SPDX-License-Identifier: MIT
#include "zin/config/env.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "reading.hpp"

namespace zin::test {

namespace {

std::string found(const Environment& from, std::string_view name) {
  const auto variable = from.find(name);
  return variable ? variable->value + " (" + variable->origin + ")" : "not set";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(env)

BOOST_AUTO_TEST_CASE(the_environment_comes_before_the_file) {
  const Folder folder;
  folder.write(".env", "A=file\nB=file\n\nC=first\nC=last\n");
  const auto from = Environment::from({{"A", "process"}}, folder.path());
  BOOST_TEST(found(from, "A") == "process (environment)");
  BOOST_TEST(found(from, "B") == "file (.env line 2)");
  BOOST_TEST(found(from, "C") == "last (.env line 5)");
  BOOST_TEST(found(from, "D") == "not set");
}

BOOST_AUTO_TEST_CASE(an_empty_variable_hides_the_files) {
  const Folder folder;
  folder.write(".env", "DB_PORT=not even a number\n");
  const auto from = Environment::from({{"DB_PORT", ""}}, folder.path());
  BOOST_TEST(found(from, "DB_PORT") == " (environment)");
  BOOST_TEST(Settings::from(from).database().port == 0);
}

BOOST_AUTO_TEST_CASE(zin_env_file_names_another_file) {
  const Folder folder;
  folder.write(".env", "A=default\n");
  const auto other = folder.write("other.env", "A=other\n");
  BOOST_TEST(found(Environment::from({{"ZIN_ENV_FILE", "other.env"}}, folder.path()), "A") ==
             "other (other.env line 1)");
  BOOST_TEST(found(Environment::from({{"ZIN_ENV_FILE", other}}, "/nonexistent"), "A") ==
             "other (" + other + " line 1)");
  BOOST_TEST(found(Environment::from({{"ZIN_ENV_FILE", ""}}, folder.path()), "A") ==
             "default (.env line 1)");
  BOOST_TEST(found(Environment::from({{"ZIN_ENV_FILE", "/dev/null"}}, folder.path()), "A") ==
             "not set");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_named_must_be_there) {
  const Folder folder;
  const auto message = complaint([&] {
    Environment::from({{"ZIN_ENV_FILE", "missing.env"}}, folder.path());
  });
  says(message, {"ZIN_ENV_FILE='missing.env' (environment)", "does not exist", "unset it"});
  says(complaint([&] { Environment::from({{"ZIN_ENV_FILE", folder.path()}}); }), {"is a folder"});
}

BOOST_AUTO_TEST_CASE(no_default_file_is_needed_and_a_folder_of_that_name_is_none) {
  const Folder folder;
  BOOST_TEST(found(Environment::from({}, folder.path()), "A") == "not set");
  std::filesystem::create_directory(folder.path(".env"));
  BOOST_TEST(found(Environment::from({}, folder.path()), "A") == "not set");
}

BOOST_AUTO_TEST_CASE(a_malformed_file_is_named_with_its_line) {
  const Folder folder;
  folder.write(".env", "A=1\nDB_PASSWORD='hunter2\n");
  const auto message = complaint([&] { Environment::from({}, folder.path()); });
  says(message, {".env line 2"});
  never_says(message, "hunter2");
}

BOOST_AUTO_TEST_CASE(a_huge_file_is_refused) {
  const Folder folder;
  folder.write(".env", std::string(std::size_t{2} << 20, '#'));
  says(complaint([&] { Environment::from({}, folder.path()); }), {"larger than", ".env"});
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_read_is_an_error) {
  if (geteuid() == 0) return;  // root may read everything
  const Folder folder;
  const auto path = folder.write(".env", "A=1\n");
  BOOST_REQUIRE(chmod(path.c_str(), 0) == 0);
  says(complaint([&] { Environment::from({}, folder.path()); }), {"may not be read"});
}

BOOST_AUTO_TEST_CASE(a_setuid_process_reads_no_file) {
  const Folder folder;
  const auto path = folder.write(".env", "A=file\n");
  const auto from = Environment::from({{"ZIN_ENV_FILE", path}}, folder.path(), true);
  BOOST_TEST(from.secure());
  BOOST_TEST(found(from, "A") == "not set");
}

BOOST_AUTO_TEST_CASE(the_process_environment_is_a_snapshot) {
  BOOST_REQUIRE(setenv("ZIN_TEST_SNAPSHOT", "before", 1) == 0);
  const auto from = Environment::from_process();
  BOOST_REQUIRE(setenv("ZIN_TEST_SNAPSHOT", "after", 1) == 0);
  BOOST_TEST(found(from, "ZIN_TEST_SNAPSHOT") == "before (environment)");
  BOOST_REQUIRE(unsetenv("ZIN_TEST_SNAPSHOT") == 0);
  BOOST_TEST(!from.secure());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
