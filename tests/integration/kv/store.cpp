// Loads the plugin and wraps its calls.
// SPDX-License-Identifier: MIT
#include "store.hpp"

#include <dlfcn.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <stdexcept>

namespace zin::test {
namespace {

std::atomic<std::int64_t> moved_ns{0};
std::mutex host_mutex;
std::map<std::string, std::string> host_config;
std::vector<std::string> host_log;

zin_str str(std::string_view text) { return {text.data(), text.size()}; }
std::string text(zin_str view) {
  return view.len == 0 ? std::string() : std::string(view.ptr, view.len);
}

std::int64_t tell_time(void*) { return Host::now_ns(); }

void keep_log(void*, std::int32_t, zin_str component, zin_str message) {
  const std::lock_guard lock(host_mutex);
  host_log.push_back(text(component) + ": " + text(message));
}

zin_str tell_config(void*, zin_str key) {
  const std::lock_guard lock(host_mutex);
  // Views live until the process ends.
  static std::deque<std::string> told;
  const auto found = host_config.find(text(key));
  return found == host_config.end() ? zin_str{nullptr, 0} : str(told.emplace_back(found->second));
}

const zin_host& host() {
  static const zin_host made = [] {
    zin_host out{};
    out.struct_size = sizeof(zin_host);
    out.abi_version = ZIN_ABI_VERSION;
    out.name = str("store tests");
    out.log_level = ZIN_LOG_TRACE;
    out.log = &keep_log;
    out.now_ns = &tell_time;
    out.get_config = &tell_config;
    return out;
  }();
  return made;
}

const zin_plugin& loaded_plugin() {
  static const zin_plugin* const plugin = [] {
    const char* const path = std::getenv("ZIN_STORE_PLUGIN");
    if (path == nullptr) throw std::runtime_error("ZIN_STORE_PLUGIN names no file");
    void* const library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) throw std::runtime_error(dlerror());
    const auto entry = reinterpret_cast<zin_plugin_entry_fn>(dlsym(library, ZIN_ENTRY_SYMBOL));
    Fault fault;
    const zin_plugin* const answered = entry(&host(), &fault);
    if (answered == nullptr) throw std::runtime_error(fault.text());
    return answered;
  }();
  return *plugin;
}

zin_cache_item item_for(std::string_view key, std::uint32_t flags) {
  zin_cache_item item{};
  item.struct_size = sizeof item;
  item.key = str(key);
  // What is there before must not matter.
  item.flags = flags | ZIN_COUT_HIT | ZIN_COUT_TTL_ROUNDED;
  item.status = ZIN_E_ERROR;
  return item;
}

}  // namespace

void Host::advance(std::int64_t nanoseconds) { moved_ns += nanoseconds; }

std::int64_t Host::now_ns() {
  return moved_ns + std::chrono::duration_cast<std::chrono::nanoseconds>(
                        std::chrono::steady_clock::now().time_since_epoch())
                        .count();
}

void Host::set_config(std::map<std::string, std::string> values) {
  const std::lock_guard lock(host_mutex);
  host_config = std::move(values);
}

std::vector<std::string> Host::take_log() {
  const std::lock_guard lock(host_mutex);
  return std::exchange(host_log, {});
}

const zin_cache_driver& table(std::string_view kind) {
  std::uint32_t what = 0;
  for (std::uint32_t i = 0;; ++i) {
    const auto* const found =
        static_cast<const zin_cache_driver*>(loaded_plugin().get_impl(i, &what));
    if (found == nullptr) throw std::runtime_error("the plugin has no such store");
    BOOST_REQUIRE_EQUAL(what, ZIN_KIND_CACHE);
    if (text(found->name) == kind) return *found;
  }
}

Store::Store(std::string_view kind, const Options& options) : driver_(table(kind)) {
  std::vector<zin_kv> given;
  for (const auto& [key, value] : options) given.push_back({str(key), str(value)});
  const zin_status status =
      driver_.cache_open(given.data(), static_cast<std::uint32_t>(given.size()), &store_, &fault);
  if (status != ZIN_OK) throw std::runtime_error(fault.text());
}

Store::~Store() { driver_.cache_close(store_); }

zin_op Store::operation() const {
  zin_op op{};
  op.struct_size = sizeof op;
  op.flags = ZIN_OPF_SYNC;
  op.token = token;
  op.deadline_ns = op.give_up_ns = deadline_ns;
  return op;
}

void Store::keep_outcome(const std::vector<zin_cache_item>& items, zin_status status) {
  statuses.clear();
  hits.clear();
  if (status != ZIN_OK) return;
  for (const zin_cache_item& item : items) {
    statuses.push_back(item.status);
    hits.push_back((item.flags & ZIN_COUT_HIT) != 0);
  }
}

std::vector<Got> Store::get_many(const std::vector<std::string>& keys, std::uint32_t flags,
                                 std::size_t buffer) {
  std::vector<zin_cache_item> items;
  std::vector<std::string> buffers(keys.size(), std::string(buffer, '#'));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    items.push_back(item_for(keys[i], flags));
    items.back().buf = buffer == 0 ? nullptr : buffers[i].data();
    items.back().buf_cap = buffer;
  }
  const zin_op op = operation();
  fault = Fault();
  const auto count = static_cast<std::uint32_t>(items.size());
  const zin_status status = driver_.start_get(store_, items.data(), count, &op, nullptr, &fault);
  BOOST_REQUIRE_MESSAGE(status == ZIN_OK, fault.text());
  keep_outcome(items, status);
  std::vector<Got> out;
  for (const zin_cache_item& item : items)
    out.push_back(
        {item.status, (item.flags & ZIN_COUT_HIT) != 0, text(item.value), item.ttl_ns, item.flags});
  driver_.unpin(store_, items.data(), count);
  for (const zin_cache_item& item : items) BOOST_CHECK((item.flags & ZIN_COUT_PINNED) == 0);
  return out;
}

std::optional<std::string> Store::value(const std::string& key) {
  Got got = get(key);
  if (!got.hit) return std::nullopt;
  return std::move(got.value);
}

bool Store::set_quietly(const std::string& key, std::string_view value) {
  zin_cache_item item = item_for(key, 0);
  item.value = str(value);
  item.ttl_ns = ZIN_TTL_NONE;
  const zin_op op = operation();
  return driver_.start_set(store_, &item, 1, &op, nullptr, nullptr) == ZIN_OK &&
         item.status == ZIN_OK;
}

std::optional<std::string> Store::value_quietly(const std::string& key) {
  zin_cache_item item = item_for(key, 0);
  const zin_op op = operation();
  if (driver_.start_get(store_, &item, 1, &op, nullptr, nullptr) != ZIN_OK) return std::nullopt;
  std::optional<std::string> out;
  if ((item.flags & ZIN_COUT_HIT) != 0) out = text(item.value);
  driver_.unpin(store_, &item, 1);
  return out;
}

zin_status Store::try_get_many(const std::vector<std::string>& keys) {
  std::vector<zin_cache_item> items;
  for (const std::string& key : keys) items.push_back(item_for(key, 0));
  const zin_op op = operation();
  fault = Fault();
  const auto count = static_cast<std::uint32_t>(items.size());
  const zin_status status = driver_.start_get(store_, items.data(), count, &op, nullptr, &fault);
  keep_outcome(items, status);
  if (status == ZIN_OK) driver_.unpin(store_, items.data(), count);
  return status;
}

zin_status Store::set_many(const std::vector<Entry>& entries) {
  std::vector<zin_cache_item> items;
  for (const Entry& entry : entries) {
    items.push_back(item_for(entry.key, entry.flags));
    items.back().value = str(entry.value);
    items.back().ttl_ns = entry.ttl_ns;
  }
  const zin_op op = operation();
  fault = Fault();
  const zin_status status = driver_.start_set(
      store_, items.data(), static_cast<std::uint32_t>(items.size()), &op, nullptr, &fault);
  keep_outcome(items, status);
  return status;
}

zin_status Store::remove_many(const std::vector<std::string>& keys) {
  std::vector<zin_cache_item> items;
  for (const std::string& key : keys) items.push_back(item_for(key, 0));
  const zin_op op = operation();
  fault = Fault();
  const zin_status status = driver_.start_del(
      store_, items.data(), static_cast<std::uint32_t>(items.size()), &op, nullptr, &fault);
  keep_outcome(items, status);
  return status;
}

zin_status Store::clear(std::string_view prefix) {
  const zin_op op = operation();
  fault = Fault();
  removed = -1;
  return driver_.start_clear(store_, str(prefix), &removed, &op, nullptr, &fault);
}

std::optional<Store::Page> Store::scan(std::string_view prefix, std::string_view resume,
                                       std::uint32_t limit) {
  zin_cache_page page{};
  page.struct_size = sizeof page;
  page.limit = limit;
  const zin_op op = operation();
  fault = Fault();
  if (driver_.start_scan(store_, str(prefix), str(resume), &page, &op, nullptr, &fault) != ZIN_OK)
    return std::nullopt;
  Page out;
  for (std::uint32_t i = 0; i < page.nkeys; ++i) out.keys.push_back(text(page.keys[i]));
  out.next = text(page.next);
  out.last = (page.flags & ZIN_CPAGE_LAST) != 0;
  driver_.page_free(store_, &page);
  return out;
}

zin_cache_info Store::info() const {
  zin_cache_info out{};
  out.struct_size = sizeof out;
  driver_.cache_info(store_, &out);
  return out;
}

zin_cache_stats Store::stats() const {
  zin_cache_stats out{};
  out.struct_size = sizeof out;
  driver_.stats(store_, &out);
  return out;
}

Options rest_options(const Peer& peer, std::size_t number, const Options& further) {
  Options out{{"base_url", peer.url},
              {"account_id", peer.account},
              {"api_token", peer.token},
              {"namespace_id", peer.namespaces.at(number)}};
  out.insert(out.end(), further.begin(), further.end());
  return out;
}

Options remote_options(const Peer& peer, std::size_t number, const Options& further) {
  Options out{{"base_url", peer.proxies.at(number)},
              {"key_id", peer.proxy_key_id},
              {"secret", peer.proxy_secret}};
  out.insert(out.end(), further.begin(), further.end());
  return out;
}

}  // namespace zin::test
