// What `zin migrate-to-d1` is told, by its options and by MIGRATE_TO_D1_*.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "zin/cli/context.hpp"
#include "zin/database.hpp"

namespace zin::cli {

/// As they are given; empty and false where they are not.
struct ToD1Options {
  std::string from;
  std::string to;
  std::string source_connection;
  std::string target_database;
  std::string batch_size;
  std::string checkpoint_interval;
  std::string migration_id;
  std::string persist_to;
  bool local = false;
  bool dry_run = false;
  bool schema_only = false;
  bool interactive = false;
  bool resume = false;
  bool force = false;
};

/// Options that were not given, filled from the environment: MIGRATE_TO_D1_FROM, _TO,
/// _SOURCE_CONNECTION, _TARGET_DATABASE, _BATCH_SIZE, _CHECKPOINT_INTERVAL, _MIGRATION_ID,
/// _DRY_RUN, _SCHEMA_ONLY, _INTERACTIVE, _RESUME. Throws Errc::invalid_config for a malformed one.
void fill_from_environment(ToD1Options& options);

/// A number from 1 to 1,000,000, or `by_default` for an empty text. Throws UsageError.
[[nodiscard]] std::uint64_t count_option(const std::string& text, std::string_view option,
                                         std::uint64_t by_default);

/// The database to copy from: the URI's; else the connection of that name, or the first one of that
/// driver; else the default one. Throws Errc::invalid_config or UsageError for one that cannot be
/// copied from.
[[nodiscard]] Database& source_for_d1(Context& context, const ToD1Options& options);

}  // namespace zin::cli
