// A key as the store sees it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace zin::caching {

/// Bytes behind its text that join_key() may write.
inline constexpr std::size_t join_slack = 7;

/// Copies both, by words of 8 bytes where that can be: a store that hashes the text by words then
/// finds each of them in one piece, and need not wait until several writes have reached the cache,
/// which takes half as long as a look into the map.
inline void join_key(char* to, std::string_view prefix, std::string_view key) noexcept {
  constexpr std::size_t word = 8;
  const std::size_t before = prefix.size();
  if (std::endian::native != std::endian::little || before >= word || key.size() < word) {
    std::memcpy(to, prefix.data(), before);
    std::memcpy(to + before, key.data(), key.size());
    return;
  }
  std::uint64_t first = 0;
  for (std::size_t at = 0; at < before; ++at) {
    first |= std::uint64_t{static_cast<unsigned char>(prefix[at])} << (8 * at);
  }
  std::uint64_t bits = 0;
  std::memcpy(&bits, key.data(), word);
  first |= bits << (8 * before);
  std::memcpy(to, &first, word);
  std::size_t from = word - before;
  for (to += word; from + word <= key.size(); from += word, to += word) {
    std::memcpy(&bits, key.data() + from, word);
    std::memcpy(to, &bits, word);
  }
  if (from == key.size()) return;
  std::memcpy(&bits, key.data() + key.size() - word, word);
  bits >>= 8 * (word - (key.size() - from));
  std::memcpy(to, &bits, word);
}

/// The parts one behind the other, without an allocation where they are short: what a hit costs is
/// little more than a look into a map. Does not move.
class KeyText {
 public:
  static constexpr std::size_t small_size = 192;

  KeyText(std::string_view prefix, std::string_view scope, std::string_view key) {
    const std::size_t size = prefix.size() + scope.size() + key.size();
    char* to = small_.data();
    if (size > small_.size()) [[unlikely]] {
      large_.reset(new char[size]);
      to = large_.get();
    }
    text_ = {to, size};
    to += prefix.copy(to, prefix.size());
    if (!scope.empty()) to += scope.copy(to, scope.size());
    key.copy(to, key.size());
  }
  KeyText(const KeyText&) = delete;
  KeyText& operator=(const KeyText&) = delete;

  [[nodiscard]] std::string_view view() const noexcept { return text_; }

 private:
  std::array<char, small_size> small_;  // NOLINT(*-member-init): written before it is read
  std::unique_ptr<char[]> large_;
  std::string_view text_;
};

}  // namespace zin::caching
