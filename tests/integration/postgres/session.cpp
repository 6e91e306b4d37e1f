// Reads the variables of the test server.
// SPDX-License-Identifier: MIT
#include "session.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <stdexcept>

namespace zin::test {

std::string server_value(std::string_view name) {
  const std::string variable = "ZIN_TEST_POSTGRES_" + std::string(name);
  const char* const value = std::getenv(variable.c_str());
  if (value == nullptr) throw std::runtime_error(variable + " is not set: run beside the server");
  return value;
}

Options server_options(const Options& more) {
  Options options{{"host", server_value("HOST")},         {"port", server_value("PORT")},
                  {"database", server_value("DATABASE")}, {"username", server_value("USER")},
                  {"password", server_value("PASSWORD")}, {"application_name", "zin tests"}};
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

Session::Session(const Options& more) : Connection(server_options(more)) {
  BOOST_REQUIRE_MESSAGE(connect() == ZIN_OK, fault.text());
}

std::string activity_of(Connection& observer, const std::string& pid) {
  const auto rows =
      observer.query("select state from pg_stat_activity where pid = " + pid + "::int");
  return rows.empty() ? "" : rows[0][0].substr(5);  // behind "text "
}

}  // namespace zin::test
