// The frame around a value.
// SPDX-License-Identifier: MIT
#include "remote_value.hpp"

#include <simdjson.h>

#include <charconv>

#include "json_text.hpp"

namespace zin::kv {
namespace {

constexpr std::string_view mark = "zin1;";
constexpr std::string_view quoted_mark = "\"zin1;";

}  // namespace

std::string encoded_value(std::string_view value, std::int64_t deadline_ms) {
  const bool text = is_best_as_text(value);
  std::string out(quoted_mark);
  out += std::to_string(deadline_ms);
  out += text ? ";t;" : ";b;";
  if (!text) {
    out += base64(value);
    return out += '"';
  }
  std::string quoted;
  append_string(quoted, value);
  out.append(quoted, 1);
  return out;
}

std::optional<RemoteValue> decoded_value(std::string_view stored) {
  if (!stored.starts_with(quoted_mark)) return RemoteValue{std::string(stored), 0};
  const simdjson::padded_string padded(stored);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  std::string_view text;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.get_string().get(text) != simdjson::SUCCESS)
    return std::nullopt;
  text.remove_prefix(mark.size());
  RemoteValue out;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), out.deadline_ms);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with(";t;")) {
    out.bytes = text.substr(3);
    return out;
  }
  if (!text.starts_with(";b;")) return std::nullopt;
  auto bytes = from_base64(text.substr(3));
  if (!bytes) return std::nullopt;
  out.bytes = std::move(*bytes);
  return out;
}

}  // namespace zin::kv
