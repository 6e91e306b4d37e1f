// What a server gets that asks for a file: memory that was lent for it, or nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "client.hpp"

namespace zin::mysql {

/// Answers the connector's requests for a local file, of which this driver opens none.
/// [one thread at a time]
class LocalFile {
 public:
  LocalFile() = default;
  LocalFile(const LocalFile&) = delete;
  LocalFile& operator=(const LocalFile&) = delete;

  /// From now on `mysql` asks this object, which must outlive it.
  void answer_for(MYSQL* mysql) noexcept;

  /// While it lives the first request gets `data`, whatever name it has.
  class Lending {
   public:
    Lending(LocalFile& file, std::string_view data) noexcept;
    ~Lending();
    Lending(const Lending&) = delete;
    Lending& operator=(const Lending&) = delete;
    /// Whether somebody has asked.
    [[nodiscard]] bool taken() const noexcept { return !file_.lent_; }

   private:
    LocalFile& file_;
  };

 private:
  static int begin(void** state, const char* name, void* self);
  static int read(void* self, char* out, unsigned size);
  static void end(void* self);
  static int explain(void* self, char* out, unsigned size);

  std::string_view data_;
  bool lent_ = false;
};

}  // namespace zin::mysql
