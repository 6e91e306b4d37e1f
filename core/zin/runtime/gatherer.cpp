// Sends asynchronous reads together when every connection is busy.
// SPDX-License-Identifier: MIT
#include "zin/runtime/gatherer.hpp"

#include <algorithm>
#include <memory>

#include "zin/loop/loop.hpp"
#include "zin/sql/read_check.hpp"

namespace zin::runtime {

using detail::GatheredRead;

// Waits for a connection, runs the batch, and tells its reads outside of the fiber: what they go on
// with is not to run on this stack. Destroys itself.
class Gatherer::Group final : public detail::Fiber {
 public:
  Group(Gatherer& gatherer, std::unique_ptr<detail::Loop> loop)
      : gatherer_(gatherer), loop_(std::move(loop)) {}

  static void line_up(Gatherer& gatherer, const detail::Loop& loop) {
    auto group = std::make_unique<Group>(gatherer, loop.clone());
    detail::Loop& its = *group->loop_;
    group.release()->start(its);
  }

 private:
  void run() noexcept override {
    try {
      const Lease lease = gatherer_.pool_.acquire(std::source_location::current());
      reads_ = gatherer_.next_batch();
      if (gatherer_.needs_a_group()) line_up(gatherer_, *loop_);
      lease->run_reads(reads_);
    } catch (...) {
      if (reads_.empty()) reads_ = gatherer_.all_waiting();
      for (GatheredRead* const read : reads_) read->error = std::current_exception();
    }
  }
  void ended() noexcept override {
    const std::unique_ptr<Group> self{this};
    for (GatheredRead* const read : reads_) read->told();
  }

  Gatherer& gatherer_;
  std::unique_ptr<detail::Loop> loop_;
  Reads reads_;
};

bool Gatherer::take(GatheredRead& read, detail::Loop& loop, Dialect dialect) {
  const auto has_company = [this] { return lined_up_ || !pool_.has_room(); };
  {
    const std::lock_guard lock{mutex_};
    if (!has_company()) return false;
  }
  // A batch only reads: what it would refuse, or undo with a neighbour that fails, goes alone.
  if (sql::needs_primary(read.statement.sql, dialect, {})) return false;
  {
    const std::lock_guard lock{mutex_};
    if (!has_company()) return false;
    waiting_.push_back(&read);
    if (lined_up_) return true;
    lined_up_ = true;
  }
  Group::line_up(*this, loop);
  return true;
}

bool Gatherer::remove(GatheredRead& read) noexcept {
  const std::lock_guard lock{mutex_};
  return std::erase(waiting_, &read) > 0;
}

// Whether what waits has nobody in the line; the caller lines up for it then.
bool Gatherer::needs_a_group() {
  const std::lock_guard lock{mutex_};
  if (waiting_.empty() || lined_up_) return false;
  lined_up_ = true;
  return true;
}

// There is no connection for any of them.
Gatherer::Reads Gatherer::all_waiting() {
  const std::lock_guard lock{mutex_};
  lined_up_ = false;
  Reads all{waiting_.begin(), waiting_.end()};
  waiting_.clear();
  return all;
}

// What comes from now on is of another group.
Gatherer::Reads Gatherer::next_batch() {
  const std::lock_guard lock{mutex_};
  const std::size_t count = std::min(waiting_.size(), most);
  Reads batch{waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count)};
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
  lined_up_ = false;
  return batch;
}

}  // namespace zin::runtime
