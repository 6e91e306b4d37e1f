// Families of metrics from the figures of pools.
// SPDX-License-Identifier: MIT
#include "zin/runtime/pool_metrics.hpp"

#include <map>
#include <memory>
#include <tuple>

#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {
namespace {

using detail::MetricText;
using Kind = MetricText::Kind;

struct Pools {
  // Connection, host, role. A text in which two samples have the same labels is not valid.
  using Key = std::tuple<std::string, std::string, std::string>;
  std::map<Key, PoolFigures> by_labels;

  Pools() {
    zin::runtime::pools().for_each([this](const PoolState& pool) {
      if (pool.is_left()) return;
      const PoolOptions& options = pool.options();
      by_labels[{options.name, options.host, std::string{to_string(options.role)}}].merge(
          pool.figures());
    });
    for (auto& [key, figures] : by_labels) figures.finish();
  }
};

template <class Value>
void write(MetricText& text, const Pools& pools, std::string_view suffix, Value value) {
  for (const auto& [key, figures] : pools.by_labels) {
    const auto& [connection, host, role] = key;
    text.sample(suffix, {{"connection", connection}, {"host", host}, {"role", role}},
                std::uint64_t{value(figures.stats)});
  }
}

struct Single {
  std::string_view name;
  std::string_view help;
  std::uint64_t PoolStats::*total;
};
constexpr Single counters[] = {
    {"zin_pool_acquired", "Connections lent to callers.", &PoolStats::acquired},
    {"zin_pool_waits", "Of those lent, the ones that a caller waited in line for.",
     &PoolStats::waited},
    {"zin_pool_timeouts", "Callers that waited for a connection in vain.", &PoolStats::timeouts},
    {"zin_pool_rejections", "Callers refused at once, since too many waited.",
     &PoolStats::rejected},
    {"zin_pool_opens", "Connections opened.", &PoolStats::opened},
    {"zin_pool_open_failures", "Attempts to open a connection that failed.",
     &PoolStats::open_failures},
};

struct Gauge {
  std::string_view name;
  std::string_view help;
  std::uint32_t PoolStats::*now;
};
constexpr Gauge gauges[] = {
    {"zin_pool_active", "Connections lent now.", &PoolStats::active},
    {"zin_pool_idle", "Connections open and free now.", &PoolStats::idle},
    {"zin_pool_opening", "Connections being opened now.", &PoolStats::opening},
    {"zin_pool_waiting", "Callers that wait for a connection now.", &PoolStats::waiting},
    {"zin_pool_max", "Most connections at the same time.", &PoolStats::max},
};

struct Close {
  std::string_view reason;
  std::uint64_t PoolCloses::*total;
};
constexpr Close closes[] = {
    {"idle", &PoolCloses::idle},         {"expired", &PoolCloses::expired},
    {"dead", &PoolCloses::dead},         {"broken", &PoolCloses::broken},
    {"evicted", &PoolCloses::evicted},   {"shut", &PoolCloses::shut},
    {"unpooled", &PoolCloses::unpooled},
};

void write_closes(MetricText& text, const Pools& pools) {
  text.family("zin_pool_closes", Kind::counter, "", "Connections closed, by the reason.");
  for (const auto& [key, figures] : pools.by_labels) {
    const auto& [connection, host, role] = key;
    for (const Close& close : closes) {
      text.sample(
          "_total",
          {{"connection", connection}, {"host", host}, {"role", role}, {"reason", close.reason}},
          figures.stats.closes.*close.total);
    }
  }
}

double seconds_of(std::chrono::nanoseconds span) {
  return std::chrono::duration<double>(span).count();
}

void write_spread(MetricText& text, const Pools& pools, std::string_view name,
                  std::string_view help, TimeSpread PoolStats::*spread) {
  text.family(name, Kind::summary, "seconds", help);
  for (const auto& [key, figures] : pools.by_labels) {
    const auto& [connection, host, role] = key;
    const TimeSpread& times = figures.stats.*spread;
    const std::pair<std::string_view, std::chrono::nanoseconds> quantiles[] = {
        {"0.5", times.p50},
        {"0.9", times.p90},
        {"0.99", times.p99},
        {"0.999", times.p999},
        {"1.0", times.max}};
    for (const auto& [quantile, span] : quantiles) {
      text.sample(
          "", {{"connection", connection}, {"host", host}, {"role", role}, {"quantile", quantile}},
          seconds_of(span));
    }
    const MetricText::Labels labels{{"connection", connection}, {"host", host}, {"role", role}};
    text.sample("_count", labels, times.count);
    text.sample("_sum", labels, seconds_of(times.total));
  }
}

void write_pool_metrics(MetricText& text) {
  const Pools pools;
  if (pools.by_labels.empty()) return;
  for (const Gauge& gauge : gauges) {
    text.family(gauge.name, Kind::gauge, "", gauge.help);
    write(text, pools, "", [&](const PoolStats& stats) { return stats.*gauge.now; });
  }
  for (const Single& counter : counters) {
    text.family(counter.name, Kind::counter, "", counter.help);
    write(text, pools, "_total", [&](const PoolStats& stats) { return stats.*counter.total; });
  }
  write_closes(text, pools);
  write_spread(text, pools, "zin_pool_acquire_seconds",
               "Time from asking for a connection to having it.", &PoolStats::acquire_time);
  write_spread(text, pools, "zin_pool_use_seconds", "Time for which a connection was lent.",
               &PoolStats::use_time);
}

}  // namespace

// Leaked on purpose: databases may be closed while the process ends.
detail::Directory<PoolState>& pools() {
  static auto* const all = new detail::Directory<PoolState>{write_pool_metrics};
  return *all;
}

}  // namespace zin::runtime
