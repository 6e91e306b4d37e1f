// A pool for threads, and a line for one thread that polls.
// SPDX-License-Identifier: MIT
#include "raw_postgres_load.hpp"

#include <poll.h>

#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "items.hpp"

namespace zin::bench {
namespace {

using TimePoint = Latencies::Clock::time_point;

// When each caller that waits began to, the first one in front.
class Line {
 public:
  explicit Line(const Load& load)
      : waiting_(load.callers, Latencies::Clock::now()), left_(load.selects) {}

  // The first one; false when enough selects were begun.
  bool take(TimePoint& since) {
    if (left_ == 0 || waiting_.empty()) return false;
    --left_;
    since = waiting_.front();
    waiting_.pop_front();
    return true;
  }
  void put_back(TimePoint since) { waiting_.push_back(since); }

 private:
  std::deque<TimePoint> waiting_;
  unsigned left_;
};

// Lends connections to threads, who are served in the order in which they came.
class Lender {
 public:
  explicit Lender(std::vector<RawPostgres*> free) : free_(std::move(free)) {}

  RawPostgres& take() {
    std::unique_lock lock{mutex_};
    if (line_.empty() && !free_.empty()) {
      RawPostgres* const db = free_.back();
      free_.pop_back();
      return *db;
    }
    Waiter waiter;
    line_.push_back(&waiter);
    waiter.served.wait(lock, [&] { return waiter.db != nullptr; });
    return *waiter.db;
  }
  void give_back(RawPostgres& db) {
    const std::scoped_lock lock{mutex_};
    if (line_.empty()) return free_.push_back(&db);
    Waiter& first = *line_.front();
    line_.pop_front();
    first.db = &db;
    first.served.notify_one();
  }

 private:
  struct Waiter {
    std::condition_variable served;
    RawPostgres* db = nullptr;
  };
  std::mutex mutex_;
  std::vector<RawPostgres*> free_;
  std::deque<Waiter*> line_;
};

// The parameters of a point select, as libpq wants them.
struct Key {
  explicit Key(std::int64_t key) {
    const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(key));
    std::memcpy(wire.data(), &swapped, sizeof swapped);
  }
  std::array<char, 8> wire{};
  const char* values[1] = {wire.data()};
  int lengths[1] = {8}, formats[1] = {1};
};

std::int64_t read(const PGresult* found) {
  const std::string text{PQgetvalue(found, 0, 0),
                         static_cast<std::size_t>(PQgetlength(found, 0, 0))};
  return static_cast<std::int64_t>(text.size());
}

void call(Lender& lender, unsigned count, std::uint64_t state, Latencies& latencies) {
  std::int64_t sum = 0;
  TimePoint since = Latencies::Clock::now();
  for (unsigned at = 0; at < count; ++at) {
    const Key key{next_key(state)};
    RawPostgres& db = lender.take();
    const auto found =
        db.check(PQexecPrepared(db.get(), "point", 1, key.values, key.lengths, key.formats, 1));
    lender.give_back(db);
    sum += read(found.get());
    since = latencies.add(since);
  }
  keep(sum);
}

// A connection that is polled, and whose select it carries.
class Polled {
 public:
  Polled(const RawPostgres& db, std::uint64_t state) : db_(&db), state_(state) {
    PQsetnonblocking(db.get(), 1);
  }

  // Sends the first caller's select; false when nobody waits.
  bool begin(Line& line) {
    if (!line.take(since_)) return false;
    const Key key{next_key(state_)};
    PQsendQueryPrepared(db_->get(), "point", 1, key.values, key.lengths, key.formats, 1);
    PQflush(db_->get());
    return true;
  }
  // Reads what has come; true when the answer is whole.
  bool answered(std::int64_t& sum) {
    PQconsumeInput(db_->get());
    while (PQisBusy(db_->get()) == 0) {
      PGresult* const made = PQgetResult(db_->get());
      if (made == nullptr) return true;
      sum += read(db_->check(made).get());
    }
    return false;
  }
  [[nodiscard]] TimePoint since() const noexcept { return since_; }
  [[nodiscard]] int descriptor() const noexcept { return PQsocket(db_->get()); }

 private:
  const RawPostgres* db_;
  std::uint64_t state_;
  TimePoint since_;
};

}  // namespace

RawPostgresLoad::RawPostgresLoad(unsigned connections) {
  for (unsigned at = 0; at < connections; ++at) {
    connections_.push_back(std::make_unique<RawPostgres>());
    connections_.back()->prepare("point", "select name from bench where id = $1");
  }
}

void RawPostgresLoad::on_threads(const Load& load, Latencies& latencies) {
  std::vector<RawPostgres*> lent;
  for (unsigned at = 0; at < load.connections; ++at) lent.push_back(connections_[at].get());
  Lender lender{std::move(lent)};
  std::vector<Latencies> found(load.callers);
  std::vector<std::thread> threads;
  for (unsigned each = 0; each < load.callers; ++each)
    threads.emplace_back([&, each] {
      call(lender, load.selects / load.callers, std::uint64_t{each} + 1, found[each]);
    });
  for (std::thread& thread : threads) thread.join();
  for (const Latencies& one : found) latencies.add_all(one);
}

void RawPostgresLoad::on_one_thread(const Load& load, Latencies& latencies) {
  Line line{load};
  std::vector<Polled> polled;
  std::vector<pollfd> descriptors;
  std::int64_t sum = 0;
  for (unsigned at = 0; at < load.connections; ++at) {
    polled.emplace_back(*connections_[at], std::uint64_t{at} + 1);
    descriptors.push_back({polled[at].descriptor(), POLLIN, 0});
  }
  unsigned busy = 0;
  for (Polled& one : polled) busy += one.begin(line) ? 1 : 0;
  while (busy > 0) {
    poll(descriptors.data(), descriptors.size(), -1);
    for (unsigned at = 0; at < load.connections; ++at) {
      if (descriptors[at].revents == 0 || !polled[at].answered(sum)) continue;
      line.put_back(latencies.add(polled[at].since()));
      if (!polled[at].begin(line)) --busy;
    }
  }
  for (unsigned at = 0; at < load.connections; ++at) PQsetnonblocking(connections_[at]->get(), 0);
  keep(sum);
}

}  // namespace zin::bench
