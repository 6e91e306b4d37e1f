// A JSON document's text reads back as the same document.
// SPDX-License-Identifier: MIT
#include "zin/base/json.hpp"

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  zin::fuzz::may_throw(zin::Errc::data_error, [&] {
    const zin::Json document = zin::Json::parse(zin::fuzz::text_of(data, size));
    zin::fuzz::must(zin::Json::parse(document.dump()) == document);
  });
  return 0;
}
