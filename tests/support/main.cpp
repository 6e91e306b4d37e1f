// The one translation unit with Boost.Test's main.
// SPDX-License-Identifier: MIT
#define BOOST_TEST_MODULE zin
#include <boost/test/unit_test.hpp>
