import { html, trusted, type Markup } from './html.js';
import { style } from './style.js';

/** A whole page without scripts: its policy forbids every request and every script. */
export function page(title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Minorant" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>${title}</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <main>
          ${body}
          <footer class="quiet small">
            Written by Minorant. This page is one file: it needs neither a network nor scripts.
          </footer>
        </main>
      </body>
    </html> `.text;
}
