// Making and freeing the block of an entry.
// SPDX-License-Identifier: MIT
#include "entry.hpp"

#include <cstdlib>
#include <cstring>
#include <new>

namespace zin::memory {

Entry::Entry(const Probe& probe, std::string_view value, Budget& budget) noexcept
    : budget_(budget),
      hash_(probe.hash),
      value_bytes_(value.size()),
      key_bytes_(static_cast<std::uint32_t>(probe.key.size())) {
  char* const to = reinterpret_cast<char*>(this + 1);
  if (!probe.key.empty()) std::memcpy(to, probe.key.data(), probe.key.size());
  if (!value.empty()) std::memcpy(to + probe.key.size(), value.data(), value.size());
}

Entry* Entry::make(const Probe& probe, std::string_view value, Budget& budget) {
  void* const memory = std::malloc(sizeof(Entry) + probe.key.size() + value.size());
  if (memory == nullptr) throw std::bad_alloc{};
  return ::new (memory) Entry(probe, value, budget);
}

void Entry::destroy() noexcept {
  Budget& budget = budget_;
  const std::uint64_t charged = bytes();
  this->~Entry();
  std::free(this);
  budget.give_back(charged);
}

}  // namespace zin::memory
