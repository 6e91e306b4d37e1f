// Whether OpenSSL holds decrypted bytes that no poll() will tell of.
// SPDX-License-Identifier: MIT
#pragma once

namespace zin::postgres {

/// SSL_pending() of the OpenSSL that libpq itself uses, which need not be the one that the plugin
/// would be linked with. `ssl` is PQsslStruct(). [thread-safe]
[[nodiscard]] int tls_pending(void* ssl) noexcept;

}  // namespace zin::postgres
