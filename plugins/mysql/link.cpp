// Logs in, carries calls out, and cuts the line.
// SPDX-License-Identifier: MIT
#include "link.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <mutex>
#include <new>
#include <utility>

#include "errors.hpp"
#include "patience.hpp"
#include "tls_errors.hpp"

namespace zin::mysql {
namespace {

// Callbacks of this driver run on the coroutine's stack too.
constexpr std::size_t stack_bytes = 256 * std::size_t{1024};
// Debian's, Fedora's and Alpine's lists of authorities.
constexpr std::array system_authorities = {"/etc/ssl/certs/ca-certificates.crt",
                                           "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"};

/// The connector's one-time set-up ignores SIGPIPE for the whole process, which is not for a plugin
/// to decide.
void set_up_connector() {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction before {};
    const bool known = sigaction(SIGPIPE, nullptr, &before) == 0;
    mysql_server_init(0, nullptr, nullptr);
    if (known) sigaction(SIGPIPE, &before, nullptr);
  });
}

const char* or_null(const std::string& text) noexcept {
  return text.empty() ? nullptr : text.c_str();
}

const char* system_authorities_file() noexcept {
  for (const char* const file : system_authorities)
    if (FILE* const found = fopen(file, "re")) {
      fclose(found);
      return file;
    }
  return system_authorities.front();
}

}  // namespace

Link::Link(const ConnectOptions& options) : options_(options) {
  set_up_connector();
  mysql_ = mysql_init(nullptr);
  if (mysql_ == nullptr) throw std::bad_alloc();
  set_options();
}

void Link::set_options() {
  std::size_t stack = stack_bytes;
  mysql_options(mysql_, MYSQL_OPT_NONBLOCK, &stack);
  mysql_optionsv(mysql_, MARIADB_OPT_IO_WAIT, &zin_mysql_wait_for_socket);
  mysql_options(mysql_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  const unsigned local_infile = options_.local_infile ? 1 : 0;
  mysql_options(mysql_, MYSQL_OPT_LOCAL_INFILE, &local_infile);
  local_file_.answer_for(mysql_);
  const my_bool no = 0;
  mysql_options(mysql_, MYSQL_OPT_RECONNECT, &no);
  mysql_options(mysql_, MYSQL_REPORT_DATA_TRUNCATION, &no);
  const int protocol = options_.over_socket() ? MYSQL_PROTOCOL_SOCKET : MYSQL_PROTOCOL_TCP;
  mysql_options(mysql_, MYSQL_OPT_PROTOCOL, &protocol);
  mysql_options(mysql_, MYSQL_PLUGIN_DIR, options_.plugin_dir.c_str());
  mysql_optionsv(mysql_, MARIADB_OPT_RESTRICTED_AUTH, options_.auth_plugins.c_str());
  if (!options_.server_public_key.empty())
    mysql_optionsv(mysql_, MYSQL_SERVER_PUBLIC_KEY, options_.server_public_key.c_str());
  if (!options_.application_name.empty())
    mysql_optionsv(mysql_, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name",
                   options_.application_name.c_str());
  if (options_.compress) mysql_options(mysql_, MYSQL_OPT_COMPRESS, nullptr);
  set_security();
}

void Link::set_security() {
  const SslMode mode = options_.ssl_mode;
  // What is only preferred is not worth its cost where nobody can listen.
  if (mode == SslMode::disable || (mode == SslMode::prefer && options_.over_socket())) return;
  const char* authorities = or_null(options_.ssl_ca);
  if (authorities == nullptr && options_.verifies()) authorities = system_authorities_file();
  // A list of authorities makes the connector verify against it, whatever else is said.
  if (!options_.verifies()) authorities = nullptr;
  mysql_ssl_set(mysql_, or_null(options_.ssl_key), or_null(options_.ssl_cert), authorities, nullptr,
                nullptr);
  // A server that claims to know no TLS is found out after the login only. Until then it must not
  // get the password for a key of its own: what is no public key ends caching_sha2_password there.
  if (options_.verifies() && options_.server_public_key.empty())
    mysql_optionsv(mysql_, MYSQL_SERVER_PUBLIC_KEY, authorities);
  const my_bool yes = 1;
  const my_bool verify_name = mode == SslMode::verify_full ? 1 : 0;
  mysql_options(mysql_, MYSQL_OPT_SSL_ENFORCE, &yes);
  mysql_options(mysql_, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify_name);
}

void Link::close() noexcept {
  if (mysql_ == nullptr) return;
  const bool in_flight = waits();
  if (in_flight) abort();
  // Closing reads what a result has left, to its end.
  if (mysql_->status != MYSQL_STATUS_READY || in_flight) cut();
  Patience none(ZIN_NEVER, 0);
  const PatienceScope scope(none);
  const SigpipeGuard guard(guards_sigpipe_);
  // The one option that the connector does not free.
  mysql_optionsv(mysql_, MYSQL_SERVER_PUBLIC_KEY, nullptr);
  mysql_close(std::exchange(mysql_, nullptr));
  clear_tls_errors();
}

void Link::leave_to_parent() noexcept {
  if (const int socket = descriptor(); socket >= 0) ::close(socket);
  call_ = nullptr;
  mysql_ = nullptr;
}

std::uint32_t Link::awaited() const noexcept {
  std::uint32_t out = 0;
  if ((events_ & MYSQL_WAIT_READ) != 0) out |= ZIN_READY_READ;
  if ((events_ & MYSQL_WAIT_WRITE) != 0) out |= ZIN_READY_WRITE;
  return out == 0 ? ZIN_READY_READ : out;
}

int Link::descriptor() const noexcept {
  if (mysql_ == nullptr) return -1;
  const my_socket socket = mysql_get_socket(mysql_);
  return socket == MARIADB_INVALID_SOCKET ? -1 : static_cast<int>(socket);
}

void Link::step(std::uint32_t ready) {
  if (call_ == nullptr) return;
  int events = 0;
  if ((ready & (ZIN_READY_READ | ZIN_READY_ERROR)) != 0) events |= MYSQL_WAIT_READ;
  if ((ready & (ZIN_READY_WRITE | ZIN_READY_ERROR)) != 0) events |= MYSQL_WAIT_WRITE;
  if (events == 0) return;
  // While it connects, the connector takes our word for it that the socket is ready.
  if (connecting_) {
    pollfd asked{descriptor(), static_cast<short>((events_ & MYSQL_WAIT_WRITE) ? POLLOUT : POLLIN),
                 0};
    if (poll(&asked, 1, 0) <= 0) return;
    set_up_descriptor(descriptor());
  }
  events_ = call_->proceed(events & (events_ | MYSQL_WAIT_READ));
  if (events_ != 0) return;
  call_ = nullptr;
  std::exchange(waiting_, nullptr).resume();
}

void Link::abort() {
  // Each turn of it fails one more read, write or address.
  for (int turn = 0; call_ != nullptr && turn < 64; ++turn) {
    cut();
    events_ = call_->proceed(MYSQL_WAIT_TIMEOUT | events_);
    if (events_ != 0) continue;
    call_ = nullptr;
    std::exchange(waiting_, nullptr).resume();
  }
  clear_tls_errors();
}

void Link::cut() noexcept {
  cut_ = true;
  if (const int socket = descriptor(); socket >= 0) shutdown(socket, SHUT_RDWR);
}

Link::Address Link::address() const {
  if (options_.over_socket()) return {{}, options_.socket, 0};
  // The connector verifies the name that it connects to.
  const bool by_name = options_.hostaddr.empty() || options_.ssl_mode == SslMode::verify_full;
  return {by_name ? options_.host : options_.hostaddr, {}, options_.port};
}

Link::Address Link::peer() const {
  Address out = address();
  if (options_.over_socket() || options_.ssl_mode == SslMode::verify_full) return out;
  sockaddr_storage peer{};
  socklen_t size = sizeof(peer);
  if (getpeername(descriptor(), reinterpret_cast<sockaddr*>(&peer), &size) != 0) return out;
  char text[INET6_ADDRSTRLEN] = "";
  if (peer.ss_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&peer)->sin_addr, text, sizeof(text));
  } else if (peer.ss_family == AF_INET6) {
    inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&peer)->sin6_addr, text, sizeof(text));
  }
  if (text[0] != '\0') out.host = text;
  return out;
}

Task<> Link::connect(Address address) {
  // Matched rows count as affected; procedures may return several results.
  constexpr unsigned long flags = CLIENT_FOUND_ROWS | CLIENT_MULTI_RESULTS;
  ConnectCall call(mysql_, or_null(address.host), options_.username.c_str(),
                   options_.password.c_str(), or_null(options_.database), address.port,
                   or_null(address.socket), flags);
  connecting_ = true;
  clear_tls_errors();
  co_await run(call);
  connecting_ = false;
  if (call.result == nullptr) throw failure();
  set_up_descriptor(descriptor());
  const char* cipher = nullptr;
  mariadb_get_infov(mysql_, MARIADB_CONNECTION_SSL_CIPHER, &cipher);
  encrypted_ = cipher != nullptr && cipher[0] != '\0';
  guards_sigpipe_ = encrypted_ && SigpipeGuard::deadly();
  if (options_.ssl_mode >= SslMode::require && !encrypted_)
    throw plugin::Failure(ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION,
                          "the server does not speak TLS: set ssl_mode to prefer or disable, or "
                          "give the server a certificate");
}

Task<> Link::query(std::string_view sql) {
  QueryCall call(mysql_, sql.data(), sql.size());
  co_await run(call);
  if (call.result != 0) throw failure();
  if (mysql_field_count(mysql_) == 0) co_return;
  StoreCall rest(mysql_);
  co_await run(rest);
  if (rest.result == nullptr) throw failure();
  mysql_free_result(rest.result);
}

Task<std::vector<std::string>> Link::first_row(std::string_view sql) {
  QueryCall call(mysql_, sql.data(), sql.size());
  co_await run(call);
  if (call.result != 0) throw failure();
  StoreCall rows(mysql_);
  co_await run(rows);
  if (rows.result == nullptr) throw failure();
  std::vector<std::string> out;
  if (const MYSQL_ROW row = mysql_fetch_row(rows.result); row != nullptr) {
    const unsigned long* const lengths = mysql_fetch_lengths(rows.result);
    for (unsigned i = 0; i < mysql_num_fields(rows.result); ++i)
      out.emplace_back(row[i] == nullptr ? "" : row[i], row[i] == nullptr ? 0 : lengths[i]);
  }
  mysql_free_result(rows.result);
  co_return out;
}

plugin::Failure Link::failure() const {
  return failure_of(mysql_errno(mysql_), mysql_sqlstate(mysql_), mysql_error(mysql_));
}

}  // namespace zin::mysql
