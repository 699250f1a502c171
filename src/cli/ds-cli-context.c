/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the commands have in common that measure or change something. */

#include "ds-cli-context.h"

#include <signal.h>
#include <stdio.h>

#include <glib-unix.h>

#include "ds-config.h"

/* The reference sites of the desktop's settings, where they are installed. */
static char **
configured_references (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, DS_APP_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;

  if (schema == NULL)
    return g_new0 (char *, 1);
  settings = g_settings_new_full (schema, NULL, NULL);
  return g_settings_get_strv (settings, "reference-sites");
}

/**
 * ds_cli_context_new:
 * @references: (nullable): the reference sites of the command line
 *
 * Returns: (transfer full): the outside world
 */
DsContext *
ds_cli_context_new (char **references)
{
  DsContext *context = ds_context_new ();
  g_auto (GStrv) configured = references == NULL ? configured_references () : NULL;

  ds_context_set_references (context,
                             (const char *const *) (references != NULL ? references : configured));
  return context;
}

struct _DsCliWait
{
  GMainLoop *loop;           /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GAsyncResult *result;      /* (owned) (nullable) */
  const char *interrupted;   /* (nullable): what to say on Ctrl+C */
  guint sources[3];
};

/* Whatever asks the program to end, it first ends what it has begun; SIGKILL leaves that to the
 * list of changes. */
static const int deadly[] = { SIGINT, SIGTERM, SIGHUP };

static gboolean
interrupt_cb (gpointer user_data)
{
  DsCliWait *self = user_data;

  if (self->interrupted != NULL && !g_cancellable_is_cancelled (self->cancellable))
    fprintf (stderr, "%s\n", self->interrupted);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

/**
 * ds_cli_wait_new:
 * @interrupted: (nullable): what to say when the person ends the program meanwhile
 *
 * From now on, Ctrl+C only cancels.
 *
 * Returns: (transfer full): a wait
 */
DsCliWait *
ds_cli_wait_new (const char *interrupted)
{
  DsCliWait *self = g_new0 (DsCliWait, 1);

  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  self->interrupted = interrupted;
  for (guint i = 0; i < G_N_ELEMENTS (deadly); i++)
    self->sources[i] = g_unix_signal_add (deadly[i], interrupt_cb, self);
  return self;
}

/**
 * ds_cli_wait_get_cancellable:
 * @self: a wait
 *
 * Returns: (transfer none): what Ctrl+C cancels
 */
GCancellable *
ds_cli_wait_get_cancellable (DsCliWait *self)
{
  return self->cancellable;
}

/**
 * ds_cli_wait_was_interrupted:
 * @self: a wait
 *
 * Returns: whether the person wanted the program to end
 */
gboolean
ds_cli_wait_was_interrupted (DsCliWait *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/**
 * ds_cli_wait_cb:
 * @source: (nullable): whoever is done
 * @result: how it ended
 * @user_data: the wait
 */
void
ds_cli_wait_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DsCliWait *self = user_data;

  g_set_object (&self->result, result);
  g_main_loop_quit (self->loop);
}

/**
 * ds_cli_wait_for:
 * @self: a wait whose callback was given to something that has begun
 *
 * Returns: (transfer none): how it ended
 */
GAsyncResult *
ds_cli_wait_for (DsCliWait *self)
{
  g_clear_object (&self->result);
  g_main_loop_run (self->loop);
  return self->result;
}

/**
 * ds_cli_wait_free:
 * @self: (transfer full): a wait
 */
void
ds_cli_wait_free (DsCliWait *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (deadly); i++)
    g_source_remove (self->sources[i]);
  g_clear_object (&self->result);
  g_object_unref (self->cancellable);
  g_main_loop_unref (self->loop);
  g_free (self);
}
