// Looks through the folders of a search path.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_finder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/host/manifest.hpp"
#include "zin/host/plugin_name.hpp"

namespace zin::host {
namespace {

// Why there is no such file, or empty if there is one, be it a dangling link.
std::string absence_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) == 0) return {};
  const int error = errno;
  if (error == ENOENT && ::stat(file.parent_path().c_str(), &status) != 0) {
    return errno == ENOENT ? "there is no such folder" : std::strerror(errno);
  }
  return error == ENOENT ? "there is no such file" : std::strerror(error);
}

Finding by_file(const SearchPath& search, std::string_view name) {
  Finding finding;
  finding.implementation = name;
  for (const SearchFolder& folder : search.folders) {
    std::filesystem::path file = folder.path / plugin_file_name(name);
    const std::string absence = absence_of(file);
    if (absence.empty()) {
      finding.file = std::move(file);
      return finding;
    }
    finding.tried.push_back(fmt::format("{} ({}): {}", file.string(), folder.origin, absence));
  }
  return finding;
}

void by_manifest(const SearchPath& search, std::string_view name, Finding& finding) {
  for (const SearchFolder& folder : search.folders) {
    for (const std::filesystem::path& file : plugin_files_in(folder.path)) {
      try {
        const Manifest manifest = manifest_of(file);
        if (!manifest.has_implementation(name) && !manifest.has_alias(name)) continue;
        finding.file = file;
        finding.implementation = manifest.has_implementation(name) ? name : manifest.name;
        return;
      } catch (const Error& error) {
        finding.tried.push_back(error.info().message);
      }
    }
  }
}

}  // namespace

std::vector<std::filesystem::path> plugin_files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  std::filesystem::directory_iterator entry{folder, error};
  for (; !error && entry != std::filesystem::directory_iterator{}; entry.increment(error)) {
    if (name_of_plugin_file(entry->path().filename().native())) files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

Finding find_plugin(const SearchPath& search, std::string_view name_or_alias) {
  Finding finding = by_file(search, without_alias(name_or_alias));
  if (finding.file.empty()) by_manifest(search, name_or_alias, finding);
  if (finding.file.empty() && without_alias(name_or_alias) != name_or_alias) {
    by_manifest(search, without_alias(name_or_alias), finding);
  }
  return finding;
}

std::vector<std::string> promised_names(const SearchPath& search) {
  std::vector<std::string> names;
  for (const SearchFolder& folder : search.folders) {
    for (const std::filesystem::path& file : plugin_files_in(folder.path)) {
      try {
        const Manifest manifest = manifest_of(file);
        names.insert(names.end(), manifest.implementations.begin(), manifest.implementations.end());
      } catch (const Error&) {  // it is named where it was tried
      }
    }
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

}  // namespace zin::host
