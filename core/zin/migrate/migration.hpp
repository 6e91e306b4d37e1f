// Migration: one step of a schema's history, and how an application registers its own.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

/// Changes a schema, and takes the change back. Made once for each run; has no state of its own.
///
/// Statements go through the Session that it is given and through nothing else: that is the
/// transaction, and where there is none the Session notes how far the migration has come. With a
/// database whose DDL commits by itself (MySQL, MariaDB), a migration that was interrupted is run
/// again from its beginning and its statements that are done already are left out: so it must give
/// the same statements each time, whatever it finds.
class ZIN_API Migration {
 public:
  Migration() = default;
  Migration(const Migration&) = delete;
  Migration& operator=(const Migration&) = delete;
  virtual ~Migration();

  virtual void up(Session& db) const = 0;
  /// Left out, it is derived from up(): each blueprint of it is taken back, the last one first.
  /// Throws Errc::unsupported, before any statement, naming the step that cannot be taken back.
  virtual void down(Session& db) const;
  /// Whether it runs in a transaction where the database's DDL allows that. false for statements
  /// that refuse to: `create index concurrently`, `vacuum`.
  [[nodiscard]] virtual bool in_transaction() const { return true; }
};

namespace detail {

using MakeMigration = std::unique_ptr<const Migration> (*)();

/// A migration that the program, or a module that it has loaded, brings along.
struct RegisteredMigration {
  std::string name;
  std::string file;  ///< Of the source that registers it.
  MakeMigration make = nullptr;
};

/// For ZIN_MIGRATION. Gives true. A name that comes twice is told when the migrations are used.
/// [thread-safe]
ZIN_API bool register_migration(std::string_view name, std::string_view file,
                                MakeMigration make) noexcept;
/// All of them, in the order of their names. Throws Errc::invalid_argument for a name that is
/// registered twice, with the files of both, and for one that is no name. [thread-safe]
[[nodiscard]] ZIN_API std::vector<RegisteredMigration> registered_migrations();

}  // namespace detail
}  // namespace zin

#define ZIN_DETAIL_JOIN(a, b) a##b
#define ZIN_DETAIL_NAME(stem, number) ZIN_DETAIL_JOIN(stem, number)
// Counted and not numbered by lines: several files may be compiled as one.
#define ZIN_DETAIL_MIGRATION(number, name, Class)                              \
  [[maybe_unused]] static const bool ZIN_DETAIL_NAME(zin_migration_, number) = \
      ::zin::detail::register_migration(                                       \
          name, __FILE__,                                                      \
          []() -> std::unique_ptr<const ::zin::Migration> { return std::make_unique<Class>(); })

/// Registers a class made from zin::Migration under the name by which migrations are ordered and
/// remembered: ZIN_MIGRATION("2026_01_01_000000_create_users_table", CreateUsers). At namespace
/// scope of a source file. A static library drops files that nothing refers to: link such ones
/// whole.
#define ZIN_MIGRATION(name, Class) ZIN_DETAIL_MIGRATION(__COUNTER__, name, Class);
