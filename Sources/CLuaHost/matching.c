// Patterns as the reference manual describes them (6.4.1). Every step is charged, so a pattern that backtracks without end
// runs into the budget; and nothing is kept between calls, so a failed call leaves nothing behind.

#include "matching.h"
#include <ctype.h>

static const char *match(matcher *m, const char *at, const char *pattern);

static inline unsigned char byte(const char *at) { return (unsigned char)*at; }

// MARK: One character

static bool is_in_class(unsigned char c, unsigned char class) {
  int found;
  switch (tolower(class)) {
    case 'a': found = isalpha(c); break;
    case 'c': found = iscntrl(c); break;
    case 'd': found = isdigit(c); break;
    case 'g': found = isgraph(c); break;
    case 'l': found = islower(c); break;
    case 'p': found = ispunct(c); break;
    case 's': found = isspace(c); break;
    case 'u': found = isupper(c); break;
    case 'w': found = isalnum(c); break;
    case 'x': found = isxdigit(c); break;
    case 'z': found = c == 0; break;  // no longer in the manual, but still supported
    default: return class == c;  // %. and the like: the character itself
  }
  return (found != 0) != (isupper(class) != 0);
}

// Returns the end of the single-character item that begins at `item`: a character, a class or a set.
static const char *behind(matcher *m, const char *item) {
  const char *at = item + 1;
  if (*item == '%') {
    if (at >= m->pattern_end) clh_error_at(m->L, "malformed pattern (ends with '%%')");
    return at + 1;
  }
  if (*item != '[') return at;
  if (*at == '^') at++;
  const char *first = at;  // a member, whatever it is, even ']'
  for (;; at++) {
    if (at >= m->pattern_end) clh_error_at(m->L, "malformed pattern (missing ']')");
    if (*at == ']' && at > first) break;
    if (*at == '%') at++;
  }
  clh_step(m, at - item);
  return at + 1;
}

// Whether the set that begins at `set` and closes at `last` contains the character.
static bool set_has(matcher *m, unsigned char c, const char *set, const char *last) {
  const char *at = set + 1;
  bool listed = true;
  if (*at == '^') {
    listed = false;
    at++;
  }
  clh_step(m, last - set);
  while (at < last) {
    if (*at == '%') {
      if (is_in_class(c, byte(at + 1))) return listed;
      at += 2;
    } else if (at[1] == '-' && at + 2 < last) {
      if (byte(at) <= c && c <= byte(at + 2)) return listed;
      at += 3;
    } else {
      if (byte(at) == c) return listed;
      at++;
    }
  }
  return !listed;
}

// Whether the character at `at` matches the item between `item` and `next`.
static inline bool fits(matcher *m, const char *at, const char *item, const char *next) {
  if (at >= m->end) return false;
  clh_step(m, 1);
  switch (*item) {
    case '.': return true;
    case '%': return is_in_class(byte(at), byte(item + 1));
    case '[': return set_has(m, byte(at), item, next - 1);
    default: return *item == *at;
  }
}

// MARK: Repetition; `rest` is the pattern after the sign

// As many as possible, then fewer, until the rest matches.
static const char *most(matcher *m, const char *at, const char *item, const char *next) {
  ptrdiff_t count = 0;
  while (fits(m, at + count, item, next)) count++;
  for (; count >= 0; count--) {
    const char *end = match(m, at + count, next + 1);
    if (end) return end;
  }
  return NULL;
}

// As few as possible.
static const char *fewest(matcher *m, const char *at, const char *item, const char *next) {
  for (;; at++) {
    const char *end = match(m, at, next + 1);
    if (end || !fits(m, at, item, next)) return end;
  }
}

// MARK: Captures

static const char *open_capture(matcher *m, const char *at, const char *pattern) {
  bool position = pattern[1] == ')';
  if (m->count >= MAX_CAPTURES) clh_error_at(m->L, "too many captures");
  m->captures[m->count++] = (capture){at, position ? POSITION : OPEN};
  const char *end = match(m, at, pattern + (position ? 2 : 1));
  if (end == NULL) m->count--;
  return end;
}

static const char *close_capture(matcher *m, const char *at, const char *pattern) {
  int index = m->count - 1;
  while (index >= 0 && m->captures[index].length != OPEN) index--;
  if (index < 0) clh_error_at(m->L, "invalid pattern capture");
  m->captures[index].length = at - m->captures[index].begin;
  const char *end = match(m, at, pattern + 1);
  if (end == NULL) m->captures[index].length = OPEN;
  return end;
}

// %1 to %9: the same text again; NULL if something else is there.
static const char *same_again(matcher *m, const char *at, unsigned char digit) {
  int index = digit - '1';
  if (index < 0 || index >= m->count || m->captures[index].length == OPEN)
    clh_error_at(m->L, "invalid capture index %%%d", index + 1);
  capture wanted = m->captures[index];
  if (wanted.length < 0 || wanted.length > m->end - at) return NULL;
  clh_step(m, wanted.length / 16);
  return memcmp(wanted.begin, at, (size_t)wanted.length) == 0 ? at + wanted.length : NULL;
}

// MARK: Items of more than one character

// %bxy: from x to the matching y.
static const char *balanced(matcher *m, const char *at, const char *pair) {
  if (pair + 1 >= m->pattern_end) clh_error_at(m->L, "malformed pattern (missing arguments to '%%b')");
  if (at >= m->end || *at != pair[0]) return NULL;
  int64_t open = 1;
  while (++at < m->end) {
    clh_step(m, 1);
    if (*at == pair[1]) {
      if (--open == 0) return at + 1;
    } else if (*at == pair[0]) {
      open++;
    }
  }
  return NULL;
}

// %f[set]: the place where the set begins to match. Before the beginning and after the end, there is a NUL.
static const char *frontier(matcher *m, const char *at, const char *set) {
  if (*set != '[') clh_error_at(m->L, "missing '[' after '%%f' in pattern");
  const char *next = behind(m, set);
  unsigned char before = at == m->subject ? 0 : byte(at - 1);
  unsigned char here = at == m->end ? 0 : byte(at);
  return !set_has(m, before, set, next - 1) && set_has(m, here, set, next - 1) ? next : NULL;
}

// Returns the end of the pattern's match that begins at `at`, or NULL.
static const char *follow(matcher *m, const char *at, const char *pattern) {
  while (pattern < m->pattern_end) {
    clh_step(m, 1);
    switch (*pattern) {
      case '(': return open_capture(m, at, pattern);
      case ')': return close_capture(m, at, pattern);
      case '$':
        if (pattern + 1 == m->pattern_end) return at == m->end ? at : NULL;
        break;
      case '%':
        if (pattern[1] == 'b') {
          at = balanced(m, at, pattern + 2);
          if (at == NULL) return NULL;
          pattern += 4;
          continue;
        }
        if (pattern[1] == 'f') {
          pattern = frontier(m, at, pattern + 2);
          if (pattern == NULL) return NULL;
          continue;
        }
        if (isdigit(byte(pattern + 1))) {
          at = same_again(m, at, byte(pattern + 1));
          if (at == NULL) return NULL;
          pattern += 2;
          continue;
        }
        break;
    }
    const char *next = behind(m, pattern);
    switch (next < m->pattern_end ? *next : 0) {
      case '*': return most(m, at, pattern, next);
      case '+': return fits(m, at, pattern, next) ? most(m, at + 1, pattern, next) : NULL;
      case '-': return fewest(m, at, pattern, next);
      case '?':
        if (fits(m, at, pattern, next)) {
          const char *end = match(m, at + 1, next + 1);
          if (end) return end;
        }
        pattern = next + 1;
        break;
      default:
        if (!fits(m, at, pattern, next)) return NULL;
        at++;
        pattern = next;
    }
  }
  return at;
}

static const char *match(matcher *m, const char *at, const char *pattern) {
  if (m->depth-- == 0) clh_error_at(m->L, "pattern too complex");
  const char *end = follow(m, at, pattern);
  m->depth++;
  return end;
}

// MARK: For the library functions

void clh_begin_match(matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern, size_t size) {
  m->L = L;
  m->subject = subject;
  m->end = subject + length;
  m->pattern_end = pattern + size;
  m->steps = STEPS_AT_ONCE;
}

const char *clh_attempt(matcher *m, const char *at, const char *pattern) {
  m->count = 0;
  m->depth = MAX_DEPTH;
  return match(m, at, pattern);
}

void clh_settle_steps(matcher *m) {
  int64_t spent = STEPS_AT_ONCE - m->steps;
  m->steps = STEPS_AT_ONCE;
  if (spent > 0) clh_charge(m->L, spent / STEPS_PER_INSTRUCTION);
}

void clh_push_capture(matcher *m, int index, const char *at, const char *end) {
  if (index >= m->count) {
    if (index != 0) clh_error_at(m->L, "invalid capture index %%%d", index + 1);
    lua_pushlstring(m->L, at, (size_t)(end - at));
    return;
  }
  capture found = m->captures[index];
  if (found.length == OPEN) clh_error_at(m->L, "unfinished capture");
  if (found.length == POSITION) lua_pushinteger(m->L, found.begin - m->subject + 1);
  else lua_pushlstring(m->L, found.begin, (size_t)found.length);
}

int clh_push_captures(matcher *m, const char *at, const char *end, bool whole) {
  int count = m->count == 0 && whole ? 1 : m->count;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) clh_push_capture(m, i, at, end);
  return count;
}
