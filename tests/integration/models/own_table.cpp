// Relations of a table to itself, and keys that are not the primary ones.
// SPDX-License-Identifier: MIT
#include "blog.hpp"

using namespace zin;
using namespace zin::test;

namespace {

extern const Model persons, notes;

Relation friends_of(const Record& r) {
  return r.belongs_to_many(persons, "friendships", "person_code", "friend_code", "code", "code");
}

const Model persons = Model::define(
    {.table = "persons"},
    {{"boss", [](const Record& r) { return r.belongs_to(persons, "boss_id"); }},
     {"reports", [](const Record& r) { return r.has_many(persons, "boss_id"); }},
     {"friends", friends_of},
     {"notes", [](const Record& r) { return r.morph_many(notes, "noted"); }},
     {"reports_of_reports",
      [](const Record& r) { return r.has_many_through(persons, persons, "boss_id", "boss_id"); }},
     {"notes_on_bosses_notes", [](const Record& r) {
        return r.has_many_through(notes, notes, "noted_id", "noted_id", "boss_id", "noted_id")
            .where("notes.noted_type", "persons");
      }}});

const Model notes =
    Model::define({.table = "notes", .morph_name = "note"},
                  {{"notes", [](const Record& r) { return r.morph_many(notes, "noted"); }}});

class People {
 public:
  People() : person(persons.on(shared())), note(notes.on(shared())) {
    drop();
    MigrationSchema schema = MigrationSchema::create(shared());
    schema.create("persons", [](Blueprint& table) {
      table.id();
      table.string("code", 8).unique();
      table.string("name");
      table.big_integer("boss_id").nullable();
    });
    schema.create("friendships", [](Blueprint& table) {
      table.string("person_code", 8);
      table.string("friend_code", 8);
    });
    schema.create("notes", [](Blueprint& table) {
      table.id();
      table.string("text");
      table.string("noted_type", 20);
      table.big_integer("noted_id");
    });
    shared().insert_many("persons", {"code", "name", "boss_id"},
                         std::vector<std::vector<Value>>{
                             {"a", "Ann", {}}, {"b", "Ben", 1}, {"c", "Cat", 1}, {"d", "Dan", 2}});
    shared().insert_many(
        "friendships", {"person_code", "friend_code"},
        std::vector<std::vector<Value>>{{"a", "b"}, {"a", "d"}, {"b", "c"}, {"d", "d"}});
    shared().insert_many(
        "notes", {"id", "text", "noted_type", "noted_id"},
        std::vector<std::vector<Value>>{
            {1, "of Ann", "persons", 1}, {2, "of a note", "note", 1}, {3, "of that", "note", 2}});
  }
  ~People() { drop(); }
  People(const People&) = delete;
  People& operator=(const People&) = delete;

  [[nodiscard]] static std::string names(const ModelQuery& query) {
    return Blog::joined(ModelQuery{query}.order_by("id").get().pluck<std::string>("name"));
  }
  const Model person, note;

 private:
  static void drop() {
    MigrationSchema schema = MigrationSchema::create(shared());
    for (const char* const table : {"notes", "friendships", "persons"}) {
      schema.drop_if_exists(table);
    }
  }
};

BOOST_FIXTURE_TEST_SUITE(relations_of_one_table, People)

BOOST_AUTO_TEST_CASE(to_itself_are_asked_for) {
  BOOST_TEST(names(person.has("reports")) == "Ann Ben");
  BOOST_TEST(names(person.has("boss.boss")) == "Dan");
  BOOST_TEST(names(person.has("reports.reports")) == "Ann");
  BOOST_TEST(names(person.where_has("reports", [](auto& q) { q.where("name", "Cat"); })) == "Ann");
  BOOST_TEST(names(person.doesnt_have("reports")) == "Cat Dan");
}

BOOST_AUTO_TEST_CASE(over_a_pivot_table_are_asked_for_and_counted) {
  BOOST_TEST(names(person.has("friends")) == "Ann Ben Dan");
  BOOST_TEST(names(person.where_has("friends", [](auto& q) { q.where("name", "Dan"); })) ==
             "Ann Dan");
  BOOST_TEST(names(person.has("friends.friends")) == "Ann Dan");
  BOOST_TEST(names(person.where_has("friends.boss", [](auto& q) { q.where("name", "Ben"); })) ==
             "Ann Dan");
  const Records all = person.with_count("friends").with_max("friends", "name").order_by("id").get();
  BOOST_TEST(all[0].get<int>("friends_count") == 2);
  BOOST_TEST(all[0].get<std::string>("friends_max_name") == "Dan");
  BOOST_TEST(all[2].get<int>("friends_count") == 0);
}

BOOST_AUTO_TEST_CASE(over_a_pivot_table_use_the_keys_that_were_said) {
  const Records all = person.with("friends.boss").order_by("id").get();
  BOOST_TEST(Blog::joined(all[0].related("friends").pluck<std::string>("name")) == "Ben Dan");
  BOOST_TEST(all[0].related("friends").front().pivot<std::string>("friend_code") == "b");
  BOOST_TEST(all[0].related("friends").front().one("boss")->get<std::string>("name") == "Ann");
  const Relation of_cat = all[2].relation("friends");
  BOOST_TEST(of_cat.attach({"a", "b"}) == 2U);
  BOOST_TEST(of_cat.detach("b") == 1U);
  const Record eve = of_cat.create({{"code", "e"}, {"name", "Eve"}});
  BOOST_TEST(eve.exists());
  BOOST_TEST(Blog::joined(of_cat.query().order_by("id").get().pluck<std::string>("name")) ==
             "Ann Eve");
}

BOOST_AUTO_TEST_CASE(over_a_pivot_table_need_two_columns) {
  const Model alone = Model::define(
      {.table = "persons"},
      {{"friends", [](const Record& r) { return r.belongs_to_many(persons, "friendships"); }}});
  const Error failure = thrown_by([&] { return alone.on(shared()).first()->related("friends"); });
  BOOST_TEST(failure.code() == Errc::invalid_argument);
  BOOST_TEST(says(failure, "both sides of friendships would be its column person_id"));
}

BOOST_AUTO_TEST_CASE(of_several_kinds_are_those_of_the_right_kind) {
  const auto texts = [](const ModelQuery& query) {
    return Blog::joined(ModelQuery{query}.order_by("id").get().pluck<std::string>("text"));
  };
  BOOST_TEST(texts(note.has("notes")) == "of Ann of a note");
  BOOST_TEST(texts(note.has("notes.notes")) == "of Ann");
  BOOST_TEST(names(person.has("notes")) == "Ann");
}

BOOST_AUTO_TEST_CASE(through_itself_are_read_and_asked_for) {
  const Records all = person.with("reports_of_reports").order_by("id").get();
  BOOST_TEST(Blog::joined(all[0].related("reports_of_reports").pluck<std::string>("name")) ==
             "Dan");
  BOOST_TEST(all[1].related("reports_of_reports").empty());
  BOOST_TEST(names(person.has("reports_of_reports")) == "Ann");
  BOOST_TEST(
      person.with_count("reports_of_reports").find(1)->get<int>("reports_of_reports_count") == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
