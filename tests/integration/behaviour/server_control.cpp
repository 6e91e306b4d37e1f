// Asks tests/servers/control.py.
// SPDX-License-Identifier: MIT
#include "server_control.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

#include "place.hpp"

namespace zin::test {
namespace {

std::string path() {
  const std::string name = place().name.starts_with("postgres") ? "POSTGRES" : "MARIADB";
  const char* const value = std::getenv(("ZIN_TEST_" + name + "_CONTROL").c_str());
  if (value == nullptr) throw std::runtime_error("nobody is there to end the server");
  return value;
}

std::string ask(int socket, std::string_view order) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string where = path();
  if (where.size() >= sizeof address.sun_path) throw std::runtime_error(where + " is too long");
  std::memcpy(address.sun_path, where.c_str(), where.size() + 1);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("nobody listens at " + where);
  if (write(socket, order.data(), order.size()) != static_cast<ssize_t>(order.size()))
    throw std::runtime_error("the order cannot be given");
  std::string answer;
  char piece[256];
  for (ssize_t size = 0; (size = read(socket, piece, sizeof piece)) > 0;)
    answer.append(piece, static_cast<std::size_t>(size));
  return answer;
}

void give(std::string_view order) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const std::string answer = ask(socket, order);
  close(socket);
  if (answer != "ok\n") throw std::runtime_error(answer);
}

}  // namespace

void stop_server() { give("stop\n"); }
void resume_server() { give("resume\n"); }

}  // namespace zin::test
