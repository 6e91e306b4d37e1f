// Asking /proc.
// SPDX-License-Identifier: MIT
#include "zin/migrate/lock_holder.hpp"

#include <fmt/format.h>
#include <signal.h>  // NOLINT(*-deprecated-headers): kill
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "zin/migrate/digest.hpp"

namespace zin::migrate {
namespace {

// Field 22 of /proc/PID/stat, behind the name in parentheses (proc(5)); 0 when it is not known.
std::int64_t start_of(std::int64_t process) {
  std::ifstream file{fmt::format("/proc/{}/stat", process)};
  std::string text;
  std::getline(file, text);
  std::size_t at = text.rfind(')');
  if (at == std::string::npos) return 0;
  for (int field = 2; field < 22 && at != std::string::npos; ++field) at = text.find(' ', at + 1);
  if (at == std::string::npos) return 0;
  std::int64_t ticks = 0;
  std::from_chars(text.data() + at + 1, text.data() + text.size(), ticks);
  return ticks;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "an unknown host";
}

std::string machine_name(const std::string& host) {
  std::ifstream file{"/proc/sys/kernel/random/boot_id"};
  std::string boot;
  std::getline(file, boot);
  std::error_code ignored;
  return digest(host + boot + std::filesystem::read_symlink("/proc/self/ns/pid", ignored).string())
      .substr(0, 32);
}

}  // namespace

LockHolder LockHolder::this_process() {
  LockHolder self{.host = host_name(), .machine = {}, .process = ::getpid()};
  self.machine = machine_name(self.host);
  self.started = start_of(self.process);
  return self;
}

bool LockHolder::is_dead() const {
  if (process <= 0 || machine != machine_name(host_name())) return false;
  if (::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH) return true;
  const std::int64_t now = start_of(process);
  return now != 0 && started != 0 && now != started;
}

std::string LockHolder::text() const { return fmt::format("process {} on {}", process, host); }

}  // namespace zin::migrate
