// Which files are shared objects for this process.
// SPDX-License-Identifier: MIT
#include "zin/host/elf_header.hpp"

#include <elf.h>
#include <fcntl.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "scratch_folder.hpp"
#include "zin/host/file_descriptor.hpp"

using zin::host::elf_mismatch;
using zin::host::FileDescriptor;
using zin::test::has;
using zin::test::ScratchFolder;

namespace {

std::string mismatch_of(const std::filesystem::path& file) {
  const FileDescriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  BOOST_REQUIRE(descriptor);
  return elf_mismatch(descriptor.get()).value_or("");
}

/// A good shared object whose head a test can spoil.
struct Image {
  std::string content;
  Image() {
    std::ifstream stream{ZIN_TEST_MODULES "/steady.so", std::ios::binary};
    content.assign(std::istreambuf_iterator<char>{stream}, {});
  }
  Elf64_Ehdr& head() { return *reinterpret_cast<Elf64_Ehdr*>(content.data()); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(elf_header)

BOOST_AUTO_TEST_CASE(a_shared_object_of_this_machine_is_right) {
  const ScratchFolder scratch;
  BOOST_TEST(mismatch_of(scratch.write("file", Image{}.content)) == "");
}

BOOST_AUTO_TEST_CASE(no_elf_file_is_said_to_be_none) {
  const ScratchFolder scratch;
  BOOST_TEST(has(mismatch_of(scratch.write("empty", "")), "is not an ELF file"));
  BOOST_TEST(has(mismatch_of(scratch.write("short",
                                           "\x7F"
                                           "EL")),
                 "is not an ELF file"));
  BOOST_TEST(has(mismatch_of(scratch.write("text", "hello, world")), "is not an ELF file"));
  BOOST_TEST(has(mismatch_of(scratch.write("head",
                                           "\x7F"
                                           "ELF")),
                 "header is incomplete"));
}

BOOST_AUTO_TEST_CASE(both_architectures_are_named) {
  const ScratchFolder scratch;
  Image image;
  const Elf64_Half own = image.head().e_machine;
  image.head().e_machine = own == EM_AARCH64 ? EM_RISCV : EM_AARCH64;
  const std::string other = own == EM_AARCH64 ? "RISC-V" : "AArch64";
  std::string reason = mismatch_of(scratch.write("file", image.content));
  BOOST_TEST(has(reason, "(" + other + ", 64 bit, little endian)"));
  BOOST_TEST(has(reason, "this process runs on "));
  BOOST_TEST(has(reason, ", 64 bit, "));

  image.head().e_machine = 60000;
  BOOST_TEST(has(mismatch_of(scratch.write("file", image.content)), "(ELF machine 60000, 64 bit"));

  image.head().e_machine = EM_386;
  image.head().e_ident[EI_CLASS] = ELFCLASS32;
  BOOST_TEST(has(mismatch_of(scratch.write("file", image.content)), "(x86 (32 bit), 32 bit"));

  image.head().e_machine = __builtin_bswap16(EM_S390);
  image.head().e_ident[EI_CLASS] = ELFCLASS64;
  image.head().e_ident[EI_DATA] = ELFDATA2MSB;
  BOOST_TEST(has(mismatch_of(scratch.write("file", image.content)), "(s390, 64 bit, big endian)"));
}

BOOST_AUTO_TEST_CASE(an_elf_file_of_another_type_is_no_shared_object) {
  const ScratchFolder scratch;
  Image image;
  image.head().e_type = ET_REL;
  BOOST_TEST(has(mismatch_of(scratch.write("file", image.content)), "no shared object"));
}

BOOST_AUTO_TEST_CASE(what_is_cut_off_is_noticed_before_it_is_mapped) {
  const ScratchFolder scratch;
  Image image;
  const std::string half = image.content.substr(0, image.content.size() / 4);
  BOOST_TEST(has(mismatch_of(scratch.write("half", half)),
                 "it is cut off: it has " + std::to_string(half.size()) + " bytes"));
  const std::string head = image.content.substr(0, sizeof(Elf64_Ehdr));
  BOOST_TEST(
      has(mismatch_of(scratch.write("head", head)), "its program headers are not in the file"));
  image.head().e_phoff = UINT64_MAX - 8;
  BOOST_TEST(has(mismatch_of(scratch.write("wild", image.content)),
                 "its program headers are not in the file"));
}

BOOST_AUTO_TEST_SUITE_END()
