// LISTEN and NOTIFY: what the server sends without being asked.
// SPDX-License-Identifier: MIT
#include <cstring>

#include "connection.hpp"
#include "zin/plugin/growth.hpp"

namespace zin::postgres {

bool Connection::take_notification(zin_notification* out) {
  notification_.reset(PQnotifies(wire_.get()));
  if (!notification_) return false;
  zin_notification whole{};
  whole.channel = {notification_->relname, std::strlen(notification_->relname)};
  whole.payload = {notification_->extra, std::strlen(notification_->extra)};
  whole.server_conn_id = static_cast<std::uint64_t>(notification_->be_pid);
  plugin::fill(out, whole);
  return true;
}

Task<zin_status> Connection::wait_notification(zin_notification* out) {
  if (!is_idle()) co_await make_idle();
  wire_.set_ending(Wire::Ending::at_once);
  while (!take_notification(out)) {
    co_await wire_.more();
    static_cast<void>(PQisBusy(wire_.get()));  // reads what has arrived
  }
  co_return ZIN_OK;
}

}  // namespace zin::postgres
