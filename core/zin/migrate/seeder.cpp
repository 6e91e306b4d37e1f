// The seeders that the program brings along.
// SPDX-License-Identifier: MIT
#include "zin/migrate/seeder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/migrate/module_registrations.hpp"

namespace zin {
namespace {

struct SeederRegistry {
  std::mutex mutex;
  std::vector<detail::RegisteredSeeder> all;
};

// Leaked, as the migrations' own.
SeederRegistry& seeder_registry() {
  static auto* const made = new SeederRegistry;
  return *made;
}

}  // namespace

Seeder::~Seeder() = default;

namespace detail {

bool register_seeder(std::string_view name, std::string_view file, MakeSeeder make) noexcept {
  try {
    // With its namespaces it is another one, by its last word it is known.
    name.remove_prefix(std::min(name.rfind(':') + 1, name.size()));
    RegisteredSeeder made{std::string{name}, std::string{file}, make};
    if (migrate::ModuleRegistrations::add(made)) return true;
    SeederRegistry& known = seeder_registry();
    const std::lock_guard lock{known.mutex};
    known.all.push_back(std::move(made));
  } catch (const std::exception& failure) {
    log(LogLevel::error, "seed", failure.what());
  }
  return true;
}

std::vector<RegisteredSeeder> registered_seeders() {
  std::vector<RegisteredSeeder> all;
  {
    SeederRegistry& known = seeder_registry();
    const std::lock_guard lock{known.mutex};
    all = known.all;
  }
  std::ranges::stable_sort(all, {}, &RegisteredSeeder::name);
  const auto twice = std::ranges::adjacent_find(all, {}, &RegisteredSeeder::name);
  if (twice == all.end()) return all;
  throw Error(Errc::invalid_argument,
              fmt::format("the seeder {} is registered twice, in {} and in {}; give one of them "
                          "another name",
                          twice->name, twice->file, std::next(twice)->file));
}

}  // namespace detail
}  // namespace zin
