// From sockets' addresses to the texts that libpq takes.
// SPDX-License-Identifier: MIT
#include "addresses.hpp"

#include <array>

namespace zin::postgres {

bool add_known(const Endpoint& endpoint, std::vector<Endpoint>& all) {
  if (endpoint.is_socket() || !endpoint.address.empty()) {
    all.push_back(endpoint);
    return true;
  }
  const auto numeric = plugin::look_up_now(endpoint.host, endpoint.port, AI_NUMERICHOST);
  add_addresses(endpoint, numeric, all);
  return numeric.failed == 0;
}

void add_addresses(const Endpoint& endpoint, const plugin::FoundAddresses& found,
                   std::vector<Endpoint>& all) {
  for (const plugin::Address& one : found.addresses) {
    std::array<char, NI_MAXHOST> text;
    if (::getnameinfo(one.get(), one.size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) ==
        0)
      all.push_back({endpoint.host, text.data(), endpoint.port});
  }
}

}  // namespace zin::postgres
