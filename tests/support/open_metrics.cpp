// The grammar of OpenMetrics 1.0, line by line.
// SPDX-License-Identifier: MIT
#include "open_metrics.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

namespace zin::test {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One line, read from its left to its right.
class Line {
 public:
  explicit Line(std::string_view text) : text_(text) {}

  [[noreturn]] void refuse(const std::string& why) const {
    throw std::runtime_error(why + ": " + std::string{text_});
  }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  [[nodiscard]] bool skip(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  void expect(std::string_view word) {
    if (!skip(word)) refuse("'" + std::string{word} + "' is missing");
  }
  std::string name(bool colon) {
    const std::size_t first = at_;
    if (!is_letter(peek()) && !(colon && peek() == ':')) refuse("a name is missing");
    while (is_letter(peek()) || is_digit(peek()) || (colon && peek() == ':')) ++at_;
    return std::string{text_.substr(first, at_ - first)};
  }
  std::string escaped_until(char end) {
    std::string value;
    while (!at_end() && peek() != end) {
      char c = text_[at_++];
      if (c == '"') refuse("a bare quote");
      if (c == '\\') {
        const char next = peek();
        ++at_;
        if (next == 'n')
          c = '\n';
        else if (next == '"' || next == '\\')
          c = next;
        else
          refuse("an unknown escape");
      }
      value += c;
    }
    return value;
  }
  double number() {
    double value = 0;
    const auto [end, failed] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (failed != std::errc{}) refuse("a number is missing");
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

const std::map<std::string, std::set<std::string>>& suffixes() {
  static const std::map<std::string, std::set<std::string>> of{
      {"counter", {"_total", "_created"}},
      {"gauge", {""}},
      {"summary", {"", "_count", "_sum", "_created"}}};
  return of;
}

class Reader {
 public:
  std::map<std::string, MetricFamily> read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      if (end == std::string_view::npos) throw std::runtime_error("the last line has no end");
      if (ended_) throw std::runtime_error("there is more behind # EOF");
      read_line(text.substr(0, end));
      text.remove_prefix(end + 1);
    }
    if (!ended_) throw std::runtime_error("# EOF is missing");
    return std::move(families_);
  }

 private:
  void read_line(std::string_view text) {
    if (text == "# EOF") {
      ended_ = true;
      return;
    }
    Line line{text};
    if (line.skip("# "))
      read_metadata(line);
    else
      read_sample(line);
  }

  void read_metadata(Line& line) {
    const std::string what = line.name(false);
    line.expect(" ");
    const std::string name = line.name(true);
    line.expect(" ");
    enter(line, name);
    MetricFamily& family = families_[name];
    if (!family.samples.empty()) line.refuse("metadata behind a sample");
    if (!seen_.insert(what + ' ' + name).second) line.refuse("the same metadata twice");
    const std::string value = line.escaped_until('\0');
    if (what == "TYPE") {
      if (suffixes().count(value) == 0) line.refuse("an unknown type");
      family.type = value;
    } else if (what == "UNIT") {
      if (!name.ends_with('_' + value)) line.refuse("the name does not end in its unit");
      family.unit = value;
    } else if (what == "HELP") {
      family.help = value;
    } else {
      line.refuse("unknown metadata");
    }
  }

  void read_sample(Line& line) {
    MetricSample sample;
    sample.name = line.name(true);
    if (line.skip("{")) {
      if (!line.skip("}")) {
        do {
          const std::string label = line.name(false);
          line.expect("=\"");
          if (!sample.labels.emplace(label, line.escaped_until('"')).second) {
            line.refuse("the same label twice");
          }
          line.expect("\"");
        } while (line.skip(","));
        line.expect("}");
      }
    }
    line.expect(" ");
    sample.value = line.number();
    if (!line.at_end()) line.refuse("more behind the value");
    MetricFamily& family = families_[current_];
    if (suffixes().count(family.type) == 0) line.refuse("a sample of no family");
    const bool fits = sample.name.starts_with(current_) &&
                      suffixes().at(family.type).count(sample.name.substr(current_.size())) == 1;
    if (!fits) line.refuse("a sample that is not of the family before it");
    if (family.type != "gauge" && sample.value < 0) line.refuse("less than nothing");
    const bool quantile = family.type == "summary" && sample.name == current_;
    if (quantile != (sample.labels.count("quantile") == 1)) line.refuse("quantile out of place");
    const auto same = [&](const MetricSample& other) {
      return other.name == sample.name && other.labels == sample.labels;
    };
    if (std::any_of(family.samples.begin(), family.samples.end(), same)) {
      line.refuse("the same sample twice");
    }
    family.samples.push_back(std::move(sample));
  }

  void enter(const Line& line, const std::string& name) {
    if (name == current_) return;
    if (families_.count(name) != 0) line.refuse("a family in two parts");
    current_ = name;
  }

  std::map<std::string, MetricFamily> families_;
  std::set<std::string> seen_;
  std::string current_;
  bool ended_ = false;
};

}  // namespace

std::map<std::string, MetricFamily> read_open_metrics(std::string_view text) {
  return Reader{}.read(text);
}

double metric(const std::map<std::string, MetricFamily>& families, std::string_view sample,
              const std::map<std::string, std::string>& labels) {
  const double* found = nullptr;
  for (const auto& [name, family] : families) {
    for (const MetricSample& candidate : family.samples) {
      if (candidate.name != sample) continue;
      const bool all = std::all_of(labels.begin(), labels.end(), [&](const auto& wanted) {
        const auto at = candidate.labels.find(wanted.first);
        return at != candidate.labels.end() && at->second == wanted.second;
      });
      if (!all) continue;
      if (found != nullptr) throw std::runtime_error("several samples of " + std::string{sample});
      found = &candidate.value;
    }
  }
  if (found == nullptr) throw std::runtime_error("no sample of " + std::string{sample});
  return *found;
}

}  // namespace zin::test
