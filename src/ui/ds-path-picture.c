/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-path-picture.h"

#include "ds-path-stop.h"
#include "ds-phrases.h"

#define GAP                6  /* between a disc and its words, and between a disc and its link */
#define BESIDE_GAP         12 /* between a disc and the words beside it */
#define LINK_MIN           18 /* the shortest link, gaps included */
#define LINK_UPRIGHT       22
#define LINK_THICK         3
#define COLUMN_MAX         150
#define COLUMN_MAX_COMPACT 120

/* Both forms are there at all times; only the one that fits is visible as a child. Nothing but
 * that changes during an allocation. */
struct _DsPathPicture
{
  GtkWidget parent_instance;

  GArray *stops;       /* (owned) (element-type DsPathStop) */
  GtkWidget *sentence; /* (unowned) (nullable): in place of the names, in a narrow compact one */
  gboolean compact;
};

enum
{
  PROP_COMPACT = 1,
};

G_DEFINE_FINAL_TYPE (DsPathPicture, ds_path_picture, GTK_TYPE_WIDGET)

static void
clear (DsPathPicture *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->sentence = NULL;
  g_array_set_size (self->stops, 0);
}

static gboolean
is_known (GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const DsPlace *place = g_ptr_array_index (places, i);

      if (place->mark != DS_PLACE_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_path_picture_set_places:
 * @self: a picture
 * @places: (element-type DsPlace): the places, this computer first
 *
 * Where nothing was measured at any of them there is no picture.
 */
void
ds_path_picture_set_places (DsPathPicture *self, GPtrArray *places)
{
  g_autofree char *text = ds_phrase_path (places);

  clear (self);
  for (guint i = 0; i < places->len; i++)
    {
      DsPathStop stop = ds_path_stop_make (GTK_WIDGET (self), places, i, self->compact);

      g_array_append_val (self->stops, stop);
    }
  if (self->compact && places->len > 0)
    self->sentence = ds_path_stop_make_sentence (GTK_WIDGET (self), places);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), is_known (places));
}

static int
size_of (GtkWidget *widget, GtkOrientation orientation, int for_size, gboolean natural)
{
  int minimum, wanted;

  gtk_widget_measure (widget, orientation, for_size, &minimum, &wanted, NULL, NULL);
  return natural ? wanted : minimum;
}

static int
get_disc_size (DsPathPicture *self)
{
  return self->stops->len > 0 ? size_of (g_array_index (self->stops, DsPathStop, 0).disc,
                                         GTK_ORIENTATION_HORIZONTAL, -1, TRUE)
                              : 0;
}

static int
get_column_width (DsPathPicture *self, gboolean natural)
{
  int most = self->compact ? COLUMN_MAX_COMPACT : COLUMN_MAX;
  int width = get_disc_size (self) + LINK_MIN;
  int wanted = natural ? MAX (width, most) : width;

  for (guint i = 0; i < self->stops->len; i++)
    wanted = MAX (wanted, GAP + size_of (g_array_index (self->stops, DsPathStop, i).below,
                                         GTK_ORIENTATION_HORIZONTAL, -1, FALSE));
  return wanted;
}

static int
get_narrow_width (DsPathPicture *self)
{
  int disc = get_disc_size (self);
  int words = 0;

  if (self->compact)
    return (int) self->stops->len * (disc + LINK_MIN);
  for (guint i = 0; i < self->stops->len; i++)
    words = MAX (words, size_of (g_array_index (self->stops, DsPathStop, i).beside,
                                 GTK_ORIENTATION_HORIZONTAL, -1, FALSE));
  return disc + BESIDE_GAP + words;
}

static gboolean
fits_across (DsPathPicture *self, int width)
{
  return width < 0 || width >= (int) self->stops->len * get_column_width (self, FALSE);
}

static int
get_row_height (DsPathPicture *self, const DsPathStop *stop, int width)
{
  int disc = get_disc_size (self);
  int words =
      size_of (stop->beside, GTK_ORIENTATION_VERTICAL, MAX (width - disc - BESIDE_GAP, -1), TRUE);

  return MAX (disc, words);
}

static int
get_across_height (DsPathPicture *self, int column)
{
  int words = 0;

  for (guint i = 0; i < self->stops->len; i++)
    words = MAX (words, size_of (g_array_index (self->stops, DsPathStop, i).below,
                                 GTK_ORIENTATION_VERTICAL, column - GAP, TRUE));
  return get_disc_size (self) + GAP + words;
}

static int
get_height (DsPathPicture *self, int width)
{
  int height = 0;

  if (self->stops->len == 0)
    return 0;
  if (fits_across (self, width))
    return get_across_height (self, MIN (get_column_width (self, TRUE),
                                         width < 0 ? G_MAXINT : width / (int) self->stops->len));
  if (self->compact)
    return get_disc_size (self) + GAP +
           size_of (self->sentence, GTK_ORIENTATION_VERTICAL, width, TRUE);
  for (guint i = 0; i < self->stops->len; i++)
    height += get_row_height (self, &g_array_index (self->stops, DsPathStop, i), width);
  return height + ((int) self->stops->len - 1) * LINK_UPRIGHT;
}

static GtkSizeRequestMode
ds_path_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ds_path_picture_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  DsPathPicture *self = DS_PATH_PICTURE (widget);
  int n = (int) self->stops->len;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (get_narrow_width (self), n * get_column_width (self, FALSE));
      *natural = n * get_column_width (self, TRUE);
    }
  else
    *minimum = *natural = get_height (self, for_size);
  *minimum_baseline = *natural_baseline = -1;
}

static void
place_child (DsPathPicture *self, GtkWidget *child, int x, int y, int width, int height)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation box = { mirrored ? whole - x - width : x, y, width, height };
  int minimum;

  /* GTK wants every visible child measured before it is placed. */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &box, -1);
}

static void
allocate_across (DsPathPicture *self, int width, int height, gboolean with_names)
{
  int n = (int) self->stops->len;
  int disc = get_disc_size (self);
  int column = MIN (get_column_width (self, TRUE), width / n);
  int x = (width - n * column) / 2;

  for (int i = 0; i < n; i++, x += column)
    {
      DsPathStop *stop = &g_array_index (self->stops, DsPathStop, i);
      int disc_x = x + (column - disc) / 2;

      place_child (self, stop->disc, disc_x, 0, disc, disc);
      if (with_names)
        place_child (self, stop->below, x + GAP / 2, disc + GAP, column - GAP, height - disc - GAP);
      if (stop->link_across != NULL)
        place_child (self, stop->link_across, disc_x + disc + GAP, (disc - LINK_THICK) / 2,
                     column - disc - 2 * GAP, LINK_THICK);
    }
  if (!with_names)
    place_child (self, self->sentence, 0, disc + GAP, width, height - disc - GAP);
}

static void
allocate_upright (DsPathPicture *self, int width)
{
  int disc = get_disc_size (self);
  int y = 0;

  for (guint i = 0; i < self->stops->len; i++)
    {
      DsPathStop *stop = &g_array_index (self->stops, DsPathStop, i);
      int row = get_row_height (self, stop, width);

      place_child (self, stop->disc, 0, y + (row - disc) / 2, disc, disc);
      place_child (self, stop->beside, disc + BESIDE_GAP, y, width - disc - BESIDE_GAP, row);
      if (stop->link_upright != NULL)
        place_child (self, stop->link_upright, (disc - LINK_THICK) / 2, y + row + GAP / 2,
                     LINK_THICK, LINK_UPRIGHT - GAP);
      y += row + LINK_UPRIGHT;
    }
}

static void
show_child (GtkWidget *child, gboolean visible)
{
  if (child != NULL)
    gtk_widget_set_child_visible (child, visible);
}

static void
ds_path_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DsPathPicture *self = DS_PATH_PICTURE (widget);
  gboolean across = fits_across (self, width);
  gboolean upright = !across && !self->compact;

  if (self->stops->len == 0)
    return;
  for (guint i = 0; i < self->stops->len; i++)
    {
      DsPathStop *stop = &g_array_index (self->stops, DsPathStop, i);

      show_child (stop->below, across);
      show_child (stop->beside, upright);
      show_child (stop->link_across, !upright);
      show_child (stop->link_upright, upright);
    }
  show_child (self->sentence, !across && !upright);
  if (upright)
    allocate_upright (self, width);
  else
    allocate_across (self, width, height, across);
}

static void
ds_path_picture_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  DsPathPicture *self = DS_PATH_PICTURE (object);

  if (property_id != PROP_COMPACT)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  self->compact = g_value_get_boolean (value);
  gtk_widget_add_css_class (GTK_WIDGET (self), self->compact ? "compact" : "large");
}

static void
ds_path_picture_dispose (GObject *object)
{
  clear (DS_PATH_PICTURE (object));
  G_OBJECT_CLASS (ds_path_picture_parent_class)->dispose (object);
}

static void
ds_path_picture_finalize (GObject *object)
{
  g_array_unref (DS_PATH_PICTURE (object)->stops);
  G_OBJECT_CLASS (ds_path_picture_parent_class)->finalize (object);
}

static void
ds_path_picture_class_init (DsPathPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = ds_path_picture_set_property;
  object_class->dispose = ds_path_picture_dispose;
  object_class->finalize = ds_path_picture_finalize;
  widget_class->get_request_mode = ds_path_picture_get_request_mode;
  widget_class->measure = ds_path_picture_measure;
  widget_class->size_allocate = ds_path_picture_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "pathpicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  g_object_class_install_property (object_class, PROP_COMPACT,
                                   g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                             G_PARAM_STATIC_STRINGS));
}

static void
ds_path_picture_init (DsPathPicture *self)
{
  self->stops = g_array_new (FALSE, TRUE, sizeof (DsPathStop));
}
