// A package as the machine's package database describes it.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

struct Package {
  std::string name;
  std::string architecture;
  std::string version;
  std::string status;
  std::vector<std::string> depends_on;  // names, each once, in alphabetical order
};

/// The first of these that is there: /var/lib/dpkg/status, or on a system without dpkg
/// /etc/services, whose services then stand for packages: the protocol for the architecture, the
/// port for the version, and an alias depends on what it is an alias of.
std::filesystem::path package_file();

/// Reads such a file. Of dpkg's it gives what `dpkg-query -W` lists: all that is not purged.
/// Throws std::runtime_error when it cannot be read.
std::vector<Package> read_packages(const std::filesystem::path& file);
