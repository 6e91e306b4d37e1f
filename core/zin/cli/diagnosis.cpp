// From the settings to a transaction: each step needs those before it.
// SPDX-License-Identifier: MIT
#include "zin/cli/diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>

#include "zin/abi/driver.h"
#include "zin/base/error.hpp"
#include "zin/cli/d1_diagnosis.hpp"
#include "zin/cli/database_file.hpp"
#include "zin/cli/pool_check.hpp"
#include "zin/cli/script_connection.hpp"

namespace zin::cli {
namespace {

std::string connect_remedy(const Error& error, const DatabaseConfig& config) {
  if (config.driver == "d1-remote") {
    return error.code() == Errc::authentication_failed
               ? "check D1_REMOTE_KEY_ID and D1_REMOTE_SECRET, and this machine's clock"
               : "check D1_REMOTE_URL, and that the proxy Worker runs there";
  }
  if (config.driver == "d1-http") {
    return error.code() == Errc::authentication_failed
               ? "check that the token is of this account and may edit D1"
               : "check the account, the database's id and CLOUDFLARE_API_BASE_URL";
  }
  if (config.driver == "sqlite") return "mend DB_DATABASE (or DB_PATH); see the check `file`";
  switch (error.code()) {
    case Errc::authentication_failed:
      return "check DB_USERNAME and DB_PASSWORD (or DB_PASSWORD_FILE), and who may log in from "
             "here";
    case Errc::undefined_table:
      return "check DB_DATABASE, or create the database";
    case Errc::timeout:
      return "check DB_HOST and DB_PORT, and firewalls on the way, or raise DB_CONNECT_TIMEOUT";
    case Errc::invalid_config:
      return "mend the setting; `zin config` shows who set it";
    default:
      return "check DB_HOST and DB_PORT, that the server runs there, and DB_SSL";
  }
}

std::string milliseconds_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - start;
  return fmt::format("{:.1f} ms", passed.count());
}

class Doctor {
 public:
  Doctor(Manager& manager, std::string_view name) : manager_(manager), name_(name) {}

  std::vector<Check> examine() {
    find_driver();
    look_at_cloudflare();
    connect();
    step("ping", "the server took the connection and does not answer; look at its log", [this] {
      const auto start = std::chrono::steady_clock::now();
      connection_->ping();
      return "answered in " + milliseconds_since(start);
    });
    step("select", "the driver and the server do not understand each other; see `zin drivers`",
         [this] { return select_one(); });
    step("version", "", [this] { return version(); });
    step("transaction", "see whether the database is read-only, or locked by another process",
         [this] { return transaction(); });
    if (config_) {
      checks_.push_back(check_pool(*config_, connection_.get()));
      if (config_->driver == "sqlite") checks_.push_back(check_database_file(*config_));
    } else {
      skip("pool");
    }
    add(check_kv_settings_if_readable());
    return std::move(checks_);
  }

 private:
  void ok(std::string name, std::string detail) {
    checks_.push_back({.name = std::move(name), .detail = std::move(detail)});
  }
  void skip(std::string name, std::string why = "an earlier check failed") {
    checks_.push_back(
        {.name = std::move(name), .status = CheckStatus::skip, .detail = std::move(why)});
  }
  void fail(std::string name, const Error& error, std::string next_step) {
    checks_.push_back({.name = std::move(name),
                       .status = CheckStatus::fail,
                       .detail = error.info().message,
                       .next_step = std::move(next_step)});
  }

  // Three checks: the manager does all of it at once, and the code tells how far it came.
  void find_driver() {
    try {
      const Settings& settings = manager_.settings();
      if (settings.databases.contains(name_)) declared_ = settings.database(name_);
      Database& database = manager_.database(name_);
      config_ = database.config();
      declared_ = config_;
      ok("settings", settings_detail());
      const DriverInfo driver = database.driver();
      ok("driver", fmt::format("{} {}", driver.name, driver.version));
      ok("plugin", driver.file.empty() ? "in the program itself" : driver.file.string());
    } catch (const Error& error) {
      config_.reset();
      const bool found = error.code() == Errc::plugin_refused || error.code() == Errc::abi_mismatch;
      if (!found && error.code() != Errc::unknown_driver) {
        fail("settings", error,
             "set the variable in the environment or in .env; `zin config --reference` lists all");
        skip("driver");
        return skip("plugin");
      }
      ok("settings", settings_detail());
      if (!found) {
        fail("driver", error,
             "install it with `zin plugin install FILE`, name its folder in ZIN_PLUGIN_PATH, or "
             "mend DB_CONNECTION; `zin drivers` shows what there is");
        return skip("plugin");
      }
      ok("driver", "its file was found");
      fail("plugin", error, "mend it or install another build; `zin drivers` shows all plugins");
    }
  }

  [[nodiscard]] std::string settings_detail() const {
    return fmt::format("connection {}: `zin config` shows every value", name_);
  }

  // What is missing there is told apart before a request fails with it.
  void look_at_cloudflare() {
    if (!declared_) return;
    add(check_d1_settings(manager_, *declared_));
    ready_ = std::ranges::none_of(
        checks_, [](const Check& check) { return check.status == CheckStatus::fail; });
  }

  std::vector<Check> check_kv_settings_if_readable() {
    try {
      return check_kv_settings(manager_);
    } catch (const Error&) {
      return {};  // the check `settings` has told
    }
  }

  void add(std::vector<Check> more) { std::ranges::move(more, std::back_inserter(checks_)); }

  void connect() {
    if (!config_ || !ready_) return skip("connect");
    const auto start = std::chrono::steady_clock::now();
    try {
      connection_ = std::make_unique<ScriptConnection>(manager_, name_);
      ok("connect", "connected in " + milliseconds_since(start));
    } catch (const Error& error) {
      fail("connect", error, connect_remedy(error, *config_));
    }
  }

  // Empty text: there is nothing to check.
  void step(const std::string& name, const std::string& remedy,
            const std::function<std::string()>& examine) {
    if (!connection_) return skip(name);
    try {
      std::string found = examine();
      if (found.empty()) return skip(name, "the driver has none");
      ok(name, std::move(found));
    } catch (const Error& error) {
      // Over HTTP the first request is where settings are found to be wrong.
      fail(name, error, name == "ping" && over_http() ? connect_remedy(error, *config_) : remedy);
    }
  }

  [[nodiscard]] bool over_http() const { return config_->driver.starts_with("d1"); }

  std::string select_one() {
    if (connection_->dialect() == Dialect::none) return {};
    auto result = connection_->run("select 1");
    const Row* const row = result.rows ? result.rows->next() : nullptr;
    if (row == nullptr || row->get<std::int64_t>(0) != 1) {
      throw Error{Errc::internal, "`select 1` did not give 1"};
    }
    return "`select 1` gives 1";
  }

  std::string version() {
    const host::ServerInfo& server = connection_->server();
    if (server.server_version.empty()) return server.server_name;
    return fmt::format("{} {}", server.server_name, server.server_version);
  }

  std::string transaction() {
    if (!connection_->can(ZIN_CAP_TXN)) return {};
    connection_->begin();
    connection_->roll_back();
    return "can be begun for writing, and was rolled back";
  }

  Manager& manager_;
  const std::string name_;
  bool ready_ = true;
  std::optional<DatabaseConfig> declared_;
  std::optional<DatabaseConfig> config_;  // nothing when there is no driver for it
  std::unique_ptr<ScriptConnection> connection_;
  std::vector<Check> checks_;
};

}  // namespace

std::string_view to_string(CheckStatus status) noexcept {
  switch (status) {
    case CheckStatus::ok:
      return "ok";
    case CheckStatus::fail:
      return "fail";
    case CheckStatus::skip:
      break;
  }
  return "skip";
}

std::vector<Check> diagnose(Manager& manager, std::string_view connection) {
  return Doctor{manager, connection}.examine();
}

}  // namespace zin::cli
