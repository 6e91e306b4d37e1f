// Rows as lines of a JSON array.
// SPDX-License-Identifier: MIT
#include "zin/cli/json_writer.hpp"

#include <set>

#include "zin/cli/value_text.hpp"

namespace zin::cli {

void JsonWriter::begin(const std::vector<Column>& columns) {
  keys_.clear();
  first_ = true;
  std::set<std::string> names;
  for (const Column& column : columns) names.insert(column.name);
  std::set<std::string> used;
  for (const Column& column : columns) {
    std::string name = column.name;
    for (unsigned number = 2; used.contains(name); ++number) {
      std::string next = fmt::format("{}_{}", column.name, number);
      if (!names.contains(next)) name = std::move(next);
    }
    used.insert(name);
    std::string key;
    append_json_string(key, name);
    keys_.push_back(key + ":");
  }
}

void JsonWriter::row(const Row& row) {
  line_ = first_ ? "[\n" : ",\n";
  first_ = false;
  char separator = '{';
  for (std::size_t column = 0; column < keys_.size(); ++column) {
    line_ += separator;
    separator = ',';
    line_ += keys_[column];
    append_json(line_, shown_value(row, column));
  }
  line_ += '}';
  out_.write(line_);
}

void JsonWriter::end() { out_.write(first_ ? "[]\n" : "\n]\n"); }

void JsonWriter::done(const Done& done) {
  out_.print("{{\"affected\":{},\"last_insert_id\":{}}}\n",
             done.affected ? std::to_string(*done.affected) : "null",
             done.last_insert_id != 0 ? std::to_string(done.last_insert_id) : "null");
}

}  // namespace zin::cli
