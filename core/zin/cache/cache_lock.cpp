// A lock as a value of the store.
// SPDX-License-Identifier: MIT
#include "zin/cache/cache_lock.hpp"

#include <algorithm>
#include <random>

#include "zin/base/error.hpp"
#include "zin/cache/engine.hpp"
#include "zin/loop/pause.hpp"

namespace zin {

using caching::hit;
using caching::item_of;
using caching::Pins;

CacheLock::CacheLock(std::shared_ptr<caching::Engine> engine, std::string key, std::string owner,
                     std::chrono::nanoseconds lease, bool may_be_held)
    : engine_(std::move(engine)),
      key_(std::move(key)),
      owner_(std::move(owner)),
      lease_(lease),
      held_(may_be_held) {}

CacheLock::CacheLock(CacheLock&& other) noexcept
    : engine_(std::move(other.engine_)),
      key_(std::move(other.key_)),
      owner_(std::move(other.owner_)),
      lease_(other.lease_),
      held_(std::exchange(other.held_, false)) {}

CacheLock::~CacheLock() { release_quietly(); }

detail::CacheLoops& CacheLock::loops() const noexcept { return *engine_; }

bool CacheLock::try_acquire() {
  engine_->refuse_when_closed();
  zin_cache_item item = item_of(key_, ZIN_CSET_IF_ABSENT);
  item.value = {owner_.data(), owner_.size()};
  item.ttl_ns = lease_.count();
  engine_->backend().set({&item, 1});
  if (hit(item)) held_ = true;
  return hit(item);
}

bool CacheLock::acquire(std::chrono::nanoseconds longest) {
  using std::chrono::milliseconds;
  Clock& clock = engine_->clock();
  const TimePoint now = clock.now();
  const TimePoint until = longest > TimePoint::max() - now ? TimePoint::max() : now + longest;
  std::minstd_rand random{std::random_device{}()};
  std::chrono::nanoseconds most = milliseconds{2};
  for (;;) {
    if (try_acquire()) return true;
    if (clock.now() >= until) return false;
    // Not all at the same time again.
    const std::chrono::nanoseconds pause{
        std::uniform_int_distribution<std::int64_t>{most.count() / 2, most.count()}(random)};
    if (!detail::pause_until(std::min(until, clock.now() + pause), clock)) {
      throw Error(Errc::cancelled, "cancelled while it waited for a lock");
    }
    most = std::min<std::chrono::nanoseconds>(2 * most, milliseconds{100});
  }
}

std::uint64_t CacheLock::version() const {
  engine_->refuse_when_closed();
  zin_cache_item item = item_of(key_, ZIN_CGET_VERSION);
  const Pins pins{engine_->backend(), {&item, 1}};
  engine_->backend().get({&item, 1});
  return hit(item) && caching::value_of(item) == owner_ ? item.version : 0;
}

bool CacheLock::release() {
  held_ = false;
  const std::uint64_t mine = version();
  if (mine == 0) return false;
  zin_cache_item item = item_of(key_, ZIN_CSET_IF_VERSION);
  item.version = mine;
  engine_->backend().remove({&item, 1});
  return hit(item);
}

bool CacheLock::extend() {
  const std::uint64_t mine = version();
  if (mine == 0) return held_ = false;
  zin_cache_item item = item_of(key_, ZIN_CSET_IF_VERSION);
  item.version = mine;
  item.value = {owner_.data(), owner_.size()};
  item.ttl_ns = lease_.count();
  engine_->backend().set({&item, 1});
  return held_ = hit(item);
}

bool CacheLock::is_held() const { return version() != 0; }

void CacheLock::force_release() {
  held_ = false;
  engine_->refuse_when_closed();
  zin_cache_item item = item_of(key_);
  engine_->backend().remove({&item, 1});
}

std::string CacheLock::detach() noexcept {
  held_ = false;
  return owner_;
}

// The lease ends it where this fails.
void CacheLock::release_quietly() noexcept {
  if (!held_) return;
  try {
    release();
  } catch (const Error&) {
  }
}

void CacheLock::refuse_busy() const {
  throw Error(Errc::busy,
              "another one holds the lock for longer than this one could wait; try "
              "again later, or wait longer");
}

}  // namespace zin
