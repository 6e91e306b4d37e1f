// The log: levels, sinks, and sinks that fail.
// SPDX-License-Identifier: MIT
#include "zin/base/log.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "printing.hpp"
#include "recorded_log.hpp"

using zin::LogLevel;
using zin::test::RecordedLog;

BOOST_AUTO_TEST_SUITE(logs)

BOOST_AUTO_TEST_CASE(messages_below_the_level_are_dropped) {
  const RecordedLog recorded{LogLevel::warn};
  zin::log(LogLevel::info, "part", "quiet");
  zin::log(LogLevel::warn, "part", "heard");
  zin::log(LogLevel::error, "part", "too");
  BOOST_TEST(recorded.lines() == (std::vector<std::string>{"warn part: heard", "error part: too"}),
             boost::test_tools::per_element());
  BOOST_TEST(!zin::log_enabled(LogLevel::info));
  BOOST_TEST(zin::log_enabled(LogLevel::warn));
}

BOOST_AUTO_TEST_CASE(off_silences_everything) {
  const RecordedLog recorded{LogLevel::off};
  zin::log(LogLevel::error, "part", "lost");
  zin::log(LogLevel::off, "part", "no level of a message");
  BOOST_TEST(recorded.lines().empty());
}

BOOST_AUTO_TEST_CASE(without_a_sink_nothing_is_written) {
  const RecordedLog recorded{LogLevel::trace};
  zin::set_log_sink(nullptr);
  BOOST_CHECK_NO_THROW(zin::log(LogLevel::error, "part", "lost"));
  BOOST_TEST(recorded.lines().empty());
}

BOOST_AUTO_TEST_CASE(a_sink_that_throws_does_not_reach_the_caller) {
  class Broken final : public zin::LogSink {
   public:
    void write(LogLevel, std::string_view, std::string_view) override {
      throw std::runtime_error{"disk full"};
    }
  };
  const RecordedLog restored{LogLevel::info};
  zin::set_log_sink(std::make_shared<Broken>());
  BOOST_CHECK_NO_THROW(zin::log(LogLevel::error, "part", "message"));
}

BOOST_AUTO_TEST_CASE(a_replaced_sink_is_released) {
  const RecordedLog restored{LogLevel::info};
  class Silent final : public zin::LogSink {
    void write(LogLevel, std::string_view, std::string_view) override {}
  };
  const auto sink = std::make_shared<Silent>();
  zin::set_log_sink(sink);
  BOOST_TEST(sink.use_count() == 2);
  zin::set_log_sink(nullptr);
  BOOST_TEST(sink.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(levels_have_names) {
  BOOST_TEST(to_string(LogLevel::trace) == "trace");
  BOOST_TEST(to_string(LogLevel::off) == "off");
}

BOOST_AUTO_TEST_SUITE_END()
