// Normalises a store driver's table to the full size that this host knows.
// SPDX-License-Identifier: MIT
#include "zin/host/cache_handle.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "zin/host/abi_text.hpp"

namespace zin::host {

CacheHandle::CacheHandle(const zin_cache_driver& given, std::shared_ptr<const PluginOrigin> origin)
    : name_{text_of(given.name)},
      alias_text_{text_of(given.aliases)},
      option_text_{text_of(given.option_keys)},
      aliases_{words_of(alias_text_)},
      option_keys_{words_of(option_text_)},
      origin_{std::move(origin)} {
  std::sort(option_keys_.begin(), option_keys_.end());
  std::memcpy(&table_, &given, std::min<std::size_t>(given.struct_size, sizeof table_));
  table_.struct_size = sizeof table_;
  table_.name = abi_view(name_);
  table_.aliases = abi_view(alias_text_);
  table_.option_keys = abi_view(option_text_);
}

bool CacheHandle::takes_option(std::string_view key) const noexcept {
  return std::binary_search(option_keys_.begin(), option_keys_.end(), key);
}

}  // namespace zin::host
