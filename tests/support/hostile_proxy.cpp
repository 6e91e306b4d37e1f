// One thread and poll(): pairs of sockets, and between them what a test wants to go wrong.
// SPDX-License-Identifier: MIT
#include "hostile_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace zin::test {
namespace {

using Clock = std::chrono::steady_clock;
using Kind = WireFault::Kind;

constexpr std::size_t piece_bytes = 16U << 10;
// A throttled direction hands on this many pieces a second.
constexpr std::uint64_t pieces_per_second = 100;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

class Socket {
 public:
  explicit Socket(int descriptor = -1) noexcept : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Socket() { close(); }

  [[nodiscard]] int get() const noexcept { return descriptor_; }
  void close() noexcept {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }
  void reset() noexcept {
    const linger at_once{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
  }

 private:
  int descriptor_;
};

sockaddr_in loopback(std::uint16_t port) noexcept {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

Socket bound(std::uint16_t port) {
  Socket made{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (made.get() < 0) fail("socket");
  const int yes = 1;
  ::setsockopt(made.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const sockaddr_in address = loopback(port);
  if (::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    fail("bind");
  }
  return made;
}

std::uint16_t port_of(const Socket& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    fail("getsockname");
  }
  return ntohs(address.sin_port);
}

void no_delay(const Socket& socket) noexcept {
  const int yes = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

// One direction of a connection.
struct Flow {
  WireFault fault{};
  std::uint64_t until_fault = 0;
  std::vector<char> held{};  // read, and not yet handed on
  Clock::time_point not_before{};
  bool silent = false;
  bool ended = false;  // the sender has said good-bye, and that was handed on
  bool full = false;   // the receiver takes no more for now

  void harm(const WireFault& with) noexcept {
    fault = with;
    until_fault = with.after;
    silent = false;
  }
};

struct Pair {
  Socket client, server;
  std::array<Flow, 2> flows{};
  bool closing = false;  // both were told; what still comes is dropped
  bool gone = false;

  [[nodiscard]] const Socket& from(Direction way) const noexcept {
    return way == Direction::to_server ? client : server;
  }
  [[nodiscard]] const Socket& to(Direction way) const noexcept {
    return way == Direction::to_server ? server : client;
  }
  [[nodiscard]] Flow& flow(Direction way) noexcept { return flows[static_cast<std::size_t>(way)]; }
  [[nodiscard]] bool silent() const noexcept { return flows[0].silent || flows[1].silent; }

  void close_orderly() noexcept {
    closing = true;
    for (Flow& each : flows) each = Flow{};
    ::shutdown(client.get(), SHUT_WR);
    ::shutdown(server.get(), SHUT_WR);
  }
  void reset() noexcept {
    client.reset();
    server.reset();
    gone = true;
  }
};

constexpr std::array both_ways{Direction::to_server, Direction::to_client};

}  // namespace

class HostileProxy::Loop {
 public:
  explicit Loop(std::uint16_t server_port)
      : server_port_(server_port), holder_(bound(0)), port_(port_of(holder_)) {
    wake_ = Socket{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    if (wake_.get() < 0) fail("eventfd");
    listen();
    thread_ = std::thread{[this] { run(); }};
  }
  ~Loop() {
    {
      const std::lock_guard lock{mutex_};
      ending_ = true;
    }
    wake();
    thread_.join();
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::uint64_t carried(Direction way) const {
    const std::lock_guard lock{mutex_};
    return carried_[static_cast<std::size_t>(way)];
  }
  [[nodiscard]] std::size_t accepted() const {
    const std::lock_guard lock{mutex_};
    return accepted_;
  }

  // Has it done between two rounds of the loop, and waits for that.
  void have_done(const std::function<void()>& order) {
    std::unique_lock lock{mutex_};
    done_.wait(lock, [this] { return !order_; });  // that of another thread
    order_ = order;
    wake();
    done_.wait(lock, [this] { return !order_; });
  }

  void harm(const WireFault& fault) {
    for (Pair& pair : pairs_) pair.flow(fault.direction).harm(fault);
  }
  void harm_next(const WireFault& fault) {
    next_[static_cast<std::size_t>(fault.direction)] = fault;
  }
  void refuse() { listener_.close(); }
  void close_all() {
    for (Pair& pair : pairs_) pair.close_orderly();
  }
  void reset_all() {
    for (Pair& pair : pairs_) pair.reset();
    pairs_.clear();
  }
  void heal() {
    next_ = {};
    if (listener_.get() < 0) listen();
    for (Pair& pair : pairs_) {
      for (Flow& flow : pair.flows) flow.harm({});
    }
  }

 private:
  void listen() {
    // The holder keeps the port for this one while nobody listens.
    listener_ = bound(port_);
    if (::listen(listener_.get(), 64) != 0) fail("listen");
  }
  void wake() const noexcept {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(wake_.get(), &one, sizeof one));
  }

  void run() {
    std::unique_lock lock{mutex_};
    while (!ending_) {
      const int timeout = prepare();
      lock.unlock();
      ::poll(polled_.data(), polled_.size(), timeout);
      lock.lock();
      std::uint64_t count = 0;
      static_cast<void>(!::read(wake_.get(), &count, sizeof count));
      // Before the order: what had arrived by then is not subject to it.
      if ((polled_[1].revents & POLLIN) != 0) accept();
      std::size_t at = 2;
      for (Pair& pair : pairs_) {
        if (at + 1 >= polled_.size()) break;  // accepted just now
        turn(pair, polled_[at].revents, polled_[at + 1].revents);
        at += 2;
      }
      pairs_.remove_if([](const Pair& pair) { return pair.gone; });
      if (order_) {
        order_();
        order_ = nullptr;
        done_.notify_all();
      }
    }
  }

  // What to wait for, and how long: milliseconds, -1 for ever.
  int prepare() {
    polled_.assign({{wake_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}});
    std::optional<Clock::time_point> next;
    for (Pair& pair : pairs_) {
      std::array<short, 2> events{};  // of client and server
      for (const Direction way : both_ways) {
        const Flow& flow = pair.flow(way);
        const std::size_t from = way == Direction::to_server ? 0 : 1;
        if (pair.silent()) events[from] = static_cast<short>(events[from] | POLLRDHUP);
        if (flow.silent || flow.ended) continue;
        if (flow.held.empty()) {
          events[from] = static_cast<short>(events[from] | POLLIN);
        } else if (flow.full) {
          events[1 - from] = static_cast<short>(events[1 - from] | POLLOUT);
        } else {
          next = next ? std::min(*next, flow.not_before) : flow.not_before;
        }
      }
      // A hang-up is told even to those who do not ask, again and again.
      polled_.push_back({events[0] == 0 ? -1 : pair.client.get(), events[0], 0});
      polled_.push_back({events[1] == 0 ? -1 : pair.server.get(), events[1], 0});
    }
    if (!next) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
  }

  void accept() {
    Socket client{::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
    if (client.get() < 0) return;
    ++accepted_;
    Socket server{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const sockaddr_in address = loopback(server_port_);
    if (::connect(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      return client.reset();
    }
    no_delay(client);
    no_delay(server);
    Pair& pair = pairs_.emplace_back();
    pair.client = std::move(client);
    pair.server = std::move(server);
    for (const WireFault& fault : next_) {
      if (fault.kind != Kind::none) pair.flow(fault.direction).harm(fault);
    }
  }

  void turn(Pair& pair, short of_client, short of_server) {
    constexpr short hung_up = POLLRDHUP | POLLHUP | POLLERR;
    if (pair.silent() && ((of_client | of_server) & hung_up) != 0) return pair.reset();
    for (const Direction way : both_ways) {
      const short from = way == Direction::to_server ? of_client : of_server;
      const short to = way == Direction::to_server ? of_server : of_client;
      if ((to & (POLLOUT | POLLERR | POLLHUP)) != 0) pair.flow(way).full = false;
      if ((from & (POLLIN | POLLHUP | POLLERR)) != 0) take(pair, way);
      if (!pair.gone) hand_on(pair, way);
      if (pair.gone) return;
    }
    if (pair.flows[0].ended && pair.flows[1].ended) {
      pair.client.close();
      pair.server.close();
      pair.gone = true;
    }
  }

  void take(Pair& pair, Direction way) {
    Flow& flow = pair.flow(way);
    if (!flow.held.empty() || flow.silent || flow.ended) return;
    flow.held.resize(piece_bytes);
    const ssize_t got =
        ::recv(pair.from(way).get(), flow.held.data(), flow.held.size(), MSG_DONTWAIT);
    flow.held.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    if (got > 0) {
      if (pair.closing) flow.held.clear();
      if (flow.fault.kind == Kind::delay) flow.not_before = Clock::now() + flow.fault.delay;
      return;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got < 0 && !pair.closing) return pair.reset();
    flow.ended = true;
    ::shutdown(pair.to(way).get(), SHUT_WR);
  }

  void hand_on(Pair& pair, Direction way) {
    Flow& flow = pair.flow(way);
    while (!flow.held.empty() && !flow.silent && !flow.full && Clock::now() >= flow.not_before) {
      std::size_t most = flow.held.size();
      const bool at_a_byte = flow.fault.kind != Kind::none && flow.fault.kind != Kind::delay &&
                             flow.fault.kind != Kind::throttle;
      if (at_a_byte) {
        if (flow.until_fault == 0) {
          harm_now(pair, flow);
          if (pair.gone || pair.closing) return;
          continue;
        }
        most = std::min<std::uint64_t>(most, flow.until_fault);
      } else if (flow.fault.kind == Kind::throttle) {
        most = std::min<std::uint64_t>(
            most, std::max<std::uint64_t>(flow.fault.bytes_per_second / pieces_per_second, 1));
      }
      const ssize_t sent =
          ::send(pair.to(way).get(), flow.held.data(), most, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && errno == EAGAIN) {
        flow.full = true;
        return;
      }
      if (sent < 0) return pair.reset();
      const auto count = static_cast<std::size_t>(sent);
      flow.held.erase(flow.held.begin(), flow.held.begin() + sent);
      flow.until_fault -= std::min<std::uint64_t>(flow.until_fault, count);
      carried_[static_cast<std::size_t>(way)] += count;
      if (flow.fault.kind == Kind::throttle) {
        flow.not_before = Clock::now() + std::chrono::nanoseconds{1'000'000'000 * count /
                                                                  flow.fault.bytes_per_second};
      }
    }
  }

  static void harm_now(Pair& pair, Flow& flow) {
    switch (flow.fault.kind) {
      case Kind::corrupt:
        flow.held.front() = static_cast<char>(flow.held.front() ^ flow.fault.mask);
        flow.fault = {};
        break;
      case Kind::close:
        pair.close_orderly();
        break;
      case Kind::reset:
        pair.reset();
        break;
      default:
        flow.silent = true;
    }
  }

  const std::uint16_t server_port_;
  Socket holder_;
  const std::uint16_t port_;
  Socket wake_, listener_;

  mutable std::mutex mutex_;
  std::condition_variable done_;
  std::function<void()> order_;
  bool ending_ = false;
  std::list<Pair> pairs_;
  std::array<WireFault, 2> next_{};
  std::array<std::uint64_t, 2> carried_{};
  std::size_t accepted_ = 0;
  std::vector<pollfd> polled_;
  std::thread thread_;
};

HostileProxy::HostileProxy(std::uint16_t server_port)
    : loop_(std::make_unique<Loop>(server_port)) {}
HostileProxy::~HostileProxy() = default;

std::uint16_t HostileProxy::port() const noexcept { return loop_->port(); }

void HostileProxy::harm(const WireFault& fault) {
  loop_->have_done([&] { loop_->harm(fault); });
}
void HostileProxy::harm_next(const WireFault& fault) {
  loop_->have_done([&] { loop_->harm_next(fault); });
}
void HostileProxy::refuse() {
  loop_->have_done([&] { loop_->refuse(); });
}
void HostileProxy::close_all() {
  loop_->have_done([&] { loop_->close_all(); });
}
void HostileProxy::reset_all() {
  loop_->have_done([&] { loop_->reset_all(); });
}
void HostileProxy::heal() {
  loop_->have_done([&] { loop_->heal(); });
}

std::uint64_t HostileProxy::carried(Direction direction) const { return loop_->carried(direction); }
std::size_t HostileProxy::accepted() const { return loop_->accepted(); }

}  // namespace zin::test
