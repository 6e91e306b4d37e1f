// Secrets in files: read anew, one line, and never in a message.
// SPDX-License-Identifier: MIT
#include "zin/config/secret_file.hpp"

#include "reading.hpp"

namespace zin::test {

using config::read_password;

BOOST_AUTO_TEST_SUITE(secret_file)

BOOST_AUTO_TEST_CASE(without_a_file_the_password_is_the_password) {
  BOOST_TEST(read_password({.password = "secret"}) == "secret");
  BOOST_TEST(read_password({}) == "");
}

BOOST_AUTO_TEST_CASE(the_file_is_read_anew_each_time) {
  const Folder folder;
  DatabaseConfig config;
  config.password_file = folder.write("pw", "first\n");
  BOOST_TEST(read_password(config) == "first");
  folder.write("pw", "second\r\n");
  BOOST_TEST(read_password(config) == "second");
}

BOOST_AUTO_TEST_CASE(only_one_line_end_is_taken_off) {
  const Folder folder;
  DatabaseConfig config;
  config.password_file = folder.write("pw", " with blanks \t\n");
  BOOST_TEST(read_password(config) == " with blanks \t");
  folder.write("pw", "none");
  BOOST_TEST(read_password(config) == "none");
}

BOOST_AUTO_TEST_CASE(a_bad_file_is_named_and_its_text_is_not) {
  const Folder folder;
  DatabaseConfig config;
  config.password_file = folder.path("missing");
  const auto refused = [&] { return complaint([&] { static_cast<void>(read_password(config)); }); };
  says(refused(), {"DB_PASSWORD_FILE", "missing", "does not exist"});
  config.password_file = folder.path();
  says(refused(), {"is a folder"});
  config.password_file = folder.write("pw", "");
  says(refused(), {"is empty"});
  folder.write("pw", "\n");
  says(refused(), {"is empty"});
  folder.write("pw", "hunter2\nhunter2\n");
  says(refused(), {"several lines", "one line"});
  never_says(refused(), "hunter2");
  folder.write("pw", std::string_view{"hun\0ter2", 8});
  says(refused(), {"NUL"});
  folder.write("pw", std::string(70000, 'x'));
  says(refused(), {"larger than 65536"});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
