// The text of metrics, read back by the rules of OpenMetrics.
// SPDX-License-Identifier: MIT
#include "zin/base/metric_text.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

#include "open_metrics.hpp"

using zin::detail::MetricText;
using zin::test::metric;
using zin::test::read_open_metrics;
using MetricKind = MetricText::Kind;

namespace {

void write_tasks(MetricText& text) {
  text.family("tasks_done", MetricKind::counter, "", "Tasks done.");
  text.sample("_total", {{"by", "Ada"}}, std::uint64_t{3});
}
void write_rooms(MetricText& text) {
  text.family("rooms", MetricKind::gauge, "", "Rooms.");
  text.sample("", {}, std::uint64_t{7});
}

bool is_refused(std::string_view text) {
  try {
    static_cast<void>(read_open_metrics(text));
    return false;
  } catch (const std::runtime_error&) {
    return true;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metric_text)

BOOST_AUTO_TEST_CASE(a_text_is_written_line_by_line) {
  MetricText text;
  text.family("waits_seconds", MetricKind::summary, "seconds", "Time of waiting.");
  text.sample("", {{"who", "a"}, {"quantile", "0.5"}}, 0.25);
  text.sample("_count", {{"who", "a"}}, std::uint64_t{18446744073709551615U});
  text.sample("_sum", {{"who", "a"}}, 1.5e-7);
  BOOST_TEST(std::move(text).finish() ==
             "# TYPE waits_seconds summary\n"
             "# UNIT waits_seconds seconds\n"
             "# HELP waits_seconds Time of waiting.\n"
             "waits_seconds{who=\"a\",quantile=\"0.5\"} 0.25\n"
             "waits_seconds_count{who=\"a\"} 18446744073709551615\n"
             "waits_seconds_sum{who=\"a\"} 1.5e-07\n"
             "# EOF\n");
}

BOOST_AUTO_TEST_CASE(any_text_may_be_a_label) {
  const std::string hostile = "a\"b\\c\nd{e}=,\xC3\xA4# EOF";
  MetricText text;
  text.family("x", MetricKind::gauge, "", "Says \"this\" \\ and\nthat.");
  text.sample("", {{"name", hostile}}, std::uint64_t{1});
  const auto families = read_open_metrics(std::move(text).finish());
  BOOST_TEST(families.at("x").samples.at(0).labels.at("name") == hostile);
  BOOST_TEST(families.at("x").help == "Says \"this\" \\ and\nthat.");
}

BOOST_AUTO_TEST_CASE(each_writer_writes_once_in_the_order_of_its_coming) {
  zin::detail::add_metric_writer(write_tasks);
  zin::detail::add_metric_writer(write_rooms);
  zin::detail::add_metric_writer(write_tasks);
  const std::string text = zin::detail::written_metrics();
  const auto families = read_open_metrics(text);
  BOOST_TEST(metric(families, "tasks_done_total", {{"by", "Ada"}}) == 3.0);
  BOOST_TEST(metric(families, "rooms", {}) == 7.0);
  BOOST_TEST(text.find("tasks_done") < text.find("rooms"));
}

BOOST_AUTO_TEST_CASE(the_reader_of_these_tests_is_strict) {
  BOOST_TEST(!is_refused("# TYPE a gauge\na 1\n# EOF\n"));
  for (const std::string_view bad : {
           "# TYPE a gauge\na 1\n",                              // no end
           "# TYPE a gauge\na 1\n# EOF",                         // no end of the last line
           "# TYPE a gauge\na 1\n# EOF\na 2\n",                  // more behind the end
           "a 1\n# EOF\n",                                       // no type
           "# TYPE a counter\na 1\n# EOF\n",                     // no _total
           "# TYPE a counter\na_total -1\n# EOF\n",              // below zero
           "# TYPE a gauge\na 1\na 1\n# EOF\n",                  // twice
           "# TYPE a gauge\na 1\n# HELP a b\n# EOF\n",           // metadata too late
           "# TYPE a gauge\n# TYPE a gauge\na 1\n# EOF\n",       // metadata twice
           "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n",     // not its unit
           "# TYPE a gauge\n# TYPE b gauge\nb 1\na 1\n# EOF\n",  // interleaved
           "# TYPE a gauge\na{b=\"1\",b=\"2\"} 1\n# EOF\n",      // one label twice
           "# TYPE a gauge\na{b=\"\\x\"} 1\n# EOF\n",            // an escape that is none
           "# TYPE a gauge\na{1b=\"\"} 1\n# EOF\n",              // not a name
           "# TYPE a gauge\na  1\n# EOF\n",                      // two spaces
           "# TYPE a summary\na 1\n# EOF\n",                     // without a quantile
           "# TYPE a gauge\n\na 1\n# EOF\n",                     // an empty line
       }) {
    BOOST_TEST(is_refused(bad), bad);
  }
}

BOOST_AUTO_TEST_SUITE_END()
