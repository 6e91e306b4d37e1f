// What an answer of the API says of success, whatever it carries.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http_session.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::cloudflare {

/// The first error of an envelope, or of a proxy's `{code, message}`.
struct ApiError {
  std::int64_t code = 0;  ///< 0 = none, or the proxy's word: see `word`.
  std::string word;
  std::string message;
};

/// Reads `errors[0]`, or `code` and `message`, of a body. A body that is no JSON becomes the
/// message, its first 300 characters without control characters.
[[nodiscard]] ApiError read_error(std::string_view body);

/// What `success` of the envelope says; nothing when there is no such member.
[[nodiscard]] std::optional<bool> read_success(std::string_view body);

/// `text` with each occurrence of the secrets replaced by `***`: a gateway may repeat what it was
/// sent. Secrets of fewer than four characters are not looked for.
[[nodiscard]] std::string redacted(std::string text,
                                   std::initializer_list<std::string_view> secrets);

/// The failure for an answer that says nothing of its own: by its status. 401 and 403 AUTH and
/// PERMISSION, 404 NOT_FOUND, 408 and 504 TIMEOUT, 413 and 414 RESOURCE, 429 BUSY with
/// native_code 429 and retry_after_ns, other 5xx CONNECTION; MAYBE_APPLIED with a 5xx unless
/// `safe`.
[[nodiscard]] plugin::Failure status_failure(const Response& response, const ApiError& error,
                                             bool safe);

}  // namespace zin::cloudflare
