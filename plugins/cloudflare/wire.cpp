// Sockets that poll before each step, so that a deadline holds against a trickle of bytes.
// SPDX-License-Identifier: MIT
#include "wire.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "connecting.hpp"
#include "look_up.hpp"
#include "waiting.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::cloudflare {
namespace {

using Poco::Net::Context;

/// A step of a socket waits no longer than its own limit and the request's deadline.
void wait_step(int fd, short events, Traffic& traffic) {
  const std::int64_t limit = (events & POLLIN) != 0 ? traffic.receive_ns : traffic.send_ns;
  const std::int64_t until = std::min(traffic.deadline_ns, plugin::now_ns() + limit);
  if (wait_for(fd, events, until)) return;
  traffic.timed_out = true;
  throw Poco::TimeoutException();
}

class PlainSocket final : public Poco::Net::StreamSocketImpl {
 public:
  PlainSocket(int fd, std::shared_ptr<Traffic> traffic)
      : StreamSocketImpl(fd), traffic_(std::move(traffic)) {}

  int receiveBytes(void* buffer, int length, int) override {
    while (true) {
      wait_step(sockfd(), POLLIN, *traffic_);
      const ssize_t count = ::recv(sockfd(), buffer, static_cast<std::size_t>(length), 0);
      if (count >= 0) {
        if (count == 0) traffic_->peer_closed = true;
        traffic_->note(static_cast<const char*>(buffer), static_cast<std::size_t>(count));
        return static_cast<int>(count);
      }
      if (errno == EINTR || errno == EAGAIN) continue;
      if (errno == ECONNRESET) traffic_->peer_closed = true;
      throw Poco::Net::ConnectionResetException(std::strerror(errno), errno);  // NOLINT
    }
  }

  int sendBytes(const void* buffer, int length, int) override {
    const char* from = static_cast<const char*>(buffer);
    int left = length;
    while (left > 0) {
      const ssize_t count =
          ::send(sockfd(), from, static_cast<std::size_t>(left), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count < 0) {
        if (errno == EINTR) continue;
        if (errno != EAGAIN) throw Poco::Net::ConnectionResetException("send", errno);
        wait_step(sockfd(), POLLOUT, *traffic_);
        continue;
      }
      traffic_->sent += static_cast<std::uint64_t>(count);
      from += count;
      left -= static_cast<int>(count);
    }
    return length;
  }

 private:
  std::shared_ptr<Traffic> traffic_;
};

/// OpenSSL writes without MSG_NOSIGNAL. Keeps the SIGPIPE that it may cause from this thread, and
/// leaves the process's way with the signal alone.
class NoBrokenPipe {
 public:
  NoBrokenPipe() noexcept {
    sigset_t pending;
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    if (!was_pending_) pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoBrokenPipe() {
    if (was_pending_) return;
    const timespec at_once{};
    while (sigtimedwait(&pipe_, nullptr, &at_once) == -1 && errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

 private:
  sigset_t pipe_, before_;
  bool was_pending_;
};

class TlsSocket final : public Poco::Net::SecureStreamSocketImpl {
 public:
  TlsSocket(StreamSocketImpl* plain, const Context::Ptr& context, const std::string& host,
            std::shared_ptr<Traffic> traffic)
      : SecureStreamSocketImpl(plain, context), traffic_(std::move(traffic)) {
    setPeerHostName(host);  // for SNI, and to be found in the certificate
    connectSSL();           // does not wait: the socket below does not block
  }

  void shake_hands() {
    const NoBrokenPipe guard;
    step([this] { return completeHandshake(); });
    verifyPeerCertificate();
  }

  /// Whether what can be read is not the application's: session tickets come behind the handshake.
  bool is_quiet() {
    const NoBrokenPipe guard;
    char byte = 0;
    try {
      return SecureStreamSocketImpl::receiveBytes(&byte, 1, 0) < 0;
    } catch (const Poco::Exception&) {
      return false;
    }
  }

  int receiveBytes(void* buffer, int length, int) override {
    const NoBrokenPipe guard;
    const int count = step([&] { return SecureStreamSocketImpl::receiveBytes(buffer, length, 0); });
    if (count == 0) traffic_->peer_closed = true;
    traffic_->note(static_cast<const char*>(buffer), static_cast<std::size_t>(count));
    return count;
  }

  int sendBytes(const void* buffer, int length, int) override {
    const NoBrokenPipe guard;
    const char* from = static_cast<const char*>(buffer);
    for (int left = length; left > 0;) {
      const int count = step([&] { return SecureStreamSocketImpl::sendBytes(from, left, 0); });
      if (count == 0) throw Poco::Net::ConnectionResetException("send");
      traffic_->sent += static_cast<std::uint64_t>(count);
      from += count;
      left -= count;
    }
    return length;
  }

 private:
  template <class Try>
  int step(const Try& attempt) {
    constexpr int want_read = -1, want_write = -2;  // SecureStreamSocket::ERR_SSL_WANT_*
    while (true) {
      const int result = attempt();
      if (result >= 0) return result;
      if (result != want_read && result != want_write) throw Poco::Net::SSLException("TLS");
      wait_step(sockfd(), result == want_read ? POLLIN : POLLOUT, *traffic_);
    }
  }

  std::shared_ptr<Traffic> traffic_;
};

/// Opens the constructor that takes an implementation.
class Owned final : public Poco::Net::StreamSocket {
 public:
  explicit Owned(Poco::Net::SocketImpl* socket) : StreamSocket(socket) {}
};

/// One for each file of authorities: reading the system's takes tens of milliseconds.
Context::Ptr context_for(const std::string& ca_file) {
  // Leaked on purpose: a plugin's destructors must not run at exit while threads still ask.
  static auto* const all = new std::map<std::string, Context::Ptr>;
  static auto* const mutex = new std::mutex;
  const std::lock_guard lock(*mutex);
  Context::Ptr& context = (*all)[ca_file];
  if (context.isNull()) {
    Poco::Net::initializeSSL();
    context = new Context(Context::TLS_CLIENT_USE, "", "", ca_file, Context::VERIFY_STRICT, 9,
                          ca_file.empty(), "HIGH:!aNULL:!eNULL:!MD5:!RC4:!3DES");
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);
  }
  return context;
}

// The end of the process. Poco's statics (its pool of buffers) end before the connections that the
// host made before it loaded this plugin: those are left to the process then.
class Ending {
 public:
  [[nodiscard]] static bool begun() noexcept { return begun_.load(std::memory_order_acquire); }
  static void leave(std::unique_ptr<Poco::Net::HTTPClientSession> session) {
    // Where a leak checker finds them, and nobody ends them.
    static auto* const left = new std::vector<std::unique_ptr<Poco::Net::HTTPClientSession>>();
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    left->push_back(std::move(session));
  }

 private:
  static inline std::atomic<bool> begun_{false};
  // Behind Poco's own, which were there before this plugin: called before them.
  static inline const int watch_ =
      std::atexit([] { begun_.store(true, std::memory_order_release); });
};

}  // namespace

void Traffic::restart(std::int64_t deadline) noexcept {
  deadline_ns = deadline;
  sent = received = 0;
  peer_closed = timed_out = false;
  tail = {};
}

void Traffic::note(const char* bytes, std::size_t count) noexcept {
  received += count;
  const std::size_t fresh = std::min(count, tail.size());
  std::memmove(tail.data(), tail.data() + fresh, tail.size() - fresh);
  std::memcpy(tail.data() + tail.size() - fresh, bytes + count - fresh, fresh);
}

Wire::Wire(const Endpoint& endpoint, std::int64_t deadline_ns, Interruption& interruption)
    : interruption_(interruption), traffic_(std::make_shared<Traffic>()) {
  const std::int64_t until = std::min(deadline_ns, plugin::now_ns() + endpoint.limits.connect_ns);
  traffic_->send_ns = endpoint.limits.send_ns;
  traffic_->receive_ns = endpoint.limits.receive_ns;
  traffic_->restart(until);
  const auto addresses = look_up(endpoint.base.host, endpoint.base.port, until, interruption);
  fd_ = connect_to(addresses, until, interruption);
  try {
    auto plain = Poco::AutoPtr<PlainSocket>(new PlainSocket(fd_, traffic_));
    plain->setBlocking(false);
    if (endpoint.base.tls) {
      auto* const tls =
          new TlsSocket(plain.get(), context_for(endpoint.ca_file), endpoint.base.host, traffic_);
      const Owned socket(tls);
      tls->shake_hands();
      is_quiet_ = [tls] { return tls->is_quiet(); };
      session_ = std::make_unique<Poco::Net::HTTPClientSession>(socket);
    } else {
      session_ = std::make_unique<Poco::Net::HTTPClientSession>(Owned(plain.duplicate()));
    }
    session_->setKeepAlive(true);
  } catch (...) {
    interruption_.detach();
    throw;
  }
}

Wire::~Wire() {
  interruption_.detach();
  const NoBrokenPipe guard;  // TLS says goodbye
  if (Ending::begun()) {
    Ending::leave(std::move(session_));
  } else {
    session_.reset();
  }
}

bool Wire::is_idle() noexcept {
  pollfd entry{fd_, POLLIN, 0};
  if (::poll(&entry, 1, 0) == 0) return true;
  return is_quiet_ && entry.revents == POLLIN && is_quiet_();
}

}  // namespace zin::cloudflare
