// The process-wide record of what was loaded, and the lock under which it grows.
// SPDX-License-Identifier: MIT
#include "zin/host/loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "zin/base/log.hpp"
#include "zin/host/elf_header.hpp"
#include "zin/host/library.hpp"
#include "zin/host/manifest.hpp"
#include "zin/host/plugin_entry.hpp"
#include "zin/host/plugin_name.hpp"
#include "zin/host/refusal.hpp"
#include "zin/host/trust.hpp"

namespace zin::host {
namespace {

// A library that is mapped, for good: either a plugin, or why it is none.
struct Mapped {
  std::filesystem::path path;  // without links
  dev_t device;
  ino_t inode;
  timespec changed;
  std::string sha256;  // empty: was not asked for
  std::unique_ptr<const LoadedPlugin> plugin;
  std::optional<Error> failure;
};

struct Record {
  std::mutex mutex;
  std::atomic<std::thread::id> loading_thread{};
  std::vector<std::unique_ptr<const Mapped>> mapped;
};

Record& record() {
  // Leaked on purpose: plugins and their handles outlive every static object.
  static auto* const instance = new Record;
  return *instance;
}

// Holds the record's mutex; refuses the thread that holds it already.
class LoadLock {
 public:
  LoadLock(Record& record, const std::filesystem::path& file) : record_{record} {
    if (record.loading_thread.load() == std::this_thread::get_id()) {
      throw refusal(Errc::plugin_refused, file,
                    "it was asked for while another plugin is being loaded, "
                    "by code of that plugin",
                    "load it from elsewhere");
    }
    record.mutex.lock();
    record.loading_thread.store(std::this_thread::get_id());
  }
  LoadLock(const LoadLock&) = delete;
  LoadLock& operator=(const LoadLock&) = delete;
  ~LoadLock() {
    record_.loading_thread.store({});
    record_.mutex.unlock();
  }

 private:
  Record& record_;
};

bool same_time(const timespec& a, const timespec& b) noexcept {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

TrustedFile trusted_plugin(const std::filesystem::path& file) {
  try {
    return open_trusted(file);
  } catch (const TrustFailure& failure) {
    throw refusal(Errc::plugin_refused, file, failure.reason, failure.next_step);
  }
}

// dlopen knows what it has mapped by inode, and before that by the path as it was spelt. A file
// that took the place of one that is mapped needs a path that was not used yet.
std::filesystem::path unused_spelling(const Record& record, const std::filesystem::path& path) {
  const auto used =
      std::ranges::count(record.mapped, path, [](const auto& entry) { return entry->path; });
  std::string folder = path.parent_path().native();
  for (auto i = used; i > 0; --i) folder += "/.";
  return std::filesystem::path{folder} / path.filename();
}

const Mapped* find_mapped(const Record& record, const TrustedFile& file) {
  const Mapped* by_path = nullptr;
  for (const auto& entry : record.mapped) {
    if (entry->device == file.status.st_dev && entry->inode == file.status.st_ino) {
      return entry.get();
    }
    // An accepted plugin stays the one of its path, whatever is installed there later.
    if (entry->path == file.path && entry->plugin) by_path = entry.get();
  }
  return by_path;
}

[[noreturn]] void throw_failure_again(const Mapped& mapped, const TrustedFile& file) {
  if (same_time(mapped.changed, file.status.st_ctim)) throw *mapped.failure;
  ErrorInfo info = mapped.failure->info();
  info.message +=
      " (the file was changed in place since; its former content stays loaded: restart the "
      "process)";
  throw Error{std::move(info)};
}

const Mapped& map_plugin(Record& record, const TrustedFile& trusted,
                         const std::filesystem::path& file, const PluginLock* lock) {
  auto entry = std::make_unique<Mapped>();
  entry->path = trusted.path;
  entry->device = trusted.status.st_dev;
  entry->inode = trusted.status.st_ino;
  entry->changed = trusted.status.st_ctim;
  if (lock != nullptr) {
    entry->sha256 = sha256_of(trusted.descriptor.get(), file);
    lock->require(file, entry->sha256);
  }
  if (const auto mismatch = elf_mismatch(trusted.descriptor.get())) {
    throw refusal(Errc::plugin_refused, file, *mismatch,
                  "install the plugin that was built for this machine");
  }
  std::optional<Library> library;
  try {
    library = Library::open(unused_spelling(record, trusted.path));
  } catch (const LoadFailure& failure) {
    throw refusal(Errc::plugin_refused, file, failure.reason, failure.next_step);
  }
  try {
    if (!trusted.is_unchanged()) {
      throw refusal(Errc::plugin_refused, file, "it was exchanged while it was loaded",
                    "try again when its installation is complete");
    }
    entry->plugin = enter_plugin(*library, file);
  } catch (const Error& error) {
    entry->failure = error;
  }
  record.mapped.push_back(std::move(entry));
  return *record.mapped.back();
}

// What depends on the file's name and its manifest, which may be mended without a new library.
void check_against_file(const LoadedPlugin& plugin, const Manifest& manifest,
                        const std::filesystem::path& file, std::string_view name) {
  if (plugin.origin->name != name) {
    throw refusal(Errc::plugin_refused, file,
                  fmt::format("it calls itself `{}`, but its file is named for `{}`",
                              plugin.origin->name, name),
                  fmt::format("rename it to {}", plugin_file_name(plugin.origin->name)));
  }
  const auto check = [&](std::string_view implementation) {
    if (manifest.has_implementation(implementation)) return;
    throw refusal(Errc::plugin_refused, file,
                  fmt::format("it implements `{}`, which {}", implementation,
                              manifest.file.empty() ? "is not its name, and it has no manifest"
                                                    : "its manifest does not list"),
                  fmt::format("name it under `implementations` in {}", manifest_file_name(name)));
  };
  for (const auto& driver : plugin.drivers) check(driver->name());
  for (const auto& store : plugin.caches) check(store->name());
}

void require_lock_of_loaded(const Mapped& mapped, const TrustedFile& trusted,
                            const std::filesystem::path& file, const PluginLock& lock) {
  if (!mapped.sha256.empty()) return lock.require(file, mapped.sha256);
  if (mapped.inode != trusted.status.st_ino || !same_time(mapped.changed, trusted.status.st_ctim)) {
    throw refusal(Errc::plugin_refused, file,
                  "it was loaded without a plugin lock, and its file has changed since",
                  "restart the process");
  }
  lock.require(file, sha256_of(trusted.descriptor.get(), file));
}

}  // namespace

const DriverHandle* LoadedPlugin::driver(std::string_view name) const noexcept {
  for (const auto& driver : drivers) {
    if (driver->name() == name) return driver.get();
  }
  return nullptr;
}

const CacheHandle* LoadedPlugin::cache(std::string_view name) const noexcept {
  for (const auto& store : caches) {
    if (store->name() == name) return store.get();
  }
  return nullptr;
}

const LoadedPlugin& load_plugin(const std::filesystem::path& file, const PluginLock* lock) {
  const std::string name = name_of_plugin_file(file.filename().native()).value_or("");
  if (!is_plugin_name(name)) {
    throw refusal(Errc::plugin_refused, file, "its file name is not of the form zin-<name>.so",
                  "a name has 1 to 32 characters of a-z, 0-9 and `-`");
  }
  Record& loaded = record();
  const LoadLock load_lock{loaded, file};
  const TrustedFile trusted = trusted_plugin(file);
  const Manifest manifest = manifest_of(file);
  const Mapped* mapped = find_mapped(loaded, trusted);
  if (mapped == nullptr) {
    mapped = &map_plugin(loaded, trusted, file, lock);
    if (mapped->failure) throw *mapped->failure;
    log(LogLevel::debug, "loader", fmt::format("loaded {}", file.string()));
  } else {
    if (mapped->failure) throw_failure_again(*mapped, trusted);
    if (lock != nullptr) require_lock_of_loaded(*mapped, trusted, file, *lock);
  }
  check_against_file(*mapped->plugin, manifest, file, name);
  return *mapped->plugin;
}

}  // namespace zin::host
