// Copying rows out of a driver's memory.
// SPDX-License-Identifier: MIT
#include "zin/runtime/result_set.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "zin/base/thread_cache.hpp"
#include "zin/runtime/block_cache.hpp"

namespace zin::detail {
namespace {

constexpr std::size_t first_block_bytes = 16U << 10;
constexpr std::size_t largest_block_bytes = 1U << 20;
// Longer texts get memory of their own instead of wasting the rest of a block.
constexpr std::size_t large_bytes = 64U << 10;

}  // namespace

// A few released results of a thread, with their columns: a point query that is run again then
// neither allocates nor counts references.
struct ResultSet::Kept {
  struct Delete {
    void operator()(ResultSet* set) const noexcept { delete set; }
  };
  using Cache = ThreadCache<ResultSet, 4, Delete>;
};

Ref<ResultSet> ResultSet::make(const Ref<const ColumnSet>& columns) {
  ResultSet* const again =
      Kept::Cache::take([&](const ResultSet& set) { return set.columns_.get() == columns.get(); });
  return Ref<ResultSet>{again != nullptr ? again : new ResultSet(columns)};
}

void ResultSet::dispose() noexcept {
  references_.store(1, std::memory_order_relaxed);
  rows_ = 0;
  front_ = inline_.data();
  back_ = front_ + inline_bytes;
  overflow_.reset();
  Kept::Cache::keep(this);
}

ResultSet::ResultSet(Ref<const ColumnSet> columns) noexcept
    : width_(static_cast<std::uint32_t>(columns->columns().size())), columns_(std::move(columns)) {
  front_ = inline_.data();
  back_ = front_ + inline_bytes;
}

ResultSet::Overflow::~Overflow() {
  // The first block is part of the object.
  for (std::size_t at = 1; at < blocks.size(); ++at) {
    give_block(blocks[at].begin, blocks[at].capacity);
  }
}

ResultSet::Overflow& ResultSet::overflow() {
  if (!overflow_) {
    overflow_ = std::make_unique<Overflow>();
    overflow_->blocks.push_back({inline_.data(), inline_bytes, 0});
  }
  return *overflow_;
}

ResultSet::Stretch ResultSet::stretch(std::uint64_t row) const noexcept {
  const std::byte* begin = inline_.data();
  std::uint64_t first = 0, end = rows_;
  if (overflow_) {
    const auto& blocks = overflow_->blocks;
    const auto behind =
        std::upper_bound(blocks.begin(), blocks.end(), row,
                         [](std::uint64_t wanted, const Block& b) { return wanted < b.first_row; });
    begin = std::prev(behind)->begin;
    first = std::prev(behind)->first_row;
    if (behind != blocks.end()) end = behind->first_row;
  }
  return {reinterpret_cast<const Cell*>(begin) + (row - first) * width_, end - row};
}

void ResultSet::append(const Cell* cells, std::uint32_t count) {
  for (std::uint32_t at = 0; at < count; ++at) append_row(cells + std::size_t{at} * width_);
}

inline void ResultSet::append_row(const Cell* source) {
  const std::size_t bytes = width_ * sizeof(Cell);
  if (static_cast<std::size_t>(back_ - front_) < bytes) add_block(bytes, rows_);
  auto* const cells = reinterpret_cast<Cell*>(front_);
  front_ += bytes;
  for (std::uint32_t at = 0; at < width_; ++at) {
    cells[at] = source[at];
    if (source[at].encoding != Encoding::in_place) keep_view(cells[at]);
  }
  ++rows_;
}

inline void ResultSet::keep_view(Cell& cell) {
  if (cell.type == Type::text) [[likely]] {
    cell.v.ptr = keep(cell.v.ptr, cell.len, 1);
  } else if (cell.type == Type::array && cell.encoding == Encoding::view) {
    keep_array(cell);
  } else {
    const std::size_t alignment = cell.type == Type::interval ? alignof(std::int64_t) : 1;
    cell.v.ptr = keep(cell.v.ptr, cell.len, alignment);
  }
}

void ResultSet::keep_array(Cell& cell) {
  cell.v.ptr = keep(cell.v.ptr, cell.len * sizeof(Cell), alignof(Cell));
  auto* const items = static_cast<Cell*>(const_cast<void*>(cell.v.ptr));
  for (std::uint32_t at = 0; at < cell.len; ++at) {
    if (items[at].encoding != Encoding::in_place) keep_view(items[at]);
  }
}

inline const void* ResultSet::keep(const void* data, std::size_t size, std::size_t alignment) {
  const std::size_t slack = alignment - 1;
  // A row whose texts overflow stays where its cells are; the next row starts the new block.
  if (static_cast<std::size_t>(back_ - front_) < size + slack) [[unlikely]] {
    if (size > large_bytes) {
      auto& large = overflow().large;
      large.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
      return std::memcpy(large.back().get(), data, size);
    }
    add_block(size + slack, rows_ + 1);
  }
  back_ -= size;
  back_ -= reinterpret_cast<std::uintptr_t>(back_) & slack;
  return size == 0 ? back_ : std::memcpy(back_, data, size);
}

void ResultSet::add_block(std::size_t least, std::uint64_t first_row) {
  auto& blocks = overflow().blocks;
  const std::size_t wanted =
      std::clamp(blocks.back().capacity * 2, first_block_bytes, largest_block_bytes);
  const std::size_t capacity = std::max(wanted, std::bit_ceil(least));
  blocks.reserve(blocks.size() + 1);
  std::byte* const begin = take_block(capacity);
  blocks.push_back({begin, capacity, first_row});
  front_ = begin;
  back_ = begin + capacity;
}

}  // namespace zin::detail
