// The databases and namespaces that a wrangler config binds.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zin::config {

/// A text of the config; empty with line 0 where it is not there.
struct WranglerText {
  std::string value{};
  std::size_t line = 0;
};

/// One of `d1_databases`.
struct WranglerDatabase {
  WranglerText binding{};
  WranglerText name{};
  WranglerText id{};
  WranglerText preview_id{};
  /// As it is written, relative to the config's folder. `migrations_dir`
  std::string migrations_dir = "migrations";
  /// `migrations_table`
  std::string migrations_table = "d1_migrations";
  /// Relative to the config's folder; empty: the `.sql` files of `migrations_dir`.
  /// `migrations_pattern`
  std::string migrations_pattern{};
  std::size_t line = 0;

  /// By what wrangler calls its local file: the preview id, the id or the binding.
  [[nodiscard]] const std::string& local_id() const noexcept;
};

/// One of `kv_namespaces`.
struct WranglerNamespace {
  WranglerText binding{};
  WranglerText id{};
  WranglerText preview_id{};
};

/// What a config says at its top level, or in one of its `env` sections: these inherit `account_id`
/// and none of the lists.
struct WranglerConfig {
  std::string file{};         ///< As it was named or found.
  std::string environment{};  ///< Empty: the top level.
  WranglerText account_id{};
  std::vector<WranglerDatabase> databases{};
  std::vector<WranglerNamespace> namespaces{};

  /// "/app", absolute: paths in the config are relative to it.
  [[nodiscard]] std::string folder() const;
  /// By `database_name` or `binding`; nullptr when there is none.
  [[nodiscard]] const WranglerDatabase* database(std::string_view name_or_binding) const noexcept;
  [[nodiscard]] const WranglerDatabase* bound_database(std::string_view binding) const noexcept;
  [[nodiscard]] const WranglerNamespace* bound_namespace(std::string_view binding) const noexcept;
  /// "DB (app), LOGS (logs)", or "none": for messages.
  [[nodiscard]] std::string database_names() const;
  [[nodiscard]] std::string namespace_names() const;
  /// "wrangler.jsonc", or "wrangler.jsonc, env.staging".
  [[nodiscard]] std::string described() const;
};

/// wrangler.jsonc, wrangler.json or wrangler.toml, in this order, of `folder` or the next folder
/// above it that has one; empty when there is none. In `folder` itself it has no folder in front.
/// [blocks]
[[nodiscard]] std::string find_wrangler_file(const std::string& folder);

/// Reads the section `env.<environment>`, or the top level when that is empty. Throws
/// Errc::invalid_config with file and line for a file that cannot be read, is malformed, has a
/// value of the wrong kind, two databases of one binding, or no such section. [blocks]
[[nodiscard]] WranglerConfig read_wrangler(const std::string& file, std::string_view environment);
/// The same of its text.
[[nodiscard]] WranglerConfig read_wrangler(std::string_view text, const std::string& file,
                                           std::string_view environment);

}  // namespace zin::config
