// Rewriting placeholders keeps the rest of the text, and finds no more of them than there are
// marks. SPDX-License-Identifier: MIT
#include "zin/sql/placeholders.hpp"

#include <algorithm>

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using zin::sql::PlaceholderStyle;
  const auto sql = zin::fuzz::text_of(data, size);
  for (const auto dialect :
       {zin::Dialect::sqlite, zin::Dialect::postgres, zin::Dialect::mysql, zin::Dialect::mariadb}) {
    for (const auto style : {PlaceholderStyle::question, PlaceholderStyle::dollar}) {
      zin::fuzz::may_throw(zin::Errc::invalid_argument, [&] {
        const auto prepared = zin::sql::rewrite_placeholders(sql, dialect, style);
        const auto marks = std::ranges::count(sql, '?') + std::ranges::count(sql, '$');
        if (marks == 0) zin::fuzz::must(prepared.text == sql && prepared.parameters == 0);
        for (std::size_t at = 0; at <= prepared.text.size(); ++at) {
          zin::fuzz::must(zin::sql::original_offset(sql, dialect, style, at) <= sql.size());
        }
      });
    }
  }
  return 0;
}
