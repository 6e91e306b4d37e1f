// The same work by rows and by models.
// SPDX-License-Identifier: MIT
#include "model_bench.hpp"

#include <boost/describe/class.hpp>
#include <memory>
#include <string>

#include "items.hpp"

namespace zin::bench {

BOOST_DESCRIBE_STRUCT(Item, (), (id, a, b, c, d, name, email, note))

namespace {

constexpr std::int64_t finds = 20'000;

struct Place {
  Place()
      : db(manager.use_database({.driver = "sqlite", .database = ":memory:"})),
        model(Model::define({.table = "items"}).on(db)),
        cast(Model::define({.table = "items", .casts = {{"a", "int"}, {"c", "double"}}}).on(db)),
        typed(ModelOf<Item>{{.table = "items"}}.on(db)) {
    db.execute(
        "create table items (id integer primary key, a integer, b integer, c real, d real, name "
        "text, email text, note text)");
    db.insert_many("items", {"id", "a", "b", "c", "d", "name", "email", "note"},
                   values_of(make_items()));
  }

  [[nodiscard]] Rows rows() { return db.table("items").get(); }

  Manager manager;
  Database& db;
  const Model model;
  const Model cast;
  const ModelOf<Item> typed;
};

// The same attributes of a row or a record.
template <class All>
void read_by_name(const All& all) {
  std::int64_t sum = 0;
  for (const auto& one : all) {
    sum += one.template get<std::int64_t>("a") + one.template get<std::int64_t>("b");
    sum += static_cast<std::int64_t>(one.template get<double>("c"));
    sum += static_cast<std::int64_t>(one.template get<std::string>("name").size());
  }
  keep(sum);
}

void by_hand(const Rows& all) {
  std::vector<Item> items;
  items.reserve(all.size());
  for (const Row& row : all) {
    items.push_back({row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::int64_t>(2),
                     row.get<double>(3), row.get<double>(4), row.get<std::string>(5),
                     row.get<std::string>(6), row.get<std::string>(7)});
  }
  auto count = static_cast<std::int64_t>(items.size());
  keep(count);
}

template <class Fn>
void repeat(std::int64_t times, Fn fn) {
  std::uint64_t state = 1;
  std::int64_t sum = 0;
  for (std::int64_t at = 0; at < times; ++at) sum += fn(next_key(state));
  keep(sum);
}

}  // namespace

std::vector<Pair> model_pairs() {
  const auto place = std::make_shared<Place>();
  std::vector<Pair> pairs;
  const auto add = [&pairs](const std::string& name, std::int64_t operations, auto plain,
                            auto models) {
    const auto count = static_cast<std::uint64_t>(operations);
    pairs.push_back({{name, count, plain}, {name, count, models}});
  };
  add(
      "models: hydrate 100k x 8, per record", rows,
      [place] {
        auto count = static_cast<std::int64_t>(place->rows().size());
        keep(count);
      },
      [place] {
        auto count = static_cast<std::int64_t>(place->model.get().size());
        keep(count);
      });
  add(
      "models: hydrate and read 4 attributes", rows, [place] { read_by_name(place->rows()); },
      [place] { read_by_name(place->model.get()); });
  add(
      "models: the same, 2 of them cast", rows, [place] { read_by_name(place->rows()); },
      [place] { read_by_name(place->cast.get()); });
  add(
      "models: find by key", finds,
      [place] {
        repeat(finds, [&](std::int64_t key) {
          const auto row = place->db.table("items").find(key);
          return static_cast<std::int64_t>(row->get<std::string>("name").size());
        });
      },
      [place] {
        repeat(finds, [&](std::int64_t key) {
          const auto record = place->model.find(key);
          return static_cast<std::int64_t>(record->get<std::string>("name").size());
        });
      });
  add(
      "models: structs 100k x 8, per struct", rows, [place] { by_hand(place->rows()); },
      [place] {
        auto count = static_cast<std::int64_t>(place->typed.all().size());
        keep(count);
      });
  return pairs;
}

}  // namespace zin::bench
