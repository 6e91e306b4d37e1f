// Results that stay open: streams, and statements of which nobody knows what they give.
// SPDX-License-Identifier: MIT
#include "zin/host/interruption.hpp"
#include "zin/runtime/connection_execution.hpp"
#include "zin/runtime/observed.hpp"
#include "zin/runtime/result_set.hpp"

namespace zin::runtime {

using detail::Call;
using detail::Cell;
using detail::Ref;
using detail::ResultSet;

// Found by observed(), since an Outcome is of this namespace.
static std::uint64_t rows_in(const Connection::Outcome& outcome) { return outcome.result.affected; }

class Connection::OpenStream final : public detail::StreamSource {
 public:
  OpenStream(Connection& connection, const Call& call, std::shared_ptr<void> holder)
      : run(connection.deadline_of(call)),
        holder_(std::move(holder)),
        connection_(&connection),
        where_(call.where) {}
  ~OpenStream() override {
    if (connection_ == nullptr) return;
    std::erase(connection_->streams_, this);
    run.close();
  }

  std::uint32_t next(const Cell** cells) override {
    if (connection_ == nullptr) {
      throw Error(Errc::closed,
                  "the stream's transaction has ended; read streams to their end inside it");
    }
    if (last_) return 0;
    zin_rows batch;
    batch.struct_size = sizeof batch;
    run.op.renew();
    const host::Interruption interruption{connection_->driver_, run.op};
    const zin_status status =
        connection_->driver_.fetch(run.cursor, 0, run.op, &batch, &run.failure.error);
    if (status != ZIN_OK) [[unlikely]] {
      last_ = true;
      if (status == ZIN_END) return 0;
      connection_->fail(run, status, {.sql = run.statement->sql, .bindings = {}, .where = where_});
    }
    last_ = (batch.flags & ZIN_ROWS_LAST) != 0;
    *cells = reinterpret_cast<const Cell*>(batch.cells);
    return batch.nrows;
  }

  void abandon() noexcept {
    run.close();
    connection_ = nullptr;
  }

  Execution run;

 private:
  // Gives the connection back, so it goes last.
  std::shared_ptr<void> holder_;
  Connection* connection_;
  std::source_location where_;
  bool last_ = false;
};

Connection::~Connection() { close_streams(); }

std::unique_ptr<Connection::OpenStream> Connection::open(const Call& call,
                                                         std::shared_ptr<void> holder,
                                                         std::uint32_t flags) {
  auto opened = std::make_unique<OpenStream>(*this, call, std::move(holder));
  start(call, Parameters{call.bindings}, 1, ZIN_EXEC_STREAM | flags, opened->run);
  return opened;
}

RowStream Connection::stream_of(std::unique_ptr<OpenStream> open) {
  Ref<ResultSet> shape = ResultSet::make(columns_for(*open->run.statement, open->run.info));
  streams_.push_back(open.get());
  return RowStream{std::move(shape), std::move(open)};
}

RowStream Connection::stream(const Call& call, std::shared_ptr<void> holder) {
  return observed(settings_.observation, call,
                  [&] { return stream_of(open(call, std::move(holder), read_flag(call))); });
}

Connection::Outcome Connection::run(const Call& call) {
  return observed(settings_.observation, call, [&]() -> Outcome {
    auto opened = open(call, nullptr, 0);
    const zin_result_info& info = opened->run.info;
    if (info.ncols == 0) return {.result = result_of(info), .counted = info.affected >= 0};
    return {.rows = stream_of(std::move(opened))};
  });
}

void Connection::close_streams() noexcept {
  for (OpenStream* stream : streams_) stream->abandon();
  streams_.clear();
}

void Connection::refuse_while_streaming() const {
  if (driver_.can(ZIN_CAP_MULTI_CURSOR)) return;
  throw Error(Errc::invalid_argument,
              "a stream is still open on this connection, and the driver " +
                  std::string{driver_.driver().name()} +
                  " runs one statement at a time; read the stream to its end, close() it, or use "
                  "select()");
}

}  // namespace zin::runtime
