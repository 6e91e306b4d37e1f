// Ends the server beside the tests, and starts it again.
// SPDX-License-Identifier: MIT
#pragma once

namespace zin::test {

/// On the same port, with its data; done when these return. Only tests/servers/run.py's own servers
/// can be had this way. Throw std::runtime_error with the reason when it cannot be done.
void stop_server();
void resume_server();
inline void restart_server() {
  stop_server();
  resume_server();
}

}  // namespace zin::test
