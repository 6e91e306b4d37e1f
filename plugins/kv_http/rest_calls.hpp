// Single requests to the REST API of a namespace, and what their answers say.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client_pool.hpp"
#include "expiry.hpp"
#include "namespace.hpp"
#include "settings.hpp"

namespace zin::kv {

/// A value as GET values/{key} answers.
struct PlainValue {
  std::string bytes;
  std::int64_t expires_s = 0;  ///< Since 1970, by the service's clock; 0 = it stays.
};

/// What bulk/get tells of one key.
struct BulkValue {
  std::string_view text;  ///< Dies with the answer.
  std::int64_t expires_s = 0;
  Note note;
};

/// The metadata of a key.
struct Presence {
  bool there = false;
  /// The service has a value without metadata, or none: it does not tell which.
  bool unsure = false;
  Note note;
};

/// The routes of one namespace. All of them may be sent twice, and are when an answer is lost.
/// Throws plugin::Failure as the client does, and for every answer that is none of those described
/// here. [one thread at a time] [blocks]
class RestCalls {
 public:
  /// Borrows all of them for its life.
  RestCalls(const RestSettings& settings, cloudflare::Client& client, const plugin::Operation& op)
      : settings_(settings), client_(client), op_(op) {}

  [[nodiscard]] std::optional<PlainValue> value(std::string_view key);
  [[nodiscard]] Presence metadata(std::string_view key);
  /// Calls `found` for each key that is there. False when the values together are too large for
  /// one answer: nothing was told then. At most 100 keys.
  [[nodiscard]] bool values(std::span<const std::string_view> keys,
                            const std::function<void(std::string_view, const BulkValue&)>& found);
  void put(const Pair& pair, const Note& note);
  void remove(std::string_view key);
  /// The names that were not written or removed. `body` is the JSON of a bulk write, or of a list
  /// of keys.
  [[nodiscard]] std::vector<std::string> put_many(std::string_view body);
  [[nodiscard]] std::vector<std::string> remove_many(std::string_view body);
  [[nodiscard]] ListPage list(std::string_view prefix, std::string_view cursor,
                              std::uint32_t limit);

 private:
  [[nodiscard]] cloudflare::Request request(std::string method, std::string_view route) const;
  /// For routes that answer with an envelope, which it has checked.
  [[nodiscard]] cloudflare::Response call(cloudflare::Request& request);
  [[nodiscard]] std::vector<std::string> call_for_failed(cloudflare::Request& request);
  [[nodiscard]] plugin::Failure failure_of(const cloudflare::Response& response) const;

  const RestSettings& settings_;
  cloudflare::Client& client_;
  const plugin::Operation& op_;
};

/// One entry of a bulk write, appended to `body` behind a comma unless it is the first.
void append_pair(std::string& body, const Pair& pair, const Note& note);

}  // namespace zin::kv
