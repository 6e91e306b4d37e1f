// Listing, ordering and making them.
// SPDX-License-Identifier: MIT
#include "zin/migrate/d1_files.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <system_error>

#include "zin/base/civil_time.hpp"
#include "zin/base/error.hpp"

namespace zin::migrate {
namespace {

namespace fs = std::filesystem;

// Of "0012_users.sql" and of "0012_more/users.sql"; nothing where it begins with no digit.
std::optional<std::uint64_t> number_of(std::string_view name) noexcept {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (failure != std::errc{} || end == name.data()) return std::nullopt;
  return number;
}

std::string_view first_segment(std::string_view path) { return path.substr(0, path.find('/')); }

std::string_view behind_segment(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
}

[[noreturn]] void unreadable(const fs::path& folder, const std::error_code& failure) {
  if (failure == std::errc::no_such_file_or_directory || failure == std::errc::not_a_directory) {
    throw Error(Errc::not_found,
                fmt::format("there is no folder of migrations {}: make it with "
                            "`zin d1:migrate --create NAME`, or mend `migrations_dir` of the "
                            "wrangler config",
                            folder.string()));
  }
  throw Error(Errc::permission_denied,
              fmt::format("the folder of the migrations {} cannot be read: {}", folder.string(),
                          failure.message()));
}

std::string time_text(std::chrono::sys_time<std::chrono::milliseconds> now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{now - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

}  // namespace

bool d1_before(std::string_view one, std::string_view other) noexcept {
  const auto first = number_of(one);
  const auto second = number_of(other);
  if (first && second && *first != *second) return *first < *second;
  if (first.has_value() != second.has_value()) return first.has_value();
  return one < other;
}

bool d1_matches(std::string_view pattern, std::string_view name) {
  if (pattern.empty() || name.empty()) return pattern.empty() && name.empty();
  const std::string_view wanted = first_segment(pattern);
  if (wanted == "**") {
    return d1_matches(behind_segment(pattern), name) || d1_matches(pattern, behind_segment(name));
  }
  const std::string text{first_segment(name)};
  return ::fnmatch(std::string{wanted}.c_str(), text.c_str(), FNM_PERIOD) == 0 &&
         d1_matches(behind_segment(pattern), behind_segment(name));
}

std::vector<D1File> d1_files(const D1Folder& folder) {
  std::error_code failure;
  std::vector<D1File> files;
  for (fs::recursive_directory_iterator at{folder.folder, failure};
       !failure && at != fs::recursive_directory_iterator{}; at.increment(failure)) {
    if (!at->is_regular_file()) continue;
    std::string name = at->path().lexically_relative(folder.folder).generic_string();
    if (d1_matches(folder.pattern, name)) files.push_back({std::move(name), at->path()});
  }
  if (failure) unreadable(folder.folder, failure);
  std::ranges::sort(files, [](const D1File& one, const D1File& other) {
    return d1_before(one.name, other.name);
  });
  return files;
}

D1File make_d1_file(const D1Folder& folder, std::string_view message, std::string_view text,
                    std::chrono::sys_time<std::chrono::milliseconds> now) {
  const bool plain =
      !message.empty() && message.size() <= 200 && std::ranges::all_of(message, [](char c) {
        return static_cast<unsigned char>(c) >= ' ' && c != '/' && c != '\\' && c != '\x7f';
      });
  if (!plain) {
    throw Error(Errc::invalid_argument,
                "the name of a migration is part of a file's name: 1 to 200 characters, no `/`, no "
                "control characters");
  }
  std::error_code failure;
  fs::create_directories(folder.folder, failure);
  if (failure) unreadable(folder.folder, failure);
  std::uint64_t number = 0;
  for (const D1File& file : d1_files(folder)) {
    number = std::max(number, number_of(file.name).value_or(0));
  }
  ++number;
  std::string words{message};
  std::ranges::replace(words, ' ', '_');
  D1File made{.name = fmt::format("{:04}_{}.sql", number, words), .path = {}};
  made.path = folder.folder / made.name;
  std::ofstream out{made.path, std::ios::binary | std::ios::trunc};
  out << fmt::format("-- Migration number: {:04} \t {}\n", number, time_text(now)) << text;
  out.close();
  if (!out) {
    throw Error(Errc::permission_denied,
                fmt::format("the migration {} cannot be written", made.path.string()));
  }
  return made;
}

}  // namespace zin::migrate
