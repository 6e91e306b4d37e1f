// Takes a text of several SQL statements apart, as the service does with what it is sent in one `sql`.
// SPDX-License-Identifier: MIT

// What a semicolon, a word or a quote inside of does not count.
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_][\w$]*|;/g;

/// The statements in their order, without their semicolons; what holds nothing but blanks and comments is left out.
export function split_statements(text) {
  const statements = [];
  let start = 0;
  let words = [];
  let depth = 0; // of BEGIN ... END and CASE ... END inside a trigger's body
  const end_at = (position) => {
    if (words.length > 0) statements.push(text.slice(start, position).trim());
    words = [];
    depth = 0;
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === ";") {
      if (depth > 0) continue;
      end_at(index);
      start = index + 1;
    } else if (/^[A-Za-z_]/.test(token)) {
      const word = token.toUpperCase();
      words.push(word);
      if (is_trigger(words)) {
        if (word === "BEGIN" || word === "CASE") depth += 1;
        if (word === "END") depth -= 1;
      }
    }
  }
  end_at(text.length);
  return statements;
}

function is_trigger(words) {
  return words[0] === "CREATE" && words.slice(1, 3).includes("TRIGGER");
}
