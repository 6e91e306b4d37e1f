// The types that have the same Oid on every server (src/include/catalog/pg_type.dat).
// SPDX-License-Identifier: MIT
#include "types.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace zin::postgres {
namespace {

struct Scalar {
  TypeInfo info;
  Oid array;  // the Oid of arrays of it
  std::string_view array_name;
};

#define ZIN_SCALAR(oid, array, name, form, type) \
  Scalar { {oid, Form::form, type, name, nullptr}, array, name "[]" }

constexpr std::array scalars{
    ZIN_SCALAR(16, 1000, "bool", boolean, ZIN_T_BOOL),
    ZIN_SCALAR(17, 1001, "bytea", bytes, ZIN_T_BYTES),
    ZIN_SCALAR(18, 1002, "char", text, ZIN_T_TEXT),
    ZIN_SCALAR(19, 1003, "name", text, ZIN_T_TEXT),
    ZIN_SCALAR(20, 1016, "int8", int8, ZIN_T_I64),
    ZIN_SCALAR(21, 1005, "int2", int2, ZIN_T_I64),
    ZIN_SCALAR(23, 1007, "int4", int4, ZIN_T_I64),
    ZIN_SCALAR(24, 1008, "regproc", native, ZIN_T_NATIVE),
    ZIN_SCALAR(25, 1009, "text", text, ZIN_T_TEXT),
    ZIN_SCALAR(26, 1028, "oid", oid, ZIN_T_I64),
    ZIN_SCALAR(27, 1010, "tid", native, ZIN_T_NATIVE),
    ZIN_SCALAR(28, 1011, "xid", oid, ZIN_T_I64),
    ZIN_SCALAR(29, 1012, "cid", oid, ZIN_T_I64),
    ZIN_SCALAR(114, 199, "json", json, ZIN_T_JSON),
    ZIN_SCALAR(142, 143, "xml", native, ZIN_T_NATIVE),
    ZIN_SCALAR(600, 1017, "point", native, ZIN_T_NATIVE),
    ZIN_SCALAR(601, 1018, "lseg", native, ZIN_T_NATIVE),
    ZIN_SCALAR(602, 1019, "path", native, ZIN_T_NATIVE),
    ZIN_SCALAR(604, 1027, "polygon", native, ZIN_T_NATIVE),
    ZIN_SCALAR(628, 629, "line", native, ZIN_T_NATIVE),
    ZIN_SCALAR(650, 651, "cidr", native, ZIN_T_NATIVE),
    ZIN_SCALAR(700, 1021, "float4", float4, ZIN_T_F32),
    ZIN_SCALAR(701, 1022, "float8", float8, ZIN_T_F64),
    // What a literal is before anything gives it a type.
    ZIN_SCALAR(705, 0, "unknown", text, ZIN_T_TEXT),
    ZIN_SCALAR(718, 719, "circle", native, ZIN_T_NATIVE),
    ZIN_SCALAR(774, 775, "macaddr8", native, ZIN_T_NATIVE),
    ZIN_SCALAR(790, 791, "money", native, ZIN_T_NATIVE),
    ZIN_SCALAR(829, 1040, "macaddr", native, ZIN_T_NATIVE),
    ZIN_SCALAR(869, 1041, "inet", native, ZIN_T_NATIVE),
    ZIN_SCALAR(1042, 1014, "bpchar", text, ZIN_T_TEXT),
    ZIN_SCALAR(1043, 1015, "varchar", text, ZIN_T_TEXT),
    ZIN_SCALAR(1082, 1182, "date", date, ZIN_T_DATE),
    ZIN_SCALAR(1083, 1183, "time", time, ZIN_T_TIME),
    ZIN_SCALAR(1114, 1115, "timestamp", timestamp, ZIN_T_TIMESTAMP),
    ZIN_SCALAR(1184, 1185, "timestamptz", timestamptz, ZIN_T_TIMESTAMPTZ),
    ZIN_SCALAR(1186, 1187, "interval", interval, ZIN_T_INTERVAL),
    ZIN_SCALAR(1266, 1270, "timetz", native, ZIN_T_NATIVE),
    ZIN_SCALAR(1560, 1561, "bit", native, ZIN_T_NATIVE),
    ZIN_SCALAR(1562, 1563, "varbit", native, ZIN_T_NATIVE),
    ZIN_SCALAR(1700, 1231, "numeric", numeric, ZIN_T_DECIMAL),
    ZIN_SCALAR(1790, 2201, "refcursor", text, ZIN_T_TEXT),
    ZIN_SCALAR(2205, 2210, "regclass", native, ZIN_T_NATIVE),
    ZIN_SCALAR(2206, 2211, "regtype", native, ZIN_T_NATIVE),
    ZIN_SCALAR(2249, 2287, "record", native, ZIN_T_NATIVE),
    ZIN_SCALAR(2275, 1263, "cstring", text, ZIN_T_TEXT),
    // Its value is empty in either form.
    ZIN_SCALAR(2278, 0, "void", text, ZIN_T_NATIVE),
    ZIN_SCALAR(2950, 2951, "uuid", uuid, ZIN_T_UUID),
    ZIN_SCALAR(3614, 3643, "tsvector", native, ZIN_T_NATIVE),
    ZIN_SCALAR(3615, 3645, "tsquery", native, ZIN_T_NATIVE),
    ZIN_SCALAR(3802, 3807, "jsonb", jsonb, ZIN_T_JSON),
    ZIN_SCALAR(3904, 3905, "int4range", native, ZIN_T_NATIVE),
    ZIN_SCALAR(3906, 3907, "numrange", native, ZIN_T_NATIVE),
    ZIN_SCALAR(3908, 3909, "tsrange", native, ZIN_T_NATIVE),
    ZIN_SCALAR(3910, 3911, "tstzrange", native, ZIN_T_NATIVE),
    ZIN_SCALAR(3912, 3913, "daterange", native, ZIN_T_NATIVE),
    ZIN_SCALAR(3926, 3927, "int8range", native, ZIN_T_NATIVE),
    ZIN_SCALAR(4072, 4073, "jsonpath", native, ZIN_T_NATIVE),
};
#undef ZIN_SCALAR

constexpr auto by_oid = [](const TypeInfo& a, const TypeInfo& b) { return a.oid < b.oid; };

constexpr auto all = [] {
  std::array<TypeInfo, scalars.size() * 2> types{};
  std::size_t size = 0;
  for (const Scalar& scalar : scalars) {
    types[size++] = scalar.info;
    // Those without arrays leave a type 0 behind, which nobody asks for.
    types[size++] = scalar.array == 0 ? TypeInfo{}
                                      : TypeInfo{scalar.array, Form::array, ZIN_T_ARRAY,
                                                 scalar.array_name, &scalar.info};
  }
  std::ranges::sort(types, by_oid);
  return types;
}();

}  // namespace

const TypeInfo* builtin_type(Oid oid) noexcept {
  const auto* const found = std::ranges::lower_bound(all, oid, {}, &TypeInfo::oid);
  return oid != 0 && found != all.end() && found->oid == oid ? found : nullptr;
}

}  // namespace zin::postgres
