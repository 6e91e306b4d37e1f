// The way back of each step.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "zin/schema/blueprint.hpp"
#include "zin/schema/qualified_name.hpp"
#include "zin/schema/refuse_step.hpp"

namespace zin::schema {
namespace {

class Inversion {
 public:
  Inversion(const Blueprint& blueprint, std::vector<Command> steps)
      : table_(blueprint.name()), steps_(std::move(steps)) {}

  Blueprint run() {
    for (const Command& step : steps_) std::visit([this](const auto& each) { undo(each); }, step);
    // A table that this makes goes with all that belongs to it.
    if (made_) return Blueprint::drop_if_exists(table_);
    Blueprint back = Blueprint::altering(table_);
    for (auto step = undone_.rbegin(); step != undone_.rend(); ++step) {
      back.add_command(std::move(*step));
    }
    return back;
  }

 private:
  [[noreturn]] void refuse_back(const Command& step, const std::string& cause) const {
    refuse(Errc::unsupported, {table_},
           described(step) + " cannot be reversed: " + cause + "; write down() by hand");
  }
  void add(Command step) { undone_.push_back(std::move(step)); }

  void undo(const CreateTable& step) {
    if (step.if_not_exists) {
      refuse_back(step, "whether the table was there before is not known");
    }
    made_ = true;
  }
  void undo(const DropTable& step) { refuse_back(step, "what was in the table is gone"); }
  void undo(const RenameTable& step) {
    add(RenameTable{std::string{qualified(table_).name}});
    table_ = renamed(table_, step.to);
  }
  void undo(const CommentTable& step) {
    if (!made_) refuse_back(step, "the comment before is not known");
  }
  void undo(const AddColumn& step) { add(DropColumns{{step.column.name}}); }
  void undo(const ChangeColumn& step) {
    refuse_back(step, "what the column was before is not known");
  }
  void undo(const DropColumns& step) { refuse_back(step, "what was in it is gone"); }
  void undo(const RenameColumn& step) { add(RenameColumn{step.to, step.from}); }
  void undo(const AddIndex& step) {
    // A partial one is no constraint on any server.
    const bool is_plain = step.index.kind == IndexKind::unique &&
                          (!step.index.where.empty() || !step.index.expression.empty());
    const bool is_primary = step.index.kind == IndexKind::primary;
    add(DropIndex{is_plain ? IndexKind::index : step.index.kind,
                  is_primary ? std::string{} : step.index.name, step.index.columns});
  }
  void undo(const DropIndex& step) { refuse_back(step, "what the index was is not known"); }
  void undo(const RenameIndex& step) { add(RenameIndex{step.to, step.from}); }
  void undo(const AddForeignKey& step) { add(DropForeignKey{step.key.name, step.key.columns}); }
  void undo(const DropForeignKey& step) { refuse_back(step, "what the key was is not known"); }

  std::string table_;
  std::vector<Command> steps_;
  std::vector<Command> undone_;
  bool made_ = false;
};

}  // namespace

Blueprint inverse(const Blueprint& blueprint) {
  return Inversion{blueprint, blueprint.commands()}.run();
}

}  // namespace zin::schema
