// Rows that come from the server as they are read, without keeping a thread.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "zin/loop/async_operation.hpp"
#include "zin/runtime/row_stream.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

/// An open result, from async_stream(). It holds its connection until it has ended or is closed or
/// destroyed, and must not outlive its session; one operation at a time. Move-only.
class AsyncRowStream {
  static auto next_of(RowStream* stream, std::size_t count) {
    return [stream, count] { return stream == nullptr ? Rows{} : stream->take(count); };
  }
  static auto closing(std::unique_ptr<RowStream> stream) {
    return [stream = std::move(stream)]() mutable { stream.reset(); };
  }

 public:
  /// Rows that a piece has unless it is said: enough that a wait costs little for each.
  static constexpr std::size_t piece = 256;

  /// Of nothing: has ended.
  AsyncRowStream() = default;
  AsyncRowStream(Session& session, RowStream stream)
      : session_(&session), stream_(std::make_unique<RowStream>(std::move(stream))) {}
  AsyncRowStream(AsyncRowStream&&) noexcept = default;
  AsyncRowStream& operator=(AsyncRowStream&& other) noexcept {
    close();
    session_ = other.session_;
    stream_ = std::move(other.stream_);
    return *this;
  }
  ~AsyncRowStream() { close(); }

  /// Copies of the next rows, at most `count`; none behind the end. Completes with Rows.
  auto async_next(std::size_t count = piece) {
    return detail::run_awaited(session(), next_of(stream_.get(), count));
  }
  template <class Token>
  auto async_next(std::size_t count, Token&& token) {
    return detail::run_with_token(session(), next_of(stream_.get(), count),
                                  std::forward<Token>(token));
  }
  /// Gives the connection back; unread rows are dropped.
  auto async_close() { return detail::run_awaited(session(), closing(std::move(stream_))); }
  template <class Token>
  auto async_close(Token&& token) {
    return detail::run_with_token(session(), closing(std::move(stream_)),
                                  std::forward<Token>(token));
  }

 private:
  [[nodiscard]] Session& session() const {
    if (session_ == nullptr) throw Error(Errc::closed, "the stream was never opened");
    return *session_;
  }
  // What is still to be read may have to be waited for: not on the caller's thread.
  void close() noexcept {
    if (stream_ == nullptr || stream_->has_ended()) return;
    detail::run_detached(*session_, closing(std::move(stream_)));
  }

  Session* session_ = nullptr;
  std::unique_ptr<RowStream> stream_;
};

}  // namespace zin
