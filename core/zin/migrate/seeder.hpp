// Seeder: fills tables with rows to begin with, and how an application registers its own.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/migrate/migration.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

/// Writes rows. Runs in a transaction, whose Session it is given: all of it or nothing.
class ZIN_API Seeder {
 public:
  Seeder() = default;
  Seeder(const Seeder&) = delete;
  Seeder& operator=(const Seeder&) = delete;
  virtual ~Seeder();

  virtual void run(Session& db) const = 0;

  /// Runs others, one behind the other, in the same transaction:
  /// `call<UserSeeder, PostSeeder>(db)`.
  template <std::derived_from<Seeder>... Others>
  static void call(Session& db) {
    (Others{}.run(db), ...);
  }
};

namespace detail {

using MakeSeeder = std::unique_ptr<const Seeder> (*)();

struct RegisteredSeeder {
  std::string name;
  std::string file;
  MakeSeeder make = nullptr;
};

/// For ZIN_SEEDER. Gives true. [thread-safe]
ZIN_API bool register_seeder(std::string_view name, std::string_view file,
                             MakeSeeder make) noexcept;
/// All of the program, in the order of their names. Throws Errc::invalid_argument for a name that
/// is registered twice, with the files of both. [thread-safe]
[[nodiscard]] ZIN_API std::vector<RegisteredSeeder> registered_seeders();

}  // namespace detail
}  // namespace zin

#define ZIN_DETAIL_SEEDER(number, Class)                                    \
  [[maybe_unused]] static const bool ZIN_DETAIL_NAME(zin_seeder_, number) = \
      ::zin::detail::register_seeder(                                       \
          #Class, __FILE__,                                                 \
          []() -> std::unique_ptr<const ::zin::Seeder> { return std::make_unique<Class>(); })

/// Registers a class made from zin::Seeder under its own name: ZIN_SEEDER(UserSeeder). At namespace
/// scope of a source file.
#define ZIN_SEEDER(Class) ZIN_DETAIL_SEEDER(__COUNTER__, Class);
