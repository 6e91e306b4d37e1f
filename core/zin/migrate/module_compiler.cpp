// Running the compiler, and loading what it makes.
// SPDX-License-Identifier: MIT
#include "zin/migrate/module_compiler.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>
#include <thread>

#include "zin/base/error.hpp"
#include "zin/config/text_file.hpp"
#include "zin/migrate/child_process.hpp"
#include "zin/migrate/digest.hpp"
#include "zin/migrate/module_cache.hpp"
#include "zin/migrate/module_registrations.hpp"
#include "zin/migrate/module_stamp.hpp"

namespace zin {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr const char* entry_name = "zin_migrations_v0";

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Words words_of(const std::string& text) {
  std::istringstream in{text};
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// The file that holds the library's code: libzin.so, or the program itself.
fs::path library_file() {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(&detail::register_migration), &info) == 0 ||
      info.dli_fname == nullptr) {
    return {};
  }
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  const fs::path file = fs::weakly_canonical(info.dli_fname, failure);
  // For the program itself, the loader gives what was typed.
  return failure || !fs::exists(file, failure) ? program : file;
}

bool is_program(const fs::path& file) {
  std::error_code failure;
  return fs::equivalent(file, "/proc/self/exe", failure);
}

// Differs for each build of the library.
std::string build_stamp(const fs::path& library) {
  struct stat status {};
  static_cast<void>(::stat(library.c_str(), &status));
  return migrate::digest(fmt::format("{} {} {}.{} {}", library.string(), status.st_size,
                                     status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                                     detail::layout_stamp()))
      .substr(0, 32);
}

// Its output, the compiler's words, goes to `log`.
migrate::ChildProcess compiler_run(const Words& command, const fs::path& log) {
  return migrate::ChildProcess{
      {.words = command,
       .remedy = "install a C++ compiler, name it in CXX, or link the migrations into the "
                 "application"},
      log};
}

std::string text_of(const fs::path& file) {
  config::TextFile text = config::read_text_file(file.string(), std::size_t{64} << 20U);
  if (!text.problem.empty()) {
    throw Error(Errc::permission_denied, fmt::format("{} {}", file.string(), text.problem));
  }
  return std::move(text.text);
}

// One way to the module of some files: what is there already is taken.
class Build {
 public:
  Build(const ModuleSettings& settings, const std::vector<fs::path>& files)
      : settings_(settings),
        library_(library_file()),
        stamp_(build_stamp(library_)),
        common_(common()) {
    migrate::make_private(settings.cache);
    std::string all;
    for (const fs::path& file : files) {
      // By its folder too: a file may include others beside it.
      const fs::path whole = fs::absolute(file);
      const std::string sum = migrate::digest(key(whole.string() + '\0' + text_of(file)));
      sources_.push_back({whole, settings.cache / (sum.substr(0, 40) + ".o")});
      all += sum;
    }
    const std::string entry = entry_text();
    entry_ = settings.cache / (migrate::digest(key(entry)).substr(0, 40) + ".cpp");
    module_ = settings.cache / (migrate::digest(key(entry + all)).substr(0, 40) + ".so");
  }

  fs::path run() {
    std::error_code ignored;
    if (fs::exists(module_, ignored)) return module_;
    write_entry();
    std::vector<Source> missing;
    for (const Source& source : sources_) {
      if (!fs::exists(source.object, ignored)) missing.push_back(source);
    }
    tell(missing);
    compile(missing);
    link();
    return module_;
  }

  [[nodiscard]] std::string stamp() const { return stamp_; }

 private:
  struct Source {
    fs::path file;
    fs::path object;
  };

  [[nodiscard]] Words common() const {
    Words words{settings_.compiler,           "-std=c++20", "-O0", "-fPIC", "-fvisibility=hidden",
                "-fvisibility-inlines-hidden"};
    for (const fs::path& folder : settings_.include_folders) {
      words.push_back("-I" + folder.string());
    }
    words.insert(words.end(), settings_.flags.begin(), settings_.flags.end());
    return words;
  }

  [[nodiscard]] std::string key(const std::string& text) const {
    return fmt::format("{}\n{}\n{}", stamp_, fmt::join(common_, "\x1f"), text);
  }

  // The headers' own number is computed when it is compiled, by these headers.
  [[nodiscard]] std::string entry_text() const {
    return fmt::format(
        "#include <zin/zin.hpp>\n"
        "extern \"C\" __attribute__((visibility(\"default\"))) int {}(const char* build, "
        "unsigned long long layout) {{\n"
        "  return __builtin_strcmp(build, \"{}\") == 0 && layout == zin::detail::layout_stamp();\n"
        "}}\n",
        entry_name, stamp_);
  }

  void write_entry() {
    std::ofstream{entry_, std::ios::binary} << entry_text();
    const fs::path object = fs::path{entry_}.replace_extension(".o");
    sources_.push_back({entry_, object});
  }

  void tell(const std::vector<Source>& missing) const {
    std::string names;
    for (const Source& source : missing) {
      if (source.file == entry_) continue;
      names += (names.empty() ? "" : ", ") + source.file.filename().string();
    }
    if (settings_.compiling && !names.empty()) settings_.compiling(names);
  }

  // As many at once as there are processors; all of them, though one fails, so that every error is
  // shown at once.
  void compile(const std::vector<Source>& missing) const {
    const std::size_t most = std::max(1U, std::thread::hardware_concurrency());
    std::string failures;
    for (std::size_t first = 0; first < missing.size(); first += most) {
      const std::size_t end = std::min(first + most, missing.size());
      std::vector<migrate::ChildProcess> running;
      for (std::size_t at = first; at < end; ++at) {
        Words command = common_;
        command.insert(command.end(),
                       {"-c", missing[at].file.string(), "-o", scratch(missing[at])});
        running.push_back(compiler_run(command, scratch(missing[at]) + ".log"));
      }
      for (std::size_t at = first; at < end; ++at) {
        const auto ended = running[at - first].wait();
        if (ended.good) {
          fs::rename(scratch(missing[at]), missing[at].object);
        } else {
          failures += ended.output;
        }
      }
    }
    if (failures.empty()) return;
    throw Error(Errc::invalid_argument,
                "the C++ does not compile, so that nothing was run:\n" + failures);
  }

  void link() const {
    const std::string made = module_.string() + unique();
    Words command{settings_.compiler, "-shared", "-o", made};
    for (const Source& source : sources_) command.push_back(source.object.string());
    command.insert(command.end(), settings_.flags.begin(), settings_.flags.end());
    // What the program itself brings is found in it.
    if (!is_program(library_)) command.push_back(library_.string());
    const auto ended = compiler_run(command, made + ".log").wait();
    if (!ended.good) {
      throw Error(Errc::invalid_argument,
                  "the C++ cannot be linked, so that nothing was run:\n" + ended.output);
    }
    fs::rename(made, module_);
  }

  static std::string unique() { return fmt::format(".{}", ::getpid()); }
  static std::string scratch(const Source& source) { return source.object.string() + unique(); }

  const ModuleSettings& settings_;
  const fs::path library_;
  const std::string stamp_;
  const Words common_;
  std::vector<Source> sources_;
  fs::path entry_;
  fs::path module_;
};

using Entry = int (*)(const char*, unsigned long long);

}  // namespace

ModuleSettings ModuleSettings::from_env() {
  ModuleSettings settings;
  if (const std::string compiler = variable("CXX"); !compiler.empty()) {
    Words words = words_of(compiler);
    settings.compiler = words.front();
    settings.flags.assign(words.begin() + 1, words.end());
  }
  for (std::string& flag : words_of(variable("CXXFLAGS")))
    settings.flags.push_back(std::move(flag));
  std::string cache = variable("XDG_CACHE_HOME");
  if (cache.empty() && !variable("HOME").empty()) cache = variable("HOME") + "/.cache";
  if (!cache.empty()) settings.cache = fs::path{cache} / "zin" / "modules";
  // lib/libzin.so or bin/zin, lib/x86_64-linux-gnu/libzin.so: include lies beside one of these.
  fs::path folder = library_file().parent_path();
  for (int up = 0; up < 2; ++up) {
    folder = folder.parent_path();
    std::error_code ignored;
    if (fs::exists(folder / "include/zin/zin.hpp", ignored)) {
      settings.include_folders.push_back(folder / "include");
      break;
    }
  }
  return settings;
}

ModuleCompiler::Module ModuleCompiler::build(const std::vector<fs::path>& files) const {
  Build build{settings_, files};
  const fs::path module = build.run();
  migrate::ModuleRegistrations registrations;
  void* const loaded = ::dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (loaded == nullptr) {
    const char* const why = ::dlerror();
    throw Error(Errc::abi_mismatch,
                fmt::format("the compiled migrations cannot be loaded: {}; remove {} and run this "
                            "again",
                            why == nullptr ? "unknown" : why, module.string()));
  }
  const auto entry = reinterpret_cast<Entry>(::dlsym(loaded, entry_name));
  if (entry == nullptr || entry(build.stamp().c_str(), detail::layout_stamp()) == 0) {
    throw Error(Errc::abi_mismatch,
                fmt::format("the migrations were compiled against headers of another zin than the "
                            "one that runs ({}); put the include folder of this one into CXXFLAGS",
                            library_file().string()));
  }
  auto [migrations, seeders] = registrations.take(module.string());
  return {.migrations = std::move(migrations), .seeders = std::move(seeders)};
}

}  // namespace zin
