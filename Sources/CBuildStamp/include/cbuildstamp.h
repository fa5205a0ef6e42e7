#ifndef CBUILDSTAMP_H
#define CBUILDSTAMP_H

/// The commit from which the program was packaged, as `git rev-parse` names it; empty in a build that was not packaged.
const char *bst_commit(void);

#endif
