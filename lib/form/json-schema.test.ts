/** The published JSON Schema is the shape that is checked at the start: `npx vitest run -u` of this file writes it anew. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import builtIn from '#support.config'
import { supportSchema } from './schema.ts'

const path = `${import.meta.dirname}/../../public/support.schema.json`
/** What editors and validators get. Patterns that JSON Schema cannot have are checked at the start alone. */
const published = () =>
  z.toJSONSchema(supportSchema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })

test('public/support.schema.json is the shape that the code has', async () => {
  await expect(`${JSON.stringify(published(), null, 2)}\n`).toMatchFileSnapshot(path)
})

test('a file that begins with the name of the schema and says what support.config.ts says is taken', () => {
  const file = { $schema: './public/support.schema.json', ...JSON.parse(JSON.stringify(builtIn)) }
  expect(supportSchema.safeParse(file).success).toBe(true)
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'))
  expect(schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['brand', 'channels', 'forms'],
  })
})
