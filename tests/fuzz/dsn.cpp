// A database URL is read or refused, and its password is in no message.
// SPDX-License-Identifier: MIT
#include "zin/config/dsn.hpp"

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto url = zin::fuzz::text_of(data, size);
  zin::fuzz::may_throw(zin::Errc::invalid_config, [&] {
    const auto dsn = zin::config::parse_dsn(url);
    zin::fuzz::must(!dsn.driver.empty());
  });
  constexpr std::string_view secret = "hunter2hunter2";
  const std::string with_secret = "mysql://app:" + std::string{secret} + "@" + std::string{url};
  const auto shows_secret = [&](std::string_view text) { return text.find(secret) != text.npos; };
  if (shows_secret(url)) return 0;
  zin::fuzz::must(!shows_secret(zin::config::redact(with_secret)));
  try {
    (void)zin::config::parse_dsn(with_secret);
  } catch (const zin::Error& error) {
    zin::fuzz::must(!shows_secret(error.what()));
  }
  return 0;
}
