// Turns the parts of a URL into the variables that would say the same.
// SPDX-License-Identifier: MIT
#include "zin/config/url_layer.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/connection_reader.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/variables.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

struct Alias {
  std::string_view key;
  std::string_view suffix;
};

// Other tools' words for our settings.
constexpr std::array aliases{
    Alias{"sslmode", "SSL"},
    Alias{"ssl-mode", "SSL"},
    Alias{"ssl_mode", "SSL"},
    Alias{"sslrootcert", "SSL_CA"},
    Alias{"sslcert", "SSL_CERT"},
    Alias{"sslkey", "SSL_KEY"},
    Alias{"user", "USERNAME"},
    Alias{"dbname", "DATABASE"},
    Alias{"connect_timeout_ms", "CONNECT_TIMEOUT"},
};

class UrlReader {
 public:
  UrlReader(FoundVariable url, std::string_view name) : name_(name) {
    layer_.source = fmt::format("{} ({})", url.name, url.origin);
    layer_.url = std::move(url);
  }

  UrlLayer read() {
    const Dsn dsn = parse_dsn(layer_.url.value, layer_.source);
    layer_.driver = dsn.driver;
    if (!dsn.username.empty()) add("USERNAME", dsn.username);
    if (dsn.password) add("PASSWORD", *dsn.password);
    if (!dsn.database.empty()) add("DATABASE", dsn.database);
    if (!dsn.hosts.empty()) add_hosts(dsn.hosts);
    for (const auto& [key, value] : dsn.options) add_option(key, value);
    return std::move(layer_);
  }

 private:
  // The first host's port is a part of its own, so that DB_HOST can replace the host alone.
  void add_hosts(const std::vector<Host>& hosts) {
    std::string text = to_text(Host{.name = hosts.front().name});
    for (std::size_t i = 1; i < hosts.size(); ++i) text += "," + to_text(hosts[i]);
    add("HOST", std::move(text));
    if (hosts.front().port != 0) add("PORT", fmt::format("{}", hosts.front().port));
  }

  void add(std::string_view suffix, std::string value) {
    const Variable& row = variable(Scope::connection, suffix);
    FoundVariable part{.name = variable_name(row, name_),
                       .value = std::move(value),
                       .origin = fmt::format("{}, {}", layer_.url.name, layer_.url.origin)};
    if (!layer_.parts.emplace(row.name, std::move(part)).second) {
      throw Error{Errc::invalid_config, fmt::format("{} gives its {} twice: keep one of them",
                                                    layer_.source, lowered(suffix))};
    }
  }

  void add_option(const std::string& key, const std::string& value) {
    const std::string lower = lowered(key);
    if (lower == "connect_timeout") {
      throw Error{
          Errc::invalid_config,
          fmt::format("{} has the option connect_timeout, which counts seconds in other "
                      "tools and milliseconds here: write connect_timeout_ms, or set {}",
                      layer_.source,
                      variable_name(variable(Scope::connection, "CONNECT_TIMEOUT"), name_))};
    }
    if (one_of(lower, "url driver options path")) {
      throw Error{Errc::invalid_config,
                  fmt::format("{} has the option {}, which has no meaning there: leave it out",
                              layer_.source, lower)};
    }
    for (const Alias& alias : aliases) {
      if (alias.key == lower) return add(alias.suffix, value);
    }
    for (const Variable& row : variables()) {
      if (row.scope == Scope::connection && lowered(row.name) == lower) return add(row.name, value);
    }
    layer_.options.emplace(key, value);
  }

  std::string_view name_;
  UrlLayer layer_;
};

}  // namespace

UrlLayer read_url(const Environment& environment, std::string_view name) {
  const Variable& row = variable(Scope::connection, "URL");
  auto url = find_set(environment, row, variable_name(row, name));
  if (!url) return {};
  return UrlReader{std::move(*url), name}.read();
}

}  // namespace zin::config
