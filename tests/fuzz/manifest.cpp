// A plugin's manifest is read or refused; what is read has valid names.
// SPDX-License-Identifier: MIT
#include "zin/host/manifest.hpp"

#include <algorithm>

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  zin::fuzz::may_throw(zin::Errc::plugin_refused, [&] {
    const auto manifest = zin::host::parse_manifest(zin::fuzz::text_of(data, size), "zin-x.toml");
    const auto valid = [](const std::string& name) {
      return !name.empty() && name.size() <= 32 &&
             name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == name.npos;
    };
    zin::fuzz::must(valid(manifest.name) && !manifest.implementations.empty());
    zin::fuzz::must(std::ranges::all_of(manifest.implementations, valid));
    zin::fuzz::must(std::ranges::all_of(manifest.aliases, valid));
  });
  return 0;
}
