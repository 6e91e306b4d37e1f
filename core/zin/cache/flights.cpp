// The line behind each leader.
// SPDX-License-Identifier: MIT
#include "zin/cache/flights.hpp"

#include <optional>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/base/fork_guard.hpp"
#include "zin/loop/loop.hpp"
#include "zin/loop/runners.hpp"

namespace zin::caching {

struct Flights::Flight {
  std::uint64_t leader = 0;
  Leader who{};
  std::deque<Waiter*> line{};
  bool over = false;
  SharedBytes value{};
  std::exception_ptr failure{};

  void call_all() noexcept {
    over = true;
    for (Waiter* const waiter : line) waiter->call();
    line.clear();
  }
};

namespace {

// Each thread has an Error of its own, so that none is destroyed by one while another reads it:
// who counts on the reference count of the C++ runtime has no witness for that.
std::exception_ptr apart(const std::exception_ptr& failure) noexcept {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return std::make_exception_ptr(Error{error});
  } catch (...) {
    return failure;
  }
}

[[noreturn]] void throw_apart(const std::exception_ptr& failure) {
  std::optional<Error> mine;
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    mine = error;
  }
  throw Error{*mine};
}

}  // namespace

Flights::Leader Flights::Leader::here() noexcept {
  return {.flow = &detail::Fiber::local(), .context = elsewhere().context};
}

Flights::Leader Flights::Leader::elsewhere() noexcept {
  const detail::Fiber* const fiber = detail::Fiber::current();
  return {.flow = nullptr, .context = fiber == nullptr ? nullptr : fiber->home().thread_context()};
}

Flights::Lead::Lead(Flights& flights, std::string key, std::shared_ptr<Flight> flight,
                    std::uint64_t id)
    : flights_(&flights), key_(std::move(key)), flight_(std::move(flight)), id_(id) {}

Flights::Lead::~Lead() {
  if (flight_ == nullptr) return;
  const std::lock_guard lock{flights_->mutex_};
  flights_->hand_over(key_, *flight_, id_);
}

// Also by one whose place another has taken meanwhile: whoever is first serves all.
void Flights::Lead::finish(SharedBytes value) noexcept {
  const std::shared_ptr<Flight> flight = std::move(flight_);
  if (flight == nullptr) return;
  const std::lock_guard lock{flights_->mutex_};
  flights_->finished_.fetch_add(1, std::memory_order_release);
  if (flight->over) return;
  flight->value = std::move(value);
  flights_->end(key_, *flight);
}

void Flights::Lead::fail(std::exception_ptr failure) noexcept {
  const std::shared_ptr<Flight> flight = std::move(flight_);
  if (flight == nullptr) return;
  std::exception_ptr shared = apart(failure);
  const std::lock_guard lock{flights_->mutex_};
  if (flight->over || flight->leader != id_) return;
  flight->failure = std::move(shared);
  flights_->end(key_, *flight);
}

// Requires, as all below: locked.
void Flights::end(const std::string& key, Flight& flight) noexcept {
  flight.call_all();
  const auto found = flights_->find(key);
  if (found != flights_->end() && found->second.get() == &flight) flights_->erase(found);
}

void Flights::hand_over(const std::string& key, Flight& flight, std::uint64_t id) noexcept {
  if (flight.over || flight.leader != id) return;
  if (flight.line.empty()) return end(key, flight);
  Waiter* const next = flight.line.front();
  flight.line.pop_front();
  flight.leader = 0;  // the next one sees that it leads now
  next->call();
}

Flights::Lead Flights::lead(std::string_view key, const std::shared_ptr<Flight>& flight,
                            Leader leader) {
  std::string text{key};
  flight->leader = ++last_id_;
  flight->who = leader;
  return {*this, std::move(text), flight, flight->leader};
}

Flights::Lead Flights::begin(std::string_view key, Leader leader) {
  std::string text{key};
  const auto at = flights_->emplace(std::move(text), std::make_shared<Flight>()).first;
  try {
    return lead(key, at->second, leader);
  } catch (...) {
    flights_->erase(at);
    throw;
  }
}

std::unique_ptr<Flights::Lead> Flights::try_lead(std::string_view key) {
  std::unique_lock lock{mutex_};
  if (flights_->contains(key)) return nullptr;
  Lead made = begin(key, Leader::elsewhere());
  lock.unlock();
  return std::make_unique<Lead>(std::move(made));
}

std::variant<Flights::Lead, SharedBytes, Flights::Alone> Flights::join(
    std::string_view key, std::chrono::nanoseconds patience, Leader leader) {
  std::unique_lock lock{mutex_};
  const auto found = flights_->find(key);
  if (found == flights_->end()) return begin(key, leader);
  const std::shared_ptr<Flight> flight = found->second;
  if (leader.flow != nullptr && flight->who.flow == leader.flow) {
    throw Error(Errc::invalid_argument,
                "the value of this key is being made here: the function that makes it asks for "
                "the same key; make it without, or under another key");
  }
  // It goes on on this thread, which waiting would keep from it.
  if (detail::Fiber::current() == nullptr && flight->who.context != nullptr &&
      detail::is_only_runner(flight->who.context)) {
    return Alone{};
  }
  const TimePoint now = clock_.now();
  const TimePoint until = patience > TimePoint::max() - now ? TimePoint::max() : now + patience;
  Waiter waiter;
  flight->line.push_back(&waiter);
  while (!waiter.is_called()) {
    if (waiter.gives_up()) {
      std::erase(flight->line, &waiter);
      throw Error(Errc::cancelled, "cancelled while another caller made the value");
    }
    if (clock_.now() >= until) {
      std::erase(flight->line, &waiter);
      return lead(key, flight, leader);
    }
    waiter.wait(lock, clock_, until);
  }
  if (!flight->over) {
    if (waiter.gives_up()) {
      hand_over(std::string{key}, *flight, 0);
      throw Error(Errc::cancelled, "cancelled while another caller made the value");
    }
    return lead(key, flight, leader);
  }
  lock.unlock();
  if (flight->failure) throw_apart(flight->failure);
  if (flight->value == nullptr) return Alone{};
  return flight->value;
}

void Flights::after_fork_in_child() noexcept {
  for (const auto& [key, flight] : *flights_) flight->over = true;
  detail::leave_memory_to_parent(flights_.release());
  flights_ = std::make_unique<Map>();
  mutex_.unlock();
}

}  // namespace zin::caching
