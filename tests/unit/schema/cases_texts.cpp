// Columns of texts, documents and bytes, and names that need their quotes.
// SPDX-License-Identifier: MIT
#include "schema_cases.hpp"

CREATES(char_column, "users") { table.char_("code"); }
CREATES(char_with_length, "users") { table.char_("code", 4); }
CREATES(string, "users") { table.string("name"); }
CREATES(string_with_length, "users") { table.string("name", 100); }
CREATES(string_nullable, "users") { table.string("name").nullable(); }
CREATES(string_not_nullable, "users") { table.string("name").nullable(false); }
CREATES(text_family, "posts") {
  table.tiny_text("a");
  table.text("b");
  table.medium_text("c");
  table.long_text("d");
}
CREATES(string_default, "users") { table.string("role").default_("member"); }
CREATES(string_default_null, "users") { table.string("role").nullable().default_(nullptr); }
CREATES(string_default_with_quotes, "users") {
  table.string("role").default_("it's \"a\" \\ and a ?");
}
CREATES(text_default, "users") { table.text("bio").default_("it's new"); }
CREATES(enum_column, "users") { table.enum_("role", {"member", "admin"}); }
CREATES(enum_default, "users") { table.enum_("role", {"member", "admin"}).default_("member"); }
CREATES(enum_with_quotes, "users") { table.enum_("size", {"6'2\"", "a\\b"}).nullable(); }
CREATES(set_column, "users") { table.set("rights", {"read", "write"}); }
CREATES(json_and_jsonb, "users") {
  table.json("settings");
  table.jsonb("options").nullable();
}
CREATES(json_default, "users") { table.json("settings").default_(zin::Json::parse("{\"a\": 1}")); }
CREATES(uuid, "users") { table.uuid(); }
CREATES(uuid_as_key, "users") { table.uuid("id").primary(); }
CREATES(ulid_as_key, "users") { table.ulid("id").primary(); }
CREATES(ip_and_mac_addresses, "users") {
  table.ip_address();
  table.mac_address();
}
CREATES(binary, "files") { table.binary("data"); }
CREATES(binary_with_length, "files") { table.binary("hash", 64); }
CREATES(binary_of_fixed_length, "files") { table.binary("hash", 32, true); }
CREATES(binary_default, "files") {
  table.binary("flags", 2).default_(zin::Bytes{std::byte{0}, std::byte{255}});
}
CREATES(remember_token, "users") { table.remember_token(); }
CREATES(collation_of_sqlite, "users") { table.string("name").collation("nocase"); }
CREATES(collation_of_postgres, "users") { table.string("name").collation("C"); }
CREATES(collation_of_mysql, "users") { table.string("name").collation("utf8mb4_bin"); }
CREATES(charset_of_a_column, "users") { table.string("name").charset("latin1"); }
CREATES(geometry_and_geography, "places") {
  table.geometry("area");
  table.geometry("spot", "point", 4326);
  table.geography("route", "LineString");
}
CREATES(vector, "items") { table.vector("embedding", 3); }
CREATES(tsvector, "items") { table.tsvector("words"); }
CREATES(raw_column, "users") { table.raw_column("code", "varchar(20)").nullable(); }

CREATES(names_with_quotes, "we\"i`rd") {
  table.string("a\"b`c").unique();
  table.string("it's; drop table users; --").default_("x");
}
CREATES(names_beyond_ascii, "größen") { table.integer("Länge in m").index(); }
CREATES(names_that_are_words_of_sql, "order") {
  table.id("select");
  table.integer("group").index();
}
CREATES(names_with_dots_and_dashes, "my-table") { table.string("a.b").unique(); }
