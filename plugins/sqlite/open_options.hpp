// The options of a connection to SQLite.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zin/plugin/options.hpp"

namespace zin::sqlite {

inline constexpr std::string_view option_keys =
    "database busy_timeout_ms journal_mode foreign_keys synchronous read_only create cache_size "
    "mmap_size temp_store double_quoted_strings connect_timeout_ms";

/// How one connection opens its file and how it then behaves.
struct OpenOptions {
  /// A path, or `:memory:` for a database of this connection's own. Required.
  std::string database;
  /// Longest wait for the lock of another connection; 0 = none. Default 5000.
  std::int64_t busy_timeout_ms = 5000;
  /// delete truncate persist memory wal off. Default wal, as far as the file system can.
  std::string journal_mode = "wal";
  bool journal_mode_given = false;
  bool foreign_keys = true;
  /// off normal full extra. Default normal with WAL, else full.
  std::string synchronous;
  /// Opens an existing file for reading only.
  bool read_only = false;
  /// Makes the file when it is not there.
  bool create = true;
  /// Pages when positive, KiB when negative, as SQLite counts; default SQLite's own.
  std::optional<std::int64_t> cache_size;
  /// Bytes of the file read through memory mapping; default SQLite's own.
  std::optional<std::int64_t> mmap_size;
  /// default file memory: where temporary tables live.
  std::string temp_store;
  /// Whether "text" that names no column is a string, SQLite's old leniency. Off: a misspelt column
  /// is an error, not a text.
  bool double_quoted_strings = false;
  /// Longest wait for a lock while opening; never longer than busy_timeout_ms.
  std::int64_t connect_timeout_ms = 5000;

  [[nodiscard]] bool in_memory() const noexcept { return database == ":memory:"; }
};

/// Throws DATA for a bad value, and for a combination that cannot be.
[[nodiscard]] OpenOptions read_options(const plugin::Options& given);

}  // namespace zin::sqlite
