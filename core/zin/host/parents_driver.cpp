// A table of functions none of which touches anything.
// SPDX-License-Identifier: MIT
#include "zin/host/parents_driver.hpp"

#include "zin/base/error.hpp"

namespace zin::host {
namespace {

[[noreturn]] void refuse() {
  throw Error(Errc::closed,
              "this connection belongs to the parent process, which opened it before this process "
              "was forked; end the transaction or stream in the parent, and use the database anew "
              "here: it opens connections of its own");
}

template <class... Arguments>
zin_status refused(Arguments...) {
  refuse();
}
template <class... Arguments>
void nothing(Arguments...) noexcept {}
template <class... Arguments>
zin_status lost(Arguments...) noexcept {
  return ZIN_E_CONN_LOST;
}

zin_driver table() noexcept {
  zin_driver table{};
  table.struct_size = sizeof table;
  table.name = {"parent", 6};
  table.conn_new = refused;
  table.conn_close = nothing;
  table.start_connect = refused;
  // Not usable; in a transaction, so that one that goes on here is told whose connection it is.
  table.conn_state = [](const zin_conn*) { return ZIN_CONN_IN_TXN; };
  table.conn_check = lost;
  table.conn_info = lost;
  table.start_ping = refused;
  table.start_reset = refused;
  table.op_step = refused;
  table.cancel = lost;
  table.start_prepare = refused;
  table.stmt_info = lost;
  table.stmt_close = nothing;
  table.start_exec = refused;
  table.start_batch = refused;
  table.start_txn = refused;
  table.result_info = lost;
  table.fetch = refused;
  table.next_result = refused;
  table.cursor_close = nothing;
  table.error_detail = [](zin_conn*, std::uint32_t, zin_kv*) -> zin_status { return ZIN_END; };
  table.get_extension = [](zin_str) -> const void* { return nullptr; };
  return table;
}

}  // namespace

const DriverHandle& parents_driver() noexcept {
  // Never destroyed, as every driver.
  static const auto* const driver =
      new DriverHandle{table(), std::make_shared<const PluginOrigin>()};
  return *driver;
}

}  // namespace zin::host
