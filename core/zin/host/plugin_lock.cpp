// Reads the lock file and hashes what is about to be loaded.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_lock.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/host/refusal.hpp"
#include "zin/host/trust.hpp"

namespace zin::host {
namespace {

constexpr std::size_t hex_digits = 64;
constexpr std::size_t chunk_bytes = 65536;

[[noreturn]] void throw_unusable(const std::filesystem::path& file, std::string_view reason,
                                 std::string_view next_step) {
  throw Error{Errc::plugin_refused,
              fmt::format("no plugin is loaded, because the plugin lock {} cannot be used: {}; {}",
                          file.string(), reason, next_step)};
}

// Calls `take` with each piece from the start; false (and errno) if it cannot be read.
template <class Take>
bool read_all(int descriptor, Take&& take) {
  std::vector<char> buffer(chunk_bytes);
  for (off_t at = 0;;) {
    const ssize_t length = ::pread(descriptor, buffer.data(), buffer.size(), at);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return false;
    if (length == 0) return true;
    take(std::string_view{buffer.data(), static_cast<std::size_t>(length)});
    at += length;
  }
}

bool is_hex(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

std::string lower(std::string_view hex) {
  std::string text{hex};
  for (char& c : text) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::string sha256_of(int descriptor, const std::filesystem::path& file) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free};
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  bool hashed = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  const bool readable = read_all(descriptor, [&](std::string_view piece) {
    hashed = hashed && EVP_DigestUpdate(context.get(), piece.data(), piece.size()) == 1;
  });
  if (!readable) {
    throw refusal(Errc::plugin_refused, file,
                  fmt::format("it cannot be read: {}", std::strerror(errno)),
                  "see that it is readable");
  }
  hashed = hashed && EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1;
  if (!hashed) {
    throw refusal(Errc::plugin_refused, file, "libcrypto gives no SHA-256",
                  "see the OpenSSL configuration of this machine");
  }
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

PluginLock PluginLock::read(const std::filesystem::path& file) {
  std::string text;
  try {
    const TrustedFile trusted = open_trusted(file);
    if (!read_all(trusted.descriptor.get(), [&](std::string_view piece) { text += piece; })) {
      throw_unusable(file, std::strerror(errno), "see that it is readable");
    }
  } catch (const TrustFailure& failure) {
    throw_unusable(file, failure.reason, failure.next_step);
  }
  PluginLock lock;
  lock.file_ = file;
  std::string_view rest = text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    // sha256sum puts a space (text) or an asterisk (binary) before the name.
    if (line.size() < hex_digits + 3 || !is_hex(line.substr(0, hex_digits)) ||
        line[hex_digits] != ' ' || (line[hex_digits + 1] != ' ' && line[hex_digits + 1] != '*')) {
      throw_unusable(file, fmt::format("line {} is not `<64 hex digits>  <name>`", number),
                     "write it anew with `sha256sum zin-*.so`");
    }
    std::string_view name = line.substr(hex_digits + 2);
    if (name.starts_with("./")) name.remove_prefix(2);
    lock.lines_.push_back({lower(line.substr(0, hex_digits)), std::string{name}});
  }
  return lock;
}

void PluginLock::require(const std::filesystem::path& plugin_file, std::string_view sha256) const {
  bool named = false;
  for (const Line& line : lines_) {
    if (line.name != plugin_file.native() && line.name != plugin_file.filename().native()) continue;
    if (line.sha256 == sha256) return;
    named = true;
  }
  throw refusal(Errc::plugin_refused, plugin_file,
                named ? fmt::format("its SHA-256 is {}, not the one in the plugin lock {}", sha256,
                                    file_.string())
                      : fmt::format("the plugin lock {} does not list it", file_.string()),
                named ? "install the plugin that was locked, or lock this one if it is meant"
                      : fmt::format("add the line `{}  {}` if it is meant", sha256,
                                    plugin_file.filename().string()));
}

}  // namespace zin::host
