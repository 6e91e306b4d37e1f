// Copying rows out of a driver's memory.
// SPDX-License-Identifier: MIT
#include "zin/runtime/result_set.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "zin/runtime/block_cache.hpp"

namespace zin::detail {
namespace {

constexpr std::size_t first_block_bytes = 16U << 10;
constexpr std::size_t largest_block_bytes = 1U << 20;
// Longer texts get memory of their own instead of wasting the rest of a block.
constexpr std::size_t large_bytes = 64U << 10;

}  // namespace

ResultSet::ResultSet(Ref<const ColumnSet> columns) noexcept
    : width_(static_cast<std::uint32_t>(columns->columns().size())),
      columns_(std::move(columns)),
      front_(inline_.data()),
      back_(inline_.data() + inline_bytes) {}

ResultSet::~ResultSet() {
  for (const Block& block : blocks_) {
    if (block.begin != inline_.data()) give_block(block.begin, block.capacity);
  }
}

ResultSet::Stretch ResultSet::stretch(std::uint64_t row) const noexcept {
  const std::byte* begin = inline_.data();
  std::uint64_t first = 0, end = rows_;
  if (!blocks_.empty()) {
    const auto behind =
        std::upper_bound(blocks_.begin(), blocks_.end(), row,
                         [](std::uint64_t wanted, const Block& b) { return wanted < b.first_row; });
    begin = std::prev(behind)->begin;
    first = std::prev(behind)->first_row;
    if (behind != blocks_.end()) end = behind->first_row;
  }
  return {reinterpret_cast<const Cell*>(begin) + (row - first) * width_, end - row};
}

void ResultSet::append(const Cell* cells, std::uint32_t count) {
  for (std::uint32_t at = 0; at < count; ++at) append_row(cells + std::size_t{at} * width_);
}

void ResultSet::append_row(const Cell* source) {
  const std::size_t bytes = width_ * sizeof(Cell);
  if (static_cast<std::size_t>(back_ - front_) < bytes) add_block(bytes, rows_);
  auto* const cells = reinterpret_cast<Cell*>(front_);
  std::memcpy(front_, source, bytes);
  front_ += bytes;
  for (std::uint32_t at = 0; at < width_; ++at) {
    if (cells[at].encoding != Encoding::in_place) keep_view(cells[at]);
  }
  ++rows_;
}

void ResultSet::keep_view(Cell& cell) {
  if (cell.type == Type::array && cell.encoding == Encoding::view) {
    const std::size_t bytes = cell.len * sizeof(Cell);
    cell.v.ptr = keep(cell.v.ptr, bytes, alignof(Cell));
    auto* const items = static_cast<Cell*>(const_cast<void*>(cell.v.ptr));
    for (std::uint32_t at = 0; at < cell.len; ++at) {
      if (items[at].encoding != Encoding::in_place) keep_view(items[at]);
    }
  } else {
    const std::size_t alignment = cell.type == Type::interval ? alignof(std::int64_t) : 1;
    cell.v.ptr = keep(cell.v.ptr, cell.len, alignment);
  }
}

const void* ResultSet::keep(const void* data, std::size_t size, std::size_t alignment) {
  if (size == 0) return back_;
  std::byte* place = nullptr;
  if (size > large_bytes) {
    large_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
    place = large_.back().get();
  } else {
    const std::size_t slack = alignment - 1;
    // A row whose texts overflow stays where its cells are; the next row starts the new block.
    if (static_cast<std::size_t>(back_ - front_) < size + slack) add_block(size + slack, rows_ + 1);
    back_ -= size;
    back_ -= reinterpret_cast<std::uintptr_t>(back_) & slack;
    place = back_;
  }
  std::memcpy(place, data, size);
  return place;
}

void ResultSet::add_block(std::size_t least, std::uint64_t first_row) {
  if (blocks_.empty()) blocks_.push_back({inline_.data(), inline_bytes, 0});
  const std::size_t wanted =
      std::clamp(blocks_.back().capacity * 2, first_block_bytes, largest_block_bytes);
  const std::size_t capacity = std::max(wanted, std::bit_ceil(least));
  std::byte* const begin = take_block(capacity);
  blocks_.push_back({begin, capacity, first_row});
  front_ = begin;
  back_ = begin + capacity;
}

}  // namespace zin::detail
