// Names as in the ABI headers, in small letters.
// SPDX-License-Identifier: MIT
#include "zin/cli/capability_names.hpp"

#include <array>
#include <string_view>

#include "zin/abi/cache.h"
#include "zin/abi/driver.h"

namespace zin::cli {
namespace {

struct Named {
  std::uint64_t bit;
  std::string_view name;
};

constexpr std::array<Named, 35> named_capabilities{
    {{ZIN_CAP_ASYNC_FD, "async_fd"},
     {ZIN_CAP_ASYNC_WAKE, "async_wake"},
     {ZIN_CAP_BLOCKING, "blocking"},
     {ZIN_CAP_CONNECT_BLOCKS, "connect_blocks"},
     {ZIN_CAP_CANCEL, "cancel"},
     {ZIN_CAP_CANCEL_STEP, "cancel_step"},
     {ZIN_CAP_CANCEL_FAST, "cancel_fast"},
     {ZIN_CAP_DEADLINE, "deadline"},
     {ZIN_CAP_MULTI_CURSOR, "multi_cursor"},
     {ZIN_CAP_RESET_DROPS_STMTS, "reset_drops_stmts"},
     {ZIN_CAP_PREPARE, "prepare"},
     {ZIN_CAP_STREAM, "stream"},
     {ZIN_CAP_RETURNING, "returning"},
     {ZIN_CAP_ARRAY_PARAMS, "array_params"},
     {ZIN_CAP_PARAM_DEFAULT, "param_default"},
     {ZIN_CAP_BULK, "bulk"},
     {ZIN_CAP_BULK_ATOMIC, "bulk_atomic"},
     {ZIN_CAP_BATCH, "batch"},
     {ZIN_CAP_BATCH_ATOMIC, "batch_atomic"},
     {ZIN_CAP_BATCH_INDEPENDENT, "batch_independent"},
     {ZIN_CAP_DETACH, "detach"},
     {ZIN_CAP_TXN, "txn"},
     {ZIN_CAP_SAVEPOINT, "savepoint"},
     {ZIN_CAP_TXN_DDL, "txn_ddl"},
     {ZIN_CCAP_FREE_THREADED, "free_threaded"},
     {ZIN_CCAP_TTL, "ttl"},
     {ZIN_CCAP_TOUCH, "touch"},
     {ZIN_CCAP_IF_ABSENT, "if_absent"},
     {ZIN_CCAP_CAS, "cas"},
     {ZIN_CCAP_INCR, "incr"},
     {ZIN_CCAP_SCAN, "scan"},
     {ZIN_CCAP_PINS, "pins"},
     {ZIN_CCAP_SHARED, "shared"},
     {ZIN_CCAP_EVENTUAL, "eventual"},
     {ZIN_CCAP_READ_OWN_WRITES, "read_own_writes"}}};

std::string name_of(unsigned number) {
  const std::uint64_t bit = std::uint64_t{1} << number;
  for (const Named& named : named_capabilities) {
    if (named.bit == bit) return std::string{named.name};
  }
  return "bit_" + std::to_string(number);
}

}  // namespace

std::vector<std::string> capability_names(std::uint64_t capabilities) {
  std::vector<std::string> out;
  for (unsigned number = 0; number < 64; ++number) {
    if ((capabilities >> number & 1U) != 0) out.push_back(name_of(number));
  }
  return out;
}

}  // namespace zin::cli
