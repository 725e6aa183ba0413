/** What a message may hold; everything else is unwrapped, or removed with its content (security.md 2.6). */

import type { Schema } from 'hast-util-sanitize'

/** The whole schema: no key is left to the library's defaults, which allow images, ids and more. */
export const schema: Schema = {
  tagNames: [
    ...['p', 'br', 'hr', 'div', 'blockquote', 'pre', 'ul', 'ol', 'li', 'h3', 'h4', 'h5', 'h6'],
    ...['b', 'strong', 'i', 'em', 'u', 's', 'del', 'code', 'span', 'a'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    '*': [],
    a: ['href', 'title'],
    ol: [['start', /^-?\d{1,9}$/]],
    td: [['align', 'left', 'center', 'right']],
    th: [['align', 'left', 'center', 'right']],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  ancestors: {
    thead: ['table'],
    tbody: ['table'],
    tr: ['table'],
    th: ['table'],
    td: ['table'],
  },
  strip: [
    ...[
      'script',
      'style',
      'title',
      'xmp',
      'noscript',
      'textarea',
      'template',
      'iframe',
      'noembed',
      'noframes',
    ],
    ...['plaintext', 'svg', 'math', 'select', 'option', 'object', 'embed', 'applet'],
  ],
  required: {},
  clobber: [],
  clobberPrefix: '',
  allowComments: false,
  allowDoctypes: false,
}

/** Elements that are removed together with what they hold. */
export const stripped: ReadonlySet<string> = new Set(schema.strip)
