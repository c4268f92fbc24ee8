#ifndef CPOSTGRES_SHIM_H
#define CPOSTGRES_SHIM_H

#include <libpq-fe.h>

// Macros of single characters, which Swift cannot import: the fields of an error.
static const int cpostgres_state = PG_DIAG_SQLSTATE;
static const int cpostgres_message = PG_DIAG_MESSAGE_PRIMARY;
static const int cpostgres_hint = PG_DIAG_MESSAGE_HINT;
static const int cpostgres_position = PG_DIAG_STATEMENT_POSITION;

#endif
