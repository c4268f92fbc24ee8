#include "engagelab.h"

/* Other languages lay these structures out by hand. */
_Static_assert(sizeof(void *) != 8 || sizeof(struct engagelab_input) == 16, "the layout of engagelab_input");
_Static_assert(sizeof(void *) != 8 || sizeof(struct engagelab_progress) == 24, "the layout of engagelab_progress");
_Static_assert(sizeof(void *) != 8 || sizeof(struct engagelab_problem) == 72, "the layout of engagelab_problem");
