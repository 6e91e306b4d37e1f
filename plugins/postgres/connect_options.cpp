// Every key of libpq gets a value here, so that no environment variable, service file or file in a
// home folder has a say. SPDX-License-Identifier: MIT
#include "connect_options.hpp"

#include <libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>

#include "zin/plugin/failure.hpp"

namespace zin::postgres {
namespace {

// A path under which there is nothing: libpq would look into the home folder otherwise.
constexpr std::string_view no_file = "/dev/null/none";
// Where distributions keep the authorities that the system trusts.
constexpr std::array system_authorities{"/etc/ssl/certs/ca-certificates.crt",
                                        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
                                        "/etc/ssl/ca-bundle.pem"};

struct Keyword {
  std::string_view key;
  std::string_view absent;  // what libpq gets when it is not given
  enum { always, if_given } when = always;
};

// What is passed on under its own name. `if_given`: an empty value would mean something else, and
// no environment variable stands behind it.
constexpr Keyword passed_on[] = {
    {"application_name", "zin"},
    {"fallback_application_name", "", Keyword::if_given},
    {"channel_binding", "prefer"},
    {"require_auth", ""},
    {"sslpassword", "", Keyword::if_given},
    {"sslcrl", no_file},
    {"sslcrldir", ""},
    {"sslsni", "1"},
    {"sslcompression", "0"},
    {"sslnegotiation", "postgres"},
    {"ssl_min_protocol_version", "TLSv1.2"},
    {"ssl_max_protocol_version", ""},
    {"requirepeer", ""},
    {"keepalives", "", Keyword::if_given},
    {"keepalives_idle", "", Keyword::if_given},
    {"keepalives_interval", "", Keyword::if_given},
    {"keepalives_count", "", Keyword::if_given},
    {"tcp_user_timeout", "", Keyword::if_given},
    {"gssencmode", "disable"},
    {"krbsrvname", "postgres"},
    {"gsslib", ""},
    {"gssdelegation", "0"},
    {"replication", "", Keyword::if_given},
    {"min_protocol_version", "3.0"},
    {"max_protocol_version", "3.0"},
    {"sslkeylogfile", "", Keyword::if_given},
    {"scram_client_key", "", Keyword::if_given},
    {"scram_server_key", "", Keyword::if_given},
    {"oauth_issuer", "", Keyword::if_given},
    {"oauth_client_id", "", Keyword::if_given},
    {"oauth_client_secret", "", Keyword::if_given},
    {"oauth_scope", "", Keyword::if_given},
};

void append_pair(std::string& out, std::string_view key, std::string_view value) {
  if (!out.empty()) out += ' ';
  out += key;
  out += "='";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  out += '\'';
}

/// The keys that the libpq of this machine knows.
class Known {
 public:
  Known() : options_(PQconninfoParse("", nullptr), &PQconninfoFree) {
    if (!options_) throw std::bad_alloc();
  }
  [[nodiscard]] bool has(std::string_view key) const noexcept {
    for (const PQconninfoOption* option = options_.get(); option->keyword != nullptr; ++option)
      if (key == option->keyword) return true;
    return false;
  }

 private:
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options_;
};

std::string_view text_option(const plugin::Options& given, std::string_view key,
                             std::string_view absent) {
  const std::string_view value = given.find(key).value_or(absent);
  if (value.find('\0') != std::string_view::npos)
    throw plugin::bad_data("option " + std::string(key) + " holds a NUL byte");
  return value;
}

std::vector<std::string> parts_of(std::string_view list) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = std::min(list.find(','), list.size());
    parts.emplace_back(list.substr(0, end));
    if (end == list.size()) return parts;
    list.remove_prefix(end + 1);
  }
}

void check_port(std::string_view port) {
  const bool digits = !port.empty() && port.size() <= 5 &&
                      port.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits || std::stoi(std::string(port)) < 1 || std::stoi(std::string(port)) > 65535)
    throw plugin::Options::bad_value("port", port, "a whole number from 1 to 65535 for each host");
}

// host[:port] or [v6]:port, as many as there are.
std::vector<Endpoint> endpoints_of_hosts(const plugin::Options& given, std::string_view hosts) {
  for (const std::string_view key : {"host", "hostaddr", "port", "socket"})
    if (given.find(key))
      throw plugin::bad_data("options hosts and " + std::string(key) + " exclude each other");
  std::vector<Endpoint> endpoints;
  for (const std::string& part : parts_of(hosts)) {
    std::string_view name = part;
    std::string_view port;
    const std::size_t bracket = name.starts_with('[') ? name.find(']') : std::string_view::npos;
    const std::size_t colon = name.rfind(':');
    const bool one_colon = colon != std::string_view::npos && name.find(':') == colon;
    if (bracket != std::string_view::npos) {
      if (name.substr(bracket + 1).starts_with(':')) port = name.substr(bracket + 2);
      name = name.substr(1, bracket - 1);
    } else if (one_colon) {
      port = name.substr(colon + 1);
      name = name.substr(0, colon);
    }
    if (name.empty())
      throw plugin::Options::bad_value("hosts", hosts, "host[:port], separated by commas");
    if (!port.empty()) check_port(port);
    endpoints.push_back({std::string(name), {}, port.empty() ? "5432" : std::string(port)});
  }
  return endpoints;
}

// host, hostaddr and port are lists, or one port for all hosts.
std::vector<Endpoint> endpoints_of(const plugin::Options& given) {
  if (const std::string_view list = text_option(given, "hosts", ""); !list.empty())
    return endpoints_of_hosts(given, list);
  std::string_view hosts = text_option(given, "host", "");
  const std::string_view socket = text_option(given, "socket", "");
  const std::string_view addresses = text_option(given, "hostaddr", "");
  if (!socket.empty() && !socket.starts_with('/'))
    throw plugin::Options::bad_value("socket", socket, "the folder of a socket, from / on");
  if (!socket.empty()) hosts = socket;
  if (hosts.empty()) hosts = addresses.empty() ? "localhost" : addresses;
  const std::vector<std::string> names = parts_of(hosts);
  const std::vector<std::string> numbers = parts_of(addresses);
  const std::vector<std::string> ports = parts_of(text_option(given, "port", "5432"));
  if (!addresses.empty() && numbers.size() != names.size())
    throw plugin::bad_data("option hostaddr has " + std::to_string(numbers.size()) +
                           " entries, host has " + std::to_string(names.size()) +
                           ": give one address for each host");
  if (ports.size() != 1 && ports.size() != names.size())
    throw plugin::bad_data("option port has " + std::to_string(ports.size()) +
                           " entries, host has " + std::to_string(names.size()) +
                           ": give one port, or one for each host");
  std::vector<Endpoint> endpoints;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string& port = ports[ports.size() == 1 ? 0 : i];
    check_port(port);
    endpoints.push_back({names[i].empty() ? "localhost" : names[i],
                         addresses.empty() ? std::string() : numbers[i], port});
  }
  return endpoints;
}

std::string system_user() {
  std::array<char, 4096> buffer;
  passwd entry{};
  passwd* found = nullptr;
  const int failed = ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found);
  if (failed != 0 || found == nullptr)
    throw plugin::bad_data("option username is missing, and this process's user has no name");
  return found->pw_name;
}

void append_tls(std::string& out, const plugin::Options& given, const Known& known) {
  const std::string_view mode =
      given
          .choice("ssl_mode", {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
          .value_or("disable");
  std::string_view authorities = text_option(given, "ssl_ca", "");
  if (authorities.empty() && mode.starts_with("verify")) {
    const auto* const found = std::ranges::find_if(
        system_authorities, [](const char* file) { return ::access(file, R_OK) == 0; });
    if (found == system_authorities.end())
      throw plugin::bad_data("option ssl_ca is missing: ssl_mode " + std::string(mode) +
                             " needs the file of the authorities, and the system has none");
    authorities = *found;
  }
  const std::string_view certificate = text_option(given, "ssl_cert", "");
  append_pair(out, "sslmode", mode);
  // With a file of authorities libpq takes `require` for verify-ca: it gets one only when asked to.
  append_pair(out, "sslrootcert", authorities.empty() ? no_file : authorities);
  append_pair(out, "sslcert", certificate.empty() ? no_file : certificate);
  append_pair(out, "sslkey", text_option(given, "ssl_key", ""));
  if (known.has("sslcertmode"))
    append_pair(out, "sslcertmode",
                text_option(given, "sslcertmode", certificate.empty() ? "disable" : "allow"));
}

// A blank or a backslash in the words of `options` is escaped.
std::string setting(std::string_view name, std::string_view value) {
  std::string out = " -c " + std::string(name) + '=';
  for (const char c : value) {
    if (c == ' ' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

ConnectOptions read_options(const plugin::Options& given) {
  constexpr std::int64_t a_day_ms = 86'400'000;
  const Known known;
  ConnectOptions out;
  out.endpoints = endpoints_of(given);
  out.connect_timeout_ms = given.number("connect_timeout_ms", 0, a_day_ms).value_or(0);
  out.timezone = text_option(given, "timezone", "UTC");
  out.target_session_attrs =
      given
          .choice("target_session_attrs",
                  {"any", "read-write", "read-only", "primary", "standby", "prefer-standby"})
          .value_or("any");
  out.shuffled =
      given.choice("load_balance_hosts", {"disable", "random"}).value_or("disable") == "random";
  // The driver reads and writes UTF-8, as the ABI wants it.
  static_cast<void>(given.choice("charset", {"utf8", "UTF8", "utf-8", "UTF-8", "utf8mb4"}));

  const std::string username(text_option(given, "username", ""));
  const std::string_view password = text_option(given, "password", "");
  out.has_password = !password.empty();
  std::string& info = out.conninfo;
  append_pair(info, "user", username.empty() ? system_user() : username);
  append_pair(info, "password", password);
  append_pair(info, "passfile", text_option(given, "passfile", no_file));
  const std::string_view database = text_option(given, "database", "");
  append_pair(
      info, "dbname",
      database.empty() ? (username.empty() ? system_user() : username) : std::string(database));
  append_pair(info, "client_encoding", "UTF8");
  append_pair(info, "connect_timeout", "0");
  append_tls(info, given, known);
  for (const Keyword& keyword : passed_on) {
    const bool is_given = given.find(keyword.key).has_value();
    if (!is_given && (keyword.when == Keyword::if_given || !known.has(keyword.key))) continue;
    if (!known.has(keyword.key))
      throw plugin::bad_data("option " + std::string(keyword.key) +
                             " is not known to the libpq of this machine, version " +
                             std::to_string(PQlibVersion() / 10000));
    append_pair(info, keyword.key, text_option(given, keyword.key, keyword.absent));
  }
  // Only text forms depend on these; the user's own come last and win.
  append_pair(info, "options",
              setting("DateStyle", "ISO,MDY") + setting("IntervalStyle", "postgres") +
                  setting("extra_float_digits", "3") + setting("bytea_output", "hex") +
                  setting("timezone", out.timezone) + ' ' +
                  std::string(text_option(given, "options", "")));
  return out;
}

std::string conninfo_for(const ConnectOptions& options, const Endpoint& endpoint,
                         std::string_view attrs) {
  std::string out = options.conninfo;
  append_pair(out, "host", endpoint.host);
  append_pair(out, "hostaddr", endpoint.address);
  append_pair(out, "port", endpoint.port);
  append_pair(out, "target_session_attrs", attrs);
  return out;
}

}  // namespace zin::postgres
