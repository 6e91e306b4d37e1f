// Making and dropping it.
// SPDX-License-Identifier: MIT
#include "zin/cli/scratch_database.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <random>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"

namespace zin::cli {

ScratchDatabase::ScratchDatabase(Database& beside)
    : beside_(beside), manager_(std::make_unique<Manager>()) {
  DatabaseConfig config = beside.config();
  config.read_hosts.clear();
  const Dialect dialect = beside.dialect();
  if (dialect == Dialect::sqlite) {
    config.database = folder_.emplace().file("scratch.sqlite").string();
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
  if (name_.empty()) return;
  try {
    beside_.execute("drop database " + quote_identifier(name_, beside_.dialect()));
  } catch (const Error& failure) {
    log(LogLevel::warn, "migrate", fmt::format("{} stays: {}", name_, failure.what()));
  }
}

}  // namespace zin::cli
