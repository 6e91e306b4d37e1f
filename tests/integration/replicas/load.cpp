// Readers and a writer that go on while servers come and go.
// SPDX-License-Identifier: MIT
#include "load.hpp"

#include "cluster.hpp"

namespace zin::test {

using namespace std::chrono_literals;

Load::Load(Database& database) : database_(database) {
  for (int reader = 0; reader < 4; ++reader) threads_.emplace_back([this] { read(); });
  threads_.emplace_back([this] { write(); });
}

void Load::stop() {
  ends_ = true;
  threads_.clear();
}

void Load::let_pass(std::uint64_t count) const {
  const auto reads_then = reads.load(), writes_then = writes.load();
  within(30s, "reads and writes go on",
         [&] { return reads >= reads_then + count && writes >= writes_then + count; });
}

void Load::note(const Error& error) {
  const std::lock_guard lock{mutex_};
  ++codes_[std::string{to_string(error.code())}];
}

// Each row has its own number twice, and the answer is to this question.
void Load::read() {
  for (std::int64_t asked = 1; !ends_; ++asked) {
    try {
      const Rows rows = database_.select("select n, word, n + ? from entries", {asked});
      for (const Row& row : rows) {
        if (row.get<std::int64_t>(2) == row.get<std::int64_t>(0) + asked &&
            row.get<std::string>("word") == std::to_string(row.get<std::int64_t>("n"))) {
          continue;
        }
        const std::lock_guard lock{mutex_};
        wrong_ = row.get<std::string>("word");
      }
      ++reads;
    } catch (const Error& error) {
      ++failed_reads;
      note(error);
    }
    std::this_thread::sleep_for(2ms);
  }
}

void Load::write() {
  for (std::int64_t n = 1; !ends_; ++n) {
    try {
      database_.execute("insert into entries values (?, ?)", {n, std::to_string(n)});
      ++writes;
      const std::lock_guard lock{mutex_};
      confirmed_.insert(n);
    } catch (const Error& error) {
      ++failed_writes;
      note(error);
      if (!error.may_be_applied()) continue;
      const std::lock_guard lock{mutex_};
      doubtful_.insert(n);
    }
    std::this_thread::sleep_for(5ms);
  }
}

std::set<std::int64_t> Load::confirmed() const {
  const std::lock_guard lock{mutex_};
  return confirmed_;
}
std::set<std::int64_t> Load::doubtful() const {
  const std::lock_guard lock{mutex_};
  return doubtful_;
}
std::string Load::wrong() const {
  const std::lock_guard lock{mutex_};
  return wrong_;
}
std::string Load::failures() const {
  const std::lock_guard lock{mutex_};
  std::string text = std::to_string(reads) + " reads, " + std::to_string(failed_reads) +
                     " failed; " + std::to_string(writes) + " writes, " +
                     std::to_string(failed_writes) + " failed:";
  for (const auto& [code, count] : codes_) text += ' ' + code + ' ' + std::to_string(count);
  return text;
}

}  // namespace zin::test
