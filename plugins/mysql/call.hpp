// The connector's functions in their three forms: blocking, started, continued.
// SPDX-License-Identifier: MIT
#pragma once

#include <tuple>
#include <utility>

#include "client.hpp"

namespace zin::mysql {

/// One call that may wait for the network. It must stay where it is until it has finished.
class Call {
 public:
  Call() = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  virtual ~Call() = default;

  /// Carries it out. [blocks]
  virtual void block() = 0;
  /// MYSQL_WAIT_* bits of what it waits for, 0 when it has finished.
  virtual int start() = 0;
  /// Likewise; `ready` are the bits that have come true.
  virtual int proceed(int ready) = 0;
};

/// A call of the connector: block(), start() and proceed() with the same arguments, the first of
/// which is the handle.
template <auto Block, auto Start, auto Proceed, class Result, class Handle, class... Rest>
class ConnectorCall final : public Call {
 public:
  explicit ConnectorCall(Handle handle, Rest... rest) noexcept : handle_(handle), rest_(rest...) {}

  void block() override {
    result = std::apply([this](Rest... rest) { return Block(handle_, rest...); }, rest_);
  }
  int start() override {
    return std::apply([this](Rest... rest) { return Start(&result, handle_, rest...); }, rest_);
  }
  int proceed(int ready) override { return Proceed(&result, handle_, ready); }

  Result result{};

 private:
  Handle handle_;
  std::tuple<Rest...> rest_;
};

using ConnectCall =
    ConnectorCall<&mysql_real_connect, &mysql_real_connect_start, &mysql_real_connect_cont, MYSQL*,
                  MYSQL*, const char*, const char*, const char*, const char*, unsigned, const char*,
                  unsigned long>;
using QueryCall = ConnectorCall<&mysql_real_query, &mysql_real_query_start, &mysql_real_query_cont,
                                int, MYSQL*, const char*, unsigned long>;
using StoreCall = ConnectorCall<&mysql_store_result, &mysql_store_result_start,
                                &mysql_store_result_cont, MYSQL_RES*, MYSQL*>;
using NextCall = ConnectorCall<&mysql_next_result, &mysql_next_result_start,
                               &mysql_next_result_cont, int, MYSQL*>;
using PingCall = ConnectorCall<&mysql_ping, &mysql_ping_start, &mysql_ping_cont, int, MYSQL*>;
using ResetCall = ConnectorCall<&mysql_reset_connection, &mysql_reset_connection_start,
                                &mysql_reset_connection_cont, int, MYSQL*>;
using RowCall = ConnectorCall<&mysql_fetch_row, &mysql_fetch_row_start, &mysql_fetch_row_cont,
                              MYSQL_ROW, MYSQL_RES*>;
using PrepareCall =
    ConnectorCall<&mysql_stmt_prepare, &mysql_stmt_prepare_start, &mysql_stmt_prepare_cont, int,
                  MYSQL_STMT*, const char*, unsigned long>;
using ExecuteCall = ConnectorCall<&mysql_stmt_execute, &mysql_stmt_execute_start,
                                  &mysql_stmt_execute_cont, int, MYSQL_STMT*>;
using FetchCall = ConnectorCall<&mysql_stmt_fetch, &mysql_stmt_fetch_start, &mysql_stmt_fetch_cont,
                                int, MYSQL_STMT*>;
using StatementNextCall = ConnectorCall<&mysql_stmt_next_result, &mysql_stmt_next_result_start,
                                        &mysql_stmt_next_result_cont, int, MYSQL_STMT*>;
using StatementCloseCall = ConnectorCall<&mysql_stmt_close, &mysql_stmt_close_start,
                                         &mysql_stmt_close_cont, my_bool, MYSQL_STMT*>;

}  // namespace zin::mysql
