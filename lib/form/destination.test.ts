/** Where answers go, and that nothing else goes along. */
import { expect, test } from 'vitest'
import type { FormDefinition } from './definition.ts'
import { routeAnswers } from './destination.ts'
import type { FieldDefinition } from './field.ts'
import { fieldsOf } from './fields.ts'
import { fromReamaze } from './reamaze-fields.ts'
import { readSubmission } from './submission.ts'

const least = { channel: 'help', tags: [], topics: [], answersWithinHours: null, timeZone: 'UTC' } as const
const person = { subject: 'Lamp', message: 'It is dark.', name: 'Mia Berg', email: 'mia@example.org' }

function route(form: Partial<FormDefinition>, typed: Readonly<Record<string, string>>) {
  const definition: FormDefinition = { ...least, ...form }
  const values: Readonly<Record<string, string>> = { ...person, ...typed }
  const { submission, mistakes } = readSubmission(definition, fieldsOf(definition), (name) =>
    values[name] === undefined ? [] : [values[name]],
  )
  if (!submission) throw new Error(JSON.stringify(mistakes))
  return routeAnswers(definition, submission)
}

const fields: readonly FieldDefinition[] = [
  { name: 'size', kind: 'select', label: 'Size', options: ['S', 'M'], to: ['tag', 'data.garment_size'] },
  { name: 'gift', kind: 'checkbox', label: 'A gift', to: 'tag' },
  { name: 'copies', kind: 'email', label: 'Copies', to: 'recipients' },
  { name: 'price', kind: 'number', label: 'Price' },
]

test('answers become tags, custom data and recipients, and what was not answered becomes nothing', () => {
  expect(route({ fields }, {})).toEqual({ subject: 'Lamp', data: {}, contact: {}, tags: [], recipients: [] })
  const typed = {
    'field-size': 'M',
    'field-gift': 'yes',
    'field-copies': 'a@example.org, b@example.org a@example.org',
    'field-price': '12,50',
  }
  expect(route({ fields }, typed)).toEqual({
    subject: 'Lamp',
    data: { garment_size: 'M', price: '12.5' },
    contact: {},
    tags: ['M', 'gift'],
    recipients: ['a@example.org', 'b@example.org'],
  })
})

test('a subject is made of a template, in one line, and is never nothing', () => {
  const asked = { fields, subject: { template: '{subject} ({size})' } }
  expect(route(asked, { 'field-size': 'S' }).subject).toBe('Lamp (S)')
  const fixed = { subject: { asked: false, template: 'Feedback' } }
  expect(route(fixed, { subject: 'Something else' }).subject).toBe('Feedback')
  expect(route({ fields, subject: { asked: false, template: '{size}' } }, {}).subject).toBe('It is dark.')
})

test('Re:amaze’s custom fields keep their keys, order, options and the field they depend on', () => {
  const contact_custom_fields = {
    Room: { pos: 2, type: 'text', dependantField: 'Department', dependantOptions: ['r'], required: true },
    Department: {
      pos: 1,
      type: 'dropdown',
      options: ['Sales', { name: 'Research', value: 'r' }],
      value: 'r',
    },
    Phone: { pos: 3, type: 'phone', connectContact: true, placeholder: 'With country code' },
  } as const
  expect(fromReamaze(contact_custom_fields).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'department select',
    'room text',
    'phone phone',
  ])
  const shown = { 'field-department': 'r', 'field-room': '12', 'field-phone': '+49 30 1234567' }
  expect(route({ contact_custom_fields }, shown)).toMatchObject({
    data: { Department: 'r', Room: '12', Phone: '+49 30 1234567' },
    contact: { Phone: '+49 30 1234567' },
  })
  const hidden = { 'field-department': 'Sales', 'field-room': '12' }
  expect(route({ contact_custom_fields }, hidden).data).toEqual({ Department: 'Sales' })
  expect(() => route({ contact_custom_fields }, { 'field-department': 'r' })).toThrow('"mistake":"empty"')
})
