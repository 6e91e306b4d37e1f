// zin-bench-kv: what a cache over KV costs, beside bare requests to the same peer.
// SPDX-License-Identifier: MIT
//
// Usage: ZIN_PLUGIN_PATH=FOLDER zin-bench-kv, beside tests/servers/run.py cloudflare. Both sides
// take turns, and ratios of their medians are told.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "zin/zin.hpp"

namespace {

using Clock = std::chrono::steady_clock;

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr)
    throw std::runtime_error(
        fmt::format("{} is not set: run this beside tests/servers/run.py cloudflare", name));
  return value;
}

/// The bare loop: one connection that is kept, no checks, no retries.
class BareKv {
 public:
  BareKv(const std::string& base, std::string token, const std::string& account,
         const std::string& name_space)
      : uri_(base),
        session_(uri_.getHost(), uri_.getPort()),
        authorization_("Bearer " + std::move(token)),
        path_(uri_.getPath() + "/accounts/" + account + "/storage/kv/namespaces/" + name_space) {
    session_.setKeepAlive(true);
    // The peer closes what idles for 5 s, and Poco would notice after 8.
    session_.setKeepAliveTimeout(Poco::Timespan(3, 0));
  }

  std::string get(const std::string& key) { return exchange("GET", "/values/" + key, {}, {}); }
  void put(const std::string& key, const std::string& value) {
    exchange("PUT", "/values/" + key + "?expiration_ttl=3600", value, "application/octet-stream");
  }
  std::string get_many(const std::string& body) {
    return exchange("POST", "/bulk/get", body, "application/json");
  }

 private:
  std::string exchange(const std::string& method, const std::string& route, const std::string& body,
                       const std::string& type) {
    Poco::Net::HTTPRequest request(method, path_ + route, Poco::Net::HTTPMessage::HTTP_1_1);
    request.setKeepAlive(true);
    request.set("Authorization", authorization_);
    if (!type.empty()) request.setContentType(type);
    if (method != "GET") request.setContentLength(static_cast<std::streamsize>(body.size()));
    session_.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    std::string answer;
    Poco::StreamCopier::copyToString(session_.receiveResponse(response), answer);
    if (response.getStatus() != Poco::Net::HTTPResponse::HTTP_OK)
      throw std::runtime_error("the peer answers: " + answer);
    return answer;
  }

  Poco::URI uri_;
  Poco::Net::HTTPClientSession session_;
  std::string authorization_;
  std::string path_;
};

struct Way {
  std::string name;
  std::function<void(int)> once;
};

double p50(std::vector<double> times) {
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                   times.end());
  return times[times.size() / 2];
}

/// In turn, so that what slows the machine down slows both.
void compare(const std::string& work, const Way& bare, const Way& zin, int count) {
  std::vector<double> bare_ms, zin_ms;
  const auto time = [](const Way& way, int i, std::vector<double>& out) {
    const auto begin = Clock::now();
    way.once(i);
    out.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  };
  for (int i = 0; i < count; ++i) {
    time(bare, i, bare_ms);
    time(zin, i, zin_ms);
  }
  const double floor = p50(bare_ms), ours = p50(zin_ms);
  fmt::print("{:<28} {:>9.3f} {:>9.3f} {:>8.2f}x\n", work, floor, ours, ours / floor);
}

int run(int count) {
  const std::string url = variable("ZIN_TEST_CLOUDFLARE_DIRECT_URL");
  const std::string token = variable("ZIN_TEST_CLOUDFLARE_TOKEN");
  const std::string account = variable("ZIN_TEST_CLOUDFLARE_ACCOUNT");
  const std::string name_space = variable("ZIN_TEST_CLOUDFLARE_NAMESPACE");
  BareKv bare(url, token, account, name_space);
  const zin::CacheStore& cache = zin::use_cache({.driver = "kv",
                                                 .prefix = "",
                                                 .options = {{"base_url", url},
                                                             {"api_token", token},
                                                             {"account_id", account},
                                                             {"namespace_id", name_space}}},
                                                "bench");
  const std::string value(100, 'x');
  std::vector<std::string> keys;
  std::string body;
  for (int i = 0; i < 100; ++i) {
    keys.push_back(fmt::format("bench{}", i));
    body += fmt::format("{}\"bench{}\"", i == 0 ? "{\"keys\":[" : ",", i);
    cache.set(keys.back(), value);
  }
  body += "],\"withMetadata\":true}";
  const auto key = [](int i) { return fmt::format("bench{}", i % 100); };

  fmt::print("{:<28} {:>9} {:>9} {:>9}\n", "p50, ms", "bare", "zin", "ratio");
  compare("get, 100 bytes", {"bare", [&](int i) { (void)bare.get(key(i)); }},
          {"zin", [&](int i) { (void)cache.get<std::string>(key(i)); }}, count);
  compare("set, 100 bytes", {"bare", [&](int i) { bare.put(key(i), value); }},
          {"zin", [&](int i) { cache.set(key(i), value); }}, count);
  compare("get of 100 keys", {"bare", [&](int) { (void)bare.get_many(body); }},
          {"zin", [&](int) { (void)cache.many<std::string>(keys); }}, count / 10 + 1);
  const std::string large(1 << 20, 'x');
  bare.put("large", large);
  compare("get, 1 MiB", {"bare", [&](int) { (void)bare.get("large"); }},
          {"zin",
           [&](int) {
             static std::vector<std::byte> buffer(2 << 20);
             (void)cache.read("large", buffer);
           }},
          count / 10 + 1);
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"A cache over Cloudflare KV, beside bare requests"};
  int count = 300;
  app.add_option("--count", count, "Calls of each work");
  CLI11_PARSE(app, argc, argv);
  try {
    return run(count);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return EXIT_FAILURE;
  }
}
