// Keeping writes, proving their counts, and sending all of it.
// SPDX-License-Identifier: MIT
#include "zin/runtime/unit_of_work.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "zin/runtime/bulk_insert.hpp"

namespace zin::runtime {

using detail::Call;

namespace {

// In the message of the database when an expectation is not met, with the statement's place behind.
constexpr std::string_view unmet = "zin:expected:";

}  // namespace

UnitOfWork::UnitOfWork(Connection& connection, const TransactionOptions& options, Where where)
    : TransactionSession(connection, options), deadline_(options.deadline), where_(where) {
  if (options.isolation != Isolation::default_) {
    throw Error(Errc::unsupported,
                "the driver has no transactions: its unit of work is one batch, which is always "
                "serializable; leave the isolation out");
  }
}

UnitOfWork::~UnitOfWork() {
  if (!over_) connection_.close_streams();
}

void UnitOfWork::refuse_when_over() const {
  if (!over_) return;
  throw Error(Errc::closed,
              "the transaction has ended; use its Session only inside the function that was "
              "given it");
}

void UnitOfWork::keep(Statement statement) {
  refuse_when_over();
  if (read_only_) {
    throw Error(Errc::read_only, "the transaction is read_only, and this statement writes");
  }
  written_.add(statement.sql);
  statements_.push_back(std::move(statement));
  bulk_rows_.reset();
}

ExecuteResult UnitOfWork::run_execute(const Call& call) {
  const Use use{*this};
  keep({.sql = std::string{call.sql},
        .bindings = {call.bindings.begin(), call.bindings.end()},
        .intent = Intent::write});
  return {.deferred = true};
}

std::uint64_t UnitOfWork::insert(const detail::BulkInsert& bulk, Where) {
  const Use use{*this};
  std::uint64_t kept = 0;
  for (Statement& statement : insert_statements(connection_, bulk)) {
    kept += statement.bindings.size() / bulk.columns.size();
    keep(std::move(statement));
    bulk.tell(kept);
  }
  bulk_rows_ = bulk.rows;
  return bulk.rows;
}

void UnitOfWork::check_read(const Call& call) {
  refuse_when_over();
  if (call.intent == Intent::write) {
    throw Error(Errc::unsupported,
                "a statement that writes and gives rows back cannot be part of this transaction: "
                "the driver has none, and its writes are sent together when it commits. Write "
                "without returning(), with keys that the application makes (a UUID, say)");
  }
  const std::string table = written_.needed_by(call.sql, [&] { return catalogue(call); });
  if (table.empty()) return;
  throw Error(
      Errc::unsupported,
      "this read could need what was written to " + table +
          " before, which is sent when the transaction commits: the driver has no "
          "transactions, and sends the writes as one batch. Read before the first write, or "
          "behind the transaction");
}

std::vector<WrittenTables::Object> UnitOfWork::catalogue(const Call& call) {
  Call asked = call;
  asked.sql =
      "select type, name, tbl_name, coalesce(sql, '') from sqlite_master "
      "where type in ('table', 'view', 'trigger')";
  asked.bindings = {};
  std::vector<WrittenTables::Object> all;
  for (const Row& row : connection_.select(asked)) {
    all.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                   row.get<std::string>(3)});
  }
  return all;
}

Rows UnitOfWork::run_select(const Call& call) {
  const Use use{*this};
  check_read(call);
  Call inside = call;
  inside.deadline = earliest(call.deadline, deadline_);
  return connection_.select(inside);
}

RowStream UnitOfWork::run_stream(const Call& call) {
  const Use use{*this};
  check_read(call);
  Call inside = call;
  inside.deadline = earliest(call.deadline, deadline_);
  return connection_.stream(inside, nullptr);
}

// Fails on the server, with a message of ours, unless the statement before it changed that many
// rows. The path is made of what changes(), so that it is not looked at before.
Statement UnitOfWork::guard(std::uint64_t rows) const {
  return {.sql = "select json_extract('{}', case when changes() = " + std::to_string(rows) +
                 " then '$' else '" + std::string{unmet} + std::to_string(expectations_.size()) +
                 ":' end)",
          .intent = Intent::write};
}

void UnitOfWork::expect_affected(std::uint64_t rows) {
  refuse_when_over();
  // All rows of a bulk insert are inserted, or it fails.
  if (statements_.empty() || bulk_rows_) return check_expectation(bulk_rows_, rows);
  Statement proof = guard(rows);
  // What is proved is the write before, or the one that the proof before this is about.
  const std::size_t place = statements_.size() - 1;
  const bool follows = !expectations_.empty() && expectations_.back().proof == place;
  expectations_.push_back({.write = follows ? expectations_.back().write : place,
                           .proof = statements_.size(),
                           .rows = rows});
  statements_.push_back(std::move(proof));
}

void UnitOfWork::tell_failure(const Error& failure) const {
  const std::string& said = failure.info().server_message;
  const std::size_t at = said.find(unmet);
  std::size_t index = expectations_.size();
  if (at != std::string::npos) {
    const char* const digits = said.data() + at + unmet.size();
    std::from_chars(digits, said.data() + said.size(), index);
  }
  if (index >= expectations_.size()) throw failure;
  const Expectation& expected = expectations_[index];
  ErrorInfo info = failure.info();
  info.code = Errc::stale_version;
  info.message = "a write did not change " + std::to_string(expected.rows) +
                 " rows as expected, so that nothing of the transaction was written: read again "
                 "what it depends on";
  info.statement = statements_[expected.write].sql;
  throw Error(std::move(info));
}

void UnitOfWork::commit() {
  refuse_when_over();
  connection_.close_streams();
  over_ = true;
  if (statements_.empty()) return;
  try {
    connection_.run_atomically(statements_, where_, deadline_);
  } catch (const Error& failure) {
    tell_failure(failure);
  }
}

void UnitOfWork::go_back_to(const Mark& mark) {
  statements_.resize(mark.statements);
  std::erase_if(expectations_,
                [&mark](const Expectation& one) { return one.proof >= mark.statements; });
  actions_.resize(mark.actions);
  written_ = mark.written;
  bulk_rows_.reset();
}

class UnitOfWork::Nested final : public detail::OpenTransaction {
 public:
  explicit Nested(UnitOfWork& outer) : unit_(outer), mark_(outer.mark()) {}
  ~Nested() override { roll_back(); }

  [[nodiscard]] Session& session() noexcept override { return unit_; }
  void commit() override { open_ = false; }
  void run_actions() override {}  // the outer transaction's commit does
  void roll_back() noexcept override {
    if (std::exchange(open_, false)) unit_.go_back_to(mark_);
  }
  bool may_run_again(const Error&, unsigned) override { return false; }

 private:
  UnitOfWork& unit_;
  Mark mark_;
  bool open_ = true;
};

std::unique_ptr<detail::OpenTransaction> UnitOfWork::begin(const TransactionOptions& options,
                                                           Where) {
  refuse_when_over();
  refuse_other_terms(options);
  return std::make_unique<Nested>(*this);
}

void UnitOfWork::run_transaction(const detail::TransactionBody& body,
                                 const TransactionOptions& options, Where) {
  refuse_when_over();
  refuse_other_terms(options);
  Nested nested{*this};
  body(*this);
  nested.commit();
}

}  // namespace zin::runtime
