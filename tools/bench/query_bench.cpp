// The text of a query, by hand and by the builder.
// SPDX-License-Identifier: MIT
#include "query_bench.hpp"

#include <zin/zin.hpp>

#include <cstdlib>
#include <new>
#include <string>

namespace {

thread_local std::uint64_t allocations = 0;

}  // namespace

// Replaced for the whole program; libzin.so calls these too.
void* operator new(std::size_t size) {
  ++allocations;
  void* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc{};
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace zin::bench {
namespace {

constexpr std::int64_t texts = 200'000;

std::int64_t by_hand() {
  std::string sql;
  sql.reserve(128);
  sql += "select * from ";
  sql += "\"users\"";
  sql += " where ";
  sql += "\"active\" = ?";
  sql += " and ";
  sql += "\"votes\" > ?";
  sql += " order by ";
  sql += "\"name\" asc";
  sql += " limit 10";
  const std::vector<Value> bindings{true, 100};
  return static_cast<std::int64_t>(sql.size() + bindings.size());
}

std::int64_t by_builder() {
  Query query = table("users");
  query.where("active", true).where("votes", ">", 100).order_by("name").limit(10);
  return static_cast<std::int64_t>(query.to_sql(Dialect::sqlite).size());
}

template <class Text>
void repeat(Text text) {
  std::int64_t sum = 0;
  for (std::int64_t at = 0; at < texts; ++at) sum += text();
  keep(sum);
}

}  // namespace

std::vector<Pair> query_pairs() {
  const std::string name = "query text, built and compiled";
  const auto count = static_cast<std::uint64_t>(texts);
  return {{{name, count, [] { repeat(by_hand); }}, {name, count, [] { repeat(by_builder); }}}};
}

std::uint64_t query_allocations() {
  repeat(by_builder);  // what is kept for the next use is there
  const std::uint64_t before = allocations;
  std::int64_t sum = by_builder();
  keep(sum);
  return allocations - before;
}

}  // namespace zin::bench
