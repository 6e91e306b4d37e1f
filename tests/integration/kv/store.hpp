// A store as a host sees it: the plugin from its file, called through its table, before the engine.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "peer.hpp"
#include "zin/abi/cache.h"

namespace zin::test {

inline constexpr std::int64_t second_ns = 1'000'000'000;
inline constexpr std::int64_t ms_ns = 1'000'000;

/// What the host tells plugins: its clock, which tests may move, and its settings.
struct Host {
  /// Moves the clock of all stores that are open.
  static void advance(std::int64_t nanoseconds);
  static std::int64_t now_ns();
  static void set_config(std::map<std::string, std::string> values);
  /// Lines that were logged since the last call.
  static std::vector<std::string> take_log();
};

/// By name: "kv-http" or "kv-remote".
const zin_cache_driver& table(std::string_view kind);

struct Fault : zin_error {
  Fault() : zin_error{} { struct_size = sizeof(zin_error); }
  [[nodiscard]] std::string text() const { return {message, message_len}; }
  [[nodiscard]] bool says(std::string_view words) const {
    return text().find(words) != std::string::npos;
  }
};

using Options = std::vector<std::pair<std::string, std::string>>;

struct Got {
  zin_status status = ZIN_OK;
  bool hit = false;
  std::string value;
  std::int64_t ttl_ns = 0;
  std::uint32_t flags = 0;
};

/// An open store. Every call keeps its failure in `fault`.
class Store {
 public:
  /// Throws std::runtime_error when it cannot be opened.
  Store(std::string_view kind, const Options& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Fails the test when the call fails.
  std::vector<Got> get_many(const std::vector<std::string>& keys, std::uint32_t flags = 0,
                            std::size_t buffer = 0);
  Got get(const std::string& key, std::uint32_t flags = 0, std::size_t buffer = 0) {
    return get_many({key}, flags, buffer).front();
  }
  /// The value, or nothing.
  std::optional<std::string> value(const std::string& key);

  /// Without a trace in this object, for several threads at once.
  bool set_quietly(const std::string& key, std::string_view value);
  std::optional<std::string> value_quietly(const std::string& key);

  struct Entry {
    std::string key;
    std::string_view value;
    std::int64_t ttl_ns = ZIN_TTL_NONE;
    std::uint32_t flags = 0;
  };
  zin_status set_many(const std::vector<Entry>& entries);
  zin_status set(const std::string& key, std::string_view value, std::int64_t ttl_ns = ZIN_TTL_NONE,
                 std::uint32_t flags = 0) {
    return set_many({{key, value, ttl_ns, flags}});
  }
  zin_status try_get_many(const std::vector<std::string>& keys);
  zin_status try_get(const std::string& key) { return try_get_many({key}); }
  zin_status remove_many(const std::vector<std::string>& keys);
  zin_status remove(const std::string& key) { return remove_many({key}); }
  zin_status clear(std::string_view prefix);

  struct Page {
    std::vector<std::string> keys;
    std::string next;
    bool last = false;
  };
  std::optional<Page> scan(std::string_view prefix, std::string_view resume = {},
                           std::uint32_t limit = 0);

  void cancel(std::uint64_t of) { driver_.cancel(store_, of, ZIN_NEVER, nullptr); }
  [[nodiscard]] zin_cache_info info() const;
  [[nodiscard]] zin_cache_stats stats() const;

  /// Of every call, until it is changed.
  std::uint64_t token = 0;
  std::int64_t deadline_ns = ZIN_NEVER;

  Fault fault;
  /// Statuses and hits of the items of the last call.
  std::vector<zin_status> statuses;
  std::vector<bool> hits;
  std::int64_t removed = -1;

 private:
  zin_op operation() const;
  void keep_outcome(const std::vector<zin_cache_item>& items, zin_status status);

  const zin_cache_driver& driver_;
  zin_cache* store_ = nullptr;
};

/// The options of a store before namespace or proxy `number`, and further ones.
Options rest_options(const Peer& peer, std::size_t number, const Options& further = {});
Options remote_options(const Peer& peer, std::size_t number, const Options& further = {});

/// For each test: the peer without faults, and an empty log.
struct Beside {
  Beside() { peer.forget(); }
  Peer peer;
};

}  // namespace zin::test
