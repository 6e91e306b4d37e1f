// A database server for tests, behind a real zin_driver table: what it answers, which faults it has
// and in which state its connections are is the test's to say.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/abi/driver.h"
#include "zin/base/clock.hpp"
#include "zin/base/value.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/runtime/column.hpp"

namespace zin::test {

/// What the driver is, and what it can do.
struct StubTraits {
  std::uint64_t capabilities = ZIN_CAP_PREPARE | ZIN_CAP_STREAM | ZIN_CAP_TXN | ZIN_CAP_SAVEPOINT |
                               ZIN_CAP_MULTI_CURSOR | ZIN_CAP_DEADLINE;
  std::uint32_t param_style = ZIN_PARAM_QMARK;
  std::string dialect = "sqlite";
  std::string name_quotes{};
  std::uint32_t max_params = 0;
  std::uint32_t batch_rows = 2;                     ///< Rows of a fetch.
  bool flags_last = true;                           ///< The last batch says that it is the last.
  std::uint32_t column_size = sizeof(zin_column);   ///< Stride of its columns.
  bool names_columns = true;                        ///< columns_id is not 0.
  bool resets = true, pings = true, checks = true;  ///< Whether it has these functions.
};

/// How a call fails, and what is left of the connection then.
struct StubFault {
  enum class Leaves { as_it_was, dead, no_transaction, failed_transaction };

  zin_status status = ZIN_E_ERROR;
  zin_category category = ZIN_CAT_UNKNOWN;
  std::uint32_t flags = 0;
  std::string sqlstate{};
  std::int64_t native_code = 0;
  std::int64_t position = -1;
  std::uint32_t row_index = ZIN_NO_INDEX;
  std::string message = "as the test says";
  std::vector<std::pair<std::string, std::string>> details{};
  Leaves leaves = Leaves::as_it_was;
};

namespace faults {
StubFault connection_lost(std::uint32_t flags = 0);
StubFault refused();   ///< Of a connect.
StubFault busy();      ///< To be run again; the transaction stands.
StubFault deadlock();  ///< To be run again; the transaction is over.
StubFault broken(StubFault::Leaves leaves = StubFault::Leaves::as_it_was);  ///< Not retryable.
}  // namespace faults

/// One call as the driver saw it.
struct StubCall {
  std::string verb;              ///< "connect" "prepare" "exec" "begin" "fetch" ...
  std::uint64_t connection = 0;  ///< Counted from 1.
  std::string text{};            ///< The SQL, or a savepoint's name.
  std::vector<Value> params{};
  std::uint32_t rows = 1;
  std::uint32_t flags = 0;  ///< Of exec, the mode of begin, the level of reset.
  std::uint64_t token = 0;
  std::optional<TimePoint> deadline{};
  std::string host{};  ///< That the connection was opened to.
};

/// What an execution gives.
struct StubAnswer {
  std::vector<Column> columns{};
  std::vector<std::vector<Value>> rows{};
  std::int64_t affected = 0;
  Value last_id{};
  std::optional<StubFault> fault{};        ///< Instead of all that.
  std::optional<StubFault> fetch_fault{};  ///< Behind the rows, instead of their end.
};

struct StubConnection;

/// One lives at a time. Its destructor reports what the host did against the rules of the ABI, and
/// connections that were not closed. [thread-safe]
class StubServer {
 public:
  explicit StubServer(StubTraits traits = {});
  ~StubServer();
  StubServer(const StubServer&) = delete;
  StubServer& operator=(const StubServer&) = delete;

  [[nodiscard]] const host::DriverHandle& driver() const noexcept { return *driver_; }
  [[nodiscard]] const zin_driver& table() const noexcept { return table_; }

  /// The answer to a text as the driver gets it. Others get one affected row and no columns.
  void answer(std::string sql, StubAnswer answer);
  /// Asked before the answers above.
  void answer_with(std::function<std::optional<StubAnswer>(const StubCall&)> answer);
  /// The next `times` calls of this verb fail; of these texts only, when `text` is not empty.
  void fail(std::string verb, StubFault fault, unsigned times = 1, std::string text = {});
  /// Called before each call is carried out; may block.
  void before_each(std::function<void(const StubCall&)> hook);

  /// Calls so far, without fetches and closings of cursors.
  [[nodiscard]] std::vector<StubCall> calls() const;
  /// The same as words: "1 exec select ?" for connection 1.
  [[nodiscard]] std::vector<std::string> log() const;
  [[nodiscard]] std::size_t count(std::string_view verb) const;
  void forget_calls();

  [[nodiscard]] std::size_t connections() const;
  /// The server hangs up on all connections: a check tells, and each call fails.
  void hang_up();
  void hang_up(std::uint64_t connection);
  /// The host hangs up, and refuses connections until it is started.
  void stop(std::string host);
  void start(const std::string& host);
  /// Every statement that is prepared now is forgotten.
  void forget_statements();
  /// From now on columns have other ids.
  void change_columns();

 private:
  friend struct StubDriver;
  struct PlannedFault {
    std::string verb, text;
    StubFault fault;
    unsigned times;
  };

  void violation(std::string what);
  /// The fault for this call, if one is planned. Notes the call.
  [[nodiscard]] std::optional<StubFault> enter(StubCall call);
  [[nodiscard]] StubAnswer answer_for(StubCall call);
  [[nodiscard]] std::string host_of(std::uint64_t connection) const;  // locked

  const StubTraits traits_;
  zin_driver table_{};
  std::unique_ptr<host::DriverHandle> driver_;

  mutable std::mutex mutex_;
  std::map<std::string, StubAnswer, std::less<>> answers_;
  std::function<std::optional<StubAnswer>(const StubCall&)> answer_with_;
  std::function<void(const StubCall&)> hook_;
  std::vector<PlannedFault> faults_;
  std::set<std::string> stopped_;
  std::vector<StubCall> calls_;
  std::vector<std::string> violations_;
  std::map<std::uint64_t, StubConnection*> open_;
  std::uint64_t connections_made_ = 0;
  std::uint64_t columns_generation_ = 1;
};

/// A column of a result, as most tests want it.
inline Column column(std::string name, Type type = Type::native) {
  Column made;
  made.name = std::move(name);
  made.type = type;
  return made;
}

}  // namespace zin::test
