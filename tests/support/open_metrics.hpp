// Reading OpenMetrics 1.0 text as strictly as its specification is written.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zin::test {

struct MetricSample {
  std::string name;  ///< With its suffix.
  std::map<std::string, std::string> labels;
  double value = 0;
};

struct MetricFamily {
  std::string type, unit, help;
  std::vector<MetricSample> samples;
};

/// The families of a text by their names. Throws std::runtime_error, with the line, for whatever
/// the specification forbids: a line that is none of its grammar, metadata that comes twice or too
/// late, samples of a family that are interleaved with another's or have a suffix that its type
/// lacks, labels that are the same twice, a counter below zero, a text without an end or with more
/// behind.
[[nodiscard]] std::map<std::string, MetricFamily> read_open_metrics(std::string_view text);

/// The one sample of this name, suffix included, that has all these labels. Throws
/// std::runtime_error when there is none or more than one.
[[nodiscard]] double metric(const std::map<std::string, MetricFamily>& families,
                            std::string_view sample,
                            const std::map<std::string, std::string>& labels);

}  // namespace zin::test
