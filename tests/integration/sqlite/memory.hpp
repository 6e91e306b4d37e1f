// Databases of the SQLite tests.
// SPDX-License-Identifier: MIT
#pragma once

#include "../driver_fixture.hpp"

namespace zin::test {

/// A connected one in memory.
class Memory : public Connection {
 public:
  Memory() : Connection(Options{{"database", ":memory:"}}) { connect(); }
};

}  // namespace zin::test
