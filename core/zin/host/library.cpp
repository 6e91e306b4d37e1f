// Loading through Boost.DLL: at once, locally, for ever.
// SPDX-License-Identifier: MIT
#include "zin/host/library.hpp"

#ifndef BOOST_DLL_USE_STD_FS
#define BOOST_DLL_USE_STD_FS
#endif
#include <dlfcn.h>
#include <fmt/format.h>
#include <link.h>
#include <locale.h>

#include <boost/dll/shared_library.hpp>
#include <system_error>
#include <utility>

#include "zin/host/abi_text.hpp"

namespace zin::host {
namespace {

// Its destructor would close the library, under threads, exit handlers and views of the plugin.
union Undestroyed {
  boost::dll::shared_library library;
  Undestroyed(const std::filesystem::path& file, boost::dll::load_mode::type mode)
      : library{file, mode} {}
  ~Undestroyed() {}
};

// glibc translates dlerror's text into the thread's language; explain_load_failure reads English.
class EnglishMessages {
 public:
  EnglishMessages() noexcept
      : english_{newlocale(LC_MESSAGES_MASK, "C", duplocale(uselocale(nullptr)))} {
    if (english_ != nullptr) former_ = uselocale(english_);
  }
  EnglishMessages(const EnglishMessages&) = delete;
  EnglishMessages& operator=(const EnglishMessages&) = delete;
  ~EnglishMessages() {
    if (english_ == nullptr) return;
    uselocale(former_);
    freelocale(english_);
  }

 private:
  locale_t english_;
  locale_t former_ = nullptr;
};

constexpr std::string_view boost_prefix = "(dlerror system message: ";

// Boost wraps dlerror's text: "... failed (dlerror system message: TEXT): Bad file descriptor".
std::string loader_text_of(const std::system_error& error) {
  const std::string_view what = error.what();
  const std::size_t start = what.find(boost_prefix);
  if (start == std::string_view::npos) return std::string{what};
  const std::size_t end = what.rfind("): ");
  const std::size_t from = start + boost_prefix.size();
  if (end == std::string_view::npos || end < from) return std::string{what.substr(from)};
  return std::string{what.substr(from, end - from)};
}

// The text between `before` and the next of `stops`; empty if `before` is not there.
std::string_view part_after(std::string_view text, std::string_view before,
                            std::string_view stops) {
  const std::size_t found = text.find(before);
  if (found == std::string_view::npos) return {};
  text.remove_prefix(found + before.size());
  return text.substr(0, text.find_first_of(stops));
}

}  // namespace

LoadFailure explain_load_failure(const std::filesystem::path& file, std::string_view loader_text) {
  const std::string text = printable(loader_text);
  const std::string_view view = text;
  constexpr std::string_view cannot_open = ": cannot open shared object file";
  if (const std::size_t at = view.find(cannot_open); at != std::string_view::npos) {
    const std::string_view name = view.substr(0, at);
    if (name != file.native()) {
      return {fmt::format("the library {} that it depends on is missing ({})", name, text),
              fmt::format("install the client library that has it: `apt-file search {}` names the "
                          "package",
                          name.substr(name.rfind('/') + 1))};
    }
  }
  if (const auto symbol = part_after(view, "undefined symbol: ", ", ("); !symbol.empty()) {
    return {fmt::format("the symbol {} that it needs is defined nowhere ({})", symbol, text),
            "build the plugin against the installed version of its client library, and link that"};
  }
  if (const auto version = part_after(view, "version `", "'"); !version.empty()) {
    return {fmt::format("it needs {}, which is newer than what is installed ({})", version, text),
            "install a plugin that was built for this system, or update the library"};
  }
  if (view.find("failed to map segment") != std::string_view::npos) {
    return {fmt::format("its code may not be mapped ({})", text),
            "see whether its file system is mounted noexec, or memory is short"};
  }
  return {fmt::format("the dynamic loader does not take it ({})", text),
          "install the plugin again"};
}

Library Library::open(const std::filesystem::path& file) {
  namespace dll = boost::dll;
  if (!file.is_absolute()) {
    throw LoadFailure{fmt::format("{} is not an absolute path", file.string()),
                      "give the whole path"};
  }
  std::error_code ignored;
  if (std::filesystem::equivalent(file, "/proc/self/exe", ignored)) {
    // Boost.DLL would answer with the program itself.
    throw LoadFailure{"it is this program itself, no plugin", "install the plugin there"};
  }
  constexpr auto no_delete = static_cast<dll::load_mode::type>(RTLD_NODELETE);
  try {
    // Boost's default is lazy, and only its throwing form keeps dlerror's text.
    const EnglishMessages english;
    const Undestroyed undestroyed{
        file, dll::load_mode::rtld_now | dll::load_mode::rtld_local | no_delete};
    return Library{undestroyed.library.native()};
  } catch (const std::system_error& error) {
    throw explain_load_failure(file, loader_text_of(error));
  }
}

void* Library::symbol(const char* name) const noexcept {
  void* const address = ::dlsym(handle_, name);
  if (address == nullptr) return nullptr;
  // dlsym finds what the dependencies export as well: a library that links a plugin is none itself.
  link_map* own = nullptr;
  link_map* owner = nullptr;
  Dl_info info{};
  const bool known =
      ::dlinfo(handle_, RTLD_DI_LINKMAP, static_cast<void*>(&own)) == 0 &&
      ::dladdr1(address, &info, reinterpret_cast<void**>(&owner), RTLD_DL_LINKMAP) != 0;
  return !known || own == owner ? address : nullptr;
}

}  // namespace zin::host
