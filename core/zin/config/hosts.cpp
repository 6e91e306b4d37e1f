// Splits host texts and compares hosts.
// SPDX-License-Identifier: MIT
#include "zin/config/hosts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

constexpr std::uint64_t heaviest = 1000;

bool is_numeric_v6(std::string_view text) {
  return std::count(text.begin(), text.end(), ':') >= 2 &&
         text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

// Everything that cannot be in a name, an address or a path, and would be an injection elsewhere.
bool has_odd_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f ||
           std::string_view{"[]@,;=?#\"'\\"}.find(c) != std::string_view::npos;
  });
}

}  // namespace

HostText parse_host(std::string_view text, bool weighted) {
  HostText result;
  const auto wrong = [&](std::string_view problem) -> HostText& {
    result.problem = problem;
    return result;
  };

  text = trimmed(text);
  if (const auto equals = text.rfind('='); weighted && equals != std::string_view::npos) {
    const auto weight = parse_unsigned(trimmed(text.substr(equals + 1)));
    if (!weight || *weight == 0 || *weight > heaviest) {
      return wrong("the weight after = must be a whole number from 1 to 1000");
    }
    result.host.weight = static_cast<std::uint32_t>(*weight);
    text = trimmed(text.substr(0, equals));
  }

  std::string_view name = text;
  std::string_view port;
  bool has_port = false;
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return wrong("the bracket of an IPv6 address is not closed");
    name = text.substr(1, end - 1);
    // A zone such as %eth0 may follow the address.
    if (!is_numeric_v6(name.substr(0, name.find('%')))) {
      return wrong("only an IPv6 address may stand in brackets");
    }
    const std::string_view rest = text.substr(end + 1);
    if (!rest.empty() && rest.front() != ':') return wrong("only :port may follow the bracket");
    has_port = !rest.empty();
    if (has_port) port = rest.substr(1);
  } else if (!text.empty() && text.front() == '/') {
    // The folder of a Unix socket: a port tells which socket in it, any other colon is its name's.
    const auto colon = text.rfind(':');
    has_port = colon != std::string_view::npos && parse_unsigned(text.substr(colon + 1));
    if (has_port) {
      name = text.substr(0, colon);
      port = text.substr(colon + 1);
    }
  } else if (!is_numeric_v6(text)) {
    const auto colon = text.find(':');
    has_port = colon != std::string_view::npos;
    if (has_port) {
      name = text.substr(0, colon);
      port = text.substr(colon + 1);
    }
  }

  if (name.empty()) return wrong("the host's name is empty");
  if (has_odd_character(name)) {
    return wrong("the host's name holds a character that no host's name has");
  }
  result.host.name = name;
  if (has_port) {
    const auto number = parse_unsigned(port);
    if (!number || *number == 0 || *number > 65535) {
      return wrong("the port must be a whole number from 1 to 65535");
    }
    result.host.port = static_cast<std::uint16_t>(*number);
  }
  return result;
}

std::string to_text(const Host& host) {
  const bool v6 = host.name.find(':') != std::string::npos && host.name.front() != '/';
  std::string text = v6 && (host.port != 0 || host.name.find('%') != std::string::npos)
                         ? fmt::format("[{}]", host.name)
                         : host.name;
  if (host.port != 0) text += fmt::format(":{}", host.port);
  if (host.weight != 1) text += fmt::format("={}", host.weight);
  return text;
}

std::uint16_t usual_port(std::string_view canonical_driver) noexcept {
  if (canonical_driver == "postgres") return 5432;
  if (canonical_driver == "mysql") return 3306;
  return 0;
}

namespace {

Host parsed(const std::string& text, bool weighted, const DatabaseConfig& config,
            std::string_view field) {
  HostText result = parse_host(text, weighted);
  if (!result.problem.empty()) {
    throw Error{Errc::invalid_config,
                fmt::format("{} is not accepted: {}; write {}", field, result.problem,
                            weighted ? "host[:port][=weight]" : "host[:port]")};
  }
  if (result.host.port == 0) result.host.port = config.port;
  return std::move(result.host);
}

}  // namespace

std::vector<Host> read_hosts(const DatabaseConfig& config) {
  const auto usual = usual_port(canonical_driver(config.driver));
  const auto port_of = [&](std::uint16_t port) { return port != 0 ? port : usual; };
  std::vector<Host> hosts;
  for (const auto& text : config.read_hosts) {
    Host host = parsed(text, true, config, "read_hosts");
    const bool primary =
        lowered(host.name) == lowered(config.host) && port_of(host.port) == port_of(config.port);
    if (!primary) hosts.push_back(std::move(host));
  }
  return hosts;
}

std::vector<Host> primary_hosts(const DatabaseConfig& config) {
  std::vector<Host> hosts{Host{.name = config.host, .port = config.port}};
  for (const auto& text : config.failover_hosts) {
    hosts.push_back(parsed(text, false, config, "failover_hosts"));
  }
  return hosts;
}

}  // namespace zin::config
