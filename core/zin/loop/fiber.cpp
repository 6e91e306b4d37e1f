// Switching stacks, and the race between what ends a wait.
// SPDX-License-Identifier: MIT
#include "zin/loop/fiber.hpp"

#include <cxxabi.h>

#include <boost/context/fiber.hpp>
#include <cstring>
#include <utility>

#include "zin/loop/fiber_stack.hpp"
#include "zin/loop/loop.hpp"
#include "zin/loop/runners.hpp"
#include "zin/loop/sanitized_switch.hpp"
#include "zin/loop/tether.hpp"

namespace zin::detail {

namespace {

thread_local constinit Fiber* current_fiber = nullptr;
thread_local constinit void* local_of_thread = nullptr;

// A compiler may keep the address of a thread's variable across a switch, after which the thread is
// another one: functions that switch reach these through calls only.
[[gnu::noinline]] Fiber* exchange_current(Fiber* fiber) noexcept {
  asm volatile("");
  return std::exchange(current_fiber, fiber);
}

// What the C++ runtime keeps for each thread about exceptions in flight belongs to the flow: a
// fiber may wait while it unwinds or in a catch block.
struct ExceptionState {
  void* caught = nullptr;
  unsigned uncaught = 0;
};

void exchange_exceptions(ExceptionState& state) noexcept {
  auto* const of_thread = reinterpret_cast<std::byte*>(abi::__cxa_get_globals());
  ExceptionState now;
  std::memcpy(&now.caught, of_thread, sizeof now.caught);
  std::memcpy(&now.uncaught, of_thread + sizeof now.caught, sizeof now.uncaught);
  std::memcpy(of_thread, &state.caught, sizeof state.caught);
  std::memcpy(of_thread + sizeof state.caught, &state.uncaught, sizeof state.uncaught);
  state = now;
}

}  // namespace

// Lives on the fiber's own stack while that exists.
struct Fiber::Context {
  boost::context::fiber inside;
  boost::context::fiber outside;
  ExceptionState exceptions;
  SanitizedSwitch sanitized;
};

[[gnu::noinline]] Fiber* Fiber::current() noexcept {
  asm volatile("");
  return current_fiber;
}

[[gnu::noinline]] Fiber* Fiber::polling() noexcept {
  asm volatile("");
  Fiber* const fiber = current_fiber;
  return fiber != nullptr && fiber->loop_->polls() ? fiber : nullptr;
}

[[gnu::noinline]] void*& Fiber::local() noexcept {
  asm volatile("");
  return current_fiber != nullptr ? current_fiber->local_ : local_of_thread;
}

Fiber::~Fiber() { delete context_; }

void Fiber::start(Loop& loop) {
  make_context(loop);
  go_on();
}

void Fiber::launch(Loop& loop) {
  make_context(loop);
  if (home_ != loop_) leave_home();
  state_.store(State::fired, std::memory_order_relaxed);
  loop.post(*this);
}

void Fiber::make_context(Loop& loop) {
  loop_ = &loop;
  if (home_ == nullptr) home_ = &loop;
  auto context = std::make_unique<Context>();
  FiberStack stacks;
  const auto stack = stacks.allocate();
  context->sanitized.set_stack(static_cast<std::byte*>(stack.sp) - stack.size, stack.size);
  context->inside = boost::context::fiber{std::allocator_arg,
                                          boost::context::preallocated{stack.sp, stack.size, stack},
                                          stacks, [this](boost::context::fiber&& outside) {
                                            context_->sanitized.entered();
                                            context_->outside = std::move(outside);
                                            run();
                                            context_->sanitized.leaving_for_good();
                                            return std::move(context_->outside);
                                          }};
  context_ = context.release();
}

// The thread's side of a switch.
bool Fiber::run_until_wait() noexcept {
  Context& context = *context_;
  exchange_exceptions(context.exceptions);
  Fiber* const outer = exchange_current(this);
  context.sanitized.entering();
  context.inside = std::move(context.inside).resume();
  context.sanitized.left();
  exchange_current(outer);
  exchange_exceptions(context.exceptions);
  return static_cast<bool>(context.inside);
}

// The fiber's side.
void Fiber::leave() noexcept {
  context_->sanitized.leaving();
  context_->outside = std::move(context_->outside).resume();
  context_->sanitized.entered();
}

void Fiber::go_on() noexcept {
  bool moved = false;
  do {
    moved = false;
    disarm();
    state_.store(State::running, std::memory_order_relaxed);
    if (!run_until_wait()) {
      const std::shared_ptr<Tether> tether = tether_;
      if (tether == nullptr || tether->let_go()) ended();  // which may destroy it
      return;
    }
    if (next_loop_ == nullptr) continue;
    loop_ = std::exchange(next_loop_, nullptr);
    state_.store(State::fired, std::memory_order_relaxed);
    if (loop_ != home_) return loop_->post(*this);
    if (tether_ == nullptr) return post_home();
    if (tether_->come_back()) return;
    abandoned_ = true;  // there is no home any more
    moved = true;
  } while (moved || !arm());
}

// In the loop's list until it goes on, should the loop end before.
void Fiber::post_home() noexcept {
  wait_ = {};
  armed_ = true;
  loop_->arm(*this);
  loop_->post(*this);
}

void Fiber::leave_home() {
  if (tether_ == nullptr) tether_ = home_->tether(*this);
  if (tether_ != nullptr) tether_->leave();
}

// False when it is to go on at once. When it gives true the fiber may be gone already.
bool Fiber::arm() noexcept {
  state_.store(State::arming);
  if (ready_.load() != 0) return false;
  armed_ = true;
  loop_->arm(*this);
  State expected = State::arming;
  return state_.compare_exchange_strong(expected, State::armed);
}

void Fiber::disarm() noexcept {
  if (std::exchange(armed_, false)) loop_->disarm(*this);
}

bool Fiber::fire(Ready what) noexcept {
  ready_.fetch_or(what);
  return state_.exchange(State::fired) == State::armed;
}

void Fiber::fire_and_post(Ready what) noexcept {
  if (fire(what)) loop_->post(*this);
}

void Fiber::cancel() noexcept {
  cancelled_.store(true);
  fire_and_post(ready_cancelled);
  const std::lock_guard lock{interrupt_mutex_};
  if (interrupt_ != nullptr) interrupt_->interrupt();
}

void Fiber::set_interrupt(Interrupt* interrupt) noexcept {
  const std::lock_guard lock{interrupt_mutex_};
  interrupt_ = interrupt;
  // A cancel between two statements ends the next one.
  if (interrupt_ != nullptr && cancelled_.load()) interrupt_->interrupt();
}

void Fiber::abandon() noexcept {
  // It may have been posted already: nobody will run that.
  static_cast<void>(fire(ready_abandoned));
  go_on();
}

Ready Fiber::wait(const Wait& what) noexcept {
  if (abandoned_) return ready_abandoned;
  wait_ = what;
  leave();
  const Ready came = ready_.exchange(0);
  if ((came & ready_abandoned) != 0) abandoned_ = true;
  return came;
}

void Fiber::move_to(Loop& loop) {
  if (&loop == loop_ || abandoned_) return;
  if (loop_ == home_) leave_home();
  next_loop_ = &loop;
  leave();
}

void Fiber::yield() noexcept {
  if (abandoned_) return;
  next_loop_ = loop_;
  leave();
}

}  // namespace zin::detail
