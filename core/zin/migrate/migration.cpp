// The migrations that the program brings along.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/migrate/migration_name.hpp"
#include "zin/migrate/module_registrations.hpp"

namespace zin {
namespace {

struct Registry {
  std::mutex mutex;
  std::vector<detail::RegisteredMigration> all;
};

// Leaked: static objects of other files register before and may ask after its time.
Registry& registry() {
  static auto* const made = new Registry;
  return *made;
}

}  // namespace

Migration::~Migration() = default;

namespace detail {

bool register_migration(std::string_view name, std::string_view file, MakeMigration make) noexcept {
  try {
    RegisteredMigration made{std::string{name}, std::string{file}, make};
    if (migrate::ModuleRegistrations::add(made)) return true;
    Registry& known = registry();
    const std::lock_guard lock{known.mutex};
    known.all.push_back(std::move(made));
  } catch (const std::exception& failure) {
    log(LogLevel::error, "migrate", failure.what());
  }
  return true;
}

std::vector<RegisteredMigration> registered_migrations() {
  std::vector<RegisteredMigration> all;
  {
    Registry& known = registry();
    const std::lock_guard lock{known.mutex};
    all = known.all;
  }
  std::ranges::stable_sort(all, {}, &RegisteredMigration::name);
  for (std::size_t at = 0; at < all.size(); ++at) {
    migrate::check_name(all[at].name, all[at].file);
    if (at > 0 && all[at].name == all[at - 1].name) {
      throw Error(Errc::invalid_argument,
                  fmt::format("the migration \"{}\" is registered twice, in {} and in {}; give one "
                              "of them another name",
                              all[at].name, all[at - 1].file, all[at].file));
    }
  }
  return all;
}

}  // namespace detail
}  // namespace zin
