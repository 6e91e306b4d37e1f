// MariaDB Connector/C, for every file of the driver that calls it.
// SPDX-License-Identifier: MIT
#pragma once

#include <mysql.h>

namespace zin::mysql {

/// The same error numbers by the names of the manuals, as far as this driver decides by them: those
/// of the server (MariaDB Knowledge Base, "MariaDB Error Codes") and of the client (errmsg.h).
enum Errno : unsigned {
  file_refused = 2,  // as EE_FILENOTFOUND of the connector's own handler
  er_con_count = 1040,
  er_access_denied = 1045,
  er_lock_wait_timeout = 1205,
  er_lock_deadlock = 1213,
  er_unknown_stmt_handler = 1243,
  er_unsupported_ps = 1295,
  er_query_interrupted = 1317,
  er_need_reprepare = 1615,
  cr_connection = 2002,
  cr_conn_host = 2003,
  cr_server_gone = 2006,
  cr_out_of_memory = 2008,
  cr_server_lost = 2013,
  cr_commands_out_of_sync = 2014,
  cr_malformed_packet = 2027,
  cr_new_stmt_metadata = 2057,
};

}  // namespace zin::mysql
