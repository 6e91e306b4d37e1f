// The process-wide log sink; by default one line on standard error.
// SPDX-License-Identifier: MIT
#include "zin/base/log.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

namespace zin {
namespace {

class StderrSink final : public LogSink {
 public:
  void write(LogLevel level, std::string_view component, std::string_view message) override {
    std::string line{"zin "};
    line += to_string(level);
    line += ' ';
    line += component;
    line += ": ";
    line += message;
    line += '\n';
    // One call, so that lines of several threads do not mix.
    static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
  }
};

std::atomic<LogLevel> current_level{LogLevel::info};

struct SinkHolder {
  std::mutex mutex;
  std::shared_ptr<LogSink> sink = std::make_shared<StderrSink>();
};

SinkHolder& holder() {
  // Leaked on purpose: messages may come while the process ends.
  static auto* const instance = new SinkHolder;
  return *instance;
}

}  // namespace

std::string_view to_string(LogLevel level) noexcept {
  static constexpr std::array<std::string_view, 6> names{"trace", "debug", "info",
                                                         "warn",  "error", "off"};
  const auto index = static_cast<std::size_t>(level);
  return index < names.size() ? names[index] : "unknown";
}

void set_log_sink(std::shared_ptr<LogSink> sink) {
  auto& current = holder();
  const std::lock_guard lock{current.mutex};
  current.sink.swap(sink);
}

void set_log_level(LogLevel level) noexcept {
  current_level.store(level, std::memory_order_relaxed);
}

LogLevel log_level() noexcept { return current_level.load(std::memory_order_relaxed); }

void log(LogLevel level, std::string_view component, std::string_view message) noexcept {
  if (!log_enabled(level) || level == LogLevel::off) return;
  try {
    std::shared_ptr<LogSink> sink;
    {
      auto& current = holder();
      const std::lock_guard lock{current.mutex};
      sink = current.sink;
    }
    if (sink) sink->write(level, component, message);
  } catch (...) {  // a sink that fails must not fail the statement that is logged
  }
}

}  // namespace zin
