// Reading on_server.txt.
// SPDX-License-Identifier: MIT
#include "listing.hpp"

#include <fstream>
#include <stdexcept>

#include "book.hpp"

namespace golden {
namespace {

Listing read_listing(std::string_view dialect) {
  const std::string file = ZIN_GOLDEN_FOLDER "/" + std::string{dialect} + "/on_server.txt";
  std::ifstream in{file};
  if (!in) throw std::runtime_error("cannot read " + file);
  Listing listing;
  Listed* current = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with(':')) {
      if (current == nullptr || !current->executed)
        throw std::runtime_error(file + ": a result of no case: " + line);
      current->results.push_back(line);
      continue;
    }
    const std::size_t first = line.find(": ");
    const std::size_t second = line.find(": ", first + 1);
    const std::string word = first < second && second != std::string::npos
                                 ? line.substr(first + 2, second - first - 2)
                                 : std::string{};
    if (word != "differs" && word != "not executed")
      throw std::runtime_error(file + ": what is this: " + line);
    const auto [place, is_new] = listing.emplace(
        line.substr(0, first), Listed{word == "differs", line.substr(second + 2), {}});
    if (!is_new) throw std::runtime_error(file + ": twice: " + line);
    current = &place->second;
  }
  return listing;
}

}  // namespace

const Listing& listing(std::string_view dialect) {
  static std::map<std::string, Listing, std::less<>> listings;
  auto found = listings.find(dialect);
  if (found == listings.end()) {
    found = listings.emplace(std::string{dialect}, read_listing(dialect)).first;
  }
  return found->second;
}

const Listed* listed(std::string_view dialect, std::string_view name) {
  const Listing& own = listing(dialect);
  if (const auto found = own.find(name); found != own.end()) return &found->second;
  if (dialect != "mariadb" || book("mariadb").contains(name)) return nullptr;
  return listed("mysql", name);
}

}  // namespace golden
