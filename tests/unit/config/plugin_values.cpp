// What plugins get when they ask, and what they do not.
// SPDX-License-Identifier: MIT
#include "zin/config/plugin_values.hpp"

#include "reading.hpp"

namespace zin::test {

using config::plugin_value;

namespace {

std::string asked(Pairs variables, std::string_view key) {
  return plugin_value(settings(variables).plugin_values, key).value_or("not set");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin_values)

BOOST_AUTO_TEST_CASE(defaults_are_values_and_the_rest_is_not_set) {
  BOOST_TEST(asked({}, "CLOUDFLARE_API_BASE_URL") == "https://api.cloudflare.com/client/v4");
  BOOST_TEST(asked({}, "CLOUDFLARE_TIMEOUT") == "30000");
  BOOST_TEST(asked({}, "CLOUDFLARE_MAX_RESPONSE_BYTES") == "67108864");
  BOOST_TEST(asked({}, "D1_BINDING") == "DB");
  BOOST_TEST(asked({}, "KV_BINDING") == "CACHE");
  BOOST_TEST(asked({}, "D1_REMOTE_MODE") == "registry");
  BOOST_TEST(asked({}, "CLOUDFLARE_API_TOKEN") == "not set");
  BOOST_TEST(asked({}, "D1_DATABASE_ID") == "not set");
}

BOOST_AUTO_TEST_CASE(what_is_set_is_what_is_answered) {
  BOOST_TEST(asked({{"D1_DATABASE_ID", " id "}}, "D1_DATABASE_ID") == "id");
  BOOST_TEST(asked({{"CLOUDFLARE_API_TOKEN", "t"}}, "CLOUDFLARE_API_TOKEN") == "t");
  BOOST_TEST(asked({{"D1_REMOTE_MODE", "SQL"}}, "D1_REMOTE_MODE") == "sql");
}

BOOST_AUTO_TEST_CASE(nothing_else_is_answered) {
  const Pairs variables = {
      {"DB_PASSWORD", "x"}, {"APP_KEY", "x"}, {"HOME", "x"}, {"CLOUDFLARE_API_TOKEN_FILE", "x"}};
  for (const std::string_view key :
       {"DB_PASSWORD", "APP_KEY", "HOME", "CLOUDFLARE_API_TOKEN_FILE", "D1_UNKNOWN", ""}) {
    BOOST_TEST(asked(variables, key) == "not set", key);
  }
}

BOOST_AUTO_TEST_CASE(stand_ins_are_used_where_nothing_closer_is_set) {
  BOOST_TEST(asked({{"CLOUDFLARE_KV_NAMESPACE_ID", "a"}}, "KV_NAMESPACE_ID") == "a");
  BOOST_TEST(asked({{"CLOUDFLARE_KV_NAMESPACE_ID", "a"}, {"KV_NAMESPACE_ID", "b"}},
                   "KV_NAMESPACE_ID") == "b");
  BOOST_TEST(asked({{"APP_KEY", "k"}}, "D1_REMOTE_SECRET") == "k");
  BOOST_TEST(asked({{"APP_KEY", "k"}, {"KV_REMOTE_SECRET", "own"}}, "KV_REMOTE_SECRET") == "own");
  BOOST_TEST(asked({{"APP_NAME", "shop"}}, "D1_REMOTE_KEY_ID") == "shop");
  BOOST_TEST(asked({}, "KV_REMOTE_KEY_ID") == "zin");
}

BOOST_AUTO_TEST_CASE(a_token_file_is_read_anew_at_each_question) {
  const Folder folder;
  const auto path = folder.write("token", "first\n");
  const auto values = settings({{"CLOUDFLARE_API_TOKEN_FILE", path}}).plugin_values;
  BOOST_TEST(*plugin_value(values, "CLOUDFLARE_API_TOKEN") == "first");
  folder.write("token", "second");
  BOOST_TEST(*plugin_value(values, "CLOUDFLARE_API_TOKEN") == "second");
  std::filesystem::remove(path);
  says(complaint([&] { static_cast<void>(plugin_value(values, "CLOUDFLARE_API_TOKEN")); }),
       {"CLOUDFLARE_API_TOKEN_FILE", path, "does not exist"});
}

BOOST_AUTO_TEST_CASE(a_token_beside_a_token_file_is_refused) {
  const auto message =
      complaint_about({{"CLOUDFLARE_API_TOKEN", "hunter2"}, {"CLOUDFLARE_API_TOKEN_FILE", "/x"}});
  says(message, {"CLOUDFLARE_API_TOKEN='***'", "CLOUDFLARE_API_TOKEN_FILE='/x'", "contradict"});
  never_says(message, "hunter2");
}

BOOST_AUTO_TEST_CASE(http_is_for_this_machine_only) {
  for (const std::string url :
       {"https://gateway.example.com/v4", "http://localhost:8787/x", "http://127.0.0.1",
        "http://127.1.2.3:80", "http://[::1]:9", "http://LOCALHOST"}) {
    BOOST_TEST(asked({{"CLOUDFLARE_API_BASE_URL", url}}, "CLOUDFLARE_API_BASE_URL") == url);
  }
  for (const std::string url :
       {"http://example.com", "http://127.0.0.1.example.com", "http://localhost.example.com",
        "http://127.0.0.1@example.com", "http://0.0.0.0", "http://127.1", "http://127.0.0.256",
        "http://[::2]", "ftp://localhost", "localhost", "https://", "https://u:hunter2@h",
        "https://h/?x=hunter2", "http://127.0.0.1..", "http://127...1"}) {
    const auto message = complaint_about({{"D1_REMOTE_URL", url}});
    says(message, {"D1_REMOTE_URL='", "(environment)"});
    never_says(message, "hunter2@");
  }
  says(complaint_about({{"KV_REMOTE_URL", "http://example.com"}}), {"in the clear", "https"});
}

BOOST_AUTO_TEST_CASE(malformed_values_are_refused) {
  says(complaint_about({{"CLOUDFLARE_TIMEOUT", "30s"}}),
       {"CLOUDFLARE_TIMEOUT='30s'", "milliseconds"});
  says(complaint_about({{"CLOUDFLARE_TIMEOUT", "0"}}), {"out of range", "from 1 to"});
  says(complaint_about({{"CLOUDFLARE_MAX_RESPONSE_BYTES", "0"}}), {"out of range"});
  says(complaint_about({{"D1_REMOTE_MODE", "both"}}), {"one of registry, sql"});
  says(complaint_about({{"ZT_PROXY_TIMEOUT_MS", "x"}}), {"ZT_PROXY_TIMEOUT_MS='x'"});
}

BOOST_AUTO_TEST_CASE(a_setuid_process_ignores_files) {
  const auto read =
      Settings::from(environment({{"CLOUDFLARE_API_TOKEN_FILE", "/etc/shadow"}}, true));
  BOOST_TEST(!plugin_value(read.plugin_values, "CLOUDFLARE_API_TOKEN").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
