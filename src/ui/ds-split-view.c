/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-split-view.h"

#include "ds-accessible.h"

/* There is room for both where the whole is this many times as wide as the sidebar, whose width
 * grows with the letters. */
#define SIDEBARS_WIDE 2.75

struct _DsSplitView
{
  GtkWidget parent_instance;

  GtkWidget *sidebar; /* (unowned) (nullable) */
  GtkWidget *content; /* (unowned) (nullable) */
  gboolean folded;
  gboolean prefer_sidebar; /* which of the two is there when folded */
  guint notify_id;
};

enum
{
  PROP_SIDEBAR = 1,
  PROP_CONTENT,
  PROP_FOLDED,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DsSplitView, ds_split_view, GTK_TYPE_WIDGET)

gboolean
ds_split_view_get_folded (DsSplitView *self)
{
  return self->folded;
}

static gboolean
shows_sidebar (DsSplitView *self)
{
  return !self->folded || self->prefer_sidebar;
}

static gboolean
shows_content (DsSplitView *self)
{
  return !self->folded || !self->prefer_sidebar;
}

static void
show_child (GtkWidget *child, gboolean visible)
{
  if (child == NULL)
    return;
  gtk_widget_set_child_visible (child, visible);
  ds_accessible_set_hidden (child, !visible);
}

static void
show_children (DsSplitView *self)
{
  show_child (self->sidebar, shows_sidebar (self));
  show_child (self->content, shows_content (self));
}

/**
 * ds_split_view_prefer_sidebar:
 * @self: a split view
 * @sidebar: whether the sidebar is to be there, where there is no room for both
 */
void
ds_split_view_prefer_sidebar (DsSplitView *self, gboolean sidebar)
{
  if (self->prefer_sidebar == sidebar)
    return;
  self->prefer_sidebar = sidebar;
  show_children (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
notify_folded_cb (gpointer user_data)
{
  DsSplitView *self = DS_SPLIT_VIEW (user_data);

  self->notify_id = 0;
  show_children (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLDED]);
  return G_SOURCE_REMOVE;
}

/* Who listens shows and hides widgets, which nobody may do in the middle of an allocation. */
static void
set_folded (DsSplitView *self, gboolean folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  if (self->notify_id == 0)
    self->notify_id = g_idle_add (notify_folded_cb, self);
}

static int
get_sidebar_width (DsSplitView *self)
{
  int minimum, natural = 0;

  if (self->sidebar != NULL)
    gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                        NULL);
  return natural;
}

static void
ds_split_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  DsSplitView *self = DS_SPLIT_VIEW (widget);
  int sidebar_minimum, sidebar_natural;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->content != NULL)
    gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
  if (self->sidebar != NULL)
    {
      gtk_widget_measure (self->sidebar, orientation, -1, &sidebar_minimum, &sidebar_natural, NULL,
                          NULL);
      *minimum = MAX (*minimum, sidebar_minimum);
      *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? *natural + sidebar_natural
                                                           : MAX (*natural, sidebar_natural);
    }
}

static void
allocate_child (GtkWidget *child, gboolean visible, int x, int width, int height)
{
  GtkAllocation box = { x, 0, width, height };

  if (child == NULL)
    return;
  gtk_widget_set_child_visible (child, visible);
  if (visible)
    gtk_widget_size_allocate (child, &box, -1);
}

static void
ds_split_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DsSplitView *self = DS_SPLIT_VIEW (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int sidebar_width = get_sidebar_width (self);
  int content_width;

  set_folded (self, width < SIDEBARS_WIDE * sidebar_width);
  if (self->folded)
    sidebar_width = width;
  content_width = self->folded ? width : width - sidebar_width;
  allocate_child (self->sidebar, shows_sidebar (self), mirrored ? width - sidebar_width : 0,
                  sidebar_width, height);
  allocate_child (self->content, shows_content (self), mirrored ? 0 : width - content_width,
                  content_width, height);
}

static void
take_child (DsSplitView *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
ds_split_view_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  DsSplitView *self = DS_SPLIT_VIEW (object);

  if (property_id == PROP_SIDEBAR)
    take_child (self, &self->sidebar, g_value_get_object (value));
  else if (property_id == PROP_CONTENT)
    take_child (self, &self->content, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
ds_split_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DsSplitView *self = DS_SPLIT_VIEW (object);

  if (property_id == PROP_SIDEBAR)
    g_value_set_object (value, self->sidebar);
  else if (property_id == PROP_CONTENT)
    g_value_set_object (value, self->content);
  else if (property_id == PROP_FOLDED)
    g_value_set_boolean (value, self->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
ds_split_view_dispose (GObject *object)
{
  DsSplitView *self = DS_SPLIT_VIEW (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  take_child (self, &self->sidebar, NULL);
  take_child (self, &self->content, NULL);
  G_OBJECT_CLASS (ds_split_view_parent_class)->dispose (object);
}

static void
ds_split_view_class_init (DsSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = ds_split_view_set_property;
  object_class->get_property = ds_split_view_get_property;
  object_class->dispose = ds_split_view_dispose;
  widget_class->measure = ds_split_view_measure;
  widget_class->size_allocate = ds_split_view_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "splitview");

  props[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ds_split_view_init (DsSplitView *self)
{
}
