#include "arrow_c_data.h"

#include <stddef.h>

/* Other languages lay these structures out by hand. */
_Static_assert(sizeof(void *) != 8 || sizeof(struct ArrowSchema) == 72, "the layout of ArrowSchema");
_Static_assert(sizeof(void *) != 8 || sizeof(struct ArrowArray) == 80, "the layout of ArrowArray");
_Static_assert(sizeof(void *) != 8 || sizeof(struct ArrowArrayStream) == 40, "the layout of ArrowArrayStream");
