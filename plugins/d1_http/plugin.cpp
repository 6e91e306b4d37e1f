// The drivers for D1 as a plugin.
// SPDX-License-Identifier: MIT
#include "connection.hpp"
#include "zin/plugin/blocking_driver.hpp"
#include "zin/plugin/entry.hpp"

namespace zin::d1 {
namespace {

constexpr std::uint64_t proxy_capabilities =
    ZIN_CAP_BLOCKING | ZIN_CAP_CANCEL | ZIN_CAP_CANCEL_FAST | ZIN_CAP_DEADLINE |
    ZIN_CAP_MULTI_CURSOR | ZIN_CAP_PREPARE | ZIN_CAP_RETURNING;
constexpr std::uint64_t api_capabilities = proxy_capabilities | ZIN_CAP_BULK | ZIN_CAP_BULK_ATOMIC |
                                           ZIN_CAP_BATCH | ZIN_CAP_BATCH_ATOMIC | ZIN_CAP_TXN_DDL;

struct ApiConnection final : Connection {
  explicit ApiConnection(const plugin::Options& given)
      : Connection(api_service(given), api_capabilities) {}
};
struct ProxyConnection final : Connection {
  explicit ProxyConnection(const plugin::Options& given)
      : Connection(proxy_service(given), proxy_capabilities) {}
};

struct Common {
  using Statement = d1::Statement;
  using Cursor = d1::Cursor;
  static constexpr std::uint32_t param_style = ZIN_PARAM_QMARK;
  static constexpr std::string_view dialect = "sqlite";
};
struct ApiDriver : Common {
  using Connection = ApiConnection;
  static constexpr std::uint64_t capabilities = api_capabilities;
  static constexpr std::string_view name = "d1-http";
  static constexpr std::string_view aliases = "d1";
  static constexpr std::string_view option_keys = api_option_keys;
};
struct ProxyDriver : Common {
  using Connection = ProxyConnection;
  static constexpr std::uint64_t capabilities = proxy_capabilities;
  static constexpr std::string_view name = "d1-remote";
  static constexpr std::string_view aliases = "";
  static constexpr std::string_view option_keys = proxy_option_keys;
};

using ApiCalls = plugin::BlockingDriver<ApiDriver>;

zin_status ZIN_CALL start_batch(zin_conn* conn, const zin_exec* items, std::uint32_t count,
                                std::uint32_t flags, const zin_op* op, zin_cursor** out, zin_wait*,
                                zin_error* err) {
  *out = nullptr;
  return plugin::guard(err, [&] {
    *out = ApiCalls::handle(
        ApiCalls::connection(conn).batch(items, count, flags, plugin::Operation(op)));
    return ZIN_OK;
  });
}

constexpr zin_driver api_table = [] {
  zin_driver table = ApiCalls::table;
  table.start_batch = &start_batch;
  return table;
}();

const void* ZIN_CALL implementation(std::uint32_t index, std::uint32_t* kind) {
  if (index > 1) return nullptr;
  if (kind != nullptr) *kind = ZIN_KIND_DRIVER;
  return index == 0 ? &api_table : &plugin::BlockingDriver<ProxyDriver>::table;
}

constexpr zin_plugin description = plugin::describe(
    {
        .name = "d1-http",
        .version = ZIN_PLUGIN_VERSION,
        .vendor = "zin",
        .license = "MIT",
        .build = "compiler " __VERSION__,
    },
    &implementation);

}  // namespace
}  // namespace zin::d1

ZIN_PLUGIN_ENTRY(zin::d1::description)
