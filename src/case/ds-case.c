/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-case.h"

#include "ds-case-private.h"
#include "ds-case-types.h"
#include "ds-checks.h"
#include "ds-diagnose.h"
#include "ds-path.h"
#include "ds-plan.h"

struct _DsCase
{
  GObject parent_instance;

  DsContext *context;        /* (owned) (nullable): none for evidence read back */
  DsTarget *target;          /* (owned) */
  DsChanges *changes;        /* (owned) (nullable): none for evidence read back */
  DsPlan *plan;              /* (owned) (nullable): the last run */
  DsEvidence *read_back;     /* (owned) (nullable): evidence of another run */
  DsDiagnosis *diagnosis;    /* (owned) (nullable) */
  GPtrArray *places;         /* (owned) (nullable) (element-type DsPlace) */
  GListStore *findings;      /* (owned) (element-type DsFindingItem) */
  GCancellable *cancellable; /* (owned) (nullable): of the run under way */
  guint judge_source;
  DsCaseState state;
  gboolean changing;
  double progress;
};

G_DEFINE_FINAL_TYPE (DsCase, ds_case, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_CHANGING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_JUDGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ds_case_dispose (GObject *object)
{
  DsCase *self = DS_CASE (object);

  g_clear_handle_id (&self->judge_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->plan != NULL)
    g_signal_handlers_disconnect_by_data (self->plan, self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->plan);
  g_clear_object (&self->changes);
  g_clear_object (&self->context);
  g_clear_object (&self->findings);
  G_OBJECT_CLASS (ds_case_parent_class)->dispose (object);
}

static void
ds_case_finalize (GObject *object)
{
  DsCase *self = DS_CASE (object);

  g_clear_pointer (&self->target, ds_target_free);
  g_clear_pointer (&self->read_back, ds_evidence_free);
  g_clear_pointer (&self->diagnosis, ds_diagnosis_free);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  G_OBJECT_CLASS (ds_case_parent_class)->finalize (object);
}

static void
ds_case_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DsCase *self = DS_CASE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_CHANGING:
      g_value_set_boolean (value, self->changing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ds_case_class_init (DsCaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ds_case_dispose;
  object_class->finalize = ds_case_finalize;
  object_class->get_property = ds_case_get_property;
  props[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, ds_case_state_get_type (), DS_CASE_IDLE, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  props[PROP_CHANGING] = g_param_spec_boolean ("changing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_JUDGED] =
      g_signal_new ("judged", DS_TYPE_CASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ds_case_init (DsCase *self)
{
  self->findings = g_list_store_new (DS_TYPE_FINDING_ITEM);
  for (guint number = 1; number <= DS_N_CHECKS; number++)
    {
      g_autoptr (DsFindingItem) item = ds_finding_item_new (ds_check_get (number));

      g_list_store_append (self->findings, item);
    }
}

static gboolean
is_busy (const DsCheck *check, const DsEvidence *evidence)
{
  for (guint i = 0; check->experiments != NULL && check->experiments[i] != NULL; i++)
    {
      const DsExperimentRecord *record =
          ds_evidence_find_experiment (evidence, check->experiments[i]);

      if (record != NULL && (record->state == DS_RUN_RUNNING || record->state == DS_RUN_WAITING))
        return TRUE;
    }
  return FALSE;
}

static void
judge (DsCase *self)
{
  const DsEvidence *evidence = ds_case_get_evidence (self);

  g_clear_handle_id (&self->judge_source, g_source_remove);
  g_clear_pointer (&self->diagnosis, ds_diagnosis_free);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->diagnosis = ds_diagnose (evidence);
  self->places = ds_path_read_places (evidence, self->diagnosis);
  for (guint i = 0; i < DS_N_CHECKS; i++)
    {
      g_autoptr (DsFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->findings), i);
      const DsCheck *check = ds_finding_item_get_check (item);
      gboolean busy = self->state == DS_CASE_RUNNING && is_busy (check, evidence);

      ds_finding_item_take (item, ds_check_judge (check, evidence, self->diagnosis), busy);
    }
  g_signal_emit (self, signals[SIGNAL_JUDGED], 0);
}

static gboolean
judge_cb (gpointer user_data)
{
  DsCase *self = user_data;

  self->judge_source = 0;
  judge (self);
  return G_SOURCE_REMOVE;
}

static void
grew_cb (DsPlan *plan, DsCase *self)
{
  if (self->state != DS_CASE_RUNNING)
    return;
  self->progress = ds_plan_get_progress (plan);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  /* Judging in between is for those who watch; packets come first. */
  if (self->judge_source == 0 &&
      g_signal_has_handler_pending (self, signals[SIGNAL_JUDGED], 0, FALSE))
    self->judge_source = g_idle_add_full (G_PRIORITY_LOW, judge_cb, self, NULL);
}

static void
set_state (DsCase *self, DsCaseState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/**
 * ds_case_new:
 * @context: the outside world
 * @target: the website; copied
 *
 * Returns: (transfer full): a case with nothing measured yet
 */
DsCase *
ds_case_new (DsContext *context, const DsTarget *target)
{
  DsCase *self = g_object_new (DS_TYPE_CASE, NULL);

  self->context = g_object_ref (context);
  self->changes = ds_changes_new (context);
  self->target = ds_target_copy (target);
  return self;
}

/**
 * ds_case_new_from_evidence:
 * @evidence: (transfer full): the evidence of another run, read back from a report
 *
 * Returns: (transfer full): a case that is done and judged
 */
DsCase *
ds_case_new_from_evidence (DsEvidence *evidence)
{
  DsCase *self = g_object_new (DS_TYPE_CASE, NULL);

  self->target = ds_target_copy (evidence->target);
  self->read_back = evidence;
  self->state = DS_CASE_DONE;
  self->progress = 1;
  judge (self);
  return self;
}

/* The run is over when the plan is, and when it is known what was changed meanwhile. */
typedef struct
{
  DsPlan *plan; /* (owned) */
  guint waiting;
  GError *error; /* (owned) (nullable) */
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->plan);
  g_clear_error (&run->error);
  g_free (run);
}

static void
end_run (GTask *task)
{
  DsCase *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (--run->waiting > 0)
    return;
  g_clear_object (&self->cancellable);
  /* Judged before it is called done: whoever waits for the end finds the verdict there. */
  self->state = run->error == NULL ? DS_CASE_DONE : DS_CASE_CANCELLED;
  if (self->findings != NULL)
    judge (self);
  self->progress = 1;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  if (run->error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&run->error));
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);

  ds_plan_run_finish (DS_PLAN (source), result, &run->error);
  end_run (task);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GPtrArray) records = NULL;

  /* What cannot be read is told where changes are listed; what is known of them is kept. */
  ds_changes_load_finish (DS_CHANGES (source), result, NULL);
  records = ds_changes_get_records (DS_CHANGES (source));
  ds_plan_set_changes (run->plan, records);
  end_run (task);
}

static void
cancelled_cb (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/**
 * ds_case_run_async:
 * @self: a case of a target, with no run under way
 * @cancellable: (nullable): ends the run
 * @callback: called when it is over and judged
 * @user_data: data for @callback
 *
 * Measures everything anew and judges it. What an earlier run found stays until there is more.
 */
void
ds_case_run_async (DsCase *self,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Run *run;

  g_task_set_source_tag (task, ds_case_run_async);
  if (self->context == NULL || self->state == DS_CASE_RUNNING)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "This case cannot be run now");
      g_object_unref (task);
      return;
    }
  if (self->plan != NULL)
    g_signal_handlers_disconnect_by_data (self->plan, self);
  g_clear_object (&self->plan);
  self->plan = ds_plan_new (self->context, self->target);
  self->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self->cancellable,
                             0);
  if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (self->cancellable);
  self->progress = 0;
  set_state (self, DS_CASE_RUNNING);
  g_signal_connect (self->plan, "grew", G_CALLBACK (grew_cb), self);
  run = g_new0 (Run, 1);
  run->plan = g_object_ref (self->plan);
  run->waiting = 2;
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  ds_changes_load_async (self->changes, self->cancellable, changes_cb, g_object_ref (task));
  ds_plan_run_async (self->plan, self->cancellable, run_cb, task);
}

/**
 * ds_case_run_finish:
 * @self: a case
 * @result: the result given to the callback
 * @error: return location for %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_BUSY when the case was running
 *   already or has nothing to run
 *
 * Returns: whether the run came to its end
 */
gboolean
ds_case_run_finish (DsCase *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ds_case_cancel:
 * @self: a case
 *
 * Ends the run under way, if there is one. What was measured by then is judged.
 */
void
ds_case_cancel (DsCase *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/**
 * ds_case_get_state:
 * @self: a case
 *
 * Returns: where it stands
 */
DsCaseState
ds_case_get_state (DsCase *self)
{
  return self->state;
}

/**
 * ds_case_get_progress:
 * @self: a case
 *
 * Returns: how far the run is, 0 to 1
 */
double
ds_case_get_progress (DsCase *self)
{
  return self->progress;
}

/**
 * ds_case_get_target:
 * @self: a case
 *
 * Returns: (transfer none): the website
 */
const DsTarget *
ds_case_get_target (DsCase *self)
{
  return self->target;
}

/**
 * ds_case_get_evidence:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): everything measured so far; %NULL before the first run
 */
const DsEvidence *
ds_case_get_evidence (DsCase *self)
{
  if (self->read_back != NULL)
    return self->read_back;
  return self->plan != NULL ? ds_plan_get_evidence (self->plan) : NULL;
}

/**
 * ds_case_get_diagnosis:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): what the evidence says; %NULL before the first judging
 */
const DsDiagnosis *
ds_case_get_diagnosis (DsCase *self)
{
  return self->diagnosis;
}

/**
 * ds_case_get_findings:
 * @self: a case
 *
 * Returns: (transfer none) (element-type DsFindingItem): the ten findings, in order; the items stay
 *   and change
 */
GListModel *
ds_case_get_findings (DsCase *self)
{
  return G_LIST_MODEL (self->findings);
}

/**
 * ds_case_get_places:
 * @self: a case
 *
 * Returns: (transfer none) (nullable) (element-type DsPlace): the places of the path picture;
 *   %NULL before the first judging
 */
GPtrArray *
ds_case_get_places (DsCase *self)
{
  return self->places;
}

/**
 * ds_case_get_changes:
 * @self: a case
 *
 * Returns: (transfer none) (nullable): the changes in force; %NULL for evidence read back
 */
DsChanges *
ds_case_get_changes (DsCase *self)
{
  return self->changes;
}

/**
 * ds_case_set_changes:
 * @self: a case of a target
 * @changes: the changes in force, which several cases may share
 */
void
ds_case_set_changes (DsCase *self, DsChanges *changes)
{
  g_set_object (&self->changes, changes);
}

/* The last run, to be brought back when what was tried since then is no more. */
DsPlan *
ds_case_keep_run (DsCase *self)
{
  return self->plan != NULL ? g_object_ref (self->plan) : NULL;
}

/* Takes back what ds_case_keep_run() returned. */
void
ds_case_bring_back (DsCase *self, DsPlan *plan)
{
  if (plan == NULL || plan == self->plan || self->findings == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->plan, self);
  g_set_object (&self->plan, plan);
  self->state = DS_CASE_DONE;
  judge (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
ds_case_set_changing (DsCase *self, gboolean changing)
{
  self->changing = changing;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHANGING]);
}

/**
 * ds_case_get_changing:
 * @self: a case
 *
 * Returns: whether a change is being made, tried out or put back
 */
gboolean
ds_case_get_changing (DsCase *self)
{
  return self->changing;
}
