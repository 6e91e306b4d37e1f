// Several reads in one round trip.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>

#include "zin/host/abi_text.hpp"
#include "zin/runtime/connection.hpp"
#include "zin/runtime/observed.hpp"
#include "zin/runtime/result_columns.hpp"
#include "zin/runtime/result_set.hpp"

namespace zin::runtime {

using detail::Cell;
using detail::GatheredRead;

// Of a statement that changes data in a transaction that may not (SQL:2016, read only
// SQL-transaction).
constexpr std::string_view writes_when_read_only = "25006";

namespace {

detail::Call call_of(const GatheredRead& read) {
  return {.sql = read.statement.sql,
          .bindings = read.statement.bindings,
          .intent = Intent::read,
          .where = read.where};
}

}  // namespace

/// One batch: its first failure stops it, and what came behind that is for the next one. The driver
/// runs it as one transaction that only reads, so that what it answers stands whatever comes later.
class ReadBatch {
 public:
  ReadBatch(Connection& connection, std::span<GatheredRead* const> reads)
      : connection_(connection),
        driver_(connection.driver_),
        op_(connection.limited(Deadline{})),
        parameters_(count_values(reads)) {
    for (GatheredRead* const read : reads) add(*read);
  }
  ReadBatch(const ReadBatch&) = delete;
  ReadBatch& operator=(const ReadBatch&) = delete;
  ~ReadBatch() {
    if (cursor_ != nullptr) driver_.table().cursor_close(cursor_);
    for (const Item& item : items_) item.statement->in_use = false;
    for (const PreparedStatement* const statement : gone_) connection_.statements_.drop(*statement);
  }

  /// Gives the reads that are to be run again, together or, those that write, in `alone`.
  [[nodiscard]] std::vector<GatheredRead*> run(std::vector<GatheredRead*>& alone) {
    if (items_.empty()) return {};
    const zin_driver& table = driver_.table();
    zin_status status = finish(table.start_batch(driver_.raw(), executions_.data(),
                                                 static_cast<std::uint32_t>(executions_.size()), 0,
                                                 op_.op(), &cursor_, op_.wait(), &failure_.error));
    if (status < 0) fail_all(status);
    while (status >= 0) {
      status = finish(table.next_result(cursor_, nullptr, op_.op(), op_.wait(), &failure_.error));
      if (status == ZIN_END) break;
      if (status >= 0) {
        read_result();
      } else if (failure_.error.batch_index < items_.size()) {
        fail(items_[failure_.error.batch_index], status);
        status = ZIN_OK;  // the next item is asked for
      } else {
        fail_all(status);
      }
    }
    for (Item& item : items_) {
      if (item.writes) {
        alone.push_back(item.read);
      } else if (!item.done) {
        again_.push_back(item.read);
      }
    }
    return std::move(again_);
  }

 private:
  struct Item {
    GatheredRead* read;
    PreparedStatement* statement;
    bool done = false;
    bool writes = false;  // refused here
  };

  static std::size_t count_values(std::span<GatheredRead* const> reads) {
    std::size_t count = 0;
    for (const GatheredRead* const read : reads) count += read->statement.bindings.size();
    return count;
  }
  void add(GatheredRead& read) {
    try {
      PreparedStatement& statement = prepared(read);
      zin_exec execution{};
      execution.struct_size = sizeof execution;
      execution.flags = ZIN_EXEC_READONLY;
      execution.sql = host::abi_view(statement.text);
      execution.stmt = statement.handle.get();
      execution.params = parameters_.cells() + parameters_.size();
      execution.nparams = statement.parameters;
      execution.nrows = 1;
      parameters_.add(read.statement.bindings);
      statement.in_use = true;
      executions_.push_back(execution);
      items_.push_back({&read, &statement});
    } catch (...) {
      read.error = std::current_exception();
    }
  }

  // Many reads of one batch are likely to have the same text.
  PreparedStatement& prepared(const GatheredRead& read) {
    for (auto item = items_.rbegin(); item != items_.rend(); ++item) {
      if (item->statement->sql == read.statement.sql) return counted(*item->statement, read);
      if (item - items_.rbegin() > 16) break;
    }
    if (PreparedStatement* const known = connection_.statements_.find(read.statement.sql)) {
      return counted(*known, read);
    }
    PreparedStatement made = connection_.prepare(call_of(read), read.statement.bindings.size());
    if (connection_.statements_.capacity() > 0) {
      return counted(connection_.statements_.keep(std::move(made)), read);
    }
    return counted(uncached_.emplace_back(std::move(made)), read);
  }
  static PreparedStatement& counted(PreparedStatement& statement, const GatheredRead& read) {
    Connection::check_count(statement.parameters, read.statement.bindings.size(),
                            read.statement.sql);
    return statement;
  }

  zin_status finish(zin_status status) { return driver_.finish(op_, status, &failure_.error); }

  void read_result() {
    zin_result_info info;
    info.struct_size = sizeof info;
    if (driver_.table().result_info(cursor_, &info) < 0 || info.batch_index >= items_.size()) {
      throw Error(Errc::internal, "the driver does not tell which statement of a batch it answers");
    }
    Item& item = items_[info.batch_index];
    auto set = detail::ResultSet::make(Connection::columns_for(*item.statement, info));
    zin_rows rows;
    rows.struct_size = sizeof rows;
    while (info.ncols > 0) {
      const zin_status status =
          finish(driver_.table().fetch(cursor_, 0, op_.op(), &rows, op_.wait(), &failure_.error));
      if (status == ZIN_END) break;
      if (status < 0) return fail(item, status);
      set->append(reinterpret_cast<const Cell*>(rows.cells), rows.nrows);
      if ((rows.flags & ZIN_ROWS_LAST) != 0) break;
    }
    item.done = true;
    item.read->rows = Rows{std::move(set)};
  }

  void fail(Item& item, zin_status status) {
    if (status == ZIN_E_SKIPPED) return;                     // it never ran
    if ((failure_.error.flags & ZIN_ERRF_STMT_GONE) != 0) {  // prepared anew for the next batch
      if (std::ranges::find(gone_, item.statement) == gone_.end()) gone_.push_back(item.statement);
      return;
    }
    if (writes_when_read_only == failure_.error.sqlstate) {
      item.writes = true;
      return;
    }
    item.done = true;
    item.read->error = std::make_exception_ptr(host::error_of(
        driver_.driver(), driver_.raw(), status, failure_.error,
        {.statement = item.read->statement.sql, .doing = "execute", .where = &item.read->where}));
  }

  void fail_all(zin_status status) {
    for (Item& item : items_) {
      if (!item.done) fail(item, status);
    }
  }

  Connection& connection_;
  host::DriverConnection& driver_;
  host::Operation op_;
  host::ErrorSlot failure_;
  Parameters parameters_;
  std::deque<PreparedStatement> uncached_;
  std::vector<zin_exec> executions_;
  std::vector<Item> items_;
  std::vector<GatheredRead*> again_;
  std::vector<const PreparedStatement*> gone_;
  zin_cursor* cursor_ = nullptr;
};

void Connection::run_reads(std::span<GatheredRead* const> reads) {
  if (!is_observed(settings_.observation)) return run_reads_unobserved(reads);
  std::vector<ObservedCall> told;
  std::vector<GatheredRead*> begun;
  for (GatheredRead* const read : reads) {
    try {
      told.emplace_back(settings_.observation, call_of(*read));
      begun.push_back(read);
    } catch (...) {
      read->error = std::current_exception();
    }
  }
  run_reads_unobserved(begun);
  for (std::size_t at = 0; at < begun.size(); ++at) {
    GatheredRead& read = *begun[at];
    try {
      if (!read.error) {
        told[at].finish(read.rows.size(), nullptr);
        continue;
      }
      try {
        std::rethrow_exception(read.error);
      } catch (const Error& error) {
        told[at].finish(0, &error);
      }
    } catch (...) {
      read.error = std::current_exception();
    }
  }
}

// What ends all of them is the error of each that has no answer.
void Connection::run_reads_unobserved(std::span<GatheredRead* const> reads) {
  std::vector<GatheredRead*> left{reads.begin(), reads.end()}, alone;
  try {
    while (!left.empty()) {
      const std::size_t before = left.size();
      left = ReadBatch{*this, left}.run(alone);
      if (left.size() < before) continue;
      // None got through: one by one, so that each hears of its own failure.
      alone.insert(alone.end(), left.begin(), left.end());
      break;
    }
  } catch (...) {
    for (GatheredRead* const read : reads) read->error = std::current_exception();
    return;
  }
  for (GatheredRead* const read : alone) {
    try {
      read->rows = select_unobserved(call_of(*read));
    } catch (...) {
      read->error = std::current_exception();
    }
  }
}

}  // namespace zin::runtime
