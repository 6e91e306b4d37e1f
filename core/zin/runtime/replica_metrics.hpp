// The metrics of all replicas: the families `zin_replica_...`.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/directory.hpp"

namespace zin::runtime {

class Replica;

/// The replicas of the process. [thread-safe]
[[nodiscard]] detail::Directory<Replica>& replicas();

}  // namespace zin::runtime
