/** Saved replies at the API, where Re:amaze's tools look for them, on both engines. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { type Answer, faultsOf, openDesk } from './builtin.testing.ts'

const idOf = ({ body }: Answer) => z.object({ id: z.string() }).parse(body).id

onEachEngine((open) => {
  test('a saved reply is added, listed by name, read, changed and removed', async () => {
    const desk = await openDesk({ database: await open() })
    const added = await desk.post('/response_templates', {
      response_template: { name: 'Zip', body: 'A new zip.' },
    })
    expect(added).toMatchObject({ status: 201, body: { name: 'Zip', body: 'A new zip.' } })
    await desk.post('/response_templates', { name: 'Refund', body: 'It is on its way.' })
    const { body } = await desk.get('/response_templates')
    expect(body).toMatchObject({
      page_size: 30,
      page_count: 1,
      total_count: 2,
      response_templates: [{ name: 'Refund' }, { name: 'Zip' }],
    })
    const path = `/response_templates/${idOf(added)}`
    expect(await desk.put(path, { response_template: { body: 'Two zips.' } })).toMatchObject({
      status: 200,
      body: { name: 'Zip', body: 'Two zips.' },
    })
    expect((await desk.get(path)).body).toMatchObject({ body: 'Two zips.' })
    expect((await desk.remove(path)).status).toBe(200)
    for (const answer of [await desk.get(path), await desk.remove(path), await desk.put(path, { name: 'x' })])
      expect(answer.status).toBe(404)
  })

  test('what is none is refused: without name or text, too long, at no address, and one too many', async () => {
    const desk = await openDesk({ database: await open() })
    const bad = [
      { name: ' ', body: 'x' },
      { name: 'x' },
      { name: 'x'.repeat(256), body: 'x' },
      { name: 'a\0', body: 'x' },
    ]
    const faults = await Promise.all(bad.map((template) => desk.post('/response_templates', template)))
    expect(faults.map(({ status }) => status)).toEqual([422, 422, 422, 422])
    expect(faults.map(faultsOf)).toEqual([['name'], ['body'], ['name'], ['name']])
    for (const id of ['%00', 'zip', '..%2fconversations'])
      expect((await desk.get(`/response_templates/${id}`)).status).toBe(404)
    for (let number = 0; number < 300; number += 1)
      await desk.post('/response_templates', { name: `Reply ${number}`, body: 'x' })
    expect((await desk.post('/response_templates', { name: 'More', body: 'x' })).status).toBe(422)
    expect((await desk.get('/response_templates?page=10')).body).toMatchObject({
      page_count: 10,
      total_count: 300,
    })
  })
})
