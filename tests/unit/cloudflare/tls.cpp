// Certificates that count, and those that do not.
// SPDX-License-Identifier: MIT
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Timespan.h>
#include <stdlib.h>  // NOLINT: mkdtemp

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "cloudflare/http_session.hpp"
#include "zin/plugin/host_services.hpp"

using namespace zin::cloudflare;

namespace {

/// A key and a certificate that it signed itself, for one name; removed with the object.
class Identity {
 public:
  explicit Identity(const std::string& name) {
    std::string pattern = (std::filesystem::temp_directory_path() / "zin-tls-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
        "/CN=" +
        name + " -addext subjectAltName=DNS:" + name + " -keyout " + key() + " -out " +
        certificate() + " 2>/dev/null";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);  // NOLINT: nothing of it comes from outside
  }
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;
  ~Identity() { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string key() const { return (folder_ / "key.pem").string(); }
  [[nodiscard]] std::string certificate() const { return (folder_ / "cert.pem").string(); }

 private:
  std::filesystem::path folder_;
};

/// Answers each request with "fine", over TLS, until it is destroyed.
class TlsPeer {
 public:
  explicit TlsPeer(const Identity& identity)
      : socket_(
            Poco::Net::SocketAddress("127.0.0.1", 0), 8,
            new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, identity.key(),
                                   identity.certificate(), "", Poco::Net::Context::VERIFY_NONE)),
        thread_([this] { run(); }) {}
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;
  ~TlsPeer() {
    over_ = true;
    thread_.join();
  }
  [[nodiscard]] std::string url() const {
    return "https://localhost:" + std::to_string(socket_.address().port());
  }

 private:
  void run() {
    const Poco::Timespan tick(0, 20'000);
    while (!over_) {
      if (!socket_.poll(tick, Poco::Net::Socket::SELECT_READ)) continue;
      try {
        Poco::Net::StreamSocket client = socket_.acceptConnection();
        client.setReceiveTimeout(Poco::Timespan(0, 20'000));
        serve(client);
      } catch (const Poco::Exception&) {  // a client that does not trust hangs up
      }
    }
  }
  void serve(Poco::Net::StreamSocket& client) {
    std::string request;
    char buffer[4096];
    while (!over_) {
      int count = 0;
      try {
        count = client.receiveBytes(buffer, sizeof buffer);
      } catch (const Poco::TimeoutException&) {
        continue;
      }
      if (count <= 0) return;
      request.append(buffer, static_cast<std::size_t>(count));
      if (request.find("\r\n\r\n") == std::string::npos) continue;
      request.clear();
      const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";
      client.sendBytes(answer.data(), static_cast<int>(answer.size()));
    }
  }

  Poco::Net::SecureServerSocket socket_;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

struct TlsTalk {
  TlsTalk(const TlsPeer& peer, std::string ca_file)
      : session({.base = parse_base_url(peer.url(), "URL"),
                 .ca_file = std::move(ca_file),
                 .limits = {}},
                interruption) {}
  static std::int64_t soon() { return zin::plugin::now_ns() + 30'000'000'000; }

  Interruption interruption;
  HttpSession session;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cloudflare_tls)

BOOST_AUTO_TEST_CASE(a_certificate_of_a_known_authority_is_trusted) {
  const Identity identity("localhost");
  TlsPeer peer(identity);
  TlsTalk talk(peer, identity.certificate());
  talk.session.connect(TlsTalk::soon());
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(talk.session.send({.path = "/x"}, TlsTalk::soon()).body == "fine");
  }
  BOOST_TEST(talk.session.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(others_are_not) {
  const Identity identity("localhost"), stranger("example.invalid");
  const auto refused = [](const TlsPeer& peer, const std::string& ca_file) {
    TlsTalk talk(peer, ca_file);
    try {
      static_cast<void>(talk.session.send({.path = "/x"}, TlsTalk::soon()));
    } catch (const TransportFailure& failure) {
      return failure.broken == Broken::untrusted && !failure.sent;
    }
    return false;
  };
  TlsPeer peer(identity);
  BOOST_TEST(refused(peer, ""));                      // nobody has signed it
  BOOST_TEST(refused(peer, stranger.certificate()));  // somebody else has
  TlsPeer other(stranger);
  BOOST_TEST(refused(other, stranger.certificate()));  // it is another's name
}

BOOST_AUTO_TEST_SUITE_END()
