// Poco's HTTP on our own sockets: reuse, limits, and what a failure means.
// SPDX-License-Identifier: MIT
#include "http_session.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>

#include <algorithm>
#include <istream>
#include <optional>
#include <ostream>

#include "wire.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::cloudflare {
namespace {

// A peer closes an idle connection after 5 s or so; a request that meets the close is lost.
constexpr std::int64_t longest_idle_ns = 3'000'000'000;
constexpr std::size_t json_padding = 64;  // SIMDJSON_PADDING
constexpr int most_headers = 200;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

TransportFailure too_large(std::uint64_t limit) {
  return {Broken::too_large, true,
          "the answer has more than " + std::to_string(limit) +
              " bytes: ask for less at a time, or raise CLOUDFLARE_MAX_RESPONSE_BYTES"};
}

/// Reads all of the body. `announced` is its length when the peer told it.
void read_body(std::istream& from, std::optional<std::uint64_t> announced, std::uint64_t limit,
               std::string& out) {
  if (announced && *announced > limit) throw too_large(limit);
  constexpr std::size_t step = 64 * 1024;
  // What a peer announces is not yet what it sends.
  out.reserve(std::min<std::uint64_t>(announced.value_or(step), 8u << 20) + json_padding);
  while (from) {
    const std::size_t have = out.size();
    if (out.capacity() < have + step + json_padding && !(announced && have >= *announced))
      out.reserve(std::max(2 * out.capacity(), have + step + json_padding));
    out.resize(std::min(have + step, out.capacity() - json_padding));
    if (out.size() == have) out.resize(have + 1);
    from.read(out.data() + have, static_cast<std::streamsize>(out.size() - have));
    out.resize(have + static_cast<std::size_t>(from.gcount()));
    if (out.size() > limit) throw too_large(limit);
  }
  out.reserve(out.size() + json_padding);
}

}  // namespace

const std::string* Response::header(std::string_view name) const noexcept {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [name](const auto& one) { return one.first == name; });
  return found == headers.end() ? nullptr : &found->second;
}

HttpSession::HttpSession(Endpoint endpoint, Interruption& interruption)
    : endpoint_(std::move(endpoint)), interruption_(interruption) {}

HttpSession::~HttpSession() = default;

void HttpSession::close() noexcept { wire_.reset(); }

void HttpSession::connect(std::int64_t deadline_ns) {
  if (wire_ != nullptr && plugin::now_ns() - idle_since_ns_ < longest_idle_ns && wire_->is_idle())
    return;
  wire_.reset();
  try {
    wire_ = std::make_unique<Wire>(endpoint_, deadline_ns, interruption_);
    ++connections_;
    idle_since_ns_ = plugin::now_ns();
  } catch (const Poco::Exception& cause) {
    const std::string where = endpoint_.base.host + ':' + std::to_string(endpoint_.base.port);
    if (interruption_.cancelled())
      throw TransportFailure(Broken::cancelled, false, "cancelled while connecting to " + where);
    if (dynamic_cast<const Poco::TimeoutException*>(&cause) != nullptr)
      throw TransportFailure(Broken::timed_out, false,
                             where +
                                 " did not answer in time: check the network, or raise "
                                 "connect_timeout_ms");
    if (dynamic_cast<const Poco::Net::SSLException*>(&cause) != nullptr)
      throw TransportFailure(Broken::untrusted, false,
                             "no TLS with " + where + ": " + cause.displayText() +
                                 "; check the address, the clock and the system's certificates");
    throw TransportFailure(Broken::connect, false,
                           "no connection to " + where + ": " + cause.displayText());
  }
}

TransportFailure HttpSession::failure_of(const std::exception& cause) const {
  const Traffic& traffic = wire_->traffic();
  const bool sent = traffic.sent != 0;
  if (interruption_.cancelled()) return {Broken::cancelled, sent, "cancelled"};
  if (traffic.timed_out || dynamic_cast<const Poco::TimeoutException*>(&cause) != nullptr)
    return {Broken::timed_out, sent, "no whole answer came in time"};
  const auto* const known = dynamic_cast<const Poco::Exception*>(&cause);
  std::string text = known != nullptr ? known->displayText() : std::string(cause.what());
  return {Broken::lost, sent, "the connection broke before the whole answer had come: " + text};
}

Response HttpSession::send(const Request& request, std::int64_t deadline_ns) {
  connect(deadline_ns);
  try {
    Response response = exchange(request, deadline_ns);
    idle_since_ns_ = plugin::now_ns();
    return response;
  } catch (const TransportFailure&) {
    close();
    throw;
  } catch (const std::exception& cause) {
    const TransportFailure failure = failure_of(cause);
    close();
    throw failure;
  }
}

Response HttpSession::exchange(const Request& request, std::int64_t deadline_ns) {
  Traffic& traffic = wire_->traffic();
  Poco::Net::HTTPClientSession& session = wire_->session();
  traffic.restart(deadline_ns);
  Poco::Net::HTTPRequest head(request.method, endpoint_.base.path + request.path,
                              Poco::Net::HTTPMessage::HTTP_1_1);
  head.set("Host", endpoint_.base.authority());
  head.set("User-Agent", "zin/" ZIN_PLUGIN_VERSION);
  head.setKeepAlive(true);
  for (const auto& [name, value] : request.headers) head.set(name, value);
  if (!request.content_type.empty()) head.setContentType(request.content_type);
  if (request.method != "GET" || !request.body.empty())
    head.setContentLength64(static_cast<Poco::Int64>(request.body.size()));
  std::ostream& out = session.sendRequest(head);
  // A peer may answer and close before it has read the body: what it says is worth reading then.
  out.write(request.body.data(), static_cast<std::streamsize>(request.body.size()));
  out.flush();
  if (traffic.timed_out) throw Poco::TimeoutException();
  const bool cut_short = session.networkException() != nullptr;

  Poco::Net::HTTPResponse answer;
  answer.setFieldLimit(most_headers);
  std::istream& in = session.receiveResponse(answer);
  Response response;
  response.status = static_cast<int>(answer.getStatus());
  for (const auto& [name, value] : answer) response.headers.emplace_back(lower(name), value);
  const bool chunked = answer.getChunkedTransferEncoding();
  const bool empty = response.status == 204 || response.status == 304;
  std::optional<std::uint64_t> announced;
  if (!chunked && answer.hasContentLength())
    announced = static_cast<std::uint64_t>(answer.getContentLength64());
  read_body(in, announced, endpoint_.limits.max_response_bytes, response.body);
  // Streams swallow what was thrown below them.
  if (const Poco::Exception* const cause = session.networkException(); cause && !cut_short)
    cause->rethrow();
  if (traffic.timed_out) throw Poco::TimeoutException();
  const bool whole = empty || (announced ? response.body.size() == *announced
                               : chunked ? std::string_view(traffic.tail.data(), 5) == "0\r\n\r\n"
                                         : traffic.peer_closed);
  if (!whole || interruption_.cancelled())
    throw Poco::Net::MessageException("the answer was cut off");
  if (!answer.getKeepAlive() || traffic.peer_closed || cut_short) close();
  return response;
}

}  // namespace zin::cloudflare
