// wrangler.toml, through toml++.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <utility>

#include "zin/base/error.hpp"
#include "zin/base/toml.hpp"
#include "zin/config/wrangler_document.hpp"

namespace zin::config {
namespace {

WranglerNode toml_node(const toml::node& from, std::string key = {}) {
  WranglerNode node;
  node.key = std::move(key);
  node.line = from.source().begin.line;
  if (const toml::table* const table = from.as_table()) {
    node.kind = WranglerNode::Kind::table;
    for (const auto& [name, value] : *table) {
      node.children.push_back(toml_node(value, std::string{name.str()}));
    }
  } else if (const toml::array* const list = from.as_array()) {
    node.kind = WranglerNode::Kind::list;
    for (const toml::node& entry : *list) node.children.push_back(toml_node(entry));
  } else if (const auto text = from.value_exact<std::string>()) {
    node.kind = WranglerNode::Kind::text;
    node.text = *text;
  } else if (from.is_boolean()) {
    node.kind = WranglerNode::Kind::boolean;
  } else {
    node.kind = WranglerNode::Kind::number;
  }
  return node;
}

}  // namespace

WranglerNode parse_wrangler_toml(std::string_view text, std::string_view file) {
  try {
    WranglerNode root = toml_node(parse_toml(text));
    if (root.line == 0) root.line = 1;
    return root;
  } catch (const TomlFailure& failure) {
    // The reason may quote what is in the file.
    throw Error{Errc::invalid_config,
                fmt::format("{} is malformed TOML", wrangler_place(file, failure.line))};
  }
}

}  // namespace zin::config
