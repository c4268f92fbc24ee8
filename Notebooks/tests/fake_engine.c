// A stand-in for the engine, with its C interface, for tests of what is around it: errors, waiting, memory, versions.
//
// Verbs: "echo" (a document with the request, and what came in), "numbers" (a table of int64, {"rows": n}), "sleep"
// ({"milliseconds": n}, with progress), "fail" ({"kind": "..."}), "silent" (fails without a reason).
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef FAKE_VERSION
#define FAKE_VERSION "0.1.0"
#endif
#ifndef FAKE_ABI
#define FAKE_ABI 1
#endif

struct ArrowSchema {
  const char *format, *name, *metadata;
  int64_t flags, n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};
struct ArrowArray {
  int64_t length, null_count, offset, n_buffers, n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

enum { RUNNING, DONE, FAILED, CANCELLED };

// Memory that streams and arrays share, counted by what points to it.
typedef struct {
  atomic_int references;
  int64_t rows;
  int64_t *values;
} column;

typedef struct {
  char *verb, *request, *echo;
  column *numbers;
  atomic_int state, cancelled, references;
  atomic_llong done;
  pthread_mutex_t lock;
  pthread_cond_t over;
  struct ArrowArrayStream input;
  int has_input;
  char input_name[64];
} job;

static atomic_int live_jobs, live_columns, cancels;

int fake_live_jobs(void) { return live_jobs; }
int fake_live_columns(void) { return live_columns; }
int fake_cancels(void) { return cancels; }

uint32_t engagelab_abi_version(void) { return FAKE_ABI; }
const char *engagelab_version(void) { return FAKE_VERSION; }
void engagelab_set_assets(const char *folder) { (void)folder; }

static void drop(column *numbers) {
  if (numbers && atomic_fetch_sub(&numbers->references, 1) == 1) {
    free(numbers->values);
    free(numbers);
    live_columns--;
  }
}

static long number(const job *job, const char *key) {
  const char *found = strstr(job->request, key);
  return found ? atol(found + strlen(key) + 2) : 0;
}

static void leave(job *job) {
  if (atomic_fetch_sub(&job->references, 1) != 1) return;
  drop(job->numbers);
  free(job->verb);
  free(job->request);
  free(job->echo);
  pthread_mutex_destroy(&job->lock);
  pthread_cond_destroy(&job->over);
  free(job);
  live_jobs--;
}

static void nap(void) { nanosleep(&(struct timespec){0, 1000000}, NULL); }

static int consume(job *job, char *text, size_t size) {
  long long rows = 0, sum = 0;
  struct ArrowArray array;
  int failure;
  for (;;) {
    failure = job->input.get_next(&job->input, &array);
    if (failure || !array.release) break;
    rows += array.length;
    const struct ArrowArray *first = array.children[0];
    if (first->n_buffers == 2)
      for (int64_t i = 0; i < first->length; i++) sum += ((const int64_t *)first->buffers[1])[first->offset + i];
    array.release(&array);
  }
  snprintf(text, size, "%s: %lld rows, sum %lld", job->input_name, rows, sum);
  job->input.release(&job->input);
  return failure;
}

static void *work(void *argument) {
  job *job = argument;
  int state = DONE;
  if (!strcmp(job->verb, "sleep")) {
    long milliseconds = number(job, "milliseconds");
    while (job->done < milliseconds && !job->cancelled) {
      nap();
      job->done++;
    }
    if (job->cancelled) state = CANCELLED;
  } else if (!strcmp(job->verb, "numbers")) {
    column *numbers = calloc(1, sizeof *numbers);
    live_columns++;
    numbers->references = 1;
    numbers->rows = number(job, "rows");
    numbers->values = malloc(8 * numbers->rows);
    for (int64_t i = 0; i < numbers->rows; i++) numbers->values[i] = i;
    job->numbers = numbers;
  } else if (!strcmp(job->verb, "fail") || !strcmp(job->verb, "silent")) {
    state = FAILED;
  } else {
    char text[256] = "nothing";
    if (job->has_input && consume(job, text, sizeof text)) state = FAILED;
    job->echo = strdup(text);
  }
  pthread_mutex_lock(&job->lock);
  job->state = state;
  pthread_cond_broadcast(&job->over);
  pthread_mutex_unlock(&job->lock);
  leave(job);
  return NULL;
}

struct engagelab_input {
  const char *name;
  struct ArrowArrayStream *stream;
};

job *engagelab_start(const char *verb, const char *request, const struct engagelab_input *inputs, int32_t count) {
  job *job = calloc(1, sizeof *job);
  live_jobs++;
  job->verb = strdup(verb);
  job->request = strdup(request);
  job->references = 2;
  if (count > 0) {
    snprintf(job->input_name, sizeof job->input_name, "%s", inputs[0].name);
    job->input = *inputs[0].stream;
    inputs[0].stream->release = NULL;
    job->has_input = 1;
  }
  pthread_mutex_init(&job->lock, NULL);
  pthread_cond_init(&job->over, NULL);
  pthread_t thread;
  pthread_create(&thread, NULL, work, job);
  pthread_detach(thread);
  return job;
}

int32_t engagelab_wait(job *job, int32_t milliseconds) {
  struct timespec end;
  clock_gettime(CLOCK_REALTIME, &end);
  int64_t nanoseconds = end.tv_nsec + milliseconds * 1000000LL;
  end.tv_sec += nanoseconds / 1000000000;
  end.tv_nsec = nanoseconds % 1000000000;
  pthread_mutex_lock(&job->lock);
  while (job->state == RUNNING && !pthread_cond_timedwait(&job->over, &job->lock, &end)) continue;
  int32_t state = job->state;
  pthread_mutex_unlock(&job->lock);
  return state;
}

void engagelab_cancel(job *job) {
  if (!atomic_exchange(&job->cancelled, 1)) cancels++;
}

struct progress {
  int64_t done, total;
  const char *unit;
};
void engagelab_get_progress(job *job, struct progress *progress) {
  *progress = (struct progress){job->done, number(job, "milliseconds"), "milliseconds"};
}

struct problem {
  const char *kind, *severity, *code, *what, *remedy, *source, *path;
  int32_t line, column;
  const char *text;
};

int32_t engagelab_problem_count(job *job) { return strcmp(job->verb, "fail") ? 0 : 2; }

int32_t engagelab_problem_at(job *job, int32_t index, struct problem *problem) {
  static const char *kinds[] = {"scenario", "usage", "data", "undecided", "statistics", "output", "internal"};
  if (index < 0 || index > 1) return -1;
  *problem = (struct problem){"scenario", "warning", "odd", "odd", "", "", "", 0, 0, "warning: odd"};
  if (index == 0) return 0;
  *problem = (struct problem){
      "internal", "error", "unknown-key", "unknown key `sise`", "did you mean `size`?", "x.yaml", "population.sise",
      12, 9, "x.yaml:12:9: error: unknown key `sise`; did you mean `size`?"};
  for (int i = 0; i < 7; i++)
    if (strstr(job->request, kinds[i])) problem->kind = kinds[i];
  return 0;
}

const char *engagelab_document_name(job *job, int32_t index) {
  static const char *names[] = {"request", "inputs"};
  return job->echo && index >= 0 && index < 2 ? names[index] : NULL;
}
const char *engagelab_document(job *job, const char *name) {
  if (!job->echo) return NULL;
  return !strcmp(name, "request") ? job->request : !strcmp(name, "inputs") ? job->echo : NULL;
}
const char *engagelab_table_name(job *job, int32_t index) {
  return job->numbers && index == 0 ? "numbers" : NULL;
}

static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; i++) {
    if (schema->children[i]->release) schema->children[i]->release(schema->children[i]);
    free(schema->children[i]);
  }
  free(schema->children);
  schema->release = NULL;
}
static void release_array(struct ArrowArray *array) {
  for (int64_t i = 0; i < array->n_children; i++) {
    if (array->children[i]->release) array->children[i]->release(array->children[i]);
    free(array->children[i]);
  }
  free(array->children);
  free(array->buffers);
  drop(array->private_data);
  array->release = NULL;
}
static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *schema) {
  (void)stream;
  memset(schema, 0, sizeof *schema);
  schema->format = "+s";
  schema->name = "";
  schema->release = release_schema;
  schema->n_children = 1;
  schema->children = malloc(sizeof(void *));
  struct ArrowSchema *child = schema->children[0] = calloc(1, sizeof *child);
  child->format = "l";
  child->name = "number";
  child->release = release_schema;
  return 0;
}
typedef struct {
  column *numbers;
  int given;
} cursor;
static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *array) {
  cursor *cursor = stream->private_data;
  memset(array, 0, sizeof *array);
  if (cursor->given) return 0;
  cursor->given = 1;
  array->length = cursor->numbers->rows;
  array->n_buffers = 1;
  array->buffers = calloc(1, sizeof(void *));
  array->n_children = 1;
  array->children = malloc(sizeof(void *));
  array->release = release_array;
  struct ArrowArray *child = array->children[0] = calloc(1, sizeof *child);
  child->length = cursor->numbers->rows;
  child->n_buffers = 2;
  child->buffers = calloc(2, sizeof(void *));
  child->buffers[1] = cursor->numbers->values;
  child->release = release_array;
  child->private_data = cursor->numbers;
  cursor->numbers->references++;
  return 0;
}
static const char *last_error(struct ArrowArrayStream *stream) {
  (void)stream;
  return NULL;
}
static void release_stream(struct ArrowArrayStream *stream) {
  cursor *cursor = stream->private_data;
  drop(cursor->numbers);
  free(cursor);
  stream->release = NULL;
}

int32_t engagelab_table(job *job, const char *name, struct ArrowArrayStream *stream) {
  if (!job->numbers || strcmp(name, "numbers")) return -1;
  cursor *cursor = calloc(1, sizeof *cursor);
  cursor->numbers = job->numbers;
  job->numbers->references++;
  *stream = (struct ArrowArrayStream){get_schema, get_next, last_error, release_stream, cursor};
  return 0;
}

void engagelab_release(job *job) {
  engagelab_cancel(job);
  leave(job);
}
