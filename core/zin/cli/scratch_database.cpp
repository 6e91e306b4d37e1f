// Making and dropping it.
// SPDX-License-Identifier: MIT
#include "zin/cli/scratch_database.hpp"

#include <fmt/format.h>
#include <stdlib.h>  // NOLINT(*-deprecated-headers): mkdtemp
#include <unistd.h>

#include <random>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"

namespace zin::cli {

ScratchDatabase::ScratchDatabase(Database& beside)
    : beside_(beside), manager_(std::make_unique<Manager>()) {
  DatabaseConfig config = beside.config();
  config.read_hosts.clear();
  const Dialect dialect = beside.dialect();
  if (dialect == Dialect::sqlite) {
    std::string pattern = (std::filesystem::temp_directory_path() / "zin-scratch-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw Error{Errc::permission_denied, "no folder can be made in " + pattern + "; set TMPDIR"};
    }
    folder_ = pattern;
    config.database = (folder_ / "scratch.sqlite").string();
  } else {
    name_ = fmt::format("zin_scratch_{}_{:08x}", ::getpid(), std::random_device{}());
    std::string sql = "create database " + quote_identifier(name_, dialect);
    if (speaks_mysql(dialect)) {
      const auto row = beside.select_one("select @@character_set_database, @@collation_database");
      sql += fmt::format(" character set {} collate {}", row->get<std::string>(0),
                         row->get<std::string>(1));
    }
    beside.execute(sql);
    config.database = name_;
  }
  database_ = &manager_->use_database(std::move(config), "scratch");
}

ScratchDatabase::~ScratchDatabase() {
  manager_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  if (name_.empty()) return;
  try {
    beside_.execute("drop database " + quote_identifier(name_, beside_.dialect()));
  } catch (const Error& failure) {
    log(LogLevel::warn, "migrate", fmt::format("{} stays: {}", name_, failure.what()));
  }
}

}  // namespace zin::cli
