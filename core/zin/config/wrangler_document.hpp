// A wrangler config as a tree that remembers lines, whether it was JSON or TOML.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zin::config {

/// One value of the document, and what is in it.
struct WranglerNode {
  enum class Kind : std::uint8_t { null, boolean, number, text, list, table };

  Kind kind = Kind::null;
  std::string key{};                     ///< Of a member of a table.
  std::string text{};                    ///< Of Kind::text.
  std::vector<WranglerNode> children{};  ///< Of a list and of a table, in their order.
  std::size_t line = 0;                  ///< In which the value begins, from 1.

  /// The member of that name, the last one where there are two; nullptr when there is none, or this
  /// is no table.
  [[nodiscard]] const WranglerNode* find(std::string_view name) const noexcept;
};

/// "a list", as messages call it.
[[nodiscard]] std::string_view described(WranglerNode::Kind kind) noexcept;

/// "wrangler.jsonc line 12".
[[nodiscard]] std::string wrangler_place(std::string_view file, std::size_t line);

/// The document as a table: TOML for a name that ends in `.toml`, else JSON with comments and with
/// commas behind the last member. Throws Errc::invalid_config with file and line for what is
/// malformed, or is no table. No message shows the document's text. [thread-safe]
[[nodiscard]] WranglerNode parse_wrangler(std::string_view text, std::string_view file);

/// Its two halves.
[[nodiscard]] WranglerNode parse_wrangler_json(std::string_view text, std::string_view file);
[[nodiscard]] WranglerNode parse_wrangler_toml(std::string_view text, std::string_view file);

}  // namespace zin::config
