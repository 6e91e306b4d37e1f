// Copies tables and rows into a D1 database, and counts them there.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/cli/migrate_to_d1_state.hpp"
#include "zin/cli/migrate_to_d1_tables.hpp"
#include "zin/runtime/session.hpp"

namespace zin::cli {

struct D1CopyOptions {
  std::uint64_t batch_size = 1000;            ///< Rows read, and written at most, at once.
  std::uint64_t checkpoint_interval = 10000;  ///< Rows between two writes of the state.
  bool atomic = true;                         ///< The target has transactions or atomic batches.
  bool schema_only = false;
  bool resume = false;
  /// Told behind each batch.
  std::function<void(const std::string& table, std::uint64_t rows)> progress{};
};

/// How one table came out.
struct D1TableResult {
  std::string name;
  std::uint64_t source_rows = 0;
  std::uint64_t target_rows = 0;
};

/// The rows of a table at the source. One statement.
[[nodiscard]] std::uint64_t count_rows(Session& session, std::string_view quoted_table);

/// Makes what the plan says, copies the rows in the order of their keys and counts both sides.
/// Tables that are there already are refused, but for `resume`. What fails is thrown: the state
/// says how far it came, and the same call with `resume` goes on. The state's file is removed at
/// the end, unless counts differ. [blocks]
class D1Copy {
 public:
  /// All must outlive it.
  D1Copy(Session& source, Session& target, const D1Plan& plan, D1CopyState& state,
         D1CopyOptions options);

  std::vector<D1TableResult> run();

 private:
  void make_tables();
  void run_statements(const std::vector<std::string>& statements);
  void copy_in_order(const D1Table& table);
  void copy_without_order(const D1Table& table);
  void write_later(const D1Table& table);
  void checkpoint(bool now);
  [[nodiscard]] std::vector<D1TableResult> counted();

  Session& source_;
  Session& target_;
  const D1Plan& plan_;
  D1CopyState& state_;
  D1CopyOptions options_;
  std::uint64_t since_checkpoint_ = 0;
};

}  // namespace zin::cli
