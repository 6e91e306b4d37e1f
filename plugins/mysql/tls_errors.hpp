// OpenSSL's queue of errors, one for each thread.
// SPDX-License-Identifier: MIT
#pragma once

// Of the connector's TLS library; none where that is not OpenSSL.
extern "C" [[gnu::weak]] void ERR_clear_error();

namespace zin::mysql {

/// Empties the queue of this thread. What a connection that was cut, or anybody else, has left
/// there is taken for the answer of the next read that has to wait: SSL_get_error(3) wants the
/// queue to be empty before an operation, and the connector does not see to it.
inline void clear_tls_errors() noexcept {
  if (ERR_clear_error != nullptr) ERR_clear_error();
}

}  // namespace zin::mysql
