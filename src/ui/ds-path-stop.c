/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ds-path-stop.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ds-accessible.h"
#include "ds-phrases.h"

typedef struct
{
  const char *css_class;
  const char *badge;
  gboolean arrived;
} Look;

static const Look looks[] = {
  [DS_PLACE_PASSED] = { "passed", "ds-mark-ok-symbolic", TRUE },
  [DS_PLACE_REFUSED] = { "refused", "ds-mark-problem-symbolic", TRUE },
  [DS_PLACE_SUSPECT] = { "suspect", "ds-mark-unknown-symbolic", TRUE },
  [DS_PLACE_NO_WAY] = { "refused", "ds-mark-problem-symbolic", TRUE },
  [DS_PLACE_SILENT] = { "silent", "ds-mark-not-run-symbolic", FALSE },
  [DS_PLACE_NOT_REACHED] = { "not-reached", NULL, FALSE },
  [DS_PLACE_UNKNOWN] = { "unknown", NULL, FALSE },
};

static const char *
icon_of (DsWho who)
{
  switch (who)
    {
    case DS_WHO_THIS_COMPUTER:
      return "ds-this-computer-symbolic";
    case DS_WHO_VPN:
      return "ds-vpn-symbolic";
    case DS_WHO_PROXY:
    case DS_WHO_PROVIDER:
      return "ds-provider-symbolic";
    case DS_WHO_ROUTER:
      return "ds-router-symbolic";
    case DS_WHO_WEBSITE:
    case DS_WHO_ADDRESS:
    case DS_WHO_NOBODY:
    case DS_WHO_UNKNOWN:
      break;
    }
  return "ds-website-symbolic";
}

static gboolean
is_remarkable (const DsPlace *place)
{
  return place->mark == DS_PLACE_REFUSED || place->mark == DS_PLACE_SUSPECT ||
         place->mark == DS_PLACE_NO_WAY || place->mark == DS_PLACE_SILENT;
}

/* The picture has one name that says it all; its parts would only repeat that. */
static void
adopt (GtkWidget *parent, GtkWidget *child)
{
  ds_accessible_set_hidden (child, TRUE);
  gtk_widget_set_parent (child, parent);
}

static GtkWidget *
disc_new (const DsPlace *place)
{
  const Look *look = &looks[place->mark];
  GtkWidget *disc = gtk_overlay_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_of (place->who));

  gtk_widget_add_css_class (disc, "place");
  gtk_widget_add_css_class (disc, look->css_class);
  gtk_widget_add_css_class (icon, "disc");
  gtk_overlay_set_child (GTK_OVERLAY (disc), icon);
  if (look->badge != NULL)
    {
      GtkWidget *badge = gtk_image_new_from_icon_name (look->badge);

      gtk_widget_add_css_class (badge, "badge");
      gtk_widget_set_halign (badge, GTK_ALIGN_END);
      gtk_widget_set_valign (badge, GTK_ALIGN_END);
      gtk_overlay_add_overlay (GTK_OVERLAY (disc), badge);
    }
  return disc;
}

static void
add_label (GtkWidget *box, const char *text, const char *css_class, gboolean centred)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), centred ? 0.5 : 0);
  gtk_label_set_justify (GTK_LABEL (label), centred ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
words_new (const DsPlace *place, gboolean centred, gboolean compact)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "words");
  gtk_widget_add_css_class (box, looks[place->mark].css_class);
  add_label (box, ds_phrase_place (place->who), "name", centred);
  if (!compact || is_remarkable (place))
    add_label (box, ds_phrase_place_mark (place), "word", centred);
  return box;
}

static GtkWidget *
link_new (gboolean arrived, gboolean upright)
{
  GtkWidget *link = adw_bin_new ();

  gtk_widget_add_css_class (link, "link");
  gtk_widget_add_css_class (link, arrived ? "arrived" : "not-arrived");
  gtk_widget_add_css_class (link, upright ? "upright" : "across");
  return link;
}

/* Whether the connection got as far as place @i. A place that let it through without a word of its
 * own lies on the way to one that did speak. */
static gboolean
arrived_at (GPtrArray *places, guint i)
{
  for (; i < places->len; i++)
    {
      const DsPlace *place = g_ptr_array_index (places, i);

      if (looks[place->mark].arrived)
        return TRUE;
    }
  return FALSE;
}

/**
 * ds_path_stop_make:
 * @parent: the picture
 * @places: (element-type DsPlace): the places of the picture
 * @i: which of them
 * @compact: whether only a remarkable place gets a word
 *
 * Returns: the parts that show that place, children of @parent
 */
DsPathStop
ds_path_stop_make (GtkWidget *parent, GPtrArray *places, guint i, gboolean compact)
{
  const DsPlace *place = g_ptr_array_index (places, i);
  DsPathStop stop = { 0 };

  stop.disc = disc_new (place);
  adopt (parent, stop.disc);
  stop.below = words_new (place, TRUE, compact);
  adopt (parent, stop.below);
  if (!compact)
    {
      stop.beside = words_new (place, FALSE, FALSE);
      adopt (parent, stop.beside);
    }
  if (i + 1 < places->len)
    {
      gboolean arrived = arrived_at (places, i + 1);

      stop.link_across = link_new (arrived, FALSE);
      adopt (parent, stop.link_across);
      stop.link_upright = link_new (arrived, TRUE);
      adopt (parent, stop.link_upright);
    }
  return stop;
}

/* The place worth a line: the first one with something wrong, or the end of the way. */
static const DsPlace *
find_telling (GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const DsPlace *place = g_ptr_array_index (places, i);

      if (is_remarkable (place))
        return place;
    }
  return g_ptr_array_index (places, places->len - 1);
}

/**
 * ds_path_stop_make_sentence:
 * @parent: the picture
 * @places: (element-type DsPlace): the places of the picture; not empty
 *
 * Returns: (transfer none): a line that says what the picture comes to, a child of @parent
 */
GtkWidget *
ds_path_stop_make_sentence (GtkWidget *parent, GPtrArray *places)
{
  const DsPlace *place = find_telling (places);
  g_autofree char *text =
      g_strdup_printf (C_("place and mark", "%s: %s"), ds_phrase_place (place->who),
                           ds_phrase_place_mark (place));
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "sentence");
  gtk_widget_add_css_class (label, looks[place->mark].css_class);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  adopt (parent, label);
  return label;
}
