// Asks the system's resolver.
// SPDX-License-Identifier: MIT
#include "addresses.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <memory>

namespace zin::postgres {
namespace {

using Found = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

}  // namespace

std::vector<Endpoint> resolved(const std::vector<Endpoint>& endpoints, std::string& problems) {
  std::vector<Endpoint> out;
  for (const Endpoint& endpoint : endpoints) {
    if (endpoint.is_socket() || !endpoint.address.empty()) {
      out.push_back(endpoint);
      continue;
    }
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* first = nullptr;
    const int failed = ::getaddrinfo(endpoint.host.c_str(), endpoint.port.c_str(), &hints, &first);
    const Found found(failed == 0 ? first : nullptr, &::freeaddrinfo);
    if (failed != 0) {
      if (!problems.empty()) problems += "; ";
      problems += "host \"" + endpoint.host + "\" has no address: " + ::gai_strerror(failed);
      continue;
    }
    for (const addrinfo* entry = found.get(); entry != nullptr; entry = entry->ai_next) {
      std::array<char, NI_MAXHOST> address;
      if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, address.data(), address.size(), nullptr,
                        0, NI_NUMERICHOST) == 0)
        out.push_back({endpoint.host, address.data(), endpoint.port});
    }
  }
  return out;
}

}  // namespace zin::postgres
