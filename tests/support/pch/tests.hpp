// Precompiled for the tests: Boost.Test and what most of them include.
// SPDX-License-Identifier: MIT
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "pch/kernel.hpp"
