// What `zin migrate` writes: for people, or JSON.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/base/json.hpp"
#include "zin/cli/context.hpp"
#include "zin/migrate/migration_status.hpp"

namespace zin::cli {

/// One document for one connection; a list of them for all. Each connection is written as soon as
/// it is done; JSON at the end.
class MigrationReport {
 public:
  /// `several`: of many connections, which are named.
  MigrationReport(Context& context, bool several) : context_(context), several_(several) {}

  void status(const std::string& connection, const std::vector<MigrationStatus>& all);
  void ran(const std::string& connection, const std::vector<MigrationRun>& runs);
  void pretended(const std::string& connection, const std::vector<PretendedMigration>& all);
  void repaired(const std::string& connection, const std::vector<std::string>& names);
  void finish();

 private:
  void heading(const std::string& connection);
  void add(const std::string& connection, std::string_view key, Json list);

  Context& context_;
  bool several_;
  Json documents_ = Json::array();
};

}  // namespace zin::cli
