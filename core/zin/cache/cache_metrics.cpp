// Families of metrics from the figures of stores.
// SPDX-License-Identifier: MIT
#include "zin/cache/cache_metrics.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "zin/cache/engine.hpp"

namespace zin::caching {
namespace {

using detail::MetricText;
using Kind = MetricText::Kind;

struct Family {
  std::string_view name;
  Kind kind;
  std::string_view unit;
  std::string_view help;
  std::optional<std::uint64_t> (*figure)(const CacheStats& stats);
};

constexpr Family families[] = {
    {"zin_cache_hits", Kind::counter, "", "Values that were asked for and found.",
     [](const CacheStats& stats) { return stats.hits; }},
    {"zin_cache_misses", Kind::counter, "", "Values that were asked for and not there.",
     [](const CacheStats& stats) { return stats.misses; }},
    {"zin_cache_sets", Kind::counter, "", "Values stored.",
     [](const CacheStats& stats) { return stats.sets; }},
    {"zin_cache_evictions", Kind::counter, "", "Values removed to make room.",
     [](const CacheStats& stats) { return stats.evicted; }},
    {"zin_cache_expirations", Kind::counter, "", "Values removed since their time had come.",
     [](const CacheStats& stats) { return stats.expired; }},
    {"zin_cache_computed", Kind::counter, "", "Values made by remember() and flexible().",
     [](const CacheStats& stats) { return std::optional{stats.computed}; }},
    {"zin_cache_shared", Kind::counter, "", "Callers that got what another one made meanwhile.",
     [](const CacheStats& stats) { return std::optional{stats.shared}; }},
    {"zin_cache_items", Kind::gauge, "", "Values there now.",
     [](const CacheStats& stats) { return stats.items; }},
    {"zin_cache_used_bytes", Kind::gauge, "bytes", "Memory used now.",
     [](const CacheStats& stats) { return stats.bytes; }},
};

void add(std::optional<std::uint64_t>& sum, std::optional<std::uint64_t> more) {
  if (more) sum = sum.value_or(0) + *more;
}

void write_cache_metrics(MetricText& text) {
  // A text in which two samples have the same labels is not valid: stores of one name are one.
  std::map<std::pair<std::string, std::string>, CacheStats> stores;
  engines().for_each([&](const Engine& engine) {
    const CacheStats stats = engine.stats();
    CacheStats& sum = stores[{engine.name(), stats.driver}];
    add(sum.hits, stats.hits);
    add(sum.misses, stats.misses);
    add(sum.sets, stats.sets);
    add(sum.evicted, stats.evicted);
    add(sum.expired, stats.expired);
    add(sum.items, stats.items);
    add(sum.bytes, stats.bytes);
    sum.computed += stats.computed;
    sum.shared += stats.shared;
  });
  if (stores.empty()) return;
  for (const Family& family : families) {
    text.family(family.name, family.kind, family.unit, family.help);
    for (const auto& [labels, stats] : stores) {
      const auto figure = family.figure(stats);
      if (!figure) continue;
      text.sample(family.kind == Kind::counter ? "_total" : "",
                  {{"store", labels.first}, {"driver", labels.second}}, *figure);
    }
  }
}

}  // namespace

// Leaked on purpose: stores may be closed while the process ends.
detail::Directory<Engine>& engines() {
  static auto* const all = new detail::Directory<Engine>{write_cache_metrics};
  return *all;
}

}  // namespace zin::caching
