/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ds-target.h"

/* What people type and paste, and what becomes of it. */

typedef struct
{
  const char *typed;
  const char *url;
  const char *note; /* (nullable): a part of a note that is given; without it there is none */
} Read;

static const Read read_as[] = {
  /* The scheme is left out: https, but http where a browser would not try https. */
  { "www.bakery.example", "https://www.bakery.example/", NULL },
  { "WWW.Bakery.EXAMPLE/Menu", "https://www.bakery.example/Menu", NULL },
  { "//bakery.example/x", "https://bakery.example/x", NULL },
  { "localhost", "http://localhost/", NULL },
  { "router", "http://router/", "without a dot" },
  { "printer.local/status", "http://printer.local/status", NULL },
  { "192.168.1.1", "http://192.168.1.1/", NULL },
  { "[2001:db8::7]", "http://[2001:db8::7]/", NULL },
  { "a_b.example", "https://a_b.example/", NULL },

  /* Ports, with and without a scheme. */
  { "bakery.example:443", "https://bakery.example/", NULL },
  { "bakery.example:80", "http://bakery.example/", NULL },
  { "bakery.example:8443/a", "https://bakery.example:8443/a", NULL },
  { "bakery.example:8080", "http://bakery.example:8080/", NULL },
  { "localhost:3000", "http://localhost:3000/", NULL },
  { "ftp:8080", "http://ftp:8080/", "without a dot" },
  { "https://bakery.example:443/", "https://bakery.example/", NULL },
  { "https://bakery.example:80/", "https://bakery.example:80/", NULL },
  { "http://bakery.example:443/", "http://bakery.example:443/", NULL },
  { "https://bakery.example:00444", "https://bakery.example:444/", NULL },
  { "https://bakery.example:", "https://bakery.example/", NULL },

  /* Slips in the scheme. */
  { "http//bakery.example", "http://bakery.example/", "“http//” was read as “http://”" },
  { "http:/bakery.example/x", "http://bakery.example/x", NULL },
  { "https:bakery.example", "https://bakery.example/", NULL },
  { "http:\\\\bakery.example\\a\\b", "http://bakery.example/a/b", NULL },
  { "htttp://bakery.example", "http://bakery.example/", "“htttp://”" },
  { "htpp://bakery.example", "http://bakery.example/", "“htpp://”" },
  { "ttps://bakery.example", "https://bakery.example/", "“ttps://”" },
  { "httsp://bakery.example", "https://bakery.example/", "“httsp://”" },
  { "https;//bakery.example", "https://bakery.example/", "“https;//”" },
  { "https.//bakery.example", "https://bakery.example/", "“https.//”" },
  { "hxxps://bakery[.]example/a", "https://bakery.example/a", "“hxxps://”" },
  { "h**p://bakery.example", "http://bakery.example/", "“h**p://”" },
  { "https://https://bakery.example/", "https://bakery.example/", "“https://https://”" },
  { "https://http//bakery.example/", "http://bakery.example/", "“https://http//”" },
  { "HTTP://bakery.example", "http://bakery.example/", NULL },
  { "http://http/", "http://http/", "without a dot" },
  { "http.bakery.example", "https://http.bakery.example/", NULL },

  /* Spaces, line breaks, wide characters. */
  { "  \t\n www.bakery.example \r\n", "https://www.bakery.example/", NULL },
  { "https://www.bak\r\nery.example/men\nu", "https://www.bakery.example/menu", NULL },
  { "www. bakery .example", "https://www.bakery.example/", "spaces inside" },
  { "https: //www.bakery.example", "https://www.bakery.example/", "spaces inside" },
  { "bakery.example : 8080", "http://bakery.example:8080/", "spaces inside" },
  { "bakery.example/my file", "https://bakery.example/my%20file", NULL },
  { "http：／／ｗｗｗ．bakery．example／", "http://www.bakery.example/", NULL },
  { "ｂakery.example／ａ／b", "https://bakery.example/%EF%BD%81%EF%BC%8Fb", NULL },
  { "www。bakery｡example", "https://www.bakery.example/", NULL },
  { "\xe2\x80\xaawww.bakery.example\xe2\x80\xac", "https://www.bakery.example/", NULL },
  { "\xef\xbb\xbfwww.bakery.example", "https://www.bakery.example/", NULL },

  /* What clings to a pasted address. */
  { "\"www.bakery.example\"", "https://www.bakery.example/", "marks around" },
  { "„www.bakery.example“", "https://www.bakery.example/", "marks around" },
  { "<https://bakery.example/?q=1#part>", "https://bakery.example/?q=1", "marks around" },
  { "[www.bakery.example]", "https://www.bakery.example/", "marks around" },
  { "bakery.example,", "https://bakery.example/", "marks around" },
  { "bakery.example…", "https://bakery.example/", "marks around" },
  { "bakery.example.", "https://bakery.example/", "dot at the end" },
  { "https://bakery.example./x", "https://bakery.example/x", "dot at the end" },
  { "www,bakery,example", "https://www.bakery.example/", "read as a dot" },
  { "https://bakery.example/a_(b)", "https://bakery.example/a_(b)", NULL },

  /* The sentence a program shows, with the address in it. */
  { "www.bakery.example refused to connect.", "https://www.bakery.example/", "out of the text" },
  { "This site can’t be reached\nwww.bakery.example refused to connect.\nTry:\n\nChecking the "
    "connection\nERR_CONNECTION_REFUSED",
    "https://www.bakery.example/", "out of the text" },
  { "Can’t establish a connection to the server at bakery.example:8443.",
    "https://bakery.example:8443/", "out of the text" },
  { "connect to bakery.example port 8080 failed: Connection refused", "http://bakery.example:8080/",
    "out of the text" },
  { "www.bakery.example’s server IP address could not be found.", "https://www.bakery.example/",
    "out of the text" },
  { "localhost refused to connect.", "http://localhost/", "out of the text" },
  { "Look: https://user:pw@bakery.example/a refused", "https://bakery.example/a",
    "out of the text" },
  { "<a href=\"https://bakery.example/a\">see bakery.example</a>", "https://bakery.example/a",
    "out of the text" },
  { "https://bakery.example/ refused to connect", "https://bakery.example/", "out of the text" },

  /* IP addresses in every form browsers know. */
  { "0x7f.1", "http://127.0.0.1/", "“0x7f.1” is another way" },
  { "2130706433", "http://127.0.0.1/", "another way" },
  { "017700000001", "http://127.0.0.1/", "another way" },
  { "http://192.0.2.7./", "http://192.0.2.7/", NULL },
  { "http://[2001:DB8:0:0:0:0:0:7]:8080/", "http://[2001:db8::7]:8080/", NULL },
  { "http://[::ffff:192.0.2.7]", "http://[::ffff:c000:207]/", NULL },
  { "2001:db8::7", "http://[2001:db8::7]/", "square brackets" },

  /* Who is asked for is behind the @ sign. */
  { "https://ann:secret@bakery.example/a", "https://bakery.example/a", "user name" },
  { "https://bank.example@bakery.example/", "https://bakery.example/", "is bakery.example" },
  { "ann:secret@bakery.example:8080", "http://bakery.example:8080/", "user name" },
  { "https://@bakery.example/", "https://bakery.example/", NULL },

  /* Names in other letters. */
  { "Bücher.example", "https://xn--bcher-kva.example/", NULL },
  { "faß.example", "https://xn--fa-hia.example/", NULL },
  { "FAẞ.example", "https://xn--fa-hia.example/", NULL },
  { "b%C3%BCcher.example", "https://xn--bcher-kva.example/", NULL },
  { "بيت.example", "https://xn--ngbe9g.example/", NULL },

  /* The rest goes to the website as it is. */
  { "bakery.example?q=a b&c=ü#top", "https://bakery.example/?q=a%20b&c=%C3%BC", NULL },
  { "bakery.example/a/../b/./c", "https://bakery.example/b/c", NULL },
  { "bakery.example/%zz", "https://bakery.example/%zz", NULL },
};

typedef struct
{
  const char *typed;
  DsTargetError code;
  const char *sentence; /* a part of it */
} Refused;

static const Refused refused[] = {
  { "", DS_TARGET_ERROR_EMPTY, "Nothing was typed" },
  { " \t\r\n ", DS_TARGET_ERROR_EMPTY, "Nothing was typed" },
  { "\xe2\x80\xae\x01", DS_TARGET_ERROR_EMPTY, "Nothing was typed" },

  { "file:///etc/hosts", DS_TARGET_ERROR_NOT_A_WEBSITE, "file or folder" },
  { "/etc/hosts", DS_TARGET_ERROR_NOT_A_WEBSITE, "file or folder" },
  { "~/notes.txt", DS_TARGET_ERROR_NOT_A_WEBSITE, "file or folder" },
  { "C:\\Users", DS_TARGET_ERROR_NOT_A_WEBSITE, "file or folder" },
  { "\\\\server\\share", DS_TARGET_ERROR_NOT_A_WEBSITE, "file or folder" },
  { "ftp://bakery.example", DS_TARGET_ERROR_NOT_A_WEBSITE, "file server" },
  { "javascript:alert(1)", DS_TARGET_ERROR_NOT_A_WEBSITE, "program for the browser" },
  { "java\nscript:alert(1)", DS_TARGET_ERROR_NOT_A_WEBSITE, "program for the browser" },
  { "data:text/html,hello", DS_TARGET_ERROR_NOT_A_WEBSITE, "content of a page" },
  { "mailto:ann@bakery.example", DS_TARGET_ERROR_NOT_A_WEBSITE, "mail, phone or chat" },
  { "tel:5550100", DS_TARGET_ERROR_NOT_A_WEBSITE, "mail, phone or chat" },
  { "about:blank", DS_TARGET_ERROR_NOT_A_WEBSITE, "page of the browser" },
  { "chrome://settings", DS_TARGET_ERROR_NOT_A_WEBSITE, "page of the browser" },
  { "view-source:https://bakery.example", DS_TARGET_ERROR_NOT_A_WEBSITE, "page of the browser" },
  { "wss://bakery.example", DS_TARGET_ERROR_NOT_A_WEBSITE, "in the background" },
  { "gopher://bakery.example", DS_TARGET_ERROR_NOT_A_WEBSITE, "another program" },
  { "ann@bakery.example", DS_TARGET_ERROR_NOT_A_WEBSITE, "mail address" },
  { "<ann@bakery.example>", DS_TARGET_ERROR_NOT_A_WEBSITE, "mail address" },
  { "my bank login", DS_TARGET_ERROR_NOT_A_WEBSITE, "words to search for" },
  { "and/or my bank", DS_TARGET_ERROR_NOT_A_WEBSITE, "words to search for" },
  { "a.example and b.example are down", DS_TARGET_ERROR_NOT_A_WEBSITE, "more than one address" },
  { "https://a.example\nhttps://b.example", DS_TARGET_ERROR_NOT_A_WEBSITE,
    "more than one address" },

  { "http:", DS_TARGET_ERROR_HOST, "name of the website is missing" },
  { "https://", DS_TARGET_ERROR_HOST, "name of the website is missing" },
  { "https://ann@/", DS_TARGET_ERROR_HOST, "name of the website is missing" },
  { "?", DS_TARGET_ERROR_HOST, "name of the website is missing" },
  { "www..bakery.example", DS_TARGET_ERROR_HOST, "nothing before it" },
  { "https://.bakery.example/", DS_TARGET_ERROR_HOST, "nothing before it" },
  { "https://bak ery.example", DS_TARGET_ERROR_HOST, "space in the website name" },
  { "bakery!.example", DS_TARGET_ERROR_HOST, "“!”" },
  { "https://bak%2Fery.example", DS_TARGET_ERROR_HOST, "“/”" },
  { "bak\x01ry.example", DS_TARGET_ERROR_HOST, "can’t be seen" },
  { "bak\xe2\x80\xaery.example", DS_TARGET_ERROR_HOST, "can’t be seen" },
  { "bak%00ry.example", DS_TARGET_ERROR_HOST, "can’t be seen" },
  { "bak\xffry.example", DS_TARGET_ERROR_HOST, "“\xef\xbf\xbd”" },
  { "اa.example", DS_TARGET_ERROR_HOST, "stand together" },
  { "xn--a.bücher.example", DS_TARGET_ERROR_HOST, "stand together" },
  { "256.1.1.1", DS_TARGET_ERROR_HOST, "four numbers" },
  { "1.2.3.4.5", DS_TARGET_ERROR_HOST, "four numbers" },
  { "http://[2001:db8:7]/", DS_TARGET_ERROR_HOST, "not an IPv6 address" },
  { "http://[2001:db8::7/", DS_TARGET_ERROR_HOST, "closing square bracket" },
  { "http://[fe80::1%25eth0]/", DS_TARGET_ERROR_HOST, "percent sign" },
  { "fe80::1%eth0", DS_TARGET_ERROR_HOST, "percent sign" },

  { "bakery.example:0", DS_TARGET_ERROR_PORT, "1 to 65535" },
  { "bakery.example:70000", DS_TARGET_ERROR_PORT, "1 to 65535" },
  { "bakery.example:99999999999999999999", DS_TARGET_ERROR_PORT, "1 to 65535" },
  { "bakery.example:http", DS_TARGET_ERROR_PORT, "1 to 65535" },
  { "bakery.example:-80", DS_TARGET_ERROR_PORT, "1 to 65535" },
  { "bakery.example:80:80", DS_TARGET_ERROR_PORT, "1 to 65535" },
};

typedef struct
{
  const char *typed;
  const char *shown;
  gboolean doubtful;
} Shown;

static const Shown shown_as[] = {
  { "bücher.example", "bücher.example", FALSE },
  { "xn--bcher-kva.example", "bücher.example", FALSE },
  { "πανεπιστημιο.example", "πανεπιστημιο.example", FALSE },
  { "кондитерская.example", "кондитерская.example", FALSE },
  { "東京タワー.example", "東京タワー.example", FALSE },
  { "xn--a.example", "xn--a.example", FALSE },
  /* Latin with one Cyrillic letter; all Cyrillic that passes for Latin; the same under an ending
   * in Cyrillic, where it is at home; a symbol; a Latin letter with a loose mark. */
  { "bаkery.example", "xn--bkery-4ve.example", TRUE },
  { "аррӏе.example", "xn--80ak6aa92e.example", TRUE },
  { "сорока.рф", "сорока.рф", FALSE },
  { "☕.example", "xn--53h.example", TRUE },
  { "bakery̱q̱.example", "xn--bakeryq-xreb.example", TRUE },
};
