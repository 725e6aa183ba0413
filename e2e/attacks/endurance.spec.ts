/** Whatever is thrown at the server: meanwhile customers open the form and send it, and its memory stays bounded. How fast is the benchmark's matter. */
import { setTimeout as wait } from 'node:timers/promises'
import { startApp } from '../support/app.ts'
import { uniqueSubject } from '../support/customer.ts'
import { memoryOf, mostGrowthMegabytes, smallHeap } from '../support/memory.ts'
import { staffOf } from '../support/staff.ts'
import { expect, test } from '../support/test.ts'
import { attacks, behindProxy } from './endless.ts'
import { openForm, postForm } from './outsider.ts'

test.describe.configure({ timeout: 180_000 })

test('S27 S36 S38 S70 under every attack that goes on a customer opens the form, sends it, and is answered', async () => {
  const app = await startApp({ ...smallHeap, ...behindProxy })
  await openForm(app)
  const restMegabytes = memoryOf(app, 'VmRSS')
  for (const [name, attack] of Object.entries(attacks)) {
    let isOver = false
    const attacking = attack(app, () => isOver)
    await wait(500)
    for (let count = 0; count < 3; count += 1) {
      const subject = uniqueSubject(name)
      const email = `${subject.replace(/\W/g, '')}@example.org`
      const answer = await postForm(app, {
        ...(await openForm(app)),
        ...{ name: 'Mia Berg', email, subject, message: 'The zip broke.' },
      })
      expect(answer.headers.get('location'), name).toMatch(/\/t\/[\w-]{43}\?sent=1/)
      await expect.poll(async () => (await staffOf(app).messages(subject)).length, name).toBe(1)
    }
    isOver = true
    await attacking
    expect(memoryOf(app, 'VmHWM') - restMegabytes, `${name}: memory in MB`).toBeLessThan(mostGrowthMegabytes)
  }
  await app.stop()
})
