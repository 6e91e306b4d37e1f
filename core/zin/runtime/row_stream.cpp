// RowStream: drawing batches and handing out their rows.
// SPDX-License-Identifier: MIT
#include "zin/runtime/row_stream.hpp"

#include "zin/runtime/result_set.hpp"

namespace zin {

RowStream::RowStream(detail::Ref<const detail::ResultSet> shape,
                     std::unique_ptr<detail::StreamSource> source) noexcept
    : shape_(std::move(shape)),
      source_(std::move(source)),
      row_(shape_.get(), nullptr, Row::Hold::views_stream) {}

RowStream::RowStream(RowStream&& other) noexcept
    : shape_(std::move(other.shape_)),
      source_(std::move(other.source_)),
      row_(std::move(other.row_)),
      left_(std::exchange(other.left_, 0)) {}

RowStream& RowStream::operator=(RowStream&& other) noexcept {
  source_ = std::move(other.source_);
  row_ = std::move(other.row_);
  shape_ = std::move(other.shape_);
  left_ = std::exchange(other.left_, 0);
  return *this;
}

RowStream::~RowStream() = default;

const Row* RowStream::refill() {
  if (!source_) return nullptr;
  try {
    const detail::Cell* cells = nullptr;
    const std::uint32_t rows = source_->next(&cells);
    if (rows == 0) {
      close();
      return nullptr;
    }
    row_.cells_ = cells;
    left_ = rows - 1;
    return &row_;
  } catch (...) {
    close();
    throw;
  }
}

Rows RowStream::take(std::size_t count) {
  auto set = detail::ResultSet::make(shape_->shared_columns());
  for (; count > 0; --count) {
    const Row* const row = next();
    if (row == nullptr) break;
    set->append(row->cells_, 1);
  }
  return Rows{std::move(set)};
}

void RowStream::close() noexcept {
  left_ = 0;
  source_.reset();
}

}  // namespace zin
