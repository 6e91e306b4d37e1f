// zin for tests: one header with what replaces the world around an application.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/testing/fake_clock.hpp"  // IWYU pragma: export
