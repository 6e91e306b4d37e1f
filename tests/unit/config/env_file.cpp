// The grammar of .env files, line by line.
// SPDX-License-Identifier: MIT
#include "zin/config/env_file.hpp"

#include <random>

#include "reading.hpp"

namespace zin::test {

using config::EnvFileEntry;
using config::parse_env_file;

namespace {

std::string value_of(std::string_view line) {
  const auto entries = parse_env_file(line, ".env");
  BOOST_REQUIRE(entries.size() == 1u);
  return entries.front().value;
}

std::string refused_file(std::string_view text) {
  return complaint([&] { static_cast<void>(parse_env_file(text, ".env")); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(env_file)

BOOST_AUTO_TEST_CASE(assignments_keep_their_order_and_lines) {
  const auto entries =
      parse_env_file("A=1\n\n# comment\n  # indented\nexport B = two\nA=3", ".env");
  BOOST_REQUIRE(entries.size() == 3u);
  BOOST_TEST((entries[0] == EnvFileEntry{"A", "1", 1}));
  BOOST_TEST((entries[1] == EnvFileEntry{"B", "two", 5}));
  BOOST_TEST((entries[2] == EnvFileEntry{"A", "3", 6}));
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_and_crlf_do_not_count) {
  const auto entries = parse_env_file(
      "\xEF\xBB\xBF"
      "A=1\r\nB='x'\r\nC=\r\n",
      ".env");
  BOOST_REQUIRE(entries.size() == 3u);
  BOOST_TEST((entries[0] == EnvFileEntry{"A", "1", 1}));
  BOOST_TEST((entries[1] == EnvFileEntry{"B", "x", 2}));
  BOOST_TEST((entries[2] == EnvFileEntry{"C", "", 3}));
}

BOOST_AUTO_TEST_CASE(an_unquoted_value_ends_at_a_hash_with_a_blank_before_it) {
  BOOST_TEST(value_of("A=one two  # three") == "one two");
  BOOST_TEST(value_of("A=one#two") == "one#two");
  BOOST_TEST(value_of("A=#two") == "#two");
  BOOST_TEST(value_of("A= # nothing") == "");
  BOOST_TEST(value_of("A=\t#nothing") == "");
  BOOST_TEST(value_of("A=") == "");
  BOOST_TEST(value_of("A=b=c") == "b=c");
  BOOST_TEST(value_of("A=it's") == "it's");
  BOOST_TEST(value_of("A=back\\slash") == "back\\slash");
}

BOOST_AUTO_TEST_CASE(single_quotes_keep_everything) {
  BOOST_TEST(value_of(R"(A='a "b" \n $c # d ' # e)") == R"(a "b" \n $c # d )");
  BOOST_TEST(value_of("A=''") == "");
}

BOOST_AUTO_TEST_CASE(double_quotes_know_their_escapes) {
  BOOST_TEST(value_of(R"(A="a\nb\tc\rd\\e\"f\'g\$h # i"  # j)") == "a\nb\tc\rd\\e\"f'g$h # i");
  BOOST_TEST(value_of(R"(A="")") == "");
}

BOOST_AUTO_TEST_CASE(nothing_is_expanded) {
  BOOST_TEST(value_of("A=$HOME/${X}`id`$(id)") == "$HOME/${X}`id`$(id)");
  BOOST_TEST(value_of("A=\"$HOME\"") == "$HOME");
}

BOOST_AUTO_TEST_CASE(export_is_a_name_too) {
  BOOST_TEST((parse_env_file("export=1", "f").front() == EnvFileEntry{"export", "1", 1}));
  BOOST_TEST((parse_env_file("export = 1", "f").front() == EnvFileEntry{"export", "1", 1}));
  BOOST_TEST((parse_env_file("exported=1", "f").front() == EnvFileEntry{"exported", "1", 1}));
  BOOST_TEST((parse_env_file("export\tX=1", "f").front() == EnvFileEntry{"X", "1", 1}));
}

BOOST_AUTO_TEST_CASE(a_malformed_line_is_named_by_file_and_number_but_not_shown) {
  for (const std::string_view line :
       {"hunter2", "=hunter2", "1A=hunter2", "A B=hunter2", "A-B=hunter2", "A: hunter2",
        "A='hunter2", "A=\"hunter2", "A=\"hunter2\\", "A=\"hunter2\\q\"", "A='x'hunter2",
        "A=\"x\" hunter2", "export hunter2", "\xC3\xA4=hunter2"}) {
    const std::string message = refused_file("OK=1\n" + std::string{line} + "\nOK=2");
    says(message, {"invalid_config", ".env line 2"});
    never_says(message, "hunter2");
  }
}

BOOST_AUTO_TEST_CASE(a_refusal_says_what_to_write_instead) {
  says(refused_file("?nothing"), {"NAME=value"});
  says(refused_file("A"), {"followed by ="});
  says(refused_file("A='b"), {"not closed", "several lines", "_FILE"});
  says(refused_file("A=\"\\d\""), {"\\n", "single quotes"});
  says(refused_file("A='b'c"), {"only a comment"});
  says(refused_file(std::string_view{"A=b\0c", 5}), {"line 1", "NUL", "UTF-8"});
}

BOOST_AUTO_TEST_CASE(any_bytes_are_either_read_or_refused) {
  std::mt19937 random{20240607};
  constexpr std::string_view pieces = "Aab_1 \t=\"'\\#$\r\n\nexport";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const auto length = random() % 40;
    for (unsigned i = 0; i < length; ++i) {
      text +=
          random() % 16 == 0 ? static_cast<char>(random() % 256) : pieces[random() % pieces.size()];
    }
    try {
      for (const auto& entry : parse_env_file(text, ".env")) {
        BOOST_REQUIRE(!entry.name.empty());
        BOOST_REQUIRE(entry.line >= 1u);
        BOOST_REQUIRE(entry.value.find('\0') == std::string::npos);
      }
    } catch (const Error& error) {
      BOOST_REQUIRE(error.code() == Errc::invalid_config);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_quotes_hold_comes_back_as_it_was) {
  std::mt19937 random{7};
  for (int round = 0; round < 2000; ++round) {
    std::string value;
    std::string quoted = "\"";
    for (unsigned i = 0; i < random() % 30; ++i) {
      const char c = static_cast<char>(1 + random() % 255);
      value += c;
      if (c == '\n') {
        quoted += "\\n";
      } else if (c == '"' || c == '\\' || c == '$' || c == '\'') {
        quoted += {'\\', c};
      } else {
        quoted += c;
      }
    }
    BOOST_REQUIRE(value_of("A=" + quoted + "\"") == value);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
