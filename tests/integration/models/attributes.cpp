// Attributes: casts, mutators, accessors, mass assignment and what has changed.
// SPDX-License-Identifier: MIT
#include "blog.hpp"

using namespace zin;
using namespace zin::test;

namespace {

BOOST_FIXTURE_TEST_SUITE(model_attributes, Blog)

BOOST_AUTO_TEST_CASE(are_read_through_their_casts) {
  const std::chrono::year_month_day born{std::chrono::year{1815}, std::chrono::December,
                                         std::chrono::day{10}};
  const Record made = user.create({{"name", "Ada"},
                                   {"is_admin", true},
                                   {"settings", Json::object({{"theme", "dark"}})},
                                   {"born", born},
                                   {"balance", Decimal{"12.345"}},
                                   {"role", "writer"}});
  const Record read = user.find_or_fail(made.key());
  BOOST_TEST(read.get<bool>("is_admin"));
  BOOST_TEST((read.get<Json>("settings").at("theme").as_string() == "dark"));
  BOOST_TEST((read.get<Date>("born") == born));
  BOOST_TEST(read.get<Decimal>("balance").to_string() == "12.35");
  BOOST_TEST(read.get<std::string>("role") == "writer");
  BOOST_TEST(read.get<std::optional<std::string>>("email").has_value() == false);
  BOOST_TEST((made.get<Decimal>("balance") == read.get<Decimal>("balance")));
  BOOST_TEST(read.is_clean());
}

BOOST_AUTO_TEST_CASE(that_are_no_value_of_their_cast_are_refused_with_its_name) {
  Record record = user.make({{"name", "Ada"}});
  const Error failure = thrown_by([&] { record.set("role", "king of secrets"); });
  BOOST_TEST(failure.code() == Errc::data_error);
  BOOST_TEST(says(failure, "role of users"));
  BOOST_TEST(says(failure, "enum:reader,writer"));
  BOOST_TEST(says(failure, "type text"));
  BOOST_TEST(!says(failure, "king of secrets"));
  BOOST_TEST(!record.has("role"));
  const Error number = thrown_by([&] { return record.get<std::int64_t>("name"); });
  BOOST_TEST(number.code() == Errc::type_mismatch);
  BOOST_TEST(says(number, "name of users"));
}

BOOST_AUTO_TEST_CASE(that_there_are_not_are_named_with_those_that_there_are) {
  const Record record = user.make({{"name", "Ada"}});
  const Error failure = thrown_by([&] { return record.get<std::string>("nam"); });
  BOOST_TEST(failure.code() == Errc::unknown_column);
  BOOST_TEST(says(failure, "record of users has no attribute \"nam\"; it has: votes, name"));
}

BOOST_AUTO_TEST_CASE(may_be_changed_on_their_way) {
  const Record made = user.create({{"name", "Ada"}, {"email", "ADA@Example.COM"}});
  BOOST_TEST(user.find_or_fail(made.key()).get<std::string>("email") == "ada@example.com");
  BOOST_TEST(made.get<std::string>("shout") == "Ada!");
  BOOST_TEST(made.get<int>("votes") == 0);
}

BOOST_AUTO_TEST_CASE(that_are_not_fillable_are_left_out_or_refused) {
  const Record made = user.create({{"name", "Ada"}, {"id", 77}, {"created_at", nullptr}});
  BOOST_TEST(made.get<int>("id") != 77);
  const Model strict =
      Model::define({.table = "users", .fillable = {"name"}, .guarding = Guarding::refuse})
          .on(shared());
  Record record = strict.make();
  const Error refused = thrown_by([&] { record.fill({{"name", "Bob"}, {"is_admin", true}}); });
  BOOST_TEST(refused.code() == Errc::mass_assignment);
  BOOST_TEST(says(refused, "is_admin is not fillable in the model of users"));
  BOOST_TEST(!record.has("name"));
  const Model open = Model::define({.table = "tags", .guarded = {"id"}}).on(shared());
  BOOST_TEST(open.create({{"name", "x"}, {"id", 99}}).get<int>("id") != 99);
}

BOOST_AUTO_TEST_CASE(are_dirty_when_the_database_would_keep_another_value) {
  fill();
  Record ada = user.where("name", "Ada").first_or_fail();
  ada.set("is_admin", false).set("votes", 12);
  BOOST_TEST(ada.is_clean());
  ada.set("votes", 13);
  BOOST_TEST(ada.is_dirty("votes"));
  BOOST_TEST(!ada.is_dirty("name"));
  BOOST_TEST(ada.original("votes").get<int>() == 12);
  BOOST_TEST((ada.dirty() == Attributes{{"votes", 13}}));
  ada.discard_changes();
  BOOST_TEST(ada.is_clean());
  BOOST_TEST(ada.get<int>("votes") == 12);
  BOOST_TEST(statements([&] { BOOST_TEST(ada.save()); }) == 0U);
}

BOOST_AUTO_TEST_CASE(of_a_copy_are_those_of_the_record) {
  Record record = user.make({{"name", "Ada"}});
  Record same = record;
  same.set("name", "Bob");
  BOOST_TEST(record.get<std::string>("name") == "Bob");
  Record other = record.replicate({"votes"});
  other.set("name", "Cy");
  BOOST_TEST(record.get<std::string>("name") == "Bob");
  BOOST_TEST(!other.has("votes"));
}

BOOST_AUTO_TEST_CASE(make_a_document_without_what_is_hidden) {
  fill();
  const Record ada = user.with("posts").where("name", "Ada").first_or_fail();
  const Json document = ada.to_json();
  BOOST_TEST(document.find("email") == nullptr);
  BOOST_TEST((document.at("shout") == Json{"Ada!"}));
  BOOST_TEST((document.at("is_admin") == Json{false}));
  BOOST_TEST((document.at("created_at") == Json{"2026-03-04T05:00:00Z"}));
  BOOST_TEST(document.at("posts").size() == 2U);
  BOOST_TEST((document.at("posts").at(0).at("title") == Json{"First"}));
}

BOOST_AUTO_TEST_CASE(that_lead_back_to_the_record_are_no_document) {
  const Model circle = Model::define({.table = "users", .appends = {"self"}},
                                     {{"self", [](Record& r) { return Value{r.to_json().dump()}; }},
                                      {"posts", [](const Record& r) { return r.has_many(posts); }}})
                           .on(shared());
  const Record one = circle.create({{"name", "Ada"}});
  const Error failure = thrown_by([&] { return one.to_json(); });
  BOOST_TEST(failure.code() == Errc::invalid_argument);
  BOOST_TEST(says(failure, "a record of users is shown within itself"));
  // The same record twice, beside itself, is none.
  const Record first = post.create({{"title", "a"}, {"user_id", one.key()}});
  const Json document = post.with("user.posts.user").find_or_fail(first.key()).to_json();
  const Json& below = document.at("user").at("posts").at(0).at("user").at("name");
  BOOST_TEST(below.as_string() == "Ada");
}

BOOST_AUTO_TEST_CASE(have_methods) {
  Record ada = user.make({{"name", "Ada"}});
  BOOST_TEST((ada.call("greet") == Value{"hello Ada"}));
  BOOST_TEST((code_of([&] { return ada.call("posts"); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(may_be_encrypted) {
  set_encryption_key("0123456789abcdef0123456789abcdef");
  const Model secret =
      Model::define({.table = "tags", .casts = {{"name", "encrypted"}}}).on(shared());
  const Record made = secret.create({{"name", "a secret"}});
  const std::string stored = tag.find_or_fail(made.key()).get<std::string>("name");
  BOOST_TEST(stored.find("secret") == std::string::npos);
  BOOST_TEST(stored.starts_with("zin1:"));
  BOOST_TEST(secret.find_or_fail(made.key()).get<std::string>("name") == "a secret");
  set_encryption_key("base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  const Error failure =
      thrown_by([&] { return secret.find_or_fail(made.key()).get<std::string>("name"); });
  BOOST_TEST(failure.code() == Errc::data_error);
  BOOST_TEST(says(failure, "APP_KEY"));
  BOOST_TEST((code_of([] { set_encryption_key("short"); }) == Errc::invalid_config));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
