// Reading, joining, storing: the steps around the making of a value.
// SPDX-License-Identifier: MIT
#include "zin/cache/computation.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <random>
#include <utility>
#include <variant>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/cache/access.hpp"
#include "zin/cache/cache_verbs.hpp"
#include "zin/cache/engine.hpp"
#include "zin/cache/tag_scope.hpp"

namespace zin {

using caching::Engine;
using caching::Flights;
using caching::hit;
using caching::item_of;
using caching::Pins;
using caching::SharedBytes;

namespace detail {

struct Computation::State {
  std::shared_ptr<Engine> engine;
  std::string key;     // the application's
  std::string place;   // in the store
  std::string marker;  // beside it: there while it is fresh, or how long it took; empty: none
  bool marks_freshness = false;
  Ttl ttl{};
  std::int64_t ttl_ns = ZIN_TTL_NONE;
  std::int64_t fresh_ns = 0;
  double early = 0;

  SharedBytes bytes{};
  bool is_task = false;
  std::unique_ptr<Flights::Lead> lead{};
  TimePoint began{};

  /// Whether it is there; and, where there is a marker, that it is to be made anew.
  [[nodiscard]] bool read(bool& gets_old);
  void begin_task(std::unique_ptr<Flights::Lead> leads) {
    lead = std::move(leads);
    is_task = true;
    began = engine->clock().now();
  }
  /// Waits for who makes it, or becomes who does.
  void join(std::uint64_t finished_before, std::chrono::nanoseconds patience, bool stays);
  void store(const std::string& made);

 private:
  [[nodiscard]] bool is_due(const zin_cache_item& value, const zin_cache_item& mark) const;
};

bool Computation::State::read(bool& gets_old) {
  bool found = false;
  caching::observe(*engine, CacheVerb::get, key, {}, [&](caching::Seen* seen) {
    std::vector<zin_cache_item> items{item_of(place, early > 0 ? std::uint32_t{ZIN_CGET_TTL} : 0)};
    if (!marker.empty()) items.push_back(item_of(marker));
    const Pins pins{engine->backend(), items};
    engine->backend().get(items);
    found = hit(items[0]);
    const std::string_view value = caching::value_of(items[0]);
    if (seen != nullptr) *seen = {found ? CacheOutcome::hit : CacheOutcome::miss, value.size()};
    if (!found) return;
    bytes = std::make_shared<const std::string>(value);
    if (marks_freshness) gets_old = !hit(items[1]);
    if (early > 0) gets_old = is_due(items[0], items[1]);
  });
  return found;
}

// See RememberOptions::early for the source of the formula.
bool Computation::State::is_due(const zin_cache_item& value, const zin_cache_item& mark) const {
  if (value.ttl_ns < 0 || !hit(mark)) return false;
  const std::string_view text = caching::value_of(mark);
  std::int64_t took_ns = 0;
  std::from_chars(text.data(), text.data() + text.size(), took_ns);
  thread_local std::minstd_rand random{std::random_device{}()};
  const double chance = std::uniform_real_distribution<double>{1e-12, 1}(random);
  return -std::log(chance) * early * static_cast<double>(took_ns) >=
         static_cast<double>(value.ttl_ns);
}

void Computation::State::join(std::uint64_t finished_before, std::chrono::nanoseconds patience,
                              bool stays) {
  Flights& flights = engine->flights();
  const auto leader = stays ? Flights::Leader::here() : Flights::Leader::elsewhere();
  auto joined = flights.join(place, patience, leader);
  if (auto* const value = std::get_if<SharedBytes>(&joined)) {
    bytes = std::move(*value);
    engine->count_shared();
    return;
  }
  std::unique_ptr<Flights::Lead> leads;
  if (auto* const lead_now = std::get_if<Flights::Lead>(&joined)) {
    leads = std::make_unique<Flights::Lead>(std::move(*lead_now));
  }
  // Somebody may have made it between the look into the store and the join.
  bool gets_old = false;
  if (flights.finished() != finished_before && read(gets_old)) {
    if (leads != nullptr) leads->finish(bytes);
    engine->count_shared();
    return;
  }
  begin_task(std::move(leads));
}

void Computation::State::store(const std::string& made) {
  const std::chrono::nanoseconds took = engine->clock().now() - began;
  const std::string mark = marks_freshness ? "1" : std::to_string(took.count());
  try {
    engine->check_value(made);
    caching::observe(*engine, CacheVerb::set, key, ttl, [&](caching::Seen* seen) {
      std::vector<zin_cache_item> items{item_of(place)};
      items[0].value = {made.data(), made.size()};
      items[0].ttl_ns = ttl_ns;
      if (!marker.empty()) {
        items.push_back(item_of(marker));
        items[1].value = {mark.data(), mark.size()};
        items[1].ttl_ns = marks_freshness ? fresh_ns : ttl_ns;
      }
      engine->backend().set(items);
      if (seen != nullptr) *seen = {CacheOutcome::written, made.size()};
    });
  } catch (const Error& failure) {
    log(LogLevel::warn, "cache",
        fmt::format("a value that was made could not be stored in \"{}\": {}", engine->name(),
                    failure.what()));
  }
}

Computation::Computation(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
Computation::Computation(Computation&&) noexcept = default;
Computation::~Computation() = default;

bool Computation::has_value() const noexcept { return state_->bytes != nullptr; }
std::string_view Computation::bytes() const noexcept { return *state_->bytes; }
bool Computation::is_task() const noexcept { return state_->is_task; }

void Computation::finish(std::string bytes) {
  const auto made = std::make_shared<const std::string>(std::move(bytes));
  state_->engine->count_computed();
  state_->store(*made);
  if (state_->lead != nullptr) state_->lead->finish(made);
}

void Computation::fail(std::exception_ptr failure) noexcept {
  if (state_->lead == nullptr) return;
  const Fiber* const fiber = Fiber::current();
  if (fiber == nullptr || !fiber->ends_soon()) state_->lead->fail(std::move(failure));
  state_->lead.reset();
}

void Computation::hand_over() noexcept { state_->lead.reset(); }

Computation Computation::split() {
  auto task = std::make_unique<State>();
  task->engine = state_->engine;
  task->key = state_->key;
  task->place = state_->place;
  task->marker = state_->marker;
  task->marks_freshness = state_->marks_freshness;
  task->ttl = state_->ttl;
  task->ttl_ns = state_->ttl_ns;
  task->fresh_ns = state_->fresh_ns;
  task->early = state_->early;
  task->begin_task(std::move(state_->lead));
  state_->is_task = false;
  return Computation{std::move(task)};
}

}  // namespace detail

using detail::Computation;

Computation CacheVerbs::begin_remember(std::string_view key, Ttl ttl,
                                       const RememberOptions& options, bool stays) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  auto state = std::make_unique<Computation::State>();
  state->engine = engine_;
  state->key = key;
  state->ttl = ttl;
  state->ttl_ns = engine.ttl_ns(ttl);
  if (!(options.early >= 0) || !std::isfinite(options.early)) {
    throw Error(Errc::invalid_argument, "RememberOptions::early is negative or no number");
  }
  static_cast<void>(engine.full_key({{}, key}));
  const std::string scope = caching::tag_scope(engine, tags_);
  state->place = engine.full_key({scope, key});
  if (options.early > 0) {
    engine.require(ZIN_CCAP_TTL, "tell when a value ends", "leave RememberOptions::early at 0");
    state->early = options.early;
    state->marker = engine.beside("early", {scope, key});
  }
  const std::uint64_t finished = engine.flights().finished();
  bool gets_old = false;
  if (!state->read(gets_old)) {
    state->join(finished, options.patience, stays);
  } else if (gets_old) {
    if (auto lead = engine.flights().try_lead(state->place)) state->begin_task(std::move(lead));
  }
  return Computation{std::move(state)};
}

Computation CacheVerbs::begin_flexible(std::string_view key, Freshness freshness,
                                       const RememberOptions& options, bool stays) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  if (freshness.fresh.count() <= 0 || freshness.stale <= freshness.fresh) {
    throw Error(Errc::invalid_argument,
                "flexible() serves a value that is older than `fresh` until `stale`, which must be "
                "longer, and both more than zero");
  }
  engine.require(ZIN_CCAP_TTL, "let values expire", "use remember_forever()");
  auto state = std::make_unique<Computation::State>();
  state->engine = engine_;
  state->key = key;
  state->ttl = freshness.stale;
  state->ttl_ns = engine.ttl_ns(freshness.stale);
  state->fresh_ns = engine.ttl_ns(freshness.fresh);
  state->marks_freshness = true;
  static_cast<void>(engine.full_key({{}, key}));
  const std::string scope = caching::tag_scope(engine, tags_);
  state->place = engine.full_key({scope, key});
  state->marker = engine.beside("fresh", {scope, key});
  const std::uint64_t finished = engine.flights().finished();
  bool gets_old = false;
  if (!state->read(gets_old)) {
    state->join(finished, options.patience, stays);
  } else if (gets_old) {
    if (auto lead = engine.flights().try_lead(state->place)) state->begin_task(std::move(lead));
  }
  return Computation{std::move(state)};
}

void CacheVerbs::run_aside(std::function<void()> work) const {
  static_cast<void>(engine_->run_aside(std::move(work)));
}

}  // namespace zin
