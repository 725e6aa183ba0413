/** The words of the demo, in English only: it is for the people who put the form on their site, not for their customers. */
import type { modes, themes } from './choice.ts'

export const words = {
  standIn: 'This page stands in for your website. It comes from another site than the form, as yours would.',
  desk: 'What is sent arrives at the desk.',
  nav: ['Bags', 'Repairs', 'Stores'],
  help: 'Help',
  kicker: 'Bags for the long way',
  heading: 'Carry it for years. We mend it when it breaks.',
  pitch:
    'Waxed canvas and brass, sewn by people who also repair them. If a seam gives way, write to us: most bags are back with their owners within two weeks.',
  shop: 'See the bags',
  facts: [
    ['10 years', 'Repairs are free for ten years, whoever you bought it from.'],
    ['60 days', 'Send it back unworn within sixty days, and we pay the way.'],
    ['1 day', 'A person answers your message, usually within a day.'],
  ],
  contact: 'Write to us',
  contactText:
    'The form below is a frame from your Deskbell. It has the height of its content, and nothing on this page moves.',
  three: 'Three forms on one page',
  threeText: 'Each keeps to itself: height, words and events.',
  generator: 'Put it on your site',
  generatorText:
    'Choose, and copy. Every choice is a link, so this works without JavaScript, as the form does.',
  form: 'Form',
  mode: 'Way',
  theme: 'Theme',
  accent: 'Colour',
  lang: 'Language',
  brand: 'Brand',
  browser: 'As the browser says',
  modes: {
    element: 'Frame and script',
    iframe: 'Frame only',
    launcher: 'Button and dialog',
    react: 'React',
    link: 'Link',
  } satisfies Record<(typeof modes)[number], string>,
  themes: { auto: 'Auto', light: 'Light', dark: 'Dark' } satisfies Record<(typeof themes)[number], string>,
  copy: 'Copy',
  copied: 'Copied',
  allow: 'Name your site in the embedOrigins of the form first, or in EMBED_ORIGINS.',
  footer: 'A demonstration of Deskbell. Nothing is for sale here.',
} as const
