// Who is a pool of the process.
// SPDX-License-Identifier: MIT
#include "zin/runtime/pool_directory.hpp"

#include "zin/base/metric_text.hpp"
#include "zin/runtime/pool_metrics.hpp"

namespace zin::runtime {

// Leaked on purpose: databases may be closed while the process ends.
PoolDirectory& PoolDirectory::of_process() {
  static auto* const directory = new PoolDirectory;
  return *directory;
}

PoolDirectory::PoolDirectory() { detail::add_metric_writer(write_pool_metrics); }

void PoolDirectory::add(PoolState& pool) {
  const std::lock_guard lock{mutex_};
  pools_.push_back(&pool);
}

void PoolDirectory::remove(PoolState& pool) noexcept {
  const std::lock_guard lock{mutex_};
  std::erase(pools_, &pool);
}

}  // namespace zin::runtime
