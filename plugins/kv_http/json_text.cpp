// Escapes by hand, base64 by OpenSSL.
// SPDX-License-Identifier: MIT
#include "json_text.hpp"

#include <openssl/evp.h>
#include <simdjson.h>

#include <limits>

#include "zin/plugin/failure.hpp"

namespace zin::kv {
namespace {

const unsigned char* unsigned_of(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int checked_length(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) / 2)
    throw plugin::bad_data("a value has more bytes than KV takes");
  return static_cast<int>(text.size());
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    if (byte >= 0x20) {
      (out += '\\') += c;
    } else {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15u];
    }
  }
  out.append(text, plain);
  out += '"';
}

std::size_t string_bytes(std::string_view text) noexcept {
  std::size_t out = text.size() + 2;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20)
      out += 5;
    else if (c == '"' || c == '\\')
      ++out;
  }
  return out;
}

bool is_best_as_text(std::string_view bytes) noexcept {
  return is_utf8(bytes) && string_bytes(bytes) <= (bytes.size() + 2) / 3 * 4 + 2;
}

std::string base64(std::string_view bytes) {
  std::string out;
  const int length = checked_length(bytes);
  // EVP_EncodeBlock ends its text with a NUL.
  out.resize((bytes.size() + 2) / 3 * 4 + 1);
  const int written =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), unsigned_of(bytes), length);
  out.resize(static_cast<std::size_t>(written));
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string out;
  out.resize(text.size() / 4 * 3);
  const int written = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                      unsigned_of(text), checked_length(text));
  if (written < 0) return std::nullopt;
  // Its padding was decoded as zeros.
  std::size_t padding = 0;
  if (text.ends_with('=')) ++padding;
  if (text.ends_with("==")) ++padding;
  out.resize(static_cast<std::size_t>(written) - padding);
  return out;
}

bool is_utf8(std::string_view bytes) noexcept {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

}  // namespace zin::kv
