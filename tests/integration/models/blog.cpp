// Its definitions and tables.
// SPDX-License-Identifier: MIT
#include "blog.hpp"

#include <chrono>

namespace zin::test {

TimestampTz& blog_time() {
  static TimestampTz now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 4} +
                         std::chrono::hours{5}};
  return now;
}

namespace {
TimestampTz told() { return blog_time(); }
std::size_t counted = 0;
}  // namespace

const Model countries = Model::define(
    {.table = "countries", .fillable = {"name"}},
    {{"posts", [](const Record& r) { return r.has_many_through(posts, users, "country_id"); }},
     {"users", [](const Record& r) { return r.has_many(users, "country_id"); }},
     {"first_post", [](const Record& r) {
        return r.has_one_through(posts, users, "country_id").order_by("posts.id");
      }}});

const Model users = Model::define(
    {.table = "users",
     .fillable = {"name", "email", "country_id", "votes", "settings", "is_admin", "born", "balance",
                  "role"},
     .hidden = {"email"},
     .appends = {"shout"},
     .timestamps = true,
     .casts = {{"is_admin", "boolean"},
               {"settings", "json"},
               {"born", "date"},
               {"balance", "decimal:2"},
               {"role", "enum:reader,writer"}},
     .attributes = {{"votes", 0}},
     .accessors = {{"shout",
                    [](const Record& r) { return Value{r.raw("name").get<std::string>() + "!"}; }}},
     .mutators = {{"email",
                   [](const Value& value) {
                     std::string text = value.get<std::string>();
                     for (char& c : text) c = static_cast<char>(std::tolower(c));
                     return Value{text};
                   }}},
     .scopes = {{"popular", [](ModelQuery& q) { q.where("votes", ">=", 10); }},
                {"named", [](ModelQuery& q) { q.where_not_null("name"); }}},
     .now = told},
    {{"posts", [](const Record& r) { return r.has_many(posts); }},
     {"best", [](const Record& r) { return r.has_many(posts).order_by("votes", "desc").limit(1); }},
     {"profile",
      [](const Record& r) {
        return r.has_one(profiles).with_default({{"bio", "none"}});
      }},
     {"country", [](const Record& r) { return r.belongs_to(countries, "country_id"); }},
     {"greet", [](Record& r) { return Value{"hello " + r.get<std::string>("name")}; }}});

const Model profiles =
    Model::define({.table = "profiles", .fillable = {"bio"}},
                  {{"user", [](const Record& r) { return r.belongs_to(users); }}});

const Model posts = Model::define(
    {.table = "posts",
     .fillable = {"title", "votes", "user_id"},
     .timestamps = true,
     .soft_deletes = true,
     .version = "version",
     .now = told},
    {{"user", [](const Record& r) { return r.belongs_to(users); }},
     {"comments", [](const Record& r) { return r.morph_many(comments, "commentable"); }},
     {"latest",
      [](const Record& r) { return r.morph_one(comments, "commentable").order_by("id", "desc"); }},
     {"tags",
      [](const Record& r) {
        return r.belongs_to_many(tags).with_pivot({"weight"}).with_timestamps();
      }},
     {"labels", [](const Record& r) { return r.morph_to_many(tags, "taggable"); }}});

const Model videos = Model::define(
    {.table = "videos", .fillable = {"title"}, .morph_name = "video"},
    {{"comments", [](const Record& r) { return r.morph_many(comments, "commentable"); }},
     {"labels", [](const Record& r) { return r.morph_to_many(tags, "taggable"); }}});

const Model comments =
    Model::define({.table = "comments", .fillable = {"body"}, .touches = {"commentable"}},
                  {{"commentable",
                    [](const Record& r) {
                      return r.morph_to("commentable", {posts, videos});
                    }},
                   {"user", [](const Record& r) { return r.belongs_to(users); }}});

const Model tags = Model::define(
    {.table = "tags", .fillable = {"name"}},
    {{"posts", [](const Record& r) { return r.belongs_to_many(posts); }},
     {"labelled_posts", [](const Record& r) { return r.morphed_by_many(posts, "taggable"); }},
     {"labelled_videos", [](const Record& r) { return r.morphed_by_many(videos, "taggable"); }}});

Blog::Blog()
    : country(countries.on(shared())),
      user(users.on(shared())),
      post(posts.on(shared())),
      comment(comments.on(shared())),
      tag(tags.on(shared())),
      video(videos.on(shared())),
      profile(profiles.on(shared())) {
  drop();
  MigrationSchema schema = MigrationSchema::create(shared());
  schema.create("countries", [](Blueprint& table) {
    table.id();
    table.string("name");
  });
  schema.create("users", [](Blueprint& table) {
    table.id();
    table.string("name").nullable();
    table.string("email").nullable().unique();
    table.big_integer("country_id").nullable();
    table.integer("votes").default_(0);
    table.boolean("is_admin").default_(false);
    table.json("settings").nullable();
    table.date("born").nullable();
    table.string("balance", 40).nullable();
    table.string("role", 20).nullable();
    table.timestamps();
  });
  schema.create("profiles", [](Blueprint& table) {
    table.id();
    table.big_integer("user_id");
    table.string("bio");
  });
  schema.create("posts", [](Blueprint& table) {
    table.id();
    table.big_integer("user_id").nullable();
    table.string("title");
    table.integer("votes").default_(0);
    table.integer("version").default_(1);
    table.timestamps();
    table.soft_deletes();
  });
  schema.create("videos", [](Blueprint& table) {
    table.id();
    table.string("title");
  });
  schema.create("comments", [](Blueprint& table) {
    table.id();
    table.string("body");
    table.big_integer("user_id").nullable();
    table.string("commentable_type", 40).nullable();
    table.big_integer("commentable_id").nullable();
  });
  schema.create("tags", [](Blueprint& table) {
    table.id();
    table.string("name");
  });
  schema.create("posts_tags", [](Blueprint& table) {
    table.big_integer("post_id");
    table.big_integer("tag_id");
    table.integer("weight").default_(1);
    table.timestamps();
    table.primary({"post_id", "tag_id"});
  });
  schema.create("taggables", [](Blueprint& table) {
    table.big_integer("tag_id");
    table.big_integer("taggable_id");
    table.string("taggable_type", 40);
  });
  static const bool listens = [] {
    shared().after_query([](const QueryEvent&) { ++counted; });
    return true;
  }();
  static_cast<void>(listens);
}

Blog::~Blog() { drop(); }

std::size_t Blog::counted_so_far() { return counted; }

void Blog::drop() {
  MigrationSchema schema = MigrationSchema::create(shared());
  for (const char* const table : {"taggables", "posts_tags", "tags", "comments", "videos", "posts",
                                  "profiles", "users", "countries"}) {
    schema.drop_if_exists(table);
  }
}

void Blog::fill() {
  const Record ada = user.create({{"name", "Ada"}, {"email", "ADA@example.com"}, {"votes", 12}});
  const Record bob = user.create({{"name", "Bob"}, {"votes", 3}});
  user.create({{"name", "Cy"}, {"votes", 10}});
  const Record first = ada.relation("posts").create({{"title", "First"}, {"votes", 5}});
  ada.relation("posts").create({{"title", "Second"}, {"votes", 7}});
  bob.relation("posts").create({{"title", "Third"}, {"votes", 1}});
  first.relation("comments").create({{"body", "good"}});
  first.relation("comments").create({{"body", "better"}});
}

std::string Blog::joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace zin::test
