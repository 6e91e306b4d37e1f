// What an operation finds on the connection and does not want: rows that nobody read, statements
// that were closed, a cancel that came too late. SPDX-License-Identifier: MIT
#include <optional>
#include <utility>

#include "connection.hpp"
#include "errors.hpp"
#include "waiting.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::mysql {
namespace {

// A short rest is read faster than a cancel travels: 2 ms are some ten thousand small rows.
constexpr std::uint32_t rows_between_looks = 64;
constexpr std::int64_t patience_ns = 2'000'000;

}  // namespace

Task<> Connection::settle() {
  co_await be_quiet();
  note_late_cancel();
  // Before anything is sent: what was cancelled up to here was another statement.
  gate_.open(op_.token(), op_.deadline_ns());
  if (draining_ != nullptr) co_await drain();
  if (absorb_) {
    absorb_ = false;
    std::optional<plugin::Failure> failed;
    try {
      co_await run("do 0");
    } catch (const plugin::Failure& failure) {
      failed = failure;
    }
    if (failed && failed->native_code != er_query_interrupted) throw plugin::Failure(*failed);
    killed_seen_ = false;
  }
  while (!to_close_.empty()) {
    StatementCloseCall call(to_close_.back());
    to_close_.pop_back();
    co_await link_.run(call);
  }
}

Task<> Connection::drain() {
  Statement& statement = *draining_;
  Cursor& cursor = statement.cursor();
  const std::int64_t started = plugin::now_ns();
  bool asked = false;
  std::optional<plugin::Failure> failed;
  try {
    co_await cursor.discard_row();
    for (std::uint32_t rows = 1; cursor.reads(); ++rows) {
      co_await cursor.discard_row();
      if (rows % rows_between_looks != 0 || plugin::now_ns() - started < patience_ns) continue;
      if (!std::exchange(asked, true)) {
        if (op_.synchronous())
          kill_in_place(op_.give_up_ns());
        else
          start_killer(plugin::now_ns());
        co_await be_quiet();
      } else if (!op_.synchronous()) {
        // The rest never runs dry: the event loop has others to serve.
        Turn others{*this};
        co_await others;
      }
    }
  } catch (const plugin::Failure& failure) {
    failed = failure;
  }
  draining_ = nullptr;
  if (failed && dead_) throw plugin::Failure(*failed);
  // Whatever else went wrong with a result that nobody wants is of no interest.
  const bool killed_by_deadline = gate_.kind() == CancelGate::Kind::timed_out;
  const bool in_use = open_ == &statement;
  cursor.abandon(in_use);
  if (!in_use) statement.cursor_closed();
  co_await be_quiet();
  note_late_cancel();
  details_ = {};
  if (killed_by_deadline && plugin::now_ns() >= op_.deadline_ns()) {
    plugin::Failure late(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT,
                         "the deadline passed while the rest of an earlier result was read");
    late.sqlstate = "57014";
    throw late;
  }
  gate_.open(op_.token(), op_.deadline_ns());
}

}  // namespace zin::mysql
