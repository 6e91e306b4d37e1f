// Records and their rows: stored, changed, removed, and told about.
// SPDX-License-Identifier: MIT
#include "blog.hpp"

using namespace zin;
using namespace zin::test;

namespace {

BOOST_FIXTURE_TEST_SUITE(model_saving, Blog)

BOOST_AUTO_TEST_CASE(create_stores_and_save_on_a_clean_record_does_nothing) {
  Record john = user.create({{"name", "John"}});
  BOOST_TEST(john.exists());
  BOOST_TEST(john.was_recently_created());
  BOOST_TEST(!john.key().is_null());
  BOOST_TEST(statements([&] { BOOST_TEST(john.save()); }) == 0U);
  BOOST_TEST(user.count() == 1U);
  BOOST_TEST((john == user.find_or_fail(john.key())));
}

BOOST_AUTO_TEST_CASE(make_does_not_store) {
  Record john = user.make({{"name", "John"}});
  BOOST_TEST(!john.exists());
  BOOST_TEST(user.count() == 0U);
  BOOST_TEST(john.save());
  BOOST_TEST(user.count() == 1U);
}

BOOST_AUTO_TEST_CASE(only_what_differs_is_written_with_the_time) {
  Record john = user.create({{"name", "John"}, {"votes", 1}});
  // Somebody else changes another column.
  shared().table("users").where("id", john.key()).update({{"votes", 5}});
  blog_time() += std::chrono::minutes{1};
  BOOST_TEST(john.update({{"name", "Jane"}}));
  BOOST_TEST(john.changes().size() == 2U);
  BOOST_TEST(john.was_changed("name"));
  const Record read = user.find_or_fail(john.key());
  BOOST_TEST(read.get<std::string>("name") == "Jane");
  BOOST_TEST(read.get<int>("votes") == 5);
  BOOST_TEST((read.get<TimestampTz>("updated_at") - read.get<TimestampTz>("created_at") ==
              std::chrono::minutes{1}));
  blog_time() -= std::chrono::minutes{1};
}

BOOST_AUTO_TEST_CASE(a_version_that_was_changed_since_is_not_overwritten) {
  const Record first = post.create({{"title", "a"}});
  Record mine = post.find_or_fail(first.key());
  Record other = post.find_or_fail(first.key());
  BOOST_TEST(other.update({{"title", "b"}}));
  const Error failure = thrown_by([&] { mine.update({{"title", "c"}}); });
  BOOST_TEST(failure.code() == Errc::stale_version);
  BOOST_TEST(says(failure, "refresh()"));
  BOOST_TEST(post.find_or_fail(first.key()).get<std::string>("title") == "b");
  mine.refresh();
  BOOST_TEST(mine.get<std::string>("title") == "b");
  BOOST_TEST(mine.update({{"title", "c"}}));
  BOOST_TEST(post.find_or_fail(first.key()).get<int>("version") == 3);
}

BOOST_AUTO_TEST_CASE(removed_records_do_not_come_back_by_saving) {
  Record john = user.create({{"name", "John"}});
  BOOST_TEST(john.remove());
  BOOST_TEST(!john.exists());
  BOOST_TEST(user.count() == 0U);
  BOOST_TEST(!john.remove());
  BOOST_TEST((code_of([&] { john.set("name", "x").save(); }) == Errc::not_found));
  BOOST_TEST(user.count() == 0U);
  // And one that somebody else removed.
  Record jane = user.create({{"name", "Jane"}});
  shared().table("users").where("id", jane.key()).remove();
  BOOST_TEST((code_of([&] { jane.update({{"name", "x"}}); }) == Errc::not_found));
}

BOOST_AUTO_TEST_CASE(soft_deletes_mark_and_are_taken_back) {
  Record first = post.create({{"title", "a"}});
  post.create({{"title", "b"}});
  BOOST_TEST(first.remove());
  BOOST_TEST(first.trashed());
  BOOST_TEST(first.exists());
  BOOST_TEST(post.count() == 1U);
  BOOST_TEST(post.with_trashed().count() == 2U);
  BOOST_TEST(post.only_trashed().count() == 1U);
  BOOST_TEST(!post.find(first.key()).has_value());
  // The condition stands around the whole of what was said.
  BOOST_TEST(post.where("title", "b").or_where("title", "a").count() == 1U);
  BOOST_TEST(first.restore());
  BOOST_TEST(post.count() == 2U);
  BOOST_TEST(post.where("title", "a").remove() == 1U);
  BOOST_TEST(post.where("title", "a").restore() == 1U);
  BOOST_TEST(first.force_delete());
  BOOST_TEST(post.with_trashed().count() == 1U);
  BOOST_TEST((code_of([&] { return user.make().restore(); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(keys_are_made_by_their_type) {
  MigrationSchema schema = MigrationSchema::create(shared());
  schema.drop_if_exists("things");
  schema.create("things", [](Blueprint& table) {
    table.string("id", 40).primary();
    table.string("name");
  });
  schema.drop_if_exists("units");
  schema.create("units", [](Blueprint& table) {
    table.uuid("id").primary();
    table.string("name");
  });
  const Model by_uuid = Model::define({.table = "units", .key_type = KeyType::uuid}).on(shared());
  const Model by_ulid = Model::define({.table = "things", .key_type = KeyType::ulid}).on(shared());
  const Model by_text =
      Model::define({.table = "things", .key_type = KeyType::string}).on(shared());
  const Record one = by_uuid.create({{"name", "a"}});
  const Record read = by_uuid.find_or_fail(one.key());
  BOOST_TEST(read.get<std::string>("name") == "a");
  BOOST_TEST((read == one));
  const Record two = by_ulid.create({{"name", "b"}});
  BOOST_TEST(two.get<std::string>("id").size() == 26U);
  const Record three = by_text.create({{"id", "mine"}, {"name", "c"}});
  BOOST_TEST(by_text.find_or_fail("mine").get<std::string>("name") == "c");
  schema.drop("things");
  schema.drop("units");
}

BOOST_AUTO_TEST_CASE(verbs_that_find_or_store) {
  const Record first = user.first_or_create({{"email", "a@x.com"}}, {{"name", "A"}});
  BOOST_TEST(first.was_recently_created());
  const Record again = user.first_or_create({{"email", "a@x.com"}}, {{"name", "B"}});
  BOOST_TEST((again == first));
  BOOST_TEST(again.get<std::string>("name") == "A");
  const Record changed = user.update_or_create({{"email", "a@x.com"}}, {{"name", "C"}});
  BOOST_TEST((changed == first));
  BOOST_TEST(user.find_or_fail(first.key()).get<std::string>("name") == "C");
  BOOST_TEST(!user.first_or_new({{"email", "b@x.com"}}).exists());
  const Records many = user.create_many({{{"name", "X"}}, {{"name", "Y"}}});
  BOOST_TEST(many.size() == 2U);
  BOOST_TEST(many.back().get<std::string>("name") == "Y");
  BOOST_TEST(user.destroy(many.keys()) == 2U);
  BOOST_TEST(user.count() == 1U);
}

BOOST_AUTO_TEST_CASE(run_in_a_transaction_that_they_are_given) {
  const Error failure = thrown_by([&] {
    shared().transaction([&](Session& tx) {
      const Record inside = users.on(tx).create({{"name", "gone"}});
      inside.relation("posts").create({{"title", "gone too"}});
      BOOST_TEST(users.on(tx).count() == 1U);
      throw Error(Errc::cancelled, "no");
    });
  });
  BOOST_TEST(failure.code() == Errc::cancelled);
  BOOST_TEST(user.count() == 0U);
  BOOST_TEST(post.count() == 0U);
}

BOOST_AUTO_TEST_CASE(of_a_transaction_that_has_ended_say_so_and_go_on_elsewhere) {
  std::optional<Record> kept;
  shared().transaction([&](Session& tx) { kept = users.on(tx).create({{"name", "Ada"}}); });
  kept->set("name", "Bob");
  const Error failure = thrown_by([&] { kept->save(); });
  BOOST_TEST(failure.code() == Errc::closed);
  BOOST_TEST(says(failure, "say on(db)"));
  BOOST_TEST((code_of([&] { return kept->related("posts"); }) == Errc::closed));
  BOOST_TEST(kept->on(shared()).save());
  BOOST_TEST(user.find_or_fail(kept->key()).get<std::string>("name") == "Bob");
}

BOOST_AUTO_TEST_CASE(observers_are_told_in_order_and_may_stop_it) {
  std::vector<std::string> told;
  std::vector<Observer> observers;
  for (const ModelEvent event :
       {ModelEvent::saving, ModelEvent::saved, ModelEvent::creating, ModelEvent::created,
        ModelEvent::updating, ModelEvent::updated, ModelEvent::deleting, ModelEvent::deleted,
        ModelEvent::restoring, ModelEvent::restored, ModelEvent::retrieved,
        ModelEvent::force_deleted}) {
    observers.emplace_back(event, [&told, event](Record&) { told.emplace_back(to_string(event)); });
  }
  const Model watched =
      Model::define({.table = "posts", .soft_deletes = true, .observers = observers}).on(shared());
  Record one = watched.create({{"title", "a"}});
  BOOST_TEST(joined(told) == "saving creating created saved");
  told.clear();
  one.update({{"title", "b"}});
  BOOST_TEST(joined(told) == "saving updating updated saved");
  told.clear();
  one.remove();
  one.restore();
  BOOST_TEST(joined(told) == "deleting deleted restoring saving updating updated saved restored");
  told.clear();
  static_cast<void>(watched.find(one.key()));
  one.force_delete();
  BOOST_TEST(joined(told) == "retrieved deleting deleted force_deleted");

  const Model stubborn =
      Model::define({.table = "posts",
                     .observers = {{ModelEvent::creating,
                                    [](Record& r) { return r.get<std::string>("title") != "no"; }},
                                   {ModelEvent::deleting, [](Record&) { return false; }}}})
          .on(shared());
  BOOST_TEST(!stubborn.create({{"title", "no"}}).exists());
  Record yes = stubborn.create({{"title", "yes"}});
  BOOST_TEST(yes.exists());
  BOOST_TEST(!yes.remove());
  BOOST_TEST(stubborn.count() == 1U);
}

BOOST_AUTO_TEST_CASE(an_observer_that_saves_without_end_is_told) {
  const Model endless = Model::define({.table = "posts",
                                       .observers = {{ModelEvent::saved,
                                                      [](Record& r) {
                                                        r.set("votes", r.get<int>("votes") + 1);
                                                        r.save();
                                                      }}}})
                            .on(shared());
  const Error failure = thrown_by([&] { endless.create({{"title", "a"}, {"votes", 0}}); });
  BOOST_TEST(failure.code() == Errc::invalid_argument);
  BOOST_TEST(says(failure, "observers of posts save the record"));
}

BOOST_AUTO_TEST_CASE(columns_are_counted_up_in_the_database) {
  Record one = post.create({{"title", "a"}, {"votes", 1}});
  shared().table("posts").where("id", one.key()).update({{"votes", 10}});
  BOOST_TEST(one.increment("votes", 5));
  BOOST_TEST(one.get<int>("votes") == 15);
  BOOST_TEST(one.is_clean());
  BOOST_TEST(post.where("title", "a").decrement("votes") == 1U);
  BOOST_TEST(one.refresh().get<int>("votes") == 14);
}

BOOST_AUTO_TEST_CASE(changes_touch_what_they_belong_to) {
  const Record first = post.create({{"title", "a"}});
  blog_time() += std::chrono::hours{1};
  first.relation("comments").create({{"body", "x"}});
  const Record read = post.find_or_fail(first.key());
  BOOST_TEST((read.get<TimestampTz>("updated_at") - read.get<TimestampTz>("created_at") ==
              std::chrono::hours{1}));
  blog_time() -= std::chrono::hours{1};
}

BOOST_AUTO_TEST_CASE(touching_writes_the_time_and_nothing_else) {
  Record first = post.create({{"title", "a"}});
  Record other = post.find_or_fail(first.key());
  blog_time() += std::chrono::hours{1};
  first.set("title", "unsaved");
  BOOST_TEST(first.touch());
  BOOST_TEST(first.is_dirty("title"));
  BOOST_TEST(!first.is_dirty("updated_at"));
  const Record read = post.find_or_fail(first.key());
  BOOST_TEST((read.get<TimestampTz>("updated_at") == blog_time()));
  BOOST_TEST(read.get<std::string>("title") == "a");
  // Who has a copy of before may still save it.
  BOOST_TEST(read.get<int>("version") == 1);
  BOOST_TEST(other.update({{"title", "b"}}));
  post.where("id", first.key()).force_delete();
  blog_time() += std::chrono::hours{1};
  BOOST_TEST((code_of([&] { first.touch(); }) == Errc::not_found));
  BOOST_TEST(!user.make({{"name", "x"}}).touch());
  blog_time() -= std::chrono::hours{2};
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
