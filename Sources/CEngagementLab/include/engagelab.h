/*
 * The C interface of EngagementLab, for languages other than Swift. ABI version 1.
 *
 * Everything long is a job: engagelab_start returns at once, the work goes on in threads of its own, and the caller waits
 * in slices, so that it can show progress and notice an interruption.
 *
 *   engagelab_job *job = engagelab_start("run", "{\"scenario\": {\"path\": \"Scenarios/media.yaml\"}}", NULL, 0);
 *   while (engagelab_wait(job, 100) == ENGAGELAB_RUNNING) { ... engagelab_get_progress(job, &progress) ... }
 *   struct ArrowArrayStream lifts;
 *   engagelab_table(job, "lifts", &lifts);
 *   engagelab_release(job);
 *
 * What is asked of a job is a small JSON object (Documentation/c-interface.md lists all of them); large data goes in and
 * out as Arrow streams (https://arrow.apache.org/docs/format/CStreamInterface.html) that point to the engine's memory.
 * All texts are UTF-8 and end with a zero. A job may be used by one thread at a time, different jobs by different threads.
 *
 * What is here stays: a later version adds functions, and raises ENGAGELAB_ABI_VERSION only when one changes its meaning.
 */
#ifndef ENGAGELAB_H
#define ENGAGELAB_H

#include <stdint.h>

#include "arrow_c_data.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ENGAGELAB_ABI_VERSION 1

/* The version of this interface that the library has. */
uint32_t engagelab_abi_version(void);

/* The version of the lab, such as "0.1.0"; it never goes away. */
const char *engagelab_version(void);

/* Where the files of report pages are (report.html and what is beside it); without them, pages cannot be made. */
void engagelab_set_assets(const char *folder);

typedef struct engagelab_job engagelab_job;

/* States of a job. */
enum {
  ENGAGELAB_RUNNING = 0,
  ENGAGELAB_DONE = 1,
  ENGAGELAB_FAILED = 2,
  /* It was cancelled; nothing is kept. */
  ENGAGELAB_CANCELLED = 3,
};

/* A table that goes into a job. */
struct engagelab_input {
  const char *name;
  /* The job takes the stream over and releases it, whatever happens. */
  struct ArrowArrayStream *stream;
};

/* Starts a job; never NULL: what is wrong with a request is told by the job's problems. */
engagelab_job *engagelab_start(const char *verb, const char *request, const struct engagelab_input *inputs,
                               int32_t input_count);

/* Waits until the job is over, at most so many milliseconds (0: only looks), and returns its state. */
int32_t engagelab_wait(engagelab_job *job, int32_t milliseconds);

/* Asks the job to stop; engagelab_wait tells when it has. */
void engagelab_cancel(engagelab_job *job);

/* How far a job is. */
struct engagelab_progress {
  int64_t done;
  /* 0: not known. */
  int64_t total;
  /* What is counted: "users", "points", "bytes", "rows", "tests"; never goes away. */
  const char *unit;
};

void engagelab_get_progress(engagelab_job *job, struct engagelab_progress *progress);

/* Something wrong with what was asked, or worth a warning. Texts stay until the job is released; none is NULL. */
struct engagelab_problem {
  /* Who must mend it: "scenario", "usage", "data", "undecided" (too little data), "statistics", "output", "internal". */
  const char *kind;
  /* "error" or "warning". */
  const char *severity;
  /* Stable name of the kind of problem, such as "unknown-key"; may be empty. */
  const char *code;
  /* What is wrong, and how to mend it. */
  const char *what;
  const char *remedy;
  /* File, table, or what else is to blame; may be empty. */
  const char *source;
  /* Path of keys in a scenario, or name of a column; may be empty. */
  const char *path;
  /* From 1; 0: not known. Of a table, the line is a row. */
  int32_t line;
  int32_t column;
  /* The whole as it would be printed, perhaps with the line of source and carets. */
  const char *text;
};

int32_t engagelab_problem_count(engagelab_job *job);

/* Returns 0, or -1 when there is no such problem. */
int32_t engagelab_problem_at(engagelab_job *job, int32_t index, struct engagelab_problem *problem);

/* Names of the documents (texts) and tables of a job that is done; NULL beyond the last. */
const char *engagelab_document_name(engagelab_job *job, int32_t index);
const char *engagelab_table_name(engagelab_job *job, int32_t index);

/* A text of a job that is done, until the job is released; NULL when there is none of this name. */
const char *engagelab_document(engagelab_job *job, const char *name);

/*
 * Fills in a stream of a table of a job that is done. May be called again, for another stream of the same memory; streams
 * outlive the job. Returns 0, or -1 when there is no table of this name.
 */
int32_t engagelab_table(engagelab_job *job, const char *name, struct ArrowArrayStream *stream);

/* Gives a job back. One that is running is cancelled; this does not wait for it. */
void engagelab_release(engagelab_job *job);

#ifdef __cplusplus
}
#endif

#endif
