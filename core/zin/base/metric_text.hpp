// Metrics as text: OpenMetrics 1.0, as Prometheus and others read it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace zin::detail {

/// Writes families of metrics one behind the other. Names and units are the writer's own and not
/// checked; label values may be any text.
class MetricText {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  enum class Kind { counter, gauge, summary };

  /// Begins a family; all samples of it follow before the next one begins. The name ends in the
  /// unit, where there is one, and never in `_total`.
  void family(std::string_view name, Kind kind, std::string_view unit, std::string_view help);
  /// One sample of the family; `suffix` is `_total` for a counter, `_count` and `_sum` of a
  /// summary.
  void sample(std::string_view suffix, Labels labels, std::uint64_t value);
  void sample(std::string_view suffix, Labels labels, double value);

  /// The whole text, with its end.
  [[nodiscard]] std::string finish() &&;

 private:
  void begin_sample(std::string_view suffix, Labels labels);

  std::string text_;
  std::string family_;
};

/// Writes some families. May throw std::bad_alloc alone. [thread-safe]
using MetricWriter = void (*)(MetricText& text);

/// Has `writer` called for each text from now on, for the life of the process, once however often
/// it is added; in the order in which they were added. [thread-safe]
void add_metric_writer(MetricWriter writer);

/// What all writers write. [thread-safe]
[[nodiscard]] std::string written_metrics();

}  // namespace zin::detail
