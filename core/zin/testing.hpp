// zin/testing: what tests of applications put in place of a server or of time.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/testing/fake_clock.hpp"  // IWYU pragma: export
#include "zin/testing/recorder.hpp"    // IWYU pragma: export
#include "zin/testing/routes.hpp"      // IWYU pragma: export
