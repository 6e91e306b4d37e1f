// The edge of a driver: no exception passes it (rule R6).
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <new>

#include "zin/abi/driver.h"
#include "zin/plugin/failure.hpp"

namespace zin::plugin {

/// Turns the exception in flight into *err and returns its status. Requires: called in a catch
/// block.
[[gnu::cold, gnu::noinline]] inline zin_status report_current(zin_error* err) noexcept {
  try {
    throw;
  } catch (const Failure& failure) {
    write_error(err, failure);
    return failure.status;
  } catch (const std::bad_alloc&) {
    write_error(err, Failure(ZIN_E_NOMEM, ZIN_CAT_RESOURCE, {}), "the driver is out of memory");
    return ZIN_E_NOMEM;
  } catch (const std::exception& unexpected) {
    write_error(err, Failure(ZIN_E_ERROR, ZIN_CAT_INTERNAL, {}), unexpected.what());
    return ZIN_E_ERROR;
  } catch (...) {
    write_error(err, Failure(ZIN_E_ERROR, ZIN_CAT_INTERNAL, {}),
                "the driver failed in an unknown way");
    return ZIN_E_ERROR;
  }
}

/// Runs `body`, which returns a zin_status, and lets none of its exceptions out. Costs nothing when
/// nothing is thrown.
template <class Body>
zin_status guard(zin_error* err, Body&& body) noexcept {
  try {
    return body();
  } catch (...) {
    return report_current(err);
  }
}

}  // namespace zin::plugin
