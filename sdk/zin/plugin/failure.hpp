// How a driver fails: an exception with everything that zin_error can say, and the way from one to
// the other. SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "zin/abi/driver.h"
#include "zin/plugin/growth.hpp"

namespace zin::plugin {

/// Thrown inside a driver and turned into a status and a zin_error at its edge (guard.hpp). The
/// message says the cause and the next step; no secret and no bound value belongs in it.
class Failure final : public std::exception {
 public:
  Failure(zin_status failed_status, zin_category failed_category, std::string text)
      : status(failed_status), category(failed_category), message(std::move(text)) {}

  [[nodiscard]] const char* what() const noexcept override { return message.c_str(); }

  zin_status status;
  zin_category category;
  std::uint32_t flags = 0;       ///< ZIN_ERRF_*
  std::int64_t native_code = 0;  ///< The server's own number, 0 = none.
  std::int64_t position = -1;    ///< Byte offset in the SQL, -1 = unknown.
  std::int64_t retry_after_ns = -1;
  std::uint32_t batch_index = ZIN_NO_INDEX;
  std::uint32_t row_index = ZIN_NO_INDEX;
  std::string_view sqlstate;  ///< Five characters with static storage, or empty.
  std::string message;
};

/// The host broke the contract: a wrong handle, verb or order of calls.
[[nodiscard]] inline Failure misuse(std::string message) {
  return {ZIN_E_MISUSE, ZIN_CAT_INTERNAL, std::move(message)};
}

/// The driver, or its server, cannot do it, and nothing was changed.
[[nodiscard]] inline Failure unsupported(std::string message) {
  return {ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, std::move(message)};
}

/// A value that cannot be what it has to be.
[[nodiscard]] inline Failure bad_data(std::string message) {
  Failure failure(ZIN_E_ERROR, ZIN_CAT_DATA, std::move(message));
  failure.sqlstate = "22000";
  return failure;
}

/// Length of the longest prefix of `text` with at most `limit` bytes that does not end inside a
/// UTF-8 sequence.
[[nodiscard]] constexpr std::size_t whole_utf8(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text.size();
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0u) == 0x80u) --limit;
  return limit;
}

/// Sets every field of *err that its struct_size covers; a message that does not fit is cut between
/// two characters and flagged. Does nothing when err is NULL.
inline void write_error(zin_error* err, const Failure& failure, std::string_view message) noexcept {
  if (err == nullptr) return;
  zin_error out{};
  out.status = failure.status;
  out.category = failure.category;
  out.flags = failure.flags;
  out.native_code = failure.native_code;
  out.position = failure.position;
  out.retry_after_ns = failure.retry_after_ns;
  out.batch_index = failure.batch_index;
  out.row_index = failure.row_index;
  failure.sqlstate.copy(out.sqlstate, 5);
  constexpr std::size_t head = offsetof(zin_error, message);
  const std::size_t room =
      err->struct_size <= head ? 0 : std::min(sizeof(out.message), err->struct_size - head);
  const std::size_t length = whole_utf8(message, room);
  if (length < message.size()) out.flags |= ZIN_ERRF_TRUNCATED;
  out.message_len = static_cast<std::uint16_t>(length);
  if (length != 0) std::memcpy(out.message, message.data(), length);
  fill(err, out);
}

inline void write_error(zin_error* err, const Failure& failure) noexcept {
  write_error(err, failure, failure.message);
}

}  // namespace zin::plugin
