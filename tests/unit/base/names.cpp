// Names: lists in braces, also doubled ones, and from vectors.
// SPDX-License-Identifier: MIT
#include "zin/base/names.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

using zin::Names;

namespace {

std::vector<std::string> taken(const Names& names) { return {names.begin(), names.end()}; }
using List = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(braces_hold_names_of_any_kind_of_text) {
  const std::string text = "c";
  const std::string_view view = "d";
  BOOST_TEST((taken({"a", "b"}) == List{"a", "b"}));
  BOOST_TEST((taken({"a", text, view}) == List{"a", "c", "d"}));
  BOOST_TEST((taken({"a"}) == List{"a"}));
  BOOST_TEST((taken({}) == List{}));
}

BOOST_AUTO_TEST_CASE(doubled_braces_are_the_same_two_names) {
  // On a vector of strings this calls the iterator constructor with two unrelated pointers.
  const Names names{{"a", "b"}};
  BOOST_TEST((taken(names) == List{"a", "b"}));
  BOOST_TEST((taken({{"a", "b"}}) == List{"a", "b"}));
  BOOST_TEST((taken(Names{{"a", "b", "c"}}) == List{"a", "b", "c"}));
  BOOST_TEST((taken(Names{{"a"}}) == List{"a"}));
}

BOOST_AUTO_TEST_CASE(a_vector_of_strings_is_taken_over) {
  List list{"a", "b"};
  const Names names{std::move(list)};
  BOOST_TEST(names.size() == 2U);
  BOOST_TEST(names[1] == "b");
  BOOST_TEST((taken(List{"x"}) == List{"x"}));
}

BOOST_AUTO_TEST_CASE(names_compare_in_order) {
  BOOST_TEST((Names{"a", "b"} == Names{"a", "b"}));
  BOOST_TEST((Names{"a", "b"} != Names{"b", "a"}));
  BOOST_TEST(Names{}.empty());
  Names names{"a"};
  names.push_back("b");
  BOOST_TEST((names == Names{"a", "b"}));
}

BOOST_AUTO_TEST_SUITE_END()
