// The one resolver of the process.
// SPDX-License-Identifier: MIT
#include "zin/runtime/resolver.hpp"

#include <atomic>

#include "zin/base/error.hpp"

namespace zin {
namespace {

std::atomic<ConnectionResolver& (*)()> give_default{nullptr};

}  // namespace

ConnectionResolver& default_resolver() {
  if (auto* const give = give_default.load()) return give();
  throw Error(Errc::unknown_connection,
              "this program has no connections by name; run the query on a session with on()");
}

void set_default_resolver(ConnectionResolver& (*give)()) noexcept { give_default.store(give); }

}  // namespace zin
