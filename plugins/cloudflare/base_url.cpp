// Takes a base address apart and refuses what would give secrets away.
// SPDX-License-Identifier: MIT
#include "base_url.hpp"

#include <algorithm>
#include <charconv>

#include "zin/plugin/failure.hpp"

namespace zin::cloudflare {
namespace {

plugin::Failure refused(std::string_view name, std::string_view why) {
  return plugin::misuse(std::string(name) + ' ' + std::string(why));
}

bool is_octet(std::string_view text) noexcept {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && error == std::errc() && end == text.data() + text.size() && value <= 255;
}

bool is_loopback(std::string_view host) noexcept {
  if (host == "localhost" || host == "::1") return true;
  if (!host.starts_with("127.") || std::count(host.begin(), host.end(), '.') != 3) return false;
  while (true) {
    const std::size_t dot = std::min(host.find('.'), host.size());
    if (!is_octet(host.substr(0, dot))) return false;
    if (dot == host.size()) return true;
    host.remove_prefix(dot + 1);
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool has_blank_or_control(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; });
}

}  // namespace

std::string BaseUrl::authority() const {
  std::string out = host.find(':') == std::string::npos ? host : '[' + host + ']';
  if (port != (tls ? 443 : 80)) out += ':' + std::to_string(port);
  return out;
}

BaseUrl parse_base_url(std::string_view url, std::string_view name) {
  BaseUrl out;
  const std::string start = lower(url.substr(0, 8));
  if (start.starts_with("https://"))
    url.remove_prefix(8);
  else if (start.starts_with("http://")) {
    url.remove_prefix(7);
    out.tls = false;
    out.port = 80;
  } else {
    throw refused(name, "must be an address that starts with https://");
  }
  if (has_blank_or_control(url) || url.find_first_of("?#@") != std::string_view::npos)
    throw refused(name, "must be https://host[:port][/path], without user, query or fragment");
  const std::size_t slash = std::min(url.find('/'), url.size());
  std::string_view authority = url.substr(0, slash);
  out.path = url.substr(slash);
  while (out.path.ends_with('/')) out.path.pop_back();
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) throw refused(name, "has a host without its `]`");
    out.host = lower(authority.substr(1, close - 1));
    port = authority.substr(close + 1);
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    out.host = lower(authority.substr(0, colon));
    port = authority.substr(colon);
  }
  if (out.host.empty()) throw refused(name, "has no host");
  if (!port.empty()) {
    const char* const end = port.data() + port.size();
    const auto [stop, error] = std::from_chars(port.data() + 1, end, out.port);
    if (port.front() != ':' || error != std::errc() || stop != end || out.port == 0)
      throw refused(name, "has a port that is none");
  }
  if (!out.tls && !is_loopback(out.host))
    throw refused(name,
                  "would send secrets in the clear: http is accepted only for localhost, 127.0.0.1 "
                  "and [::1], use https");
  return out;
}

}  // namespace zin::cloudflare
