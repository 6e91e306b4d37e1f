// Finds the config and takes what it binds.
// SPDX-License-Identifier: MIT
#include "zin/config/wrangler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/text_file.hpp"
#include "zin/config/words.hpp"
#include "zin/config/wrangler_document.hpp"

namespace zin::config {
namespace {

namespace fs = std::filesystem;
using Kind = WranglerNode::Kind;

constexpr std::size_t largest_wrangler_config = std::size_t{4} << 20U;

class WranglerReader {
 public:
  WranglerReader(const WranglerNode& root, const std::string& file, std::string_view environment)
      : root_(root), file_(file), environment_(environment) {}

  WranglerConfig read() {
    const WranglerNode& section = environment_.empty() ? root_ : named_section();
    WranglerConfig config{.file = file_, .environment = environment_};
    config.account_id = text_of(section, "account_id");
    if (config.account_id.value.empty()) config.account_id = text_of(root_, "account_id");
    for (const WranglerNode& one : tables_of(section, "d1_databases")) {
      config.databases.push_back(database(one));
      const WranglerText& binding = config.databases.back().binding;
      refuse_twice(binding, config.bound_database(binding.value)->binding, "databases");
    }
    for (const WranglerNode& one : tables_of(section, "kv_namespaces")) {
      config.namespaces.push_back({.binding = required(one, "binding", "kv_namespaces"),
                                   .id = text_of(one, "id"),
                                   .preview_id = text_of(one, "preview_id")});
      const WranglerText& binding = config.namespaces.back().binding;
      refuse_twice(binding, config.bound_namespace(binding.value)->binding, "namespaces");
    }
    return config;
  }

 private:
  [[noreturn]] void refuse(std::size_t line, std::string_view what) const {
    throw Error{Errc::invalid_config, fmt::format("{}: {}", wrangler_place(file_, line), what)};
  }

  void refuse_twice(const WranglerText& one, const WranglerText& first,
                    std::string_view what) const {
    if (&first == &one) return;
    refuse(one.line, fmt::format("two {} have the binding \"{}\", the other one in line {}", what,
                                 displayed(one.value), first.line));
  }

  [[nodiscard]] const WranglerNode& named_section() const {
    const WranglerNode* const all = root_.find("env");
    const WranglerNode* const found = all == nullptr ? nullptr : all->find(environment_);
    if (found == nullptr) {
      std::vector<std::string> names;
      if (all != nullptr) {
        for (const WranglerNode& one : all->children) names.push_back(displayed(one.key));
      }
      refuse(all == nullptr ? 1 : all->line,
             fmt::format("there is no section env.{} as WRANGLER_ENV asks for; there is {}",
                         displayed(environment_), names.empty() ? "none" : joined(names)));
    }
    if (found->kind != Kind::table) {
      refuse(found->line, fmt::format("env.{} takes a table, this is {}", displayed(environment_),
                                      config::described(found->kind)));
    }
    return *found;
  }

  [[nodiscard]] WranglerText text_of(const WranglerNode& table, std::string_view key) const {
    const WranglerNode* const node = table.find(key);
    if (node == nullptr || node->kind == Kind::null) return {};
    if (node->kind != Kind::text) {
      refuse(node->line,
             fmt::format("`{}` takes text, this is {}", key, config::described(node->kind)));
    }
    return {std::string{trimmed(node->text)}, node->line};
  }

  [[nodiscard]] WranglerText required(const WranglerNode& table, std::string_view key,
                                      std::string_view list) const {
    WranglerText text = text_of(table, key);
    if (text.value.empty()) {
      refuse(table.line, fmt::format("an entry of `{}` has no `{}`", list, key));
    }
    return text;
  }

  [[nodiscard]] const std::vector<WranglerNode>& tables_of(const WranglerNode& section,
                                                           std::string_view key) const {
    static const std::vector<WranglerNode> none;
    const WranglerNode* const list = section.find(key);
    if (list == nullptr || list->kind == Kind::null) return none;
    if (list->kind != Kind::list) {
      refuse(list->line, fmt::format("`{}` takes a list of tables, this is {}", key,
                                     config::described(list->kind)));
    }
    for (const WranglerNode& one : list->children) {
      if (one.kind == Kind::table) continue;
      refuse(one.line, fmt::format("`{}` takes a list of tables, this entry is {}", key,
                                   config::described(one.kind)));
    }
    return list->children;
  }

  [[nodiscard]] WranglerDatabase database(const WranglerNode& from) const {
    WranglerDatabase made{.binding = required(from, "binding", "d1_databases"),
                          .name = text_of(from, "database_name"),
                          .id = text_of(from, "database_id"),
                          .preview_id = text_of(from, "preview_database_id")};
    made.line = from.line;
    const auto take = [&](std::string_view key, std::string& field) {
      if (WranglerText text = text_of(from, key); !text.value.empty()) {
        field = std::move(text.value);
      }
    };
    take("migrations_dir", made.migrations_dir);
    take("migrations_table", made.migrations_table);
    take("migrations_pattern", made.migrations_pattern);
    if (!made.migrations_pattern.empty()) check_pattern(from, made);
    return made;
  }

  // Names of migrations are relative to the folder.
  void check_pattern(const WranglerNode& from, const WranglerDatabase& made) const {
    const std::string folder = fs::path{made.migrations_dir}.lexically_normal().string();
    const std::string pattern = fs::path{made.migrations_pattern}.lexically_normal().string();
    if (folder == "." || pattern.starts_with(folder + (folder.ends_with('/') ? "" : "/"))) return;
    refuse(from.find("migrations_pattern")->line,
           "`migrations_pattern` must start with `migrations_dir`");
  }

  const WranglerNode& root_;
  const std::string& file_;
  std::string environment_;
};

template <class List>
std::string bindings_of(const List& list, std::string (*text)(const typename List::value_type&)) {
  std::vector<std::string> names;
  for (const auto& one : list) names.push_back(text(one));
  return names.empty() ? "none" : joined(names);
}

}  // namespace

const std::string& WranglerDatabase::local_id() const noexcept {
  if (!preview_id.value.empty()) return preview_id.value;
  return id.value.empty() ? binding.value : id.value;
}

std::string WranglerConfig::folder() const {
  return fs::absolute(fs::path{file}).lexically_normal().parent_path().string();
}

const WranglerDatabase* WranglerConfig::bound_database(std::string_view binding) const noexcept {
  for (const WranglerDatabase& one : databases) {
    if (one.binding.value == binding) return &one;
  }
  return nullptr;
}

const WranglerDatabase* WranglerConfig::database(std::string_view wanted) const noexcept {
  for (const WranglerDatabase& one : databases) {
    if (one.name.value == wanted || one.binding.value == wanted) return &one;
  }
  return nullptr;
}

const WranglerNamespace* WranglerConfig::bound_namespace(std::string_view binding) const noexcept {
  for (const WranglerNamespace& one : namespaces) {
    if (one.binding.value == binding) return &one;
  }
  return nullptr;
}

std::string WranglerConfig::database_names() const {
  return bindings_of(databases, [](const WranglerDatabase& one) {
    return one.name.value.empty()
               ? displayed(one.binding.value)
               : fmt::format("{} ({})", displayed(one.binding.value), displayed(one.name.value));
  });
}

std::string WranglerConfig::namespace_names() const {
  return bindings_of(namespaces,
                     [](const WranglerNamespace& one) { return displayed(one.binding.value); });
}

std::string WranglerConfig::described() const {
  return environment.empty() ? file : fmt::format("{}, env.{}", file, displayed(environment));
}

std::string find_wrangler_file(const std::string& folder) {
  std::error_code failure;
  const fs::path start = fs::absolute(fs::path{folder}, failure).lexically_normal();
  if (failure) return {};
  fs::path at = start;
  if (!at.has_filename()) at = at.parent_path();
  for (bool first = true;; first = false) {
    for (const char* const name : {"wrangler.jsonc", "wrangler.json", "wrangler.toml"}) {
      const std::string found = (at / name).string();
      if (!is_regular_file(found)) continue;
      return first && folder == "." ? std::string{name} : found;
    }
    if (at == at.parent_path()) return {};
    at = at.parent_path();
  }
}

WranglerConfig read_wrangler(std::string_view text, const std::string& file,
                             std::string_view environment) {
  const WranglerNode root = parse_wrangler(text, file);
  return WranglerReader{root, file, environment}.read();
}

WranglerConfig read_wrangler(const std::string& file, std::string_view environment) {
  const TextFile read = read_text_file(file, largest_wrangler_config);
  if (!read.problem.empty()) {
    throw Error{Errc::invalid_config,
                fmt::format("the wrangler config {} {}: name a readable one in "
                            "ZIN_WRANGLER_CONFIG, or unset it",
                            shown(file), read.problem)};
  }
  return read_wrangler(read.text, file, environment);
}

}  // namespace zin::config
