// Walks a path folder by folder, holding each one open, and checks what it walks through.
// SPDX-License-Identifier: MIT
#include "zin/host/trust.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <deque>
#include <string_view>
#include <utility>

namespace zin::host {
namespace {

constexpr int max_links = 40;  // as the kernel's own limit
constexpr mode_t permission_bits = 07777;

std::string described(const std::filesystem::path& path, const struct stat& status) {
  return fmt::format("{} (mode {:04o}, owner uid {}, group gid {})", path.string(),
                     status.st_mode & permission_bits, status.st_uid, status.st_gid);
}

[[noreturn]] void throw_errno(const std::filesystem::path& path, std::string_view what, int error) {
  std::string next_step = "see that it exists and install the plugin again";
  if (error == EACCES || error == EPERM) {
    next_step = fmt::format("let uid {} read it and search the folders above it", geteuid());
  }
  throw TrustFailure{fmt::format("{} cannot be {}: {}", path.string(), what, std::strerror(error)),
                     std::move(next_step)};
}

bool owned_by_trusted(const struct stat& status) noexcept {
  return status.st_uid == 0 || status.st_uid == geteuid();
}

// Debian gives each user a group of the same number and nobody else in it.
bool is_private_group(gid_t group) noexcept {
  return group == 0 || (group == getegid() && group == geteuid());
}

// With an access list the group bits are the mask of all that it grants to others.
bool has_access_list(int descriptor) noexcept {
  const std::string path = fmt::format("/proc/self/fd/{}", descriptor);
  return getxattr(path.c_str(), "system.posix_acl_access", nullptr, 0) > 0;
}

struct Node {
  std::filesystem::path path;
  FileDescriptor descriptor;  // O_PATH
  struct stat status {};
};

// Who, besides the trusted two, may write to it; empty: nobody.
std::string_view other_writers(const Node& node) {
  if ((node.status.st_mode & S_IWOTH) != 0) return "everyone";
  if ((node.status.st_mode & S_IWGRP) != 0 &&
      (!is_private_group(node.status.st_gid) || has_access_list(node.descriptor.get()))) {
    return "its group";
  }
  return {};
}

void check_owner(const Node& node, std::string_view what) {
  if (owned_by_trusted(node.status)) return;
  const uid_t user = geteuid();
  throw TrustFailure{
      fmt::format("{} {} belongs neither to root nor to the user who runs this (uid {})", what,
                  described(node.path, node.status), user),
      fmt::format("`chown {}{} {}`", S_ISLNK(node.status.st_mode) ? "-h " : "", user,
                  node.path.string())};
}

void check_writers(const Node& node, std::string_view what, bool sticky_will_do) {
  const std::string_view writers = other_writers(node);
  if (writers.empty()) return;
  if (sticky_will_do && (node.status.st_mode & S_ISVTX) != 0) return;
  throw TrustFailure{
      fmt::format("{} {} is writable by {}", what, described(node.path, node.status), writers),
      fmt::format("`chmod go-w {}`{}", node.path.string(),
                  sticky_will_do ? " or `chmod +t` of it" : "")};
}

void check_folder(const Node& node, bool sticky_will_do) {
  check_owner(node, "the folder");
  check_writers(node, "the folder", sticky_will_do);
}

Node open_node(const Node* folder, std::string_view name) {
  Node node;
  node.path = folder == nullptr ? std::filesystem::path{"/"} : folder->path / name;
  const int descriptor = folder == nullptr
                             ? ::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC)
                             : ::openat(folder->descriptor.get(), std::string{name}.c_str(),
                                        O_PATH | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) throw_errno(node.path, "opened", errno);
  node.descriptor = FileDescriptor{descriptor};
  if (::fstat(descriptor, &node.status) != 0) throw_errno(node.path, "examined", errno);
  return node;
}

std::string target_of(const Node& link) {
  std::array<char, PATH_MAX> buffer;
  const ssize_t length = ::readlinkat(link.descriptor.get(), "", buffer.data(), buffer.size());
  if (length < 0) throw_errno(link.path, "read as a link", errno);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

void put_in_front(std::deque<std::string>& rest, const std::filesystem::path& path) {
  std::size_t at = 0;
  for (const auto& part : path.relative_path()) {
    if (part.empty() || part == ".") continue;
    rest.insert(rest.begin() + static_cast<std::ptrdiff_t>(at++), part.string());
  }
}

TrustedFile open_file(const Node& folder, Node&& node, std::string_view name) {
  if (!S_ISREG(node.status.st_mode)) {
    throw TrustFailure{
        fmt::format("{} is {}", described(node.path, node.status),
                    S_ISDIR(node.status.st_mode) ? "a folder" : "not a regular file"),
        "put the plugin's file there"};
  }
  check_folder(folder, false);
  check_owner(node, "the file");
  check_writers(node, "the file", false);
  TrustedFile file;
  file.path = std::move(node.path);
  file.descriptor = FileDescriptor{::openat(folder.descriptor.get(), std::string{name}.c_str(),
                                            O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  if (!file.descriptor) throw_errno(file.path, "read", errno);
  if (::fstat(file.descriptor.get(), &file.status) != 0) throw_errno(file.path, "examined", errno);
  if (file.status.st_dev != node.status.st_dev || file.status.st_ino != node.status.st_ino) {
    throw TrustFailure{fmt::format("{} was exchanged while it was checked", file.path.string()),
                       "try again when its installation is complete"};
  }
  return file;
}

}  // namespace

bool TrustedFile::is_unchanged() const noexcept {
  struct stat now {};
  if (::lstat(path.c_str(), &now) != 0) return false;
  return now.st_dev == status.st_dev && now.st_ino == status.st_ino &&
         now.st_size == status.st_size && now.st_mtim.tv_sec == status.st_mtim.tv_sec &&
         now.st_mtim.tv_nsec == status.st_mtim.tv_nsec &&
         now.st_ctim.tv_sec == status.st_ctim.tv_sec &&
         now.st_ctim.tv_nsec == status.st_ctim.tv_nsec;
}

TrustedFile open_trusted(const std::filesystem::path& file) {
  if (!file.is_absolute()) {
    throw TrustFailure{fmt::format("{} is not an absolute path", file.string()),
                       "give the whole path"};
  }
  std::deque<std::string> rest;
  put_in_front(rest, file);
  // The folders from "/" to where the walk stands; `..` goes back one.
  std::deque<Node> folders;
  folders.push_back(open_node(nullptr, "/"));
  check_folder(folders.back(), true);
  int links = 0;
  while (!rest.empty()) {
    const std::string name = std::move(rest.front());
    rest.pop_front();
    if (name == "..") {
      if (folders.size() > 1) folders.pop_back();
      continue;
    }
    Node node = open_node(&folders.back(), name);
    if (S_ISLNK(node.status.st_mode)) {
      if (++links > max_links) throw_errno(node.path, "opened", ELOOP);
      // The link to the file itself stands for the file: its folder is held to the same rule.
      if (rest.empty()) check_folder(folders.back(), false);
      check_owner(node, "the symbolic link");
      const std::filesystem::path target{target_of(node)};
      if (target.is_absolute()) folders.resize(1);
      put_in_front(rest, target);
    } else if (S_ISDIR(node.status.st_mode) && !rest.empty()) {
      check_folder(node, true);
      folders.push_back(std::move(node));
    } else if (rest.empty()) {
      return open_file(folders.back(), std::move(node), name);
    } else {
      throw_errno(node.path, "searched", ENOTDIR);
    }
  }
  throw TrustFailure{fmt::format("{} is a folder", file.string()), "put the plugin's file there"};
}

}  // namespace zin::host
