// LOAD DATA LOCAL from memory: zin.local_infile/1.
// SPDX-License-Identifier: MIT
#include <optional>

#include "connection.hpp"
#include "zin/plugin/growth.hpp"

namespace zin::mysql {

zin_status Connection::start_local_load(std::string_view sql, std::string_view data,
                                        zin_local_loaded* out, const plugin::Operation& op,
                                        zin_wait* wait) {
  require_connected();
  check_free();
  if (open_ != nullptr && open_->cursor().reads())
    throw plugin::misuse("a result is still being read: close its cursor first");
  if (!options_.local_infile)
    throw plugin::unsupported(
        "LOAD DATA LOCAL is off: open the connection with the option local_infile=true");
  if (!loads_local_data(sql))
    throw plugin::misuse("only LOAD DATA LOCAL and LOAD XML LOCAL can be given data");
  return operate(op, wait, load_local(sql, data, out));
}

Task<zin_status> Connection::load_local(std::string_view sql, std::string_view data,
                                        zin_local_loaded* out) {
  details_ = {};
  co_await settle();
  refuse_in_lost_transaction(Verb::other);
  const bool was_in_transaction = in_transaction();
  std::optional<plugin::Failure> failed;
  {
    const LocalFile::Lending lending(link_.local_file(), data);
    try {
      co_await run(sql, !was_in_transaction);
      if (!lending.taken())
        failed = plugin::Failure(ZIN_E_ERROR, ZIN_CAT_UNKNOWN,
                                 "the server has not asked for the data of LOAD DATA LOCAL");
    } catch (const plugin::Failure& failure) {
      failed = failure;
    }
  }
  if (failed) co_await end_failed(nullptr, *failed, was_in_transaction);
  MYSQL* const mysql = link_.handle();
  const my_ulonglong affected = mysql_affected_rows(mysql);
  zin_local_loaded whole{};
  whole.warnings = mysql_warning_count(mysql);
  whole.affected =
      affected == static_cast<my_ulonglong>(-1) ? 0 : static_cast<std::int64_t>(affected);
  plugin::fill(out, whole);
  co_return ZIN_OK;
}

}  // namespace zin::mysql
