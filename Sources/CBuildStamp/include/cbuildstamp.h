#ifndef CBUILDSTAMP_H
#define CBUILDSTAMP_H

/// The commit that the program was packaged from, as `git rev-parse` names it; empty in a build that nobody has packaged.
const char *bst_commit(void);

#endif
