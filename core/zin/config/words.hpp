// The small text operations that reading settings needs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zin::config {

/// Shown in place of every secret that is set.
inline constexpr std::string_view masked = "***";

/// `text` without blanks, tabs and line ends around it. The view dies with `text`.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// ASCII only, whatever the locale.
[[nodiscard]] std::string lowered(std::string_view text);
/// The trimmed, non-empty parts between the separators.
[[nodiscard]] std::vector<std::string> listed(std::string_view text, char separator = ',');
/// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string>& parts);
/// Whether `word` is one of the words of `choices`, which are separated by single blanks.
[[nodiscard]] bool one_of(std::string_view word, std::string_view choices);
/// A value for a message: control characters escaped, cut where it gets long.
[[nodiscard]] std::string shown(std::string_view value);
/// true, false, 1, 0, yes, no, on, off in any case; nothing else.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);
/// Decimal digits only: no sign, no blank, no unit, no overflow.
[[nodiscard]] std::optional<std::uint64_t> parse_unsigned(std::string_view text);

/// Whether it may name a driver or a store's driver: [a-z0-9-]{1,32}, so that no path can be
/// smuggled into a plugin's file name.
[[nodiscard]] bool is_driver_name(std::string_view text);
/// The driver's own name for an alias that the library knows ("pgsql" -> "postgres"), in lower
/// case; any other text comes back in lower case.
[[nodiscard]] std::string canonical_driver(std::string_view name_or_alias);
/// Whether canonical_driver() knows the name: it then may be used for a connection without a
/// driver.
[[nodiscard]] bool is_known_driver(std::string_view name_or_alias);
/// Likewise for stores: "kv" -> "kv-http".
[[nodiscard]] std::string canonical_store_driver(std::string_view name_or_alias);
[[nodiscard]] bool is_known_store_driver(std::string_view name_or_alias);

/// disable, prefer, require, verify-ca or verify-full for any accepted spelling of DB_SSL; "" is
/// disable; nothing for other texts.
[[nodiscard]] std::optional<std::string_view> ssl_mode(std::string_view text);

}  // namespace zin::config
