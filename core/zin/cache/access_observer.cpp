// Lists of listeners that only grow, read without their lock.
// SPDX-License-Identifier: MIT
#include "zin/cache/access_observer.hpp"

#include <mutex>
#include <utility>

namespace zin {

std::string_view to_string(CacheVerb verb) noexcept {
  switch (verb) {
    case CacheVerb::get:
      return "get";
    case CacheVerb::set:
      return "set";
    case CacheVerb::forget:
      return "forget";
    case CacheVerb::touch:
      return "touch";
    case CacheVerb::increment:
      return "increment";
    case CacheVerb::clear:
      break;
  }
  return "clear";
}

std::string_view to_string(CacheOutcome outcome) noexcept {
  switch (outcome) {
    case CacheOutcome::pending:
      return "pending";
    case CacheOutcome::hit:
      return "hit";
    case CacheOutcome::miss:
      return "miss";
    case CacheOutcome::written:
      return "written";
    case CacheOutcome::kept:
      return "kept";
    case CacheOutcome::forgotten:
      return "forgotten";
    case CacheOutcome::failed:
      break;
  }
  return "failed";
}

namespace caching {

AccessObserver::AccessObserver(std::string store, std::string driver)
    : store_(std::move(store)), driver_(std::move(driver)) {}

void AccessObserver::before_access(CacheListener listener) { add(before_, std::move(listener)); }
void AccessObserver::after_access(CacheListener listener) { add(after_, std::move(listener)); }

void AccessObserver::add(std::shared_ptr<const Listeners>& list, CacheListener listener) {
  const std::lock_guard lock{mutex_};
  auto longer = std::make_shared<Listeners>(*list);
  longer->push_back(std::move(listener));
  list = std::move(longer);
  listens_.store(true, std::memory_order_relaxed);
}

void AccessObserver::tell(const std::shared_ptr<const Listeners>& list, CacheEvent& event) const {
  std::shared_ptr<const Listeners> listeners;
  {
    const std::lock_guard lock{mutex_};
    listeners = list;
  }
  event.store = store_;
  event.driver = driver_;
  for (const CacheListener& listener : *listeners) listener(event);
}

void AccessObserver::starting(CacheEvent event) const { tell(before_, event); }
void AccessObserver::finished(CacheEvent event) const { tell(after_, event); }

}  // namespace caching
}  // namespace zin
