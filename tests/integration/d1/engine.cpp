// Speaks to the gate with the driver's own HTTP.
// SPDX-License-Identifier: MIT
#include "engine.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <stdexcept>

#include "cloudflare/http_session.hpp"

namespace zin::test {
namespace {

std::string nth(std::string list, std::size_t number) {
  for (; number > 0; --number) list.erase(0, list.find(',') + 1);
  return list.substr(0, list.find(','));
}

}  // namespace

std::string engine(std::string_view name) {
  const char* const value = std::getenv(("ZIN_TEST_CLOUDFLARE_" + std::string(name)).c_str());
  if (value == nullptr) throw std::runtime_error("run this beside tests/servers/run.py cloudflare");
  return value;
}

Gate::Gate() { forget(); }
Gate::~Gate() {
  try {
    forget();
  } catch (const std::exception& failure) {
    BOOST_ERROR(failure.what());
  }
}

std::string Gate::ask(std::string_view method, std::string_view path, std::string_view body) {
  cloudflare::Interruption interruption;
  cloudflare::HttpSession session(
      {.base = cloudflare::parse_base_url(engine("GATE"), "GATE"), .ca_file = {}, .limits = {}},
      interruption);
  const auto response =
      session.send({.method = std::string(method), .path = std::string(path), .body = body},
                   now_ns() + 30 * second);
  if (response.status != 200) throw std::runtime_error(response.body);
  return response.body;
}

void Gate::fault(std::string_view rules) { ask("POST", "/faults", rules); }
void Gate::proxy(std::string_view settings) { ask("POST", "/proxy/0", settings); }

void Gate::forget() {
  ask("DELETE", "/faults");
  ask("DELETE", "/requests");
}

std::size_t Gate::count(std::string_view name) {
  const std::string counts = ask("GET", "/counts");
  const std::string key = '"' + std::string(name) + "\":";
  const std::size_t at = counts.find(key);
  if (at == std::string::npos) throw std::runtime_error(counts);
  return std::strtoul(counts.c_str() + at + key.size(), nullptr, 10);
}

std::size_t Gate::requests(bool forwarded) { return count(forwarded ? "forwarded" : "requests"); }
std::size_t Gate::connections() { return count("connections"); }
std::string Gate::seen() { return ask("GET", "/requests"); }

Options engine_options(std::size_t number) {
  return {{"base_url", engine("URL")},
          {"account_id", engine("ACCOUNT")},
          {"api_token", engine("TOKEN")},
          {"database", nth(engine("DATABASES"), number)}};
}

Options proxy_options(std::size_t number, std::string_view mode) {
  return {{"base_url", nth(engine("PROXY_URLS"), number)},
          {"key_id", engine("PROXY_KEY_ID")},
          {"secret", engine("PROXY_SECRET")},
          {"mode", std::string(mode)}};
}

Open::Open(const Options& options) : Connection(options) {
  BOOST_REQUIRE_MESSAGE(connect() == ZIN_OK, fault.text());
}

void Open::make(std::string_view table, std::string_view columns) {
  query("DROP TABLE IF EXISTS " + std::string(table));
  query("CREATE TABLE " + std::string(table) + " (" + std::string(columns) + ")");
}

zin_status Open::batch(const std::vector<Exec>& items, std::uint32_t flags) {
  std::vector<zin_exec> given;
  for (const Exec& item : items) {
    zin_exec one{};
    one.struct_size = sizeof one;
    one.flags = item.flags;
    one.sql = str(item.sql);
    one.stmt = item.stmt;
    one.params = item.params.data();
    one.nparams = static_cast<std::uint32_t>(item.params.size());
    one.nrows = 1;
    given.push_back(one);
  }
  affected.clear();
  fault = Fault();
  zin_cursor* cursor = nullptr;
  const zin_op op = operation(0);
  zin_status status =
      driver().start_batch(handle(), given.data(), static_cast<std::uint32_t>(given.size()), flags,
                           &op, &cursor, nullptr, &fault);
  if (status != ZIN_OK) return status;
  Result result(handle(), cursor, 0);
  while ((status = result.next()) == ZIN_OK) {
    BOOST_TEST(result.info().batch_index == affected.size());
    affected.push_back(result.info().affected);
  }
  BOOST_TEST(status == ZIN_END);
  return affected.size() == items.size() ? ZIN_OK : status;
}

}  // namespace zin::test
