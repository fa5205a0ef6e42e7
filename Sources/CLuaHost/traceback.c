// Writes positions and tracebacks into C buffers: nothing is allocated, so they work when memory has run out.

#include "internal.h"
#include <stdarg.h>
#include <stdio.h>

#define FIRST_LEVELS 10
#define LAST_LEVELS 5

typedef struct {
  char *out;
  size_t size, length;
} writer;

// Names come from the script's constants and may contain anything: control characters become '?'.
static void put(writer *w, const char *format, ...) {
  if (w->length + 1 >= w->size) return;
  va_list arguments;
  va_start(arguments, format);
  int count = vsnprintf(w->out + w->length, w->size - w->length, format, arguments);
  va_end(arguments);
  if (count < 0) return;
  size_t end = w->length + (size_t)count;
  if (end >= w->size) end = w->size - 1;
  for (size_t i = w->length; i < end; i++) {
    unsigned char c = (unsigned char)w->out[i];
    if (c < 0x20 || c == 0x7f) w->out[i] = '?';
  }
  w->length = end;
}

static void put_line_start(writer *w) {
  if (w->length + 2 >= w->size) return;
  if (w->length > 0) w->out[w->length++] = '\n';
  w->out[w->length++] = '\t';
  w->out[w->length] = 0;
}

bool clh_where(lua_State *L, int level, char *out, size_t size) {
  lua_Debug record;
  for (; lua_getstack(L, level, &record); level++) {
    lua_getinfo(L, "Sl", &record);
    if (record.currentline <= 0) continue;
    writer w = {out, size, 0};
    put(&w, "%s:%d", record.short_src, record.currentline);
    return true;
  }
  out[0] = 0;
  return false;
}

int clh_line(lua_State *L) {
  lua_Debug record;
  for (int level = 1; level < CLH_LINE_LEVELS && lua_getstack(L, level, &record); level++) {
    lua_getinfo(L, "l", &record);
    if (record.currentline > 0) return record.currentline;
  }
  return 0;
}

static int last_level(lua_State *L) {
  lua_Debug record;
  int low = 1, high = 1;
  while (lua_getstack(L, high, &record)) {
    low = high;
    high *= 2;
  }
  while (low < high) {
    int middle = (low + high) / 2;
    if (lua_getstack(L, middle, &record)) low = middle + 1;
    else high = middle;
  }
  return high - 1;
}

static void put_level(writer *w, lua_State *L, lua_Debug *record) {
  lua_getinfo(L, "Slnt", record);
  bool native = record->what[0] == 'C';
  if (native && record->namewhat[0] == 0) return;  // the host's own frames
  put_line_start(w);
  if (native) put(w, "[C]: in ");
  else put(w, "%s:%d: in ", record->short_src, record->currentline);
  if (record->namewhat[0]) put(w, "%s '%.80s'", record->namewhat, record->name);
  else if (record->what[0] == 'm') put(w, "main chunk");
  else put(w, "function <%s:%d>", record->short_src, record->linedefined);
  if (record->istailcall) put(w, " (tail call)");
}

void clh_traceback(lua_State *L, char *out, size_t size) {
  writer w = {out, size, 0};
  out[0] = 0;
  lua_Debug record;
  int last = last_level(L);
  for (int level = 0; lua_getstack(L, level, &record); level++) {
    if (level == FIRST_LEVELS && last - LAST_LEVELS > FIRST_LEVELS) {
      put_line_start(&w);
      put(&w, "... (%d levels left out)", last - LAST_LEVELS - FIRST_LEVELS);
      level = last - LAST_LEVELS;
      if (!lua_getstack(L, level, &record)) break;
    }
    put_level(&w, L, &record);
  }
}

void clh_note_failure(clh_host *host, lua_State *L) {
  clh_where(L, 0, host->position, CLH_POSITION_SIZE);
  clh_traceback(L, host->trace, CLH_TRACE_SIZE);
}
