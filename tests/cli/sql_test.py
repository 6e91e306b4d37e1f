# `zin sql`: values, formats, parameters, scripts and errors, on real SQLite files.
# SPDX-License-Identifier: MIT
import csv
import io
import json
import unittest
from decimal import Decimal

from command import CommandTest


class Formats(CommandTest):
    SQL = "select 1 as id, 'Ann' as name union all select 20, null"

    def test_output_that_is_no_terminal_is_tab_separated_with_a_header(self):
        self.assertEqual(self.out("sql", self.SQL), "id\tname\n1\tAnn\n20\t\\N\n")

    def test_no_header_leaves_only_the_rows(self):
        self.assertEqual(self.out("sql", "--no-header", "select 7"), "7\n")
        self.assertEqual(self.out("sql", "--no-header", "--csv", "select 7, 8"), "7,8\r\n")

    def test_tsv_escapes_what_would_break_a_line(self):
        sql = "select 'a' || char(9) || 'b' || char(10) || 'c\\N' as t, '' as e"
        self.assertEqual(self.out("sql", sql), "t\te\na\\tb\\nc\\\\N\t\n")

    def test_a_table_aligns_numbers_to_the_right(self):
        self.assertEqual(
            self.out("sql", "--table", self.SQL),
            " id | name\n----+------\n  1 | Ann\n 20 | NULL\n(2 rows)\n\n",
        )

    def test_a_table_measures_what_a_terminal_shows(self):
        sql = "select '日本' as a, 1 as b union all select 'e' || char(769) || '---', 2"
        lines = self.out("sql", "--table", sql).splitlines()
        self.assertEqual(lines[2:4], [" 日本 | 1", " e\u0301--- | 2"])

    def test_a_table_never_cuts_and_shows_control_characters_as_escapes(self):
        long = "x" * 500
        shown = self.out("sql", "--table", f"select '{long}' as a, char(27, 10) as b")
        self.assertIn(f"{long} | \\x1b\\n\n", shown)

    def test_csv_follows_rfc_4180(self):
        sql = "select 'a,b' as \"x\"\"y\", 'say \"hi\"' as q, 'two\nlines' as l, null as n, '' as e"
        written = self.out("sql", "--csv", sql)
        self.assertEqual(
            written, '"x""y",q,l,n,e\r\n"a,b","say ""hi""","two\nlines",,""\r\n'
        )
        rows = list(csv.reader(io.StringIO(written, newline="")))
        self.assertEqual(rows[1], ["a,b", 'say "hi"', "two\nlines", "", ""])

    def test_json_is_an_array_of_objects(self):
        self.assertEqual(
            self.json("sql", self.SQL), [{"id": 1, "name": "Ann"}, {"id": 20, "name": None}]
        )
        self.assertEqual(self.out("sql", "--json", "select 1 as a where 0"), "[]\n")

    def test_json_keeps_columns_of_the_same_name_apart(self):
        self.assertEqual(
            self.json("sql", "select 1 as a, 2 as a, 3 as a_2, 4 as a"),
            [{"a": 1, "a_3": 2, "a_2": 3, "a_4": 4}],
        )

    def test_formats_exclude_each_other(self):
        self.error("sql", "--csv", "--json", "select 1", status=2)


class Values(CommandTest):
    def test_integers_are_exact_in_every_format(self):
        sql = "select 9223372036854775807 as big, -9223372036854775808 as small"
        self.assertEqual(self.json("sql", sql), [{"big": 2**63 - 1, "small": -(2**63)}])
        self.assertIn("9223372036854775807\t-9223372036854775808", self.out("sql", sql))

    def test_doubles_come_back_as_they_are(self):
        sql = "select 0.1 as a, 1.0 as b, 1e300 as c, 9e999 as d, -9e999 as e"
        row = self.out("sql", "--json", sql)
        self.assertEqual(json.loads(row)[0], {
            "a": 0.1, "b": 1.0, "c": 1e300, "d": "Infinity", "e": "-Infinity"})
        self.assertIn('"b":1.0', row)
        self.assertEqual(self.out("sql", "--no-header", sql),
                         "0.1\t1.0\t1e+300\tInfinity\t-Infinity\n")

    def test_decimals_are_numbers_only_where_a_double_keeps_them(self):
        self.out("sql", "create table t (d decimal(30,10) )")
        self.out("sql", "create table u (d text)")
        self.out("sql", "insert into u values ('1.50'), ('12345678901234567890.12')")
        rows = self.out("sql", "--json", "select cast(d as text) as d from u")
        self.assertEqual([r["d"] for r in json.loads(rows)], ["1.50", "12345678901234567890.12"])

    def test_bytes_are_hexadecimal(self):
        self.assertEqual(self.json("sql", "select x'00ffAB' as b"), [{"b": "00ffab"}])
        self.assertEqual(self.out("sql", "--no-header", "select x'00ffAB'"), "00ffab\n")

    def test_json_columns_are_documents(self):
        self.out("sql", "create table t (j json, b boolean, d date, ts datetime)")
        self.out("sql", """insert into t values ('{"a":[1,2.5,"x"]}', 1, '2026-02-28',
                           '2026-02-28 12:30:00')""")
        self.assertEqual(self.json("sql", "select * from t"), [
            {"j": {"a": [1, 2.5, "x"]}, "b": True, "d": "2026-02-28",
             "ts": "2026-02-28 12:30:00"}])
        self.assertEqual(self.out("sql", "--no-header", "select j, b from t"),
                         '{"a":[1,2.5,"x"]}\ttrue\n')

    def test_text_that_is_no_document_in_a_json_column_stays_text(self):
        self.out("sql", "create table t (j json); insert into t values ('not json')")
        self.assertEqual(self.json("sql", "select j from t"), [{"j": "not json"}])

    def test_text_that_is_no_utf8_gives_valid_json(self):
        self.assertEqual(self.json("sql", "select cast(x'61ff62' as text) as t"), [{"t": "a\ufffdb"}])


class Parameters(CommandTest):
    def test_both_kinds_are_bound_in_the_order_of_the_command_line(self):
        row = self.json(
            "sql", "--param-json", "1", "--param", "2", "--param-json", '"x"', "--param", "",
            "--param-json=null", "--param=", "--param=-5", "--param-json", "-1.5",
            "select ? a, ? b, ? c, ? d, ? e, ? f, ? g, ? h")[0]
        self.assertEqual(row, {"a": 1, "b": "2", "c": "x", "d": "", "e": None, "f": "", "g": "-5",
                               "h": -1.5})

    def test_json_gives_the_type(self):
        sql = "select " + ", ".join(f"typeof(?{n}) as t{n}" for n in range(1, 8))
        values = ["9223372036854775807", "1.5", "true", "null", '"t"', "[1,2]", '{"a":1}']
        row = self.json("sql", sql, *(f"--param-json={v}" for v in values))[0]
        self.assertEqual(list(row.values()),
                         ["integer", "real", "integer", "null", "text", "text", "text"])

    def test_texts_that_look_like_something_else_stay_texts(self):
        for text in ("[1]", "--json", "-c", "a,b", "%%", "=", "null", "'; drop table t; --"):
            with self.subTest(text):
                self.assertEqual(
                    self.json("sql", "select ? as t, typeof(?1) as k", "--param", text),
                    [{"t": text, "k": "text"}])

    def test_a_wrong_number_of_values_is_refused(self):
        message = self.error("sql", "select ?, ?", "--param", "hunter2")
        self.assertIn("2 placeholders and 1 values", message)
        self.assertNotIn("hunter2", message)

    def test_values_for_several_statements_are_a_usage_error_before_any_runs(self):
        self.error("sql", "create table t (a); select ?", "--param", "1", status=2)
        self.error("sql", "--param", "1", stdin="create table t (a); select ?;", status=2)
        self.assertEqual(self.json("sql", "select name from sqlite_master"), [])

    def test_what_is_no_json_is_a_usage_error_without_the_value(self):
        message = self.error("sql", "select ?", "--param-json", "hunter2", status=2)
        self.assertIn("parameter 1 is no JSON", message)
        self.assertNotIn("hunter2", message)


class Scripts(CommandTest):
    def test_statements_without_rows_tell_how_many_they_changed(self):
        script = "create table t (a); insert into t values (1), (2), (3); update t set a = 0 where a = 1"
        self.assertEqual(self.out("sql", script),
                         "0 rows affected\n3 rows affected\n1 row affected\n")

    def test_json_tells_what_was_changed_too(self):
        self.out("sql", "create table t (id integer primary key, a)")
        self.assertEqual(self.json("sql", "insert into t (a) values (5), (6)"),
                         {"affected": 2, "last_insert_id": 2})

    def test_rows_of_returning_are_rows(self):
        self.out("sql", "create table t (id integer primary key, a)")
        self.assertEqual(self.json("sql", "insert into t (a) values (5), (6) returning id"),
                         [{"id": 1}, {"id": 2}])

    def test_each_statement_of_a_script_gives_a_document(self):
        lines = self.out("sql", "--json", stdin="select 1 as a; select 2 as b where 0; select 3 as c")
        decoder, documents, text = json.JSONDecoder(), [], lines
        while text.strip():
            document, end = decoder.raw_decode(text)
            documents.append(document)
            text = text[end:].lstrip()
        self.assertEqual(documents, [[{"a": 1}], [], [{"c": 3}]])

    def test_csv_keeps_to_csv(self):
        done = self.run_zin("sql", "--csv", "create table t (a); select 1 as x; select 2 as y")
        self.assertEqual(done.stdout, "x\r\n1\r\n\r\ny\r\n2\r\n")
        self.assertEqual(done.stderr, "0 rows affected\n")

    def test_standard_input_is_split_where_statements_end(self):
        script = """
            -- a comment; with a semicolon
            create table a (x); create table log (x);
            create trigger t after insert on a begin
              insert into log values (new.x || ';');
              insert into log values ('end;');
            end;
            insert into a values ('it''s; fine');
        """
        self.out("sql", stdin=script)
        self.assertEqual(self.json("sql", "select x from log"),
                         [{"x": "it's; fine;"}, {"x": "end;"}])

    def test_a_transaction_of_the_script_holds_all_its_statements(self):
        self.out("sql", stdin="create table t (a); begin; insert into t values (1); rollback; "
                              "begin immediate; insert into t values (2); commit;")
        self.assertEqual(self.json("sql", "select a from t"), [{"a": 2}])

    def test_settings_and_temporary_tables_last_for_the_script(self):
        self.assertEqual(
            self.out("sql", "--no-header", stdin="create temp table t as select 5 as a;"
                     "pragma foreign_keys = off; select a from t; pragma foreign_keys;"),
            "0 rows affected\n0 rows affected\n5\n0\n")

    def test_a_script_that_ends_inside_a_transaction_fails_and_changes_nothing(self):
        self.out("sql", "create table t (a)")
        done = self.run_zin("sql", stdin="begin; insert into t values (1);")
        self.assertEqual(done.returncode, 1)
        self.assertIn("COMMIT", done.stderr)
        self.assertEqual(self.json("sql", "select a from t"), [])

    def test_a_script_stops_at_its_first_error(self):
        done = self.run_zin("sql", stdin="create table t (a);\n\ninsert into nowhere values (1);\n"
                                         "insert into t values (1);")
        self.assertEqual((done.returncode, done.stdout), (1, "0 rows affected\n"))
        self.assertIn("line 3 of the input", done.stderr)
        self.assertEqual(self.json("sql", "select a from t"), [])

    def test_an_empty_script_does_nothing(self):
        self.assertEqual(self.out("sql", stdin=" ;; -- nothing\n"), "")

    def test_a_dump_of_sqlite_goes_in(self):
        dump = ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(a INTEGER, b TEXT);\n"
                + "".join(f"INSERT INTO t VALUES({n},'row {n}; x');\n" for n in range(500))
                + "COMMIT;\n")
        self.out("sql", stdin=dump)
        self.assertEqual(self.json("sql", "select count(*) n, sum(a) s, max(b) m from t"),
                         [{"n": 500, "s": 124750, "m": "row 9; x"}])


class Errors(CommandTest):
    def test_a_syntax_error_shows_the_place_with_a_caret(self):
        lines = self.error("sql", "select 1,\n  2 frm t x").splitlines()
        self.assertTrue(lines[0].startswith("zin: syntax: "), lines[0])
        self.assertIn("SQLSTATE 42601", lines[0])
        self.assertEqual(lines[1], "  line 2:   2 frm t x")
        self.assertEqual(lines[2].index("^"), lines[1].index("t x"))

    def test_a_long_statement_is_cut_around_the_fault(self):
        message = self.error("sql", "select " + "1, " * 900 + "frm frm" + ", 1" * 900)
        place, caret = message.splitlines()[1:3]
        self.assertLess(len(place), 200)
        self.assertEqual(place[caret.index("^"):][:3], "frm")

    def test_json_errors_are_one_object_on_standard_error(self):
        error = self.json_error("sql", "selec 1")
        self.assertEqual(error["code"], "syntax")
        self.assertEqual(error["sqlstate"], "42601")
        self.assertEqual(error["position"], 0)
        self.assertEqual(error["statement"], "selec 1")
        self.assertEqual(error["driver"], "sqlite")
        self.assertIs(error["retryable"], False)

    def test_a_violated_constraint_is_named_and_the_value_is_not(self):
        self.out("sql", "create table t (email text unique)")
        insert = ("sql", "insert into t values (?)", "--param", "hunter2@example.com")
        self.out(*insert)
        error = self.json_error(*insert)
        self.assertEqual((error["code"], error["table"], error["column"]),
                         ("unique_violation", "t", "email"))
        self.assertNotIn("hunter2", self.error(*insert))
        self.assertNotIn("hunter2", json.dumps(error))

    def test_rows_before_a_failure_are_written_and_the_status_tells(self):
        done = self.run_zin("sql", "select 1 as a; select nope")
        self.assertEqual((done.returncode, done.stdout), (1, "a\n1\n"))

    def test_an_unknown_connection_lists_the_known_ones(self):
        message = self.error("sql", "-c", "nope", "select 1")
        self.assertIn("unknown_connection", message)
        self.assertIn("default", message)

    def test_named_connections_are_used(self):
        env = {"DB_CONNECTIONS": "reports", "DB_REPORTS_DRIVER": "sqlite",
               "DB_REPORTS_PATH": str(self.folder / "reports.sqlite")}
        self.out("sql", "-c", "reports", "create table only_here (a)", env=env)
        self.assertEqual(self.json("sql", "select name from sqlite_master"), [])
        self.assertEqual(
            self.json("sql", "--connection", "reports", "select name from sqlite_master", env=env),
            [{"name": "only_here"}])


if __name__ == "__main__":
    unittest.main()
