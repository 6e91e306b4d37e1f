// Finds SSL_pending among what libpq has loaded.
// SPDX-License-Identifier: MIT
#include "tls_pending.hpp"

#include <dlfcn.h>
#include <libpq-fe.h>

namespace zin::postgres {
namespace {

using Pending = int (*)(const void*);

Pending find_pending() noexcept {
  Dl_info libpq{};
  if (::dladdr(reinterpret_cast<const void*>(&PQconnectPoll), &libpq) == 0) return nullptr;
  void* const library = ::dlopen(libpq.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
  if (library == nullptr) return nullptr;
  // Searches what the library depends on too.
  const auto found = reinterpret_cast<Pending>(::dlsym(library, "SSL_pending"));
  ::dlclose(library);
  return found;
}

}  // namespace

int tls_pending(void* ssl) noexcept {
  static const Pending pending = find_pending();
  return pending == nullptr ? 0 : pending(ssl);
}

}  // namespace zin::postgres
