// Requests over one connection that is kept alive.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interruption.hpp"
#include "service_options.hpp"

namespace zin::cloudflare {

class Wire;

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  /// Behind the base address: begins with `/`, is encoded already, and may have a query.
  std::string path{};
  Headers headers{};
  std::string_view body{};  ///< Borrowed for the call.
  std::string content_type{};
};

struct Response {
  int status = 0;
  Headers headers{};  ///< Names in lower case.
  /// Has room for 64 bytes more than it holds, as simdjson asks for.
  std::string body{};

  /// nullptr when it was not sent; `name` in lower case.
  [[nodiscard]] const std::string* header(std::string_view name) const noexcept;
};

/// Why there is no answer.
enum class Broken : std::uint8_t {
  connect,    ///< No connection: nothing was sent.
  untrusted,  ///< The peer has no certificate that counts: nothing was sent.
  lost,       ///< The connection ended, or what came is no HTTP.
  timed_out,
  cancelled,
  too_large  ///< The answer is beyond the limit.
};

class TransportFailure final : public std::exception {
 public:
  TransportFailure(Broken how, bool was_sent, std::string text)
      : broken(how), sent(was_sent), message(std::move(text)) {}
  [[nodiscard]] const char* what() const noexcept override { return message.c_str(); }

  Broken broken;
  bool sent;  ///< The peer may have the request, or a part of it.
  std::string message;
};

/// Keeps its connection for the next request, for at most three idle seconds and only while the
/// peer has not closed it: a request is never sent into a connection that is known to be gone, and
/// never sent twice by this class. After any failure the connection is closed. [one thread at a
/// time] [blocks]
class HttpSession {
 public:
  HttpSession(Endpoint endpoint, Interruption& interruption);
  ~HttpSession();

  /// Opens a connection unless there is one. Throws TransportFailure.
  void connect(std::int64_t deadline_ns);
  /// Throws TransportFailure; any status is an answer.
  [[nodiscard]] Response send(const Request& request, std::int64_t deadline_ns);
  void close() noexcept;
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return endpoint_; }
  /// How many connections were opened so far.
  [[nodiscard]] std::uint64_t connections() const noexcept { return connections_; }

 private:
  [[nodiscard]] Response exchange(const Request& request, std::int64_t deadline_ns);
  [[nodiscard]] TransportFailure failure_of(const std::exception& cause) const;

  Endpoint endpoint_;
  Interruption& interruption_;
  std::unique_ptr<Wire> wire_;
  std::int64_t idle_since_ns_ = 0;
  std::uint64_t connections_ = 0;
};

}  // namespace zin::cloudflare
