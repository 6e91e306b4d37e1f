// Asynchronous reads, which may share a round trip.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <type_traits>
#include <utility>

#include "zin/loop/async_operation.hpp"
#include "zin/runtime/gathered_read.hpp"
#include "zin/runtime/session.hpp"

namespace zin::detail {

/// A statement that reads, and what becomes of its rows. Owns both.
template <class Convert>
struct Read {
  Session& session;
  Statement statement;
  std::source_location where;
  Convert convert;
};

/// Its run: on a fiber, or as one of a batch when every connection is busy.
template <class Convert>
class AsyncReadCall final : public AsyncResult<std::invoke_result_t<Convert&, Rows>>,
                            private GatheredRead {
  using Base = AsyncResult<std::invoke_result_t<Convert&, Rows>>;

 public:
  AsyncReadCall(const asio::any_io_executor& executor, Read<Convert> read)
      : Base(executor),
        GatheredRead(std::move(read.statement), read.where),
        session_(read.session),
        convert_(std::move(read.convert)) {}

  /// As AsyncOperation::begin().
  bool begin() {
    // What locks rows is no read to the server.
    gathered_ = statement.intent == Intent::read && session_.gather(*this, this->callers());
    return gathered_ ? this->has_ended() : Base::begin(session_.loop_for(this->callers()));
  }
  void stop() noexcept override {
    if (!gathered_) return this->cancel();
    if (!session_.ungather(*this)) return;  // it is under way, with others that nobody cancels
    error = std::make_exception_ptr(
        Error(Errc::cancelled, "cancelled while it waited for a connection"));
    // Not inside of the call that cancels, which its end would destroy.
    const asio::any_io_executor executor = this->callers().executor();
    asio::post(executor, [this] { told(); });
  }

 private:
  void run() noexcept override {
    this->set([this] { return convert_(session_.run(statement, where)); });
  }
  void told() noexcept override {
    if (error && runs_again()) return;
    this->set([this] {
      if (error) std::rethrow_exception(error);
      return convert_(std::move(rows));
    });
    this->ended();
  }

  // What the one server could not do, another one may.
  bool runs_again() noexcept {
    try {
      std::rethrow_exception(error);
    } catch (const Error& failure) {
      if (!session_.reads_again(failure)) return false;
    } catch (...) {
      return false;
    }
    try {
      gathered_ = false;
      this->launch(session_.loop_for(this->callers()));
      return true;
    } catch (...) {
      return false;
    }
  }

  Session& session_;
  Convert convert_;
  std::atomic<bool> gathered_ = false;
};

template <class Convert>
auto read_awaited(Read<Convert> read) {
  return await_call<AsyncReadCall<Convert>>(std::move(read));
}
template <class Convert, class Token>
auto read_with_token(Read<Convert> read, Token&& token) {
  return call_with_token<AsyncReadCall<Convert>>(std::move(read), std::forward<Token>(token));
}

}  // namespace zin::detail
