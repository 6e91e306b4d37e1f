// The driver for D1 beside a bare HTTP loop, on the same engine and in the same run.
// SPDX-License-Identifier: MIT
//
// Usage: zin-bench-d1 PLUGIN, beside tests/servers/run.py cloudflare. Both sides take turns, and
// ratios of their medians are told.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "answer.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/text_view.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using zin::plugin::str;

std::string engine(const char* name) {
  const std::string variable = std::string("ZIN_TEST_CLOUDFLARE_") + name;
  const char* const value = std::getenv(variable.c_str());
  if (value == nullptr) throw std::runtime_error(variable + " is not set");
  return value;
}

template <class Fn>
double milliseconds(const Fn& fn) {
  const auto start = Clock::now();
  fn();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> all) {
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

/// What somebody would write who needs one statement: no limits, no retries, no rows.
class Bare {
 public:
  Bare() : uri_(engine("DIRECT_URL")), session_(uri_.getHost(), uri_.getPort()) {
    session_.setKeepAlive(true);
    path_ = uri_.getPath() + "/accounts/" + engine("ACCOUNT") + "/d1/database/" +
            engine("DATABASE") + "/raw";
  }
  std::string post(const std::string& body) {
    Poco::Net::HTTPRequest request("POST", path_, "HTTP/1.1");
    request.set("Authorization", "Bearer " + engine("TOKEN"));
    request.setContentType("application/json");
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session_.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    std::istream& in = session_.receiveResponse(response);
    std::string answer{std::istreambuf_iterator<char>(in), {}};
    if (response.getStatus() != 200) throw std::runtime_error(answer);
    return answer;
  }

 private:
  Poco::URI uri_;
  Poco::Net::HTTPClientSession session_;
  std::string path_;
};

class Driven {
 public:
  explicit Driven(const char* file) {
    void* const library = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw std::runtime_error(::dlerror());
    const auto entry = reinterpret_cast<zin_plugin_entry_fn>(::dlsym(library, ZIN_ENTRY_SYMBOL));
    static zin_host host{};
    host.struct_size = sizeof host;
    host.abi_version = ZIN_ABI_VERSION;
    host.log_level = ZIN_LOG_ERROR + 1;
    fault_.struct_size = sizeof fault_;
    const zin_plugin* const plugin = entry(&host, &fault_);
    std::uint32_t kind = 0;
    driver_ = static_cast<const zin_driver*>(plugin->get_impl(0, &kind));
    const std::string url = engine("DIRECT_URL"), account = engine("ACCOUNT"),
                      token = engine("TOKEN"), database = engine("DATABASE");
    const zin_kv options[] = {{str("base_url"), str(url)},
                              {str("account_id"), str(account)},
                              {str("api_token"), str(token)},
                              {str("database"), str(database)}};
    check(driver_->conn_new(options, std::size(options), &connection_, &fault_));
    check(driver_->start_connect(connection_, nullptr, nullptr, &fault_));
  }
  Driven(const Driven&) = delete;
  Driven& operator=(const Driven&) = delete;
  ~Driven() { driver_->conn_close(connection_); }

  static zin_exec exec(std::string_view sql, const std::vector<zin_cell>& params) {
    zin_exec out{};
    out.struct_size = sizeof out;
    out.sql = str(sql);
    out.params = params.data();
    out.nparams = static_cast<std::uint32_t>(params.size());
    out.nrows = 1;
    return out;
  }
  /// Gives the bytes of the first cell.
  std::size_t run(std::string_view sql, const std::vector<zin_cell>& params = {}) {
    const zin_exec what = exec(sql, params);
    zin_cursor* cursor = nullptr;
    check(driver_->start_exec(connection_, &what, nullptr, &cursor, nullptr, &fault_));
    zin_rows rows{};
    rows.struct_size = sizeof rows;
    std::size_t bytes = 0;
    while (driver_->fetch(cursor, 0, nullptr, &rows, nullptr, &fault_) == ZIN_OK)
      bytes = rows.cells[0].len;
    driver_->cursor_close(cursor);
    return bytes;
  }
  void batch(const std::vector<zin_exec>& items) {
    zin_cursor* cursor = nullptr;
    check(driver_->start_batch(connection_, items.data(), static_cast<std::uint32_t>(items.size()),
                               ZIN_BATCH_ATOMIC, nullptr, &cursor, nullptr, &fault_));
    while (driver_->next_result(cursor, nullptr, nullptr, nullptr, &fault_) == ZIN_OK) {
    }
    driver_->cursor_close(cursor);
  }

 private:
  void check(zin_status status) const {
    if (status < 0) throw std::runtime_error(std::string(fault_.message, fault_.message_len));
  }

  const zin_driver* driver_ = nullptr;
  zin_conn* connection_ = nullptr;
  zin_error fault_{};
};

zin_cell number(std::int64_t value) {
  zin_cell cell{};
  cell.v.i = value;
  cell.type = ZIN_T_I64;
  return cell;
}

void point_queries(Bare& bare, Driven& driven) {
  std::vector<double> without, with;
  for (int i = 0; i < 600; ++i) {
    const int id = i % 100 + 1;
    const std::string body =
        "{\"sql\":\"SELECT id, name FROM bench WHERE id = (" + std::to_string(id) + ")\"}";
    without.push_back(milliseconds([&] { bare.post(body); }));
    with.push_back(
        milliseconds([&] { driven.run("SELECT id, name FROM bench WHERE id = ?", {number(id)}); }));
  }
  fmt::print("point query      bare {:.2f} ms  driver {:.2f} ms  ratio {:.2f}\n", median(without),
             median(with), median(with) / median(without));
}

void batches(Driven& driven, std::string_view what, std::string_view sql) {
  std::vector<double> single, together;
  const std::vector<zin_cell> params = {number(5)};
  const std::vector<zin_exec> items(100, Driven::exec(sql, params));
  for (int round = 0; round < 7; ++round) {
    single.push_back(milliseconds([&] {
      for (int i = 0; i < 100; ++i) driven.run(sql, params);
    }));
    together.push_back(milliseconds([&] { driven.batch(items); }));
  }
  fmt::print("100 {:12} alone {:.1f} ms  batch {:.1f} ms  {:.0f} times faster\n", what,
             median(single), median(together), median(single) / median(together));
}

void blobs(Bare& bare, Driven& driven) {
  const std::string body = "{\"sql\":\"SELECT randomblob(2000000)\"}";
  std::vector<double> decode, whole, without;
  for (int round = 0; round < 9; ++round) {
    std::string answer;
    without.push_back(milliseconds([&] { answer = bare.post(body); }));
    answer.reserve(answer.size() + 64);
    zin::d1::Answer read;
    decode.push_back(milliseconds([&] {
      if (!read.read_raw(std::move(answer)) || read.sets[0].cells[0].len != 2'000'000)
        throw std::runtime_error("the blob was not read");
    }));
    whole.push_back(milliseconds([&] {
      if (driven.run("SELECT randomblob(2000000)") != 2'000'000)
        throw std::runtime_error("the blob was not read");
    }));
  }
  fmt::print("2 MB blob        bare {:.1f} ms  driver {:.1f} ms  decoding alone {:.1f} ms\n",
             median(without), median(whole), median(decode));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 2) throw std::runtime_error("usage: zin-bench-d1 PLUGIN");
    Bare bare;
    Driven driven(argv[1]);
    driven.run("DROP TABLE IF EXISTS bench");
    driven.run("CREATE TABLE bench (id INTEGER PRIMARY KEY, name TEXT, n INTEGER)");
    for (int id = 1; id <= 100; ++id)
      driven.run("INSERT INTO bench VALUES (?1, 'name ' || ?1, 0)", {number(id)});
    point_queries(bare, driven);
    batches(driven, "selects", "SELECT id, name FROM bench WHERE id = ?");
    batches(driven, "updates", "UPDATE bench SET n = n + 1 WHERE id = ?");
    blobs(bare, driven);
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
