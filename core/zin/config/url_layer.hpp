// A connection's URL as a layer below its other variables.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "zin/config/env.hpp"

namespace zin::config {

struct UrlLayer {
  FoundVariable url{};   ///< Without a name when no URL is set.
  std::string source{};  ///< "DATABASE_URL (environment)"
  std::string driver{};  ///< Canonical.
  /// What the URL says, by the suffix of the variable that would say the same.
  std::map<std::string_view, FoundVariable> parts{};
  /// Options that are no setting of ours: for the driver.
  std::map<std::string, std::string> options{};
};

/// The URL of connection `name`, an empty layer when there is none. Options in the URL are named as
/// the suffixes are, in small letters (`pool_max=5`), or as libpq and MySQL name them (`sslmode`).
/// `connect_timeout` is refused: it counts seconds there and milliseconds here.
/// Throws Errc::invalid_config as parse_dsn(), and for a setting that is there twice.
[[nodiscard]] UrlLayer read_url(const Environment& environment, std::string_view name);

}  // namespace zin::config
