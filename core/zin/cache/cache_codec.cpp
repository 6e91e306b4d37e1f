// What stored bytes may be, and what is said when they are something else.
// SPDX-License-Identifier: MIT
#include "zin/cache/cache_codec.hpp"

#include <charconv>
#include <cmath>

#include "zin/host/abi_text.hpp"

namespace zin::detail {

Json json_of_stored(std::string_view bytes) {
  // The commonest values by far, and what increment() writes.
  std::int64_t number = 0;
  const char* const end = bytes.data() + bytes.size();
  const auto [stop, error] = std::from_chars(bytes.data(), end, number);
  if (error == std::errc{} && stop == end && bytes != "-0") return number;
  try {
    return Json::parse(bytes);
  } catch (const Error&) {
    throw Error{Errc::data_error,
                "the cached value is no JSON document; read it as zin::Bytes, or forget it: what "
                "it holds was not written as a value of this type"};
  }
}

Json json_of_number(double number) {
  if (std::isfinite(number)) return number;
  throw Error{Errc::data_error,
              "a number that is not finite has no form in JSON; cache a text or std::optional "
              "instead"};
}

Json json_of_text(std::string_view text) {
  if (host::valid_utf8(text) == text) return text;
  throw Error{Errc::data_error,
              "the text is no UTF-8, which JSON cannot hold; cache it as "
              "zin::Bytes"};
}

void refuse_stored(std::string_view wanted) {
  throw Error{Errc::type_mismatch, "the cached value is no such value: " + std::string{wanted} +
                                       " was asked for; read it as the type that was written, or "
                                       "forget it"};
}

}  // namespace zin::detail
