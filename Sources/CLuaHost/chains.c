// Measures the chains of fields in a source: `a.b.c`, `a[b][c]`. To name the subject of an error, Lua walks back along a
// chain; before 5.4.7 it does so on the C stack, in time quadratic in the chain's length: 4 s for 60,000 fields.

#include "internal.h"
#include <ctype.h>

#define MAX_NESTING 256  // nested brackets; Lua itself allows 200 levels

typedef struct {
  const unsigned char *at, *end;
  long fields;          // of the chain to which the last token belongs
  bool is_value;        // the last token may be called or indexed
  bool names_field;     // the last token is a dot: a name continues the chain
  int depth;
  struct {
    long fields;        // of the chain before the bracket
    bool is_suffix;     // the bracket belongs to that chain
  } outer[MAX_NESTING];
} scanner;

static int peek(const scanner *s, ptrdiff_t ahead) { return s->end - s->at > ahead ? s->at[ahead] : -1; }

// Returns the length of an opening long bracket at `ahead`, such as [==[; 0 if there is none.
static ptrdiff_t long_bracket(const scanner *s, ptrdiff_t ahead) {
  ptrdiff_t level = 0;
  if (peek(s, ahead) != '[') return 0;
  while (peek(s, ahead + 1 + level) == '=') level++;
  return peek(s, ahead + 1 + level) == '[' ? level + 2 : 0;
}

static void skip_long(scanner *s, ptrdiff_t opening) {
  for (s->at += opening; s->at < s->end; s->at++) {
    if (*s->at != ']') continue;
    ptrdiff_t level = 0;
    while (peek(s, 1 + level) == '=') level++;
    if (level + 2 == opening && peek(s, 1 + level) == ']') {
      s->at += opening;
      return;
    }
    s->at += level;
  }
}

static void skip_comment(scanner *s) {
  ptrdiff_t opening = long_bracket(s, 2);
  s->at += 2;
  if (opening > 0) skip_long(s, opening);
  else while (s->at < s->end && *s->at != '\n' && *s->at != '\r') s->at++;
}

static void skip_quoted(scanner *s) {
  unsigned char quote = *s->at++;
  for (; s->at < s->end && *s->at != quote; s->at++) {
    if (*s->at == '\\') s->at++;
  }
  s->at = s->at < s->end ? s->at + 1 : s->end;
}

static void value(scanner *s, long fields) {
  s->fields = fields;
  s->is_value = true;
  s->names_field = false;
}

static void other(scanner *s) {
  s->fields = 0;
  s->is_value = s->names_field = false;
}

static void open_bracket(scanner *s) {
  if (s->depth < MAX_NESTING) {
    s->outer[s->depth].fields = s->fields;
    s->outer[s->depth].is_suffix = s->is_value;
  }
  s->depth++;
  s->at++;
  other(s);
}

// a[…] has one field more than a; (…) has those of its contents; nothing is known about the result of a call.
static void close_bracket(scanner *s, bool is_index) {
  long inner = s->fields, fields = 0;
  s->at++;
  if (s->depth > 0) s->depth--;
  if (s->depth < MAX_NESTING) {
    if (is_index && s->outer[s->depth].is_suffix) fields = s->outer[s->depth].fields + 1;
    else if (!is_index && !s->outer[s->depth].is_suffix) fields = inner;
  }
  value(s, fields);
}

static bool begins_expression(const unsigned char *word, size_t length) {
  static const char *const words[] = {
    "and", "do", "else", "elseif", "if", "in", "not", "or", "repeat", "return", "then", "until", "while", NULL,
  };
  for (int i = 0; words[i]; i++) {
    if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0) return true;
  }
  return false;
}

static void take_word(scanner *s) {
  const unsigned char *word = s->at;
  bool goes_on = s->names_field;
  while (s->at < s->end && (isalnum(*s->at) || *s->at == '_')) s->at++;
  if (!goes_on && begins_expression(word, (size_t)(s->at - word))) other(s);
  else value(s, goes_on ? s->fields + 1 : 0);
}

static void take(scanner *s) {
  int c = *s->at;
  if (c == '-' && peek(s, 1) == '-') return skip_comment(s);
  if (isspace(c)) {
    s->at++;
  } else if (isalnum(c) || c == '_') {
    take_word(s);
  } else if (c == '"' || c == '\'') {
    skip_quoted(s);
    value(s, 0);
  } else if (long_bracket(s, 0) > 0) {
    skip_long(s, long_bracket(s, 0));
    value(s, 0);
  } else if (c == '.' && peek(s, 1) != '.' && s->is_value) {
    s->names_field = true;
    s->is_value = false;
    s->at++;
  } else if (c == '[' || c == '(') {
    open_bracket(s);
  } else if (c == ']' || c == ')') {
    close_bracket(s, c == ']');
  } else {
    while (peek(s, 0) == '.') s->at++;  // `..` and `...`
    if (c != '.') s->at++;
    other(s);
  }
}

long clh_longest_chain(const char *source, size_t length) {
  scanner s = {0};
  long longest = 0;
  s.at = (const unsigned char *)source;
  s.end = s.at + length;
  while (s.at < s.end) {
    take(&s);
    if (s.fields > longest) longest = s.fields;
  }
  return longest;
}
