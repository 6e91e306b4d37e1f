// Keys in one text, so that a page is a few blocks of memory.
// SPDX-License-Identifier: MIT
#include "key_page.hpp"

namespace zin::memory {

void KeyPage::add(std::string_view key) {
  texts_ += key;
  ends_.push_back(texts_.size());
}

const std::vector<zin_str>& KeyPage::keys() {
  keys_.clear();
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    keys_.push_back({texts_.data() + begin, end - begin});
    begin = end;
  }
  return keys_;
}

}  // namespace zin::memory
