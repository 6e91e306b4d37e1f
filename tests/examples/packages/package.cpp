// Reads /var/lib/dpkg/status (see deb822(5)) and /etc/services (see services(5)).
// SPDX-License-Identifier: MIT
#include "package.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace {

constexpr const char* dpkg_file = "/var/lib/dpkg/status";
constexpr const char* services_file = "/etc/services";

std::string_view trimmed(std::string_view text) {
  constexpr const char* blanks = " \t\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// "libc6 (>= 2.34), debconf | debconf-2.0, python3:any" names libc6, debconf, debconf-2.0, python3.
void add_names(std::string_view relations, std::vector<std::string>& names) {
  while (!relations.empty()) {
    const std::size_t end = std::min(relations.find_first_of(",|"), relations.size());
    const std::string_view relation = trimmed(relations.substr(0, end));
    const std::string_view name = relation.substr(0, relation.find_first_of(" (:["));
    if (!name.empty()) names.emplace_back(name);
    relations.remove_prefix(std::min(end + 1, relations.size()));
  }
}

std::vector<std::string> sorted_once(std::vector<std::string> names) {
  std::ranges::sort(names);
  const auto rest = std::ranges::unique(names);
  names.erase(rest.begin(), rest.end());
  return names;
}

void take_field(Package& package, std::string_view key, std::string_view value) {
  if (key == "Package") package.name = value;
  if (key == "Architecture") package.architecture = value;
  if (key == "Version") package.version = value;
  // "install ok installed": what is wanted, whether it is well, and the state that it is in.
  if (key == "Status") package.status = value.substr(value.rfind(' ') + 1);
  if (key == "Depends" || key == "Pre-Depends") add_names(value, package.depends_on);
}

// Stanzas of `Key: value` lines, parted by empty lines. A line that starts with a blank belongs to
// the value before it; none of the fields that are taken here has one.
std::vector<Package> read_stanzas(std::istream& input) {
  std::vector<Package> packages;
  Package package;
  const auto finish = [&] {
    package.depends_on = sorted_once(std::move(package.depends_on));
    if (!package.name.empty() && package.status != "not-installed") packages.push_back(package);
    package = {};
  };
  for (std::string line; std::getline(input, line);) {
    if (line.empty()) finish();
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || line[0] == ' ' || line[0] == '\t') continue;
    take_field(package, std::string_view{line}.substr(0, colon),
               trimmed(std::string_view{line}.substr(colon + 1)));
  }
  finish();
  return packages;
}

// Lines of `name port/protocol alias...  # comment`.
std::vector<Package> read_services(std::istream& input) {
  std::vector<Package> packages;
  for (std::string line; std::getline(input, line);) {
    std::istringstream words{line.substr(0, line.find('#'))};
    std::string name;
    std::string port;
    if (!(words >> name >> port)) continue;
    const std::size_t slash = std::min(port.find('/'), port.size());
    const std::string protocol = port.substr(std::min(slash + 1, port.size()));
    const std::string number = port.substr(0, slash);
    packages.push_back({name, protocol, number, "service", {}});
    for (std::string alias; words >> alias;) {
      packages.push_back({alias, protocol, number, "alias", {name}});
    }
  }
  // Two names may have the same alias; the first counts.
  const auto key = [](const Package& package) {
    return std::pair{package.name, package.architecture};
  };
  std::ranges::stable_sort(packages, {}, key);
  const auto rest = std::ranges::unique(packages, {}, key);
  packages.erase(rest.begin(), rest.end());
  return packages;
}

}  // namespace

std::filesystem::path package_file() {
  return std::filesystem::exists(dpkg_file) ? dpkg_file : services_file;
}

std::vector<Package> read_packages(const std::filesystem::path& file) {
  std::ifstream input{file};
  if (!input) throw std::runtime_error("cannot read " + file.string());
  return file.filename() == "services" ? read_services(input) : read_stanzas(input);
}
