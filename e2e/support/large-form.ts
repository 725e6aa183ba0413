/** A form of forty fields: every kind, and conditions that hang on each other, by style sheet and by script. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineSupport } from '#lib/form/definition.ts'

const country = [
  { value: 'de', label: 'Germany' },
  { value: 'fr', label: 'France' },
  { value: 'us', label: 'United States' },
]

const largeSupport = defineSupport({
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
      context: ['page-path', 'referrer-origin', 'utm', 'locale', 'time-zone', 'viewport', 'app-version'],
      subject: { template: '{topic}: {subject}' },
      topics: [
        {
          slug: 'order',
          label: 'Order or delivery',
          channel: 'support',
          tags: ['order'],
          fields: [
            {
              name: 'order_number',
              kind: 'order-number',
              label: 'Order number',
              hint: 'In the email that confirmed it',
              required: true,
              prefill: true,
              pattern: { matches: '[A-Z]{2}-\\d{4}', example: 'HG-1042' },
            },
            { name: 'ordered_on', kind: 'date', label: 'Ordered on', min: '2020-01-01', max: '2030-12-31' },
            {
              name: 'trouble',
              kind: 'radio',
              label: 'What went wrong',
              required: true,
              options: [
                { value: 'late', label: 'It is late' },
                { value: 'damaged', label: 'It came damaged', hint: 'A picture helps' },
                { value: 'wrong', label: 'It is something else' },
              ],
              to: ['data.trouble', 'tag'],
            },
            {
              name: 'damage',
              kind: 'multiselect',
              label: 'What is damaged',
              required: true,
              max: 2,
              options: ['Box', 'Outside', 'Inside', 'Cable'],
              showWhen: { field: 'trouble', equals: 'damaged' },
            },
            {
              name: 'cable_length',
              kind: 'number',
              label: 'Length of the cable in metres',
              min: 0.5,
              max: 20,
              showWhen: { field: 'damage', contains: 'Cable' },
            },
            {
              name: 'long_cable',
              kind: 'checkbox',
              label: 'It was laid by an electrician',
              showWhen: {
                all: [
                  { field: 'cable_length', above: 10 },
                  { field: 'trouble', equals: 'damaged' },
                ],
              },
              to: 'tag',
            },
            {
              name: 'electrician',
              kind: 'text',
              label: 'Name of the electrician',
              required: true,
              showWhen: { field: 'long_cable', equals: true },
            },
            {
              name: 'days_late',
              kind: 'number',
              label: 'Days it is late',
              whole: true,
              min: 1,
              required: true,
              showWhen: { field: 'trouble', in: ['late'] },
            },
          ],
        },
        {
          slug: 'billing',
          label: 'Billing',
          channel: 'billing',
          tags: ['billing'],
          fields: [
            { name: 'invoice', kind: 'order-number', label: 'Invoice number', max: 20 },
            { name: 'company', kind: 'checkbox', label: 'It was bought for a company' },
            {
              name: 'company_name',
              kind: 'text',
              label: 'Company',
              required: true,
              autocomplete: 'organization',
              showWhen: { field: 'company', equals: true },
            },
            {
              name: 'country',
              kind: 'select',
              label: 'Country of the company',
              required: true,
              options: country,
              showWhen: { field: 'company', equals: true },
            },
            {
              name: 'vat',
              kind: 'text',
              label: 'VAT number',
              pattern: { matches: '[A-Z]{2}[A-Z0-9]{2,13}', example: 'DE123456789' },
              required: true,
              showWhen: {
                all: [
                  { field: 'country', in: ['de', 'fr'] },
                  { field: 'company', filled: true },
                ],
              },
            },
            {
              name: 'ein',
              kind: 'text',
              label: 'Employer number',
              pattern: {
                matches: '\\d{2}-\\d{7}',
                example: '12-3456789',
                message: 'Employer number: nine digits, with a dash after the second',
              },
              showWhen: { field: 'country', equals: 'us' },
            },
            {
              name: 'no_vat',
              kind: 'multiline',
              label: 'Why there is no VAT number',
              showWhen: {
                any: [
                  { field: 'country', equals: 'us' },
                  {
                    not: {
                      any: [
                        { field: 'company', equals: true },
                        { field: 'invoice', filled: true },
                      ],
                    },
                  },
                ],
              },
            },
            { name: 'amount', kind: 'number', label: 'Amount on the invoice', min: 0 },
            {
              name: 'approver',
              kind: 'email',
              label: 'Who approved it',
              showWhen: { field: 'amount', atLeast: 1000 },
            },
          ],
        },
        {
          slug: 'product',
          label: 'A product',
          channel: 'support',
          tags: ['product'],
          fields: [
            {
              name: 'product',
              kind: 'select',
              label: 'Product',
              options: ['Lamp', 'Clock', 'Radio'],
              required: true,
            },
            {
              name: 'serial',
              kind: 'order-number',
              label: 'Serial number',
              showWhen: { field: 'product', filled: true },
            },
            {
              name: 'batteries',
              kind: 'checkbox',
              label: 'New batteries are in',
              showWhen: { field: 'product', in: ['Clock', 'Radio'] },
            },
            {
              name: 'station',
              kind: 'text',
              label: 'Station',
              showWhen: { field: 'product', equals: 'Radio' },
            },
            { name: 'bought_on', kind: 'date', label: 'Bought on' },
            {
              name: 'shop',
              kind: 'url',
              label: 'Address of the shop',
              showWhen: { field: 'bought_on', atLeast: '2025-01-01' },
            },
          ],
        },
        { slug: 'other', label: 'Something else', channel: 'support', tags: [] },
      ],
      fields: [
        { name: 'phone', kind: 'phone', label: 'Phone', autocomplete: 'tel', after: 'email' },
        {
          name: 'callback',
          kind: 'checkbox',
          label: 'Call me back',
          after: 'email',
          showWhen: { field: 'phone', filled: true },
        },
        {
          name: 'callback_time',
          kind: 'radio',
          label: 'When to call',
          options: ['Morning', 'Afternoon'],
          required: true,
          after: 'email',
          showWhen: { field: 'callback', equals: true },
        },
        { name: 'colleagues', kind: 'email', label: 'Colleagues in copy', to: 'recipients', after: 'email' },
        {
          name: 'urgency',
          kind: 'radio',
          label: 'How urgent it is',
          options: [
            { value: 'low', label: 'It can wait' },
            { value: 'high', label: 'It stops our work' },
          ],
          default: 'low',
          after: 'message',
        },
        {
          name: 'impact',
          kind: 'multiline',
          label: 'What it stops',
          required: true,
          min: 10,
          max: 500,
          after: 'message',
          showWhen: { field: 'urgency', equals: 'high' },
        },
        {
          name: 'steps',
          kind: 'multiline',
          label: 'What you have tried',
          after: 'message',
          placeholder: 'New batteries, another socket',
        },
        { name: 'website', kind: 'url', label: 'Your website', prefill: true, after: 'email' },
        { name: 'campaign', kind: 'hidden', max: 40 },
        { name: 'plan', kind: 'hidden', options: ['free', 'pro'], to: 'tag' },
        {
          name: 'seats',
          kind: 'number',
          label: 'Seats',
          whole: true,
          showWhen: { field: 'plan', equals: 'pro' },
        },
        {
          name: 'shout',
          kind: 'checkbox',
          label: 'It is about a refund',
          after: 'subject',
          showWhen: { field: 'subject', contains: 'refund' },
        },
        {
          name: 'consent',
          kind: 'consent',
          label: 'You may look into our account to help',
          hint: 'Only for this message',
        },
      ],
      contact_custom_fields: {
        'Customer since': { pos: 2, type: 'text', placeholder: 'A year' },
        Department: { pos: 1, type: 'dropdown', options: ['Sales', { name: 'Research', value: 'r-and-d' }] },
        Laboratory: {
          pos: 3,
          type: 'text',
          dependantField: 'Department',
          dependantOptions: ['r-and-d'],
          required: true,
        },
        Extension: { pos: 4, type: 'phone', connectContact: true },
      },
    },
    callback: {
      channel: 'support',
      tags: ['callback'],
      topics: [],
      subject: { asked: false, template: 'Call {name} back' },
      answersWithinHours: null,
      timeZone: 'UTC',
    },
  },
})

/** Writes it where SUPPORT_CONFIG can name it. */
export function writeLargeSupport(folder: string): string {
  const path = join(folder, 'support.json')
  writeFileSync(path, JSON.stringify(largeSupport))
  return path
}
