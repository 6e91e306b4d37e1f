// The key of encrypted attributes in a file of settings; a program of its own, since a process asks
// for the key once.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "scratch_folder.hpp"
#include "zin/zin.hpp"

using namespace zin;

BOOST_AUTO_TEST_CASE(encrypted_attributes_use_the_key_of_the_settings) {
  const test::ScratchFolder folder;
  const auto file = folder.write(
      ".env", "APP_KEY=\"base64:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"\n", 0600);
  ::unsetenv("APP_KEY");
  ::setenv("ZIN_ENV_FILE", file.c_str(), 1);
  Database& db = use_database({.driver = "sqlite", .database = ":memory:"});
  MigrationSchema::create(db).create("secrets", [](Blueprint& table) {
    table.id();
    table.text("word");
  });
  const Model secret = Model::define({.table = "secrets", .casts = {{"word", "encrypted"}}});
  const Record made = secret.create({{"word", "open sesame"}});
  BOOST_TEST(secret.find_or_fail(made.key()).get<std::string>("word") == "open sesame");
  const auto stored = db.table("secrets").value<std::string>("word");
  BOOST_TEST(stored.value().starts_with("zin1:"));
  // It is that key: the same one, said otherwise, reads it.
  set_encryption_key("0123456789abcdef0123456789abcdef");
  BOOST_TEST(secret.find_or_fail(made.key()).get<std::string>("word") == "open sesame");
}
