// Taking a migration back that does not say how.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <vector>

#include "zin/base/error.hpp"
#include "zin/migrate/migration.hpp"
#include "zin/runtime/forwarding_session.hpp"
#include "zin/schema/blueprint.hpp"
#include "zin/schema/blueprint_sink.hpp"
#include "zin/schema/migration_schema.hpp"

namespace zin {
namespace {

// Stands in for the database while up() says what it does. Nothing is run but reads.
class WayBack final : public detail::ForwardingSession, public schema::BlueprintSink {
 public:
  explicit WayBack(Session& next) : ForwardingSession(next) {}

  void take(const Blueprint& blueprint) override { steps_.push_back(schema::inverse(blueprint)); }
  [[nodiscard]] const std::vector<Blueprint>& steps() const noexcept { return steps_; }

 private:
  [[noreturn]] static void refuse(std::string_view what) {
    throw Error(Errc::unsupported,
                fmt::format("the migration does not say how it is taken back, and this step of it "
                            "is not known to have a reverse: {}; write its down()",
                            what));
  }

  Rows run_select(const detail::Call& call) override {
    if (call.intent == Intent::write) refuse(call.sql);
    return ForwardingSession::run_select(call);
  }
  ExecuteResult run_execute(const detail::Call& call) override { refuse(call.sql); }
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where) override {
    refuse(fmt::format("rows are inserted into {}", bulk.table));
  }
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions&,
                       Where) override {
    body(*this);
  }

  std::vector<Blueprint> steps_;
};

}  // namespace

void Migration::down(Session& db) const {
  WayBack back{db};
  up(back);
  const auto& steps = back.steps();
  MigrationSchema schema = MigrationSchema::create(db);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) schema.run(*step);
}

}  // namespace zin
