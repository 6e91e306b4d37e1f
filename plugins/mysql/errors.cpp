// The one table of error numbers.
// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "client.hpp"

namespace zin::mysql {
namespace {

constexpr std::uint32_t again = ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN;
constexpr std::uint32_t reconnect = ZIN_ERRF_RECONNECT;
// An option of the server's forbids it, which only the text names: --read-only, --secure-file-priv,
// --skip-grant-tables and others.
constexpr unsigned option_prevents = 1290;
constexpr std::string_view free_space = "free space on the server's disk";
constexpr std::string_view enable_local_infile =
    "no file of this machine is sent; for zin.local_infile/1 set local_infile on both sides";

// Sorted by number. Below 2000 and from 3000 on they are the server's ("Server Error Message
// Reference" of MySQL 8.0, "MariaDB Error Codes"), from 2000 to 2999 the connector's (errmsg.h).
constexpr std::array meanings{
    Meaning{file_refused, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501",
            "no server gets one; load data from memory, by zin.local_infile/1"},
    Meaning{1020, ZIN_E_ERROR, ZIN_CAT_SERIALIZATION, ZIN_ERRF_RETRY_TXN, "40001",
            "another transaction changed the row: run the whole transaction again"},
    Meaning{1021, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53100", free_space},
    Meaning{1037, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53200", ""},
    Meaning{1038, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53200", "raise sort_buffer_size"},
    Meaning{1040, ZIN_E_ERROR, ZIN_CAT_RESOURCE, again, "53300",
            "raise the server's max_connections, or use smaller pools"},
    Meaning{1041, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53200", ""},
    Meaning{1044, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501",
            "grant the user the right to the database"},
    Meaning{1045, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000", ""},
    Meaning{1048, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23502", ""},
    Meaning{1049, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "3D000",
            "create the database, or name another one"},
    Meaning{1050, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42P07", ""},
    Meaning{1051, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42P01", ""},
    Meaning{1052, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42702", "put the table's name before it"},
    Meaning{1053, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "57P01", ""},
    Meaning{1054, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42703", ""},
    Meaning{1060, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42701", ""},
    Meaning{1061, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42710", ""},
    Meaning{1062, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23505", ""},
    Meaning{1064, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42601", ""},
    Meaning{1065, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42601", ""},
    Meaning{1091, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42704", ""},
    Meaning{1105, ZIN_E_ERROR, ZIN_CAT_UNKNOWN, 0, "HY000", ""},
    Meaning{1109, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42P01", ""},
    Meaning{1114, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53100", free_space},
    Meaning{1129, ZIN_E_ERROR, ZIN_CAT_CONNECTION, 0, "08004",
            "unblock it with FLUSH HOSTS on the server"},
    Meaning{1130, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000",
            "let the user log in from this machine's address"},
    Meaning{1136, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42601", ""},
    Meaning{1142, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", "grant the user the right"},
    Meaning{1143, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", "grant the user the right"},
    Meaning{1146, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42P01", ""},
    Meaning{1148, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", enable_local_infile},
    Meaning{1149, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42601", ""},
    Meaning{1153, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "54000",
            "send less at once, or raise the server's max_allowed_packet"},
    Meaning{1169, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23505", ""},
    Meaning{1203, ZIN_E_ERROR, ZIN_CAT_RESOURCE, again, "53300",
            "raise the user's max_user_connections, or use smaller pools"},
    Meaning{1205, ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03",
            "another transaction holds the lock: try again, or raise innodb_lock_wait_timeout"},
    Meaning{1206, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53200", ""},
    Meaning{1213, ZIN_E_ERROR, ZIN_CAT_SERIALIZATION, ZIN_ERRF_RETRY_TXN, "40P01",
            "run the whole transaction again"},
    Meaning{1216, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23503", ""},
    Meaning{1217, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23503", ""},
    Meaning{1226, ZIN_E_ERROR, ZIN_CAT_RESOURCE, again, "53300", "raise the user's limit"},
    Meaning{1227, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", "grant the user the privilege"},
    Meaning{1243, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, ZIN_ERRF_STMT_GONE, "26000", ""},
    Meaning{1251, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000", ""},
    Meaning{1264, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22003", ""},
    Meaning{1265, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22000", ""},
    Meaning{option_prevents, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", ""},
    Meaning{1292, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22007", ""},
    Meaning{1295, ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, 0, "0A000", ""},
    Meaning{1304, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42723", ""},
    Meaning{1305, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42883", ""},
    Meaning{1317, ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, 0, "57014", ""},
    Meaning{1359, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42710", ""},
    Meaning{1360, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42704", ""},
    Meaning{1364, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23502", ""},
    Meaning{1365, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22012", ""},
    Meaning{1366, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22P02", ""},
    Meaning{1367, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22P02", ""},
    Meaning{1370, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", "grant the user the right"},
    Meaning{1390, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "54000", "bind at most 65535 parameters"},
    Meaning{1406, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22001", ""},
    Meaning{1411, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22007", ""},
    Meaning{1451, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23503", ""},
    Meaning{1452, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23503", ""},
    Meaning{1461, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53000",
            "raise the server's max_prepared_stmt_count, or keep fewer statements"},
    Meaning{1537, ZIN_E_ERROR, ZIN_CAT_SYNTAX, 0, "42710", ""},
    Meaning{1539, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42704", ""},
    Meaning{1557, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23503", ""},
    Meaning{1568, ZIN_E_ERROR, ZIN_CAT_UNKNOWN, 0, "25001", ""},
    Meaning{1569, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23505", ""},
    Meaning{1586, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23505", ""},
    Meaning{1615, ZIN_E_ERROR, ZIN_CAT_BUSY, again | ZIN_ERRF_STMT_GONE, "26000", ""},
    Meaning{1690, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22003", ""},
    Meaning{1698, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000",
            "check how the user is identified on the server"},
    Meaning{1792, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "25006", ""},
    Meaning{1836, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "25006", ""},
    Meaning{1927, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "57P01", ""},
    Meaning{1969, ZIN_E_ERROR, ZIN_CAT_TIMEOUT, 0, "57014",
            "allow more by max_statement_time, or make the statement cheaper"},

    Meaning{2002, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08001", ""},
    Meaning{2003, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08001", ""},
    Meaning{2004, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08001", ""},
    Meaning{2005, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08001",
            "check the host's name and the name service"},
    Meaning{2006, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08006", ""},
    Meaning{2008, ZIN_E_NOMEM, ZIN_CAT_RESOURCE, 0, "53200", ""},
    Meaning{2012, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08001", ""},
    Meaning{2013, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08006", ""},
    Meaning{2020, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "54000", "send less at once"},
    Meaning{2026, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08001",
            "check ssl_mode, ssl_ca and the server's certificate"},
    Meaning{2027, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08P01", ""},
    Meaning{2055, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "08006", ""},
    Meaning{2057, ZIN_E_ERROR, ZIN_CAT_BUSY, again | ZIN_ERRF_STMT_GONE, "26000", ""},
    Meaning{2058, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000",
            "the connector's plugin for it is not in plugin_dir"},
    Meaning{2059, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000",
            "the connector's plugin for it is not in plugin_dir"},
    Meaning{2061, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000", ""},

    Meaning{3024, ZIN_E_ERROR, ZIN_CAT_TIMEOUT, 0, "57014",
            "allow more by max_execution_time, or make the statement cheaper"},
    Meaning{3140, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22032", ""},
    Meaning{3141, ZIN_E_ERROR, ZIN_CAT_DATA, 0, "22032", ""},
    Meaning{3159, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000", "the server wants TLS: set ssl_mode"},
    Meaning{3572, ZIN_E_ERROR, ZIN_CAT_BUSY, again, "55P03", ""},
    Meaning{3819, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23514", ""},
    Meaning{3948, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", enable_local_infile},
    Meaning{4025, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, 0, "23514", ""},
    Meaning{4031, ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, reconnect, "57P05", ""},
    Meaning{4151, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000", "the account is locked"},
    Meaning{4161, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, 0, "42704", ""},  // data type
    Meaning{4166, ZIN_E_ERROR, ZIN_CAT_PERMISSION, 0, "42501", enable_local_infile},
    Meaning{5010, ZIN_E_ERROR, ZIN_CAT_AUTH, 0, "28000",
            "the server asks for a way to log in that auth_plugins does not allow"},
};
static_assert(std::ranges::is_sorted(meanings, {}, &Meaning::number));

// What several numbers mean whose text tells that the disk is full: ENOSPC or EDQUOT.
constexpr Meaning disk_full{0, ZIN_E_ERROR, ZIN_CAT_RESOURCE, 0, "53100", free_space};

// 3 and 20 are those of its file layer, 1004 and 1005 could not make a file or a table, 1026 not
// write, 1030 passes an error of the storage engine on.
bool is_disk_full(unsigned number, std::string_view message) noexcept {
  constexpr std::array numbers{3u, 20u, 1004u, 1005u, 1026u, 1030u};
  constexpr std::array texts{"rrcode: 28 ",  "errno: 28 ",  "error 28 ",
                             "rrcode: 122 ", "errno: 122 ", "error 122 "};
  return std::ranges::find(numbers, number) != numbers.end() &&
         std::ranges::any_of(texts, [message](std::string_view text) {
           return message.find(text) != std::string_view::npos;
         });
}

// By the first two characters of the server's SQLSTATE, for all other numbers.
zin_category category_of(std::string_view sqlstate) noexcept {
  const std::string_view group = sqlstate.substr(0, 2);
  if (group == "08") return ZIN_CAT_CONNECTION;
  if (group == "22") return ZIN_CAT_DATA;
  if (group == "23") return ZIN_CAT_CONSTRAINT;
  if (group == "28") return ZIN_CAT_AUTH;
  if (group == "40") return ZIN_CAT_SERIALIZATION;
  if (group == "42") return ZIN_CAT_SYNTAX;
  return ZIN_CAT_UNKNOWN;
}

}  // namespace

const Meaning* meaning_of(unsigned number) noexcept {
  const auto found = std::ranges::lower_bound(meanings, number, {}, &Meaning::number);
  return found != meanings.end() && found->number == number ? &*found : nullptr;
}

bool ends_connection(unsigned number) noexcept {
  const Meaning* const meaning = meaning_of(number);
  return meaning != nullptr && meaning->status == ZIN_E_CONN_LOST;
}

bool may_end_transaction(unsigned number) noexcept {
  // 1205 does with innodb_rollback_on_timeout, 1020 with innodb_snapshot_isolation; 1180, 1181,
  // 1206, 1613 and 1614 are failures of a commit, a rollback and of XA.
  constexpr std::array numbers{1020u, 1180u, 1181u, 1205u, 1206u, 1213u, 1613u, 1614u};
  return std::ranges::find(numbers, number) != numbers.end();
}

plugin::Failure failure_of(unsigned number, std::string_view sqlstate, std::string_view message) {
  const Meaning* const meaning = is_disk_full(number, message) ? &disk_full : meaning_of(number);
  std::string text(message);
  const bool read_only =
      number == option_prevents && message.find("read-only") != std::string_view::npos;
  if (meaning == nullptr) {
    plugin::Failure failure(ZIN_E_ERROR, category_of(sqlstate), std::move(text));
    failure.native_code = number;
    // Only the classes: the connection's buffer, which holds the whole, does not outlive the call.
    constexpr std::array classes{"08000", "22000", "23000", "28000", "40000", "42000"};
    failure.sqlstate = "HY000";
    for (const std::string_view known : classes)
      if (known.substr(0, 2) == sqlstate.substr(0, 2)) failure.sqlstate = known;
    return failure;
  }
  if (!meaning->next_step.empty()) (text += ": ") += meaning->next_step;
  plugin::Failure failure(meaning->status, meaning->category, std::move(text));
  failure.sqlstate = read_only ? "25006" : meaning->sqlstate;
  failure.native_code = number;
  failure.flags = meaning->flags;
  return failure;
}

}  // namespace zin::mysql
