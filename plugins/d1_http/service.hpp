// The two ways to a database: the REST API and the signed proxy.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "answer.hpp"
#include "cloudflare/client.hpp"
#include "cloudflare/service_options.hpp"
#include "errors.hpp"
#include "rendered.hpp"
#include "zin/plugin/operation.hpp"
#include "zin/plugin/options.hpp"

namespace zin::d1 {

/// Thrown when the service says no: what the host is told, and what the message names.
class Refused final : public std::exception {
 public:
  explicit Refused(Told what) : told(std::move(what)) {}
  [[nodiscard]] const char* what() const noexcept override { return told.failure.what(); }
  Told told;
};

/// Sends statements. [one thread at a time], but for cancel().
class Service {
 public:
  virtual ~Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Several items take effect together or not at all; what is no atomic() service takes one only.
  /// `safe`: all of them may run twice. Throws Refused, or plugin::Failure when there was no
  /// answer.
  [[nodiscard]] virtual std::shared_ptr<Answer> run(std::span<const Item> items, bool safe,
                                                    const plugin::Operation& op) = 0;
  void connect(const plugin::Operation& op) { client_.connect(op); }
  void cancel(std::uint64_t token) noexcept { client_.interruption().cancel(token); }

 protected:
  explicit Service(cloudflare::Endpoint endpoint) : client_(std::move(endpoint)) {}

  /// Throws what the answer means, without the secrets.
  [[noreturn]] static void refuse(const cloudflare::Response& response, const Asked& asked,
                                  std::initializer_list<std::string_view> secrets);

  cloudflare::Client client_;
};

inline constexpr std::string_view api_option_keys =
    "account_id api_token database base_url timeout_ms connect_timeout_ms send_timeout_ms "
    "receive_timeout_ms max_response_bytes ssl_mode ssl_ca";
inline constexpr std::string_view proxy_option_keys =
    "key_id secret mode base_url timeout_ms connect_timeout_ms send_timeout_ms receive_timeout_ms "
    "max_response_bytes ssl_mode ssl_ca";

/// The REST API. Throws MISUSE or DATA, naming the setting that is missing or wrong; no I/O.
[[nodiscard]] std::unique_ptr<Service> api_service(const plugin::Options& given);
/// The signed proxy, likewise.
[[nodiscard]] std::unique_ptr<Service> proxy_service(const plugin::Options& given);

}  // namespace zin::d1
