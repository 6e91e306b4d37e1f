// Copies that appear at once, and errors that name what to do.
// SPDX-License-Identifier: MIT
#include "zin/cli/plugin_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>  // NOLINT(*-deprecated-headers): mkostemp
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/host/file_descriptor.hpp"
#include "zin/host/plugin_name.hpp"
#include "zin/host/trust.hpp"

namespace zin::cli {

namespace fs = std::filesystem;

namespace {

constexpr mode_t library_mode = 0755;
constexpr mode_t manifest_mode = 0644;

[[noreturn]] void fail(std::string_view doing, const fs::path& file, int code) {
  const bool denied = code == EACCES || code == EPERM || code == EROFS;
  const bool full = code == ENOSPC || code == EDQUOT;
  const std::string_view next_step =
      denied ? "run it as a user who may write there, or name another folder with --dir"
      : full ? "make room there, or name another folder with --dir"
             : "see what is there";
  throw Error{denied ? Errc::permission_denied
              : full ? Errc::resource_exhausted
                     : Errc::not_found,
              fmt::format("{} {} failed: {}; {}", doing, file.string(),
                          std::generic_category().message(code), next_step)};
}

// A file beside its place that is renamed into it, or removed.
class Copy {
 public:
  Copy(const fs::path& from, const fs::path& to, mode_t mode) : to_(to) {
    std::string name =
        (to.parent_path() / fmt::format(".{}.XXXXXX", to.filename().string())).string();
    const host::FileDescriptor out{::mkostemp(name.data(), O_CLOEXEC)};
    if (out.get() < 0) fail("making a file in", to.parent_path(), errno);
    file_ = name;
    try {
      const host::FileDescriptor in{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
      if (in.get() < 0) fail("reading", from, errno);
      copy_all(in.get(), from, out.get());
      if (::fchmod(out.get(), mode) != 0 || ::fsync(out.get()) != 0) fail("writing", file_, errno);
    } catch (...) {
      ::unlink(file_.c_str());
      throw;
    }
  }
  ~Copy() {
    if (!file_.empty()) ::unlink(file_.c_str());
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  [[nodiscard]] const fs::path& file() const noexcept { return file_; }

  void put_in_place() {
    if (::rename(file_.c_str(), to_.c_str()) != 0) fail("replacing", to_, errno);
    file_.clear();
  }

 private:
  void copy_all(int in, const fs::path& from, int out) const {
    std::array<char, std::size_t{64} * 1024> piece;
    while (true) {
      const ssize_t size = ::read(in, piece.data(), piece.size());
      if (size == 0) return;
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) fail("reading", from, errno);
      for (ssize_t at = 0; at < size;) {
        const ssize_t written =
            ::write(out, &piece[static_cast<std::size_t>(at)], static_cast<std::size_t>(size - at));
        if (written < 0 && errno != EINTR) fail("writing", file_, errno);
        if (written > 0) at += written;
      }
    }
  }

  fs::path to_;
  fs::path file_;
};

void require_trust(const fs::path& file) {
  try {
    static_cast<void>(host::open_trusted(file));
  } catch (const host::TrustFailure& failure) {
    throw Error{Errc::plugin_refused,
                fmt::format("a plugin in {} would be refused: {}; {}", file.parent_path().string(),
                            failure.reason, failure.next_step)};
  }
}

bool remove_file(const fs::path& file) {
  if (::unlink(file.c_str()) == 0) return true;
  if (errno != ENOENT) fail("removing", file, errno);
  return false;
}

}  // namespace

fs::path PluginFiles::library() const { return folder / host::plugin_file_name(name); }
fs::path PluginFiles::manifest() const { return folder / host::manifest_file_name(name); }

PluginFiles files_of(const fs::path& library) {
  const fs::path file = fs::absolute(library).lexically_normal();
  const auto name = host::name_of_plugin_file(file.filename().native());
  if (!name || !host::is_plugin_name(*name)) {
    throw Error{Errc::invalid_argument,
                fmt::format("{} is not the name of a plugin; a plugin is a file zin-<name>.so, its "
                            "name of a-z, 0-9 and -, at most 32 characters",
                            file.filename().string())};
  }
  return {.folder = file.parent_path(), .name = *name};
}

void install(const PluginFiles& from, const PluginFiles& to) {
  std::error_code ignored;
  const bool has_manifest = fs::exists(from.manifest(), ignored);
  Copy library{from.library(), to.library(), library_mode};
  require_trust(library.file());
  if (has_manifest) {
    Copy manifest{from.manifest(), to.manifest(), manifest_mode};
    manifest.put_in_place();
  }
  library.put_in_place();
  if (!has_manifest) remove_file(to.manifest());
}

bool uninstall(const PluginFiles& files) {
  const bool library = remove_file(files.library());
  const bool manifest = remove_file(files.manifest());
  return library || manifest;
}

bool is_writable_folder(const fs::path& folder) {
  std::error_code failure;
  return fs::is_directory(folder, failure) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace zin::cli
