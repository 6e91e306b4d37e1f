// The line format of OpenMetrics, and who writes it.
// SPDX-License-Identifier: MIT
#include "zin/base/metric_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <vector>

namespace zin::detail {
namespace {

std::string_view word_for(MetricText::Kind kind) noexcept {
  switch (kind) {
    case MetricText::Kind::counter:
      return "counter";
    case MetricText::Kind::gauge:
      return "gauge";
    case MetricText::Kind::summary:
      break;
  }
  return "summary";
}

// OpenMetrics 1.0, ABNF `escaped-string`: the same three characters in help and label values.
void append_escaped(std::string& text, std::string_view value) {
  for (const char c : value) {
    switch (c) {
      case '\n':
        text += "\\n";
        break;
      case '"':
        text += "\\\"";
        break;
      case '\\':
        text += "\\\\";
        break;
      default:
        text += c;
    }
  }
}

struct Writers {
  std::mutex mutex;
  std::vector<MetricWriter> all;

  // Leaked on purpose: static objects may be measured while the process ends.
  static Writers& of_process() {
    static auto* const writers = new Writers;
    return *writers;
  }
};

}  // namespace

void MetricText::family(std::string_view name, Kind kind, std::string_view unit,
                        std::string_view help) {
  family_ = name;
  text_ += fmt::format("# TYPE {} {}\n", name, word_for(kind));
  if (!unit.empty()) text_ += fmt::format("# UNIT {} {}\n", name, unit);
  text_ += fmt::format("# HELP {} ", name);
  append_escaped(text_, help);
  text_ += '\n';
}

void MetricText::begin_sample(std::string_view suffix, Labels labels) {
  text_ += family_;
  text_ += suffix;
  char before = '{';
  for (const auto& [label, value] : labels) {
    text_ += before;
    text_ += label;
    text_ += "=\"";
    append_escaped(text_, value);
    text_ += '"';
    before = ',';
  }
  if (before == ',') text_ += '}';
  text_ += ' ';
}

void MetricText::sample(std::string_view suffix, Labels labels, std::uint64_t value) {
  begin_sample(suffix, labels);
  text_ += fmt::format("{}\n", value);
}

void MetricText::sample(std::string_view suffix, Labels labels, double value) {
  begin_sample(suffix, labels);
  text_ += fmt::format("{}\n", value);
}

std::string MetricText::finish() && {
  text_ += "# EOF\n";
  return std::move(text_);
}

void add_metric_writer(MetricWriter writer) {
  Writers& writers = Writers::of_process();
  const std::lock_guard lock{writers.mutex};
  const auto found = std::find(writers.all.begin(), writers.all.end(), writer);
  if (found == writers.all.end()) writers.all.push_back(writer);
}

std::string written_metrics() {
  Writers& writers = Writers::of_process();
  std::vector<MetricWriter> all;
  {
    const std::lock_guard lock{writers.mutex};
    all = writers.all;
  }
  MetricText text;
  for (const MetricWriter writer : all) writer(text);
  return std::move(text).finish();
}

}  // namespace zin::detail
