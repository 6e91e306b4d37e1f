// Calls across the store ABI.
// SPDX-License-Identifier: MIT
#include "zin/cache/driver_store.hpp"

#include <algorithm>
#include <new>
#include <optional>

#include "zin/base/fork_guard.hpp"
#include "zin/cache/store_failure.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/driver_connection.hpp"
#include "zin/host/status.hpp"

namespace zin::caching {
namespace {

using detail::Fiber;
using host::abi_view;
using host::text_of;

// While it lives the current fiber, if there is one, is where it may block.
class BlockingCall {
 public:
  BlockingCall(detail::Workers& workers, bool blocks)
      : fiber_(blocks ? Fiber::polling() : nullptr) {
    if (fiber_ == nullptr) return;
    home_ = &fiber_->loop();
    fiber_->move_to(workers.loop());
  }
  BlockingCall(const BlockingCall&) = delete;
  BlockingCall& operator=(const BlockingCall&) = delete;
  ~BlockingCall() {
    if (fiber_ != nullptr) fiber_->move_to(*home_);
  }

 private:
  Fiber* fiber_;
  detail::Loop* home_ = nullptr;
};

class MyTurn {
 public:
  explicit MyTurn(Turns* turns) : turns_(turns) {
    if (turns_ != nullptr) turns_->take();
  }
  MyTurn(const MyTurn&) = delete;
  MyTurn& operator=(const MyTurn&) = delete;
  ~MyTurn() {
    if (turns_ != nullptr) turns_->give();
  }

 private:
  Turns* turns_;
};

// Cancelling the fiber ends a call that blocks its thread.
class CallInterruption final : Fiber::Interrupt {
 public:
  CallInterruption(const zin_cache_driver& table, zin_cache* store, const host::Operation& op)
      : fiber_(op.fiber()), table_(table), store_(store), token_(op.token()) {
    if (fiber_ != nullptr) fiber_->set_interrupt(this);
  }
  CallInterruption(const CallInterruption&) = delete;
  CallInterruption& operator=(const CallInterruption&) = delete;
  ~CallInterruption() {
    if (fiber_ != nullptr) fiber_->set_interrupt(nullptr);
  }

 private:
  void interrupt() noexcept override {
    if (table_.cancel == nullptr || (table_.capabilities & ZIN_CAP_CANCEL_FAST) == 0) return;
    table_.cancel(store_, token_, ZIN_NEVER, nullptr);
  }

  Fiber* fiber_;
  const zin_cache_driver& table_;
  zin_cache* store_;
  std::uint64_t token_;
};

std::string option_list(const host::CacheHandle& driver) {
  std::string list;
  for (const std::string& key : driver.option_keys()) list += (list.empty() ? "" : ", ") + key;
  return list;
}

}  // namespace

DriverStore::DriverStore(const host::CacheHandle& driver, StoreOptions options,
                         detail::Workers& workers)
    : driver_(driver), options_(std::move(options)), workers_(workers) {
  zin_cache* const opened = open();
  info_.struct_size = sizeof info_;
  table().cache_info(opened, &info_);
  blocks_ = driver.can(ZIN_CAP_BLOCKING);
  waits_ = blocks_ || (driver.capabilities() & (ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE)) != 0;
  free_threaded_ = can(ZIN_CCAP_FREE_THREADED);
  store_.store(opened, std::memory_order_release);
}

DriverStore::~DriverStore() {
  if (zin_cache* const store = store_.load()) table().cache_close(store);
}

zin_cache* DriverStore::open() const {
  std::vector<zin_kv> pairs;
  pairs.reserve(options_.size());
  for (const auto& [key, value] : options_) pairs.push_back({abi_view(key), abi_view(value)});
  zin_cache* made = nullptr;
  zin_error error = host::empty_error();
  const zin_status status =
      table().cache_open(pairs.data(), static_cast<std::uint32_t>(pairs.size()), &made, &error);
  if (status < 0) fail(status, error, "configure");
  return made;
}

// In a forked child, by whoever comes first.
zin_cache* DriverStore::reopened() {
  const std::lock_guard lock{opening_};
  if (zin_cache* const store = store_.load()) return store;
  zin_cache* const made = open();
  store_.store(made, std::memory_order_release);
  return made;
}

void DriverStore::leave_to_parent() noexcept {
  detail::leave_memory_to_parent(store_.exchange(nullptr));
  detail::leave_memory_to_parent(turns_.release());
  new (&opening_) std::mutex;
  turns_ = std::make_unique<Turns>();
}

void DriverStore::fail(zin_status status, const zin_error& error, std::string_view doing) const {
  throw store_failure(driver_.name(), option_list(driver_), status, error, doing);
}

// `call` gets the store and what else a start_* takes, and gives its status.
template <class Call>
void DriverStore::run(std::string_view doing, Call call) {
  if (waits_) [[unlikely]]
    return run_waiting(doing, call);
  const MyTurn turn{free_threaded_ ? nullptr : turns_.get()};
  host::ErrorSlot slot;
  const zin_status status = call(store(), nullptr, nullptr, &slot.error);
  if (status < 0) [[unlikely]]
    fail(status, slot.error, doing);
}

template <class Call>
void DriverStore::run_waiting(std::string_view doing, Call call) {
  if (Fiber* const fiber = Fiber::current(); fiber != nullptr && fiber->ends_soon()) {
    throw Error(Errc::cancelled, "cancelled before the store was asked");
  }
  const BlockingCall elsewhere{workers_, blocks_};
  const MyTurn turn{free_threaded_ ? nullptr : turns_.get()};
  host::ErrorSlot slot;
  host::Operation op{Deadline{}};
  std::unique_ptr<detail::Watch> watch;
  zin_cache* const opened = store();
  zin_status status = ZIN_OK;
  {
    const CallInterruption interruption{table(), opened, op};
    status = op.finish(call(opened, op.op(), op.wait(), &slot.error), table(), opened, watch,
                       &slot.error);
  }
  if (status < 0) fail(status, slot.error, doing);
}

template <class Start>
void DriverStore::each(std::string_view doing, Items items, Start start) {
  const std::size_t most =
      info_.max_batch_items == 0 ? items.size() : std::size_t{info_.max_batch_items};
  for (std::size_t from = 0; from < items.size(); from += most) {
    const Items batch = items.subspan(from, std::min(most, items.size() - from));
    run(doing, [&](zin_cache* store, const zin_op* op, zin_wait* wait, zin_error* error) {
      return start(store, batch.data(), static_cast<std::uint32_t>(batch.size()), op, wait, error);
    });
  }
  for (const zin_cache_item& item : items) {
    if (item.status < 0) [[unlikely]] {
      zin_error none = host::empty_error();
      fail(item.status, none, doing);
    }
  }
}

void DriverStore::get(Items items) {
  try {
    each("get", items, table().start_get);
  } catch (...) {
    unpin(items);
    throw;
  }
}

void DriverStore::get_one(zin_cache_item& item) {
  if (waits_ || !free_threaded_) [[unlikely]]
    return get({&item, 1});
  host::ErrorSlot slot;
  zin_status status = table().start_get(store(), &item, 1, nullptr, nullptr, &slot.error);
  if (status >= 0) status = item.status;
  if (status < 0) [[unlikely]] {
    unpin({&item, 1});
    fail(status, slot.error, "get");
  }
}

void DriverStore::unpin(Items items) noexcept {
  // In a forked child the values are the parent's.
  zin_cache* const store = store_.load(std::memory_order_acquire);
  if (store != nullptr)
    table().unpin(store, items.data(), static_cast<std::uint32_t>(items.size()));
}

void DriverStore::set(Items items) { each("set", items, table().start_set); }
void DriverStore::remove(Items items) { each("forget", items, table().start_del); }

std::int64_t DriverStore::add(std::string_view key, std::int64_t by, std::int64_t ttl_ns) {
  std::int64_t sum = 0;
  run("increment", [&](zin_cache* store, const zin_op* op, zin_wait* wait, zin_error* error) {
    return table().start_incr(store, abi_view(key), by, ttl_ns, &sum, op, wait, error);
  });
  return sum;
}

std::optional<std::uint64_t> DriverStore::clear(std::string_view prefix) {
  std::int64_t removed = -1;
  run("clear", [&](zin_cache* store, const zin_op* op, zin_wait* wait, zin_error* error) {
    return table().start_clear(store, abi_view(prefix), &removed, op, wait, error);
  });
  if (removed < 0) return std::nullopt;
  return static_cast<std::uint64_t>(removed);
}

KeyList DriverStore::scan(std::string_view prefix, std::string_view resume) {
  zin_cache_page page{};
  page.struct_size = sizeof page;
  zin_cache* const opened = store();
  run("scan", [&](zin_cache* store, const zin_op* op, zin_wait* wait, zin_error* error) {
    return table().start_scan(store, abi_view(prefix), abi_view(resume), &page, op, wait, error);
  });
  const auto free = [&](zin_cache_page* filled) { table().page_free(opened, filled); };
  const std::unique_ptr<zin_cache_page, decltype(free)> filled{&page, free};
  KeyList list;
  list.keys.reserve(page.nkeys);
  for (std::uint32_t at = 0; at < page.nkeys; ++at) list.keys.emplace_back(text_of(page.keys[at]));
  if ((page.flags & ZIN_CPAGE_LAST) == 0) list.resume = text_of(page.next);
  return list;
}

zin_cache_stats DriverStore::stats() noexcept {
  zin_cache_stats stats{};
  stats.struct_size = sizeof stats;
  stats.hits = stats.misses = stats.sets = stats.evicted = stats.expired = -1;
  stats.items = stats.bytes = stats.pinned_bytes = -1;
  zin_cache* const store = store_.load(std::memory_order_acquire);
  if (table().stats != nullptr && store != nullptr) table().stats(store, &stats);
  return stats;
}

}  // namespace zin::caching
