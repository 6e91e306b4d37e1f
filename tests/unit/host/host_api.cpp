// The table that plugins get: it never fails, whatever it is given.
// SPDX-License-Identifier: MIT
#include "zin/host/host_api.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "zin/base/log.hpp"
#include "zin/host/abi_text.hpp"

using namespace zin::host;

namespace {

struct Line {
  zin::LogLevel level;
  std::string component, message;
};

/// Keeps what is logged; the former sink is one that drops.
struct KeptLog final : zin::LogSink {
  std::vector<Line> lines;
  void write(zin::LogLevel level, std::string_view component, std::string_view message) override {
    lines.push_back({level, std::string{component}, std::string{message}});
  }
};

std::atomic<std::uint64_t> woken{0};

zin_str config(std::string_view key) {
  return host_api()->get_config(host_api()->ctx, abi_view(key));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(host_api_table)

BOOST_AUTO_TEST_CASE(the_table_is_whole_and_always_the_same) {
  const zin_host* const host = host_api();
  BOOST_TEST(host == host_api());
  BOOST_TEST(host->struct_size == sizeof(zin_host));
  BOOST_TEST(host->abi_version == ZIN_ABI_VERSION);
  BOOST_TEST(text_of(host->name) == "zin");
  BOOST_TEST(!text_of(host->version).empty());
  BOOST_TEST((host->get_extension(host->ctx, abi_view("x.y/1")) == nullptr));
}

BOOST_AUTO_TEST_CASE(a_plugins_message_reaches_the_sink_in_one_line) {
  const auto kept = std::make_shared<KeptLog>();
  zin::set_log_sink(kept);
  const zin_host* const host = host_api();
  host->log(host->ctx, ZIN_LOG_WARN, abi_view("toy"), abi_view("one\ntwo\xFF"));
  host->log(host->ctx, 99, abi_view("toy"), abi_view("above all levels"));
  host->log(host->ctx, -99, abi_view("toy"), abi_view("below all levels"));
  host->log(host->ctx, ZIN_LOG_ERROR, {nullptr, 5}, {nullptr, 1ull << 60});
  host->log(host->ctx, ZIN_LOG_ERROR, abi_view(std::string(1000, 'c')),
            abi_view(std::string(100000, 'm')));
  zin::set_log_sink(nullptr);
  BOOST_REQUIRE(kept->lines.size() == 4u);
  BOOST_TEST((kept->lines[0].level == zin::LogLevel::warn));
  BOOST_TEST(kept->lines[0].component == "toy");
  BOOST_TEST(kept->lines[0].message == "one two\xEF\xBF\xBD");
  BOOST_TEST((kept->lines[1].level == zin::LogLevel::error));
  BOOST_TEST(kept->lines[2].message == "");
  BOOST_TEST(kept->lines[3].component.size() < 100u);
  BOOST_TEST(kept->lines[3].message.size() < 10000u);
}

BOOST_AUTO_TEST_CASE(the_clock_is_monotonic) {
  const std::int64_t before = monotonic_ns();
  const std::int64_t between = host_api()->now_ns(nullptr);
  const std::int64_t after = monotonic_ns();
  BOOST_TEST(before <= between);
  BOOST_TEST(between <= after);
  BOOST_TEST(before > 0);
}

BOOST_AUTO_TEST_CASE(configuration_is_not_set_until_a_lookup_allows_it) {
  BOOST_TEST((config("tls.ca").ptr == nullptr));
  set_config_lookup([](std::string_view key) -> std::optional<std::string> {
    if (key == "tls.ca") return "/etc/ca.pem";
    if (key == "empty") return "";
    if (key == "throws") throw std::runtime_error{"no"};
    return std::nullopt;
  });
  const zin_str given = config("tls.ca");
  BOOST_TEST(text_of(given) == "/etc/ca.pem");
  BOOST_TEST((config("tls.ca").ptr == given.ptr));
  BOOST_TEST((config("empty").ptr != nullptr));
  BOOST_TEST(config("empty").len == 0u);
  BOOST_TEST((config("other").ptr == nullptr));
  BOOST_TEST((config("throws").ptr == nullptr));
  set_config_lookup({});
  BOOST_TEST((config("tls.ca").ptr == nullptr));
  BOOST_TEST(text_of(given) == "/etc/ca.pem");  // what was given out lives on
}

BOOST_AUTO_TEST_CASE(wake_and_cancel_do_nothing_until_a_reactor_takes_them) {
  const zin_host* const host = host_api();
  host->wake(host->ctx, 7);
  BOOST_TEST(host->cancel_requested(host->ctx, 7) == 0);
  set_reactor_hooks({.wake = [](std::uint64_t token) noexcept { woken = token; },
                     .cancel_requested = [](std::uint64_t token) noexcept { return token == 8; }});
  host->wake(host->ctx, 7);
  BOOST_TEST(woken == 7u);
  BOOST_TEST(host->cancel_requested(host->ctx, 7) == 0);
  BOOST_TEST(host->cancel_requested(host->ctx, 8) == 1);
  set_reactor_hooks({});
  BOOST_TEST(host->cancel_requested(host->ctx, 8) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
