// Says in sentences where two databases differ.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "zin/schema/snapshot.hpp"

namespace zin::schema {
namespace {

std::string or_nothing(std::string_view text) {
  return text.empty() ? std::string{"nothing"} : std::string{text};
}

std::string joined(const std::vector<std::string>& words) {
  return or_nothing(fmt::format("{}", fmt::join(words, ", ")));
}

std::string_view name_of(Generation generation) {
  switch (generation) {
    case Generation::none:
      return "not generated";
    case Generation::stored:
      return "stored";
    case Generation::virtual_:
      return "virtual";
  }
  return {};
}

std::string described(const IndexPart& part) {
  std::string text = part.column.empty() ? '(' + part.expression + ')' : part.column;
  if (part.prefix > 0) text += fmt::format("({})", part.prefix);
  if (!part.collation.empty()) text += " collate " + part.collation;
  if (!part.operator_class.empty()) text += ' ' + part.operator_class;
  if (part.descending) text += " desc";
  if (part.unusual_nulls) text += part.descending ? " nulls last" : " nulls first";
  return text;
}

std::string described(const std::vector<IndexPart>& parts) {
  std::vector<std::string> texts;
  for (const IndexPart& part : parts) texts.push_back(described(part));
  return joined(texts);
}

std::string target_of(const ForeignKeyInfo& key) {
  const std::string schema = key.target_schema.empty() ? "" : key.target_schema + '.';
  return fmt::format("{}{} ({})", schema, key.target_table, fmt::join(key.target_columns, ", "));
}

std::string_view checked_when(const ForeignKeyInfo& key) {
  if (!key.deferrable) return "at once";
  return key.initially_deferred ? "at the commit"
                                : "at once, or at the commit where that is asked for";
}

// Two parts that belong together, or one that has no other: nullptr.
template <class T>
using Pairs = std::vector<std::pair<const T*, const T*>>;

/// Of two lists, by a key that says which parts are the same; in the order of the first, then of
/// the second. Of parts with one key the first is paired with the first.
template <class T, class Key>
Pairs<T> paired(const std::vector<T>& first, const std::vector<T>& second, const Key& key) {
  Pairs<T> pairs;
  std::vector<bool> used(second.size());
  for (const T& item : first) {
    const T* other = nullptr;
    for (std::size_t at = 0; at < second.size() && other == nullptr; ++at) {
      if (used[at] || key(second[at]) != key(item)) continue;
      used[at] = true;
      other = &second[at];
    }
    pairs.emplace_back(&item, other);
  }
  for (std::size_t at = 0; at < second.size(); ++at) {
    if (!used[at]) pairs.emplace_back(nullptr, &second[at]);
  }
  return pairs;
}

class Comparison {
 public:
  explicit Comparison(const Sides& sides) : sides_(sides) {}

  void compare(const Snapshot& first, const Snapshot& second) {
    say("database", "dialect", to_string(first.dialect), to_string(second.dialect));
    const auto full_name = [](const auto& item) { return std::pair{item.schema, item.name}; };
    for (const auto& [a, b] : by_key(first.tables, second.tables, full_name)) {
      if (both("table " + (a != nullptr ? a : b)->qualified_name(), a, b)) compare(*a, *b);
    }
    for (const auto& [a, b] : by_key(first.views, second.views, full_name)) {
      const std::string place = "view " + (a != nullptr ? a : b)->qualified_name();
      if (!both(place, a, b)) continue;
      say(place, "kind", a->materialized ? "materialized" : "a view",
          b->materialized ? "materialized" : "a view");
      say(place, "query", a->definition, b->definition);
    }
    const auto of_table = [](const TriggerInfo& item) {
      return std::tuple{item.schema, item.name, item.table};
    };
    for (const auto& [a, b] : by_key(first.triggers, second.triggers, of_table)) {
      const TriggerInfo& any = a != nullptr ? *a : *b;
      const std::string place = fmt::format("trigger {} on {}", any.name, any.table);
      if (both(place, a, b)) say(place, "text", a->definition, b->definition);
    }
    for (const auto& [a, b] : by_key(first.sequences, second.sequences, full_name)) {
      const std::string place = "sequence " + (a != nullptr ? a : b)->name;
      if (both(place, a, b)) say(place, "definition", a->definition, b->definition);
    }
    for (const auto& [a, b] : by_key(first.types, second.types, full_name)) {
      const std::string place = "type " + (a != nullptr ? a : b)->name;
      if (both(place, a, b)) say(place, "definition", a->definition, b->definition);
    }
  }

  void compare(const TableInfo& first, const TableInfo& second) {
    table_ = first.qualified_name();
    const std::string place = "table " + table_;
    say(place, "name", table_, second.qualified_name());
    say(place, "comment", first.comment, second.comment);
    say(place, "collation", first.collation, second.collation);
    say(place, "options", joined(first.options), joined(second.options));
    compare_columns(first, second);
    compare_indexes(first, second);
    compare_keys(first, second);
    const auto check_key = [](const CheckInfo& check) {
      return check.name.empty() ? std::pair{check.name, check.expression}
                                : std::pair{check.name, std::string{}};
    };
    for (const auto& [a, b] : paired(first.checks, second.checks, check_key)) {
      const CheckInfo& any = a != nullptr ? *a : *b;
      const std::string check = fmt::format(
          "{}: check {}", table_, any.name.empty() ? '(' + any.expression + ')' : any.name);
      if (!both(check, a, b)) continue;
      say(check, "condition", a->expression, b->expression);
      say(check, "options", joined(a->options), joined(b->options));
    }
  }

  [[nodiscard]] std::vector<std::string> take() { return std::move(sentences_); }

 private:
  // Sorted lists of a whole database are long: pairs them without looking at each with each.
  template <class T, class Key>
  static Pairs<T> by_key(const std::vector<T>& first, const std::vector<T>& second,
                         const Key& key) {
    std::vector<const T*> a, b;
    for (const T& item : first) a.push_back(&item);
    for (const T& item : second) b.push_back(&item);
    const auto of = [&](const T* item) { return key(*item); };
    std::ranges::stable_sort(a, {}, of);
    std::ranges::stable_sort(b, {}, of);
    Pairs<T> pairs;
    for (auto i = a.begin(), j = b.begin(); i != a.end() || j != b.end();) {
      const bool only_first = j == b.end() || (i != a.end() && of(*i) < of(*j));
      const bool only_second = !only_first && (i == a.end() || of(*j) < of(*i));
      pairs.emplace_back(only_second ? nullptr : *i, only_first ? nullptr : *j);
      if (!only_second) ++i;
      if (!only_first) ++j;
    }
    return pairs;
  }

  void compare_columns(const TableInfo& first, const TableInfo& second) {
    std::vector<std::string> order_a, order_b;
    const auto name = [](const ColumnInfo& column) { return std::string_view{column.name}; };
    for (const auto& [a, b] : paired(first.columns, second.columns, name)) {
      const std::string place = fmt::format("{}.{}", table_, (a != nullptr ? a : b)->name);
      if (!both("column " + place, a, b)) continue;
      order_a.push_back(a->name);
      compare(place, *a, *b);
    }
    for (const ColumnInfo& column : second.columns) {
      if (std::ranges::find(order_a, column.name) != order_a.end()) order_b.push_back(column.name);
    }
    say("table " + table_, "order of the columns", joined(order_a), joined(order_b));
  }

  void compare(const std::string& place, const ColumnInfo& a, const ColumnInfo& b) {
    say(place, "type", a.type, b.type);
    say(place, "null", a.nullable ? "allowed" : "not allowed",
        b.nullable ? "allowed" : "not allowed");
    say(place, "default", a.default_value.value_or("nothing"), b.default_value.value_or("nothing"));
    say(place, "generation", name_of(a.generation), name_of(b.generation));
    say(place, "expression", a.expression, b.expression);
    say(place, "auto increment", a.auto_increment ? "on" : "off", b.auto_increment ? "on" : "off");
    say(place, "identity", a.identity, b.identity);
    say(place, "value on update", a.on_update, b.on_update);
    say(place, "character set", a.charset, b.charset);
    say(place, "collation", a.collation, b.collation);
    say(place, "comment", a.comment, b.comment);
    say(place, "visibility", a.invisible ? "invisible" : "visible",
        b.invisible ? "invisible" : "visible");
  }

  void compare_indexes(const TableInfo& first, const TableInfo& second) {
    const auto name = [](const IndexInfo& index) { return std::string_view{index.name}; };
    for (const auto& [a, b] : paired(first.indexes, second.indexes, name)) {
      const std::string place = fmt::format("{}: index {}", table_, (a != nullptr ? a : b)->name);
      if (!both(place, a, b)) continue;
      say(place, "columns", described(a->parts), described(b->parts));
      say(place, "kind", kind_of(*a), kind_of(*b));
      say(place, "predicate", a->predicate, b->predicate);
      say(place, "method", a->method, b->method);
      say(place, "included columns", joined(a->included), joined(b->included));
      say(place, "options", joined(a->options), joined(b->options));
      say(place, "comment", a->comment, b->comment);
    }
  }

  static std::string_view kind_of(const IndexInfo& index) {
    if (index.primary) return "primary key";
    if (index.unique) return index.constraint ? "unique key" : "unique index";
    return index.constraint ? "constraint" : "index";
  }

  void compare_keys(const TableInfo& first, const TableInfo& second) {
    const auto key_of = [](const ForeignKeyInfo& key) {
      return key.name.empty() ? std::pair{key.name, key.columns}
                              : std::pair{key.name, std::vector<std::string>{}};
    };
    for (const auto& [a, b] : paired(first.foreign_keys, second.foreign_keys, key_of)) {
      const ForeignKeyInfo& any = a != nullptr ? *a : *b;
      const std::string place =
          fmt::format("{}: foreign key {}", table_,
                      any.name.empty() ? '(' + joined(any.columns) + ')' : any.name);
      if (!both(place, a, b)) continue;
      say(place, "columns", joined(a->columns), joined(b->columns));
      say(place, "target", target_of(*a), target_of(*b));
      say(place, "action on update", a->on_update, b->on_update);
      say(place, "action on delete", a->on_delete, b->on_delete);
      say(place, "time of check", checked_when(*a), checked_when(*b));
      say(place, "options", joined(a->options), joined(b->options));
    }
  }

  bool both(const std::string& place, const void* a, const void* b) {
    if (a != nullptr && b != nullptr) return true;
    sentences_.push_back(fmt::format("{} is in {}, not in {}", place,
                                     a != nullptr ? sides_.first : sides_.second,
                                     a != nullptr ? sides_.second : sides_.first));
    return false;
  }

  void say(std::string_view place, std::string_view what, std::string_view a, std::string_view b) {
    if (a == b) return;
    sentences_.push_back(fmt::format("{}: {} {} in {}, {} in {}", place, what, or_nothing(a),
                                     sides_.first, or_nothing(b), sides_.second));
  }

  Sides sides_;
  std::string table_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> differences(const Snapshot& first, const Snapshot& second,
                                     const Sides& sides) {
  Comparison comparison{sides};
  comparison.compare(first, second);
  return comparison.take();
}

std::vector<std::string> differences(const TableInfo& first, const TableInfo& second,
                                     const Sides& sides) {
  Comparison comparison{sides};
  comparison.compare(first, second);
  return comparison.take();
}

}  // namespace zin::schema
