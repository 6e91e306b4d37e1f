// Steps in words.
// SPDX-License-Identifier: MIT
#include "zin/schema/command.hpp"

namespace zin::schema {
namespace {

std::string in_quotes(std::string_view name) { return "\"" + std::string{name} + "\""; }

std::string_view kind_words(IndexKind kind) noexcept {
  switch (kind) {
    case IndexKind::primary:
      return "primary key";
    case IndexKind::unique:
      return "unique index";
    case IndexKind::index:
      return "index";
    case IndexKind::full_text:
      return "full-text index";
    case IndexKind::spatial:
      return "spatial index";
  }
  return "";
}

struct InWords {
  std::string operator()(const CreateTable&) const { return "create table"; }
  std::string operator()(const DropTable&) const { return "drop table"; }
  std::string operator()(const RenameTable& rename) const {
    return "rename table to " + in_quotes(rename.to);
  }
  std::string operator()(const CommentTable&) const { return "comment on table"; }
  std::string operator()(const AddColumn& add) const {
    return "add column " + in_quotes(add.column.name);
  }
  std::string operator()(const ChangeColumn& change) const {
    return "change column " + in_quotes(change.column.name);
  }
  std::string operator()(const DropColumns& drop) const {
    std::string words = drop.columns.size() == 1 ? "drop column " : "drop columns ";
    for (const std::string& column : drop.columns) {
      if (&column != &drop.columns.front()) words += ", ";
      words += in_quotes(column);
    }
    return words;
  }
  std::string operator()(const RenameColumn& rename) const {
    return "rename column " + in_quotes(rename.from) + " to " + in_quotes(rename.to);
  }
  std::string operator()(const AddIndex& add) const {
    return "add " + std::string{kind_words(add.index.kind)} + " " + in_quotes(add.index.name);
  }
  std::string operator()(const DropIndex& drop) const {
    const std::string words = "drop " + std::string{kind_words(drop.kind)};
    return drop.name.empty() ? words : words + " " + in_quotes(drop.name);
  }
  std::string operator()(const RenameIndex& rename) const {
    return "rename index " + in_quotes(rename.from) + " to " + in_quotes(rename.to);
  }
  std::string operator()(const AddForeignKey& add) const {
    return "add foreign key " + in_quotes(add.key.name);
  }
  std::string operator()(const DropForeignKey& drop) const {
    return "drop foreign key " + in_quotes(drop.name);
  }
};

}  // namespace

std::string described(const Command& command) { return std::visit(InWords{}, command); }

}  // namespace zin::schema
