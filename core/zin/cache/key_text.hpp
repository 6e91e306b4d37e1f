// A key as the store sees it.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstring>
#include <string>
#include <string_view>

namespace zin::caching {

/// The parts one behind the other, without an allocation where they are short: what a hit costs is
/// little more than a look into a map. Does not move.
class KeyText {
 public:
  KeyText(std::string_view prefix, std::string_view scope, std::string_view key) {
    const std::size_t size = prefix.size() + scope.size() + key.size();
    char* to = small_.data();
    if (size > small_.size()) {
      large_.resize(size);
      to = large_.data();
    }
    text_ = {to, size};
    for (const std::string_view part : {prefix, scope, key}) {
      if (!part.empty()) std::memcpy(to, part.data(), part.size());
      to += part.size();
    }
  }
  KeyText(const KeyText&) = delete;
  KeyText& operator=(const KeyText&) = delete;

  [[nodiscard]] std::string_view view() const noexcept { return text_; }

 private:
  std::array<char, 192> small_;  // NOLINT(*-member-init): written before it is read
  std::string large_;
  std::string_view text_;
};

}  // namespace zin::caching
