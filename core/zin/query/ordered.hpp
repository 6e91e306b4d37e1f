// Going through a list of the tree from its first node on.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <vector>

#include "zin/query/ast.hpp"

namespace zin::query {

/// Calls visit(node, is_first) for each node in the order in which they were added.
template <class Node, class Visit>
void for_each(const ast::List<Node>& list, Visit visit) {
  std::array<const Node*, 16> few;
  std::vector<const Node*> many;
  const Node** nodes = few.data();
  if (list.size > few.size()) {
    many.resize(list.size);
    nodes = many.data();
  }
  const Node* node = list.last;
  for (std::uint32_t at = list.size; at-- > 0; node = node->before) nodes[at] = node;
  for (std::uint32_t at = 0; at < list.size; ++at) visit(*nodes[at], at == 0);
}

}  // namespace zin::query
