// Values from a generator whose every number is fixed.
// SPDX-License-Identifier: MIT
#include "zin/model/factory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "zin/base/error.hpp"
#include "zin/query/query.hpp"

namespace zin {
namespace {

// Rows in one statement: what an insert costs is spread over them.
constexpr std::size_t rows_at_once = 500;

constexpr std::array<std::string_view, 32> first_name_list{
    "Ada",   "Alan",  "Amara", "Bea",  "Carl",  "Chen", "Dina", "Edsger", "Elena", "Femi", "Grace",
    "Hana",  "Ines",  "Ivan",  "Jun",  "Kofi",  "Lena", "Luis", "Maya",   "Niels", "Nour", "Omar",
    "Priya", "Quinn", "Rosa",  "Sven", "Tariq", "Uma",  "Vera", "Wanda",  "Yuki",  "Zoe"};
constexpr std::array<std::string_view, 32> last_name_list{
    "Abara",  "Bauer",  "Byrne",  "Costa", "Dahl",   "Diaz",   "Egede",  "Fischer",
    "Garcia", "Hopper", "Ito",    "Jones", "Kaya",   "Kim",    "Larsen", "Li",
    "Meyer",  "Moreau", "Nakata", "Novak", "Okafor", "Olsen",  "Park",   "Petrov",
    "Quist",  "Rossi",  "Sato",   "Silva", "Tanaka", "Turing", "Weber",  "Yilmaz"};
constexpr std::array<std::string_view, 64> word_list{
    "amber",   "anchor", "apple",   "arrow",   "autumn", "basin",  "beacon",  "birch",
    "breeze",  "bridge", "candle",  "canyon",  "cedar",  "cliff",  "clover",  "cobalt",
    "copper",  "coral",  "cotton",  "crane",   "desert", "drift",  "eagle",   "ember",
    "falcon",  "fern",   "field",   "flint",   "forest", "garden", "glacier", "granite",
    "harbor",  "hazel",  "heron",   "island",  "ivory",  "jade",   "juniper", "lagoon",
    "lantern", "linen",  "maple",   "marble",  "meadow", "mist",   "moss",    "north",
    "ocean",   "olive",  "opal",    "orchard", "pebble", "pine",   "prairie", "quartz",
    "raven",   "river",  "saffron", "silver",  "spruce", "tide",   "valley",  "willow"};

template <std::size_t N>
std::string_view one_of(Factory& factory, const std::array<std::string_view, N>& of) {
  return of[static_cast<std::size_t>(factory.integer(0, static_cast<std::int64_t>(N) - 1))];
}

}  // namespace

// splitmix64, by Sebastiano Vigna, in the public domain: the standard's distributions may differ
// from one library to the next.
std::uint64_t Factory::next() noexcept {
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::int64_t Factory::integer(std::int64_t least, std::int64_t most) {
  if (least > most) {
    throw Error(Errc::invalid_argument, "a factory's integer() wants the smaller bound first");
  }
  const std::uint64_t span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
  std::uint64_t number = next();
  // A remainder favours small numbers by less than span / 2^64.
  if (span != UINT64_MAX) number %= span + 1;
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + number);
}

double Factory::real(double least, double most) {
  constexpr double steps = 9007199254740992.0;  // 2^53
  return least + (most - least) * (static_cast<double>(next() >> 11U) / steps);
}

std::string Factory::pick(std::initializer_list<std::string_view> of) {
  if (of.size() == 0) throw Error(Errc::invalid_argument, "there is nothing to pick from");
  const auto at = integer(0, static_cast<std::int64_t>(of.size()) - 1);
  return std::string{*(of.begin() + at)};
}

std::string Factory::word() { return std::string{one_of(*this, word_list)}; }

std::string Factory::sentence(std::uint32_t count) {
  std::string text;
  for (std::uint32_t at = 0; at < count; ++at) text += (at == 0 ? "" : " ") + word();
  if (!text.empty()) text[0] = static_cast<char>(text[0] - ('a' - 'A'));
  return text + '.';
}

std::string Factory::paragraph(std::uint32_t sentences) {
  std::string text;
  for (std::uint32_t at = 0; at < sentences; ++at) text += (at == 0 ? "" : " ") + sentence();
  return text;
}

std::string Factory::first_name() { return std::string{one_of(*this, first_name_list)}; }
std::string Factory::last_name() { return std::string{one_of(*this, last_name_list)}; }

std::string Factory::name() {
  std::string first = first_name();
  return first + ' ' + last_name();
}

std::string Factory::email() {
  std::string user = word();
  user += '.' + word();
  const std::string at = pick({"example.com", "example.net", "example.org"});
  return fmt::format("{}{}@{}", user, ++emails_, at);
}

Uuid Factory::uuid() {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t number = next();
    for (std::size_t at = 0; at < 8; ++at, number >>= 8U) {
      bytes[half * 8 + at] = static_cast<std::uint8_t>(number & 0xFFU);
    }
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  return Uuid{bytes};
}

Date Factory::date(Date first, Date last) {
  const std::chrono::sys_days begin{first};
  const std::chrono::sys_days end{last};
  return Date{begin + std::chrono::days{integer(0, (end - begin).count())}};
}

std::chrono::sys_seconds Factory::time(std::chrono::sys_seconds first,
                                       std::chrono::sys_seconds last) {
  return first + std::chrono::seconds{integer(0, (last - first).count() - 1)};
}

std::vector<Attributes> Factory::make(std::uint64_t count, const Definition& definition) {
  std::vector<Attributes> rows;
  rows.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t made = 0; made < count; ++made) {
    ++row_;
    rows.push_back(definition(*this));
  }
  return rows;
}

std::uint64_t Factory::create(Session& db, std::string_view table, std::uint64_t count,
                              const Definition& definition) {
  for (std::uint64_t made = 0; made < count;) {
    const std::uint64_t some = std::min<std::uint64_t>(rows_at_once, count - made);
    static_cast<void>(db.table(table).insert(make(some, definition)));
    made += some;
  }
  return count;
}

}  // namespace zin
