// The library's log, kept in memory for the length of a test.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/log.hpp"

namespace zin::test {

/// While it lives, messages of `level` and above are kept here instead of written. Afterwards the
/// log is silent, so that the output of the tests stays readable. [thread-safe]
class RecordedLog {
 public:
  explicit RecordedLog(LogLevel level = LogLevel::trace) : former_(log_level()) {
    set_log_level(level);
    set_log_sink(sink_);
  }
  ~RecordedLog() {
    set_log_level(former_);
    set_log_sink(nullptr);
  }
  RecordedLog(const RecordedLog&) = delete;
  RecordedLog& operator=(const RecordedLog&) = delete;

  /// "warn pool: ..." for each message so far.
  [[nodiscard]] std::vector<std::string> lines() const {
    const std::lock_guard lock{sink_->mutex};
    return sink_->lines;
  }
  /// The lines that have `words` in them.
  [[nodiscard]] std::vector<std::string> with(std::string_view words) const {
    std::vector<std::string> found = lines();
    std::erase_if(found,
                  [&](const std::string& line) { return line.find(words) == std::string::npos; });
    return found;
  }

 private:
  struct Sink final : LogSink {
    void write(LogLevel level, std::string_view component, std::string_view message) override {
      const std::lock_guard lock{mutex};
      lines.push_back(std::string{to_string(level)} + ' ' + std::string{component} + ": " +
                      std::string{message});
    }
    std::mutex mutex;
    std::vector<std::string> lines;
  };

  LogLevel former_;
  std::shared_ptr<Sink> sink_ = std::make_shared<Sink>();
};

}  // namespace zin::test
