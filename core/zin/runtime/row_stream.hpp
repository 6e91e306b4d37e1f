// Rows that come from the server as they are read: flat memory, however many there are.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>

#include "zin/runtime/row.hpp"
#include "zin/runtime/rows.hpp"

namespace zin {

namespace detail {

/// What a stream draws from. Closing happens in the destructor.
class StreamSource {
 public:
  virtual ~StreamSource() = default;
  /// The next rows, at least one, good until the next call; 0 at the end, again and again.
  virtual std::uint32_t next(const Cell** cells) = 0;
};

}  // namespace detail

/// An open result. It holds its connection until it has ended, is closed or destroyed: read it
/// without delay, or use Rows. A single-pass range of Row. [one thread at a time] [blocks]
class ZIN_API RowStream {
 public:
  class Iterator;

  RowStream(RowStream&&) noexcept;
  RowStream& operator=(RowStream&&) noexcept;
  ~RowStream();

  /// The next row, or nullptr when there is none. The row, and what was read from it as a view, is
  /// good until the next call; copy the Row to keep it.
  /// Throws what the server says (Errc::connection_lost, timeout, ...); the stream is then over.
  [[nodiscard]] const Row* next() {
    if (left_ > 0) {
      --left_;
      row_.cells_ += row_.width_;
      return &row_;
    }
    return refill();
  }

  /// Copies of the next rows, at most `count`; fewer at the end, and none behind it.
  [[nodiscard]] Rows take(std::size_t count);

  /// A stream is read once: call this once.
  [[nodiscard]] Iterator begin();
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  [[nodiscard]] const Names& names() const noexcept { return row_.names(); }
  [[nodiscard]] const std::vector<Column>& columns() const noexcept { return row_.columns(); }
  /// Whether it holds no connection any more.
  [[nodiscard]] bool has_ended() const noexcept { return source_ == nullptr; }
  /// Gives the connection back; unread rows are dropped. Again: nothing happens.
  void close() noexcept;

  /// For the library: draws from `source`, whose columns are those of the empty `shape`.
  RowStream(detail::Ref<const detail::ResultSet> shape,
            std::unique_ptr<detail::StreamSource> source) noexcept;

 private:
  const Row* refill();

  detail::Ref<const detail::ResultSet> shape_;
  std::unique_ptr<detail::StreamSource> source_;
  Row row_;
  std::uint32_t left_ = 0;
};

/// Goes through a stream once.
class RowStream::Iterator {
 public:
  using iterator_concept = std::input_iterator_tag;
  using value_type = Row;
  using difference_type = std::ptrdiff_t;

  explicit Iterator(RowStream& stream) : stream_(&stream), row_(stream.next()) {}
  [[nodiscard]] const Row& operator*() const noexcept { return *row_; }
  [[nodiscard]] const Row* operator->() const noexcept { return row_; }
  Iterator& operator++() {
    row_ = stream_->next();
    return *this;
  }
  void operator++(int) { ++*this; }
  friend bool operator==(const Iterator& it, std::default_sentinel_t) noexcept {
    return it.row_ == nullptr;
  }

 private:
  RowStream* stream_;
  const Row* row_;
};

inline RowStream::Iterator RowStream::begin() { return Iterator{*this}; }

}  // namespace zin
