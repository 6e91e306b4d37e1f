// One check a setting; what is missing is explained by what there is.
// SPDX-License-Identifier: MIT
#include "zin/cli/d1_diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "zin/base/error.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/plugin_values.hpp"
#include "zin/config/wrangler.hpp"

namespace zin::cli {
namespace {

using config::WranglerConfig;

// What differs between a database and a namespace.
struct IdWords {
  std::string_view check;     // "database id"
  std::string_view variable;  // "D1_DATABASE_ID"
  std::string_view binding;   // "D1_BINDING"
  std::string_view member;    // "database_id"
  std::string_view list;      // "d1_databases"
  std::string_view listing;   // "wrangler d1 list"
};

constexpr IdWords d1_words{"database id", "D1_DATABASE_ID", "D1_BINDING",
                           "database_id", "d1_databases",   "wrangler d1 list"};
constexpr IdWords kv_words{"namespace id", "KV_NAMESPACE_ID", "KV_BINDING",
                           "id",           "kv_namespaces",   "wrangler kv namespace list"};

class CloudflareChecks {
 public:
  CloudflareChecks(Manager& manager, std::string suffix)
      : settings_(manager.settings()), suffix_(std::move(suffix)) {}

  void secret(std::string_view name, std::string_view variable, const std::string& next_step) {
    try {
      const auto token = config::plugin_value(settings_.plugin_values, variable);
      if (!token) return fail(name, fmt::format("{} is not set", variable), next_step);
      if (token->find_first_of(" \t\r\n") != std::string::npos) {
        return fail(name, fmt::format("{} holds a blank or a line end", variable),
                    "set it to the token alone, without `Bearer`, quotes or blanks");
      }
      ok(name, fmt::format("set, {} bytes, from {}", token->size(), origin(variable)));
    } catch (const Error& failure) {
      fail(name, failure.info().message, "mend that file, or set the variable itself");
    }
  }

  void account() {
    if (const auto account = value("CLOUDFLARE_ACCOUNT_ID")) {
      if (placeholder("account", *account, "CLOUDFLARE_ACCOUNT_ID")) return;
      return ok("account", described(*account, "CLOUDFLARE_ACCOUNT_ID"));
    }
    fail("account", "CLOUDFLARE_ACCOUNT_ID is not set, and no wrangler config has an `account_id`",
         "set one of them; `wrangler whoami` shows the account's id, and so does the address of "
         "Cloudflare's dashboard");
  }

  void id(const IdWords& words) {
    if (const auto found = value(words.variable)) {
      if (placeholder(words.check, *found, words.variable)) return;
      return ok(words.check, described(*found, words.variable));
    }
    const std::string missing = fmt::format("{} is not set", words.variable);
    const auto file = value("ZIN_WRANGLER_CONFIG");
    if (!file) {
      return fail(words.check,
                  missing + ", and there is no wrangler config in this folder or above it",
                  fmt::format("set {} (`{}` shows it), or write a wrangler.jsonc with `{}`",
                              words.variable, words.listing, words.list));
    }
    try {
      const WranglerConfig config =
          config::read_wrangler(*file, value("WRANGLER_ENV").value_or(std::string{}));
      unbound(words, config, missing);
    } catch (const Error& failure) {
      fail(words.check, fmt::format("{}, and {}", missing, failure.info().message),
           "mend the config, or set the variable");
    }
  }

  void url(std::string_view variable, const std::string& next_step) {
    if (const auto found = value(variable)) return ok("proxy", described(*found, variable));
    fail("proxy", fmt::format("{} is not set", variable), next_step);
  }

  std::vector<Check> take() { return std::move(checks_); }

 private:
  void ok(std::string_view name, std::string detail) {
    checks_.push_back({.name = fmt::format("{}{}", name, suffix_), .detail = std::move(detail)});
  }
  void fail(std::string_view name, std::string detail, std::string next_step) {
    checks_.push_back({.name = fmt::format("{}{}", name, suffix_),
                       .status = CheckStatus::fail,
                       .detail = std::move(detail),
                       .next_step = std::move(next_step)});
  }

  [[nodiscard]] std::optional<std::string> value(std::string_view variable) const {
    const auto found = settings_.plugin_values.find(variable);
    if (found == settings_.plugin_values.end()) return std::nullopt;
    return found->second;
  }

  // Also of the variable that stands in for it, and of its file.
  [[nodiscard]] std::string origin(std::string_view variable) const {
    std::string by_default = "default";
    for (const EffectiveValue& one : settings_.values) {
      const bool same =
          one.variable == variable || one.variable == fmt::format("{}_FILE", variable);
      if (same && one.origin != "default") return one.origin;
    }
    return by_default;
  }

  [[nodiscard]] std::string described(const std::string& text, std::string_view variable) const {
    return fmt::format("{} from {}", config::displayed(text), origin(variable));
  }

  // The samples of documentation are ids of nobody.
  bool placeholder(std::string_view name, const std::string& text, std::string_view variable) {
    if (!text.starts_with("your_") && !text.starts_with('<')) return false;
    fail(name, fmt::format("{}: that is a sample's placeholder", described(text, variable)),
         "put the real id there");
    return true;
  }

  void unbound(const IdWords& words, const WranglerConfig& config, const std::string& missing) {
    const std::string binding = value(words.binding).value_or(std::string{});
    const bool database = words.list == "d1_databases";
    const auto* const one = database ? config.bound_database(binding) : nullptr;
    const auto* const space = database ? nullptr : config.bound_namespace(binding);
    if (one != nullptr || space != nullptr) {
      const auto line = one != nullptr ? one->binding.line : space->binding.line;
      return fail(words.check,
                  fmt::format("{}, and {} line {} binds {} without an `{}`", missing, config.file,
                              line, config::displayed(binding), words.member),
                  fmt::format("add it; `{}` shows it", words.listing));
    }
    fail(words.check,
         fmt::format("{}, and {} has no binding {} in `{}`; it binds {}", missing,
                     config.described(), config::displayed(binding), words.list,
                     database ? config.database_names() : config.namespace_names()),
         fmt::format("set {} to one of its bindings, or {} to an id", words.binding,
                     words.variable));
  }

  const Settings& settings_;
  std::string suffix_;
  std::vector<Check> checks_;
};

std::string token_step(std::string_view permission) {
  return fmt::format(
      "make a token at Cloudflare (My Profile, API Tokens) that may {}, and put it into "
      "CLOUDFLARE_API_TOKEN, or into a file that CLOUDFLARE_API_TOKEN_FILE names",
      permission);
}

}  // namespace

std::vector<Check> check_d1_settings(Manager& manager, const DatabaseConfig& config) {
  CloudflareChecks checks{manager, {}};
  if (config.driver == "d1-http") {
    checks.secret("token", "CLOUDFLARE_API_TOKEN", token_step("edit D1"));
    checks.account();
    if (config.database.empty()) checks.id(d1_words);
  } else if (config.driver == "d1-remote") {
    checks.url("D1_REMOTE_URL", "set it to the address of the proxy Worker");
    checks.secret("secret", "D1_REMOTE_SECRET",
                  "set it, or APP_KEY, to the secret that the proxy Worker has");
  }
  return checks.take();
}

std::vector<Check> check_kv_settings(Manager& manager) {
  std::vector<Check> all;
  for (const auto& [name, store] : manager.settings().caches) {
    CloudflareChecks checks{manager, fmt::format(" (store {})", name)};
    if (store.driver == "kv-http") {
      checks.secret("token", "CLOUDFLARE_API_TOKEN", token_step("edit Workers KV Storage"));
      checks.account();
      checks.id(kv_words);
    } else if (store.driver == "kv-remote") {
      checks.url("KV_REMOTE_URL", "set it to the address of the proxy Worker");
      checks.secret("secret", "KV_REMOTE_SECRET",
                    "set it, or APP_KEY, to the secret that the proxy Worker has");
    }
    auto found = checks.take();
    std::ranges::move(found, std::back_inserter(all));
  }
  return all;
}

}  // namespace zin::cli
