// Takes database URLs apart and puts them together again without their secrets.
// SPDX-License-Identifier: MIT
#include "zin/config/dsn.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

[[noreturn]] void refuse(std::string_view source, std::string_view reason) {
  throw Error{Errc::invalid_config, fmt::format("{} cannot be read: {}", source, reason)};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text, std::string_view part, std::string_view source) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        refuse(source, fmt::format("in the {}, % must be followed by two hexadecimal digits; write "
                                   "%25 for a % itself",
                                   part));
      }
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') refuse(source, fmt::format("the {} holds a NUL byte", part));
    result += c;
  }
  return result;
}

bool is_option_key(std::string_view key) {
  return !key.empty() && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

std::vector<Host> parse_hosts(std::string_view text, std::string_view source) {
  std::vector<Host> hosts;
  if (text.empty()) return hosts;
  for (;;) {
    const auto comma = text.find(',');
    const std::string_view one = text.substr(0, comma);
    // Decoding comes first for sockets' folders (%2Frun%2Fpostgresql) and last for nothing else.
    HostText parsed = parse_host(decoded(one, "host", source));
    if (!parsed.problem.empty()) {
      refuse(source, fmt::format("{}; a user name or password with one of / ? # @ % in it must be "
                                 "percent-encoded",
                                 parsed.problem));
    }
    hosts.push_back(std::move(parsed.host));
    if (comma == std::string_view::npos) return hosts;
    text.remove_prefix(comma + 1);
  }
}

void parse_authority(std::string_view authority, std::string_view source, Dsn& dsn) {
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    const std::string_view user = authority.substr(0, at);
    const auto colon = user.find(':');
    dsn.username = decoded(user.substr(0, colon), "user name", source);
    if (colon != std::string_view::npos) {
      dsn.password = decoded(user.substr(colon + 1), "password", source);
    }
    authority.remove_prefix(at + 1);
  }
  dsn.hosts = parse_hosts(authority, source);
}

std::string sqlite_file(std::string_view rest, std::string_view source) {
  const auto first = rest.find_first_not_of('/');
  const std::size_t slashes = std::min(first, rest.size());
  const std::string_view name = rest.substr(slashes);
  if (name == ":memory:") return std::string{name};
  if (slashes == 2 && !name.empty()) {
    refuse(source,
           "sqlite://name is ambiguous; write sqlite:name for a file in the working folder, or "
           "sqlite:///name for an absolute path");
  }
  if (name.empty()) {
    if (slashes == 0 || slashes == 2) return {};
    refuse(source, "the database is a folder; name a file: sqlite:///folder/name.sqlite");
  }
  return decoded(slashes == 0 ? std::string{name} : "/" + std::string{name}, "database", source);
}

}  // namespace

Options parse_options(std::string_view text, std::string_view source) {
  Options options;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    const auto equals = one.find('=');
    if (equals == std::string_view::npos) {
      refuse(source, "an option has no value; write key=value, separated by &");
    }
    std::string key = decoded(one.substr(0, equals), "key of an option", source);
    if (!is_option_key(key)) {
      refuse(source,
             "the key of an option holds a character that no key has; options are key=value, "
             "separated by &, other characters percent-encoded");
    }
    const bool twice =
        std::any_of(options.begin(), options.end(), [&](const auto& o) { return o.first == key; });
    if (twice) refuse(source, fmt::format("option {} is given twice", key));
    std::string value = decoded(one.substr(equals + 1), "value of an option", source);
    options.emplace_back(std::move(key), std::move(value));
  }
  return options;
}

Dsn parse_dsn(std::string_view url, std::string_view source) {
  url = trimmed(url);
  const auto colon = url.find(':');
  const std::string scheme = lowered(url.substr(0, std::min(colon, url.size())));
  if (colon == std::string_view::npos || !is_driver_name(scheme)) {
    refuse(source, "it must start with a driver's name: driver://user:password@host:port/database");
  }
  Dsn dsn{.driver = canonical_driver(scheme)};
  std::string_view rest = url.substr(colon + 1);
  // Without "//" the text before the colon may as well be a user name, so it is not repeated here.
  const bool sqlite = dsn.driver == "sqlite";
  if (!sqlite && rest.substr(0, 2) != "//") {
    refuse(source, "// must follow the driver's name: driver://user:password@host:port/database");
  }
  if (rest.find('#') != std::string_view::npos) {
    refuse(source, "write %23 for a # in a part of it; a fragment has no meaning here");
  }
  if (sqlite) {
    const auto question = rest.find('?');
    dsn.database = sqlite_file(rest.substr(0, question), source);
    if (question != std::string_view::npos) {
      dsn.options = parse_options(rest.substr(question + 1), source);
    }
    return dsn;
  }

  rest.remove_prefix(2);
  const auto authority_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view authority = rest.substr(0, authority_end);
  rest.remove_prefix(authority_end);
  // An @ further on is the mark of a password with a raw / or ? in it: what looks like a database
  // would be a piece of the password.
  if (rest.find('@') != std::string_view::npos) {
    refuse(source,
           "there is an @ after the host; percent-encode / as %2F, ? as %3F and @ as %40 in user "
           "name, password, database and options");
  }
  parse_authority(authority, source, dsn);
  const auto question = rest.find('?');
  if (question != std::string_view::npos) {
    dsn.options = parse_options(rest.substr(question + 1), source);
  }
  const std::string_view path = rest.substr(0, question);
  if (!path.empty()) dsn.database = decoded(path.substr(1), "database", source);
  return dsn;
}

bool looks_secret(std::string_view key) {
  constexpr std::string_view marks = "pass pwd secret token key credential auth";
  const std::string lower = lowered(key);
  const auto words = listed(marks, ' ');
  return std::any_of(words.begin(), words.end(),
                     [&](const auto& word) { return lower.find(word) != std::string::npos; });
}

std::string displayed(std::string_view value) {
  if (value.find("://") != std::string_view::npos) return redact(value);
  return value.find('@') == std::string_view::npos ? shown(value) : std::string{masked};
}

std::string redact(std::string_view url) {
  Dsn dsn;
  try {
    dsn = parse_dsn(url);
  } catch (const Error&) {
    const auto scheme_end = url.find("://");
    const std::string scheme = lowered(url.substr(0, std::min(scheme_end, url.size())));
    const bool has_scheme = scheme_end != std::string_view::npos && is_driver_name(scheme);
    return has_scheme ? fmt::format("{}://{}", scheme, masked) : std::string{masked};
  }
  std::string text = dsn.driver + ':';
  if (dsn.driver == "sqlite") {
    text += dsn.database.starts_with('/') ? "//" + dsn.database : dsn.database;
  } else {
    text += "//";
    text += dsn.username;
    if (dsn.password) text += fmt::format(":{}", masked);
    if (!dsn.username.empty() || dsn.password) text += '@';
    for (std::size_t i = 0; i < dsn.hosts.size(); ++i) {
      const Host& host = dsn.hosts[i];
      const bool bare_v6 =
          host.port == 0 && host.name.find(':') != std::string::npos && host.name.front() != '/';
      text += i == 0 ? "" : ",";
      text += bare_v6 ? fmt::format("[{}]", host.name) : to_text(host);
    }
    if (!dsn.database.empty()) text += '/' + dsn.database;
  }
  char separator = '?';
  for (const auto& [key, value] : dsn.options) {
    text += fmt::format("{}{}={}", separator, key,
                        looks_secret(key) && !value.empty() ? masked : std::string_view{value});
    separator = '&';
  }
  return shown(text);
}

}  // namespace zin::config
