// What a result says about its columns.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/cell.hpp"
#include "zin/base/export.hpp"
#include "zin/base/names.hpp"

namespace zin {

/// One column of a result, as far as the driver knows it.
struct Column {
  std::string name;
  /// Of the non-NULL values; Type::native when it differs from row to row.
  Type type = Type::native;
  std::string table;        ///< Empty when unknown or computed.
  std::string native_type;  ///< The server's own name of the type: "varchar(20)".
  std::optional<bool> nullable{};
  std::uint32_t precision = 0;
  std::uint32_t scale = 0;
  bool is_unsigned = false;
};

namespace detail {

/// The columns of a result, shared by all results of one prepared statement. Immutable.
class ZIN_API ColumnSet {
 public:
  explicit ColumnSet(std::vector<Column> columns);
  [[nodiscard]] const std::vector<Column>& columns() const noexcept { return columns_; }
  [[nodiscard]] const Names& names() const noexcept { return names_; }
  /// Index of the first column of that name; nothing when there is none. A name of two parts
  /// ("users.id") finds the column of that table.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const noexcept;

  void retain() const noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() const noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

 private:
  ~ColumnSet() = default;
  mutable std::atomic<std::uint32_t> references_{1};
  std::vector<Column> columns_;
  Names names_;
};

/// Holds one reference of an object that counts its own.
template <class T>
class Ref {
 public:
  Ref() noexcept = default;
  /// Takes over the reference that the caller holds.
  explicit Ref(T* adopted) noexcept : object_(adopted) {}
  Ref(const Ref& other) noexcept : object_(other.object_) {
    if (object_ != nullptr) object_->retain();
  }
  template <class U>
  requires std::convertible_to<U*, T*> Ref(Ref<U>&& other)
  noexcept : object_(other.give_up()) {}  // NOLINT(google-explicit-constructor)
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_ != nullptr) object_->release();
  }
  [[nodiscard]] T* get() const noexcept { return object_; }
  /// The object, with the reference, which the caller now holds.
  [[nodiscard]] T* give_up() noexcept { return std::exchange(object_, nullptr); }
  T* operator->() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }

 private:
  T* object_ = nullptr;
};

}  // namespace detail
}  // namespace zin
