// A .env file is read or refused with a line number, and its entries are in order.
// SPDX-License-Identifier: MIT
#include "zin/config/env_file.hpp"

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  zin::fuzz::may_throw(zin::Errc::invalid_config, [&] {
    std::size_t line = 0;
    for (const auto& entry : zin::config::parse_env_file(zin::fuzz::text_of(data, size), ".env")) {
      zin::fuzz::must(!entry.name.empty() && entry.line > line);
      line = entry.line;
    }
  });
  return 0;
}
