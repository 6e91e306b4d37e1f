// The table itself: no name twice, defaults that agree with the structs, names per owner.
// SPDX-License-Identifier: MIT
#include "zin/config/variables.hpp"

#include <set>

#include "reading.hpp"
#include "zin/config/field.hpp"
#include "zin/config/words.hpp"

namespace zin::test {

using namespace config;

BOOST_AUTO_TEST_SUITE(variables)

BOOST_AUTO_TEST_CASE(no_two_rows_share_a_variable) {
  std::set<std::string> names;
  for (const Variable& row : config::variables()) {
    BOOST_TEST(names.insert(variable_name(row)).second, variable_name(row) << " is there twice");
    if (row.scope == Scope::connection || row.scope == Scope::store) {
      BOOST_TEST(names.insert(variable_name(row, "x")).second);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_row_says_what_it_means) {
  for (const Variable& row : config::variables()) {
    BOOST_TEST(row.meaning.size() > 5u, row.name);
    BOOST_TEST((!row.meaning.ends_with('.') || row.meaning.ends_with("...")), row.name);
    BOOST_TEST(!has(row.meaning, "|"), row.name);
    BOOST_TEST((row.type == Type::choice) <= !row.choices.empty(), row.name);
    BOOST_TEST(row.backends != 0u, row.name);
  }
}

BOOST_AUTO_TEST_CASE(a_rows_default_is_the_structs_default) {
  for (const Variable& row : config::variables()) {
    if (std::holds_alternative<std::monostate>(row.field) || row.name == "SSL") continue;
    const std::string unset = row.empty_unless_set ? "" : std::string{row.default_value};
    BOOST_TEST(field_text(DatabaseConfig{}, row) == unset, row.name);
    BOOST_TEST(display_text(DatabaseConfig{}, row) == row.default_value, row.name);
    if (row.empty_unless_set) continue;
    DatabaseConfig config;
    assign(config, row, {.name = "X", .value = std::string{row.default_value}, .origin = "test"});
    BOOST_TEST((config == DatabaseConfig{}), row.name);
  }
  BOOST_TEST((ssl_mode("false") == ssl_mode(DatabaseConfig{}.ssl)));
  const CacheConfig cache;
  BOOST_TEST(variable(Scope::store, "DRIVER").default_value == cache.driver);
  BOOST_TEST(variable(Scope::store, "KEY_PREFIX").default_value == cache.prefix);
  BOOST_TEST(variable(Scope::store, "TTL").default_value ==
             std::to_string(cache.default_ttl.count()));
  BOOST_TEST(variable(Scope::store, "MAX_BYTES").default_value == std::to_string(cache.max_bytes));
  const Settings settings;
  BOOST_TEST(variable(Scope::process, "ZIN_ENV").default_value == settings.environment);
  BOOST_TEST(variable(Scope::process, "APP_NAME").default_value == settings.app_name);
}

BOOST_AUTO_TEST_CASE(no_two_rows_fill_the_same_field) {
  std::set<std::string_view> names;
  for (const Variable& row : config::variables()) {
    if (row.scope != Scope::connection || row.field_name.empty()) continue;
    BOOST_TEST(names.insert(row.field_name).second, row.field_name << " is filled twice");
  }
}

BOOST_AUTO_TEST_CASE(all_public_names_are_there) {
  std::set<std::string> names;
  for (const Variable& row : config::variables()) names.insert(variable_name(row));
  constexpr std::string_view documented =
      "DB_CONNECTION ZIN_ENV APP_ENV NODE_ENV APP_NAME DATABASE_URL DB_HOST DB_PORT DB_DATABASE "
      "DB_USERNAME DB_PASSWORD DB_PASSWORD_FILE DB_PATH DB_SSL DB_SSL_CA DB_SSL_CERT DB_SSL_KEY "
      "DB_READ_HOSTS DB_POOLING DB_POOL_MIN DB_POOL_MAX DB_IDLE_TIMEOUT DB_CONNECTION_TIMEOUT "
      "DB_MAX_LIFETIME DB_POOL_MAX_WAITERS DB_CONNECT_TIMEOUT DB_KEEPALIVE DB_STATEMENT_CACHE "
      "DB_READ_POLICY DB_READ_STICKY DB_READ_MAX_LAG DB_READ_FALLBACK "
      "DB_READ_WRITING_FUNCTIONS DB_RETRIES DB_WORKERS "
      "DB_BUSY_TIMEOUT DB_JOURNAL_MODE DB_FOREIGN_KEYS DB_POOL_LEAK_THRESHOLD DB_QUERY_TIMEOUT "
      "DB_POOL_MAX_OPENING "
      "DB_LOG_QUERIES DB_LOG_LEVEL DB_SLOW_QUERY DB_LOG_BINDINGS DB_MIGRATIONS_DIR "
      "DB_MIGRATIONS_TABLE DB_SEEDERS_DIR DB_CONNECTIONS CACHE_CONNECTION CACHE_DRIVER "
      "CACHE_STORES CACHE_KEY_PREFIX CACHE_DEFAULT_TTL CACHE_MEMORY_TTL CACHE_KV_TTL "
      "CACHE_MEMORY_MAX_BYTES CLOUDFLARE_ACCOUNT_ID CLOUDFLARE_API_TOKEN CLOUDFLARE_API_TOKEN_FILE "
      "CLOUDFLARE_API_BASE_URL CLOUDFLARE_TIMEOUT CLOUDFLARE_MAX_RESPONSE_BYTES D1_DATABASE_ID "
      "D1_BINDING KV_NAMESPACE_ID KV_BINDING CLOUDFLARE_KV_NAMESPACE_ID ZIN_WRANGLER_CONFIG "
      "WRANGLER_ENV D1_REMOTE_URL D1_REMOTE_KEY_ID D1_REMOTE_SECRET D1_REMOTE_MODE APP_KEY "
      "ZT_PROXY_TIMEOUT_MS KV_REMOTE_URL KV_REMOTE_KEY_ID KV_REMOTE_SECRET KV_REMOTE_NAMESPACE "
      "ZIN_PLUGIN_PATH ZIN_PLUGIN_LOCK ZIN_ENV_FILE";
  for (const auto& name : listed(documented, ' ')) BOOST_TEST(names.count(name) == 1u, name);
}

BOOST_AUTO_TEST_CASE(names_are_made_from_the_owner) {
  const Variable& row = variable(Scope::connection, "POOL_MAX");
  BOOST_TEST(variable_name(row) == "DB_POOL_MAX");
  BOOST_TEST(variable_name(row, "my-db.eu_1") == "DB_MY_DB_EU_1_POOL_MAX");
  BOOST_TEST(variable_name(variable(Scope::connection, "URL")) == "DATABASE_URL");
  BOOST_TEST(variable_name(variable(Scope::connection, "URL"), "x") == "DB_X_URL");
  BOOST_TEST(variable_name(variable(Scope::store, "TTL")) == "CACHE_DEFAULT_TTL");
  BOOST_TEST(variable_name(variable(Scope::store, "TTL"), "x") == "CACHE_X_TTL");
  BOOST_TEST(variable_name(variable(Scope::process, "ZIN_ENV"), "x") == "ZIN_ENV");
}

BOOST_AUTO_TEST_CASE(plugins_may_ask_for_their_rows_only) {
  for (const std::string_view name : {"CLOUDFLARE_API_TOKEN", "D1_BINDING", "KV_REMOTE_URL"}) {
    BOOST_TEST(plugin_variable(name) != nullptr, name);
  }
  for (const std::string_view name :
       {"DB_PASSWORD", "DATABASE_URL", "APP_KEY", "PATH", "HOME", "ZIN_PLUGIN_PATH", "", "TTL"}) {
    BOOST_TEST(plugin_variable(name) == nullptr, name);
  }
}

BOOST_AUTO_TEST_CASE(secrets_are_marked_as_such) {
  std::set<std::string> secrets;
  for (const Variable& row : config::variables()) {
    if (row.secret) secrets.insert(variable_name(row));
  }
  const std::set<std::string> expected{"APP_KEY",          "DATABASE_URL",
                                       "DB_PASSWORD",      "CLOUDFLARE_API_TOKEN",
                                       "D1_REMOTE_SECRET", "KV_REMOTE_SECRET"};
  BOOST_TEST((secrets == expected));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
