// Layers overrides, variables, the URL and defaults into one DatabaseConfig.
// SPDX-License-Identifier: MIT
#include "zin/config/connection_reader.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/field.hpp"
#include "zin/config/hosts.hpp"
#include "zin/config/rules.hpp"
#include "zin/config/url_layer.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

enum class Layer : std::uint8_t { driver_override, variable, url, nobody };

struct Layered {
  FoundVariable found{};
  Layer layer = Layer::nobody;
};

class ConnectionReader {
 public:
  ConnectionReader(const Environment& environment, const Surroundings& surroundings,
                   std::string_view name)
      : environment_(environment),
        surroundings_(surroundings),
        name_(name),
        url_(read_url(environment, name)) {}

  ReadConnection read() {
    read_driver();
    for (const Variable& row : variables()) {
      if (row.scope == Scope::connection) layers_.emplace(row.name, find(row));
    }
    if (!url_.url.name.empty()) layers_.at("URL") = {url_.url, Layer::variable};
    read_database();
    read_password();
    read_fields();
    read_ssl();
    read_hosts_and_port();
    read_replicas();
    read_options();
    if (result_.missing.empty()) {
      check_rules(config_, [this](std::string_view suffix) { return described(suffix); });
    }
    list_values();
    result_.config = std::move(config_);
    return std::move(result_);
  }

 private:
  [[nodiscard]] static const Variable& row(std::string_view suffix) {
    return variable(Scope::connection, suffix);
  }

  [[nodiscard]] std::string name_of(std::string_view suffix) const {
    return variable_name(row(suffix), name_);
  }

  // ---- layers

  [[nodiscard]] Layered find(const Variable& wanted) const {
    if (wanted.name == "DRIVER" || wanted.name == "URL") return {};
    if (wanted.guarded && environment_.secure()) return {};
    if (!override_suffix_.empty()) {
      const auto name = fmt::format("DB_{}_{}", wanted.name, override_suffix_);
      if (auto found = find_set(environment_, wanted, name)) {
        return {std::move(*found), Layer::driver_override};
      }
    }
    const auto name = variable_name(wanted, name_);
    if (auto found = find_set(environment_, wanted, name)) {
      return {std::move(*found), Layer::variable};
    }
    if (const auto found = url_.parts.find(wanted.name); found != url_.parts.end()) {
      return {found->second, Layer::url};
    }
    return {};
  }

  [[nodiscard]] bool is_set(std::string_view suffix) const {
    return layers_.at(suffix).layer != Layer::nobody;
  }

  void drop(std::string_view suffix) { layers_.at(suffix) = {}; }

  // How messages call a setting.
  [[nodiscard]] std::string described(std::string_view suffix) const {
    const Variable& wanted = row(suffix);
    if (is_set(suffix)) return quoted(wanted, layers_.at(suffix).found);
    return fmt::format("{}='{}' (default)", name_of(suffix), display_text(config_, wanted));
  }

  // ---- the driver

  void read_driver() {
    const bool is_default = name_ == "default";
    auto found = find_set(environment_, row("DRIVER"), name_of("DRIVER"));
    if (found) {
      config_.driver = canonical_driver(found->value);
      if (!is_driver_name(config_.driver)) {
        throw Error{
            Errc::invalid_config,
            fmt::format("{} is not accepted: it is neither a driver's name (1 to 32 small letters, "
                        "digits and -: sqlite, postgres, mysql, d1 ...) nor one of DB_CONNECTIONS",
                        quoted(row("DRIVER"), *found))};
      }
      if (!url_.driver.empty() && url_.driver != config_.driver) {
        throw Error{Errc::invalid_config,
                    fmt::format("{} contradicts {}, which is for {}: unset one of them",
                                quoted(row("DRIVER"), *found), url_.source, url_.driver)};
      }
      layers_["DRIVER"] = {std::move(*found), Layer::variable};
    } else if (!url_.driver.empty()) {
      config_.driver = url_.driver;
      layers_["DRIVER"] = {
          FoundVariable{.name = name_of("DRIVER"), .value = url_.driver, .origin = url_.source},
          Layer::url};
    } else if (is_default) {
      config_.driver = row("DRIVER").default_value;
    } else if (is_known_driver(name_)) {
      config_.driver = canonical_driver(name_);
    } else {
      throw Error{
          Errc::invalid_config,
          fmt::format("connection \"{}\" has no driver: set {} (sqlite, postgres, mysql, d1 "
                      "...) or {}, or take it out of DB_CONNECTIONS",
                      name_, name_of("DRIVER"), name_of("URL"))};
    }
    if (is_default && config_.driver == "postgres") override_suffix_ = "POSTGRESQL";
    if (is_default && config_.driver == "mysql") override_suffix_ = "MYSQL";
  }

  // ---- fields

  void read_fields() {
    for (const Variable& wanted : variables()) {
      if (wanted.scope != Scope::connection || !is_set(wanted.name)) continue;
      if (std::holds_alternative<std::monostate>(wanted.field)) continue;
      assign(config_, wanted, layers_.at(wanted.name).found);
    }
  }

  void read_database() {
    if (config_.driver != "sqlite") return drop("PATH");
    Layered& database = layers_.at("DATABASE");
    const Layered& path = layers_.at("PATH");
    if (path.layer != Layer::nobody) {
      if (database.layer == Layer::variable &&
          trimmed(database.found.value) != trimmed(path.found.value)) {
        throw Error{Errc::invalid_config,
                    fmt::format("{} and {} contradict each other: they are two names of one "
                                "setting, keep one of them",
                                described("DATABASE"), described("PATH"))};
      }
      database = path;
    }
    drop("PATH");
    if (database.layer != Layer::nobody) return;
    if (surroundings_.production.empty()) {
      config_.database = default_sqlite_file(surroundings_.app_name, name_);
      return;
    }
    std::string message = fmt::format(
        "connection \"{}\" has no database, and {} rules out the default SQLite file: set {} to a "
        "file, or {} or {} to another database",
        name_, surroundings_.production, name_of("DATABASE"), name_of("DRIVER"), name_of("URL"));
    if (name_ != "default") throw Error{Errc::invalid_config, std::move(message)};
    result_.missing = std::move(message);
  }

  // Password and password file are one setting: of two layers the upper one wins, within a layer
  // check_rules() refuses both.
  void read_password() {
    const Layer password = layers_.at("PASSWORD").layer;
    const Layer file = layers_.at("PASSWORD_FILE").layer;
    if (password < file) drop("PASSWORD_FILE");
    if (file < password) drop("PASSWORD");
  }

  void read_ssl() {
    if (!is_set("SSL")) {
      config_.ssl = "disable";
      return;
    }
    const auto mode = ssl_mode(config_.ssl);
    if (!mode) refuse(row("SSL"), layers_.at("SSL").found);
    config_.ssl = *mode;
  }

  [[nodiscard]] Host parsed(const Layered& layered, std::string_view text, const Variable& wanted,
                            bool weighted) const {
    HostText host = parse_host(text, weighted);
    if (!host.problem.empty()) {
      refuse(wanted, layered.found, fmt::format("is not accepted: {}", host.problem));
    }
    return std::move(host.host);
  }

  void read_hosts_and_port() {
    const Layered& hosts = layers_.at("HOST");
    if (hosts.layer == Layer::nobody) return;
    const auto texts = listed(hosts.found.value);
    for (const auto& text : texts) {
      const Host host = parsed(hosts, text, row("HOST"), false);
      if (&text != &texts.front()) {
        config_.failover_hosts.push_back(to_text(host));
        continue;
      }
      config_.host = host.name;
      if (host.port == 0) continue;
      Layered& port = layers_.at("PORT");
      if (port.layer == hosts.layer && config_.port != host.port) {
        throw Error{Errc::invalid_config,
                    fmt::format("{} and {} contradict each other: keep one of the two ports",
                                described("HOST"), described("PORT"))};
      }
      if (port.layer < hosts.layer) continue;
      config_.port = host.port;
      port = {FoundVariable{.name = hosts.found.name,
                            .value = fmt::format("{}", host.port),
                            .origin = hosts.found.origin},
              hosts.layer};
    }
  }

  void read_replicas() {
    const Layered& replicas = layers_.at("READ_HOSTS");
    if (replicas.layer == Layer::nobody) return;
    std::vector<std::string> texts;
    for (const auto& text : listed(replicas.found.value)) {
      texts.push_back(to_text(parsed(replicas, text, row("READ_HOSTS"), true)));
    }
    // One at a time, to keep the texts of those that are not the primary.
    std::vector<std::string> kept;
    for (const auto& text : texts) {
      config_.read_hosts = {text};
      if (!read_hosts(config_).empty()) kept.push_back(text);
    }
    config_.read_hosts = std::move(kept);
  }

  void read_options() {
    config_.options.insert(url_.options.begin(), url_.options.end());
    const Layered& options = layers_.at("OPTIONS");
    if (options.layer == Layer::nobody) return;
    const auto source = fmt::format("{} ({})", options.found.name, options.found.origin);
    for (const auto& [key, value] : parse_options(options.found.value, source)) {
      config_.options.insert_or_assign(key, value);
    }
  }

  // ---- what people see

  void list_values() {
    const auto group = fmt::format("connection {}", name_);
    for (const Variable& wanted : variables()) {
      if (wanted.scope != Scope::connection || wanted.name == "PATH") continue;
      const Layered& layered = layers_.at(wanted.name);
      EffectiveValue value{.group = group,
                           .variable = name_of(wanted.name),
                           .value = display_text(config_, wanted),
                           .origin = "default",
                           .secret = wanted.secret};
      if (wanted.name == "URL" && is_set("URL")) value.value = redact(url_.url.value);
      if (layered.layer != Layer::nobody) {
        value.variable = layered.found.name;
        value.origin = layered.found.origin;
      } else if (wanted.name == "OPTIONS" && !url_.options.empty()) {
        value.origin = url_.source;
      }
      result_.values.push_back(std::move(value));
    }
  }

  const Environment& environment_;
  const Surroundings& surroundings_;
  std::string name_;
  UrlLayer url_;
  std::string override_suffix_;
  std::map<std::string_view, Layered> layers_;
  DatabaseConfig config_;
  ReadConnection result_;
};

}  // namespace

std::optional<FoundVariable> find_set(const Environment& environment, const Variable& row,
                                      std::string_view name) {
  if (row.guarded && environment.secure()) return std::nullopt;
  auto found = environment.find(name);
  const bool empty = found && (row.secret ? found->value : trimmed(found->value)).empty();
  if (empty) return std::nullopt;
  return found;
}

std::string default_sqlite_file(std::string_view app_name, std::string_view connection) {
  std::string name;
  for (const char c : app_name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-' || c == '.';
    name += plain ? c : '-';
  }
  if (name.find_first_not_of('.') == std::string::npos) name = "zin";
  if (connection != "default") name += fmt::format("-{}", connection);
  return fmt::format(".zin/dbs/{}.sqlite", name);
}

ReadConnection read_connection(const Environment& environment, const Surroundings& surroundings,
                               std::string_view name) {
  return ConnectionReader{environment, surroundings, name}.read();
}

}  // namespace zin::config
