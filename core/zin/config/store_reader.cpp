// Layers a store's own variables, its driver's and everybody's into one CacheConfig.
// SPDX-License-Identifier: MIT
#include "zin/config/store_reader.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/connection_reader.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/field.hpp"
#include "zin/config/variables.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

class StoreReader {
 public:
  StoreReader(const Environment& environment, std::string_view name)
      : environment_(environment), name_(name) {}

  ReadStore read() {
    read_driver();
    read_ttl();
    read_prefix();
    read_max_bytes();
    read_options();
    return std::move(result_);
  }

 private:
  [[nodiscard]] static const Variable& row(std::string_view suffix) {
    return variable(Scope::store, suffix);
  }

  // The first of these variables that is set; the store's own name comes first.
  [[nodiscard]] std::optional<FoundVariable> first_of(
      const Variable& wanted, std::initializer_list<std::string_view> further = {}) const {
    auto found = find_set(environment_, wanted, variable_name(wanted, name_));
    for (const auto name : further) {
      if (!found && !name.empty()) found = find_set(environment_, wanted, name);
    }
    return found;
  }

  void add(const Variable& wanted, std::string value, const std::optional<FoundVariable>& found) {
    result_.values.push_back(
        EffectiveValue{.group = fmt::format("store {}", name_),
                       .variable = found ? found->name : variable_name(wanted, name_),
                       .value = std::move(value),
                       .origin = found ? found->origin : "default"});
  }

  void read_driver() {
    CacheConfig& config = result_.config;
    const Variable& driver = row("DRIVER");
    const auto found = name_ == "default" ? find_default_store(environment_) : first_of(driver);
    if (found) {
      config.driver = canonical_store_driver(found->value);
      if (!is_driver_name(config.driver)) {
        throw Error{
            Errc::invalid_config,
            fmt::format("{} is not accepted: it is neither a store driver's name (1 to 32 "
                        "small letters, digits and -: memory, kv, kv-remote ...) nor one of "
                        "CACHE_STORES",
                        quoted(driver, *found))};
      }
      // CACHE_MEMORY_TTL would mean two things.
      if (is_known_store_driver(name_) && config.driver != canonical_store_driver(name_)) {
        throw Error{Errc::invalid_config,
                    fmt::format("{} contradicts the store's name: a store called '{}' must have "
                                "that driver, rename it in CACHE_STORES",
                                quoted(driver, *found), name_)};
      }
    } else if (name_ == "default") {
      config.driver = driver.default_value;
    } else if (is_known_store_driver(name_)) {
      config.driver = canonical_store_driver(name_);
    } else {
      throw Error{Errc::invalid_config,
                  fmt::format("store \"{}\" has no driver: set {} (memory, kv, kv-remote ...), or "
                              "take it out of CACHE_STORES",
                              name_, variable_name(driver, name_))};
    }
    add(driver, config.driver, found);
  }

  void read_ttl() {
    const std::string& driver = result_.config.driver;
    const Variable& ttl = row("TTL");
    std::string_view of_driver;
    if (driver == "memory") of_driver = "CACHE_MEMORY_TTL";
    if (driver.starts_with("kv-")) of_driver = "CACHE_KV_TTL";
    // The default store's own name is everybody's: what its driver says is closer.
    std::optional<FoundVariable> found;
    if (name_ == "default" && !of_driver.empty()) found = find_set(environment_, ttl, of_driver);
    if (!found) found = first_of(ttl, {of_driver, "CACHE_DEFAULT_TTL"});
    if (found) result_.config.default_ttl = std::chrono::seconds{number(ttl, *found)};
    add(ttl, fmt::format("{}", result_.config.default_ttl.count()), found);
  }

  // The one setting whose being empty means something.
  void read_prefix() {
    const Variable& prefix = row("KEY_PREFIX");
    auto found = environment_.find(variable_name(prefix, name_));
    if (!found) found = environment_.find("CACHE_KEY_PREFIX");
    if (found) result_.config.prefix = trimmed(found->value);
    add(prefix, shown(result_.config.prefix), found);
  }

  void read_max_bytes() {
    const Variable& bytes = row("MAX_BYTES");
    const auto found = first_of(bytes, {"CACHE_MEMORY_MAX_BYTES"});
    if (found) result_.config.max_bytes = number(bytes, *found);
    if (result_.config.driver != "memory") return;
    add(bytes, fmt::format("{}", result_.config.max_bytes), found);
  }

  void read_options() {
    const Variable& options = row("OPTIONS");
    const auto found = first_of(options);
    std::string text;
    if (found) {
      const auto source = fmt::format("{} ({})", found->name, found->origin);
      for (auto& [key, value] : parse_options(found->value, source)) {
        text += fmt::format("{}{}={}", text.empty() ? "" : "&", key,
                            looks_secret(key) ? std::string{masked} : displayed(value));
        result_.config.options.emplace(key, std::move(value));
      }
    }
    add(options, shown(text), found);
  }

  const Environment& environment_;
  std::string_view name_;
  ReadStore result_;
};

}  // namespace

ReadStore read_store(const Environment& environment, std::string_view name) {
  return StoreReader{environment, name}.read();
}

std::optional<FoundVariable> find_default_store(const Environment& environment) {
  const Variable& connection = variable(Scope::store, "DRIVER");
  if (auto found = find_set(environment, connection, "CACHE_CONNECTION")) return found;
  return find_set(environment, variable(Scope::cache, "CACHE_DRIVER"), "CACHE_DRIVER");
}

}  // namespace zin::config
