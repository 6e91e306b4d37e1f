// Rows that come while they are read.
// SPDX-License-Identifier: MIT
#include <memory>
#include <utility>

#include "connection.hpp"
#include "zin/plugin/growth.hpp"

namespace zin::postgres {

void Connection::end_stream() noexcept { cursor_.stream_over = true; }

// Takes what has arrived into the batch. True: there is something to hand out, or the end.
bool Connection::collect(std::uint32_t limit) {
  Cursor& cursor = cursor_;
  while (!cursor.stream_over && cursor.batch.rows() < limit) {
    if (cursor.state == Cursor::State::copying) {
      char* line = nullptr;
      const int size = PQgetCopyData(wire_.get(), &line, 1);
      if (size == 0) break;
      if (size > 0) {
        const std::unique_ptr<char, void (*)(void*)> owned(line, &PQfreemem);
        cursor.batch.add_single(cursor.columns->type(0)->type, line,
                                static_cast<std::size_t>(size));
        continue;
      }
    }
    Result result;
    if (!wire_.take(result)) break;
    if (!result) {
      end_stream();
      break;
    }
    switch (PQresultStatus(result.get())) {
      case PGRES_SINGLE_TUPLE:
        cursor.batch.add(result.get(), 0, true);
        break;
      case PGRES_TUPLES_OK:
      case PGRES_COMMAND_OK:
        cursor.affected = affected_rows(result.get());
        break;
      case PGRES_COPY_OUT:
        break;
      default:
        cursor.failure = failed(result.get());
        if (cursor.failure->status == ZIN_E_CONN_LOST) end_stream();
    }
  }
  return cursor.stream_over || cursor.batch.rows() != 0;
}

Task<zin_status> Connection::fetch(std::uint32_t max_rows, zin_rows* out) {
  Cursor& cursor = cursor_;
  wire_.set_stands_alone(cursor.state == Cursor::State::streaming && cursor.stands_alone);
  if (std::exchange(cursor.batch_handed, false)) cursor.batch.clear();
  const std::uint32_t limit = cursor.batch.limit(max_rows);
  while (!collect(limit)) co_await wire_.more();
  const bool last = cursor.stream_over && !cursor.failure;
  if (cursor.batch.rows() != 0) {
    zin_rows whole{};
    cursor.batch.show(whole, last);
    plugin::fill(out, whole);
    cursor.batch_handed = true;
    co_return ZIN_OK;
  }
  cursor.state = Cursor::State::ended;
  if (cursor.failure) {
    plugin::Failure failure = std::move(*cursor.failure);
    cursor.failure.reset();
    throw_failure(std::move(failure));
  }
  co_return ZIN_END;
}

}  // namespace zin::postgres
