// OpenSSL's AES-GCM.
// SPDX-License-Identifier: MIT
#include "zin/model/encryption.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>

#include "zin/base/error.hpp"

namespace zin {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::string_view mark = "zin1:";

using Key = std::array<unsigned char, key_size>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string to_base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');
  std::string ended = text + '\0';  // EVP_EncodeBlock writes a NUL behind it
  ::EVP_EncodeBlock(bytes_of(ended), bytes_of(bytes), static_cast<int>(bytes.size()));
  ended.resize(text.size());
  return ended;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size =
      ::EVP_DecodeBlock(bytes_of(bytes), bytes_of(text), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  for (std::size_t at = text.size(); at > 0 && text[at - 1] == '=' && !bytes.empty(); --at) {
    bytes.pop_back();  // which stand for no byte
  }
  return bytes;
}

Key key_from(std::string_view text) {
  constexpr std::string_view base64 = "base64:";
  std::string bytes{text};
  if (text.starts_with(base64)) bytes = from_base64(text.substr(base64.size())).value_or("");
  if (bytes.size() != key_size) {
    throw Error(Errc::invalid_config,
                "the key of encrypted attributes has 32 bytes, or is \"base64:\" and these as "
                "base64: make one by `openssl rand -base64 32`, for APP_KEY or "
                "zin::set_encryption_key()");
  }
  Key key;
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

struct Keeper {
  std::mutex mutex;
  std::optional<Key> key;
};
Keeper& keeper() {
  static Keeper the_one;
  return the_one;
}

std::atomic<std::string (*)()> key_source{nullptr};

Key current_key() {
  Keeper& kept = keeper();
  const std::lock_guard lock{kept.mutex};
  if (!kept.key) {
    // An environment that has it needs no settings, which may be wrong in other things.
    const char* const variable = std::getenv("APP_KEY");
    const auto source = key_source.load();
    const std::string from_settings = variable == nullptr && source != nullptr ? source() : "";
    kept.key = key_from(variable == nullptr ? from_settings : std::string_view{variable});
  }
  return *kept.key;
}

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { ::EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

void require(bool good) {
  if (!good) throw Error(Errc::internal, "libcrypto cannot encrypt");
}

[[noreturn]] void not_ours() {
  throw Error(Errc::data_error,
              "it was not encrypted by this key, or was changed: look whether APP_KEY is the one "
              "with which it was stored");
}

}  // namespace

void set_encryption_key(std::string_view key) {
  const Key made = key_from(key);
  Keeper& kept = keeper();
  const std::lock_guard lock{kept.mutex};
  kept.key = made;
}

namespace model {

void set_key_source(std::string (*give)()) noexcept { key_source.store(give); }

std::string encrypted(std::string_view text) {
  const Key key = current_key();
  // nonce, text, tag
  std::string out(nonce_size + text.size() + tag_size, '\0');
  unsigned char* const nonce = bytes_of(out);
  require(::RAND_bytes(nonce, static_cast<int>(nonce_size)) == 1);
  const Context context{::EVP_CIPHER_CTX_new()};
  int size = 0;
  require(context != nullptr && ::EVP_EncryptInit_ex(context.get(), ::EVP_aes_256_gcm(), nullptr,
                                                     key.data(), nonce) == 1);
  require(::EVP_EncryptUpdate(context.get(), nonce + nonce_size, &size, bytes_of(text),
                              static_cast<int>(text.size())) == 1);
  require(::EVP_EncryptFinal_ex(context.get(), nonce + nonce_size + size, &size) == 1);
  require(::EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag_size),
                                nonce + nonce_size + text.size()) == 1);
  return std::string{mark} + to_base64(out);
}

std::string decrypted(std::string_view text) {
  const Key key = current_key();
  if (!text.starts_with(mark)) not_ours();
  auto bytes = from_base64(text.substr(mark.size()));
  if (!bytes || bytes->size() < nonce_size + tag_size) not_ours();
  unsigned char* const nonce = bytes_of(*bytes);
  const std::size_t length = bytes->size() - nonce_size - tag_size;
  std::string out(length, '\0');
  const Context context{::EVP_CIPHER_CTX_new()};
  int size = 0;
  require(context != nullptr && ::EVP_DecryptInit_ex(context.get(), ::EVP_aes_256_gcm(), nullptr,
                                                     key.data(), nonce) == 1);
  require(::EVP_DecryptUpdate(context.get(), bytes_of(out), &size, nonce + nonce_size,
                              static_cast<int>(length)) == 1);
  require(::EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag_size),
                                nonce + nonce_size + length) == 1);
  if (::EVP_DecryptFinal_ex(context.get(), bytes_of(out) + size, &size) != 1) not_ours();
  return out;
}

}  // namespace model
}  // namespace zin
