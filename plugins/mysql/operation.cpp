// Runs an operation: at once, or in the host's steps; with its deadline and its cancel.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <exception>
#include <utility>

#include "connection.hpp"
#include "errors.hpp"
#include "tls_errors.hpp"
#include "waiting.hpp"
#include "zin/plugin/growth.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::mysql {
namespace {

// How often a step looks whether cancels of other threads have left, should a wake be lost.
constexpr std::int64_t quiet_poll_ns = 5'000'000;

}  // namespace

Task<> Connection::be_quiet() {
  if (!quiet()) {
    Quiet others{*this};
    co_await others;
  }
}

bool Connection::quiet() const noexcept {
  return !gate_.busy() && !killer_ && !(threaded_kill_ && threaded_kill_->under_way());
}

zin_status Connection::operate(const plugin::Operation& op, zin_wait* wait, Task<zin_status> body) {
  op_ = op;
  pending_ = true;
  gave_up_ = false;
  if (gate_.token() != op.token()) gate_.close();  // settle() opens it for this one
  link_.set_synchronous(op.synchronous());
  task_ = until_quiet(std::move(body));
  return advance(wait, 0, true);
}

Task<zin_status> Connection::until_quiet(Task<zin_status> body) {
  std::exception_ptr failed;
  zin_status status = ZIN_OK;
  try {
    status = co_await body;
  } catch (...) {
    failed = std::current_exception();
  }
  const bool streams = !failed && open_ != nullptr && open_->cursor().reads() && !dead_;
  if (!streams) {
    gate_.close();
    if (!quiet()) {
      Quiet others{*this};
      co_await others;
    }
    note_late_cancel();
  }
  if (failed) std::rethrow_exception(failed);
  co_return status;
}

// A cancel that the server took after the statement had ended waits there for the next one.
void Connection::note_late_cancel() noexcept {
  note_threaded_kill();
  const bool seen = std::exchange(killed_seen_, false);
  if (gate_.take_delivered() && !seen) absorb_ = true;
}

void Connection::result_ended() noexcept {
  if (pending_) return;  // the operation's own end does it
  gate_.close();
  if (!gate_.busy()) note_late_cancel();
}

// A statement that the KILL has met may still be called done: a sleep ends early, and what counted
// on it goes on. Nobody can tell it from one that was done just before.
Task<> Connection::heed_cancel(Statement& statement, bool reads) {
  co_await be_quiet();
  if (!take_stop()) co_return;
  const Verb verb = statement.verb();
  if (verb == Verb::commit || verb == Verb::rollback) co_return;
  plugin::Failure failed = stopped();
  if (!reads && verb != Verb::read) failed.flags |= ZIN_ERRF_MAYBE_APPLIED;
  throw plugin::Failure(failed);
}

bool Connection::take_stop() noexcept {
  if (gate_.kind() == CancelGate::Kind::none) return false;
  note_threaded_kill();
  return gate_.take_delivered();
}

plugin::Failure Connection::stopped() const {
  return ended_early(failure_of(er_query_interrupted, {}, {}));
}

void Connection::note_threaded_kill() noexcept {
  if (!threaded_kill_ || threaded_kill_->under_way()) return;
  if (threaded_kill_->delivered()) gate_.set_delivered();
  threaded_kill_.reset();
}

int Connection::try_call(const plugin::Operation& op, Call& call) {
  op_ = op;
  gave_up_ = false;
  OpPatience patience(*this, op);
  const PatienceScope scope(patience);
  const SigpipeGuard guard(link_.guards_sigpipe());
  if (link_.encrypted()) clear_tls_errors();
  if (!op.synchronous()) return call.start();
  call.block();
  return 0;
}

zin_status Connection::advance(zin_wait* wait, std::uint32_t ready, bool first) {
  {
    OpPatience patience(*this, op_);
    const PatienceScope scope(patience);
    const SigpipeGuard guard(link_.guards_sigpipe());
    if (link_.encrypted()) clear_tls_errors();
    if (first) {
      task_.start();
    } else {
      step_all(ready);
    }
  }
  if (!task_.done()) {
    fill_wait(wait);
    return ZIN_PENDING;
  }
  pending_ = false;
  Task<zin_status> ended = std::move(task_);
  return ended.take();
}

zin_status Connection::step(std::uint64_t token, std::uint32_t ready, zin_wait* wait) {
  if (!pending_ || op_.token() != token) throw plugin::misuse("no such operation is pending");
  return advance(wait, ready, false);
}

void Connection::step_all(std::uint32_t ready) {
  const std::int64_t now = plugin::now_ns();
  constexpr std::uint32_t io = ZIN_READY_READ | ZIN_READY_WRITE | ZIN_READY_ERROR;
  std::uint32_t of_link = ready & io, of_killer = ready & io;
  if (link_.waits() && killer_ && killer_->link().waits()) {
    of_link = std::exchange(fds_[0].revents, 0u);
    of_killer = std::exchange(fds_[1].revents, 0u);
  }
  const bool connect_late = connecting_ && now >= connect_until_ns_;
  if ((ready & ZIN_READY_TIMEOUT) != 0 || connect_late ||
      ((ready & ZIN_READY_CANCEL) != 0 && connecting_)) {
    gate_.mark(now);
    return give_up();
  }
  note_threaded_kill();
  if ((ready & ZIN_READY_CANCEL) != 0 && !killer_ && !threaded_kill_ && link_.waits()) {
    gate_.mark(now);
    start_killer(now);
  }
  if (killer_) advance_killer(of_killer);
  link_.step(of_link);
  if (waits_for_turn_) std::exchange(waits_for_turn_, nullptr).resume();
  if (waits_for_quiet_ && quiet()) std::exchange(waits_for_quiet_, nullptr).resume();
}

void Connection::start_killer(std::int64_t now_ns) {
  // The handshake of a second connection with TLS blocks.
  if (server_.encrypted) {
    threaded_kill_ = kill_on_thread(options_, target_, op_.token());
    return;
  }
  killer_.emplace(options_, target_);
  if (killer_->start(std::min(op_.give_up_ns(), now_ns + longest_kill_ns))) advance_killer(0);
}

void Connection::advance_killer(std::uint32_t ready) {
  if (!killer_->step(ready)) {
    if (plugin::now_ns() >= killer_->give_up_ns()) killer_.reset();
    return;
  }
  if (killer_->delivered()) gate_.set_delivered();
  killer_.reset();
}

void Connection::give_up() {
  gave_up_ = true;
  dead_ = true;
  killer_.reset();
  // What runs on the server must not go on for ever: a sleep does not notice that nobody waits.
  const bool asked = threaded_kill_ || gate_.delivered();
  if (connected_ && link_.waits() && !asked) kill_later(options_, target_);
  link_.abort();
  if (waits_for_turn_) {
    link_.cut();
    std::exchange(waits_for_turn_, nullptr).resume();
  }
  if (waits_for_quiet_) std::exchange(waits_for_quiet_, nullptr).resume();
}

void Connection::kill_in_place(std::int64_t give_up_ns) noexcept {
  const std::int64_t now = plugin::now_ns();
  gate_.mark(now);
  try {
    Killer killer(options_, target_);
    killer.kill(std::min(give_up_ns, now + longest_kill_ns));
    if (killer.delivered()) gate_.set_delivered();
  } catch (const std::exception& failed) {
    if (plugin::now_ns() >= give_up_ns) {
      // The caller cannot wait, and what runs on the server must not go on for ever. It may hit
      // whatever the session runs by then: nothing is sent there any more.
      gave_up_ = true;
      dead_ = true;
      link_.cut();
      return kill_later(options_, target_);
    }
    plugin::log(
        ZIN_LOG_WARN, "mysql",
        std::string("a statement past its deadline could not be cancelled: ") + failed.what());
  }
}

void Connection::cancel(std::uint64_t token, std::int64_t deadline_ns) {
  const std::int64_t now = plugin::now_ns();
  if (!gate_.enter(token, now)) return;
  const auto leave = [&](bool delivered) {
    gate_.leave(delivered);
    plugin::wake(token);
  };
  try {
    Killer killer(options_, target_);
    killer.kill(std::min(deadline_ns, now + longest_kill_ns));
  } catch (...) {
    leave(false);
    throw;
  }
  leave(true);
}

void Connection::fill_wait(zin_wait* wait) {
  zin_wait out{};
  const auto add = [&](const Link& link) {
    fds_[out.nfds++] = {link.descriptor(), link.awaited(), 0};
    out.kind = ZIN_WAIT_FD;
  };
  if (link_.waits()) add(link_);
  if (killer_ && killer_->link().waits()) add(killer_->link());
  out.fds = fds_;
  const std::uint64_t shape = std::uint64_t{out.nfds} << 62 |
                              static_cast<std::uint64_t>(fds_[0].fd & 0x7FFF'FFFF) << 31 |
                              (out.nfds > 1 ? static_cast<std::uint64_t>(fds_[1].fd) : 0);
  // While one connects, the connector may open another socket under the same number.
  if (shape != fds_shape_ || connecting_ || killer_) ++fd_generation_;
  fds_shape_ = shape;
  out.fd_generation = fd_generation_;

  const std::int64_t now = plugin::now_ns();
  out.deadline_ns = ZIN_NEVER;
  const auto until = [&](std::int64_t at) {
    if (at > now) out.deadline_ns = std::min(out.deadline_ns, at);
  };
  until(op_.deadline_ns());
  until(op_.give_up_ns());
  if (connecting_) until(connect_until_ns_);
  if (killer_) until(killer_->give_up_ns());
  if (threaded_kill_) out.kind |= ZIN_WAIT_WAKE;
  if (waits_for_turn_) out.kind |= ZIN_WAIT_NOW;
  if (waits_for_quiet_) {
    out.kind |= ZIN_WAIT_WAKE;
    until(now + quiet_poll_ns);
  }
  plugin::fill(wait, out);
}

}  // namespace zin::mysql
