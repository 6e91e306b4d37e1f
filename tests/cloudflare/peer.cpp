// A small HTTP client: one request a connection.
// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace zin::test {
namespace {

std::string variable(const std::string& name) {
  const char* const value = std::getenv(("ZIN_TEST_CLOUDFLARE_" + name).c_str());
  if (value == nullptr) throw std::runtime_error("ZIN_TEST_CLOUDFLARE_" + name + " is not set");
  return value;
}

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15u];
  }
  return out;
}

std::uint64_t number_of(const std::string& json, const std::string& name) {
  const std::size_t at = json.find('"' + name + "\":");
  if (at == std::string::npos) throw std::runtime_error("no " + name + " in " + json);
  return std::stoull(json.substr(at + name.size() + 3));
}

std::string exchange(std::uint16_t port, const std::string& request) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  bool sent = ::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  for (std::size_t at = 0; sent && at < request.size();) {
    const ssize_t count = ::send(fd, request.data() + at, request.size() - at, MSG_NOSIGNAL);
    if (count <= 0)
      sent = false;
    else
      at += static_cast<std::size_t>(count);
  }
  char buffer[16384];
  for (ssize_t count = 0; sent && (count = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
    answer.append(buffer, static_cast<std::size_t>(count));
  ::close(fd);
  if (!sent) throw std::runtime_error("the gate of the Cloudflare peer does not answer");
  return answer;
}

}  // namespace

Peer::Peer()
    : url(variable("URL")),
      direct_url(variable("DIRECT_URL")),
      token(variable("TOKEN")),
      account(variable("ACCOUNT")),
      proxy_key_id(variable("PROXY_KEY_ID")),
      proxy_secret(variable("PROXY_SECRET")),
      databases(listed(variable("DATABASES"))),
      namespaces(listed(variable("NAMESPACES"))),
      proxies(listed(variable("PROXY_URLS"))),
      gate_(variable("GATE")) {}

std::string Peer::ask(std::string_view method, std::string_view path, std::string_view body) const {
  const auto port = static_cast<std::uint16_t>(std::stoul(gate_.substr(gate_.rfind(':') + 1)));
  std::string request(method);
  ((request += ' ') += path) += " HTTP/1.1\r\nHost: gate\r\nConnection: close\r\nContent-Length: ";
  ((request += std::to_string(body.size())) += "\r\n\r\n") += body;
  const std::string answer = exchange(port, request);
  const std::size_t end = answer.find("\r\n\r\n");
  if (!answer.starts_with("HTTP/1.1 200 ") || end == std::string::npos)
    throw std::runtime_error("the gate refuses " + request + ": " + answer);
  return answer.substr(end + 4);
}

void Peer::fault(std::string_view rules) const { (void)ask("POST", "/faults", rules); }

void Peer::forget() const {
  (void)ask("DELETE", "/faults");
  (void)ask("DELETE", "/requests");
}

Peer::Counts Peer::counts(std::string_view method, std::string_view path,
                          std::string_view contains) const {
  std::string route = "/counts?path=" + encoded(path) + "&contains=" + encoded(contains);
  if (!method.empty()) route += "&method=" + std::string(method);
  const std::string told = ask("GET", route);
  return {number_of(told, "requests"), number_of(told, "forwarded"),
          number_of(told, "connections")};
}

std::string Peer::requests() const { return ask("GET", "/requests"); }

void Peer::set_idle(std::int64_t milliseconds) const {
  (void)ask("POST", "/settings", "{\"idle_ms\":" + std::to_string(milliseconds) + "}");
}

void Peer::set_proxy(int number, std::string_view settings) const {
  (void)ask("POST", "/proxy/" + std::to_string(number), settings);
}

}  // namespace zin::test
