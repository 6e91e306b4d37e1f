// KILL QUERY.
// SPDX-License-Identifier: MIT
#include "killer.hpp"

#include "patience.hpp"

namespace zin::mysql {
namespace {

constexpr std::int64_t er_no_such_thread = 1094;

}  // namespace

Killer::Killer(const ConnectOptions& options, const Target& target)
    : target_(target), link_(options) {}

Killer::~Killer() {
  if (link_.waits()) link_.abort();  // its coroutine is inside a call of the link
}

Task<> Killer::run() {
  co_await link_.connect(target_.address);
  const std::string sql = "select " + std::string(identity_query);
  const auto answer = co_await link_.first_row(sql);
  if (answer.empty() || answer[0] != target_.identity)
    throw plugin::Failure(ZIN_E_ERROR, ZIN_CAT_CONNECTION,
                          "another server answers at that address: nothing was cancelled");
  const std::string kill = "kill query " + std::to_string(target_.connection_id);
  try {
    co_await link_.query(kill);
    delivered_ = true;
  } catch (const plugin::Failure& failure) {
    if (failure.native_code != er_no_such_thread) throw;
  }
}

void Killer::kill(std::int64_t give_up_ns) {
  Patience patience(ZIN_NEVER, give_up_ns);
  patience.connects = true;
  const PatienceScope scope(patience);
  const SigpipeGuard guard(SigpipeGuard::deadly());
  task_ = run();
  task_.start();
  task_.take();
}

bool Killer::start(std::int64_t give_up_ns) {
  give_up_ns_ = give_up_ns;
  link_.set_synchronous(false);
  task_ = run();
  task_.start();
  return task_.done();
}

bool Killer::step(std::uint32_t ready) {
  link_.step(ready);
  return task_.done();
}

}  // namespace zin::mysql
