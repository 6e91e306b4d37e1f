// The rules of English plurals, as far as names of tables need them.
// SPDX-License-Identifier: MIT
#include "zin/schema/plural.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace zin::schema {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Whole words; checked against the last word of a name.
constexpr std::array<Pair, 34> irregular_words{Pair{"person", "people"},
                                               {"man", "men"},
                                               {"woman", "women"},
                                               {"child", "children"},
                                               {"foot", "feet"},
                                               {"goose", "geese"},
                                               {"tooth", "teeth"},
                                               {"mouse", "mice"},
                                               {"louse", "lice"},
                                               {"ox", "oxen"},
                                               {"die", "dice"},
                                               {"criterion", "criteria"},
                                               {"phenomenon", "phenomena"},
                                               {"datum", "data"},
                                               {"medium", "media"},
                                               {"bacterium", "bacteria"},
                                               {"curriculum", "curricula"},
                                               {"memorandum", "memoranda"},
                                               {"index", "indices"},
                                               {"matrix", "matrices"},
                                               {"vertex", "vertices"},
                                               {"appendix", "appendices"},
                                               {"axis", "axes"},
                                               {"alumnus", "alumni"},
                                               {"cactus", "cacti"},
                                               {"focus", "foci"},
                                               {"nucleus", "nuclei"},
                                               {"radius", "radii"},
                                               {"stimulus", "stimuli"},
                                               {"syllabus", "syllabi"},
                                               {"genus", "genera"},
                                               {"corpus", "corpora"},
                                               {"move", "moves"},
                                               {"quiz", "quizzes"}};

constexpr std::array<std::string_view, 27> unchanging_words{
    "equipment", "information", "software", "hardware",  "money",   "news",     "species",
    "series",    "sheep",       "fish",     "deer",      "moose",   "aircraft", "rice",
    "metadata",  "feedback",    "traffic",  "weather",   "staff",   "police",   "advice",
    "luggage",   "furniture",   "jeans",    "offspring", "content", "audio"};

// Words in -f, -fe that take -ves, and in -o that take -es.
constexpr std::array<std::string_view, 12> ves_words{"calf",  "elf",  "half", "knife",
                                                     "leaf",  "life", "loaf", "shelf",
                                                     "thief", "wife", "wolf", "self"};
constexpr std::array<std::string_view, 7> oes_words{"hero",    "potato", "tomato", "echo",
                                                    "torpedo", "veto",   "embargo"};

template <class List>
bool has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool ends_in_one_of(std::string_view word, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return word.ends_with(end); });
}

bool is_plural(std::string_view word) {
  if (std::any_of(irregular_words.begin(), irregular_words.end(),
                  [&](const Pair& pair) { return pair.second == word; })) {
    return true;
  }
  // "users", but "bus", "status", "analysis", "address" are singular.
  return word.size() > 2 && word.ends_with('s') &&
         !ends_in_one_of(word, {"ss", "us", "is", "as", "os", "lens"});
}

std::string plural_of_word(std::string_view word) {
  if (has(unchanging_words, word) || is_plural(word)) return std::string{word};
  for (const auto& [one, many] : irregular_words) {
    if (word == one) return std::string{many};
  }
  std::string out{word};
  const auto replaced = [&](std::size_t end, std::string_view by) {
    out.resize(out.size() - end);
    out += by;
    return out;
  };
  if (has(ves_words, word)) return replaced(word.ends_with("fe") ? 2 : 1, "ves");
  if (word.ends_with("sis")) return replaced(2, "es");
  if (ends_in_one_of(word, {"s", "x", "z", "ch", "sh"}) || has(oes_words, word)) return out + "es";
  static constexpr std::string_view vowels{"aeiou"};
  if (word.size() > 1 && word.ends_with('y') &&
      vowels.find(word[word.size() - 2]) == std::string_view::npos) {
    return replaced(1, "ies");
  }
  return out + "s";
}

}  // namespace

std::string plural(std::string_view name) {
  // The last word begins behind an underscore, or with the last capital: user_profile, UserProfile.
  std::size_t begin = name.size();
  while (begin > 0 && name[begin - 1] != '_' && name[begin - 1] != '.') {
    --begin;
    if (name[begin] >= 'A' && name[begin] <= 'Z') break;
  }
  if (begin == name.size()) return std::string{name};
  std::string word{name.substr(begin)};
  const char first = word.front();
  if (first >= 'A' && first <= 'Z') word.front() = static_cast<char>(first - 'A' + 'a');
  std::string out = plural_of_word(word);
  if (first >= 'A' && first <= 'Z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return std::string{name.substr(0, begin)} + out;
}

std::string table_referred_to(std::string_view column, std::string_view key) {
  const std::string end = "_" + std::string{key};
  const std::size_t at = column.rfind(end);
  return plural(at == std::string_view::npos ? column : column.substr(0, at));
}

}  // namespace zin::schema
