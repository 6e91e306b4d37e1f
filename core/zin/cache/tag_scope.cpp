// Versions of tags: random texts, each under a key of its own.
// SPDX-License-Identifier: MIT
#include "zin/cache/tag_scope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "zin/base/error.hpp"
#include "zin/cache/random_text.hpp"

namespace zin::caching {
namespace {

std::vector<std::string> keys_of(const Engine& engine, std::span<const std::string> tags) {
  std::vector<std::string> keys;
  keys.reserve(tags.size());
  for (const std::string& tag : tags) {
    keys.push_back(engine.beside("tag", {.scope = {}, .key = tag}));
  }
  return keys;
}

// Of a tag that has none yet. Where the store can tell, the first one counts.
std::string first_version(Engine& engine, const std::string& key) {
  Backend& backend = engine.backend();
  const bool atomic = backend.can(ZIN_CCAP_IF_ABSENT);
  std::string version = random_text();
  zin_cache_item item = item_of(key, atomic ? std::uint32_t{ZIN_CSET_IF_ABSENT} : 0);
  item.value = {version.data(), version.size()};
  backend.set({&item, 1});
  if (!atomic || hit(item)) return version;
  zin_cache_item there = item_of(key);
  const Pins pins{backend, {&there, 1}};
  backend.get({&there, 1});
  return hit(there) ? std::string{value_of(there)} : version;
}

std::uint64_t mixed(std::uint64_t bits) noexcept {  // splitmix64
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
  return bits ^ (bits >> 31);
}

std::uint64_t bits_of(std::string_view digits) noexcept {
  std::uint64_t bits = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
  return bits;
}

}  // namespace

std::vector<std::string> checked_tags(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (names.empty() || names.front().empty()) {
    throw Error(Errc::invalid_argument, names.empty() ? "tags() was given no tag; name at least one"
                                                      : "the name of a tag is empty");
  }
  return names;
}

std::string tag_scope(Engine& engine, std::span<const std::string> tags) {
  if (tags.empty()) return {};
  constexpr std::size_t version_size = 32;
  const std::vector<std::string> keys = keys_of(engine, tags);
  std::vector<zin_cache_item> items;
  std::vector<std::array<char, version_size>> buffers(tags.size());
  for (std::size_t at = 0; at < keys.size(); ++at) {
    items.push_back(item_of(keys[at]));
    items.back().buf = buffers[at].data();
    items.back().buf_cap = version_size;
  }
  const Pins pins{engine.backend(), items};
  engine.backend().get(items);
  // Versions are random, so that their sum stands for the set of them.
  std::uint64_t high = tags.size();
  std::uint64_t low = 0;
  for (std::size_t at = 0; at < keys.size(); ++at) {
    const std::string version =
        hit(items[at]) ? std::string{value_of(items[at])} : first_version(engine, keys[at]);
    high += mixed(bits_of(std::string_view{version}.substr(0, 16)));
    low +=
        mixed(bits_of(std::string_view{version}.substr(std::min<std::size_t>(16, version.size()))));
  }
  return fmt::format("{}tagged:{:016x}{:016x}:", reserved, high, low);
}

void renew_tags(Engine& engine, std::span<const std::string> tags) {
  engine.refuse_when_closed();
  const std::vector<std::string> keys = keys_of(engine, tags);
  std::vector<std::string> versions;
  for (std::size_t at = 0; at < keys.size(); ++at) versions.push_back(random_text());
  std::vector<zin_cache_item> items;
  for (std::size_t at = 0; at < keys.size(); ++at) {
    items.push_back(item_of(keys[at]));
    items.back().value = {versions[at].data(), versions[at].size()};
  }
  engine.backend().set(items);
}

}  // namespace zin::caching
