// Owners, modes, sticky folders, links: what is trusted and what is not.
// SPDX-License-Identifier: MIT
#include "zin/host/trust.hpp"

#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <string>
#include <string_view>

#include "effective_user.hpp"
#include "scratch_folder.hpp"

using zin::host::open_trusted;
using zin::host::TrustedFile;
using zin::host::TrustFailure;
using zin::test::AsStranger;
using zin::test::has;
using zin::test::ScratchFolder;
using zin::test::stranger;

namespace {

/// The failure of opening `file`; empty texts if it was opened.
TrustFailure failure_of(const std::filesystem::path& file) {
  try {
    static_cast<void>(open_trusted(file));
  } catch (const TrustFailure& failure) {
    return failure;
  }
  return {};
}

bool is_trusted(const std::filesystem::path& file) {
  const TrustFailure failure = failure_of(file);
  BOOST_TEST_MESSAGE(failure.reason);
  return failure.reason.empty();
}

void give(const std::filesystem::path& path, uid_t user, gid_t group) {
  BOOST_REQUIRE_EQUAL(::lchown(path.c_str(), user, group), 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trust)

BOOST_AUTO_TEST_CASE(a_private_file_is_opened_and_read) {
  const ScratchFolder scratch;
  const auto file = scratch.write("file", "content");
  const TrustedFile trusted = open_trusted(file);
  BOOST_TEST(trusted.path == file);
  std::array<char, 16> buffer{};
  BOOST_TEST(::read(trusted.descriptor.get(), buffer.data(), buffer.size()) == 7);
  BOOST_TEST(std::string_view{buffer.data()} == "content");
}

BOOST_AUTO_TEST_CASE(a_relative_path_a_folder_and_nothing_are_refused) {
  const ScratchFolder scratch;
  BOOST_TEST(has(failure_of("file").reason, "is not an absolute path"));
  BOOST_TEST(has(failure_of(scratch.path()).reason, "is a folder"));
  BOOST_TEST(has(failure_of("/").reason, "is a folder"));
  const auto gone = failure_of(scratch.path() / "gone");
  BOOST_TEST(has(gone.reason, "gone cannot be opened: No such file or directory"));
  scratch.write("file", "");
  BOOST_TEST(has(failure_of(scratch.path() / "file" / "below").reason, "Not a directory"));
  BOOST_REQUIRE_EQUAL(::mkfifo((scratch.path() / "pipe").c_str(), 0600), 0);
  BOOST_TEST(has(failure_of(scratch.path() / "pipe").reason, "is not a regular file"));
}

BOOST_AUTO_TEST_CASE(a_file_that_everyone_may_write_is_refused_with_the_mending_command) {
  const ScratchFolder scratch;
  const auto file = scratch.write("file", "", 0646);
  const auto failure = failure_of(file);
  BOOST_TEST(has(failure.reason, "the file " + file.string() + " (mode 0646, owner uid "));
  BOOST_TEST(has(failure.reason, "is writable by everyone"));
  BOOST_TEST(failure.next_step == "`chmod go-w " + file.string() + "`");
  scratch.chmod("file", 0644);
  BOOST_TEST(is_trusted(file));
}

BOOST_AUTO_TEST_CASE(the_folder_of_the_file_may_not_be_writable_even_if_sticky) {
  const ScratchFolder scratch;
  scratch.folder("inner");
  const auto file = scratch.write("inner/file", "");
  for (const mode_t mode : {mode_t{0777}, mode_t{01777}, mode_t{0757}}) {
    scratch.chmod("inner", mode);
    BOOST_TEST(has(failure_of(file).reason, "the folder " + file.parent_path().string()));
  }
  scratch.chmod("inner", 0755);
  BOOST_TEST(is_trusted(file));
}

BOOST_AUTO_TEST_CASE(a_folder_above_may_be_writable_by_others_only_if_it_is_sticky) {
  const ScratchFolder scratch;
  scratch.folder("outer/inner");
  const auto file = scratch.write("outer/inner/file", "");
  scratch.chmod("outer", 0777);
  const auto failure = failure_of(file);
  BOOST_TEST(has(failure.reason, "outer (mode 0777"));
  BOOST_TEST(has(failure.next_step, "or `chmod +t` of it"));
  scratch.chmod("outer", 01777);
  BOOST_TEST(is_trusted(file));
}

BOOST_AUTO_TEST_CASE(a_link_is_followed_to_where_it_leads) {
  const ScratchFolder scratch;
  scratch.folder("real");
  scratch.folder("other");
  const auto file = scratch.write("real/file", "");
  const auto absolute = scratch.link(file, "other/absolute");
  const auto relative = scratch.link("../real/file", "other/relative");
  const auto folder = scratch.link("real", "folder");
  BOOST_TEST(open_trusted(absolute).path == file);
  BOOST_TEST(open_trusted(relative).path == file);
  BOOST_TEST(open_trusted(folder / "file").path == file);
  BOOST_TEST(open_trusted(scratch.path() / "other" / ".." / "real" / "." / "file").path == file);
}

BOOST_AUTO_TEST_CASE(each_hop_of_a_link_is_checked) {
  const ScratchFolder scratch;
  scratch.folder("real");
  scratch.folder("middle");
  scratch.write("real/file", "");
  scratch.link("../real/file", "middle/link");
  const auto link = scratch.link("middle/link", "link");
  BOOST_TEST(is_trusted(link));
  scratch.chmod("middle", 0777);
  BOOST_TEST(has(failure_of(link).reason, "middle (mode 0777"));
  scratch.chmod("middle", 0755);
  scratch.chmod("real", 0777);
  BOOST_TEST(has(failure_of(link).reason, "real (mode 0777"));
}

BOOST_AUTO_TEST_CASE(links_in_a_circle_end) {
  const ScratchFolder scratch;
  scratch.link("b", "a");
  scratch.link("a", "b");
  BOOST_TEST(has(failure_of(scratch.path() / "a").reason, "Too many levels of symbolic links"));
}

BOOST_AUTO_TEST_CASE(a_file_that_was_changed_or_exchanged_is_noticed) {
  const ScratchFolder scratch;
  const auto file = scratch.write("file", "one");
  const TrustedFile trusted = open_trusted(file);
  BOOST_TEST(trusted.is_unchanged());
  std::filesystem::rename(scratch.write("new", "one"), file);
  BOOST_TEST(!trusted.is_unchanged());
  const TrustedFile again = open_trusted(file);
  scratch.write("file", "longer");
  BOOST_TEST(!again.is_unchanged());
  std::filesystem::remove(file);
  BOOST_TEST(!again.is_unchanged());
}

BOOST_AUTO_TEST_CASE(what_belongs_to_another_user_is_refused) {
  ZIN_ONLY_AS_ROOT();
  const ScratchFolder scratch;
  scratch.folder("outer/inner");
  const auto file = scratch.write("outer/inner/file", "");
  const auto link = scratch.link("outer/inner/file", "link");
  give(file, stranger, 0);
  const auto failure = failure_of(file);
  BOOST_TEST(has(failure.reason,
                 "owner uid 54321, group gid 0) belongs neither to root nor to the "
                 "user who runs this (uid 0)"));
  BOOST_TEST(failure.next_step == "`chown 0 " + file.string() + "`");
  give(file, 0, 0);
  give(scratch.path() / "outer/inner", stranger, 0);
  BOOST_TEST(has(failure_of(file).reason, "the folder "));
  give(scratch.path() / "outer/inner", 0, 0);
  // The owner of a folder above can put another one in its place, sticky or not.
  give(scratch.path() / "outer", stranger, 0);
  scratch.chmod("outer", 01755);
  BOOST_TEST(has(failure_of(file).reason, "outer (mode 1755"));
  give(scratch.path() / "outer", 0, 0);
  BOOST_TEST(is_trusted(link));
  give(link, stranger, 0);
  BOOST_TEST(has(failure_of(link).reason, "the symbolic link "));
  BOOST_TEST(has(failure_of(link).next_step, "chown -h 0 "));
}

BOOST_AUTO_TEST_CASE(the_group_counts_as_others_unless_it_is_roots) {
  ZIN_ONLY_AS_ROOT();
  const ScratchFolder scratch;
  const auto file = scratch.write("file", "", 0664);
  BOOST_TEST(is_trusted(file));
  give(file, 0, stranger);
  BOOST_TEST(has(failure_of(file).reason, "is writable by its group"));
  scratch.chmod("file", 0644);
  BOOST_TEST(is_trusted(file));
}

BOOST_AUTO_TEST_CASE(a_users_private_group_may_write) {
  ZIN_ONLY_AS_ROOT();
  const ScratchFolder scratch;
  scratch.chmod(".", 0755);
  const auto file = scratch.write("file", "", 0664);
  give(scratch.path(), stranger, stranger);
  give(file, stranger, stranger);
  BOOST_TEST(!is_trusted(file));  // root does not trust the stranger
  {
    const AsStranger as_stranger;
    BOOST_TEST(is_trusted(file));
  }
  give(file, stranger, stranger + 1);
  const AsStranger as_stranger;
  BOOST_TEST(has(failure_of(file).reason, "is writable by its group"));
}

BOOST_AUTO_TEST_CASE(a_folder_that_may_not_be_searched_says_for_whom) {
  ZIN_ONLY_AS_ROOT();
  const ScratchFolder scratch;
  const auto file = scratch.write("file", "");
  const AsStranger as_stranger;
  const auto failure = failure_of(file);
  BOOST_TEST(has(failure.reason, "cannot be opened: Permission denied"));
  BOOST_TEST(failure.next_step == "let uid 54321 read it and search the folders above it");
}

BOOST_AUTO_TEST_CASE(an_access_list_takes_the_private_group_its_privilege) {
  const ScratchFolder scratch;
  const auto file = scratch.write("file", "", 0644);
  // struct posix_acl_xattr_header and its entries, see acl(5): user::rw- user:54321:rw- group::r--
  // mask::rw- other::r--. The mask shows as the group's bits.
  struct Entry {
    std::uint16_t tag, permissions;
    std::uint32_t id;
  };
  struct {
    std::uint32_t version = 2;
    std::array<Entry, 5> entries{{{0x01, 6, 0xFFFFFFFF},
                                  {0x02, 6, stranger},
                                  {0x04, 4, 0xFFFFFFFF},
                                  {0x10, 6, 0xFFFFFFFF},
                                  {0x20, 4, 0xFFFFFFFF}}};
  } const list;
  if (::setxattr(file.c_str(), "system.posix_acl_access", &list, sizeof list, 0) != 0) {
    BOOST_TEST_MESSAGE("skipped: no access lists here: " << std::strerror(errno));
    return;
  }
  BOOST_TEST(has(failure_of(file).reason, "(mode 0664"));
  BOOST_TEST(has(failure_of(file).reason, "is writable by its group"));
}

BOOST_AUTO_TEST_SUITE_END()
