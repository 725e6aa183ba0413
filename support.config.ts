/** What this installation asks and where it goes: the one file most teams edit. */
import { defineSupport } from '#lib/form/definition.ts'

export default defineSupport({
  brand: { name: 'Harbour Goods', accent: '#2f5bc2' },
  channels: [
    { slug: 'support', name: 'Support', email: 'support@example.com' },
    { slug: 'billing', name: 'Billing', email: 'billing@example.com' },
  ],
  forms: {
    support: {
      channel: 'support',
      tags: ['contact-form'],
      answersWithinHours: 24,
      timeZone: 'UTC',
      topics: [
        {
          slug: 'order',
          label: 'Order or delivery',
          hint: 'Where it is, or a change to it',
          channel: 'support',
          tags: ['order'],
        },
        {
          slug: 'billing',
          label: 'Billing',
          hint: 'Invoices, payments and refunds',
          channel: 'billing',
          tags: ['billing'],
        },
        {
          slug: 'product',
          label: 'A product',
          hint: 'How it works, or a fault',
          channel: 'support',
          tags: ['product'],
        },
        {
          slug: 'other',
          label: 'Something else',
          hint: 'Anything we did not think of',
          channel: 'support',
          tags: [],
        },
      ],
    },
  },
})
