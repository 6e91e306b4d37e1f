// A function that blocks, run on a fiber for whoever waits for it with an Asio completion token.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/system_executor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "zin/loop/asio_loop.hpp"

namespace zin::detail {

/// What runs, and who is told of its end. [one thread at a time], but for the end.
class AsyncOperation : public Fiber {
 public:
  /// Who waits for the end.
  class Waiter {
   public:
    /// Called once, behind the end, on a thread of the operation's loop.
    virtual void operation_ended() noexcept = 0;

   protected:
    ~Waiter() = default;
  };

  explicit AsyncOperation(const asio::any_io_executor& executor) : callers_(executor) {}

  /// Runs it on this thread until it has to wait, where `where` is the caller's loop. Gives
  /// whether it has ended already; else notify() is to be called.
  bool begin(Loop& where) {
    set_home(callers_);
    if (callers_.runs_here()) note_runner(callers_.thread_context());
    if (&where != &callers_) {
      launch(where);
      return false;
    }
    start(callers_);
    return has_ended();
  }
  /// False when it has ended meanwhile: nobody is told then.
  [[nodiscard]] bool notify(Waiter& waiter) noexcept {
    waiter_ = &waiter;
    Progress begun = Progress::begun;
    return progress_.compare_exchange_strong(begun, Progress::watched);
  }
  [[nodiscard]] AsioLoop& callers() noexcept { return callers_; }
  /// Asks it to end soon.
  virtual void stop() noexcept { cancel(); }

 protected:
  ~AsyncOperation() = default;
  /// Tells the waiter of the end. May destroy the object.
  void ended() noexcept final {
    if (progress_.exchange(Progress::ended) == Progress::watched) waiter_->operation_ended();
  }
  [[nodiscard]] bool has_ended() const noexcept {
    return progress_.load(std::memory_order_acquire) == Progress::ended;
  }

 private:
  enum class Progress { begun, watched, ended };

  AsioLoop callers_;
  std::atomic<Progress> progress_{Progress::begun};
  Waiter* waiter_ = nullptr;
};

/// One that gives T, or fails.
template <class T>
class AsyncResult : public AsyncOperation {
 public:
  using Result = T;
  using Stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

  using AsyncOperation::AsyncOperation;

  /// Requires, as all that follow: it has ended.
  [[nodiscard]] const std::exception_ptr& failure() const noexcept { return failure_; }
  [[nodiscard]] std::optional<Stored>& result() noexcept { return result_; }
  T take() {
    if (failure_) std::rethrow_exception(failure_);
    if constexpr (!std::is_void_v<T>) return std::move(*result_);
  }

 protected:
  ~AsyncResult() = default;
  /// What `body` gives or throws is the result.
  template <class Body>
  void set(Body&& body) noexcept {
    try {
      if constexpr (std::is_void_v<T>) {
        body();
        result_.emplace();
      } else {
        result_.emplace(body());
      }
    } catch (...) {
      failure_ = std::current_exception();
    }
  }

 private:
  std::optional<Stored> result_;
  std::exception_ptr failure_;
};

/// A function of a session's loop.
template <class Session, class Body>
struct Work {
  Session& session;
  Body body;
};

template <class Session, class Body>
class AsyncCall final : public AsyncResult<std::invoke_result_t<Body&>> {
 public:
  AsyncCall(const asio::any_io_executor& executor, Work<Session, Body> work)
      : AsyncResult<std::invoke_result_t<Body&>>(executor), work_(std::move(work)) {}

  bool begin() { return AsyncOperation::begin(work_.session.loop_for(this->callers())); }

 private:
  void run() noexcept override { this->set(work_.body); }

  Work<Session, Body> work_;
};

/// Calls `handler` on its executor when the operation has ended. Made by attach(), destroys itself.
template <class Handler>
class HandlerWaiter final : public AsyncOperation::Waiter {
 public:
  HandlerWaiter(AsyncOperation& operation, Handler&& handler)
      : operation_(operation),
        executor_(
            asio::prefer(asio::get_associated_executor(handler, operation.callers().executor()),
                         asio::execution::outstanding_work.tracked)),
        handler_(std::move(handler)) {}

  static void attach(AsyncOperation& operation, Handler&& handler) {
    Pointer waiter = make(operation, std::move(handler));
    auto slot = asio::get_associated_cancellation_slot(waiter->handler_);
    if (slot.is_connected()) {
      slot.assign([&operation](asio::cancellation_type) { operation.stop(); });
    }
    HandlerWaiter& mine = *waiter;
    if (operation.notify(mine)) {
      static_cast<void>(waiter.release());
    } else {
      finish(std::move(waiter), true);
    }
  }

 private:
  using Allocator = typename std::allocator_traits<
      asio::associated_allocator_t<Handler>>::template rebind_alloc<HandlerWaiter>;
  struct Destroy {
    void operator()(HandlerWaiter* waiter) const noexcept {
      Allocator allocator{asio::get_associated_allocator(waiter->handler_)};
      std::allocator_traits<Allocator>::destroy(allocator, waiter);
      std::allocator_traits<Allocator>::deallocate(allocator, waiter, 1);
    }
  };
  using Pointer = std::unique_ptr<HandlerWaiter, Destroy>;

  static Pointer make(AsyncOperation& operation, Handler&& handler) {
    Allocator allocator{asio::get_associated_allocator(handler)};
    HandlerWaiter* const memory = std::allocator_traits<Allocator>::allocate(allocator, 1);
    ::new (static_cast<void*>(memory)) HandlerWaiter(operation, std::move(handler));
    return Pointer{memory};
  }

  void operation_ended() noexcept override { finish(Pointer{this}, false); }

  static void finish(Pointer waiter, bool inside_initiation) noexcept {
    // A context that ends destroys what waits on it, and calls nothing.
    if (waiter->operation_.callers().has_ended()) return;
    const auto executor = waiter->executor_;
    auto call = [waiter = std::move(waiter)]() mutable {
      Handler handler{std::move(waiter->handler_)};
      asio::get_associated_cancellation_slot(handler).clear();
      waiter.reset();
      std::move(handler)();
    };
    // What goes on is not to run on the stack of another operation's fiber either.
    if (inside_initiation || Fiber::current() != nullptr) {
      asio::post(executor, std::move(call));
    } else {
      asio::dispatch(executor, std::move(call));
    }
  }

  AsyncOperation& operation_;
  std::decay_t<decltype(asio::prefer(
      asio::get_associated_executor(std::declval<Handler&>(),
                                    std::declval<const asio::any_io_executor&>()),
      asio::execution::outstanding_work.tracked))>
      executor_;
  Handler handler_;
};

/// The default: a coroutine that does not suspend when nothing has to be waited for. `Call` is
/// made of an executor and `work`.
template <class Call, class Work>
asio::awaitable<typename Call::Result> await_call(Work work) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  Call call{executor, std::move(work)};
  if (!call.begin()) {
    auto attach = [](auto&& handler, AsyncOperation* operation) {
      using Handler = std::decay_t<decltype(handler)>;
      HandlerWaiter<Handler>::attach(*operation, std::move(handler));
    };
    AsyncOperation* const operation = &call;
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
        attach, asio::use_awaitable, operation);
  }
  co_return call.take();
}

/// An operation that nobody waits for.
template <class Body>
class DetachedCall final : public Fiber {
 public:
  explicit DetachedCall(Body body) : body_(std::move(body)) {}

 private:
  void run() noexcept override { body_(); }
  void ended() noexcept override { delete this; }
  Body body_;
};

/// Runs `body`, which throws nothing, on a thread that may block.
template <class Session, class Body>
void run_detached(Session& session, Body body) noexcept {
  (new DetachedCall<Body>{std::move(body)})->launch(session.workers());
}

/// What calls the handler of an operation that it owns.
template <class Call, class Handler>
struct Deliver {
  std::unique_ptr<Call> call;
  Handler handler;

  using executor_type = asio::associated_executor_t<Handler, asio::any_io_executor>;
  using allocator_type = asio::associated_allocator_t<Handler>;
  using cancellation_slot_type = asio::associated_cancellation_slot_t<Handler>;
  [[nodiscard]] executor_type get_executor() const noexcept {
    return asio::get_associated_executor(handler, call->callers().executor());
  }
  [[nodiscard]] allocator_type get_allocator() const noexcept {
    return asio::get_associated_allocator(handler);
  }
  [[nodiscard]] cancellation_slot_type get_cancellation_slot() const noexcept {
    return asio::get_associated_cancellation_slot(handler);
  }

  void operator()() && {
    const std::unique_ptr<Call> ended = std::move(call);
    if constexpr (std::is_void_v<typename Call::Result>) {
      std::move(handler)(ended->failure());
    } else {
      auto& result = ended->result();
      if (!result) result.emplace();
      std::move(handler)(ended->failure(), std::move(*result));
    }
  }
};

template <class T>
struct CompletionOf {
  using Signature = void(std::exception_ptr, T);
};
template <>
struct CompletionOf<void> {
  using Signature = void(std::exception_ptr);
};

/// Any other token.
template <class Call, class Work, class Token>
auto call_with_token(Work work, Token&& token) {
  auto initiate = [](auto&& handler, Work given) {
    using Handler = std::decay_t<decltype(handler)>;
    using Delivery = Deliver<Call, Handler>;
    const asio::any_io_executor executor =
        asio::get_associated_executor(handler, asio::any_io_executor{asio::system_executor{}});
    auto call = std::make_unique<Call>(executor, std::move(given));
    Call& operation = *call;
    operation.begin();
    HandlerWaiter<Delivery>::attach(
        operation, Delivery{std::move(call), std::forward<decltype(handler)>(handler)});
  };
  return asio::async_initiate<Token, typename CompletionOf<typename Call::Result>::Signature>(
      std::move(initiate), token, std::move(work));
}

/// Any function that blocks, on the loop that the session says; the session must outlive it.
template <class Session, class Body>
auto run_awaited(Session& session, Body body) {
  using Task = Work<Session, Body>;
  return await_call<AsyncCall<Session, Body>>(Task{session, std::move(body)});
}
template <class Session, class Body, class Token>
auto run_with_token(Session& session, Body body, Token&& token) {
  using Task = Work<Session, Body>;
  return call_with_token<AsyncCall<Session, Body>>(Task{session, std::move(body)},
                                                   std::forward<Token>(token));
}

/// For any other token: a coroutine of its own, on the token's executor.
template <class T, class Token>
auto spawn_with_token(asio::awaitable<T> work, Token&& token) {
  auto initiate = [](auto&& handler, asio::awaitable<T> given) {
    const asio::any_io_executor executor =
        asio::get_associated_executor(handler, asio::any_io_executor{asio::system_executor{}});
    asio::co_spawn(executor, std::move(given), std::forward<decltype(handler)>(handler));
  };
  return asio::async_initiate<Token, typename CompletionOf<T>::Signature>(initiate, token,
                                                                          std::move(work));
}

}  // namespace zin::detail
