// Runs a migration statement by statement, so that it can go on behind a fault.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "zin/migrate/ledger.hpp"
#include "zin/migrate/migration_lock.hpp"
#include "zin/migrate/statement_kind.hpp"
#include "zin/runtime/forwarding_session.hpp"

namespace zin::migrate {

/// What a migration is given where no transaction can hold all of it. Each statement is noted in
/// the ledger: one that reads or writes rows in the transaction that it runs in, so that both
/// happen or neither; DDL before it begins, with a fingerprint of the schema, and behind its end.
/// Where there are no transactions, all are noted as DDL is.
///
/// Of an entry that has statements already, the session leaves these out and goes on behind them.
/// Whether DDL happened whose end nobody saw, the schema's fingerprint tells. Settings of the
/// session are made again. Statements that differ from those that ran are refused: Errc::
/// stale_version, before anything runs. [one thread at a time] [blocks]
class StepwiseSession final : public detail::ForwardingSession {
 public:
  struct Context {
    Session& connection;  ///< One connection.
    const Ledger& ledger;
    MigrationLock& lock;
    /// Called when a statement of the migration is done, with their number.
    std::function<void(std::int64_t statements)> done;
    /// Whether the migration looks at results: code may, SQL does not.
    bool uses_results = true;
  };

  /// `entry` is in the ledger, and is kept up to date.
  StepwiseSession(Context context, LedgerEntry& entry);

  /// Behind the migration's last statement. Throws as the statements do when it gave fewer than are
  /// done already.
  void finish();

 private:
  struct Step {
    std::string digest;  // over this and all before it
    StatementKind kind;
    bool schema = false;  // DDL, which the fingerprint shows
  };

  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;

  // Counts the statement; whether it is done already.
  [[nodiscard]] bool is_done(const Step& step);
  void check_digest(const Step& step) const;
  [[nodiscard]] bool happened(const Step& step);
  template <class Fn>
  auto perform(const Step& step, Fn fn);
  template <class Fn>
  auto perform_with_rows(const Step& step, Fn fn);
  template <class Fn>
  auto perform_alone(const Step& step, Fn fn);
  void note_done(Session& db, const std::string& digest, bool generated);
  [[nodiscard]] std::string chained(std::string_view text) const;
  [[nodiscard]] Step step_of(const detail::Call& call);
  [[nodiscard]] Error differs() const;
  void refuse_lost_result(std::string_view what) const;

  Context context_;
  LedgerEntry& entry_;
  const std::int64_t done_before_;
  std::int64_t number_ = 0;  // of the statement that was given last
  std::string digest_;       // over those that were given
};

}  // namespace zin::migrate
