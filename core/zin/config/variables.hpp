// The table of all variables: reading, checking, `zin config` and conf/ are driven by it.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zin/config/database_config.hpp"

namespace zin::config {

/// Who reads a variable, and so how its name is made.
enum class Scope : std::uint8_t {
  process,     ///< Once: the row's name is the variable's.
  connection,  ///< Per connection: DB_<name>, DB_<CONNECTION>_<name>, DB_<name>_POSTGRESQL.
  cache,       ///< Once, by stores.
  store,       ///< Per store: CACHE_<STORE>_<name>.
  plugin,      ///< Once, handed to a plugin that asks for it.
};

enum class Type : std::uint8_t {
  text,
  boolean,
  count,
  port,
  milliseconds,
  seconds,
  bytes,
  choice,
  path,
  url,
  hosts,    ///< host[:port], comma separated; read hosts also with =weight.
  names,    ///< Comma separated.
  options,  ///< key=value&key=value.
  folders,  ///< Absolute, separated by `:`.
};

/// Backends that a variable matters to; bits, for the templates in conf/.
enum Backend : unsigned {
  sqlite_backend = 1u,
  postgres_backend = 2u,
  mysql_backend = 4u,
  d1_backend = 8u,
  kv_backend = 16u,
  memory_backend = 32u,
  server_backends = postgres_backend | mysql_backend,
  pooled_backends = sqlite_backend | server_backends,
  database_backends = pooled_backends | d1_backend,
  store_backends = kv_backend | memory_backend,
  cloudflare_backends = d1_backend | kv_backend,
  all_backends = database_backends | store_backends,
};

template <class T>
using FieldOf = T& (*)(DatabaseConfig&);

/// The field of a DatabaseConfig that a row fills; monostate where one row does not mean one field.
using Field =
    std::variant<std::monostate, FieldOf<std::string>, FieldOf<std::uint16_t>,
                 FieldOf<std::uint32_t>, FieldOf<std::chrono::milliseconds>, FieldOf<bool>,
                 FieldOf<ReadFallback>, FieldOf<LogLevel>, FieldOf<std::vector<std::string>>>;

/// One row. Texts are as a user would write them.
struct Variable {
  std::string_view name{};  ///< Of scopes connection and store: the suffix, "POOL_MAX".
  Scope scope = Scope::process;
  Type type = Type::text;
  std::string_view default_value{};
  std::uint64_t min = 0;  ///< Of numbers, inclusive.
  std::uint64_t max = std::numeric_limits<std::uint32_t>::max();
  std::string_view choices{};  ///< Of Type::choice, separated by blanks.
  bool secret = false;         ///< Never shown.
  bool guarded = false;        ///< Chooses files or code: ignored in a setuid process.
  unsigned backends = all_backends;
  std::string_view default_name{};  ///< The whole name for the default connection or store, where
                                    ///< it is not made from the suffix.
  std::string_view field_name{};    ///< "pool.max"
  Field field{};
  /// The field is empty unless it is set, and `default_value` what it then stands for: to ask for
  /// the default aloud may mean more than to leave it.
  bool empty_unless_set = false;
  std::string_view meaning{};
};

/// All rows, in the order in which they are documented.
[[nodiscard]] std::span<const Variable> variables() noexcept;
/// The row of that scope and name. Requires: there is one.
[[nodiscard]] const Variable& variable(Scope scope, std::string_view name);
/// The row that a plugin means by `name`; nullptr when plugins may not ask for it.
[[nodiscard]] const Variable* plugin_variable(std::string_view name) noexcept;

/// The name of a row's variable for one connection or store: "DB_POOL_MAX" for "default",
/// "DB_REPORTS_POOL_MAX" for "reports". For other scopes the row's name.
[[nodiscard]] std::string variable_name(const Variable& row, std::string_view owner = "default");
/// A connection's or store's name as a part of variable names: "my-db.eu" -> "MY_DB_EU".
[[nodiscard]] std::string variable_part(std::string_view name);

/// What a row takes, as the end of a sentence: "a whole number of milliseconds from 0 to 1000".
[[nodiscard]] std::string accepted(const Variable& row);

}  // namespace zin::config
