// Acting as another user for a while, where the tests run as root.
// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

#include <boost/test/unit_test.hpp>

namespace zin::test {

/// A user and group that nobody has.
constexpr uid_t stranger = 54321;

inline bool runs_as_root() { return ::geteuid() == 0; }

/// The process's effective user and group are the stranger's until it is destroyed.
/// Requires: runs_as_root().
class AsStranger {
 public:
  AsStranger() : group_{::getegid()} {
    BOOST_REQUIRE_EQUAL(::setegid(stranger), 0);
    BOOST_REQUIRE_EQUAL(::seteuid(stranger), 0);
  }
  AsStranger(const AsStranger&) = delete;
  AsStranger& operator=(const AsStranger&) = delete;
  ~AsStranger() {
    static_cast<void>(::seteuid(0));
    static_cast<void>(::setegid(group_));
  }

 private:
  gid_t group_;
};

}  // namespace zin::test

/// Leaves the test, with a message, where it needs root to give files away.
#define ZIN_ONLY_AS_ROOT()                                        \
  if (!zin::test::runs_as_root()) {                               \
    BOOST_TEST_MESSAGE("skipped: only root can give files away"); \
    return;                                                       \
  }                                                               \
  static_assert(true)
