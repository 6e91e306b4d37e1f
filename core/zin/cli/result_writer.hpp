// What is done with the results of `zin sql`; one implementation for each format.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "zin/cli/output.hpp"
#include "zin/runtime/row.hpp"

namespace zin::cli {

enum class Format : std::uint8_t { table, tsv, csv, json };

/// A statement that gave no rows.
struct Done {
  std::optional<std::uint64_t> affected{};  ///< Nothing: the server does not say.
  std::int64_t last_insert_id = 0;          ///< 0: none.
};

/// Writes results in the order of their statements, in flat memory.
class ResultWriter {
 public:
  virtual ~ResultWriter() = default;
  /// A statement gives rows with these columns, at least one. They live until end().
  virtual void begin(const std::vector<Column>& columns) = 0;
  virtual void row(const Row& row) = 0;
  virtual void end() = 0;
  /// Instead of these three.
  virtual void done(const Done& done) = 0;
};

struct WriterOptions {
  Format format = Format::table;
  bool header = true;  ///< Names above the columns; JSON has them in each row.
};

/// `out` must outlive it.
[[nodiscard]] std::unique_ptr<ResultWriter> make_writer(const WriterOptions& options, Output& out);

/// "3 rows affected", "ok" where it is unknown.
[[nodiscard]] std::string affected_text(const Done& done);

}  // namespace zin::cli
