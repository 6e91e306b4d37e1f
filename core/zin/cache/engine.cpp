// Keys, TTLs and the life of a store.
// SPDX-License-Identifier: MIT
#include "zin/cache/engine.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <exception>
#include <limits>
#include <new>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/cache/cache_metrics.hpp"

namespace zin::caching {

struct Engine::Aside {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t running = 0;
};

// What nobody waits for, on a thread that may block.
class Engine::AsideFiber final : public detail::Fiber {
 public:
  AsideFiber(Engine& engine, std::function<void()> work)
      : engine_(engine), work_(std::move(work)) {}

 private:
  void run() noexcept override {
    try {
      work_();
    } catch (const std::exception& failure) {
      log(LogLevel::warn, "cache",
          fmt::format("a value of the store \"{}\" could not be made anew: {}", engine_.name(),
                      failure.what()));
    } catch (...) {
      log(LogLevel::warn, "cache",
          fmt::format("a value of the store \"{}\" could not be made anew", engine_.name()));
    }
    work_ = nullptr;  // what it holds ends before whoever waits goes on
  }
  void ended() noexcept override {
    Aside& aside = *engine_.aside_;
    delete this;
    const std::lock_guard lock{aside.mutex};
    --aside.running;
    aside.changed.notify_all();
  }

  Engine& engine_;
  std::function<void()> work_;
};

Engine::Engine(std::string name, CacheConfig config, const BackendMaker& make, Clock& clock)
    : name_(std::move(name)),
      config_(std::move(config)),
      clock_(clock),
      backend_(make(workers_)),
      max_key_bytes_(backend_->info().max_key_bytes != 0
                         ? backend_->info().max_key_bytes
                         : std::numeric_limits<std::uint64_t>::max()),
      observer_(name_, std::string{backend_->driver()}),
      flights_(clock),
      aside_(std::make_unique<Aside>()) {
  engines().add(*this);
}

Engine::~Engine() {
  engines().remove(*this);
  close();
}

void Engine::throw_closed() const {
  throw Error(Errc::closed, "the cache \"" + name_ +
                                "\" is closed; its Manager has ended, or "
                                "close() was called");
}

std::string Engine::full_key(Place place) const {
  if (place.key.empty()) throw Error(Errc::invalid_argument, "the key of a cached value is empty");
  if (place.key.starts_with(reserved)) {
    throw Error(Errc::invalid_argument,
                fmt::format("keys that begin with \"{}\" are the library's own; choose another one",
                            reserved));
  }
  std::string key = config_.prefix;
  key += place.scope;
  key += place.key;
  if (key.size() > max_key_bytes_) {
    throw Error(Errc::invalid_argument,
                fmt::format("the key has {} bytes with the store's prefix, and the store \"{}\" "
                            "takes {}; use a shorter one, or a digest of it",
                            key.size(), name_, max_key_bytes_));
  }
  return key;
}

std::string Engine::beside(std::string_view what, Place place) const {
  return fmt::format("{}{}{}:{}{}", config_.prefix, reserved, what, place.scope, place.key);
}

std::int64_t Engine::ttl_ns(Ttl ttl) const {
  if (ttl.is_forever()) return ZIN_TTL_NONE;
  if (ttl.is_default()) {
    const bool expires = config_.default_ttl.count() > 0 && backend_->can(ZIN_CCAP_TTL);
    return expires ? std::chrono::nanoseconds{config_.default_ttl}.count() : ZIN_TTL_NONE;
  }
  if (ttl.span().count() <= 0) {
    throw Error(Errc::invalid_argument,
                "a TTL of zero or less; say zin::Ttl::forever() for a value without an end, and "
                "forget() to remove it");
  }
  require(ZIN_CCAP_TTL, "let values expire", "use forever()");
  return ttl.span().count();
}

void Engine::require(std::uint64_t wanted, std::string_view what, std::string_view instead) const {
  refuse_when_closed();
  if (backend_->can(wanted)) return;
  throw Error(Errc::unsupported, fmt::format("the store \"{}\" ({}) cannot {}; {}", name_,
                                             backend_->driver(), what, instead));
}

void Engine::check_value(std::string_view bytes) const {
  const std::uint64_t most = backend_->info().max_value_bytes;
  if (most == 0 || bytes.size() <= most) return;
  throw Error(Errc::invalid_argument,
              fmt::format("the value has {} bytes, and the store \"{}\" takes {}", bytes.size(),
                          name_, most));
}

CacheCapabilities Engine::capabilities() const {
  const zin_cache_info& info = backend_->info();
  const auto can = [&](std::uint64_t wanted) { return backend_->can(wanted); };
  return {.ttl = can(ZIN_CCAP_TTL),
          .touch = can(ZIN_CCAP_TOUCH),
          .atomic_add = can(ZIN_CCAP_IF_ABSENT),
          .compare_and_swap = can(ZIN_CCAP_CAS),
          .counters = can(ZIN_CCAP_INCR),
          .scan = can(ZIN_CCAP_SCAN),
          .shared = can(ZIN_CCAP_SHARED),
          .stale = std::chrono::nanoseconds{can(ZIN_CCAP_EVENTUAL) ? info.stale_ns : 0},
          .min_ttl = std::chrono::nanoseconds{info.min_ttl_ns},
          .max_key_bytes = info.max_key_bytes,
          .max_value_bytes = info.max_value_bytes};
}

CacheStats Engine::stats() const {
  const zin_cache_stats said = backend_->stats();
  const auto known = [](std::int64_t number) -> std::optional<std::uint64_t> {
    if (number < 0) return std::nullopt;
    return static_cast<std::uint64_t>(number);
  };
  return {.driver = std::string{backend_->driver()},
          .hits = known(said.hits),
          .misses = known(said.misses),
          .sets = known(said.sets),
          .evicted = known(said.evicted),
          .expired = known(said.expired),
          .items = known(said.items),
          .bytes = known(said.bytes),
          .computed = computed_.load(std::memory_order_relaxed),
          .shared = shared_.load(std::memory_order_relaxed)};
}

bool Engine::run_aside(std::function<void()> work) {
  auto fiber = std::make_unique<AsideFiber>(*this, std::move(work));
  {
    const std::lock_guard lock{aside_->mutex};
    if (closed_.load(std::memory_order_relaxed)) return false;
    ++aside_->running;
  }
  try {
    fiber->launch(workers_.loop());
    static_cast<void>(fiber.release());
  } catch (...) {
    const std::lock_guard lock{aside_->mutex};
    --aside_->running;
    aside_->changed.notify_all();
    throw;
  }
  return true;
}

void Engine::close() noexcept {
  std::unique_lock lock{aside_->mutex};
  closed_.store(true, std::memory_order_relaxed);
  aside_->changed.wait(lock, [this] { return aside_->running == 0; });
}

detail::Loop& Engine::loop_for(detail::Loop& callers) {
  return backend_->blocks() ? workers_.loop() : callers;
}

void Engine::before_fork() noexcept {
  flights_.before_fork();
  aside_->mutex.lock();
}
void Engine::after_fork_in_parent() noexcept {
  aside_->mutex.unlock();
  flights_.after_fork_in_parent();
}
// Its threads and its store are the parent's.
void Engine::after_fork_in_child() noexcept {
  detail::leave_memory_to_parent(aside_.release());
  aside_ = std::make_unique<Aside>();
  flights_.after_fork_in_child();
  backend_->leave_to_parent();
}

}  // namespace zin::caching
