// Writes a statement: its text, and the values in the order of their placeholders.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/base/value.hpp"
#include "zin/sql/dialect_traits.hpp"

namespace zin::sql {

/// Values get into the text by parameter() alone, as placeholders; names by name(), quoted.
/// The text is written in place and allocated once, by take_text(), unless it is long: most of what
/// a builder costs is adding small pieces. [one thread at a time]
class ZIN_API Writer {
 public:
  /// With room for about `values` values. The traits must outlive it.
  explicit Writer(const DialectTraits& traits, std::size_t values = 0)
      : traits_(traits), at_(room_) {
    bindings_.reserve(values);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  [[nodiscard]] const DialectTraits& traits() const noexcept { return traits_; }

  /// Whether long lists of values are to become one value, since their number is too large.
  [[nodiscard]] bool folds_lists() const noexcept { return folds_lists_; }
  void fold_lists() noexcept { folds_lists_ = true; }

  /// Whether a select in it locks rows, so that it must go where rows can be locked.
  [[nodiscard]] bool locks_rows() const noexcept { return locks_rows_; }
  void note_lock() noexcept { locks_rows_ = true; }

  /// SQL of our own. Inlined, since most of it is literals, whose sizes the compiler then knows.
  [[gnu::always_inline]] Writer& operator<<(std::string_view sql) {
    if (sql.size() > left()) [[unlikely]]
      return spill(sql);
    if (!sql.empty()) std::memcpy(at_, sql.data(), sql.size());
    at_ += sql.size();
    return *this;
  }
  Writer& operator<<(char sql) {
    if (left() == 0) [[unlikely]]
      return spill({&sql, 1});
    *at_++ = sql;
    return *this;
  }
  Writer& number(std::uint64_t number);
  /// A placeholder, and the value behind it.
  void parameter(Value value) {
    bindings_.push_back(std::move(value));
    placeholder();
  }
  /// One name between quotes; dots are part of it. Throws Errc::invalid_argument for an empty name
  /// and one with a NUL byte.
  void quoted(std::string_view name);
  /// A name that is one part, of ASCII letters, digits and `_` alone, between quotes. Any other one
  /// is left to the caller: false, and nothing is written.
  [[nodiscard]] bool plain_name(std::string_view name);
  /// A name with its parts apart: "users.name", "users.*", and with "users as u" its alias behind
  /// it. Throws as quoted() does.
  void name(std::string_view name);
  /// A text between single quotes, the quotes in it doubled: for what cannot be bound, as a path in
  /// a JSON document is. Backslashes too, where the dialect escapes with them.
  void literal(std::string_view text);
  /// SQL of the application, each `?` standing for one of the values. Throws
  /// Errc::invalid_argument when their numbers differ.
  void raw(std::string_view sql, std::span<const Value> bindings);

  [[nodiscard]] std::size_t size() const noexcept { return bindings_.size(); }
  [[nodiscard]] std::vector<Value> take_bindings() noexcept { return std::move(bindings_); }
  /// All that was written; the writer begins anew.
  [[nodiscard]] std::string take_text();

 private:
  void placeholder() {
    if (!traits_.numbers_parameters) {
      *this << '?';
    } else {
      (*this << '$').number(bindings_.size());
    }
  }
  [[nodiscard]] std::size_t left() const noexcept {
    return static_cast<std::size_t>(room_ + sizeof room_ - at_);
  }
  Writer& spill(std::string_view sql);

  const DialectTraits& traits_;
  std::vector<Value> bindings_;
  bool folds_lists_ = false;
  bool locks_rows_ = false;
  std::string before_;  // what the room had no place for
  char* at_;            // in the room, where the next piece goes
  char room_[512];
};

/// A name as it is written with an alias: "users as u".
struct Aliased {
  std::string_view name;
  std::string_view alias{};
  bool has_alias = false;
};

/// Takes it apart at " as ", in either case; blanks around the parts are no part of them.
[[nodiscard]] Aliased split_alias(std::string_view name) noexcept;

}  // namespace zin::sql
