// Boost.JSON itself, for the tests that use it: Debian packages its library apart.
// SPDX-License-Identifier: MIT
#include <boost/json/src.hpp>
