// A host with a clock, without configuration, that swallows what is logged.
// SPDX-License-Identifier: MIT
#include "host.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>

#include "fence.hpp"
#include "text.hpp"

namespace zin::conform {
namespace {

std::mutex mutex;
std::condition_variable woken;
std::set<std::uint64_t> wakes;

void log(void* /*ctx*/, int32_t /*level*/, zin_str component, zin_str message) {
  // Both are read, so that a view of freed memory is found.
  [[maybe_unused]] const bool ok = is_utf8(view(component)) && is_utf8(view(message));
}

int64_t now(void* /*ctx*/) { return now_ns(); }

zin_str get_config(void* /*ctx*/, zin_str /*key*/) { return {nullptr, 0}; }

void wake(void* /*ctx*/, uint64_t token) {
  const std::lock_guard lock{mutex};
  wakes.insert(token);
  woken.notify_all();
}

int32_t cancel_requested(void* /*ctx*/, uint64_t /*token*/) { return 0; }

const void* get_extension(void* /*ctx*/, zin_str /*id*/) { return nullptr; }

}  // namespace

const zin_host* test_host() {
  static const auto* host = new FencedStruct<zin_host>{zin_host{
                                                           .struct_size = sizeof(zin_host),
                                                           .abi_version = ZIN_ABI_VERSION,
                                                           .ctx = nullptr,
                                                           .name = str("zin-conform"),
                                                           .version = str("0.1.0"),
                                                           .log_level = ZIN_LOG_TRACE,
                                                           .reserved0 = 0,
                                                           .log = log,
                                                           .now_ns = now,
                                                           .get_config = get_config,
                                                           .wake = wake,
                                                           .cancel_requested = cancel_requested,
                                                           .get_extension = get_extension,
                                                       },
                                                       sizeof(zin_host)};
  return host->get();
}

std::int64_t now_ns() noexcept {
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds{1};
}

bool wait_for_wake(std::uint64_t token, std::chrono::milliseconds limit) {
  std::unique_lock lock{mutex};
  if (!woken.wait_for(lock, limit, [&] { return wakes.contains(token); })) return false;
  wakes.erase(token);
  return true;
}

std::uint64_t new_token() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace zin::conform
