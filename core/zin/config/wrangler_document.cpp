// What both kinds of document have in common.
// SPDX-License-Identifier: MIT
#include "zin/config/wrangler_document.hpp"

#include <fmt/format.h>

#include "zin/base/error.hpp"

namespace zin::config {

const WranglerNode* WranglerNode::find(std::string_view name) const noexcept {
  if (kind != Kind::table) return nullptr;
  for (auto at = children.rbegin(); at != children.rend(); ++at) {
    if (at->key == name) return &*at;
  }
  return nullptr;
}

std::string_view described(WranglerNode::Kind kind) noexcept {
  switch (kind) {
    case WranglerNode::Kind::null:
      return "null";
    case WranglerNode::Kind::boolean:
      return "true or false";
    case WranglerNode::Kind::number:
      return "a number";
    case WranglerNode::Kind::text:
      return "text";
    case WranglerNode::Kind::list:
      return "a list";
    case WranglerNode::Kind::table:
      break;
  }
  return "a table";
}

std::string wrangler_place(std::string_view file, std::size_t line) {
  return fmt::format("{} line {}", file, line);
}

WranglerNode parse_wrangler(std::string_view text, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  WranglerNode root =
      file.ends_with(".toml") ? parse_wrangler_toml(text, file) : parse_wrangler_json(text, file);
  if (root.kind == WranglerNode::Kind::table) return root;
  throw Error{Errc::invalid_config,
              fmt::format("{}: a wrangler config is a table, this is {}",
                          wrangler_place(file, root.line), described(root.kind))};
}

}  // namespace zin::config
