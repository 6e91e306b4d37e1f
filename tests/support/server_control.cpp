// Asks tests/servers/control.py.
// SPDX-License-Identifier: MIT
#include "server_control.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace zin::test {
namespace {

class Connection {
 public:
  explicit Connection(const std::string& path)
      : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) fail(path + " is too long");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      fail("nobody listens at " + path);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { close(socket_); }

  std::string ask(const std::string& line) const {
    if (send(socket_, line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size()))
      throw std::runtime_error("nobody takes the command " + line);
    std::string answer;
    char piece[256];
    for (ssize_t size = 0; (size = read(socket_, piece, sizeof piece)) > 0;)
      answer.append(piece, static_cast<std::size_t>(size));
    return answer;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    close(socket_);
    throw std::runtime_error(why);
  }

  int socket_;
};

std::string prefix_of(std::string_view server) {
  std::string prefix = "ZIN_TEST_";
  for (const char letter : server)
    prefix += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  return prefix + "_";
}

bool is_commanded(std::string_view server) {
  return std::getenv((prefix_of(server) + "CONTROL").c_str()) != nullptr;
}

std::string_view replicated_server() {
  constexpr std::string_view postgres = "postgres_replicated", mariadb = "mariadb_replicated";
  if (is_commanded(postgres) == is_commanded(mariadb))
    throw std::runtime_error("run this beside one of postgres_replicated and mariadb_replicated");
  return is_commanded(postgres) ? postgres : mariadb;
}

}  // namespace

ServerControl::ServerControl(std::string_view server)
    : prefix_(prefix_of(server)), path_(setting("CONTROL")) {}

void ServerControl::tell(std::string_view command) const {
  const std::string answer = Connection(path_).ask(std::string(command) + "\n");
  if (answer == "ok\n") return;
  throw std::runtime_error(answer.empty() ? "no answer to " + std::string(command) : answer);
}

std::string ServerControl::setting(std::string_view name) const {
  const std::string variable = prefix_ + std::string(name);
  const char* const value = std::getenv(variable.c_str());
  if (value == nullptr)
    throw std::runtime_error(variable + " is not set: run this by tests/servers/run.py");
  return value;
}

ReplicatedServers::ReplicatedServers() : ServerControl(replicated_server()) {}

}  // namespace zin::test
