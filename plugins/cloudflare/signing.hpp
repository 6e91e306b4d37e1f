// The signature of a request to a signed proxy.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zin::cloudflare {

/// Who signs. The secret's bytes are the key of the HMAC, as they are.
struct SigningKey {
  std::string id;
  std::string secret;
};

/// What is signed of a request.
struct Signed {
  std::string_view method = "POST";
  std::string_view path;    ///< Without the prefix that the base address has, as the proxy sees it.
  std::string_view search;  ///< "" or "?..."
  std::string_view body;
  std::int64_t timestamp_ms = 0;  ///< Since 1970; the proxy takes 60 s to either side.
  std::string_view nonce;         ///< Never used again.
};

/// The headers x-zt-key-id, x-zt-timestamp, x-zt-nonce, x-zt-body-sha256 and x-zt-signature.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> sign(const SigningKey& key,
                                                                    const Signed& request);

/// Lower-case hex of the SHA-256; also the id of a statement in a proxy's registry.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// 128 random bits as 32 hex digits.
[[nodiscard]] std::string new_nonce();

}  // namespace zin::cloudflare
