// The commit is written into the finished program by dev/dist/stamp.sh: a flag of the compiler would have every commit compile
// everything again.
#include "cbuildstamp.h"

__attribute__((section(".build_stamp"), used)) static volatile const char stamp[48] = "";

const char *bst_commit(void) { return (const char *)stamp; }
