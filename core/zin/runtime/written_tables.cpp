// Names in texts, and what triggers, foreign keys and views make of them.
// SPDX-License-Identifier: MIT
#include "zin/runtime/written_tables.hpp"

#include <algorithm>
#include <optional>

#include "zin/sql/lexer.hpp"
#include "zin/sql/sql_words.hpp"

namespace zin::runtime {
namespace {

using sql::is_word;
using sql::Words;
using Names = std::set<std::string, std::less<>>;

std::string lowered(std::string_view text) {
  std::string low{text};
  std::ranges::transform(low, low.begin(), sql::lowered);
  return low;
}

Names names_in(std::string_view text) {
  Names names;
  Words words{text, Dialect::sqlite};
  for (auto word = words.next(); !word.text.empty(); word = words.next()) {
    names.insert(lowered(word.text));
  }
  return names;
}

// The table that `insert into t`, `replace into t`, `update or ignore t` or `delete from t` names;
// nothing for what is none of them.
std::optional<std::string> target_of(std::string_view text) {
  Words words{text, Dialect::sqlite};
  auto word = words.next();
  const bool updates = is_word(word.text, "update");
  if (!updates && !is_word(word.text, "insert") && !is_word(word.text, "replace") &&
      !is_word(word.text, "delete")) {
    return std::nullopt;
  }
  word = words.next();
  if (updates && !word.quoted && is_word(word.text, "or")) {
    static_cast<void>(words.next());
    word = words.next();
  }
  if (!updates) {
    while (!word.text.empty() && !is_word(word.text, "into") && !is_word(word.text, "from")) {
      word = words.next();
    }
    word = words.next();
  }
  if (!word.quoted && is_word(word.text, "main")) word = words.next();
  if (word.text.empty()) return std::nullopt;
  return lowered(word.text);
}

// Whether the text of a table has a foreign key that refers to one of these.
bool refers_to(std::string_view text, const Names& tables) {
  Words words{text, Dialect::sqlite};
  for (auto word = words.next(); !word.text.empty(); word = words.next()) {
    if (!word.quoted && is_word(word.text, "references") &&
        tables.contains(lowered(words.next().text))) {
      return true;
    }
  }
  return false;
}

// What changes with them: by the triggers on them, and by foreign keys that lead to them.
void add_consequences(Names& written, const std::vector<WrittenTables::Object>& all) {
  for (bool more = true; more;) {
    more = false;
    for (const auto& object : all) {
      if (object.type == "trigger" && written.contains(lowered(object.table))) {
        for (const std::string& name : names_in(object.sql)) {
          const bool is_table = std::ranges::any_of(all, [&name](const auto& other) {
            return other.type == "table" && lowered(other.name) == name;
          });
          if (is_table) more = written.insert(name).second || more;
        }
      } else if (object.type == "table" && refers_to(object.sql, written)) {
        more = written.insert(lowered(object.name)).second || more;
      }
    }
  }
}

// Whatever the views that are named read is read.
void add_views(Names& read, const std::vector<WrittenTables::Object>& all) {
  for (bool more = true; more;) {
    more = false;
    for (const auto& object : all) {
      if (object.type != "view" || !read.contains(lowered(object.name))) continue;
      for (const std::string& name : names_in(object.sql)) more = read.insert(name).second || more;
    }
  }
}

}  // namespace

void WrittenTables::add(std::string_view sql) {
  if (const auto target = target_of(sql)) {
    names_.insert(*target);
  } else {
    everything_ = true;
  }
}

std::string WrittenTables::needed_by(std::string_view read,
                                     const std::function<std::vector<Object>()>& catalogue) const {
  if (none()) return {};
  if (everything_) return "a table";
  Names names = names_in(read);
  const auto first_of = [&names](const Names& written) -> std::string {
    for (const std::string& name : written) {
      if (names.contains(name)) return name;
    }
    return {};
  };
  if (std::string name = first_of(names_); !name.empty()) return name;
  const std::vector<Object> all = catalogue();
  Names written = names_;
  add_consequences(written, all);
  add_views(names, all);
  return first_of(written);
}

}  // namespace zin::runtime
