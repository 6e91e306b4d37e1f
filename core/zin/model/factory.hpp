// Factory: rows with made-up values that are the same each time.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/attributes.hpp"
#include "zin/base/export.hpp"
#include "zin/base/uuid.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

/// Makes values from a seed: the same seed and the same calls give the same values, on every
/// machine and in every version of the same major number. For seeders and tests; not for secrets.
/// [one thread at a time]
class ZIN_API Factory {
 public:
  using Definition = std::function<Attributes(Factory&)>;

  explicit Factory(std::uint64_t seed = 0) noexcept : state_(seed) {}

  /// Counts from 1: how many rows were begun, the one that is being made included.
  [[nodiscard]] std::uint64_t row() const noexcept { return row_; }
  /// From `least` to `most`, both of them possible. Requires: least <= most.
  [[nodiscard]] std::int64_t integer(std::int64_t least, std::int64_t most);
  /// From `least`, below `most`.
  [[nodiscard]] double real(double least, double most);
  /// True with this probability.
  [[nodiscard]] bool boolean(double probability = 0.5) { return real(0, 1) < probability; }
  /// One of them. Throws Errc::invalid_argument when there is none.
  [[nodiscard]] std::string pick(std::initializer_list<std::string_view> of);
  template <class T>
  [[nodiscard]] const T& pick(const std::vector<T>& of) {
    return of.at(static_cast<std::size_t>(integer(0, static_cast<std::int64_t>(of.size()) - 1)));
  }
  [[nodiscard]] std::string word();
  /// With a capital and a full stop.
  [[nodiscard]] std::string sentence(std::uint32_t words = 6);
  [[nodiscard]] std::string paragraph(std::uint32_t sentences = 3);
  [[nodiscard]] std::string first_name();
  [[nodiscard]] std::string last_name();
  /// "Ada Byrne".
  [[nodiscard]] std::string name();
  /// At example.com, example.net or example.org, which belong to nobody (RFC 2606). Each one of a
  /// factory is another one.
  [[nodiscard]] std::string email();
  /// Of version 4.
  [[nodiscard]] Uuid uuid();
  /// From `first` to `last`, both of them possible.
  [[nodiscard]] Date date(Date first, Date last);
  /// From `first`, before `last`, to the second.
  [[nodiscard]] std::chrono::sys_seconds time(std::chrono::sys_seconds first,
                                              std::chrono::sys_seconds last);

  /// So many rows of a definition.
  [[nodiscard]] std::vector<Attributes> make(std::uint64_t count, const Definition& definition);
  /// Inserts them, several in one statement; gives how many. Throws as an insert does.
  std::uint64_t create(Session& db, std::string_view table, std::uint64_t count,
                       const Definition& definition);

 private:
  [[nodiscard]] std::uint64_t next() noexcept;

  std::uint64_t state_;
  std::uint64_t row_ = 0;
  std::uint64_t emails_ = 0;
};

}  // namespace zin
