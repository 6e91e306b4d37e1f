// A key as the store sees it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <string_view>

namespace zin::caching {

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
