// A connection to one database file.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "open_database.hpp"
#include "open_options.hpp"
#include "statement.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/operation.hpp"
#include "zin/plugin/options.hpp"

namespace zin::sqlite {

/// What the driver's table calls; see driver.h for the meaning of each. [one thread at a time], but
/// for cancel().
class Connection {
 public:
  explicit Connection(const plugin::Options& given) : options_(read_options(given)) {}

  void connect(const plugin::Operation& op);
  [[nodiscard]] std::uint32_t state() const noexcept;
  /// Always OK: a file does not hang up.
  [[nodiscard]] zin_status check() noexcept { return ZIN_OK; }
  [[nodiscard]] zin_conn_info info() const;
  /// Reads the file's header.
  void ping(const plugin::Operation& op);
  /// FULL brings back the options' settings, drops temporary tables and detaches files; other
  /// PRAGMAs that a borrower has set stay.
  void reset(std::uint32_t level, const plugin::Operation& op);
  void cancel(std::uint64_t token, std::int64_t deadline_ns) noexcept;

  [[nodiscard]] Statement& prepare(std::string_view sql, const plugin::Operation& op);
  [[nodiscard]] Cursor& exec(const zin_exec& exec, const plugin::Operation& op);
  void transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                const plugin::Operation& op);
  /// constraint, table and column of the last failure, those that SQLite named.
  [[nodiscard]] bool detail(std::uint32_t index, zin_kv& out) const noexcept;

  /// Frees a statement.
  void drop(Statement& statement) noexcept;

 private:
  void require_open() const;
  Statement& add(std::string_view sql, bool keep);
  void begin(std::uint32_t mode);
  void commit();
  void rollback();
  void run_savepoint(std::uint32_t verb, std::string_view name);

  OpenOptions options_;
  OpenDatabase database_;  // outlives the statements below
  std::vector<std::unique_ptr<Statement>> statements_;
  bool connected_ = false;
};

}  // namespace zin::sqlite
