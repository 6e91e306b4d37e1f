// Builds requests, and takes answers apart with simdjson.
// SPDX-License-Identifier: MIT
#include "rest_calls.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>

#include "cloudflare/envelope.hpp"
#include "cloudflare/signing.hpp"
#include "json_text.hpp"
#include "key.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::kv {
namespace {

namespace json = simdjson::ondemand;
using cloudflare::ApiError;
using cloudflare::Fault;
using cloudflare::Request;
using cloudflare::Response;

constexpr std::int64_t key_not_found = 10009;
constexpr std::int64_t namespace_not_found = 10013;
constexpr std::uint32_t fewest_keys = 10;
constexpr std::uint32_t most_keys = 1000;

simdjson::padded_string_view for_parser(const std::string& body) {
  // Whoever received it left room behind it.
  return simdjson::padded_string_view(body.data(), body.size(), body.capacity());
}

// The note in metadata, which may be any JSON.
Note note_of(json::value metadata) {
  json::object object;
  std::string_view text;
  if (metadata.get_object().get(object) != simdjson::SUCCESS ||
      object.raw_json().get(text) != simdjson::SUCCESS)
    return {};
  return note_in(text);
}

bool is_success(int status) noexcept { return status >= 200 && status < 300; }

bool is_missing(const Response& response) {
  if (response.status != 404) return false;
  const ApiError error = cloudflare::read_error(response.body);
  return error.code == key_not_found || error.message.find("key not found") != std::string::npos;
}

// A gateway's page with the status 200 is as good as a failure of the server.
Fault by_envelope(const Response& response) {
  const Fault fault = cloudflare::by_status(response);
  if (fault != Fault::none || !is_success(response.status)) return fault;
  return cloudflare::read_success(response.body) ? Fault::none : Fault::server;
}

std::string_view next_step(const Response& response, const ApiError& error) {
  if (response.status == 401 || response.status == 403 || error.code == 10000)
    return "; see that CLOUDFLARE_API_TOKEN is a live token with the permission Workers KV "
           "Storage: Edit for the account in CLOUDFLARE_ACCOUNT_ID";
  if (error.code == namespace_not_found)
    return "; see that KV_NAMESPACE_ID is the id of a namespace of this account";
  if (response.status == 404)
    return "; see that CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID and CLOUDFLARE_API_BASE_URL are "
           "right";
  if (response.status == 429)
    return "; KV takes one write a second for each key, and 1200 requests in five minutes for "
           "each account";
  return "";
}

plugin::Failure unreadable(std::string_view what) {
  return {ZIN_E_ERROR, ZIN_CAT_CONNECTION,
          "KV answered without " + std::string(what) +
              ": see that CLOUDFLARE_API_BASE_URL is the API and no other server"};
}

void read_value(json::object entry, std::string_view key,
                const std::function<void(std::string_view, const BulkValue&)>& found) {
  BulkValue out;
  bool has_value = false;
  for (auto field : entry) {
    std::string_view name;
    json::value value;
    if (field.unescaped_key().get(name) != simdjson::SUCCESS ||
        field.value().get(value) != simdjson::SUCCESS)
      throw unreadable("readable values");
    if (name == "value") {
      has_value = value.get_string().get(out.text) == simdjson::SUCCESS;
    } else if (name == "expiration") {
      if (value.get_int64().get(out.expires_s) != simdjson::SUCCESS) out.expires_s = 0;
    } else if (name == "metadata") {
      out.note = note_of(value);
    }
  }
  // `null` as a value: gone between two steps of the service.
  if (has_value) found(key, out);
}

void append_part(std::string& body, std::string_view boundary, std::string_view head,
                 std::string_view content) {
  ((body += "--") += boundary) += "\r\nContent-Disposition: form-data; ";
  ((body += head) += "\r\n\r\n") += content;
  body += "\r\n";
}

}  // namespace

Request RestCalls::request(std::string method, std::string_view route) const {
  Request out;
  out.method = std::move(method);
  out.path = "/accounts/" + settings_.account + "/storage/kv/namespaces/" + settings_.name_space;
  out.path += route;
  out.headers.emplace_back("Authorization", "Bearer " + settings_.token);
  return out;
}

plugin::Failure RestCalls::failure_of(const Response& response) const {
  const ApiError error = cloudflare::read_error(response.body);
  plugin::Failure failure = cloudflare::status_failure(response, error, true);
  // No table is missing, as the host would say.
  if (response.status == 404) failure = refusal(std::move(failure.message));
  failure.message += next_step(response, error);
  failure.message =
      cloudflare::redacted("KV refused the request: " + failure.message, {settings_.token});
  return failure;
}

Response RestCalls::call(Request& request) {
  Response response = client_.call(request, true, op_, by_envelope);
  if (!is_success(response.status)) throw failure_of(response);
  const auto success = cloudflare::read_success(response.body);
  if (!success) throw unreadable("an envelope in JSON");
  if (!*success) throw failure_of(response);
  return response;
}

std::optional<PlainValue> RestCalls::value(std::string_view key) {
  Request asked = request("GET", "/values/" + percent_encoded(key));
  Response response = client_.call(asked, true, op_);
  if (is_missing(response)) return std::nullopt;
  if (!is_success(response.status)) throw failure_of(response);
  PlainValue out;
  out.bytes = std::move(response.body);
  if (const std::string* const at = response.header("expiration"))
    std::from_chars(at->data(), at->data() + at->size(), out.expires_s);
  return out;
}

Presence RestCalls::metadata(std::string_view key) {
  Request asked = request("GET", "/metadata/" + percent_encoded(key));
  Response response = client_.call(asked, true, op_);
  if (is_missing(response)) return {};
  if (!is_success(response.status)) throw failure_of(response);
  json::parser parser;
  json::document document;
  json::value result;
  if (parser.iterate(for_parser(response.body)).get(document) != simdjson::SUCCESS ||
      document.find_field_unordered("result").get(result) != simdjson::SUCCESS)
    throw unreadable("metadata");
  Presence out;
  out.unsure = result.is_null();
  out.there = true;
  if (!out.unsure) out.note = note_of(result);
  return out;
}

bool RestCalls::values(std::span<const std::string_view> keys,
                       const std::function<void(std::string_view, const BulkValue&)>& found) {
  std::string body = "{\"keys\":[";
  for (const std::string_view key : keys) {
    if (body.back() != '[') body += ',';
    append_string(body, key);
  }
  body += "],\"type\":\"text\",\"withMetadata\":true}";
  Request asked = request("POST", "/bulk/get");
  asked.body = body;
  asked.content_type = "application/json";
  const Response response = client_.call(asked, true, op_, by_envelope);
  if (response.status == 413) return false;
  if (!is_success(response.status)) throw failure_of(response);
  json::parser parser;
  json::document document;
  json::object values;
  if (parser.iterate(for_parser(response.body)).get(document) != simdjson::SUCCESS ||
      document["result"]["values"].get_object().get(values) != simdjson::SUCCESS)
    throw unreadable("values");
  for (auto field : values) {
    std::string_view key;
    json::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS ||
        field.value().get(value) != simdjson::SUCCESS)
      throw unreadable("readable values");
    json::object entry;
    if (value.get_object().get(entry) == simdjson::SUCCESS) read_value(entry, key, found);
  }
  return true;
}

void RestCalls::put(const Pair& pair, const Note& note) {
  std::string route = "/values/" + percent_encoded(pair.key);
  if (pair.life.ttl_s != 0) route += "?expiration_ttl=" + std::to_string(pair.life.ttl_s);
  Request asked = request("PUT", route);
  std::string form;
  if (note.is_empty()) {
    asked.body = pair.value;
    asked.content_type = "application/octet-stream";
  } else {
    // Its random bits are in no value.
    const std::string boundary = "zin" + cloudflare::new_nonce();
    form.reserve(pair.value.size() + 1024);
    append_part(form, boundary, "name=\"metadata\"\r\nContent-Type: application/json",
                metadata_of(note));
    // A part with a file name is taken as bytes, one without as text.
    append_part(form, boundary,
                "name=\"value\"; filename=\"value\"\r\nContent-Type: application/octet-stream",
                pair.value);
    ((form += "--") += boundary) += "--\r\n";
    asked.body = form;
    asked.content_type = "multipart/form-data; boundary=" + boundary;
  }
  (void)call(asked);
}

void RestCalls::remove(std::string_view key) {
  Request asked = request("DELETE", "/values/" + percent_encoded(key));
  const Response response = client_.call(asked, true, op_);
  // What is not there is removed.
  if (!is_success(response.status) && !is_missing(response)) throw failure_of(response);
}

std::vector<std::string> RestCalls::call_for_failed(Request& request) {
  const Response response = call(request);
  std::vector<std::string> out;
  json::parser parser;
  json::document document;
  json::array failed;
  if (parser.iterate(for_parser(response.body)).get(document) != simdjson::SUCCESS)
    throw unreadable("JSON");
  // An older form of this route answers with `null` when all went well.
  if (document["result"]["unsuccessful_keys"].get_array().get(failed) != simdjson::SUCCESS)
    return out;
  for (auto one : failed) {
    std::string_view name;
    if (one.get_string().get(name) == simdjson::SUCCESS) out.emplace_back(name);
  }
  return out;
}

std::vector<std::string> RestCalls::put_many(std::string_view body) {
  Request asked = request("PUT", "/bulk");
  asked.body = body;
  asked.content_type = "application/json";
  return call_for_failed(asked);
}

std::vector<std::string> RestCalls::remove_many(std::string_view body) {
  Request asked = request("POST", "/bulk/delete");
  asked.body = body;
  asked.content_type = "application/json";
  return call_for_failed(asked);
}

ListPage RestCalls::list(std::string_view prefix, std::string_view cursor, std::uint32_t limit) {
  const std::uint32_t wanted = limit == 0 ? most_keys : std::clamp(limit, fewest_keys, most_keys);
  std::string route = "/keys?limit=" + std::to_string(wanted);
  if (!prefix.empty()) route += "&prefix=" + percent_encoded(prefix);
  if (!cursor.empty()) route += "&cursor=" + percent_encoded(cursor);
  Request asked = request("GET", route);
  const Response response = call(asked);
  json::parser parser;
  json::document document;
  json::array keys;
  ListPage out;
  if (parser.iterate(for_parser(response.body)).get(document) != simdjson::SUCCESS ||
      document.find_field_unordered("result").get_array().get(keys) != simdjson::SUCCESS)
    throw unreadable("a list of keys");
  for (auto one : keys) {
    json::object entry;
    if (one.get_object().get(entry) != simdjson::SUCCESS) throw unreadable("a list of keys");
    ListedKey key;
    for (auto field : entry) {
      std::string_view name;
      json::value value;
      std::string_view text;
      if (field.unescaped_key().get(name) != simdjson::SUCCESS ||
          field.value().get(value) != simdjson::SUCCESS)
        throw unreadable("a list of keys");
      if (name == "name" && value.get_string().get(text) == simdjson::SUCCESS)
        key.name = text;
      else if (name == "metadata")
        key.deadline_ms = note_of(value).deadline_ms;
    }
    out.keys.push_back(std::move(key));
  }
  std::string_view next;
  if (document.find_field_unordered("result_info")
          .find_field_unordered("cursor")
          .get_string()
          .get(next) == simdjson::SUCCESS)
    out.cursor = next;
  if (!out.cursor.empty() && out.cursor == cursor)
    throw unreadable("an end of the list: it gave the same page twice");
  return out;
}

void append_pair(std::string& body, const Pair& pair, const Note& note) {
  if (body.size() > 1) body += ',';
  body += "{\"key\":";
  append_string(body, pair.key);
  body += ",\"value\":";
  if (is_best_as_text(pair.value)) {
    append_string(body, pair.value);
  } else {
    ((body += '"') += base64(pair.value)) += "\",\"base64\":true";
  }
  if (pair.life.ttl_s != 0) body += ",\"expiration_ttl\":" + std::to_string(pair.life.ttl_s);
  if (!note.is_empty()) body += ",\"metadata\":" + metadata_of(note);
  body += '}';
}

}  // namespace zin::kv
