// Reads envelopes with simdjson's On-Demand parser.
// SPDX-License-Identifier: MIT
#include "envelope.hpp"

#include <simdjson.h>

#include <chrono>

#include "retry.hpp"

namespace zin::cloudflare {
namespace {

namespace json = simdjson::ondemand;

constexpr std::size_t longest_quote = 300;

std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, plugin::whole_utf8(text, longest_quote)))
    out += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
  return out;
}

void read_member(std::string_view key, json::value value, ApiError& out) {
  if (key == "code") {
    std::int64_t number = 0;
    std::string_view word;
    if (value.get_int64().get(number) == simdjson::SUCCESS)
      out.code = number;
    else if (value.get_string().get(word) == simdjson::SUCCESS)
      out.word = word;
  } else if (key == "message" || key == "error") {
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS) out.message = text;
  }
}

void read_object(json::object object, ApiError& out, bool nested) {
  for (auto field : object) {
    std::string_view key;
    json::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS ||
        field.value().get(value) != simdjson::SUCCESS)
      return;
    if (nested || key != "errors") {
      read_member(key, value, out);
      continue;
    }
    json::array errors;
    if (value.get_array().get(errors) != simdjson::SUCCESS) continue;
    for (auto one : errors) {
      json::object first;
      if (one.get_object().get(first) == simdjson::SUCCESS) read_object(first, out, true);
      break;
    }
    // The rest of the array is not looked at, so the object cannot be gone on with.
    if (!out.message.empty() || out.code != 0) return;
  }
}

}  // namespace

ApiError read_error(std::string_view body) {
  ApiError out;
  const simdjson::padded_string padded(body.substr(0, 1u << 20));
  json::parser parser;
  json::document document;
  json::object object;
  if (parser.iterate(padded).get(document) == simdjson::SUCCESS &&
      document.get_object().get(object) == simdjson::SUCCESS)
    read_object(object, out, false);
  if (out.message.empty() && out.code == 0 && out.word.empty()) out.message = printable(body);
  return out;
}

std::optional<bool> read_success(std::string_view body) {
  const simdjson::padded_string padded(body);
  json::parser parser;
  json::document document;
  bool success = false;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.find_field_unordered("success").get_bool().get(success) != simdjson::SUCCESS)
    return std::nullopt;
  return success;
}

std::string redacted(std::string text, std::initializer_list<std::string_view> secrets) {
  for (const std::string_view secret : secrets) {
    if (secret.size() < 4) continue;
    for (std::size_t at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + 3))
      text.replace(at, secret.size(), "***");
  }
  return text;
}

plugin::Failure status_failure(const Response& response, const ApiError& error, bool safe) {
  std::string text = "HTTP " + std::to_string(response.status);
  if (error.code != 0) text += ", code " + std::to_string(error.code);
  if (!error.word.empty()) text += ", " + error.word;
  if (!error.message.empty()) text += ": " + error.message;
  plugin::Failure out(ZIN_E_ERROR, ZIN_CAT_UNKNOWN, std::move(text));
  out.native_code = response.status;
  switch (response.status) {
    case 401:
      out.category = ZIN_CAT_AUTH;
      out.sqlstate = "28000";
      break;
    case 403:
      out.category = ZIN_CAT_PERMISSION;
      out.sqlstate = "42501";
      break;
    case 404:
      out.category = ZIN_CAT_NOT_FOUND;
      out.sqlstate = "3D000";
      break;
    case 408:
    case 504:
      out.status = ZIN_E_TIMEOUT;
      out.category = ZIN_CAT_TIMEOUT;
      break;
    case 413:
    case 414:
      out.category = ZIN_CAT_RESOURCE;
      out.sqlstate = "54000";
      break;
    case 429: {
      out.category = ZIN_CAT_BUSY;
      out.flags |= ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN;
      const std::string* const header = response.header("retry-after");
      const auto now = std::chrono::duration_cast<std::chrono::seconds>(
          std::chrono::system_clock::now().time_since_epoch());
      if (header != nullptr) out.retry_after_ns = retry_after_ns(*header, now.count()).value_or(-1);
      break;
    }
    default:
      out.category = response.status >= 500 ? ZIN_CAT_CONNECTION : ZIN_CAT_INTERNAL;
      if (response.status >= 500) out.sqlstate = "08006";
      break;
  }
  if (response.status >= 500 && !safe) out.flags |= ZIN_ERRF_MAYBE_APPLIED;
  return out;
}

}  // namespace zin::cloudflare
