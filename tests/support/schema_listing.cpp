// One spelling for all that a snapshot has.
// SPDX-License-Identifier: MIT
#include "schema_listing.hpp"

#include <string_view>

namespace zin::test {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

void add(std::string& line, std::string_view word, const std::string& value) {
  if (!value.empty()) line.append(" ").append(word).append(" ").append(value);
}

void add(std::string& line, const std::vector<std::string>& options) {
  if (!options.empty()) line += " [" + joined(options) + "]";
}

std::string listed(const schema::ColumnInfo& column) {
  std::string line = "  " + column.name + ": " + (column.type.empty() ? "any" : column.type);
  if (!column.nullable) line += " not null";
  if (column.default_value) add(line, "default", *column.default_value);
  if (column.generation == schema::Generation::stored)
    line += " stored (" + column.expression + ")";
  if (column.generation == schema::Generation::virtual_)
    line += " virtual (" + column.expression + ")";
  if (column.auto_increment) line += " auto increment";
  add(line, "identity", column.identity);
  add(line, "on update", column.on_update);
  add(line, "charset", column.charset);
  add(line, "collate", column.collation);
  add(line, "comment", column.comment);
  if (column.invisible) line += " invisible";
  return line;
}

std::string listed(const schema::IndexPart& part) {
  std::string text = part.column.empty() ? "(" + part.expression + ")" : part.column;
  if (part.prefix > 0) text += "(" + std::to_string(part.prefix) + ")";
  add(text, "collate", part.collation);
  if (!part.operator_class.empty()) text += " " + part.operator_class;
  if (part.descending) text += " desc";
  if (part.unusual_nulls) text += " unusual nulls";
  return text;
}

std::string listed(const schema::IndexInfo& index) {
  std::vector<std::string> parts;
  for (const auto& part : index.parts) parts.push_back(listed(part));
  std::string line = index.primary ? "  primary key " : index.unique ? "  unique " : "  index ";
  line += index.name + " (" + joined(parts) + ")";
  if (index.constraint && !index.primary) line += " constraint";
  if (!index.included.empty()) line += " include (" + joined(index.included) + ")";
  add(line, "using", index.method);
  add(line, "where", index.predicate);
  add(line, index.options);
  add(line, "comment", index.comment);
  return line;
}

std::string listed(const schema::ForeignKeyInfo& key) {
  std::string line = "  foreign key " + key.name + (key.name.empty() ? "(" : " (") +
                     joined(key.columns) + ") to " + key.target_schema +
                     (key.target_schema.empty() ? "" : ".") + key.target_table + " (" +
                     joined(key.target_columns) + ")";
  if (key.on_update != "no action") add(line, "on update", key.on_update);
  if (key.on_delete != "no action") add(line, "on delete", key.on_delete);
  if (key.deferrable) line += key.initially_deferred ? " initially deferred" : " deferrable";
  add(line, key.options);
  return line;
}

}  // namespace

std::vector<std::string> listed(const schema::TableInfo& table) {
  std::vector<std::string> lines{"table " + table.qualified_name()};
  add(lines.front(), table.options);
  add(lines.front(), "collate", table.collation);
  add(lines.front(), "comment", table.comment);
  for (const auto& column : table.columns) lines.push_back(listed(column));
  for (const auto& index : table.indexes) lines.push_back(listed(index));
  for (const auto& key : table.foreign_keys) lines.push_back(listed(key));
  for (const auto& check : table.checks) {
    std::string line = "  check " + check.name + (check.name.empty() ? "(" : " (");
    line += check.expression + ")";
    add(line, check.options);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> listed(const schema::Snapshot& snapshot) {
  std::vector<std::string> lines;
  for (const auto& table : snapshot.tables) {
    for (std::string& line : listed(table)) lines.push_back(std::move(line));
  }
  for (const auto& view : snapshot.views) {
    lines.push_back((view.materialized ? "materialized view " : "view ") + view.qualified_name() +
                    ": " + view.definition);
  }
  for (const auto& trigger : snapshot.triggers) {
    lines.push_back("trigger " + trigger.name + " on " + trigger.table + ": " + trigger.definition);
  }
  for (const auto& sequence : snapshot.sequences) {
    lines.push_back("sequence " + sequence.name + ": " + sequence.definition);
  }
  for (const auto& type : snapshot.types) {
    lines.push_back("type " + type.name + ": " + type.definition);
  }
  return lines;
}

std::string as_text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace zin::test
