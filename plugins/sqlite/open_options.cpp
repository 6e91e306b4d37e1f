// Reads and checks the options of a connection.
// SPDX-License-Identifier: MIT
#include "open_options.hpp"

#include <algorithm>
#include <limits>

namespace zin::sqlite {

OpenOptions read_options(const plugin::Options& given) {
  constexpr std::int64_t a_day_ms = 86'400'000;
  constexpr std::int64_t int32_max = std::numeric_limits<std::int32_t>::max();
  OpenOptions out;
  out.database = given.find("database").value_or("");
  if (out.database.empty())
    throw plugin::bad_data("option database is missing: give the path of a file, or :memory:");
  if (out.database.find('\0') != std::string::npos)
    throw plugin::bad_data("option database holds a NUL byte, which no path can");
  out.busy_timeout_ms = given.number("busy_timeout_ms", 0, a_day_ms).value_or(out.busy_timeout_ms);
  out.connect_timeout_ms =
      std::min(out.busy_timeout_ms,
               given.number("connect_timeout_ms", 0, a_day_ms).value_or(out.busy_timeout_ms));
  if (const auto mode =
          given.choice("journal_mode", {"wal", "delete", "truncate", "persist", "memory", "off"})) {
    out.journal_mode = *mode;
    out.journal_mode_given = true;
  }
  out.foreign_keys = given.flag("foreign_keys", out.foreign_keys);
  out.synchronous = given.choice("synchronous", {"off", "normal", "full", "extra"})
                        .value_or(out.journal_mode == "wal" ? "normal" : "full");
  out.read_only = given.flag("read_only", out.read_only);
  out.create = given.flag("create", out.create);
  out.cache_size = given.number("cache_size", -int32_max, int32_max);
  out.mmap_size = given.number("mmap_size", 0, std::numeric_limits<std::int64_t>::max());
  out.temp_store = given.choice("temp_store", {"default", "file", "memory"}).value_or("");
  out.double_quoted_strings = given.flag("double_quoted_strings", out.double_quoted_strings);
  if (out.read_only && out.in_memory())
    throw plugin::bad_data(
        "option read_only makes no sense with database :memory:, which starts empty");
  return out;
}

}  // namespace zin::sqlite
