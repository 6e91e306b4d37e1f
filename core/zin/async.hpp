// The asynchronous verbs, on Boost.Asio: include it where they are called.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/query/async_query.hpp"
#include "zin/runtime/async_session.hpp"
#include "zin/zin.hpp"
