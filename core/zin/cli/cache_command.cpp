// `zin cache`: looks into a store and changes it.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "zin/base/result.hpp"
#include "zin/cli/commands.hpp"
#include "zin/cli/confirmation.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/config/words.hpp"
#include "zin/host/abi_text.hpp"

namespace zin::cli {
namespace {

constexpr const char* get_examples = R"(Examples:
  zin cache get user:1
  zin cache get user:1 --store kv | jq .name

Writes the stored bytes as they are, a JSON document unless they were set as bytes, and a line feed.
The status is 1 when there is no such value.)";

constexpr const char* set_examples = R"(Examples:
  zin cache set greeting hello --ttl 60
  zin cache set user:1 '{"name": "Ada"}'
  zin cache set number 42 --text            the text "42"

A VALUE that is a JSON document is stored as that, any other as a text.)";

constexpr const char* forget_examples = R"(Examples:
  zin cache forget user:1 --store kv

The status is 0 also when there was no such value.)";

constexpr const char* clear_examples = R"(Examples:
  zin cache clear --store kv
  zin cache clear --prefix user: --force

Removes the values under the store's own key prefix (CACHE_KEY_PREFIX), and no others.)";

constexpr const char* stats_examples = R"(Examples:
  zin cache stats
  zin cache stats --store kv --json | jq .capabilities

Figures are those of this process: of a store in memory nobody else sees anything.)";

struct CacheOptions {
  std::string store = "default";
  std::string key;
  std::string value;
  std::string ttl;
  std::string prefix;
  bool text = false;
  Consent consent;
};

using Shared = std::shared_ptr<CacheOptions>;

CacheStore& store_of(const CacheOptions& options, Context& context) {
  return context.manager.cache(options.store);
}

int run_get(const CacheOptions& options, Context& context) {
  const auto bytes = store_of(options, context).get<Bytes>(options.key);
  if (!bytes) {
    throw Error{Errc::not_found, fmt::format("there is no value \"{}\" in the store \"{}\"",
                                             one_line(options.key), one_line(options.store))};
  }
  const std::string_view text = as_text(*bytes);
  if (!context.json) {
    context.out.write(text);
    context.out.write("\n");
    return 0;
  }
  // Bytes that are no document are shown as a text, as far as they are one.
  Json value = attempt([&] { return Json::parse(text); }).value_or(Json{host::valid_utf8(text)});
  context.out.print(
      "{}\n",
      Json::object({{"key", host::valid_utf8(options.key)}, {"value", std::move(value)}}).dump());
  return 0;
}

Ttl ttl_of(const CacheOptions& options) {
  if (options.ttl.empty()) return {};
  const auto seconds = config::parse_unsigned(options.ttl);
  constexpr std::uint64_t ten_years_s = 315'360'000;
  if (!seconds || *seconds > ten_years_s) {
    throw UsageError{"--ttl takes a whole number of seconds from 0 (until evicted) to 315360000"};
  }
  return *seconds == 0 ? Ttl::forever() : Ttl{std::chrono::seconds{*seconds}};
}

int run_set(const CacheOptions& options, Context& context) {
  const Ttl ttl = ttl_of(options);
  Json value{host::valid_utf8(options.value)};
  if (!options.text) {
    value = attempt([&] { return Json::parse(options.value); }).value_or(std::move(value));
  }
  store_of(options, context).set(options.key, value, ttl);
  if (context.json) context.out.print("{}\n", Json::object({{"stored", true}}).dump());
  return 0;
}

int run_forget(const CacheOptions& options, Context& context) {
  const bool forgotten = store_of(options, context).forget(options.key);
  if (context.json) context.out.print("{}\n", Json::object({{"forgotten", forgotten}}).dump());
  return 0;
}

int run_clear(const CacheOptions& options, Context& context) {
  CacheStore& store = store_of(options, context);
  if (!options.consent.for_loss(context, fmt::format("clear the cache \"{}\"", store.name()))) {
    return 1;
  }
  const auto removed = store.clear(options.prefix);
  if (context.json) {
    context.out.print("{}\n",
                      Json::object({{"removed", removed ? Json{*removed} : Json{}}}).dump());
  } else if (removed) {
    context.out.print("{} removed\n", *removed);
  } else {
    context.out.print("cleared\n");
  }
  return 0;
}

struct Figure {
  const char* name;
  std::optional<std::uint64_t> value;
};

int run_stats(const CacheOptions& options, Context& context) {
  const CacheStore& store = store_of(options, context);
  const CacheStats stats = store.stats();
  const CacheCapabilities can = store.capabilities();
  const Figure figures[] = {{"hits", stats.hits},       {"misses", stats.misses},
                            {"sets", stats.sets},       {"evicted", stats.evicted},
                            {"expired", stats.expired}, {"items", stats.items},
                            {"bytes", stats.bytes}};
  const std::pair<const char*, bool> abilities[] = {
      {"ttl", can.ttl},
      {"touch", can.touch},
      {"add", can.atomic_add},
      {"compare_and_swap", can.compare_and_swap},
      {"increment", can.counters},
      {"lock", can.atomic_add && can.compare_and_swap && can.ttl},
      {"keys", can.scan},
      {"shared", can.shared}};
  const auto stale_ms = std::chrono::duration_cast<std::chrono::milliseconds>(can.stale).count();
  if (context.json) {
    Json all = Json::object({{"store", store.name()}, {"driver", stats.driver}});
    for (const auto& [name, value] : figures) all[name] = value ? Json{*value} : Json{};
    Json capabilities = Json::object();
    for (const auto& [name, has] : abilities) capabilities[name] = has;
    capabilities["stale_ms"] = stale_ms;
    capabilities["max_key_bytes"] = can.max_key_bytes;
    capabilities["max_value_bytes"] = can.max_value_bytes;
    all["capabilities"] = std::move(capabilities);
    context.out.print("{}\n", all.dump());
    return 0;
  }
  TextColumns table;
  table.row({"store", one_line(store.name())});
  table.row({"driver", one_line(stats.driver)});
  for (const auto& [name, value] : figures) {
    table.row({name, value ? fmt::format("{}", *value) : "unknown"});
  }
  std::string words;
  for (const auto& [name, has] : abilities) {
    if (has) words += (words.empty() ? "" : ", ") + std::string{name};
  }
  table.row({"can", words.empty() ? "get, set, forget" : words});
  if (stale_ms > 0) table.row({"stale", fmt::format("reads for up to {} ms", stale_ms)});
  table.write(context.out);
  return 0;
}

void describe(const Command& command, const Shared& options, const char* notes,
              int (*run)(const CacheOptions&, Context&), Context& context) {
  command.option(
      {"--store", "NAME", "Store to use: one of CACHE_STORES, or a driver (default: default)"},
      options->store);
  command.json_flag();
  command.notes(notes);
  command.runs([options, run, &context] { return run(*options, context); });
}

}  // namespace

void add_cache_command(Command root, Context& context) {
  const auto options = std::make_shared<CacheOptions>();
  const Command cache = root.command("cache", "Look into a cache and change it");

  const Command get = cache.command("get", "Show one value");
  get.required_argument("KEY", options->key, "The key, without the store's prefix");
  describe(get, options, get_examples, run_get, context);

  const Command set = cache.command("set", "Store one value");
  set.required_argument("KEY", options->key, "The key, without the store's prefix");
  set.required_argument("VALUE", options->value, "A JSON document, or a text");
  set.option({"--ttl", "SECONDS", "How long it is kept (default: the store's; 0: until evicted)"},
             options->ttl);
  set.flag("--text", options->text, "VALUE is a text, whatever it looks like");
  describe(set, options, set_examples, run_set, context);

  const Command forget = cache.command("forget", "Remove one value");
  forget.required_argument("KEY", options->key, "The key, without the store's prefix");
  describe(forget, options, forget_examples, run_forget, context);

  const Command clear = cache.command("clear", "Remove all values");
  clear.option({"--prefix", "PREFIX", "Only those whose keys begin with it"}, options->prefix);
  clear.flag("-f,--force", options->consent.force, "Do it in production, and without asking");
  clear.flag("--no-interactive", options->consent.no_interactive, "Ask nothing");
  describe(clear, options, clear_examples, run_clear, context);

  describe(cache.command("stats", "Show figures, and what the store can do"), options,
           stats_examples, run_stats, context);
}

}  // namespace zin::cli
