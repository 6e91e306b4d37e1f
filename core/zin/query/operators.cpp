// The list of operators: everything else is refused.
// SPDX-License-Identifier: MIT
#include "zin/query/operators.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "zin/base/error.hpp"

namespace zin::query {
namespace {

constexpr unsigned bit(Dialect dialect) { return 1U << static_cast<unsigned>(dialect); }
constexpr unsigned sqlite = bit(Dialect::sqlite), postgres = bit(Dialect::postgres),
                   maria = bit(Dialect::mariadb), mysql = bit(Dialect::mysql) | maria,
                   all = sqlite | postgres | mysql | bit(Dialect::none);

// The commonest first.
constexpr std::array operators{
    Operator{"=", all},
    Operator{">", all},
    Operator{"<", all},
    Operator{">=", all},
    Operator{"<=", all},
    Operator{"<>", all},
    Operator{"!=", all},
    Operator{"like", all},
    Operator{"not like", all},
    Operator{"is", all},
    Operator{"is not", all},
    Operator{"&", all, true},
    Operator{"|", all, true},
    Operator{"<<", all, true},
    Operator{">>", all, true},
    Operator{"^", mysql, true},
    Operator{"#", postgres, true},
    Operator{"&~", sqlite | mysql, true},
    Operator{"ilike", postgres},
    Operator{"not ilike", postgres},
    Operator{"<=>", all},
    Operator{"like binary", mysql},
    Operator{"not like binary", mysql},
    Operator{"rlike", mysql},
    Operator{"not rlike", mysql},
    Operator{"regexp", mysql | sqlite},
    Operator{"not regexp", mysql | sqlite},
    Operator{"sounds like", mysql},
    Operator{"glob", sqlite},
    Operator{"not glob", sqlite},
    Operator{"match", sqlite},
    Operator{"is distinct from", postgres | sqlite},
    Operator{"is not distinct from", postgres | sqlite},
    Operator{"similar to", postgres},
    Operator{"not similar to", postgres},
    Operator{"~", postgres},
    Operator{"~*", postgres},
    Operator{"!~", postgres},
    Operator{"!~*", postgres},
    Operator{"~~", postgres},
    Operator{"~~*", postgres},
    Operator{"!~~", postgres},
    Operator{"!~~*", postgres},
    Operator{"<<=", postgres},
    Operator{">>=", postgres},
    Operator{"&&", postgres},
    Operator{"@>", postgres},
    Operator{"<@", postgres},
    Operator{"?", postgres},
    Operator{"?|", postgres},
    Operator{"?&", postgres},
    Operator{"@?", postgres},
    Operator{"@@", postgres},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view given, std::string_view word) {
  return std::equal(given.begin(), given.end(), word.begin(), word.end(),
                    [](char a, char b) { return lower(a) == b; });
}

}  // namespace

const Operator& operator_of(std::string_view text) {
  for (const Operator& known : operators) {
    if (known.text.size() == text.size() && same_word(text, known.text)) return known;
  }
  std::string list;
  for (const Operator& known : operators) {
    if (!list.empty()) list += ' ';
    list += '`';
    list += known.text;
    list += '`';
  }
  throw Error(Errc::invalid_argument, "`" + std::string{text.substr(0, 40)} +
                                          "` is no operator that a condition may have; "
                                          "use one of " +
                                          list + ", or where_in(), where_between() and their like");
}

bool is_descending(std::string_view direction) {
  if (same_word(direction, "asc")) return false;
  if (same_word(direction, "desc")) return true;
  throw Error(Errc::invalid_argument, "`" + std::string{direction.substr(0, 40)} +
                                          "` is no direction to sort in; say asc or desc");
}

}  // namespace zin::query
