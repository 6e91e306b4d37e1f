// Which server the scenarios run on, and in which words it is spoken to.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "hostile_proxy.hpp"
#include "zin/zin.hpp"

namespace zin::test {

/// Rows of the table wire_rows: row `id`, counted from 1, holds row_text(id).
inline constexpr int stored_rows = 2000;
[[nodiscard]] std::string row_text(int id);

/// What the servers have differently.
struct WireServer {
  std::string driver;
  DatabaseConfig config;  ///< Of the server itself, without the proxy.
  std::string authority;  ///< PEM file of who signed its certificate.
  std::string long_read;  ///< A select that takes a minute.
  std::string running;    ///< Counts the sessions that run the text that is bound.
  /// Where, in plain text, the protocol itself can be harmed so that it must be noticed: a byte of
  /// the server's greeting, the type of an answer, and the second byte of its length.
  std::uint64_t greeting_byte, type_byte, length_byte;
  /// The client's log-in has begun and has not ended; the TLS handshake likewise.
  std::uint64_t in_login, in_handshake;
  /// Bytes of the request to commit.
  std::uint64_t commit_bytes;
};

/// As the environment of tests/servers/run.py says.
[[nodiscard]] const WireServer& wire_server();

/// Straight to the server, past every proxy. Its tables are there: wire_rows, and wire_writes (id,
/// text).
[[nodiscard]] Database& direct();
/// How many rows of wire_writes have `id`; of a whole load, `id` is that of the first of `count`.
[[nodiscard]] int applied(int id, int count = 1);

}  // namespace zin::test
