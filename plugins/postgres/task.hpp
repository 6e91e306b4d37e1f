// Coroutines for what takes several exchanges with the server: the same code blocks, and goes on
// step by step. SPDX-License-Identifier: MIT
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <utility>

#include "frame_memory.hpp"

namespace zin::postgres {

/// A coroutine that starts when it is awaited, or resumed for the first time. Destroying it while
/// it waits destroys all that it awaits.
template <class T>
class [[nodiscard]] Task {
 public:
  struct promise_type {
    std::coroutine_handle<> awaiting = std::noop_coroutine();
    std::optional<T> result;
    std::exception_ptr failure;

    static void* operator new(std::size_t size) { return FrameMemory::take(size); }
    static void operator delete(void* frame, std::size_t size) noexcept {
      FrameMemory::give(frame, size);
    }

    Task get_return_object() noexcept {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    static std::suspend_always initial_suspend() noexcept { return {}; }
    void return_value(T value) { result.emplace(std::move(value)); }
    void unhandled_exception() noexcept { failure = std::current_exception(); }

    struct Return {
      static bool await_ready() noexcept { return false; }
      static std::coroutine_handle<> await_suspend(
          std::coroutine_handle<promise_type> ended) noexcept {
        return ended.promise().awaiting;
      }
      static void await_resume() noexcept {}
    };
    static Return final_suspend() noexcept { return {}; }
  };

  Task() noexcept = default;
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() { reset(); }

  void reset() noexcept {
    if (handle_) std::exchange(handle_, nullptr).destroy();
  }
  [[nodiscard]] bool empty() const noexcept { return !handle_; }
  [[nodiscard]] bool done() const noexcept { return handle_.done(); }
  /// Requires: it has not been started.
  void start() { handle_.resume(); }
  /// Requires: done(). Throws what the coroutine threw.
  [[nodiscard]] T take() {
    if (handle_.promise().failure) std::rethrow_exception(handle_.promise().failure);
    return std::move(*handle_.promise().result);
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
    handle_.promise().awaiting = awaiting;
    return handle_;
  }
  T await_resume() { return take(); }

 private:
  explicit Task(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_ = nullptr;
};

}  // namespace zin::postgres
