// Noting statements, and leaving out those that are done.
// SPDX-License-Identifier: MIT
#include "zin/migrate/stepwise_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/migrate/digest.hpp"
#include "zin/migrate/schema_fingerprint.hpp"

namespace zin::migrate {

using detail::Call;

namespace {

constexpr TransactionOptions once{.attempts = 1};

bool generated_key(const ExecuteResult& result) { return result.last_insert_id != 0; }
bool generated_key(std::uint64_t) { return false; }
bool generated_key(const Rows&) { return false; }

std::string command_for(const LedgerEntry& entry, std::string_view option) {
  return fmt::format("`zin migrate:repair {} {}`", option, entry.name);
}

}  // namespace

StepwiseSession::StepwiseSession(Context context, LedgerEntry& entry)
    : ForwardingSession(context.connection),
      context_(std::move(context)),
      entry_(entry),
      done_before_(entry.statements) {}

std::string StepwiseSession::chained(std::string_view text) const {
  return digest(fmt::format("{}\n{}", digest_, text));
}

StepwiseSession::Step StepwiseSession::step_of(const Call& call) {
  std::string text{call.sql};
  for (const Value& value : call.bindings) text += '\x1f' + value.to_string();
  const Dialect dialect = this->dialect();
  return {.digest = chained(text),
          .kind = statement_kind(call.sql, dialect),
          .schema = changes_schema(call.sql, dialect)};
}

Error StepwiseSession::differs() const {
  return Error(
      Errc::stale_version,
      fmt::format(
          "the first {} statements of \"{}\" have run, and they are not the ones that it "
          "has now, so that it cannot go on behind them; nothing was run. Put the migration "
          "back as it was; or finish it by hand and say {}, or undo it by hand and say {}",
          done_before_, entry_.name, command_for(entry_, "--applied"),
          command_for(entry_, "--forget")));
}

void StepwiseSession::check_digest(const Step& step) const {
  if (number_ == done_before_ && step.digest != entry_.digest) throw differs();
}

// Of a statement that was begun and whose end nobody saw.
bool StepwiseSession::happened(const Step& step) {
  const bool same_schema = schema_fingerprint(next()) == entry_.fingerprint;
  const bool same_statement = step.digest == entry_.in_flight;
  if (same_schema && step.schema) return false;
  if (!same_schema && same_statement && step.schema) return true;
  if (!same_schema && !same_statement) throw differs();
  throw Error(Errc::in_doubt,
              fmt::format("statement {} of \"{}\" was begun and interrupted, and nothing shows "
                          "whether it happened; look, and say {} or {}",
                          number_, entry_.name, command_for(entry_, "--statement-done"),
                          command_for(entry_, "--statement-undone")));
}

bool StepwiseSession::is_done(const Step& step) {
  ++number_;
  bool done = number_ <= done_before_;
  if (done) {
    check_digest(step);
  } else if (number_ == done_before_ + 1 && !entry_.in_flight.empty()) {
    done = happened(step);
    if (done) {
      note_done(next(), step.digest, false);
    } else {
      entry_.in_flight.clear();
    }
  }
  digest_ = step.digest;
  return done;
}

void StepwiseSession::note_done(Session& db, const std::string& digest, bool generated) {
  LedgerEntry noted = entry_;
  noted.statements = number_;
  noted.digest = digest;
  noted.in_flight.clear();
  noted.fingerprint.clear();
  noted.generated += generated ? 1 : 0;
  context_.ledger.update(db, noted);
  entry_ = std::move(noted);
}

template <class Fn>
auto StepwiseSession::perform(const Step& step, Fn fn) {
  const bool together = step.kind == StatementKind::rows && next().has_transactions();
  auto result = together ? perform_with_rows(step, fn) : perform_alone(step, fn);
  if (context_.done) context_.done(number_);
  return result;
}

template <class Fn>
auto StepwiseSession::perform_with_rows(const Step& step, Fn fn) {
  const LedgerEntry before = entry_;
  try {
    return next().transaction(
        [&](Session& tx) {
          context_.lock.renew(tx);
          auto result = fn(tx);
          note_done(tx, step.digest, generated_key(result));
          return result;
        },
        once);
  } catch (...) {
    entry_ = before;
    throw;
  }
}

template <class Fn>
auto StepwiseSession::perform_alone(const Step& step, Fn fn) {
  context_.lock.renew(next());
  if (step.kind == StatementKind::setting) {
    auto result = fn(next());
    note_done(next(), step.digest, false);
    return result;
  }
  LedgerEntry begun = entry_;
  begun.in_flight = step.digest;
  begun.fingerprint = schema_fingerprint(next());
  context_.ledger.update(next(), begun);
  try {
    auto result = fn(next());
    note_done(next(), step.digest, false);
    return result;
  } catch (const Error& failure) {
    // The server said no: nothing is in doubt. When it cannot be asked any more, all is.
    if (failure.may_be_applied()) throw;
    try {
      context_.ledger.update(next(), entry_);
    } catch (const Error& second) {
      log(LogLevel::warn, "migrate", second.what());
    }
    throw;
  }
}

void StepwiseSession::refuse_lost_result(std::string_view what) const {
  throw Error(Errc::unsupported,
              fmt::format("\"{}\" was interrupted behind statement {}, and it uses {} of statement "
                          "{}, which is not known any more; finish it by hand and say {}, or undo "
                          "it by hand and say {}",
                          entry_.name, done_before_, what, number_,
                          command_for(entry_, "--applied"), command_for(entry_, "--forget")));
}

ExecuteResult StepwiseSession::run_execute(const Call& call) {
  refuse_transaction(call.sql, dialect());
  const Step step = step_of(call);
  if (!is_done(step)) {
    return perform(step, [&](Session& on) { return execute_on(on, call); });
  }
  // With the connection, its settings are gone.
  if (step.kind == StatementKind::setting) return execute_on(next(), call);
  if (context_.uses_results && entry_.generated > 0) {
    refuse_lost_result("a key that was generated by one");
  }
  return {};
}

Rows StepwiseSession::run_select(const Call& call) {
  if (call.intent == Intent::read) return select_on(next(), call);
  const Step step = step_of(call);
  if (!is_done(step)) return perform(step, [&](Session& on) { return select_on(on, call); });
  if (context_.uses_results) refuse_lost_result("the rows");
  return {};
}

RowStream StepwiseSession::run_stream(const Call& call) {
  if (call.intent == Intent::read) return ForwardingSession::run_stream(call);
  throw Error(Errc::unsupported,
              "a statement that writes is not streamed in a migration; run it by execute()");
}

std::uint64_t StepwiseSession::bulk_insert(const detail::BulkInsert& bulk, Where where) {
  std::string text = fmt::format("insert {} rows into {}", bulk.rows, bulk.table);
  for (const std::string& column : bulk.columns) text += '\x1f' + column;
  const Step step{.digest = chained(text), .kind = StatementKind::rows};
  if (is_done(step)) return bulk.rows;
  return perform(step, [&](Session& on) { return insert_on(on, bulk, where); });
}

// A transaction of the migration is one statement: it is done, or it is not.
void StepwiseSession::run_transaction(const detail::TransactionBody& body,
                                      const TransactionOptions& options, Where where) {
  if (!next().has_transactions()) return ForwardingSession::run_transaction(body, options, where);
  const Step step{.digest = chained("a transaction"), .kind = StatementKind::rows};
  if (is_done(step)) return;
  static_cast<void>(perform(step, [&](Session& on) {
    body(on);
    return std::uint64_t{0};
  }));
}

void StepwiseSession::finish() {
  if (number_ < done_before_) throw differs();
  if (number_ == done_before_ && !entry_.in_flight.empty()) {
    throw Error(Errc::stale_version,
                fmt::format("statement {} of \"{}\" was begun and is not in it any more; put it "
                            "back, or finish by hand and say {}",
                            done_before_ + 1, entry_.name, command_for(entry_, "--applied")));
  }
}

}  // namespace zin::migrate
