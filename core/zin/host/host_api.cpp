// The zin_host table: C functions that forward to the library's own services.
// SPDX-License-Identifier: MIT
#include "zin/host/host_api.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "zin/abi/ext_clock.h"
#include "zin/base/log.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/build_config.hpp"

namespace zin::host {
namespace {

// Longer messages are cut; a plugin with a wild length must not fill the log.
constexpr std::size_t max_message_bytes = 8192;
constexpr std::size_t max_component_bytes = 64;

struct ConfigHolder {
  std::mutex mutex;
  std::shared_ptr<const ConfigLookup> lookup;
  std::set<std::string, std::less<>> given;  // nodes never move: the plugins hold views
};

ConfigHolder& config_holder() {
  // Leaked on purpose: plugins hold the views until the process ends.
  static auto* const instance = new ConfigHolder;
  return *instance;
}

std::atomic<void (*)(std::uint64_t) noexcept> wake_hook{nullptr};
std::atomic<bool (*)(std::uint64_t) noexcept> cancel_hook{nullptr};

void ZIN_CALL api_log(void*, std::int32_t level, zin_str component, zin_str message) noexcept try {
  const auto clamped = static_cast<LogLevel>(
      std::clamp<std::int32_t>(level, ZIN_LOG_TRACE, static_cast<std::int32_t>(ZIN_LOG_ERROR)));
  if (!log_enabled(clamped)) return;
  log(clamped, printable(text_of(component), max_component_bytes),
      printable(text_of(message), max_message_bytes));
} catch (...) {  // out of memory: the message is lost, the plugin goes on
}

std::atomic<Clock*> replaced_clock{nullptr};

std::int64_t told_ns(TimePoint at) noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(at.time_since_epoch()).count();
}

std::int64_t ZIN_CALL api_now_ns(void*) noexcept {
  const Clock* const clock = replaced_clock.load(std::memory_order_acquire);
  return clock == nullptr ? monotonic_ns() : told_ns(clock->now());
}

std::int64_t ZIN_CALL api_coarse_ns(void*) noexcept {
  const Clock* const clock = replaced_clock.load(std::memory_order_acquire);
  if (clock != nullptr) [[unlikely]]
    return told_ns(clock->now());
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

// The kernel moves it at each tick, every 1 to 10 ms; a virtual machine's may come late.
constexpr zin_clock clock_extension{.struct_size = sizeof(zin_clock),
                                    .reserved0 = 0,
                                    .lag_ns = 100'000'000,
                                    .coarse_ns = api_coarse_ns};

zin_str ZIN_CALL api_get_config(void*, zin_str key) noexcept try {
  auto& holder = config_holder();
  std::shared_ptr<const ConfigLookup> lookup;
  {
    const std::lock_guard lock{holder.mutex};
    lookup = holder.lookup;
  }
  if (!lookup || !*lookup) return {nullptr, 0};
  // Called without the lock: it may read files or log.
  std::optional<std::string> value = (*lookup)(text_of(key));
  if (!value) return {nullptr, 0};
  const std::lock_guard lock{holder.mutex};
  return abi_view(*holder.given.insert(std::move(*value)).first);
} catch (...) {
  return {nullptr, 0};
}

void ZIN_CALL api_wake(void*, std::uint64_t token) noexcept {
  if (auto* const hook = wake_hook.load(std::memory_order_acquire)) hook(token);
}

std::int32_t ZIN_CALL api_cancel_requested(void*, std::uint64_t token) noexcept {
  auto* const hook = cancel_hook.load(std::memory_order_acquire);
  return hook != nullptr && hook(token) ? 1 : 0;
}

const void* ZIN_CALL api_get_extension(void*, zin_str id) noexcept {
  return text_of(id) == ZIN_EXT_CLOCK ? &clock_extension : nullptr;
}

}  // namespace

const zin_host* host_api() noexcept {
  static const zin_host table{
      .struct_size = sizeof(zin_host),
      .abi_version = ZIN_ABI_VERSION,
      .ctx = nullptr,
      .name = abi_view("zin"),
      .version = abi_view(ZIN_VERSION),
      // Above the levels of the ABI stands only "off", where nothing but errors is worth
      // formatting.
      .log_level = std::min<std::int32_t>(static_cast<std::int32_t>(log_level()), ZIN_LOG_ERROR),
      .reserved0 = 0,
      .log = api_log,
      .now_ns = api_now_ns,
      .get_config = api_get_config,
      .wake = api_wake,
      .cancel_requested = api_cancel_requested,
      .get_extension = api_get_extension,
  };
  return &table;
}

void set_config_lookup(ConfigLookup lookup) {
  auto next = std::make_shared<const ConfigLookup>(std::move(lookup));
  auto& holder = config_holder();
  const std::lock_guard lock{holder.mutex};
  holder.lookup.swap(next);
}

void set_reactor_hooks(ReactorHooks hooks) noexcept {
  wake_hook.store(hooks.wake, std::memory_order_release);
  cancel_hook.store(hooks.cancel_requested, std::memory_order_release);
}

void set_clock(Clock* clock) noexcept { replaced_clock.store(clock, std::memory_order_release); }

std::int64_t monotonic_ns() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

}  // namespace zin::host
