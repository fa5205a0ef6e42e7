#ifndef CLUA_HOST_MATCHING_H
#define CLUA_HOST_MATCHING_H

// Shared by the pattern matcher and the functions that use it.

#include "internal.h"

#define MAX_CAPTURES 32
#define MAX_DEPTH 200         // nested calls of the matcher
#define STEPS_AT_ONCE 1024    // between two charges
#define STEPS_PER_INSTRUCTION 2

// Special values of a capture's length.
enum { OPEN = -1, POSITION = -2 };

typedef struct {
  const char *begin;
  ptrdiff_t length;
} capture;

// One subject and one pattern.
typedef struct {
  lua_State *L;
  const char *subject, *end, *pattern_end;
  int depth;      // nested calls of the matcher still allowed
  int64_t steps;  // until the next charge
  int count;      // captures, including open ones
  capture captures[MAX_CAPTURES];
} matcher;

// All of these raise: a pattern may be malformed, and the budget may run out.
void clh_begin_match(matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern, size_t size);
const char *clh_attempt(matcher *m, const char *at, const char *pattern);  // end of the match that begins at `at`, or NULL
void clh_settle_steps(matcher *m);   // charges the steps not yet charged, at the end of a call
void clh_push_capture(matcher *m, int index, const char *at, const char *end);   // without captures, 0 is the whole match
int clh_push_captures(matcher *m, const char *at, const char *end, bool whole);  // `whole`: at least the whole match

static inline void clh_step(matcher *m, int64_t count) {
  m->steps -= count;
  if (m->steps <= 0) clh_settle_steps(m);
}

#endif
