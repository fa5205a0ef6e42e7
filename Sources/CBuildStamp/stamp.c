// dev/dist/stamp.sh writes the commit into the finished program: a compiler flag would make every commit recompile
// everything.
#include "cbuildstamp.h"

__attribute__((section(".build_stamp"), used)) static volatile const char stamp[48] = "";

const char *bst_commit(void) { return (const char *)stamp; }
