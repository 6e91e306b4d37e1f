// Checks of zin_plugin, zin_driver and zin_cache_driver, in the order in which they can be trusted.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "zin/host/abi_text.hpp"
#include "zin/host/plugin_name.hpp"
#include "zin/host/refusal.hpp"

namespace zin::host {
namespace {

// No table of ours comes near; what is larger is no size but rubbish.
constexpr std::uint32_t max_struct_size = 65536;
constexpr std::uint64_t max_text_bytes = 65536;
constexpr std::string_view build_anew = "build it anew against the SDK of this zin";

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view reason) {
  throw refusal(Errc::plugin_refused, file, reason, build_anew);
}

template <class Table>
void check_alignment(const Table* given, std::string_view what, const std::filesystem::path& file) {
  if (reinterpret_cast<std::uintptr_t>(given) % alignof(Table) != 0) {
    refuse(file, fmt::format("its {} is at an address that is not a multiple of {}", what,
                             alignof(Table)));
  }
}

void check_size(std::uint32_t size, std::string_view what, const std::filesystem::path& file) {
  if (size == 0) refuse(file, fmt::format("struct_size of its {} is 0", what));
  if (size > max_struct_size) {
    refuse(file,
           fmt::format("struct_size of its {} is {}, which is too huge to be true", what, size));
  }
  if (size % alignof(void*) != 0) {
    refuse(file, fmt::format("struct_size of its {} is {}, which is no multiple of {}", what, size,
                             alignof(void*)));
  }
}

void check_text(zin_str text, std::string_view what, const std::filesystem::path& file) {
  if (text.len > max_text_bytes || (text.ptr == nullptr && text.len != 0)) {
    refuse(file, fmt::format("{} is no readable text ({} bytes)", what, text.len));
  }
}

void check_name(std::string_view name, std::string_view what, const std::filesystem::path& file) {
  if (is_plugin_name(name)) return;
  refuse(file, fmt::format("{} `{}` is no name of 1 to 32 characters of a-z, 0-9 and `-`", what,
                           printable(name, 64)));
}

void check_names(zin_str name, zin_str aliases, zin_str option_keys,
                 const std::filesystem::path& file) {
  check_text(name, "the name of its implementation", file);
  check_text(aliases, "`aliases` of its implementation", file);
  check_text(option_keys, "`option_keys` of its implementation", file);
  check_name(text_of(name), "the name of its implementation", file);
  for (const std::string& alias : words_of(text_of(aliases))) check_name(alias, "its alias", file);
}

std::string version_text(std::uint32_t abi_version) {
  return fmt::format("{}.{}", abi_version >> 16, abi_version & 0xFFFF);
}

void check_abi(std::uint32_t abi_version, const std::filesystem::path& file) {
  // R11: while the major is 0 the minor must match too.
  if (abi_version == ZIN_ABI_VERSION) return;
  throw refusal(Errc::abi_mismatch, file,
                fmt::format("it was built for version {} of the driver ABI, and this zin speaks {}",
                            version_text(abi_version), version_text(ZIN_ABI_VERSION)),
                "install the plugin that belongs to this zin, or build it anew against its SDK");
}

// A required function is there if struct_size covers it and it is not NULL.
#define ZIN_REQUIRE(given, Table, function, what, file)                                        \
  require_function(ZIN_HAS(given, Table, function) && (given)->function != nullptr, #function, \
                   what, file)

void require_function(bool present, std::string_view function, std::string_view what,
                      const std::filesystem::path& file) {
  if (present) return;
  throw refusal(Errc::plugin_refused, file,
                fmt::format("the required function {} of its {} is missing", function, what),
                "fill it in and build it anew");
}

template <class Table>
void check_head(const Table* given, std::size_t head_size, std::string_view what,
                const std::filesystem::path& file) {
  check_alignment(given, what, file);
  check_size(given->struct_size, what, file);
  if (given->struct_size < head_size) {
    refuse(file, fmt::format("struct_size of its {} is {}, which does not even cover its name",
                             what, given->struct_size));
  }
}

constexpr std::uint64_t async_capabilities = ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE;

}  // namespace

zin_plugin checked_plugin(const zin_plugin* given, const std::filesystem::path& file) {
  constexpr std::string_view what = "zin_plugin";
  check_alignment(given, what, file);
  if (given->magic != ZIN_MAGIC) {
    const bool swapped = __builtin_bswap32(given->magic) == ZIN_MAGIC;
    refuse(file, fmt::format("its magic number is {:#010x} instead of {:#010x}{}", given->magic,
                             ZIN_MAGIC, swapped ? " (the other byte order)" : ""));
  }
  check_size(given->struct_size, what, file);
  if (!ZIN_HAS(given, zin_plugin, abi_version)) {
    refuse(file, "struct_size of its zin_plugin does not even cover abi_version");
  }
  check_abi(given->abi_version, file);
  ZIN_REQUIRE(given, zin_plugin, get_impl, what, file);
  zin_plugin plugin{};
  std::memcpy(&plugin, given, std::min<std::size_t>(given->struct_size, sizeof plugin));
  check_text(plugin.name, "its name", file);
  check_text(plugin.version, "its version", file);
  check_text(plugin.vendor, "its vendor", file);
  check_text(plugin.license, "its license", file);
  check_text(plugin.build, "its build", file);
  check_name(text_of(plugin.name), "its name", file);
  return plugin;
}

void check_driver(const zin_driver* given, const std::filesystem::path& file) {
  constexpr std::string_view what = "zin_driver";
  check_head(given, offsetof(zin_driver, conn_new), what, file);
  check_names(given->name, given->aliases, given->option_keys, file);
  check_text(given->dialect, "`dialect` of its implementation", file);
  ZIN_REQUIRE(given, zin_driver, conn_new, what, file);
  ZIN_REQUIRE(given, zin_driver, conn_close, what, file);
  ZIN_REQUIRE(given, zin_driver, start_connect, what, file);
  ZIN_REQUIRE(given, zin_driver, conn_state, what, file);
  ZIN_REQUIRE(given, zin_driver, conn_info, what, file);
  ZIN_REQUIRE(given, zin_driver, start_exec, what, file);
  ZIN_REQUIRE(given, zin_driver, result_info, what, file);
  ZIN_REQUIRE(given, zin_driver, fetch, what, file);
  ZIN_REQUIRE(given, zin_driver, next_result, what, file);
  ZIN_REQUIRE(given, zin_driver, cursor_close, what, file);
  if ((given->capabilities & async_capabilities) != 0) {
    ZIN_REQUIRE(given, zin_driver, op_step, what, file);
  }
}

void check_cache_driver(const zin_cache_driver* given, const std::filesystem::path& file) {
  constexpr std::string_view what = "zin_cache_driver";
  check_head(given, offsetof(zin_cache_driver, cache_open), what, file);
  check_names(given->name, given->aliases, given->option_keys, file);
  ZIN_REQUIRE(given, zin_cache_driver, cache_open, what, file);
  ZIN_REQUIRE(given, zin_cache_driver, cache_close, what, file);
  ZIN_REQUIRE(given, zin_cache_driver, cache_info, what, file);
  ZIN_REQUIRE(given, zin_cache_driver, start_get, what, file);
  ZIN_REQUIRE(given, zin_cache_driver, unpin, what, file);
  ZIN_REQUIRE(given, zin_cache_driver, start_set, what, file);
  ZIN_REQUIRE(given, zin_cache_driver, start_del, what, file);
  if ((given->capabilities & async_capabilities) != 0) {
    ZIN_REQUIRE(given, zin_cache_driver, op_step, what, file);
  }
}

#undef ZIN_REQUIRE

}  // namespace zin::host
