// Names that take long to be found, and addresses that swallow what is sent to them.
// SPDX-License-Identifier: MIT
#include "cloudflare/connecting.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#include <boost/test/unit_test.hpp>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "cloudflare/look_up.hpp"
#include "cloudflare/waiting.hpp"
#include "zin/plugin/descriptor.hpp"
#include "zin/plugin/operation.hpp"

using namespace zin::cloudflare;
using Poco::Net::SocketAddress;
using zin::plugin::Descriptor;

namespace {

std::int64_t after_ms(std::int64_t milliseconds) {
  return zin::plugin::now_ns() + milliseconds * 1'000'000;
}

/// Answers when it is told to, and not sooner.
class SlowResolver {
 public:
  [[nodiscard]] zin::plugin::Resolver resolver() const {
    return
        [state = state_](const char*, const char* port, const addrinfo* hints, addrinfo** found) {
          state->asked.set_value();
          state->told.wait();
          const int failed = ::getaddrinfo("127.0.0.1", port, hints, found);
          state->ended.set_value();
          return failed;
        };
  }
  void wait_until_asked() { state_->asked.get_future().wait(); }
  void answer() {
    state_->tell.set_value();
    state_->ended.get_future().wait();
  }

 private:
  struct State {
    std::promise<void> asked, tell, ended;
    std::shared_future<void> told = tell.get_future().share();
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

SocketAddress address_of(int fd) {
  sockaddr_in own{};
  socklen_t size = sizeof own;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &size);
  return {reinterpret_cast<sockaddr*>(&own), size};
}

Descriptor listener(int backlog) {
  Descriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  BOOST_REQUIRE(::bind(fd.number(), reinterpret_cast<sockaddr*>(&any), sizeof any) == 0);
  BOOST_REQUIRE(::listen(fd.number(), backlog) == 0);
  return fd;
}

/// Nobody accepts there, and its queue is full: what else comes is not answered.
class Swallowing {
 public:
  Swallowing() {
    const SocketAddress address = at();
    for (bool taken = true; taken;) {
      queued_.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
      const int fd = queued_.back().number();
      static_cast<void>(::connect(fd, address.addr(), address.length()));
      taken = wait_for(fd, POLLOUT, after_ms(200));
    }
  }
  [[nodiscard]] SocketAddress at() const { return address_of(listener_.number()); }

 private:
  Descriptor listener_ = listener(0);
  std::vector<Descriptor> queued_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cloudflare_connecting)

BOOST_AUTO_TEST_CASE(a_numeric_address_needs_no_resolver) {
  Interruption interruption;
  const zin::plugin::Resolver none = [](const char*, const char*, const addrinfo*, addrinfo**) {
    BOOST_ERROR("it was asked");
    return EAI_FAIL;
  };
  const auto found = look_up("127.0.0.1", 80, after_ms(30'000), interruption, none);
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].toString() == "127.0.0.1:80");
  BOOST_TEST(look_up("::1", 443, after_ms(30'000), interruption, none).at(0).toString() ==
             "[::1]:443");
}

BOOST_AUTO_TEST_CASE(a_name_gives_its_addresses_in_order) {
  Interruption interruption;
  SlowResolver slow;
  std::thread told([&] {
    slow.wait_until_asked();
    slow.answer();
  });
  const auto found = look_up("db.example", 8080, after_ms(30'000), interruption, slow.resolver());
  told.join();
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].toString() == "127.0.0.1:8080");
}

BOOST_AUTO_TEST_CASE(a_resolver_that_does_not_answer_is_not_waited_for) {
  Interruption interruption;
  SlowResolver slow;
  const std::int64_t begin = zin::plugin::now_ns();
  BOOST_CHECK_THROW(
      static_cast<void>(look_up("db.example", 80, after_ms(50), interruption, slow.resolver())),
      Poco::TimeoutException);
  BOOST_TEST(zin::plugin::now_ns() - begin >= 50'000'000);
  slow.answer();  // nobody reads it any more
}

BOOST_AUTO_TEST_CASE(a_cancel_ends_the_look_up) {
  Interruption interruption;
  SlowResolver slow;
  zin_op op{};
  op.struct_size = sizeof op;
  op.token = 7;
  op.deadline_ns = ZIN_NEVER;
  const Interruption::Operating operating(interruption, zin::plugin::Operation(&op));
  std::thread canceller([&] {
    slow.wait_until_asked();
    interruption.cancel(7);
  });
  BOOST_CHECK_THROW(static_cast<void>(look_up("db.example", 80, after_ms(600'000), interruption,
                                              slow.resolver())),
                    Poco::TimeoutException);
  canceller.join();
  BOOST_TEST(interruption.cancelled());
  slow.answer();
}

BOOST_AUTO_TEST_CASE(why_a_name_has_no_address_is_told) {
  Interruption interruption;
  const zin::plugin::Resolver unknown = [](const char*, const char*, const addrinfo*, addrinfo**) {
    return EAI_NONAME;
  };
  try {
    static_cast<void>(look_up("db.example", 80, after_ms(30'000), interruption, unknown));
    BOOST_ERROR("it was found");
  } catch (const Poco::Net::HostNotFoundException& failure) {
    BOOST_TEST(failure.message() == std::string("db.example: ") + ::gai_strerror(EAI_NONAME));
  }
}

BOOST_AUTO_TEST_CASE(an_address_that_swallows_all_leaves_time_for_the_next_one) {
  Interruption interruption;
  const Swallowing swallowing;
  const Descriptor good = listener(8);
  const std::vector<SocketAddress> addresses{swallowing.at(), address_of(good.number())};
  const Descriptor connected(connect_to(addresses, after_ms(2000), interruption));
  sockaddr_in peer{};
  socklen_t size = sizeof peer;
  BOOST_REQUIRE(::getpeername(connected.number(), reinterpret_cast<sockaddr*>(&peer), &size) == 0);
  BOOST_TEST(ntohs(peer.sin_port) == address_of(good.number()).port());
  interruption.detach();
}

BOOST_AUTO_TEST_CASE(when_none_takes_it_the_last_reason_is_told) {
  Interruption interruption;
  SocketAddress closed;
  {
    const Descriptor gone = listener(1);
    closed = address_of(gone.number());
  }
  const std::vector<SocketAddress> addresses{closed, closed};
  BOOST_CHECK_THROW(static_cast<void>(connect_to(addresses, after_ms(30'000), interruption)),
                    Poco::Net::ConnectionRefusedException);
  const Swallowing swallowing;
  const std::vector<SocketAddress> silent{closed, swallowing.at()};
  BOOST_CHECK_THROW(static_cast<void>(connect_to(silent, after_ms(100), interruption)),
                    Poco::TimeoutException);
}

BOOST_AUTO_TEST_SUITE_END()
