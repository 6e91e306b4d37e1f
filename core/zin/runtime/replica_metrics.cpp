// How far replicas are behind, and whether they are read from, as text.
// SPDX-License-Identifier: MIT
#include "zin/runtime/replica_metrics.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "zin/runtime/replica.hpp"

namespace zin::runtime {
namespace {

using detail::MetricText;

struct Figures {
  bool read_from = true;
  std::uint64_t in_flight = 0;
  std::optional<std::chrono::milliseconds> lag{};
};

// By connection and host; of those with the same labels the worst.
std::map<std::pair<std::string, std::string>, Figures> figures_of_all() {
  std::map<std::pair<std::string, std::string>, Figures> all;
  replicas().for_each([&all](const Replica& replica) {
    Figures& figures = all[{replica.database(), replica.endpoint().host()}];
    figures.read_from = figures.read_from && replica.is_fit();
    figures.in_flight += replica.in_flight();
    if (const auto lag = replica.lag()) figures.lag = std::max(figures.lag.value_or(*lag), *lag);
  });
  return all;
}

void write_replica_metrics(MetricText& text) {
  const auto all = figures_of_all();
  if (all.empty()) return;
  text.family("zin_replica_read_from", MetricText::Kind::gauge, "",
              "Whether reads go to the replica: 1, or 0 while it is out or too far behind.");
  for (const auto& [key, figures] : all) {
    text.sample("", {{"connection", key.first}, {"host", key.second}},
                std::uint64_t{figures.read_from ? 1U : 0U});
  }
  text.family("zin_replica_reads_in_flight", MetricText::Kind::gauge, "",
              "Reads of this process under way on the replica.");
  for (const auto& [key, figures] : all) {
    text.sample("", {{"connection", key.first}, {"host", key.second}}, figures.in_flight);
  }
  text.family("zin_replica_lag_seconds", MetricText::Kind::gauge, "seconds",
              "How far the replica is behind, as it says; absent while it is not known.");
  for (const auto& [key, figures] : all) {
    if (!figures.lag) continue;
    text.sample("", {{"connection", key.first}, {"host", key.second}},
                std::chrono::duration<double>(*figures.lag).count());
  }
}

}  // namespace

// Leaked on purpose: databases may be closed while the process ends.
detail::Directory<Replica>& replicas() {
  static auto* const all = new detail::Directory<Replica>{write_replica_metrics};
  return *all;
}

}  // namespace zin::runtime
