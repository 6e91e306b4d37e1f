// Goes through the steps, and makes the table anew once for all that stand together.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_rebuild.hpp"

#include <optional>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/schema/compiler.hpp"
#include "zin/schema/qualified_name.hpp"
#include "zin/schema/sqlite_objects.hpp"
#include "zin/schema/sqlite_table_plan.hpp"
#include "zin/schema/sqlite_tokens.hpp"
#include "zin/schema/sqlite_transfer.hpp"

namespace zin::schema {
namespace {

class Alteration {
 public:
  Alteration(Session& tx, const Blueprint& blueprint)
      : tx_(tx), blueprint_(blueprint), table_(blueprint.name()) {
    const auto dot = table_.find('.');
    if (dot == std::string::npos) return;
    if (!same_sqlite_name(table_.substr(0, dot), "main")) {
      throw Error(Errc::unsupported,
                  "table " + table_ +
                      ": SQLite alters it by a rebuild, which is done in the database "
                      "\"main\" alone; open that file by a connection of its own");
    }
    table_.erase(0, dot + 1);
  }

  void run() {
    for (const Command& step : blueprint_.commands()) run(step);
    finish_plan();
  }

 private:
  void run(const Command& step) {
    if (const auto* const rename = std::get_if<RenameIndex>(&step)) return rename_index(*rename);
    if (is_rebuild(step)) return plan().apply(step);
    finish_plan();
    for (const std::string& sql : compiler_.step(blueprint_, table_, step)) tx_.execute(sql);
    if (const auto* const rename = std::get_if<RenameTable>(&step))
      table_ = qualified(rename->to).name;
  }

  bool is_rebuild(const Command& step) {
    if (const auto* const drop = std::get_if<DropIndex>(&step)) {
      return drop->kind == IndexKind::primary ||
             (drop->kind == IndexKind::unique && plan_or_look().declares_key(drop->name));
    }
    // A rebuild that is under way takes it along.
    if (plan_ && std::holds_alternative<AddColumn>(step)) return true;
    const Way way = compiler_.way(blueprint_, step);
    if (way != Way::depends) return way == Way::rebuild;
    const auto* const drop = std::get_if<DropColumns>(&step);
    if (drop == nullptr || plan_) return true;
    for (const std::string& column : drop->columns) {
      if (!plan_or_look().drops_alone(column)) return true;
    }
    return false;
  }

  SqliteTablePlan& plan() {
    if (!plan_) {
      objects_ = SqliteObjects::of(tx_);
      plan_.emplace(compiler_, objects_, table_);
    }
    return *plan_;
  }
  // The table as it is to be at this step, without a rebuild for that alone.
  SqliteTablePlan plan_or_look() {
    return plan_ ? *plan_ : SqliteTablePlan{compiler_, SqliteObjects::of(tx_), table_};
  }

  void finish_plan() {
    if (!plan_) return;
    transfer_sqlite_table(tx_, objects_, *plan_);
    plan_.reset();
  }

  // An index is made again under its new name, from its text.
  void rename_index(const RenameIndex& rename) {
    finish_plan();
    const SqliteObjects objects = SqliteObjects::of(tx_);
    const SqliteObject* const index = objects.find("index", rename.from);
    if (index == nullptr || index->sql.empty() || !same_sqlite_name(index->table, table_)) {
      throw Error(Errc::invalid_argument,
                  "table " + table_ + ": there is no index " + rename.from + " to rename");
    }
    std::string sql = index->sql;
    const auto tokens = sqlite_tokens(sql);
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
      if (!tokens[at].is("index")) continue;
      const SqliteToken& name = tokens[at + 1];
      sql.replace(name.begin, name.end - name.begin, quote_identifier(rename.to, Dialect::sqlite));
      break;
    }
    tx_.execute("drop index main." + quote_identifier(index->name, Dialect::sqlite));
    tx_.execute(sql);
  }

  Session& tx_;
  const Blueprint& blueprint_;
  const Compiler& compiler_ = Compiler::of(Dialect::sqlite);
  std::string table_;
  SqliteObjects objects_;
  std::optional<SqliteTablePlan> plan_;
};

}  // namespace

void rebuild_sqlite(Session& session, const Blueprint& blueprint) {
  Compiler::of(Dialect::sqlite).check(blueprint);
  session.transaction([&](Session& tx) { Alteration{tx, blueprint}.run(); });
}

}  // namespace zin::schema
