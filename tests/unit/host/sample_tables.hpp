// Driver and store tables whose required functions are there and do nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/abi/cache.h"
#include "zin/abi/driver.h"

namespace zin::test {

inline zin_str text(std::string_view literal) { return {literal.data(), literal.size()}; }

/// A driver that passes every check. The texts are borrowed.
inline zin_driver sample_driver(std::string_view name = "sample", std::string_view aliases = "") {
  zin_driver driver{};
  driver.struct_size = sizeof driver;
  driver.name = text(name);
  driver.aliases = text(aliases);
  driver.dialect = text("sqlite");
  driver.option_keys = text("host password port");
  driver.conn_new = [](const zin_kv*, std::uint32_t, zin_conn**, zin_error*) -> zin_status {
    return ZIN_E_ERROR;
  };
  driver.conn_close = [](zin_conn*) {};
  driver.start_connect = [](zin_conn*, const zin_op*, zin_wait*, zin_error*) -> zin_status {
    return ZIN_E_ERROR;
  };
  driver.conn_state = [](const zin_conn*) -> std::uint32_t { return 0; };
  driver.conn_info = [](zin_conn*, zin_conn_info*) -> zin_status { return ZIN_E_MISUSE; };
  driver.start_exec = [](zin_conn*, const zin_exec*, const zin_op*, zin_cursor**, zin_wait*,
                         zin_error*) -> zin_status { return ZIN_E_ERROR; };
  driver.result_info = [](zin_cursor*, zin_result_info*) -> zin_status { return ZIN_E_MISUSE; };
  driver.fetch = [](zin_cursor*, std::uint32_t, const zin_op*, zin_rows*, zin_wait*,
                    zin_error*) -> zin_status { return ZIN_END; };
  driver.next_result = [](zin_cursor*, zin_cursor**, const zin_op*, zin_wait*,
                          zin_error*) -> zin_status { return ZIN_END; };
  driver.cursor_close = [](zin_cursor*) {};
  return driver;
}

/// A store that passes every check.
inline zin_cache_driver sample_store(std::string_view name = "sample") {
  zin_cache_driver store{};
  store.struct_size = sizeof store;
  store.name = text(name);
  store.option_keys = text("prefix");
  store.cache_open = [](const zin_kv*, std::uint32_t, zin_cache**, zin_error*) -> zin_status {
    return ZIN_E_ERROR;
  };
  store.cache_close = [](zin_cache*) {};
  store.cache_info = [](zin_cache*, zin_cache_info*) -> zin_status { return ZIN_OK; };
  const auto nothing = [](zin_cache*, zin_cache_item*, std::uint32_t, const zin_op*, zin_wait*,
                          zin_error*) -> zin_status { return ZIN_OK; };
  store.start_get = nothing;
  store.start_set = nothing;
  store.start_del = nothing;
  store.unpin = [](zin_cache*, zin_cache_item*, std::uint32_t) {};
  return store;
}

}  // namespace zin::test
